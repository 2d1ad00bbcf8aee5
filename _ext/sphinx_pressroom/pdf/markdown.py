"""The public text of a release as plain Markdown, which its PDF carries along.

It is written from the resolved tree, not from the source: no comment, no private field, no
directive is in it. It can be read as it is; it is no way back to the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import indent

from docutils import nodes

from ..blocks.block import Block
from ..blocks.facts import press_fact, press_fact_cell
from ..blocks.quote import press_attribution
from .offers import OWN_PDF

_MEANT = re.compile(r"([\\`*_\[\]<>#|])")
_LEFT_OUT = (
    nodes.Invisible,
    nodes.raw,
    nodes.system_message,
    nodes.target,
)
_NOT_TEXT = frozenset({"press_summary", "press_navigation", "sd_tab_input", "toctree", "index"})


class Markdown:
    """Writes one document."""

    def __init__(self, absolute: Callable[[str], str], download: Callable[[str], str]) -> None:
        self.absolute, self.download = absolute, download

    def document(self, node: nodes.Element) -> bytes:
        """Write a document."""
        text = "\n\n".join(part for part in self.blocks(node, 1) if part.strip())
        return re.sub(r"\n{3,}", "\n\n", text).strip().encode("utf-8", "replace") + b"\n"

    # -- blocks --------------------------------------------------------------------------------

    def blocks(self, node: nodes.Element, level: int) -> list[str]:
        """Write the blocks that a node holds."""
        return [part for child in node.children for part in self.block(child, level)]

    def block(self, node: nodes.Node, level: int) -> list[str]:
        """Write a block, which may be several of Markdown's."""
        if not isinstance(node, nodes.Element):
            return [_escaped(node.astext())]
        name = type(node).__name__
        if isinstance(node, _LEFT_OUT) or name in _NOT_TEXT or OWN_PDF in node["classes"]:
            return []
        if name == "press_heading" or isinstance(node, nodes.rubric | nodes.title):
            return [f"{'#' * min(max(level + (name == 'press_heading'), 1), 6)} {self.line(node)}"]
        if isinstance(node, nodes.section):
            return self.blocks(node, level + 1)
        return self._body(node, level)

    def _body(self, node: nodes.Element, level: int) -> list[str]:
        if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
            return ["\n".join(self._items(node, level))]
        if isinstance(node, nodes.literal_block | nodes.doctest_block | nodes.math_block):
            return [indent(node.astext(), "    ")]
        if isinstance(node, nodes.block_quote) or type(node).__name__ == "press_quote":
            return [_behind("> ", self.blocks(node, level))]
        if isinstance(node, nodes.table):
            return self._table(node, level)
        if isinstance(node, press_fact):
            cells = [self.line(cell) for cell in node.children if isinstance(cell, press_fact_cell)]
            return [f"- {': '.join(cells)}"]
        if isinstance(node, nodes.transition):
            return ["---"]
        if isinstance(node, nodes.footnote | nodes.citation):
            return [f"\\[{node[0].astext()}\\] {' '.join(self.blocks(node, level)[1:])}"]
        if isinstance(node, press_attribution | nodes.attribution):
            return [f"— {''.join(map(self._inline, node.children)).strip()}"]
        if isinstance(node, nodes.TextElement) or not _has_blocks(node):
            return [self.line(node)]
        return self.blocks(node, level)

    def _items(self, node: nodes.Element, level: int) -> list[str]:
        made = []
        for number, item in enumerate(node.children, int(node.get("start", 1))):
            if isinstance(item, nodes.Element) and OWN_PDF not in item["classes"]:
                sign = f"{number}. " if isinstance(node, nodes.enumerated_list) else "- "
                text = "\n".join(self.blocks(item, level))
                made.append(sign + indent(text, " " * len(sign)).lstrip())
        return made

    def _table(self, node: nodes.Element, level: int) -> list[str]:
        above = [self.line(child) for child in node.children if isinstance(child, nodes.title)]
        rows = []
        for row in node.findall(nodes.row):
            cells = [self.line(cell) for cell in row.children if isinstance(cell, nodes.entry)]
            rows.append(f"| {' | '.join(cells)} |")
            if len(rows) == 1:
                rows.append("|" + "---|" * len(cells))
        return [*above, "\n".join(rows)]

    # -- lines ---------------------------------------------------------------------------------

    def line(self, node: nodes.Element) -> str:
        """Write all that a node holds as one line."""
        apart = "" if isinstance(node, nodes.TextElement) else " "
        return apart.join(self._inline(child) for child in node.children).strip()

    def _inline(self, node: nodes.Node) -> str:
        if not isinstance(node, nodes.Element):
            return _escaped(" ".join(re.split(r"[ \t\r\n]+", node.astext())))
        if isinstance(node, _LEFT_OUT):
            return ""
        if isinstance(node, nodes.image):
            uri = str(node.get("uri", ""))
            shown = uri if "://" in uri else ""
            return f"![{_escaped(str(node.get('alt', '')))}]({shown})" if node.get("alt") else ""
        if isinstance(node, nodes.literal | nodes.math):
            return f"`{node.astext()}`"
        words = self.line(node)
        if isinstance(node, nodes.strong | nodes.emphasis) and words:
            sign = "**" if isinstance(node, nodes.strong) else "*"
            return f"{sign}{words}{sign}"
        address = self._address(node)
        return f"[{words}]({address})" if address and words else words

    def _address(self, node: nodes.Element) -> str:
        if node.get("filename") and "refuri" not in node:
            return self.download(node["filename"])
        uri = self.absolute(node["refuri"]) if node.get("refuri") else ""
        return uri.replace(" ", "%20").replace(")", "%29") if ":" in uri else ""


def _has_blocks(node: nodes.Element) -> bool:
    kinds = (nodes.Body, nodes.Part, Block)
    held = (child for child in node.children if not isinstance(child, nodes.image))
    return any(isinstance(child, kinds) for child in held)


def _behind(sign: str, parts: list[str]) -> str:
    text = "\n\n".join(part for part in parts if part.strip())
    return indent(text, sign, lambda _: True)


def _escaped(text: str) -> str:
    return _MEANT.sub(r"\\\1", text)
