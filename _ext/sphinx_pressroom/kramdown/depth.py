"""How deep marks in running text may stand in one another."""

from __future__ import annotations

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

DEEPEST = 20
"""Marks in one another; a thousand asterisks, of which two make one, exhaust the interpreter."""


def limit_marks(state: StateCore) -> None:
    """Pass over marks that are deeper; their text stays."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = _shallow(token.children)


def _shallow(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    opened: list[bool] = []
    for token in tokens:
        if token.nesting < 0:
            is_kept = opened.pop() if opened else True
        else:
            is_kept = token.nesting == 0 or len(opened) < DEEPEST
            opened += [is_kept] * token.nesting
        if is_kept:
            kept.append(token)
    return kept
