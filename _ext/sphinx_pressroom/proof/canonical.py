"""The canonical text of a release: what its page says, whatever the page looks like.

``docs/verification.md`` defines it, so that it can be made anew in any language. A change here that
gives another text for any page is a new :data:`VERSION`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
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
_SPACE = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""The characters with the property White_Space of Unicode."""

Attributes = list[tuple[str, str | None]]


def canonical(page: str) -> str:
    """Give the canonical text of a page, or of its body alone; empty when it holds no release."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    found = (_SPACE.sub(" ", line).strip(" ") for line in "".join(reader.parts).split("\n"))
    return unicodedata.normalize("NFC", "".join(f"{line}\n" for line in found if line))


def encoded(text: str) -> bytes:
    """Give the bytes of a canonical text."""
    return text.encode("utf-8", "replace")


def digest(content: bytes) -> str:
    """Give the SHA-256 of bytes as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


class _Open(NamedTuple):
    tag: str
    told: bool


class _Reader(HTMLParser):
    """Gathers the text of articles; knows which end tags HTML lets one leave out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        # Of a name that is given twice, the first counts (HTML, 13.2.5.33).
        given = dict(reversed(attrs))
        classes = (given.get("class") or "").split()
        if not self._open and not (tag == "article" and ARTICLE in classes):
            return
        self._end_implied(tag)
        told = self._told or not self._open
        told = told and tag not in _NO_TEXT and "hidden" not in given
        told = told and LEFT_OUT.isdisjoint(classes)
        self._break(tag)
        if tag == "img" and told and given.get("alt") != given.get("src"):
            self.parts.append(f"\n{_SPACE.sub(' ', given.get('alt') or '')}\n")
        if tag not in _VOID and len(self._open) < DEEPEST:
            self._open.append(_Open(tag, told))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        for place in reversed(range(len(self._open))):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        if self._told:
            self.parts.append(_SPACE.sub(" ", data))

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over what only XML knows, as browsers do, where the parser would raise."""
        return self.rawdata.find(">", i) + 1 or -1

    # -- inside ----------------------------------------------------------------------------------

    @property
    def _told(self) -> bool:
        return bool(self._open) and self._open[-1].told

    def _break(self, tag: str) -> None:
        if tag in BLOCKS or tag == "br":
            self.parts.append("\n")

    def _end_implied(self, tag: str) -> None:
        """End the elements whose end tag may be missing before this one."""
        kinds = [_ENDS[tag]] if tag in _ENDS else []
        kinds += [_ENDS["p"]] if kinds and tag != "p" else []
        for ended, limits in kinds:
            outermost = None
            for place in reversed(range(len(self._open))):
                if self._open[place].tag in ended:
                    outermost = place
                elif self._open[place].tag in limits or self._open[place].tag == "article":
                    break
            if outermost is not None:
                del self._open[outermost:]
