"""What stands around a release: the one before and after it, related ones, its series and event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from math import exp
from typing import TYPE_CHECKING

from ..domain import press_domain
from ..problems import Problem, Subtype
from ..records import Located, Release
from ..records.release import RELATIONS
from ..standing import first
from .shelves import collections, home, languages

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

RELATED = 4
"""Related releases that a page names."""
NEAREST = 12
"""Releases of one tag that are compared with a release, on either side of it in time."""
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Around:
    """The releases around one, by docname; around one that was withdrawn there are none."""

    older: str | None
    newer: str | None
    related: tuple[str, ...]
    series: tuple[str, ...]
    """Others of its series, newest first."""
    event: tuple[str, ...]
    """Others of its event, newest first."""


def around(env: BuildEnvironment, docname: str) -> Around | None:
    """Tell what stands around a release; nothing for other documents."""
    domain = press_domain(env)
    if docname not in domain.listed:
        return Around(None, None, (), (), ()) if docname in domain.releases else None
    return neighbourhood(env).of(docname)


def neighbourhood(env: BuildEnvironment) -> Neighbours:
    """Give what tells the surroundings of releases."""
    return press_domain(env).derive(Neighbours)


class Neighbours:
    """What stands around releases, found when it is asked for."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env, self.releases = env, press_domain(env).listed
        self.relations = _Relations(env)
        self.series, self.events = _by(env, "series"), _by(env, "event")
        self.order = {part.name: part.docnames for part in collections(env)}
        self.places = {
            name: {docname: index for index, docname in enumerate(docnames)}
            for name, docnames in self.order.items()
        }
        self.known: dict[str, Around] = {}

    def of(self, docname: str) -> Around:
        """Tell what stands around a release that is listed."""
        if docname not in self.known:
            self.known[docname] = self._find(docname, self.releases[docname])
        return self.known[docname]

    def _find(self, docname: str, release: Release) -> Around:
        part = home(self.env, docname).name
        names, place = self.order[part], self.places[part][docname]
        return Around(
            older=names[place + 1] if place + 1 < len(names) else None,
            newer=names[place - 1] if place else None,
            related=self.relations.of(docname, release),
            series=_others(self.series, release.series, docname),
            event=_others(self.events, release.event, docname),
        )


def _by(env: BuildEnvironment, field: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for docname, release in press_domain(env).newest():
        if name := getattr(release, field):
            found.setdefault(name.casefold(), []).append(docname)
    return found


def _others(groups: dict[str, list[str]], name: str | None, docname: str) -> tuple[str, ...]:
    if not name:
        return ()
    return tuple(other for other in groups[name.casefold()] if other != docname)


def weighed(releases: int) -> float:
    """Tell how much a tag counts that so many releases have: the less, the more digits that has.

    Written in binary, so that it seldom changes as releases are added, and with it what is related
    to all that have the tag.
    """
    return 1 / max(releases.bit_length(), 1)


class _Relations:
    """Which releases have something to do with each other."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env, self.releases = env, press_domain(env).listed
        newest, moments = press_domain(env).newest(), press_domain(env).moments
        self.when = {name: max(moments[name], 0.0) for name, _ in newest}
        spoken = languages(env)
        self.languages = {name: spoken[name].partition("-")[0] for name in self.when}
        self.categories = {name: frozenset(self.releases[name].categories) for name in self.when}
        self.by_tag: dict[tuple[str, str], list[tuple[float, str]]] = {}
        for name in reversed(self.when):
            for tag in {tag.casefold() for tag in self.releases[name].tags}:
                key = self.languages[name], tag
                self.by_tag.setdefault(key, []).append((self.when[name], name))
        for listed in self.by_tag.values():
            listed.sort()

    def of(self, docname: str, release: Release) -> tuple[str, ...]:
        """Give the releases picked by hand, then those of the same language with most in common.

        A shared tag counts the more, the fewer releases have it; a shared category counts like one
        of five or so; nearness in time decides between what has as much in common.
        """
        named = [find(self.env, docname, item) for item in release.related]
        picked = [name for name in named if name in self.releases]
        scores: dict[str, float] = {}
        language = self.languages[docname]
        for tag in dict.fromkeys(tag.casefold() for tag in release.tags):
            listed = self.by_tag[language, tag]
            weight = weighed(len(listed))
            near = self._near(listed, docname)
            if scores:
                scores.update({name: scores.get(name, 0.0) + weight for name in near})
            else:
                scores = dict.fromkeys(near, weight)
        scores.pop(docname, None)
        ranked = self._ranked(docname, scores, RELATED + len(picked))
        others = (name for name in ranked if name not in picked)
        shown = dict.fromkeys([*picked, *others])
        shown.pop(docname, None)
        return tuple(shown)[: max(RELATED, len(picked))]

    def _near(self, listed: list[tuple[float, str]], docname: str) -> Iterable[str]:
        """Give releases near to one in time, and that itself."""
        place = bisect_left(listed, (self.when[docname], docname))
        return [name for _, name in listed[max(place - NEAREST, 0) : place + NEAREST + 1]]

    def _ranked(self, docname: str, scores: dict[str, float], most: int) -> list[str]:
        """Give the names with the highest scores, of which so many are wanted."""
        own, moment = self.categories[docname], self.when[docname]
        when, categories = self.when, self.categories
        found = [
            (
                score
                + (0.0 if own.isdisjoint(categories[name]) else 0.3)
                + 0.3 * exp(-abs(moment - when[name]) / _YEAR),
                name,
            )
            for name, score in scores.items()
        ]
        if len(found) > most:  # those that are as good as the last one wanted, when rounded
            least = sorted(found, reverse=True)[most - 1][0] - 2e-6
            found = [one for one in found if one[0] >= least]
        ranks = [(-round(score, 6), abs(moment - when[name]), name) for score, name in found]
        return [name for _, _, name in sorted(ranks)]


def find(env: BuildEnvironment, docname: str, wanted: Located) -> str | None:
    """Find the release that another names by its file, from the source folder or from its own."""
    return first(press_domain(env).releases, docname, wanted.text)


def problems(env: BuildEnvironment) -> list[Problem]:
    """List the releases that others name, and that are not found or are these themselves."""
    found = []
    releases = press_domain(env).releases
    for docname, release in sorted(releases.items()):
        for item in (item for field in RELATIONS for item in getattr(release, field)):
            wanted = find(env, docname, item)
            if wanted is None:
                message = f"there is no release '{item.text}'; {_hint(item.text, releases)}"
                found.append(Problem(Subtype.UNKNOWN_ID, message, item.position))
            elif wanted == docname:
                message = f"'{item.text}' is this release itself; name another, or remove it"
                found.append(Problem(Subtype.UNKNOWN_ID, message, item.position))
    return found


def _hint(text: str, releases: Iterable[str]) -> str:
    near = get_close_matches(text, [f"/{name}.md" for name in releases], n=1)
    return f"did you mean '{near[0]}'?" if near else "write its path from the source folder"
