"""Tables of contents that stay closed until somebody looks at one.

Sphinx keeps the table of each document in the environment, as a tree of nodes, and reads and writes
all of them whenever one of the documents has changed: half of the time that the environment takes.
"""

from __future__ import annotations

import pickle
from copy import copy
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_OWN = frozenset(("__class__", "__reduce_ex__"))
"""What is known of a closed table."""
_STORED = "_stored"


class Closed(nodes.bullet_list):
    """A table as it is stored, which becomes a plain list when anything of it is asked for."""

    def __getattribute__(self, name: str) -> Any:
        if name in _OWN:
            return super().__getattribute__(name)
        return getattr(_opened(self), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(_opened(self), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(_opened(self), name)

    def __copy__(self) -> nodes.bullet_list:
        return copy(_opened(self))

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return _closed, (object.__getattribute__(self, "__dict__")[_STORED],)


def close(env: BuildEnvironment) -> None:
    """Close the tables of all documents, and leave open what is none of Sphinx's own."""
    for table in env.tocs.values():
        if type(table) is nodes.bullet_list:
            setattr(table, _STORED, pickle.dumps(table, pickle.HIGHEST_PROTOCOL))
            table.__class__ = Closed


def _closed(stored: bytes) -> Closed:
    made = Closed.__new__(Closed)
    object.__setattr__(made, _STORED, stored)
    return made


def _opened(table: Closed) -> nodes.bullet_list:
    """Open a table: one that was closed in this process has all that it had."""
    known: dict[str, Any] = object.__getattribute__(table, "__dict__")
    stored = known.pop(_STORED)
    object.__setattr__(table, "__class__", nodes.bullet_list)
    if not known:
        known.update(vars(pickle.loads(stored)))  # noqa: S301  (it lies in Sphinx's own pickle)
        for child in table.children:
            child.parent = table
    return table
