"""The forms in which writers set a quotation and its speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docutils import nodes

from .attributes import INSIDE, parse_attributes
from .quote_text import BREAK, Line, closing_marks, is_whole_quotation, paragraph_line
from .speakers import LONGEST, Speaker, begins_with_dash, read_speaker

_LIST = re.compile(rf"\{{:(?!:|/)({INSIDE})\}}[ \t]*(?=\n|{BREAK}|$)")
_FARTHEST = 4 * LONGEST
"""Characters from the end of a quotation in which a speaker begins, white space and dashes too."""
_MOST = 100
"""Lines at the end of a quotation that may begin a speaker."""
_EMPTY = Line(())


@dataclass(frozen=True)
class Marks:
    """The classes by which writers mark quotations and their authors."""

    quote_classes: frozenset[str]
    author_classes: frozenset[str]


@dataclass
class Found:
    """A quotation with its speaker, and how many blocks around it belong to it."""

    body: list[nodes.Node]
    speaker: Speaker
    taken_before: int = 0
    taken_after: int = 0
    rest: tuple[nodes.Node, ...] = ()


def find_quotation(parent: nodes.Element, index: int, marks: Marks) -> Found | None:
    """Return the quotation in a block with its speaker, or None for a block to leave alone."""
    block = parent.children[index]
    before = parent.children[index - 1] if index else None
    after = parent.children[index + 1] if index + 1 < len(parent.children) else None
    marked = bool(classes_of(block) & marks.quote_classes)
    body = _body(block)
    found = _with_author_block(body, after, marks) or _with_written_lists(body, marks)
    found = found or _with_last_paragraph(body, marked) or _with_line_end(body, marked)
    if found is None and (marked or _is_quotation(body)):
        found = _with_paragraph_before(body, before) or _with_paragraph_after(body, after)
    return found or (Found(body, _nobody()) if marked and body else None)


def _body(block: nodes.Node) -> list[nodes.Node]:
    if isinstance(block, nodes.paragraph):
        return [nodes.paragraph("", "", *block.children)]
    return list(block.children)


def _with_author_block(
    body: list[nodes.Node], after: nodes.Node | None, marks: Marks
) -> Found | None:
    """Take a block with an author's class that follows."""
    if after is None or not classes_of(after) & marks.author_classes or not body:
        return None
    paragraphs = [after] if isinstance(after, nodes.paragraph) else list(after.children)
    if not all(isinstance(paragraph, nodes.paragraph) for paragraph in paragraphs):
        return None
    speaker = read_speaker(paragraph_line(paragraphs), explicit=True)
    return Found(body, speaker, taken_after=1) if speaker else None


def _with_written_lists(body: list[nodes.Node], marks: Marks) -> Found | None:
    """Take lists such as ``{: .citation}`` that a writer set after text, where they are printed."""
    for place, block in enumerate(body):
        line = Line(tuple(block.children))
        for found in _LIST.finditer(line.text) if isinstance(block, nodes.paragraph) else ():
            if not set(parse_attributes(found[1]).classes) & marks.quote_classes:
                continue
            said = [*body[:place], *_paragraph(line.cut(0, found.start()).trimmed(","))]
            return _after_list(said, line.cut(found.end()), body[place + 1 :], marks)
    return None


def _after_list(
    said: list[nodes.Node], line: Line, others: list[nodes.Node], marks: Marks
) -> Found:
    """Return the quotation whose words are ``said``; the author's list ends the author."""
    if not line.text.strip() and others and isinstance(others[0], nodes.paragraph):
        line, others = Line(tuple(others[0].children)), others[1:]
    for found in _LIST.finditer(line.text):
        if set(parse_attributes(found[1]).classes) & marks.author_classes:
            speaker = read_speaker(line.cut(0, found.start()), explicit=True) or _nobody()
            remaining = _paragraph(line.cut(found.end()).trimmed())
            return Found(said, speaker, rest=(*remaining, *others))
    return Found(said + _paragraph(line.trimmed()) + others, _nobody())


def _with_last_paragraph(body: list[nodes.Node], marked: bool) -> Found | None:
    """Take the last paragraph in the quote, after a blank line."""
    if len(body) < 2 or not isinstance(body[-1], nodes.paragraph):
        return None
    if not marked and not _is_quotation(body[:-1]):
        return None
    line = paragraph_line(body[-1:])
    dashed = begins_with_dash(line) and len(line.text) <= LONGEST
    speaker = read_speaker(line, explicit=dashed and not _ends_open(line))
    return Found(body[:-1], speaker) if speaker and not _ends_open(line) else None


