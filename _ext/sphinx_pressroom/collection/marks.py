"""Marks: the words by which a list tells that a release was corrected, or is no longer current."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from ..blocks.block import spoken
from ..blocks.notice import DATED
from ..labels import N_, moment
from ..records import Release
from ..records.release import day_of

CORRECTED = N_("Corrected")
EXPIRED = N_("No longer current")


def marks(
    release: Release, now: float, language: str, label: Callable[[str], str], *, short: bool
) -> list[nodes.Node]:
    """Make the marks of a release; short ones say no date."""
    found = [label(EXPIRED)] if release.is_expired(now) else []
    if release.corrections:
        when = moment(day_of(release.corrections[0].at), language)
        found.append(label(CORRECTED) if short else label(DATED["correction"]).format(date=when))
    return [spoken("press-mark", words) for words in found]


def marked_by(release: Release, now: float) -> tuple[object, ...]:
    """Give what marks depend on, as values that are told apart by their repr."""
    corrected = release.corrections[0].at if release.corrections else None
    return corrected, release.is_expired(now)
