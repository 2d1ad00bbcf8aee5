"""The kinds of text that fields hold, and how each is read from what a writer typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import Annotated, Any, ClassVar, TypeAlias, TypeVar
from urllib.parse import unquote, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)

from ..front_matter import Text
from ..problems import Position

LONGEST_LINE = 1_000
"""Characters of a headline, a name or another one-line text; the longest seen has 290."""
LONGEST_PROSE = 100_000
"""Characters of a lead, a quote or notes."""

NOWHERE = Position("", 1, 1)


R = TypeVar("R", bound="Record")


class Record(BaseModel):
    """What every record is: frozen, complete, and strict about the names of its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    shorthand: ClassVar[str] = ""
    """The field that a plain text, put in place of a map, is the value of."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Store the values alone, without the names of the fields."""
        return restored, (type(self), *self._given())

    def _given(self) -> tuple[Any, ...]:
        """Give the values of all fields, in the order of their declaration."""
        return tuple([vars(self)[name] for name in type(self).__pydantic_fields__])

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {cls.shorthand: value} if cls.shorthand and isinstance(value, str) else value


def restored(kind: type[R], *values: Any) -> R:
    """Make a record of the values of all its fields."""
    made = kind.__new__(kind)
    names, given = _names(kind)
    for slot, value in (
        ("__dict__", dict(zip(names, values, strict=True))),
        ("__pydantic_fields_set__", given),
        ("__pydantic_extra__", None),
        ("__pydantic_private__", None),
    ):
        object.__setattr__(made, slot, value)
    return made


@cache
def _names(kind: type[Record]) -> tuple[tuple[str, ...], set[str]]:
    """Give the names of fields, the set as one object for all of a kind; their copies copy it."""
    return tuple(kind.__pydantic_fields__), set(kind.__pydantic_fields__)


class Unchecked(Text):
    """A text that failed its check and was reported; it is shown, but not made a link."""


@dataclass(frozen=True, slots=True)
class Located:
    """A text and its place; equal to another when the text is, wherever it stands."""

    text: str
    position: Position = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        return Located, (self.text, self.position)


def text_of(value: Any) -> str:
    """Take the text of a scalar; raises ``ValueError`` for lists, maps and nothing."""
    if isinstance(value, Located):
        return value.text
    if not isinstance(value, str):
        found = "a list" if isinstance(value, list | tuple) else "a map of fields"
        raise ValueError(f"expected a text, got {found}")  # noqa: TRY004  (pydantic collects these)
    return value


_BREAKABLE = re.compile(r"[ \t\r\n\f\v\u2028\u2029\x85]+")


def one_line(value: Any) -> str:
    """Fold white space as a headline is read; raises ``ValueError`` when over long or empty.

    Spaces that may not break, as French has them before « : », are kept.
    """
    text = _BREAKABLE.sub(" ", text_of(value)).strip()
    if len(text) > LONGEST_LINE:
        raise ValueError(f"{len(text):,} characters; expected at most {LONGEST_LINE:,}")
    if not text:
        raise ValueError("expected a text, got an empty one")
    return text


def _located(read: Callable[[Any], str]) -> Callable[[Any], Located]:
    def validate(value: Any) -> Located:
        if isinstance(value, Located):
            return value
        return Located(read(value), getattr(value, "position", NOWHERE))

    return validate


def _prose(value: Any) -> str:
    text = text_of(value).strip()
    if len(text) > LONGEST_PROSE:
        raise ValueError(f"{len(text):,} characters; expected at most {LONGEST_PROSE:,}")
    if not text:
        raise ValueError("expected a text, got an empty one")
    return text


def _read_prose(value: Any) -> Located:
    """Read prose; the place is that of its first word, below the ``|`` of a block."""
    if isinstance(value, Located):
        return value
    text = _prose(value)
    position = getattr(value, "position", NOWHERE)
    if getattr(value, "block", False):
        skipped = value[: len(value) - len(value.lstrip())].count("\n")
        position = position._replace(line=position.line + 1 + skipped)
    return Located(text, position)


def _path(value: Any) -> str:
    path = one_line(value)
    if re.match("(?i)https?:", path):
        return _address(value)
    if re.match("(?i)[a-z][a-z0-9+.-]*:|//", path) or "\\" in path:
        raise ValueError(
            f"expected a file of the press room such as /uploads/kit.pdf, got '{path}'"
        )
    return path


