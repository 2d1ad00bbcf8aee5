"""Which documents may have other surroundings when some releases have changed.

What stands around a release follows from few others: those next to it in time, the nearest of those
with one of its tags, its series and its event, and those that it names. When one is added, all but
these stay as they were, and need not be asked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..blocks.block import site_language
from ..domain import press_domain
from ..records import Release
from ..records.release import instant
from .around import NEAREST, neighbourhood, weighed
from .notices import all_notices
from .shelves import by_term, collections

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

MOST = 100
"""Changed documents, beyond which all are asked."""

Pages = Mapping[tuple[str, str], str]
"""The archive pages of terms, by kind and term."""
Tag = tuple[str, str]
"""A language and a tag, as releases are related by them."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a build has found, before it read anything."""

    releases: Mapping[str, Release]
    read: Mapping[str, float]
    """When each document was read."""
    noticed: Mapping[str, str]
    """Digests of notices, by docname."""

    def changed(self, env: BuildEnvironment) -> set[str]:
        """Name the documents that have come, gone, or been read again since, and such releases."""
        releases = press_domain(env).releases
        found = {
            name
            for name in self.releases.keys() | releases.keys()
            if self.releases.get(name) is not releases.get(name)
        }
        return found | {name for name, read in env.all_docs.items() if self.read.get(name) != read}


def before(env: BuildEnvironment) -> Before:
    """Note what there is; nothing of it is changed in place."""
    domain = press_domain(env)
    return Before(dict(domain.releases), dict(env.all_docs), domain.data["noticed"])


def pages(env: BuildEnvironment) -> dict[tuple[str, str], str]:
    """Give the archive page of each term."""
    return {key: shelf.page for key, shelf in press_domain(env).derive(by_term).items()}


def affected(
    env: BuildEnvironment, was: Before, changed: AbstractSet[str], terms: Pages
) -> set[str] | None:
    """Name all documents around which something may have changed, and maybe others.

    ``terms`` are the archive pages as they were. Nothing where that is not known: when very many
    documents have changed, and where releases stand in several collections.
    """
    releases = press_domain(env).releases
    if len(changed) > MOST or len(collections(env)) > 1:
        return None
    found = changed | all_notices(env).keys() | was.noticed.keys()
    found |= {name for name, release in releases.items() if release.related}
    for known in (was.releases, releases):
        for docname in changed & known.keys():
            found.update(_next(env, docname, known[docname]))
    found.update(_related(env, was.releases, changed))
    found |= _of_terms(env, {key for key, page in terms.items() ^ pages(env).items()})
    return found


def _next(env: BuildEnvironment, docname: str, release: Release) -> Iterator[str]:
    """Name the releases next to one in time, and those of its series and its event."""
    domain, whole = press_domain(env), collections(env)[0].docnames
    key = -instant(release.date), release.title, docname
    place = bisect_left(whole, key, key=domain.newest_first)
    yield from whole[max(place - 1, 0) : place + 2]
    found = neighbourhood(env)
    for groups, name in ((found.series, release.series), (found.events, release.event)):
        yield from groups.get(name.casefold(), ()) if name else ()


def _related(
    env: BuildEnvironment, before: Mapping[str, Release], changed: AbstractSet[str]
) -> Iterator[str]:
    """Name the releases that share a tag and are near in time, or all if that counts otherwise."""
    by_tag, site = neighbourhood(env).relations.by_tag, site_language(env)
    reach = NEAREST + len(changed)
    more: Counter[Tag] = Counter()
    """How many more releases have a tag now."""
    for known, count in ((before, -1), (press_domain(env).releases, 1)):
        for docname in changed & known.keys():
            release = known[docname]
            language = (release.language or site).partition("-")[0]
            for tag in {(language, tag.casefold()) for tag in release.tags}:
                more[tag] += 0 if release.is_withdrawn else count
                listed = by_tag.get(tag, [])
                place = bisect_left(listed, (max(instant(release.date), 0.0), docname))
                yield from (name for _, name in listed[max(place - reach, 0) : place + reach + 1])
    for tag, count in more.items():
        listed = by_tag.get(tag, [])
        if weighed(len(listed)) != weighed(len(listed) - count):
            yield from (name for _, name in listed)


def _of_terms(env: BuildEnvironment, terms: Iterable[tuple[str, str]]) -> set[str]:
    """Name the documents that link to the archives of terms."""
    terms, domain = set(terms), press_domain(env)
    if not terms:
        return set()
    found = {
        name
        for name, mentions in domain.mentions.items()
        if any(domain == "press" and (kind, term) in terms for domain, kind, term in mentions[0])
    }
    for kind, field in (("category", "categories"), ("tag", "tags")):
        found |= {
            name
            for name, release in domain.releases.items()
            if any((kind, term) in terms for term in getattr(release, field))
        }
    return found
