"""Choices: links to archive pages, each with how many releases stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.writers.html5 import HTML5Translator

from ..blocks.block import (
    Block,
    BlockDirective,
    bullets,
    line,
    page_link,
    register,
    site_language,
    spoken,
    tag_visitors,
)
from ..labels import N_, labels
from ..problems import Subtype
from . import names
from .query import one_of
from .shelves import Kind, collections

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec

KINDS: dict[str, tuple[str, str]] = {
    "year": (N_("Years"), "archive/index"),
    **{kind: (words, f"{kind}/index") for kind, words in names.INDEXES.items()},
}
"""By kind, what its choices are called, and the page that has them all."""


class press_navigation(nodes.General, nodes.Element):
    """Links to other pages; attributes ``label`` and ``kind``, its class."""


def choices(
    label: str, targets: Sequence[tuple[str, str, int]], link: Callable[..., nodes.reference]
) -> press_navigation:
    """Make a list of pages, each with how many releases stand there."""
    made = press_navigation("", label=label, kind="press-choices")
    rows: list[list[nodes.Node]] = []
    for page, words, count in targets:
        number = spoken("press-count", f"({count})")
        rows.append([line("", link(page, nodes.Text(words)), " ", number)])
    made += bullets("", rows)
    return made


# -- the directive ---------------------------------------------------------------------------


class Choice(NamedTuple):
    """The terms of a kind that a document offers."""

    kind: Kind

    def shown(self, env: BuildEnvironment, docname: str) -> tuple[object, ...]:
        """Give what the document shows of them."""
        return tuple(_targets(env, self.kind))


class press_archives(Block):
    """The place of choices, filled when all releases are known; attribute ``kind``."""


class ArchivesDirective(BlockDirective):
    """``press:archives``: links to the archives of some kinds, with counts."""

    has_content = False
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        """Put a place for each kind."""
        made: list[nodes.Node] = []
        for word in (self.arguments or ["year category"])[0].replace(",", " ").split():
            try:
                kind: Any = one_of(tuple(KINDS), word.lower())
            except ValueError as error:
                self.warn(Subtype.DIRECTIVE, f"archives: {error}")
                continue
            self.domain.note_listing(self.env.docname, Choice(kind))
            made.append(press_archives("", kind=kind, classes=self.options.get("class", [])))
        return made


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fill choices with links; builders that make no archives show none."""
    label = labels(site_language(app.env))
    link = partial(page_link, app.builder, docname)
    for place in list(doctree.findall(press_archives)):
        targets = list(_targets(app.env, place["kind"]))
        if not targets or not getattr(app.builder, "press_archives", False):
            place.parent.remove(place)
            continue
        title, page = label(KINDS[place["kind"]][0]), KINDS[place["kind"]][1]
        place.append(line("press-choices-title", link(page, nodes.Text(title))))
        place.append(choices(title, targets, link))


def _targets(env: BuildEnvironment, kind: Kind) -> Iterator[tuple[str, str, int]]:
    for shelf in collections(env)[0].of_kind(kind):
        yield shelf.page, names.term(env, kind, shelf.term), len(shelf.docnames)


def visit_navigation(self: HTML5Translator, node: press_navigation) -> None:
    attributes = {"aria-label": node["label"]}
    self.body.append(self.starttag(node, "nav", CLASS=node["kind"], **attributes))


def depart_navigation(self: HTML5Translator, node: press_navigation) -> None:
    self.body.append("</nav>\n")


def setup(app: Sphinx) -> None:
    """Register the directive and what it is made of."""
    app.add_node(press_navigation, html=(visit_navigation, depart_navigation))
    visitors = tag_visitors("press-archives")
    register(app, "archives", ArchivesDirective, (press_archives, *visitors))
    app.connect("doctree-resolved", on_doctree_resolved)
