"""Running text as kramdown reads it: emphasis, and attribute lists and comments in a line."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from .attributes import INSIDE, Attributes, parse_attributes, resolve_references
from .block_lists import set_attributes

SPAN_LIST = "kramdown_span_list"

_SPAN_LIST = re.compile(rf"\{{:(?!:|/)({INSIDE})\}}")
_SPAN_COMMENT = re.compile(rf"\{{::comment(?:\s{INSIDE})?\}}.*?\{{:/(?:comment)?\}}", re.DOTALL)
# kramdown's white space is ASCII's, so that a no-break space does not part marks from words.
_SPACE = " \t\n\r\f\v"
_SINGLE = frozenset(("image", "code_inline"))


def emphasis_rule(state: StateInline, silent: bool) -> bool:
    """Read a run of ``*`` or ``_``.

    A run of ``*`` opens before what is no white space and closes after it, whatever the
    punctuation; ``_`` stays as in CommonMark. CommonMark's own second step pairs the runs.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        after = state.pos + scanned.length
        opens = after < state.posMax and state.src[after] not in _SPACE
        closes = state.pos > 0 and state.src[state.pos - 1] not in _SPACE
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        place = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(ord(marker), scanned.length, place, end=-1, open=opens, close=closes)
        )
    state.pos += scanned.length
    return True


def span_list_rule(state: StateInline, silent: bool) -> bool:
    """Read ``{: …}`` in a line as a marker that `attach_span_lists` resolves, drop comments."""
    if not state.src.startswith("{:", state.pos):
        return False
    # What is never closed is not looked for again from each of many openings.
    if state.src.find("}", state.pos) < 0:
        return False
    closed = state.src.find("{:/", state.pos) >= 0
    comment = closed and _SPAN_COMMENT.match(state.src, state.pos, state.posMax)
    found = comment or _SPAN_LIST.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent and not comment:
        token = state.push(SPAN_LIST, "", 0)
        token.content = found[0]
        token.meta = {"attributes": parse_attributes(found[1])}
    state.pos = found.end()
    return True


def attach_span_lists(tokens: list[Token], definitions: dict[str, Attributes]) -> list[Token]:
    """Give every marker's attributes to the span before it; where none is, it becomes text."""
    kept: list[Token] = []
    for token in tokens:
        if token.type != SPAN_LIST:
            kept.append(token)
            continue
        target = _span_before(kept)
        if target is None:
            token.type = "text"
            token.meta = {}
            kept.append(token)
        else:
            set_attributes(target, resolve_references(token.meta["attributes"], definitions))
    return kept


def _span_before(tokens: list[Token]) -> Token | None:
    """Return the token that opens the span which ends right before, if one does."""
    if not tokens:
        return None
    last = tokens[-1]
    if last.nesting == 0:
        return last if last.type in _SINGLE else None
    depth = 0
    for token in reversed(tokens) if last.nesting < 0 else ():
        depth += token.nesting
        if depth == 0:
            return token
    return None
