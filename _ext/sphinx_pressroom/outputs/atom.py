"""One Atom feed as bytes (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedgenerator import Atom1Feed, rfc3339_date

from .article import Article

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
"""The namespace of entries that are gone (RFC 6721)."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of a release, but for the text, which its page's digest stands for."""

    docname: str
    title: str
    address: str
    id: str
    published: datetime
    updated: datetime
    language: str | None
    categories: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Tomb:
    """What a feed says of a release that was withdrawn (RFC 6721)."""

    id: str
    when: datetime
    comment: str


def atom(
    about: dict[str, str],
    entries: Iterable[Entry],
    tombs: Sequence[Tomb],
    read: Callable[[str], Article],
) -> bytes:
    """Write a feed from what it says of itself and its entries, whose texts are read here."""
    feed = _Atom(**about)
    feed.tombs = tombs
    for entry in entries:
        text = read(entry.docname)
        feed.add_item(
            entry.title,
            entry.address,
            None,
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
            content=writable(text.html) or None,
            summary=writable(text.lead),
            language=entry.language,
        )
    written: str = feed.writeString("utf-8")
    return written.encode()


def writable(text: str) -> str:
    """Leave out what XML cannot write."""
    return _NO_XML.sub("", text)


class _Atom(Atom1Feed):  # type: ignore[misc]  # feedgenerator is not typed
    """An Atom feed whose summaries are plain text, and whose entries know their language.

    Behind the entries it names those that it does not have any more.
    """

    tombs: Sequence[Tomb] = ()

    def latest_post_date(self) -> datetime:
        """Tell when an entry last changed or went; feedgenerator would resort to the clock."""
        moments = [item["updateddate"] for item in self.items]
        newest: datetime = max([*moments, *(tomb.when for tomb in self.tombs)])
        return newest

    def root_attributes(self) -> dict[str, str]:
        attributes: dict[str, str] = super().root_attributes()
        return {**attributes, **({"xmlns:at": TOMBSTONES} if self.tombs else {})}

    def write_items(self, handler: Any) -> None:
        super().write_items(handler)
        for tomb in self.tombs:
            when = rfc3339_date(tomb.when)
            handler.startElement("at:deleted-entry", {"ref": tomb.id, "when": when})
            if tomb.comment:
                handler.addQuickElement("at:comment", tomb.comment)
            handler.endElement("at:deleted-entry")

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"])
