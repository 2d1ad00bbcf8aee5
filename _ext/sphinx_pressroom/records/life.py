"""The life of a release: its embargo, its public history, its withdrawal."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from .text import Moment, Prose, Record, When, moment, one_line

_NAMED = re.compile(r"(.*\d)\s*\(?([A-Za-z]{2,}[\w+-]*(?:/[\w+-]+)*)\)?")
"""A time followed by the name of a zone, also in brackets."""
_FIRST_DAY, _LAST_DAY = timedelta(hours=14), timedelta(hours=12)
"""How long before UTC's midnight a day begins somewhere on Earth, and after it still lasts."""


def lift(value: Any) -> datetime:
    """Read the moment at which an embargo ends: day, time and zone, none of them guessed.

    The zone is an offset (``+02:00``, ``Z``) or a name of the IANA time zone database
    (``Europe/Paris``). Raises ``ValueError`` for a day alone, for a time without zone, and for a
    local time that comes twice, or never, on its day.
    """
    text = one_line(value)
    named = _NAMED.fullmatch(text)
    when = _timed(named[1] if named else text, text)
    if named:
        if when.tzinfo is not None:
            raise ValueError(f"'{text}' has two time zones; leave one of them")
        return _in_zone(when, named[2], text)
    if when.tzinfo is None:
        raise ValueError(
            f"'{text}' has no time zone; write one, as in 2026-03-31 09:00 +02:00 "
            "or 2026-03-31 09:00 Europe/Paris"
        )
    return when


def _timed(text: str, whole: str) -> datetime:
    try:
        found = moment(text)
    except ValueError:
        raise ValueError(
            f"expected day, time and zone such as 2026-03-31 09:00 +02:00, got '{whole}'"
        ) from None
    if not isinstance(found, datetime):
        raise ValueError(  # noqa: TRY004  (pydantic collects these)
            f"'{whole}' is a day; write the time and its zone too, as in 2026-03-31 09:00 +02:00"
        )
    return found


def _in_zone(when: datetime, zone: str, text: str) -> datetime:
    """Give a local time its offset; on the days when clocks change there may be two, or none."""
    try:
        there = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            f"there is no time zone '{zone}'; write an offset such as +02:00, or a name such as "
            "Europe/Paris"
        ) from None
    both = [when.replace(tzinfo=there, fold=fold) for fold in (0, 1)]
    offsets = [one.utcoffset() or timedelta() for one in both]
    real = [one.astimezone(UTC).astimezone(there).replace(tzinfo=None) == when for one in both]
    if not any(real):
        raise ValueError(f"'{text}' never comes: clocks are put forward over it; write another")
    if offsets[0] != offsets[1]:
        choice = " or ".join(f"{when:%Y-%m-%d %H:%M} {_signed(offset)}" for offset in offsets)
        raise ValueError(f"'{text}' comes twice that night; write {choice}")
    return when.replace(tzinfo=timezone(offsets[0]))


def _signed(offset: timedelta) -> str:
    return str(timezone(offset)).removeprefix("UTC") or "+00:00"


Lift = Annotated[
    datetime,
    PlainValidator(lift),
    WithJsonSchema({"type": "string", "pattern": "^\\d{4}-\\d{1,2}-\\d{1,2}[Tt ]"}),
]


def begins(when: Moment) -> float:
    """Tell when a moment comes, in seconds since 1970; a day when it begins anywhere on Earth."""
    if isinstance(when, datetime):
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    return (datetime.combine(when, time(), UTC) - _FIRST_DAY).timestamp()


def ends(when: Moment) -> float:
    """Tell when a moment is past, in seconds since 1970; a day when it has ended everywhere."""
    if isinstance(when, datetime):
        return begins(when)
    return (datetime.combine(when, time(), UTC) + timedelta(days=1) + _LAST_DAY).timestamp()


class Embargo(Record):
    """Until when a release does not exist for the public."""

    shorthand: ClassVar[str] = "until"

    until: Lift = Field(description="When it ends: day, time and zone")
    alone: bool = Field(
        False, description="It does not wait for the embargoes of its translations, nor they for it"
    )


class Change(Record):
    """What was changed in public, and when."""

    at: When = Field(description="When it was changed")
    kind: Annotated[
        Literal["update", "correction"],
        BeforeValidator(lambda value: value.strip().lower() if isinstance(value, str) else value),
    ] = Field("update", description="A correction mends a mistake; it is said above the text")
    note: Prose = Field(description="What was changed, in Markdown")


class Withdrawal(Record):
    """Why a release does not stand any more."""

    shorthand: ClassVar[str] = "explanation"

    at: When | None = Field(None, description="When it was withdrawn")
    explanation: Prose | None = Field(None, description="Why, in Markdown; shown above the text")


def _yes_or_no(value: Any) -> Any:
    """Let a word stand for a withdrawal that says nothing more, or for none; a date for its day."""
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in {"false", "no", "non"}:
        return None
    if word[:4].isdecimal():
        with suppress(ValueError):
            return {"at": moment(value)}
    return {} if word in {"true", "yes", "oui"} else value


Withdrawn = Annotated[Withdrawal | None, BeforeValidator(_yes_or_no)]
