"""The translator of pages, which knows its own ways.

Sphinx sets the handlers of extensions, some hundred, on each translator that it makes, and looks at
each node through the names of all its classes for the one that visits it. Here handlers are methods
of a class, what visits a kind of nodes is looked for once, and so are tags put together that have
nothing but classes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    Way = Callable[[Any, nodes.Node], None]


class Quick:
    """What a translator's class begins with."""

    _visits: ClassVar[dict[type, Way]]
    _departures: ClassVar[dict[type, Way]]
    _tags: ClassVar[dict[tuple[str, ...], str]]
    """Start tags by name, what stands behind them, and classes."""
    _special: ClassVar[re.Pattern[str]]
    """Characters that HTML writes in another way."""

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit a node."""
        way = self._visits.get(type(node)) or self._learn(node, "visit", self._visits)
        way(self, node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Leave a node."""
        way = self._departures.get(type(node)) or self._learn(node, "departure", self._departures)
        way(self, node)

    def _learn(self, node: nodes.Node, what: str, ways: dict[type, Way]) -> Way:
        """Find what visits or leaves a kind of nodes; Sphinx says it if nobody does."""
        names = (f"{_PREFIXES[what]}{kind.__name__}" for kind in type(node).__mro__)
        found = (getattr(type(self), name, None) for name in names)
        nobody = getattr(super(), f"dispatch_{what}").__func__
        way: Way = next((way for way in found if way), nobody)
        return ways.setdefault(type(node), way)

    def encode(self, text: object) -> str:
        """Write a text so that HTML shows it; most texts stay as they are."""
        written = str(text)
        if self._special.search(written):
            return super().encode(written)  # type: ignore[misc,no-any-return]
        return written

    def starttag(
        self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        """Write a start tag; most have classes or nothing, and look the same on all pages."""
        has_class = len(attributes) == 1 and ("CLASS" in attributes or "class" in attributes)
        has_more = attributes and not has_class
        if has_more or empty or node.get("ids") or isinstance(node, nodes.table):
            return super().starttag(node, tagname, suffix, empty, **attributes)  # type: ignore[misc,no-any-return]
        key = tagname, suffix, *node.get("classes", ()), *attributes.values()
        if key not in self._tags:
            self._tags[key] = super().starttag(node, tagname, suffix, **attributes)  # type: ignore[misc]
        return self._tags[key]

    def check_simple_list(self, node: Any) -> bool:
        """Tell whether a list has nothing but single paragraphs, or lists of such below them."""
        is_plain = type(node) is nodes.bullet_list and all(map(_is_single, node.children))
        return is_plain or super().check_simple_list(node)  # type: ignore[misc]


def _is_single(item: nodes.Node) -> bool:
    """Tell whether an item of a list has one paragraph, as most have."""
    children = item.children
    is_item = type(item) is nodes.list_item and len(children) == 1
    return is_item and type(children[0]) is nodes.paragraph


_TITLES = ("visit_title", "depart_title", "visit_Text", "depart_Text", "encode")
"""What writes a title of a page, if it is nothing but words."""
_PREFIXES = {"visit": "visit_", "departure": "depart_"}


def quick(first: nodes.NodeVisitor) -> type[nodes.NodeVisitor]:
    """Make the class of translators that do what a first one does, with its handlers."""
    handlers = {
        name: method.__func__
        for name, method in vars(first).items()
        if isinstance(method, MethodType) and method.__self__ is first
    }
    kind: Any = type(first)
    if any(name.startswith(tuple(_PREFIXES.values())) for name in vars(first).keys() - handlers):
        return type(kind.__name__, (kind,), handlers)  # a translator has ways of its own
    signs = "".join(map(chr, kind.special_characters))
    special = re.compile(f"[{re.escape(signs)}]")
    own: dict[str, Any] = {"_visits": {}, "_departures": {}, "_tags": {}, "_special": special}
    is_plain = all(getattr(kind, name) is getattr(HTML5Translator, name) for name in _TITLES)
    own["_titles_are_plain"] = is_plain and handlers.keys().isdisjoint(_TITLES)
    for name in ("starttag", "check_simple_list"):
        if getattr(kind, name) is not getattr(HTML5Translator, name):
            own[name] = getattr(kind, name)
    return type(kind.__name__, (Quick, kind), {**handlers, **own})


def words_of(title: Any, kind: Any) -> str | None:
    """Write a page's title as a class of translators does; nothing if it is more than words."""
    is_known = type(title) is nodes.title and getattr(kind, "_titles_are_plain", False)
    if not is_known or title.get("secnumber"):
        return None
    if any(type(part) is not nodes.Text for part in title.children):
        return None
    return cast("str", title.astext().translate(kind.special_characters))