_WEB = re.compile(
    r"(?i)(?:https?://[^\s/?#][^\s]*|ftp://[^\s/][^\s]*|(?:mailto|tel|sms):[^\s]+)|/(?![/\\])\S*"
)


def _address(value: Any) -> str:
    address = one_line(value)
    if not _WEB.fullmatch(address) or not _has_parts(address):
        raise ValueError(f"expected a web address such as https://example.org/, got '{address}'")
    return address


def _has_parts(address: str) -> bool:
    """Tell whether a host and a path can be told apart, as in ``http://[`` they cannot."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _old_address(value: Any) -> str:
    """Read a path from the site's root, decoded, without the first slash."""
    text = one_line(value)
    parts = urlsplit(text if _has_parts(text) else "")
    path = unquote(parts.path).lstrip("/")
    steps = path.split("/")
    wrong = parts.scheme not in {"", "http", "https"} or "\\" in path or {".", ".."} & {*steps}
    if wrong or not path or "" in steps[:-1] or not path.isprintable():
        raise ValueError(f"expected an old address such as /2019/news.html, got '{text}'")
    return path


class Term(str):
    """A category or tag, which knows where it was written; equal to any text of its letters."""

    __slots__ = ("position",)

    position: Position

    @classmethod
    def at(cls, text: str, position: Position) -> Term:
        """Make a term with its place."""
        term = cls(text)
        term.position = position
        return term

    def __reduce__(self) -> tuple[Any, ...]:
        return Term.at, (str(self), self.position)


def _term(value: Any) -> Term:
    return Term.at(one_line(value), getattr(value, "position", NOWHERE))


_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*",
    re.IGNORECASE,
)


def _language(value: Any) -> str:
    code = one_line(value).replace("_", "-")
    if not _LANGUAGE.fullmatch(code):
        raise ValueError(f"expected a language code such as fr or en-GB, got '{code}'")
    first, *rest = code.split("-")
    cased = {2: str.upper, 4: str.title}
    parts = [cased.get(len(part), str.lower)(part) for part in rest]
    return "-".join([first.lower(), *parts])


Moment: TypeAlias = date
"""A day, or (as ``datetime``) a day with its time and, where given, its zone."""

_MOMENT = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|z|[+-]\d{1,2}(?::?\d{2})?)?)?"
)

_EDGES = {"0001", "9999"}
"""Years of which some day, seen from another time zone, is in no calendar."""


def moment(value: Any) -> Moment:
    """Read a date, or a date and time, in ISO 8601 order; raises ``ValueError`` otherwise."""
    if isinstance(value, date):
        return value
    text = one_line(value)
    match = _MOMENT.fullmatch(text)
    if not match:
        raise ValueError(f"expected a date such as 2026-03-31, got '{text}'")
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(
            f"expected a date such as 2026-03-31; '{text}' is in no calendar"
        ) from None
    if year in _EDGES:
        raise ValueError(f"expected a date such as 2026-03-31; nobody can reckon with '{text}'")
    if hour is None:
        return on
    try:
        return datetime.combine(on, time(int(hour), int(minute), int(second or 0)), _zone(zone))
    except ValueError:
        raise ValueError(
            f"expected a time such as 2026-03-31 09:30:00 +02:00, got '{text}'"
        ) from None


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in "Zz":
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if minutes > 59:
        raise ValueError(text)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def some(value: Any) -> Any:
    """Let one value stand for a list of one."""
    return value if isinstance(value, list | tuple) else [value]


OneLine = Annotated[str, BeforeValidator(one_line)]
Prose = Annotated[Located, PlainValidator(_read_prose), WithJsonSchema({"type": "string"})]
FilePath = Annotated[Located, PlainValidator(_located(_path)), WithJsonSchema({"type": "string"})]
Address = Annotated[
    Located, PlainValidator(_located(_address)), WithJsonSchema({"type": "string", "format": "uri"})
]
OldAddress = Annotated[
    Located, PlainValidator(_located(_old_address)), WithJsonSchema({"type": "string"})
]
Classing = Annotated[Term, PlainValidator(_term), WithJsonSchema({"type": "string"})]
Language = Annotated[str, BeforeValidator(_language)]
When = Annotated[
    Moment,
    PlainValidator(moment),
    WithJsonSchema({"type": "string", "pattern": "^\\d{4}-\\d{1,2}-\\d{1,2}"}),
]
Once = AfterValidator(lambda items: tuple(dict.fromkeys(items)))
"""Put behind a tuple's type: what is given twice counts once."""
Some = BeforeValidator(some)
"""Put before a tuple's type: the field takes one value or a list."""
