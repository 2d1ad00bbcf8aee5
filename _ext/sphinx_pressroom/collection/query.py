"""Queries: what a writer says of the releases that are wanted, read into a :class:`Selection`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Self, TypeAlias, get_args

from ..problems import Position, Problem, Subtype
from ..records import ReleaseType
from ..records.text import moment

NAMES = (
    *("collection", "year", "category", "tag", "type", "language"),
    *("contact", "issuer", "series", "event", "path"),
)
"""What releases are chosen by; each takes several values and has an ``exclude-…``."""
CHOICES = (*NAMES, *(f"exclude-{name}" for name in NAMES), "since", "until")
SORTS = ("newest", "oldest", "title", "updated")
CUTS = ("sort", "limit", "offset")

Values: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Names of :data:`NAMES`, each with the values of which a release has any."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which releases, in which order; a release fits when it has a value of each name."""

    include: Values = ()
    exclude: Values = ()
    """A release that has any value of any of these names does not fit."""
    since: date | None = None
    until: date | None = None
    """The last day, in the release's own time."""
    sort: str = "newest"
    limit: int = 0
    """How many at most; 0 for all."""
    offset: int = 0
    """How many are left out at the beginning."""

    @classmethod
    def of(
        cls,
        wanted: Mapping[str, Any],
        at: Callable[[str], Position],
        *,
        subtype: Subtype = Subtype.DIRECTIVE,
        within: str = "",
        known: Collection[str] = (*CHOICES, *CUTS),
    ) -> tuple[Self, list[Problem]]:
        """Read what is wanted, by name; a mistake is a problem at ``at(name)``, the rest counts.

        ``within`` stands before each message; of ``known`` names did-you-mean is said.
        """
        reading = _Reading()
        for name, value in wanted.items():
            reading.read(name, value, known)
        problems = [
            Problem(subtype, f"{within}{message}", at(name)) for name, message in reading.mistakes
        ]
        include, exclude = tuple(reading.include.items()), tuple(reading.exclude.items())
        return cls(include, exclude, **reading.others), problems


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and the mistakes by the name that they were found at."""

    include: dict[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: dict[str, tuple[str, ...]] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    mistakes: list[tuple[str, str]] = field(default_factory=list)

    def read(self, written: str, value: Any, known: Collection[str]) -> None:
        """Read one name and its value."""
        name = written.strip().lower().replace("_", "-")
        if name not in known:
            self.mistakes.append((written, f"unknown option '{written}'{meant(name, known)}"))
            return
        bare = name.removeprefix("exclude-")
        if bare in NAMES:
            self._read_values(written, bare, value, self.exclude if bare != name else self.include)
        else:
            self.others.update((name, item) for item in self._read(written, name, value))

    def _read(self, written: str, name: str, value: Any) -> list[Any]:
        """Read one value; nothing if it is wrong."""
        reader: Callable[[Any], Any] = _READERS.get(name, _text)
        try:
            return [reader(value)]
        except ValueError as error:
            self.mistakes.append((written, f"{written}: {error}"))
            return []

    def _read_values(
        self, written: str, name: str, value: Any, chosen: dict[str, tuple[str, ...]]
    ) -> None:
        """Read several values, of which those that are wrong do not count."""
        if name == "collection" and not value:
            return  # the whole press room has no name
        items = several(value) or [""]
        if found := [one for item in items for one in self._read(written, name, item)]:
            chosen[name] = tuple(dict.fromkeys(found))


def meant(name: str, known: Collection[str]) -> str:
    """Say which of some names is likely meant, or which there are."""
    near = get_close_matches(name, list(known), n=1)
    if near:
        return f", did you mean '{near[0]}'?"
    return f"; known are {', '.join(name for name in known if not name.startswith('exclude-'))}"


def several(value: Any) -> list[Any]:
    r"""Take a list, or a text cut at semicolons and new lines (``\;`` is a semicolon)."""
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if not isinstance(value, str):
        return [value]
    parts = re.split(r"(?<!\\)[;\n]", value)
    return [part.strip().replace("\\;", ";") for part in parts if part.strip()]


def _text(value: Any) -> str:
    if isinstance(value, bool | Mapping | list | tuple | set | frozenset):
        raise ValueError(f"expected a text, got {value!r}")  # noqa: TRY004  (collected by _Reading)
    text = "" if value is None else str(value).strip()
    if not text:
        raise ValueError("expected a value, got nothing")
    return text


def _year(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValueError(f"expected a year such as 2026, got '{text}'")
    return str(int(text))


def _day(value: Any) -> date:
    when = value if isinstance(value, date) else moment(_text(value))
    return when.date() if isinstance(when, datetime) else when


def _number(value: Any) -> int:
    text = _text(value)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(f"expected a number such as 10, got '{text}'")
    return int(text)


def _one_of(names: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        text = _text(value).lower()
        return one_of(names, text)

    return read


def one_of(names: Collection[str], text: str) -> str:
    """Take a text that is one of some names; raises ``ValueError`` with the likely one."""
    if text not in names:
        raise ValueError(f"unknown value '{text}'{meant(text, names)}")
    return text


_READERS: dict[str, Callable[[Any], Any]] = {
    "year": _year,
    "since": _day,
    "until": _day,
    "limit": _number,
    "offset": _number,
    "language": lambda value: _text(value).replace("_", "-"),
    "type": _one_of(get_args(ReleaseType)),
    "sort": _one_of(SORTS),
}
