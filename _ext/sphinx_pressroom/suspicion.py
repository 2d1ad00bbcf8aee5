"""Suspicion: what in the values of fields looks like more than text, and is shown as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .front_matter import Fields, Text
from .problems import Position, Problem, Subtype
from .safety import addresses, characters

MOST_LINES = 20
"""Warnings of one kind for one body."""
PROSE = frozenset(
    ["lead", "notes_to_editors", "caption", "text", "description", "note", "explanation"]
) | {"boilerplate", "withdrawn"}
"""Fields in Markdown; of their HTML the parser speaks."""
_NAMES = """
    src file hi_res portrait url related contacts aliases replaces corrects translations"""
_POINTERS = frozenset(_NAMES.split())
"""Fields that name something else, which says itself what it cannot find."""
_LIKE_MARKUP = re.compile(
    r"(?P<html></?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>|<!--)"
    r"|(?P<template>\{\{|\{%|\{#)"
    r"|(?P<role>\{[A-Za-z][\w:.-]*\}`|:[A-Za-z][\w:.-]*:`)"
)
_WORDS = {
    "html": "HTML is text in this field",
    "template": "nothing in this field is filled in",
    "role": "roles are text in this field",
}


def suspects(values: Any, name: str = "") -> Iterator[Problem]:
    """Find HTML, templates and roles in plain fields, and hosts that look like others in any."""
    if isinstance(values, Fields):
        for inner, value in values.items():
            yield from suspects(value, inner.replace("-", "_"))
    elif isinstance(values, list):
        for value in values:
            yield from suspects(value, name)
    elif isinstance(values, Text):
        yield from _of_text(values, name)


def _of_text(text: Text, name: str) -> Iterator[Problem]:
    if name in PROSE:
        return
    found = None if name in _POINTERS else _LIKE_MARKUP.search(text)
    if found:
        message = f"{name}: {_WORDS[str(found.lastgroup)]}; it is shown as it was typed"
        yield Problem(Subtype.RAW_HTML, message, text.position)
    for word in [] if _is_plain(text) else text.split():
        address = word if "//" in word or "@" in word else ""
        if host := addresses.lookalike(address):
            yield Problem(Subtype.LINK, lookalike_message(address, host), text.position)


def _is_plain(text: str) -> bool:
    return text.isascii() and "xn--" not in text.lower()


def lookalike_message(address: str, host: str) -> str:
    """Say that an address may be somebody else's, and the way out."""
    return (
        f"'{address}' looks like an address that it is not; it is {host}, which is shown beside. "
        "Write the address anew if you mean the other"
    )


def unsaid(problems: Iterable[Problem], said: Iterable[Problem]) -> list[Problem]:
    """Leave out what stands on a line of which something was said, and all but one of a line."""
    lines = {problem.position.line for problem in said}
    found: dict[int, Problem] = {}
    for problem in problems:
        if problem.position.line not in lines:
            found.setdefault(problem.position.line, problem)
    return list(found.values())


def deceptive_lines(lines: list[str], start: int, path: str) -> list[Problem]:
    """Take characters that nobody sees out of lines; gives what was found, one a line."""
    found = []
    for number in range(start, len(lines)):
        for column, character in characters.deceptive(lines[number]):
            place = Position(path, number + 1, column + 1)
            found.append(Problem(Subtype.CHARACTER, characters.message(character), place))
            lines[number] = characters.cleaned(lines[number])
            break
    return found[:MOST_LINES]


def linked_out(path: Path, srcdir: Path) -> Problem | None:
    """Say that a file of the source folder is a link to one elsewhere, if it is."""
    if not path.is_relative_to(srcdir) or path.resolve().is_relative_to(srcdir.resolve()):
        return None
    message = "this is a link to a file outside of the source folder, which is not read; copy it"
    return Problem(Subtype.FILE, message, Position(str(path), 1, 1))
