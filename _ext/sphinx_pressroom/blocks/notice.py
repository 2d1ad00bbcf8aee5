"""Notice: above the text, that a release was withdrawn, and what was corrected in it."""

from __future__ import annotations

from datetime import date as day
from typing import TYPE_CHECKING, ClassVar, Literal

from docutils import nodes
from docutils.parsers.rst import directives
from pydantic import TypeAdapter

from ..labels import N_
from ..problems import Subtype
from ..records import Release
from ..records.text import When
from .block import Block, BlockDirective, Page, press_heading, register, tag_visitors
from .header import moment_node

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

Kind = Literal["withdrawn", "correction"]

DATED = {"withdrawn": N_("Withdrawn on {date}"), "correction": N_("Corrected on {date}")}
UNDATED = {"withdrawn": N_("Withdrawn"), "correction": N_("Correction")}
NO_REASON = N_("Those who issued this text have withdrawn it. It does not stand any more.")
_KIND: TypeAdapter[Kind] = TypeAdapter(Kind)
_WHEN: TypeAdapter[day] = TypeAdapter(When)


class press_notice(Block):
    """What readers have to know before they read; its class says which kind it is."""

    tag = "section"


def build(release: Release, page: Page) -> list[Block]:
    """Make the notices of a release: its withdrawal, then its corrections, the newest first."""
    made: list[Block] = []
    if release.is_withdrawn:
        why = release.withdrawn.explanation if release.withdrawn else None
        plain: list[nodes.Node] = [nodes.paragraph("", page.label(NO_REASON))]
        words = page.markdown(why) if why else plain
        when = release.withdrawn.at if release.withdrawn else None
        made.append(_build("withdrawn", when, words, page))
    corrected = (
        _build("correction", change.at, page.markdown(change.note), page)
        for change in release.corrections
    )
    return [*made, *corrected]


def _build(kind: Kind, when: day | None, parsed: list[nodes.Node], page: Page) -> Block:
    if when:
        heading = press_heading("", "", *dated(page.label(DATED[kind]), when, page.language))
    else:
        heading = press_heading("", page.label(UNDATED[kind]))
    return press_notice("", heading, *parsed, classes=[f"press-notice-{kind}"])


def dated(words: str, when: day, language: str) -> list[nodes.Node]:
    """Put a day or time where words have ``{date}``."""
    before, _, after = words.partition("{date}")
    made: list[nodes.Node] = [nodes.Text(before), moment_node(when, language)]
    return made + ([nodes.Text(after)] if after else [])


class NoticeDirective(BlockDirective):
    """``press:notice``: what was withdrawn or corrected, by its ``kind``, and when, as ``at``."""

    option_spec: ClassVar[OptionSpec] = {
        **BlockDirective.option_spec,
        "kind": directives.unchanged,
        "at": directives.unchanged,
    }

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Say what the front matter says."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Say what the directive holds."""
        kind: Kind = self.option(_KIND, "kind") or "correction"
        if not self.content:
            self.warn(Subtype.DIRECTIVE, "'notice' has no text; write it below its options")
            return []
        when = self.option(_WHEN, "at")
        return [_build(kind, when, self.parse_content_to_nodes(), page)]


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(app, "notice", NoticeDirective, (press_notice, *tag_visitors("press-notice")))
