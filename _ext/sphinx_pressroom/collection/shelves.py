"""Collections and their shelves: which archive pages there are, and what stands on each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from ..blocks.block import site_language
from ..domain import press_domain
from ..records import Release
from .selection import select, selections
from .terms import page_names

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

Kind = Literal["archive", "year", "month", "category", "tag", "type", "language"]
BY_DATE: tuple[Kind, ...] = ("year", "month")
BY_TERM: tuple[Kind, ...] = ("category", "tag", "type", "language")
"""Kinds whose shelves are named by what writers typed; ``<kind>/index`` lists them."""


_TermsOf = Callable[[str, Release], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The releases of one archive, newest first."""

    page: str
    """The name of its first page, such as ``category/water``; later ones are ``…/page/2``."""
    kind: Kind
    term: str
    """What they have in common, as written: ``Water``, ``2026``, ``2026/09``; empty for all."""
    docnames: tuple[str, ...]


@dataclass(frozen=True)
class Collection:
    """Some or all releases, with archives of their own."""

    name: str
    """As ``press_collections`` names it; empty for the whole press room."""
    title: str
    """What readers call it; empty for the whole press room."""
    docnames: tuple[str, ...]
    """Its releases, newest first."""
    shelves: tuple[Shelf, ...]

    @property
    def prefix(self) -> str:
        """What the names of its pages begin with: nothing, or its name and a slash."""
        return f"{self.name}/" if self.name else ""

    def of_kind(self, kind: Kind) -> Sequence[Shelf]:
        """Give the shelves of a kind, in the order in which they are listed."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[Kind, list[Shelf]]:
        found: dict[Kind, list[Shelf]] = {}
        for shelf in self.shelves:
            found.setdefault(shelf.kind, []).append(shelf)
        return found


def collections(env: BuildEnvironment) -> tuple[Collection, ...]:
    """Give the whole press room, then its collections; made once as long as nothing changes."""
    return press_domain(env).derive(_collections)


def shelf_at(env: BuildEnvironment, page: str) -> Shelf | None:
    """Find the shelf whose first page has a name."""
    return press_domain(env).derive(_by_page).get(page)


def shelf_of(env: BuildEnvironment, kind: Kind, term: str) -> Shelf | None:
    """Find the shelf of the whole press room for a term."""
    return press_domain(env).derive(by_term).get((kind, term))


def home(env: BuildEnvironment, docname: str) -> Collection:
    """Give the first collection that holds a release, or the whole press room."""
    return press_domain(env).derive(_homes).get(docname) or collections(env)[0]


def _collections(env: BuildEnvironment) -> tuple[Collection, ...]:
    every = tuple(name for name, _ in press_domain(env).newest())
    whole = Collection("", "", every, tuple(_shelves(env, "", every)))
    parts = []
    for name, (title, selection) in selections(env).items():
        found = tuple(select(selection, env))
        parts.append(Collection(name, title, found, tuple(_shelves(env, f"{name}/", found))))
    return (whole, *parts)


def _by_page(env: BuildEnvironment) -> dict[str, Shelf]:
    return {shelf.page: shelf for one in collections(env) for shelf in one.shelves}


def by_term(env: BuildEnvironment) -> dict[tuple[str, str], Shelf]:
    """Give the shelves of the whole press room by their kind and term."""
    return {(shelf.kind, shelf.term): shelf for shelf in collections(env)[0].shelves}


def _homes(env: BuildEnvironment) -> dict[str, Collection]:
    found: dict[str, Collection] = {}
    for part in collections(env)[1:]:
        for docname in part.docnames:
            found.setdefault(docname, part)
    return found


def _shelves(env: BuildEnvironment, prefix: str, docnames: Sequence[str]) -> Iterable[Shelf]:
    releases = press_domain(env).releases
    yield Shelf(f"{prefix}archive/index", "archive", "", tuple(docnames))
    for kind in BY_DATE:
        groups = _grouped(docnames, releases, _terms_of(env, kind))
        for term, found in sorted(groups.items(), reverse=True):
            yield Shelf(f"{prefix}archive/{term}", kind, term, tuple(found))
    for kind in BY_TERM:
        groups = _grouped(docnames, releases, _terms_of(env, kind))
        coded = kind in {"type", "language"}  # codes are names already
        names = {} if coded else page_names(_oldest_first(env, docnames, kind))
        for term in sorted(groups, key=lambda term: (term.casefold(), term)):
            yield Shelf(f"{prefix}{kind}/{names.get(term, term)}", kind, term, tuple(groups[term]))


def _year(_: str, release: Release) -> Iterable[str]:
    when = release.date
    return [_numbers(when.year)] if when else []


def _month(_: str, release: Release) -> Iterable[str]:
    when = release.date
    return [_numbers(when.year, when.month)] if when else []


@cache
def _numbers(year: int, month: int = 0) -> str:
    return f"{year:04}/{month:02}" if month else f"{year:04}"


def _terms_of(env: BuildEnvironment, kind: Kind) -> _TermsOf:
    spoken = languages(env)
    asked: dict[Kind, _TermsOf] = {
        "year": _year,
        "month": _month,
        "category": lambda _, release: release.categories,
        "tag": lambda _, release: release.tags,
        "type": lambda _, release: [release.type or "release"],
        "language": lambda name, _: [spoken[name]],
    }
    return asked[kind]


def languages(env: BuildEnvironment) -> dict[str, str]:
    """Give the language of each release, by docname."""
    return press_domain(env).derive(_languages)


def _languages(env: BuildEnvironment) -> dict[str, str]:
    site, releases = site_language(env), press_domain(env).releases
    return {name: release.language or site for name, release in releases.items()}


def _grouped(
    docnames: Sequence[str],
    releases: dict[str, Release],
    terms_of: _TermsOf,
) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for docname in docnames:
        for term in terms_of(docname, releases[docname]):
            if (group := groups.get(term)) is None:
                group = groups[str(term)] = []
            group.append(docname)
    return groups


def _oldest_first(env: BuildEnvironment, docnames: Sequence[str], kind: Kind) -> Iterable[str]:
    """Give terms in the order of their first use, so that a newcomer takes no older one's name."""
    terms_of, releases = _terms_of(env, kind), press_domain(env).releases
    oldest = sorted(docnames, key=press_domain(env).oldest_first)
    return dict.fromkeys(term for name in oldest for term in sorted(terms_of(name, releases[name])))
