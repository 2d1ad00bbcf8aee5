"""HTML blocks as kramdown knows them: block-level tags, up to their closing tag."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock, paragraph

from .block_lists import GAP
from .tags import (
    BLOCK_TAGS,
    CLOSE_TAG,
    COMMENT,
    OPEN_TAG,
    VOID_TAGS,
    closing_ends,
    read_tag,
    tag_name,
)

#: Tags with Markdown in one another; what is deeper is HTML.
DEEPEST = 10
_OPEN = "kramdown_open_tags"
_READ = "kramdown_lines"
_OPENS = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n|\Z)")


def html_block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Recognise HTML that begins a block, and what follows it on its last line.

    The raw text becomes an ``html_block`` token; comments become nothing. Text after the closing
    tag goes on as a paragraph.
    """
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("<", first):
        return False
    if not _may_begin(state.src[first : state.eMarks[start]]):
        return False
    comment = state.src.startswith("<!--", first)
    if comment and state.src.find("-->", first) < 0:
        return False
    far = _may_end_far(state, first, state.eMarks[start])
    region = _Region(state, start, end, to_blank=not far or (silent and not comment))
    length = _piece_length(region, 0)
    if not length:
        return False
    if not silent:
        _consume(state, region, length)
    return True


class _Region:
    """The text of the lines that an HTML block may take, without the container's marks."""

    def __init__(self, state: StateBlock, start: int, end: int, *, to_blank: bool) -> None:
        lines: list[str] = []
        known, self.ends = _read_before(state)
        for number in range(start, end):
            if to_blank and state.isEmpty(number):
                break
            if 0 <= state.sCount[number] < state.blkIndent and not state.isEmpty(number):
                break
            if number not in known:
                known[number] = state.getLines(number, number + 1, state.blkIndent, False)
            line = known[number]
            lines.append(line.lstrip(" \t") if number == start else line)
        self.start = start
        self.lines = lines
        self.text = "\n".join(lines)

    def closing_end(self, start: int, name: str) -> int:
        """Return the offset after the tag that closes what is opened before ``start``, or -1.

        Offsets are kept from the region's end, so that all regions with the same one share them.
        """
        whole, ends = len(self.text), self.ends
        last = self.start + len(self.lines), name
        if (*last, whole - start) not in ends:
            for opened, closed in closing_ends(self.text, start, name).items():
                ends[*last, whole - opened] = whole - closed if closed >= 0 else -1
        end = ends[*last, whole - start]
        return whole - end if end >= 0 else -1

    def line_at(self, offset: int) -> tuple[int, int]:
        """Return the line that holds the text before ``offset``, and how much it has after."""
        number = self.text.count("\n", 0, max(offset - 1, 0))
        passed = sum(len(line) + 1 for line in self.lines[:number])
        return self.start + number, max(len(self.lines[number]) - (offset - passed), 0)


def _read_before(state: StateBlock) -> tuple[dict[int, str], dict[tuple[int, str, int], int]]:
    """Give the lines, and the ends of elements, known where the marks of containers end now."""
    here = (state, state.blkIndent, state.level)
    if state.env.get(_READ, (None,))[0] != here:
        state.env[_READ] = (here, {}, {})
    _, lines, ends = state.env[_READ]
    return lines, ends


def _may_end_far(state: StateBlock, first: int, last: int) -> bool:
    """Tell whether something that begins in a line may end behind a blank one."""
    line, after = state.src[first:last], state.src[last:].lower()
    if "<!--" in line and "-->" in after:
        return True
    return any(f"</{name.lower()}" in after for name in _OPENS.findall(line))


def _may_begin(line: str) -> bool:
    return line.startswith("<!--") or tag_name(line) in BLOCK_TAGS


def _piece_length(region: _Region, at: int) -> int:
    """Return how many characters the comment, tag or element at ``at`` takes, or 0."""
    text = region.text
    if text.startswith("<!--", at):
        found = COMMENT.match(text, at)
        return found.end() - at if found else 0
    if tag_name(text[at : at + 80]) not in BLOCK_TAGS:
        return 0
    if closer := CLOSE_TAG.match(text, at):
        return closer.end() - at
    opener = OPEN_TAG.match(text, at)
    if opener is None or _BLANK_LINE.search(opener[0]):
        return 0
    name = tag_name(opener[0])
    if name in VOID_TAGS or opener[0].endswith("/>"):
        return opener.end() - at
    after = region.closing_end(opener.end(), name)
    if after < 0:
        blank = _BLANK_LINE.search(text, opener.end())
        after = blank.start() if blank else len(text)
    return after - at


def _consume(state: StateBlock, region: _Region, length: int) -> None:
    """Push the tokens of all the pieces up to the first that is no HTML block."""
    at = 0
    while length:
        last, rest = region.line_at(at + length)
        _push_piece(state, region.text[at : at + length], region.line_at(at + 1)[0], last + 1)
        at += length
        tail = region.text[at : at + rest]
        at += len(tail) - len(tail.lstrip())
        tail = tail.strip()
        length = _piece_length(region, at) if tail else 0
    state.line = last + 1
    if tail:
        _go_on(state, last, len(region.lines[last - region.start]) - (at - _offset(region, last)))


def _offset(region: _Region, number: int) -> int:
    return sum(len(line) + 1 for line in region.lines[: number - region.start])


def _push_piece(state: StateBlock, text: str, start: int, after: int) -> None:
    comment = text.startswith("<!--")
    opener = OPEN_TAG.match(text)
    deep = state.env.get(_OPEN, 0) == DEEPEST
    if opener and not comment and not deep and "markdown" in read_tag(opener[0]).attributes:
        state.env[_OPEN] = state.env.get(_OPEN, 0) + 1
        _push_markdown(state, text, opener.end(), start, after)
        state.env[_OPEN] -= 1
        return
    token = state.push(GAP if comment else "html_block", "", 0)
    token.map = [start, after]
    token.hidden = comment
    token.content = text if comment else text + "\n"


def _push_markdown(state: StateBlock, text: str, inner: int, start: int, after: int) -> None:
    """Parse what stands in a tag with ``markdown="1"``; the tag itself is not kept."""
    closer = text.rfind("</")
    content = text[inner : closer if closer >= inner else len(text)]
    tokens = state.md.block.parse(content.strip("\n"), state.md, state.env, [])
    for token in tokens or []:
        token.level += state.level
        if token.map:
            token.map = [start, after]
        state.tokens.append(token)


def _go_on(state: StateBlock, number: int, length: int) -> None:
    """Parse the last ``length`` characters of a line, and what continues it, as a paragraph."""
    kept = state.bMarks[number], state.tShift[number], state.sCount[number], state.bsCount[number]
    state.bMarks[number] = state.eMarks[number] - length
    state.tShift[number] = 0
    state.sCount[number] = state.blkIndent
    paragraph(state, number, state.lineMax, False)
    state.bMarks[number], state.tShift[number], state.sCount[number], state.bsCount[number] = kept
