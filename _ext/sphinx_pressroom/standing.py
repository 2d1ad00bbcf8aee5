"""How releases stand: which of them are not public yet, and when they will be."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePosixPath
from typing import NamedTuple

from .records import Release
from .records.life import begins, ends

NEVER = float("-inf")


class Kind(Enum):
    """Why a release is not public."""

    DRAFT = "draft"
    UNCLEAR = "unclear"
    """What it says of its status or of its embargo cannot be read."""
    EMBARGO = "embargo"
    """Its embargo, or that of a translation, has not ended; or its date has not come."""


class Standing(NamedTuple):
    """How a release stands that is not public."""

    kind: Kind
    until: float | None = None
    """When it will be public, in seconds since 1970; ``None`` when that is not known."""


@dataclass(frozen=True)
class Withheld:
    """The releases that a build leaves out: paths in the source folder, and how they stand."""

    paths: Mapping[str, str] = field(default_factory=dict)
    """By docname."""
    standings: Mapping[str, Standing] = field(default_factory=dict)
    """By docname; a preview has these alone."""
    next: float | None = None
    """When the first of them will be public."""


def lift_of(release: Release) -> float:
    """Tell when a release may be public: its embargo has ended, and its date has come."""
    moments = [begins(release.date)] if release.date else []
    moments += [release.embargo.until.timestamp()] if release.embargo else []
    return max(moments, default=NEVER)


def lifts(releases: Mapping[str, Release]) -> dict[str, float]:
    """Tell when each release may be public; translations wait for the last of them.

    One that says ``alone`` neither waits for its translations nor keeps them waiting.
    """
    found = {docname: lift_of(release) for docname, release in releases.items()}
    together = {
        name: one for name, one in releases.items() if not (one.embargo and one.embargo.alone)
    }
    for group in _groups(together):
        last = max(found[docname] for docname in group if releases[docname].embargo)
        for docname in group:
            found[docname] = max(found[docname], last)
    return found


def _groups(releases: Mapping[str, Release]) -> Iterator[set[str]]:
    """Give the sets of translations of which one at least is under embargo."""
    group_of: dict[str, set[str]] = {}
    for docname, release in releases.items():
        for item in release.translations:
            other = first(releases, docname, item.text)
            if other is not None:
                joined = group_of.get(docname, {docname}) | group_of.get(other, {other})
                group_of.update(dict.fromkeys(joined, joined))
    for group in {id(group): group for group in group_of.values()}.values():
        if any(releases[docname].embargo for docname in group):
            yield group


def first(releases: Container[str], docname: str, path: str) -> str | None:
    """Find the release that another one names by its file."""
    return next((name for name in named(docname, path) if name in releases), None)


def named(docname: str, path: str) -> Iterator[str]:
    """Give the docnames that a written path may mean: from the source folder, then from its own."""
    bare = path.removesuffix(".md").removesuffix(".html")
    yield bare.strip("/")
    parts: list[str] = []
    for part in (PurePosixPath(docname).parent / bare).parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in {"..", "."}:
            parts.append(part)
    yield "/".join(parts)


def turns(release: Release) -> Iterator[float]:
    """Give the moments at which a public release looks different, in seconds since 1970."""
    if release.expires:
        yield ends(release.expires)


def as_of(release: Release, now: float) -> tuple[Release, float | None]:
    """Take the changes that are not public yet out of a release; tells when the next one is."""
    ahead = [begins(change.at) for change in release.changes if begins(change.at) > now]
    if not ahead:
        return release, None
    public = tuple(change for change in release.changes if begins(change.at) <= now)
    return release.model_copy(update={"changes": public}), min(ahead)


def soonest(moments: Iterable[float | None], now: float) -> float | None:
    """Give the first moment that is still ahead."""
    return min((one for one in moments if one is not None and one > now), default=None)
