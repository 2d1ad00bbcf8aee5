"""Layout: the blocks of the front matter around the body, in the order of ``press_layout``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .blocks import builders
from .blocks.block import Block, Page, placed, set_position
from .domain import press_domain
from .problems import Position, Problem, Subtype, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from .domain import Source
    from .records import Release

BODY = "body"
ALWAYS = "notice"
"""The block that no layout can leave out."""


def place(top: nodes.section, release: Release, page: Page, source: Source) -> None:
    """Put the blocks that no directive has placed before and after the body."""
    make = builders()
    order = _order(page.env.config)
    wanted = [name for name in order if name in make]
    made: dict[str, list[nodes.Node]] = {
        name: list(make[name](release, page)) for name in wanted if name not in placed(page.env)
    }
    if page.language != str(page.env.config.language).replace("_", "-"):
        # docutils' own way to tell smart quotes, which otherwise follow the site
        top["classes"].append(f"language-{page.language}")
    split = order.index(BODY) if BODY in order else len(order)
    position = Position(str(page.env.doc2path(page.docname)), source.title_line, 1)
    for node in (node for blocks in made.values() for node in blocks):
        set_position(node, position)
    before = [node for name in order[:split] for node in made.get(name, [])]
    after = [node for name in order[split:] for node in made.get(name, [])]
    for index, node in enumerate(before, start=1):
        top.insert(index, node)
    top.extend(after)


def _order(config: Config) -> list[str]:
    """Give the blocks in order; a notice that is not named stands below the header, or first."""
    order = list(config.press_layout)
    if ALWAYS not in order:
        top = order[: order.index(BODY)] if BODY in order else order
        order.insert(top.index("header") + 1 if "header" in top else 0, ALWAYS)
    return order


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Bring footnotes, which MyST collects at a document's end, back below the release's body."""
    if app.env.docname not in press_domain(app.env).releases:
        return
    top = next(child for child in doctree.children if isinstance(child, nodes.section))
    collected = doctree.children[doctree.index(top) + 1 :]
    if not any(isinstance(child, nodes.footnote) for child in collected):
        return
    end = len(top)
    while isinstance(top[end - 1], Block):
        end -= 1
    for offset, child in enumerate(collected):
        doctree.remove(child)
        top.insert(end + offset, child)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Check the names in ``press_layout``."""
    known = {*builders(), BODY}
    unknown = [name for name in config.press_layout if name not in known]
    at = Position(str(app.confdir / "conf.py"), 1, 1)
    for name in unknown:
        message = f"press_layout: unknown block '{name}'; known are {', '.join(sorted(known))}"
        report([Problem(Subtype.SETTING, message, at)])


def setup(app: Sphinx) -> None:
    """Connect the check of the layout."""
    app.connect("config-inited", on_config_inited)
    app.connect("doctree-read", on_doctree_read)
