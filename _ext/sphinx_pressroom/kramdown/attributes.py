"""Attribute lists as kramdown writes them: ``{: .class #id key="value" reference}``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: What may stand between the braces: anything but ``}``, which a backslash protects.
INSIDE = r"(?:\\\}|[^}])+"
NAME = r"\w[\w-]*"

_CLASS_OR_ID = r"(?:\#[A-Za-z][\w:-]*|\.[^\s.#]+)"
_PART = re.compile(
    rf"""(?:\A|(?<=\s))(?:
        (?P<key>{NAME})=(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>(?:\\.|[^'\\])*)')
      | (?P<reference>{NAME})
      | (?P<marks>{_CLASS_OR_ID}+)
    )(?=\s|\Z)""",
    re.VERBOSE | re.DOTALL,
)
_MARK = re.compile(_CLASS_OR_ID)
_ESCAPED = re.compile(r"\\([}\"'])")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What one attribute list, or several merged ones, says about an element."""

    classes: tuple[str, ...] = ()
    id: str | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    references: tuple[str, ...] = ()

    def merged(self, other: Attributes) -> Attributes:
        """Return both lists as one; the later list's id and values win."""
        classes = self.classes + tuple(c for c in other.classes if c not in self.classes)
        pairs = tuple(dict([*self.pairs, *other.pairs]).items())
        references = self.references + other.references
        return Attributes(classes, other.id or self.id, pairs, references)


def parse_attributes(text: str) -> Attributes:
    """Parse the text between ``{:`` and ``}``.

    What is no class, id, pair or reference is passed over, as kramdown does.
    ``class="a b"`` and ``id="x"`` count as the classes ``a``, ``b`` and the id ``x``.
    """
    found = Attributes()
    for part in _PART.finditer(text):
        found = found.merged(_read_part(part))
    return found


def resolve_references(attributes: Attributes, definitions: Mapping[str, Attributes]) -> Attributes:
    """Return ``attributes`` with its references replaced by what they are defined as.

    References inside a definition are followed once per name, so circles end; unknown names
    are dropped.
    """
    return _resolved(attributes, definitions, frozenset())


def merge_all(several: Iterable[Attributes]) -> Attributes:
    """Return all the lists as one, in order."""
    whole = Attributes()
    for attributes in several:
        whole = whole.merged(attributes)
    return whole


def _resolved(
    attributes: Attributes, definitions: Mapping[str, Attributes], seen: frozenset[str]
) -> Attributes:
    named = [name for name in attributes.references if name in definitions and name not in seen]
    from_names = [_resolved(definitions[n], definitions, seen | {n}) for n in named]
    own = Attributes(attributes.classes, attributes.id, attributes.pairs)
    return merge_all([*from_names, own])


def _read_part(part: re.Match[str]) -> Attributes:
    if part["reference"]:
        return Attributes(references=(part["reference"],))
    if part["marks"]:
        marks = _MARK.findall(part["marks"])
        ids = [mark[1:] for mark in marks if mark[0] == "#"]
        classes = tuple(dict.fromkeys(mark[1:] for mark in marks if mark[0] == "."))
        return Attributes(classes, ids[-1] if ids else None)
    value = _ESCAPED.sub(r"\1", part["double"] if part["double"] is not None else part["single"])
    return _read_pair(part["key"], value)


def _read_pair(key: str, value: str) -> Attributes:
    if key == "class":
        return Attributes(tuple(dict.fromkeys(value.split())))
    if key == "id":
        return Attributes(id=value.strip() or None)
    return Attributes(pairs=((key, value),))
