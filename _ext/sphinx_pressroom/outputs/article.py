"""A release's article, taken out of its page so that it can stand anywhere else."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from .web import absolute

_START = re.compile(r'<article\b[^>]*\sclass="(?:[^"]*\s)?press-release[\s"]')
_END = "</article>"
_ADDRESSES = frozenset(
    ("action", "cite", "data", "formaction", "href", "longdesc", "poster", "src", "xlink:href")
)
"""Attributes that hold an address."""
_CANDIDATE = re.compile(r"([^\s,](?:\S*[^\s,])?)((?:\s[^,]*)?(?:,|$))")
"""One address of a ``srcset`` with its width or density, as the HTML standard reads them."""
_LEFT_OUT = frozenset(["script", "style"])
_NOT_TOLD = frozenset(["headerlink", "press-summary"])
"""Classes of what is there for the page alone, or said again."""
_APART = frozenset(["p", "li", "br", "div"])
"""Tags between which words of plain text need a space."""

Attributes = list[tuple[str, str | None]]


class Article(NamedTuple):
    """What a page says, without the page."""

    html: str
    """Without headline, scripts and permalinks; all its addresses are absolute."""
    lead: str
    """The standfirst as plain text, empty when the page shows none."""


def article(page: str, address: str) -> Article:
    """Take the release out of a page that stands at an address; empty when there is none."""
    start = _START.search(page)
    if not start:
        return Article("", "")
    end = page.rfind(_END, start.end())
    reader = _Reader(address)
    reader.feed(page[start.start() : end + len(_END) if end > 0 else None])
    reader.close()
    lead = re.sub(r"[ \t\r\n]+", " ", "".join(reader.lead)).strip()
    return Article("".join(reader.parts), lead)


class _Reader(HTMLParser):
    """Writes an article again while it is read, up to its end tag."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.parts: list[str] = []
        self.lead: list[str] = []
        self._articles = 0
        self._ended = False
        self._headline = True
        self._without = _Span()
        self._in_lead = _Span()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._articles += tag == "article"
        classes = (dict(attrs).get("class") or "").split()
        left_out = tag in _LEFT_OUT or not _NOT_TOLD.isdisjoint(classes)
        if tag == "h1" and self._headline:
            # Readers of feeds show the headline themselves.
            left_out, self._headline = True, False
        outside = not self._without.opened(tag, begins=left_out)
        self._in_lead.opened(tag, begins="press-lead" in classes)
        self._space(tag)
        if outside:
            self._write(f"<{tag}{self._attributes(attrs)}>")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self._space(tag)
        if not self._without.depth:
            self._write(f"<{tag}{self._attributes(attrs)} />")

    def handle_endtag(self, tag: str) -> None:
        self._space(tag)
        self._in_lead.closed(tag)
        if not self._without.closed(tag):
            self._write(f"</{tag}>")
        self._articles -= tag == "article"
        self._ended = self._ended or self._articles == 0

    def handle_data(self, data: str) -> None:
        if not self._without.depth:
            self._write(escape(data, quote=False))
            if self._in_lead.depth:
                self.lead.append(data)

    def _write(self, text: str) -> None:
        if not self._ended:
            self.parts.append(text)

    def _space(self, tag: str) -> None:
        if self._in_lead.depth and tag in _APART:
            self.lead.append(" ")

    def _attributes(self, attrs: Attributes) -> str:
        return "".join(
            f" {name}" if value is None else f' {name}="{escape(self._value(name, value))}"'
            for name, value in attrs
        )

    def _value(self, name: str, value: str) -> str:
        if name in _ADDRESSES:
            return absolute(self.address, value)
        if name in {"srcset", "imagesrcset"}:
            return _CANDIDATE.sub(lambda m: absolute(self.address, m[1]) + m[2], value)
        return value


class _Span:
    """From a start tag to its end tag, with tags of the same name in between."""

    def __init__(self) -> None:
        self.tag = ""
        self.depth = 0

    def opened(self, tag: str, *, begins: bool) -> bool:
        """Take a start tag, which may begin the span; tells whether it lies in it."""
        if not self.depth and begins:
            self.tag, self.depth = tag, 1
        elif self.depth and tag == self.tag:
            self.depth += 1
        return self.depth > 0

    def closed(self, tag: str) -> bool:
        """Take an end tag; tells whether it lies in the span."""
        inside = self.depth > 0
        self.depth -= inside and tag == self.tag
        return inside
