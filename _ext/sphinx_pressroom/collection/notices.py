"""Notices that follow from other releases and from the clock, above the text of a release.

What replaces or corrects another release says so on both pages; what has expired says since when.
They are put in for every builder, and are no part of what the release itself says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from .. import clock, preview
from ..blocks.block import line, page_language
from ..blocks.header import headline, moment_node, press_header
from ..blocks.notice import dated, press_notice
from ..domain import press_domain
from ..labels import N_, labels
from ..records.release import day_of
from .around import find
from .listing import document_link

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

WORDS = {
    "replaced": N_("Replaced by {release}"),
    "corrected": N_("Corrected by {release}"),
    "expired": N_("No longer current since {date}"),
    "replaces": N_("Replaces {release}"),
    "corrects": N_("Corrects {release}"),
}
"""By its kind, what a notice says; in this order they stand."""
_OTHER_SIDE = {"replaces": "replaced", "corrects": "corrected"}


class Notice(NamedTuple):
    """What a page says of a release beside what the release itself says."""

    kind: str
    date: date | None
    """Since when it is so; of another release, its own date."""
    docname: str = ""
    """Of the other release."""
    words: str = ""
    """Its headline."""
    language: str = ""
    """In which the headline is written."""


def notices(env: BuildEnvironment, docname: str) -> tuple[Notice, ...]:
    """Give the notices of a release, in the order in which they stand."""
    return all_notices(env).get(docname, ())


def all_notices(env: BuildEnvironment) -> dict[str, tuple[Notice, ...]]:
    """Give the notices of all releases that have any, by docname."""
    return press_domain(env).derive(_notices)


def _notices(env: BuildEnvironment) -> dict[str, tuple[Notice, ...]]:
    """Find all notices; a release that was withdrawn replaces and corrects nothing."""
    domain, now = press_domain(env), clock.now(env.config)
    found: dict[str, dict[tuple[str, str], Notice]] = {}
    for docname, release in domain.newest():
        for field, back in _OTHER_SIDE.items():
            for item in getattr(release, field):
                other = find(env, docname, item)
                if other and other != docname:
                    found.setdefault(docname, {})[field, other] = _of(env, field, other)
                    found.setdefault(other, {})[back, docname] = _of(env, back, docname)
    for docname, release in domain.listed.items():
        if release.is_expired(now):
            found.setdefault(docname, {})["expired", ""] = Notice("expired", release.expires)
    order = list(WORDS)
    return {
        docname: tuple(sorted(those.values(), key=lambda one: order.index(one.kind)))
        for docname, those in found.items()
    }


def _of(env: BuildEnvironment, kind: str, docname: str) -> Notice:
    release, language = press_domain(env).releases[docname], page_language(env, docname)
    return Notice(kind, release.date, docname, headline(release, language), language)


class press_derived_notice(press_notice):
    """A notice of one line, without a heading."""

    tag = "div"


class AddNotices(SphinxPostTransform):
    """Put the notices of each release below its header, before blocks are lowered."""

    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        """Go through the releases of a document, which may be a book of many."""
        own = [child for child in self.document.children if isinstance(child, nodes.section)]
        is_release = self.env.docname in press_domain(self.env).releases
        for section in own if is_release else list(self.document.findall(nodes.section)):
            docname = str(section.get("press_release", ""))
            made = list(self._made(docname)) if docname else []
            if made:
                place = _place(section)
                for offset, node in enumerate(made):
                    section.insert(place + offset, node)

    def _made(self, docname: str) -> Iterator[press_derived_notice]:
        language = page_language(self.env, docname)
        label = labels(language)
        if self.config.press_preview:
            told = line("", preview.said(self.env, docname))
            yield press_derived_notice(
                "", told, classes=["press-notice-derived", "press-notice-preview"]
            )
        for notice in notices(self.env, docname):
            words = label(WORDS[notice.kind])
            link = partial(document_link, docname)
            content: Iterable[nodes.Node] = _named(words, notice, language, link)
            if notice.date and not notice.docname:
                content = dated(words, notice.date, language)
            kinds = ["press-notice-derived", f"press-notice-{notice.kind}"]
            yield press_derived_notice("", line("", *content), classes=kinds)


def _named(words: str, notice: Notice, language: str, link: Any) -> Iterator[nodes.Node]:
    """Put the linked headline of another release, and its day, into words."""
    before, _, after = words.partition("{release}")
    foreign = [] if notice.language == language else [f"language-{notice.language}"]
    yield nodes.Text(before)
    yield nodes.inline("", "", link(notice.docname, nodes.Text(notice.words)), classes=foreign)
    if notice.date:
        yield nodes.Text(" (")
        yield moment_node(day_of(notice.date), language)
        yield nodes.Text(")")
    if after:
        yield nodes.Text(after)


def _place(section: nodes.section) -> int:
    """Tell before which child of a release's section its derived notices stand."""
    place = 0
    for index, child in enumerate(section.children):
        if isinstance(child, nodes.title | press_header | press_notice):
            place = index + 1
        elif place:
            break
    return place


def visit_derived_notice(self: HTML5Translator, node: press_derived_notice) -> None:
    self.body.append(self.starttag(node, "div", CLASS="press-notice", role="note"))


def depart_derived_notice(self: HTML5Translator, node: press_derived_notice) -> None:
    self.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Register the notices."""
    app.add_node(press_derived_notice, html=(visit_derived_notice, depart_derived_notice))
    app.add_post_transform(AddNotices)
