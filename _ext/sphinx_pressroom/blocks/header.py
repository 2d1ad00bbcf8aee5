"""Header: what kind of release this is, its number, place and date."""

from __future__ import annotations

from datetime import date as day
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives
from pydantic import TypeAdapter
from sphinx.writers.html5 import HTML5Translator

from .. import labels
from ..labels import N_
from ..records import Release, ReleaseType
from ..records.text import When
from ..typography import typeset
from .block import (
    Block,
    BlockDirective,
    Page,
    between,
    line,
    note_placed,
    register,
    spoken,
    tag_visitors,
    term_link,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

TYPES = {
    "release": N_("Press release"),
    "media-kit": N_("Media kit"),
    "statement": N_("Statement"),
    "advisory": N_("Media advisory"),
    "speech": N_("Speech"),
    "response": N_("Response"),
    "fact-sheet": N_("Fact sheet"),
    "correction": N_("Correction"),
}
_TYPE: TypeAdapter[str] = TypeAdapter(ReleaseType)
_WHEN: TypeAdapter[day] = TypeAdapter(When)


class Facts(NamedTuple):
    """What a header says."""

    kinds: tuple[str, ...]
    number: str | None
    places: tuple[str, ...]
    date: day | None
    updated: day | None
    categories: tuple[str, ...] = ()
    """Which of the kinds are categories, with an archive."""


class press_header(Block):
    """The lines below the headline."""


class press_moment(nodes.inline):
    """A day or a time; attribute ``datetime`` says it to machines."""


def headline(release: Release, language: str) -> str:
    """Give the words by which lists and links name a release, in its language."""
    return _set(release.short_name, language)


_set = lru_cache(4096)(typeset)
"""Sets words; those of a release stand on its page, in lists and on the pages of others."""


def kind_of(release: Release, page_language: str) -> tuple[str, ...]:
    """Say what kind of release it is: its type, or its categories, or just a press release."""
    if release.type is None and release.categories:
        return release.categories
    first = labels.labels(page_language)(TYPES[release.type or "release"])
    return (first, *(name for name in release.categories if name.casefold() != first.casefold()))


def build(release: Release, page: Page) -> list[Block]:
    """Make the header of a release."""
    return [
        _build(
            Facts(
                kind_of(release, page.language),
                release.number,
                release.dateline,
                release.date,
                release.revised,
                release.categories,
            ),
            page,
        )
    ]


def _build(facts: Facts, page: Page) -> Block:
    block = press_header("")
    kicker: list[nodes.Node] = [_kind(kind, facts.categories, page) for kind in facts.kinds]
    if facts.number:
        kicker.append(spoken("press-number", facts.number))
    if kicker:
        block += line("press-kicker", *between(" · ", kicker))
    where: list[nodes.Node] = [spoken("press-place", place) for place in facts.places]
    if facts.date:
        where.append(moment_node(facts.date, page.language))
    if where:
        block += line("press-dateline", *between(", ", where))
    if facts.updated:
        words = page.label("Updated on {date}").split("{date}")
        when = moment_node(facts.updated, page.language)
        block += line("press-updated", words[0], when, words[-1])
    return block


def _kind(kind: str, categories: tuple[str, ...], page: Page) -> nodes.Node:
    shown = spoken("press-type", kind)
    if kind in categories:
        shown.children = []
        shown += term_link("category", kind, page.docname)
    return shown


def moment_node(when: day, language: str) -> press_moment:
    """Make the node of a day or time, written in a language."""
    return press_moment("", labels.moment(when, language), datetime=labels.iso(when))


class HeaderDirective(BlockDirective):
    """``press:header``: the lines below the headline."""

    has_content = False
    option_spec: ClassVar[OptionSpec] = {
        **BlockDirective.option_spec,
        "type": directives.unchanged,
        "number": directives.unchanged,
        "dateline": directives.unchanged,
        "date": directives.unchanged,
        "updated": directives.unchanged,
    }

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Say what the front matter says."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Say what the options say."""
        note_placed(self.env, "header")
        kind = self.option(_TYPE, "type")
        shown = page.label(TYPES[kind]) if kind else None
        place = self.options.get("dateline")
        facts = Facts(
            (shown,) if shown else (),
            self.options.get("number"),
            (place,) if place else (),
            self.option(_WHEN, "date"),
            self.option(_WHEN, "updated"),
        )
        return [_build(facts, page)]


def visit_moment(self: HTML5Translator, node: press_moment) -> None:
    self.body.append(self.starttag(node, "time", "", datetime=node["datetime"]))


def depart_moment(self: HTML5Translator, node: press_moment) -> None:
    self.body.append("</time>")


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(
        app,
        "header",
        HeaderDirective,
        (press_header, *tag_visitors("press-header")),
        (press_moment, visit_moment, depart_moment),
    )
