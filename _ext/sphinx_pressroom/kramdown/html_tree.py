"""Raw HTML as a tree: what a browser would make of it, as far as press releases need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import TypeAlias

from .tags import BLOCK_TAGS, COMMENT, EMBEDS, RAW_TAGS, VOID_TAGS, Tag

#: Deeper tags are passed over, their content stays.
DEEPEST = 60

_BLOCKS = BLOCK_TAGS - EMBEDS - (VOID_TAGS - {"hr"})
_TABLE_PARTS = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"])
_LISTS = frozenset(["ul", "ol", "menu", "dir", "dl"])
_CELLS = frozenset(["td", "th", "caption", "table"])
#: Opening one of the first closes an open one of the second, unless the third stands between.
_CLOSES: tuple[tuple[frozenset[str], frozenset[str], frozenset[str]], ...] = (
    (BLOCK_TAGS - EMBEDS - {"object"}, frozenset("p"), _CELLS),
    (frozenset(("li",)), frozenset(("li",)), _LISTS | _CELLS),
    (frozenset(("dt", "dd")), frozenset(("dt", "dd")), _LISTS | _CELLS),
    (frozenset(("td", "th", "tr")), frozenset(("td", "th", "caption")), frozenset(("table",))),
    (frozenset(("thead", "tbody", "tfoot", "tr")), frozenset(("tr",)), frozenset(("table",))),
    (
        frozenset(("thead", "tbody", "tfoot")),
        frozenset(("thead", "tbody", "tfoot", "td", "th", "caption")),
        frozenset(("table",)),
    ),
    (frozenset(("a",)), frozenset(("a",)), _CELLS),
    (frozenset(("option",)), frozenset(("option",)), frozenset(("select",))),
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


@dataclass
class Element:
    """A tag with what stands in it."""

    tag: Tag
    children: list[Child] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the tag's name in lower case."""
        return self.tag.name

    def text(self) -> str:
        """Return all the text in the element, as written."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def elements(self) -> Iterator[Element]:
        """Go through all the elements inside, in the order of the source."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements()

    def holds_block(self) -> bool:
        """Tell whether a block-level element stands somewhere inside."""
        return any(inner.name in _BLOCKS for inner in self.elements())


Child: TypeAlias = Element | str


def parse_html(html: str) -> Element:
    """Return a root element for ``html``; unclosed tags are closed, stray closers ignored."""
    builder = _Builder()
    builder.feed(_without_declarations(html))
    builder.close()
    return builder.root


def _without_declarations(html: str) -> str:
    """Take out comments; what only begins like one stays as text, so that it hides nothing."""
    html = _CDATA.sub(lambda found: escape(found[1]), COMMENT.sub("", html))
    return html.replace("<!--", "&lt;!--").replace("<![", "&lt;![")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element(Tag("", {}))
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_implied(tag)
        pairs: dict[str, str] = {}
        for key, value in attrs:
            pairs.setdefault(key, value or "")
        element = Element(Tag(tag, pairs))
        self.open[-1].children.append(element)
        if tag not in VOID_TAGS and len(self.open) < DEEPEST:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        depth = len(self.open)
        self.handle_starttag(tag, attrs)
        if tag in EMBEDS and len(self.open) > depth:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self.handle_starttag("br", [])
            return
        barrier = _CELLS - {tag} if tag not in _TABLE_PARTS else frozenset[str]()
        place = self._last_open(frozenset((tag,)), barrier)
        if place:
            del self.open[place:]

    def handle_data(self, data: str) -> None:
        if self.open[-1].name not in RAW_TAGS:
            self.open[-1].children.append(data)

    def _close_implied(self, tag: str) -> None:
        for opening, closed, barrier in _CLOSES:
            if tag in opening and (place := self._last_open(closed, barrier)):
                del self.open[place:]

    def _last_open(self, names: frozenset[str], barrier: frozenset[str]) -> int:
        """Return the place of the innermost open element of a name, or 0."""
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].name in names:
                return place
            if self.open[place].name in barrier:
                break
        return 0