def _with_line_end(body: list[nodes.Node], marked: bool) -> Found | None:
    """Take what follows the closing mark, or a break, in the quote's last paragraph."""
    if not body or not isinstance(body[-1], nodes.paragraph):
        return None
    line = paragraph_line(body[-1:])
    rests = [(end, line.cut(end)) for end in _closing_ends(body)]
    for end, rest in [*rests, *(_lines_of_speakers(line) if marked else [])]:
        remainder = rest.trimmed(".,;")
        dashed = begins_with_dash(remainder) and len(remainder.text) <= LONGEST
        broken = line.text[end:].lstrip(" .,;\n\xa0").startswith(BREAK)
        speaker = read_speaker(remainder, explicit=dashed and broken)
        if speaker and not _ends_open(remainder):
            said = [*body[:-1], *_paragraph(line.cut(0, end).trimmed())]
            return Found(said, speaker) if said else None
    return None


def _closing_ends(body: list[nodes.Node]) -> list[int]:
    """Return where the quotation may end in the last paragraph, as offsets in it."""
    whole = paragraph_line(body).text
    start = len(whole) - len(paragraph_line(body[-1:]).text)
    return [end - start for end in closing_marks(whole) if end > start]


def _lines_of_speakers(line: Line) -> list[tuple[int, Line]]:
    """Return what follows a break and is bold or after a dash, and where it begins.

    What stands too far from the end to be a speaker is not looked at, so that a thousand lines take
    no longer than a hundred.
    """
    starts = [found.end() for found in re.finditer(rf"[\n{BREAK}]\s*", line.text)]
    starts = [start for start in starts if len(line.text) - start <= _FARTHEST][-_MOST:]
    if not starts:
        return []
    end = line.cut(starts[0])
    rests = [(start, end.cut(start - starts[0])) for start in starts]
    return [(start, rest) for start, rest in rests if rest.strong_end() or begins_with_dash(rest)]


def _with_paragraph_before(body: list[nodes.Node], before: nodes.Node | None) -> Found | None:
    """Take a bold paragraph before the quote: a name with a colon, or with a role."""
    line = _signature(before)
    if line is None or begins_with_dash(line) or not _begins_quotation(body):
        return None
    speaker = read_speaker(line)
    if speaker is None or speaker.before.nodes:
        return None
    plain = speaker.author.text.isupper() and not speaker.role.nodes
    return None if plain else Found(body, speaker, taken_before=1)


def _with_paragraph_after(body: list[nodes.Node], after: nodes.Node | None) -> Found | None:
    """Take a bold paragraph with name and role after the quote, or a signature with a dash."""
    line = _signature(after)
    if line is None or _ends_open(line) or not body:
        return None
    speaker = read_speaker(line)
    if speaker is None or speaker.before.nodes:
        return None
    certain = begins_with_dash(line) or ("," in line.text and bool(speaker.role.nodes))
    return Found(body, speaker, taken_after=1) if certain else None


def _signature(block: nodes.Node | None) -> Line | None:
    """Return the content of a paragraph that is all bold, or begins with a dash."""
    if not isinstance(block, nodes.paragraph):
        return None
    line = paragraph_line([block]).trimmed()
    bold = bool(line.strong_end()) and not line.text[line.strong_end() :].strip(" \xa0:,")
    return line if bold or begins_with_dash(line) else None


def _ends_open(line: Line) -> bool:
    return line.text.rstrip().endswith(":")


def _is_quotation(body: list[nodes.Node]) -> bool:
    paragraphs = all(isinstance(block, nodes.paragraph) for block in body)
    return bool(body) and paragraphs and is_whole_quotation(paragraph_line(body).text)


def _begins_quotation(body: list[nodes.Node]) -> bool:
    return bool(body) and bool(closing_marks(paragraph_line(body[:1]).text + "»”"))


def _paragraph(line: Line) -> list[nodes.Node]:
    return [nodes.paragraph("", "", *line.nodes)] if line.text.strip() else []


def classes_of(block: nodes.Node) -> frozenset[str]:
    """Return the classes of a block."""
    return frozenset(block["classes"]) if isinstance(block, nodes.Element) else frozenset()


def _nobody() -> Speaker:
    return Speaker(_EMPTY, _EMPTY, _EMPTY)
