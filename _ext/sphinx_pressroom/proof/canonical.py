"""The canonical text of a release: what its page says, whatever the page looks like.

``docs/verification.md`` defines it, so that it can be made anew in any language. A change here that
gives another text for any page is a new :data:`VERSION`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

VERSION = 1
ARTICLE = "press-release"
LEFT_OUT = frozenset(
    (
        *("headerlink", "section-number", "caption-number"),
        *("press-summary", "press-own-pdf", "press-copy", "press-copied"),
        *("press-releases", "press-archives", "press-notice-derived", "press-proof"),
    )
)
"""Classes of what themes, settings, scripts or other releases put on a page."""
_NO_TEXT = frozenset(("button", "noscript", "script", "style", "template"))
DEEPEST = 512
"""As many elements inside each other as browsers tell apart."""
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input"),
        *("link", "meta", "source", "track", "wbr"),
    )
)
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "caption", "center", "dd", "details"),
        *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main"),
        *("menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "ul"),
    )
)
"""Elements that stand on lines of their own; ``br`` ends a line, and an alt text has one."""
_BREAKS = BLOCKS | {"br"}
_GROUPS = ("thead", "tbody", "tfoot")
_ENDS = {
    **{tag: (frozenset(("p",)), frozenset(("table", "td", "th", "caption"))) for tag in BLOCKS},
    "li": (frozenset(("li",)), BLOCKS - {"address", "div", "p", "li"}),
    **{tag: (frozenset(("dt", "dd")), BLOCKS - {"address", "div", "p"}) for tag in ("dt", "dd")},
    **{tag: (frozenset(("td", "th")), frozenset(("table", "tr"))) for tag in ("td", "th")},
    "tr": (frozenset(("tr", "caption")), frozenset(("table", *_GROUPS))),
    **{tag: (frozenset((*_GROUPS, "tr", "caption")), frozenset(("table",))) for tag in _GROUPS},
}
"""By the tag that begins: which open elements it ends, and how far up they are looked for."""
_OTHER = "\t-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_OTHER}][ {_OTHER}]*| [ {_OTHER}]+")
"""Characters with the property White_Space of Unicode, where they are not one ordinary space."""
_CONTROLS = "\x1c\x1d\x1e\x1f"
"""Characters that are white space to Python, and not to Unicode."""
_PLAIN = re.compile(r'(/?)([a-z][a-z0-9]*)((?: [a-z][a-z:-]*="[^"]*")*)(?: ?/)?')
"""What stands in a tag, as docutils writes it."""
_GIVEN = re.compile(r' ([a-z:-]+)="([^"]*)"')
_RAW = frozenset(
    ("iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp")
)
"""Elements in which tags are text."""

Attributes = list[tuple[str, str | None]]


class _Given(NamedTuple):
    """What the attributes of an element tell."""

    article: bool
    """Whether it is a release, if it is an article."""
    told: bool
    """Whether its text counts, as far as it is up to them."""
    image: str
    """What is said instead of a picture."""


def canonical(page: str) -> str:
    """Give the canonical text of a page, or of its body alone; empty when it holds no release."""
    reader = read_plainly(page) or read(page)
    text = "".join(reader.parts)
    alone = _alone_by_pattern if any(sign in text for sign in _CONTROLS) else _alone
    found = map(alone, text.split("\n"))
    return unicodedata.normalize("NFC", "".join(f"{line}\n" for line in found if line))


def _alone(line: str) -> str:
    """Leave one ordinary space where there is white space, and none at the ends."""
    return " ".join(line.split())


def _alone_by_pattern(line: str) -> str:
    return _SPACE.sub(" ", line).strip(" ")


def read(page: str) -> _Reader:
    """Read a page, whatever it is."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


def read_plainly(page: str) -> _Reader | None:
    """Read a page as docutils writes them, in a third of the time; nothing if it is another."""
    reader = _Reader()
    text, *pieces = page.split("<")
    reader.handle_data(unescape(text))
    for piece in pieces:
        written, end, text = piece.partition(">")
        found = _plain_tag(written)
        if not (end and found):
            return None
        tag, given = found
        if given:
            reader.begin(tag, given)
        else:
            reader.handle_endtag(tag)
        if text:
            reader.handle_data(unescape(text))
    return reader


@lru_cache(4096)
def _plain_tag(written: str) -> tuple[str, _Given | None] | None:
    """Read a tag as docutils writes it, an end tag without attributes; most stand on many pages."""
    found = _PLAIN.fullmatch(written)
    if not found or found[2] in _RAW:
        return None
    if found[1]:
        return found[2], None
    return found[2], _given([(name, unescape(value)) for name, value in _GIVEN.findall(found[3])])


def _given(attrs: Attributes) -> _Given:
    # Of a name that is given twice, the first counts (HTML, 13.2.5.33).
    given = dict(reversed(attrs))
    classes = (given.get("class") or "").split()
    alt = given.get("alt")
    return _Given(
        article=ARTICLE in classes,
        told="hidden" not in given and LEFT_OUT.isdisjoint(classes),
        image=_SPACE.sub(" ", alt or "") if alt != given.get("src") else "",
    )


def encoded(text: str) -> bytes:
    """Give the bytes of a canonical text."""
    return text.encode("utf-8", "replace")


def digest(content: bytes) -> str:
    """Give the SHA-256 of bytes as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


class _Reader(HTMLParser):
    """Gathers the text of articles; knows which end tags HTML lets one leave out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[str] = []
        """Tags of the elements that are open, from the article on."""
        self._told: list[bool] = []
        """Whether the text of each of them counts."""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.begin(tag, _given(attrs))

    def begin(self, tag: str, given: _Given) -> None:
        """Begin an element."""
        if not self._open and not (tag == "article" and given.article):
            return
        if tag in _ENDS:
            self._end_implied(tag)
        told = given.told and tag not in _NO_TEXT and (not self._told or self._told[-1])
        if tag in _BREAKS:
            self.parts.append("\n")
        if tag == "img" and told:
            self.parts.append(f"\n{given.image}\n")
        if tag not in _VOID and len(self._open) < DEEPEST:
            self._open.append(tag)
            self._told.append(told)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")
        if self._open and self._open[-1] == tag:
            self._end(-1)
        elif tag in self._open:
            self._end(len(self._open) - 1 - self._open[::-1].index(tag))

    def handle_data(self, data: str) -> None:
        if self._told and self._told[-1]:
            self.parts.append(data.replace("\n", " "))

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over what only XML knows, as browsers do, where the parser would raise."""
        return self.rawdata.find(">", i) + 1 or -1

    # -- inside ----------------------------------------------------------------------------------

    def _end(self, place: int) -> None:
        """End an open element, and those in it."""
        del self._open[place:], self._told[place:]

    def _end_implied(self, tag: str) -> None:
        """End the elements whose end tag may be missing before this one."""
        for ended, limits in (_ENDS[tag], _ENDS["p"]) if tag != "p" else (_ENDS[tag],):
            if ended.isdisjoint(self._open):
                continue
            outermost = None
            for place in reversed(range(len(self._open))):
                if self._open[place] in ended:
                    outermost = place
                elif self._open[place] in limits or self._open[place] == "article":
                    break
            if outermost is not None:
                self._end(outermost)
