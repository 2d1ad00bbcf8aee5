"""Selections: the one query language over the releases, for lists, archives and collections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import category, normalize

from ..blocks.block import page_language
from ..domain import press_domain
from ..records import Contact, Located, Release
from ..records.release import day_of, instant
from ..settings import matcher
from .collection_settings import collection_settings
from .query import NAMES, Selection

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

__all__ = ["Selection", "select", "selections", "would_hold"]


class Traits(NamedTuple):
    """What a release is chosen by: its day, and by name its values as they are compared."""

    day: date | None
    values: dict[str, frozenset[str]]
    path: str


def select(selection: Selection, env: BuildEnvironment, without: str = "") -> list[str]:
    """Give the docnames of a selection, in its order; one may be left out before it is cut."""
    found = [docname for docname in _fitting(selection, env) if docname != without]
    end = selection.offset + selection.limit if selection.limit else None
    return found[selection.offset : end]


def _fitting(selection: Selection, env: BuildEnvironment) -> tuple[str, ...]:
    known = press_domain(env).derive(_found)
    if selection not in known:
        fits = _Fit(selection, env)
        order = press_domain(env).derive(_ORDERS[selection.sort])
        traits = press_domain(env).derive(_traits)
        known[selection] = tuple(name for name in order if fits(name, traits[name]))
    return known[selection]


def would_hold(selection: Selection, env: BuildEnvironment, docname: str) -> bool:
    """Tell whether a selection would have a release, also one that was withdrawn."""
    return _Fit(selection, env)(docname, press_domain(env).derive(_traits)[docname])


def _found(env: BuildEnvironment) -> dict[Selection, tuple[str, ...]]:
    """Make the place where selections are remembered until the releases change."""
    return {}


class _Fit:
    """The question whether a release fits a selection."""

    def __init__(self, selection: Selection, env: BuildEnvironment) -> None:
        self.since, self.until = selection.since, selection.until
        self.include = [_test(name, values, env) for name, values in selection.include]
        self.exclude = [_test(name, values, env) for name, values in selection.exclude]

    def __call__(self, docname: str, traits: Traits) -> bool:
        day = traits.day
        if self.since and (day is None or day < self.since):
            return False
        if self.until and (day is None or day > self.until):
            return False
        return all(test(docname, traits) for test in self.include) and not any(
            test(docname, traits) for test in self.exclude
        )


def _test(
    name: str, values: tuple[str, ...], env: BuildEnvironment
) -> Callable[[str, Traits], bool]:
    if name == "path":
        matches = matcher(values)
        return lambda _, traits: matches(traits.path)
    if name == "collection":
        inside = _members(values, env)
        return lambda docname, _: docname in inside
    wanted = frozenset(folded(value) for value in values)
    return lambda _, traits: not wanted.isdisjoint(traits.values[name])


def _members(names: tuple[str, ...], env: BuildEnvironment) -> frozenset[str]:
    """Give the releases of collections; one that does not exist has none."""
    parts = selections(env)
    found = (select(parts[name][1], env) for name in names if name in parts)
    return frozenset(docname for docnames in found for docname in docnames)


def selections(env: BuildEnvironment) -> dict[str, tuple[str, Selection]]:
    """Give the title and the selection of each of ``press_collections``, by name."""
    return press_domain(env).derive(_selections)


def _selections(env: BuildEnvironment) -> dict[str, tuple[str, Selection]]:
    return collection_settings(env.config.press_collections, "conf.py")[0]


def known_values(env: BuildEnvironment, name: str) -> dict[str, str] | None:
    """Give the values that there are, folded and as written; nothing where any may be asked for."""
    if name == "collection":
        return {folded(one): one for one in selections(env)}
    if name in {"year", "type", "path"} or not press_domain(env).releases:
        return None
    return press_domain(env).derive(_known_values)[name]


def _known_values(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {name: {} for name in NAMES}
    for docname in press_domain(env).releases:
        for name, values in _values(env, docname).items():
            found[name].update((folded(value), value) for value in values)
    for name, allowed in (
        ("category", env.config.press_categories),
        ("tag", env.config.press_tags),
    ):
        found[name].update((folded(str(value)), str(value)) for value in allowed or ())
    return found


# -- what releases are chosen by -------------------------------------------------------------


def folded(text: str) -> str:
    """Fold what makes no difference between terms: case and Unicode form."""
    return normalize("NFC", normalize("NFC", text).casefold())


def _traits(env: BuildEnvironment) -> dict[str, Traits]:
    """Give what each release is chosen by."""
    domain = press_domain(env)
    return {
        docname: Traits(
            day_of(release.date) if release.date else None,
            {name: frozenset(map(folded, of)) for name, of in _values(env, docname).items()},
            domain.sources[docname].path if docname in domain.sources else f"{docname}.md",
        )
        for docname, release in domain.releases.items()
    }


def _values(env: BuildEnvironment, docname: str) -> dict[str, list[str]]:
    """Give the values of a release by which it can be chosen, as writers wrote them."""
    release = press_domain(env).releases[docname]
    language = page_language(env, docname).split("-")
    return {
        "year": [str(release.date.year)] if release.date else [],
        "category": [str(term) for term in release.categories],
        "tag": [str(term) for term in release.tags],
        "type": [release.type or "release"],
        "language": ["-".join(language[:end]) for end in range(1, len(language) + 1)],
        "contact": list(_contacts(env, docname)),
        "issuer": list(release.issuer),
        "series": [release.series] if release.series else [],
        "event": [release.event] if release.event else [],
    }


def _contacts(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Name a release's contacts, by their names and by their ids in the contact book."""
    domain = press_domain(env)
    for contact in domain.releases[docname].contacts:
        if isinstance(contact, Contact) and contact.name:
            yield contact.name
    source = domain.sources.get(docname)
    for item in source.written.contacts if source else ():
        if isinstance(item, Located):
            yield item.text


# -- orders ----------------------------------------------------------------------------------


def _newest(env: BuildEnvironment) -> tuple[str, ...]:
    return tuple(docname for docname, _ in press_domain(env).newest())


def _ordered(env: BuildEnvironment, key: Callable[[Release], Any]) -> tuple[str, ...]:
    """Sort releases; those that are equal stay in the order of titles, then docnames."""
    releases = press_domain(env).listed
    by_name = sorted(releases, key=lambda name: (releases[name].title, name))
    return tuple(sorted(by_name, key=lambda name: key(releases[name])))


def _oldest(env: BuildEnvironment) -> tuple[str, ...]:
    return _ordered(env, lambda release: (release.date is None, instant(release.date)))


def _by_title(env: BuildEnvironment) -> tuple[str, ...]:
    return _ordered(env, lambda release: _alphabetic(release.short_name))


def _updated(env: BuildEnvironment) -> tuple[str, ...]:
    return _ordered(
        env,
        lambda release: (
            release.date is None,
            -max(instant(release.changed), instant(release.date)),
        ),
    )


def _alphabetic(title: str) -> str:
    """Put letters with accents beside those without, and pass over quotation marks."""
    plain = normalize("NFKD", title.casefold())
    return "".join(char for char in plain if category(char)[0] not in "MP")


_ORDERS: dict[str, Callable[[BuildEnvironment], tuple[str, ...]]] = {
    "newest": _newest,
    "oldest": _oldest,
    "title": _by_title,
    "updated": _updated,
}
