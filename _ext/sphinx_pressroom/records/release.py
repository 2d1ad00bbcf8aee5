"""The release: every front-matter field, declared once."""

from __future__ import annotations

import pickle
import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ..front_matter import Text
from .life import Change, Embargo, Withdrawn, ends
from .media import Download, Fact, Image, Link, Quote
from .people import BoilerplateItem, ContactItem
from .text import (
    Classing,
    FilePath,
    Language,
    Moment,
    OldAddress,
    Once,
    OneLine,
    Prose,
    Record,
    Some,
    When,
    moment,
    restored,
)

ReleaseType = Literal[
    "release",
    "media-kit",
    "statement",
    "advisory",
    "speech",
    "response",
    "fact-sheet",
    "correction",
]


RELATIONS = ("related", "replaces", "corrects", "translations")
"""Fields that name other releases by their files."""


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def typed(value: Any) -> Any:
    """Give open values the types of YAML 1.2's core schema; texts stay what they are."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    if not isinstance(value, Text) or not value.plain:
        return str(value) if isinstance(value, str) else value
    if value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if re.fullmatch(r"[-+]?(?:0|[1-9]\d*)", value):
        return int(value) if len(value) < 19 else str(value)
    if re.fullmatch(r"[-+]?(?:0|[1-9]\d*)\.\d+", value):
        number = float(value)
        return number if str(number) == value else str(value)
    return str(value)


def _moment_or_nothing(value: Any) -> Any:
    return None if value is None else moment(value)


class Release(Record):
    """A press release as its front matter gives it."""

    __slots__ = ("_stored",)

    def __reduce__(self) -> tuple[Any, ...]:
        """Store bytes that are made once: the cache of all releases is written at each edit."""
        stored = getattr(self, "_stored", b"")
        if not stored:
            stored = pickle.dumps(self._given(), pickle.HIGHEST_PROTOCOL)
            object.__setattr__(self, "_stored", stored)
        return _opened, (stored,)

    title: OneLine = Field(description="The headline")
    short_title: OneLine | None = Field(None, description="A shorter headline for lists and tabs")
    lead: Prose | None = Field(None, description="The standfirst, in Markdown")
    date: Annotated[When | None, BeforeValidator(_moment_or_nothing)] = Field(
        description="When it is published: 2026-03-31, or with time and zone"
    )
    updated: When | None = Field(None, description="When it last changed in a way that matters")
    language: Language | None = Field(None, description="Its language, where the site's differs")
    dateline: Annotated[tuple[OneLine, ...], Some] = Field(
        (), description="Place or places of issue"
    )
    type: Annotated[ReleaseType | None, BeforeValidator(_lower)] = Field(
        None, description="What kind of release it is"
    )
    number: OneLine | None = Field(None, description="The room's own number, such as 2026-014")
    categories: Annotated[tuple[Classing, ...], Some, Once] = Field(
        (), description="Sections of the room"
    )
    tags: Annotated[tuple[Classing, ...], Some, Once] = Field((), description="Free keywords")
    images: Annotated[tuple[Image, ...], Some] = Field(
        (), description="Pictures, the first leading"
    )
    quotes: Annotated[tuple[Quote, ...], Some] = Field((), description="Quotes that may be printed")
    contacts: Annotated[tuple[ContactItem, ...], Some] = Field(
        (), description="Press contacts: ids of the contact book, or maps"
    )
    downloads: Annotated[tuple[Download, ...], Some] = Field((), description="Files to take away")
    facts: Annotated[tuple[Fact, ...], Some] = Field((), description="Key figures")
    notes_to_editors: Prose | None = Field(None, description="After the end mark, in Markdown")
    boilerplate: Annotated[tuple[BoilerplateItem, ...], Some] = Field(
        (), description="Standing texts: ids, or Markdown"
    )
    related: Annotated[tuple[FilePath, ...], Some] = Field(
        (), description="Releases that belong with it, by their files, before those found by tags"
    )
    series: OneLine | None = Field(None, description="The series that it is part of")
    event: OneLine | None = Field(None, description="The event that it belongs to")
    issuer: Annotated[tuple[OneLine, ...], Some] = Field(
        (), description="Who issues it, where that is not the whole house"
    )
    id: OneLine | None = Field(
        None, description="Its name for feed readers and machines, which never changes"
    )
    aliases: Annotated[tuple[OldAddress, ...], Some] = Field(
        (), description="Old addresses, from the site's root, that lead to it"
    )
    links: Annotated[tuple[Link, ...], Some] = Field((), description="Further reading")
    status: Annotated[Literal["draft", "published", "withdrawn"], BeforeValidator(_lower)] = Field(
        "published",
        description="A draft is left out of every build; what is withdrawn keeps its page, no more",
    )
    embargo: Embargo | None = Field(
        None, description="Until when it is left out of every build, with time and zone"
    )
    expires: When | None = Field(None, description="When it is no longer current; its page says so")
    changes: Annotated[tuple[Change, ...], Some] = Field(
        (), description="Its public history: updates and corrections"
    )
    withdrawn: Withdrawn = Field(None, description="When and why it was withdrawn")
    replaces: Annotated[tuple[FilePath, ...], Some] = Field(
        (), description="Releases in whose place it stands, by their files; their pages say so"
    )
    corrects: Annotated[tuple[FilePath, ...], Some] = Field(
        (), description="Releases that it corrects, by their files; their pages say so"
    )
    translations: Annotated[tuple[FilePath, ...], Some] = Field(
        (), description="The same release in other languages, by their files"
    )
    ext: Annotated[dict[str, Any], BeforeValidator(typed)] = Field(
        default_factory=dict, description="The site's own fields, as they are"
    )

    @property
    def short_name(self) -> str:
        """The words by which lists and links name it."""
        return self.short_title or self.title

    @property
    def is_withdrawn(self) -> bool:
        """Whether it does not stand any more: its page remains, it is in no list."""
        return self.status == "withdrawn" or self.withdrawn is not None

    def is_expired(self, now: float) -> bool:
        """Tell whether it is no longer current at a moment, in seconds since 1970."""
        return self.expires is not None and ends(self.expires) <= now

    @property
    def corrections(self) -> tuple[Change, ...]:
        """The mistakes that were mended, the newest first."""
        found = [change for change in self.changes if change.kind == "correction"]
        return tuple(sorted(found, key=lambda change: -instant(change.at)))

    @property
    def revised(self) -> Moment | None:
        """When its text last changed in a way that matters, as far as it says."""
        moments = [self.updated, *(change.at for change in self.changes)]
        return max((one for one in moments if one), key=instant, default=None)

    @property
    def changed(self) -> Moment | None:
        """When its text last changed, or it was withdrawn, as far as it says."""
        moments = [self.revised, self.withdrawn.at if self.withdrawn else None]
        return max((one for one in moments if one), key=instant, default=None)


def day_of(when: date) -> date:
    """Give the day of a moment, in its own zone."""
    return when.date() if isinstance(when, datetime) else when


def instant(when: date | None) -> float:
    """Seconds since 1970 in UTC; a day counts from its midnight, a time without zone as UTC."""
    if when is None:
        return float("-inf")
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def _opened(stored: bytes) -> Release:
    made = restored(Release, *pickle.loads(stored))  # noqa: S301  (it lies in Sphinx's own pickle)
    object.__setattr__(made, "_stored", stored)
    return made
