"""Running text that can be searched as a string and cut as nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from docutils import nodes

from .html_spans import line_break

#: A hard break in the plain text; ``str.strip`` and ``\\s`` take it for white space.
BREAK = "\x0b"
PAIRS = {"«": "»", "“": "”", "„": "”", '"': '"'}
MARKS = frozenset('«»“”„"')


@dataclass(frozen=True)
class Line:
    """The nodes of one paragraph, or a part of them."""

    nodes: tuple[nodes.Node, ...]

    @cached_property
    def text(self) -> str:
        """Return the plain text, one character for each place where the line can be cut."""
        return "".join(_plain(node) for node in self.nodes)

    def cut(self, start: int, end: int | None = None) -> Line:
        """Return the part between two offsets in `text`; marks around it are kept."""
        left, _ = _split(self.nodes, len(self.text) if end is None else end)
        _, right = _split(left, start)
        return Line(tuple(right))

    def trimmed(self, also: str = "") -> Line:
        """Return the line without white space, breaks and the characters ``also`` at its ends."""
        text = self.text
        start, end = 0, len(text)
        while start < end and (text[start].isspace() or text[start] in also):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in also):
            end -= 1
        return self.cut(start, end)

    def strong_end(self) -> int:
        """Return where the strong text that the line begins with ends, or 0."""
        end = 0
        for node in self.nodes:
            text = _plain(node)
            if isinstance(node, nodes.strong) or (end and not text.strip(" \xa0")):
                end += len(text)
            elif text:
                break
        return len(self.text[:end].rstrip()) if end else 0


def paragraph_line(paragraphs: Sequence[nodes.Node]) -> Line:
    """Return the content of paragraphs as one line, with hard breaks between them."""
    parts: list[nodes.Node] = []
    for paragraph in paragraphs:
        parts += [*(line_break() if parts else []), *paragraph.children]
    return Line(tuple(parts))


def closing_marks(text: str) -> list[int]:
    """Return the offsets after marks that may end the quotation which ``text`` begins with.

    The first is where the opening mark is matched, the second the last closing mark, if it is
    another one. Without an opening mark, or an end, there is none.
    """
    opening = next((place for place, char in enumerate(text) if not char.isspace()), -1)
    closer = PAIRS.get(text[opening]) if opening >= 0 else None
    if closer is None:
        return []
    last = text.rfind(closer, opening + 1) + 1
    matched = _matched(text, opening, closer)
    return [end for end in dict.fromkeys((matched, last)) if end > opening + 1]


def _matched(text: str, opening: int, closer: str) -> int:
    depth = 1
    for place in range(opening + 1, len(text)):
        if text[place] == closer:
            depth -= 1
            if depth == 0:
                return place + 1
        elif text[place] == text[opening]:
            depth += 1
    return 0


def is_whole_quotation(text: str) -> bool:
    """Tell whether ``text`` is one quotation in marks, from end to end."""
    ends = closing_marks(text)
    return bool(ends) and not text[max(ends) :].strip(" \xa0\n\t\x0b.,;")


def _plain(node: nodes.Node) -> str:
    if isinstance(node, nodes.raw):
        return BREAK if node.get("format") == "html" and "<br" in node.astext() else ""
    if isinstance(node, nodes.Text):
        return str(node)
    return "".join(_plain(child) for child in node.children)


def _split(parts: Iterable[nodes.Node], offset: int) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Part nodes at an offset; nodes around the cut are there twice."""
    left: list[nodes.Node] = []
    right: list[nodes.Node] = []
    for node in parts:
        length = len(_plain(node))
        if length <= offset and not right and (length or offset or isinstance(node, nodes.raw)):
            left.append(node)
        elif offset <= 0 or right:
            right.append(node)
        else:
            _split_node(node, offset, left, right)
        offset -= length
    return left, right


def _split_node(
    node: nodes.Node, offset: int, left: list[nodes.Node], right: list[nodes.Node]
) -> None:
    if isinstance(node, nodes.Text):
        left.append(nodes.Text(str(node)[:offset]))
        right.append(nodes.Text(str(node)[offset:]))
    elif isinstance(node, nodes.Element):
        for side, content in zip((left, right), _split(node.children, offset), strict=True):
            copied = node.copy()
            copied.extend(content)
            side.append(copied)
