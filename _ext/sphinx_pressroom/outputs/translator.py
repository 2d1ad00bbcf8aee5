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
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    Way = Callable[[Any, nodes.Node], None]


class Quick:
    """What a translator's class begins with."""

    _visits: ClassVar[dict[type, Way | None]]
    _departures: ClassVar[dict[type, Way | None]]
    _tags: ClassVar[dict[tuple[str, ...], str]]
    """Start tags by name, what stands behind them, and classes."""
    _special: ClassVar[re.Pattern[str]]
    """Characters that HTML writes in another way."""

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit a node."""
        _go(self, node, "visit", self._visits)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Leave a node."""
        _go(self, node, "departure", self._departures)

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
        has_more = attributes and (len(attributes) > 1 or attributes.keys().isdisjoint(_CLASS))
        if has_more or empty or node.get("ids") or isinstance(node, nodes.table):
            return super().starttag(node, tagname, suffix, empty, **attributes)  # type: ignore[misc,no-any-return]
        key = tagname, suffix, *node.get("classes", ()), *attributes.values()
        if key not in self._tags:
            self._tags[key] = super().starttag(node, tagname, suffix, **attributes)  # type: ignore[misc]
        return self._tags[key]


def _go(translator: Any, node: nodes.Node, what: str, ways: dict[type, Way | None]) -> None:
    kind = type(node)
    if kind not in ways:
        names = [f"{_PREFIXES[what]}{one.__name__}" for one in kind.__mro__]
        found = (getattr(type(translator), name, None) for name in names)
        ways[kind] = next((way for way in found if way), None)
    way = ways[kind]
    if way is None:
        getattr(super(Quick, translator), f"dispatch_{what}")(node)
    else:
        way(translator, node)


_CLASS = frozenset(("class", "CLASS"))
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
    own = {"_visits": {}, "_departures": {}, "_tags": {}, "_special": special}
    if kind.starttag is not HTML5Translator.starttag:
        own["starttag"] = kind.starttag
    return type(kind.__name__, (Quick, kind), {**handlers, **own})
