"""Boxes below a release: others of its series and event, and related ones. On the web only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes

from .. import clock
from ..blocks.block import Block, page_language, page_link, press_heading, tag_visitors
from ..domain import press_domain
from ..labels import labels
from ..problems import report
from .around import around, problems
from .kept_lines import Kept
from .listing import listing

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LONGEST = 6
"""Releases of one series or event that a page names, the newest."""


class press_box(Block):
    """Other releases that have something to do with this one."""

    tag = "section"


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the boxes behind a release on its page."""
    found = around(app.env, docname) if app.builder.format == "html" else None
    if found is None:
        return
    release = press_domain(app.env).releases[docname]
    label = labels(page_language(app.env, docname))
    groups = (
        (label("In the series {name}").format(name=release.series), found.series[:LONGEST]),
        (label("At the event {name}").format(name=release.event), found.event[:LONGEST]),
        (label("Related releases"), found.related),
    )
    doctree.extend(_boxes(app, docname, groups))


def _boxes(
    app: Sphinx, here: str, groups: Sequence[tuple[str, tuple[str, ...]]]
) -> Iterator[press_box]:
    releases = press_domain(app.env).releases
    named: set[str] = set()
    for heading, docnames in groups:
        others = [name for name in docnames if name not in named]
        named.update(others)
        if others:
            box = press_box("", press_heading("", heading), classes=["no-search"])
            box += listing(
                [(name, releases[name]) for name in others],
                form="list",
                group="",
                here=here,
                language=page_language(app.env, here),
                now=clock.now(app.config),
                link=partial(page_link, app.builder, here),
                kept=Kept.of(app.builder, here),
            )
            yield box


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Report releases that others name and that there are not, as far as the last build has not."""
    report(press_domain(env).unreported("related", problems(env)))


def setup(app: Sphinx) -> None:
    """Register the boxes."""
    visit, depart = tag_visitors("press-box")
    app.add_node(press_box, html=(visit, depart))
    app.connect("doctree-resolved", on_doctree_resolved)
    app.connect("env-updated", on_env_updated)
