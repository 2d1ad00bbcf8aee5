"""From values to a record: every mistake a located problem, everything else kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ..front_matter import Fields, Items, Text
from ..problems import Position, Problem, Subtype
from .text import NOWHERE, Unchecked

T = TypeVar("T")
Steps: TypeAlias = list[tuple[Any, int | str]]
"""The way to a value: each container with the key or index that leads on."""

MAX_ROUNDS = 200
"""Rounds of mending one value; each takes at least one wrong part away."""


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """A validated value (``None`` if nothing of it could be used) and what was wrong."""

    value: T | None
    problems: tuple[Problem, ...]


def check(
    adapter: TypeAdapter[T],
    values: Any,
    *,
    region: str = "",
    within: str = "",
    fallbacks: Mapping[str, Any] = MappingProxyType({}),
    also: Iterable[str] = (),
) -> Checked[T]:
    """Validate values that know their places.

    What is wrong is reported once and taken out (a wrong phone number or address stays as text),
    until the rest is valid. ``region`` is the ISO 3166 country in which numbers are dialled;
    ``within`` is put before the path of each message; ``fallbacks`` are what stands in, once
    reported, for fields that have to be there; ``also`` are names that the site has besides.
    """
    copy = _plain_copy(values)
    if copy is None and isinstance(values, Fields):
        copy = Fields(values.position)
    mending = _Mending(adapter, copy, within, fallbacks)
    mending.whole_at = getattr(values, "position", NOWHERE)
    mending.also = list(also)
    for _ in range(MAX_ROUNDS):
        try:
            valid = adapter.validate_python(mending.values, context={"region": region})
        except ValidationError as error:
            for detail in _one_per_place(error.errors(include_url=False)):
                mending.mend(detail)
            mending.end_round()
            if mending.values is None:
                break
        else:
            return Checked(valid, mending.in_order())
    return Checked(None, mending.in_order())


def _plain_copy(value: Any) -> Any:
    """Copy containers, leaving out what is empty, so that mending never touches the source."""
    if isinstance(value, Fields):
        copy = Fields(value.position)
        for key, item in value.items():
            inner = _plain_copy(item)
            if inner is not None:
                copy[key] = inner
        copy.keys_at = value.keys_at
        return copy or None
    if isinstance(value, Items):
        items = Items([_plain_copy(item) for item in value], value.position)
        for index in reversed([i for i, item in enumerate(items) if item is None]):
            items.take_out(index)
        return items or None
    if isinstance(value, Text) and not value.strip():
        return None
    return value


def _one_per_place(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Keep the first error of each place, inner places first, later items before earlier ones."""
    seen: dict[tuple[Any, ...], ErrorDetails] = {}
    for detail in details:
        seen.setdefault(detail["loc"], detail)
    return list(reversed(seen.values()))


def _walk(values: Any, loc: tuple[int | str, ...]) -> Steps:
    """Follow an error's location; a lone value stands for a list of one."""
    steps: Steps = []
    for part in loc:
        if isinstance(values, dict) and part in values:
            steps.append((values, part))
            values = values[str(part)]
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            steps.append((values, part))
            values = values[part]
        elif isinstance(part, str) and isinstance(values, dict):
            steps.append((values, part))
            break
    return steps


