"""Text as Typst takes it: string literals, in which no character means anything."""

from __future__ import annotations

import re
from collections.abc import Iterable

REPLACEMENT = "\ufffd"
_ESCAPED = re.compile(
    r'[\\"\x00-\x1f\x7f-\xa0\xad\u061c\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff]'
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def quoted(text: str) -> str:
    """Write a text as a string literal: whatever it holds, it is shown and never run.

    Spaces and marks that nobody sees are written as numbers, for those who read what is generated.
    """
    whole = _SURROGATE.sub(REPLACEMENT, text)
    return f'"{_ESCAPED.sub(_escape, whole)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return f"\\{character}" if character in '\\"' else f"\\u{{{ord(character):x}}}"


def joined(parts: Iterable[str]) -> str:
    """Put expressions one behind the other; nothing is empty content."""
    found = [part for part in parts if part]
    if not found:
        return "[]"
    return found[0] if len(found) == 1 else "{\n" + "\n".join(found) + "\n}"


def call(function: str, *positional: str, **named: str | None) -> str:
    """Write the call of a function with expressions as its arguments, without those not given."""
    arguments = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
    return f"{function}({', '.join([*positional, *arguments])})"


def array(items: Iterable[str]) -> str:
    """Write an array of expressions."""
    return f"({''.join(f'{item}, ' for item in items)})"


def table(items: Iterable[tuple[str, str]]) -> str:
    """Write a dictionary whose values are expressions."""
    pairs = ", ".join(f"{name}: {value}" for name, value in items)
    return f"({pairs})" if pairs else "(:)"


def truth(value: object) -> str:
    """Write whether something is so."""
    return "true" if value else "false"
