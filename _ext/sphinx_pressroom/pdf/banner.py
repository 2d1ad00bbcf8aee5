"""What each page of a release's PDF says first: that it was withdrawn, replaced or corrected.

In a preview it says before all that it is not for the public, and until when.

Sheets of paper part from each other; whoever holds one has to know what the first page says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import preview
from ..blocks.block import page_language
from ..blocks.notice import DATED, UNDATED
from ..collection.notices import WORDS, notices
from ..domain import press_domain
from ..labels import N_, labels, moment
from ..records.release import day_of

if TYPE_CHECKING:
    from datetime import date

    from sphinx.environment import BuildEnvironment

REPLACED = N_("Replaced on {date}")
REPLACED_SOME_DAY = N_("Replaced by a later release")


def banner(env: BuildEnvironment, docname: str) -> str:
    """Say it in a few words of the release's language; nothing of one that stands as it is."""
    language = page_language(env, docname)
    label = labels(language)

    def said(words: str, when: date | None) -> str:
        return label(words).format(date=moment(day_of(when), language) if when else "")

    first = [preview.said(env, docname)] if env.config.press_preview else []
    return " · ".join([*first, *(said(words, when) for words, when in _parts(env, docname))])


def _parts(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, date | None]]:
    """Give words, some with a place for a day, and the day."""
    release = press_domain(env).releases[docname]
    if release.is_withdrawn:
        when = release.withdrawn.at if release.withdrawn else None
        yield (DATED if when else UNDATED)["withdrawn"], when
        return
    told = {notice.kind: notice for notice in notices(env, docname)}
    if replaced := told.get("replaced"):
        yield (REPLACED if replaced.date else REPLACED_SOME_DAY), replaced.date
    if expired := told.get("expired"):
        yield WORDS["expired"], expired.date
    if release.corrections:
        yield DATED["correction"], release.corrections[0].at
