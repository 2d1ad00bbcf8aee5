"""The translator of pages, which knows its own ways.

Sphinx sets the handlers of extensions, some hundred, on each translator that it makes, and looks at
each node through the names of all its classes for the one that visits it. Here handlers are methods
of a class, and what visits a kind of nodes is looked for once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from docutils import nodes

    Way = Callable[[Any, nodes.Node], None]


class Quick:
    """What a translator's class begins with."""

    _visits: ClassVar[dict[type, Way | None]]
    _departures: ClassVar[dict[type, Way | None]]
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
    own = {"_visits": {}, "_departures": {}, "_special": re.compile(f"[{re.escape(signs)}]")}
    return type(kind.__name__, (Quick, kind), {**handlers, **own})