class _Mending:
    """The values on their way to being valid, and what was found wrong with them."""

    def __init__(
        self, adapter: TypeAdapter[Any], values: Any, within: str, fallbacks: Mapping[str, Any]
    ) -> None:
        self.adapter, self.values, self.within = adapter, values, within
        self.fallbacks = fallbacks
        self.also: list[str] = []
        self.whole_at = NOWHERE
        """Where the values stand, also when nothing of them is left."""
        self.problems: list[Problem] = []
        self.removed: set[tuple[int, str]] = set()
        """Fields of maps that are missing because what stood there, or was meant, was reported."""
        self.reported: set[int] = set()
        """Maps in which something was reported, so that their being incomplete follows from it."""
        self.taken_out: list[Any] = []
        """Kept, so that no other container gets the identity of one that was reported."""
        self.leaving: dict[tuple[int, int | str], tuple[Any, int | str]] = {}
        """What leaves its container when the round ends: until then, places stay where they are."""

    def mend(self, detail: ErrorDetails) -> None:
        """Report one error, unless it was, and take what is wrong out of the values."""
        steps = _walk(self.values, detail["loc"])
        if not steps:
            inside = f"{self.within}: " if self.within else ""
            message = f"{inside}{_in_plain_words(detail)}"
            at = self.whole_at if self.values is None else self.values
            self._note(Subtype.INVALID_VALUE, message, at)
            self.values = None
        elif detail["type"] == "missing":
            self._missing(steps)
        else:
            self._wrong(steps, detail)

    def end_round(self) -> None:
        """Take out what has to go, the last of a list first."""
        listed = [one for one in self.leaving.values() if isinstance(one[0], Items)]
        for container, index in sorted(listed, key=lambda one: -int(one[1])):
            container.take_out(int(index))
        for container, part in self.leaving.values():
            if not isinstance(container, Items):
                container.pop(str(part), None)
        self.leaving.clear()

    def in_order(self) -> tuple[Problem, ...]:
        """Give what was found wrong, from the top of the file to its end."""
        return tuple(sorted(self.problems, key=lambda problem: problem.position))

    def _note(self, subtype: Subtype, message: str, at: Any) -> None:
        position = at if isinstance(at, Position) else getattr(at, "position", NOWHERE)
        self.problems.append(Problem(subtype, message, position))

    def _missing(self, steps: Steps) -> None:
        container, part = steps[-1]
        name = str(part)
        if (id(container), name) not in self.removed:
            inside = f"{self.within}{_path(steps[:-1])}: " if len(steps) > 1 else ""
            at = container.keys_at.get(name, container)
            self._note(Subtype.MISSING_FIELD, f"{inside}'{name}' is missing", at)
        if len(steps) == 1 and name in self.fallbacks:
            container[name] = self.fallbacks[name]
        elif len(steps) > 1:
            self._take_out(*steps[-2])
        else:
            self.values = None

    def _wrong(self, steps: Steps, detail: ErrorDetails) -> None:
        container, part = steps[-1]
        value = container.get(part) if isinstance(container, dict) else container[part]
        path = self.within + _path(steps)
        if isinstance(value, Unchecked):
            self._take_out(container, part)
        elif detail["type"] == "extra_forbidden":
            also = self.also if len(steps) == 1 else []
            meant, message = _unknown(path, str(part), detail, self.adapter, also)
            self._note(Subtype.UNKNOWN_FIELD, message, container.keys_at.get(part, container))
            self.removed.add((id(container), meant))
            self._take_out(container, part)
        else:
            if id(value) not in self.reported:
                words = _in_plain_words(detail)
                large = " characters; expected at most" in words
                subtype = Subtype.TOO_LARGE if large else Subtype.INVALID_VALUE
                self._note(subtype, f"{path}: {words}", _place(container, part))
            self.reported.add(id(container))
            if isinstance(value, Text):
                container[part] = Unchecked.at(
                    str(value), value.position, plain=value.plain, block=value.block
                )
            else:
                self._take_out(container, part)

    def _take_out(self, container: Any, part: int | str) -> None:
        self.reported.add(id(container))
        self.taken_out.append(container.get(part) if isinstance(container, dict) else container)
        self.leaving[id(container), part] = (container, part)
        if not isinstance(container, Items):
            self.removed.add((id(container), str(part)))


def _place(container: Any, part: int | str) -> Position:
    value = container[part]
    at_key = getattr(container, "keys_at", {}).get(part, getattr(container, "position", NOWHERE))
    position: Position = getattr(value, "position", at_key)
    return position


def _path(steps: Steps) -> str:
    path = ""
    for container, part in steps:
        if isinstance(part, int):
            part = container.indices[part]  # noqa: PLW2901  (the number that it has in the file)
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _in_plain_words(detail: ErrorDetails) -> str:
    kind, context, given = detail["type"], detail.get("ctx", {}), detail["input"]
    shown = f"'{given}'" if isinstance(given, str) else _shape(given)
    if kind == "value_error":
        return str(context.get("error", detail["msg"]))
    if kind == "literal_error":
        names = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        close = get_close_matches(str(given)[:50].lower(), names, n=1)
        mean = f", did you mean '{close[0]}'?" if close else ""
        return f"expected {_alternatives(names)}, got {shown}{mean}"
    if kind == "bool_parsing":
        return f"expected true or false, got {shown}"
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return f"expected a map of fields such as 'name: …', got {shown}"
    if kind in {"list_type", "tuple_type"}:
        return f"expected a list, got {shown}"
    return f"expected a text, got {shown}"


def _shape(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a map of fields"
    return "a list" if isinstance(value, list | tuple) else "nothing"


def _alternatives(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _unknown(
    path: str, name: str, detail: ErrorDetails, adapter: TypeAdapter[Any], also: list[str]
) -> tuple[str, str]:
    """Say that a field is unknown, and which one is likely meant ('' if none)."""
    known = _known_names(adapter, tuple(str(p) for p in detail["loc"][:-1] if isinstance(p, str)))
    close = get_close_matches(name.lower(), [*known, *also], n=1, cutoff=0.6)
    if close:
        return close[0], f"unknown field '{path}', did you mean '{close[0]}'?"
    if path == name:
        return "", (
            f"unknown field '{path}'; put it under 'ext', name it in press_extra_fields, "
            "or map it in press_vocabulary"
        )
    return "", f"unknown field '{path}'; known here are {', '.join(known)}"


def _known_names(adapter: TypeAdapter[Any], loc: tuple[str, ...]) -> list[str]:
    """List the field names that the schema has at a place."""
    schema = _schema(adapter)
    here = schema
    for part in loc:
        found = [s for s in _alternatives_of(here, schema) if part in s.get("properties", {})]
        here = found[0]["properties"][part] if found else here
    names = [list(s["properties"]) for s in _alternatives_of(here, schema) if "properties" in s]
    return [name for name in (names[0] if names else []) if name != "uri"]


@cache
def _schema(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    """Describe a validator once; adapters live as long as the process."""
    return adapter.json_schema()


def _alternatives_of(schema: dict[str, Any], root: dict[str, Any]) -> list[dict[str, Any]]:
    """Open references, unions and lists of a JSON Schema."""
    if "$ref" in schema:
        return _alternatives_of(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root)
    inner = schema.get("anyOf", []) + ([schema["items"]] if "items" in schema else [])
    return [schema, *(found for item in inner for found in _alternatives_of(item, root))]
