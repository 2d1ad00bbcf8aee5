"""Block attribute lists, their definitions and extensions: ``{: …}``, ``{:name: …}``, ``{::…}``."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .attributes import (
    INSIDE,
    NAME,
    Attributes,
    merge_all,
    parse_attributes,
    resolve_references,
)

LIST = "kramdown_list"
GAP = "kramdown_gap"
DEFINITIONS = "kramdown_definitions"

_DEFINITION = re.compile(rf"\{{:({NAME}):({INSIDE})\}}\s*$")
_LIST = re.compile(rf"\{{:(?!:|/)({INSIDE})\}}\s*$")
_OPTIONS = re.compile(rf"\{{::options(?:\s{INSIDE})?/\}}\s*$")
_COMMENT = re.compile(rf"\{{::comment(?:\s{INSIDE})?\}}\s*$")
_COMMENT_END = re.compile(r" {0,3}\{:/(?:comment)?\}\s*$")
_ITEM_LIST = re.compile(rf"\{{:(?!(?:{NAME})?:|/)({INSIDE})\}}(?:\s+|$)")
_HEADING_ID = re.compile(r"[ \t]+\{#([A-Za-z][\w:-]*)\}[ \t]*$")


def block_list_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Recognise a line that is an attribute list, a definition or an extension.

    The rule leaves a marker token; `attach_block_lists` takes it away again.
    """
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("{:", begin):
        return False
    line = state.src[begin : state.eMarks[start]]
    after = _extension_end(state, line, start, end)
    definition = _DEFINITION.match(line)
    marks = None if definition else _LIST.match(line)
    if not (after or definition or marks):
        return False
    if not silent:
        if definition:
            _define(state, definition)
        _push_marker(state, start, after or start + 1, marks)
        state.line = after or start + 1
    return True


def _extension_end(state: StateBlock, line: str, start: int, end: int) -> int:
    """Return the line after an extension, or 0 where there is none."""
    if _OPTIONS.match(line):
        return start + 1
    if _COMMENT.match(line):
        for number in range(start + 1, end):
            if _COMMENT_END.match(state.src[state.bMarks[number] : state.eMarks[number]]):
                return number + 1
    return 0


def _define(state: StateBlock, definition: re.Match[str]) -> None:
    known: dict[str, Attributes] = state.env.setdefault(DEFINITIONS, {})
    name = definition[1]
    known[name] = known.get(name, Attributes()).merged(parse_attributes(definition[2]))


def _push_marker(state: StateBlock, start: int, after: int, marks: re.Match[str] | None) -> None:
    token = state.push(LIST if marks else GAP, "", 0)
    token.hidden = True
    token.map = [start, after]
    token.meta = {
        "attributes": parse_attributes(marks[1]) if marks else Attributes(),
        "blank_before": start == 0 or state.isEmpty(start - 1),
        "blank_after": start + 1 >= state.lineMax or state.isEmpty(start + 1),
    }


def attach_block_lists(state: StateCore) -> None:
    """Move the attributes of every marker to the block that they belong to."""
    definitions: dict[str, Attributes] = state.env.get(DEFINITIONS, {})
    tokens = state.tokens
    index = 0
    while index < len(tokens):
        if tokens[index].type == LIST:
            index = _attach_group(tokens, index, definitions)
        else:
            index += 1
    state.tokens = [token for token in tokens if token.type not in (LIST, GAP)]
    _attach_inside(state.tokens, definitions)


def _attach_group(tokens: list[Token], first: int, definitions: dict[str, Attributes]) -> int:
    """Attach a chain of markers; return the index after it."""
    last = first
    while _follows(tokens, last):
        last += 1
    merged = merge_all(token.meta["attributes"] for token in tokens[first : last + 1])
    target = _preceding(tokens, first) or _following(tokens, last)
    if target is not None:
        set_attributes(target, resolve_references(merged, definitions))
    return last + 1


def _follows(tokens: list[Token], index: int) -> bool:
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is not None and after.type == LIST and not after.meta["blank_before"]


def _preceding(tokens: list[Token], index: int) -> Token | None:
    marker = tokens[index]
    if index == 0 or marker.meta["blank_before"]:
        return None
    before = tokens[index - 1]
    if before.nesting == 0:
        return before if before.type != GAP else None
    if before.nesting > 0:
        return before if before.type == "list_item_open" else None
    for candidate in reversed(tokens[: index - 1]):
        if candidate.level == before.level and candidate.nesting > 0:
            return candidate
    return None


def _following(tokens: list[Token], index: int) -> Token | None:
    if tokens[index].meta["blank_after"] or index + 1 >= len(tokens):
        return None
    after = tokens[index + 1]
    return after if after.nesting >= 0 and after.type not in (LIST, GAP) else None


def set_attributes(token: Token, attributes: Attributes) -> None:
    """Give ``token`` the classes and the id, and nothing else of the list."""
    for name in attributes.classes:
        if name not in str(token.attrs.get("class", "")).split():
            token.attrJoin("class", name)
    if attributes.id:
        token.attrSet("id", attributes.id)


def _attach_inside(tokens: list[Token], definitions: dict[str, Attributes]) -> None:
    """Read the lists that stand in a block: ``* {: .class} item`` and ``## Heading {#id}``."""
    for index, token in enumerate(tokens):
        opener = tokens[index - 1] if index else None
        if token.type != "inline" or opener is None:
            continue
        if opener.type == "heading_open" and (found := _HEADING_ID.search(token.content)):
            opener.attrSet("id", found[1])
            token.content = token.content[: found.start()]
        item = tokens[index - 2] if index > 1 else None
        if item is None or item.type != "list_item_open":
            continue
        if marks := _ITEM_LIST.match(token.content):
            own = parse_attributes(marks[1])
            set_attributes(item, resolve_references(own, definitions))
            token.content = token.content[marks.end() :]
