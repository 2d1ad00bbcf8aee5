"""What sphinx-design makes: cards, grids, tabs, dropdowns, badges, opened for paper."""

from __future__ import annotations

from docutils import nodes

from .bodies import boxed
from .inline import around, content, nothing
from .literal import call, joined
from .press import line as press_line
from .writer import Renderers, Writer


def container(writer: Writer, node: nodes.Element) -> str:
    """Write a component; what is none is passed through."""
    component = str(node.get("design_component", ""))
    if component == "card" or "sd-card" in node["classes"]:
        return writer.boxed("card", node)
    if component == "card-title":
        return call("caption-above", content(writer, node)) if node.children else ""
    if component == "grid-row":
        return _row(writer, node)
    if component in {"tab-item", "dropdown"}:
        return writer.boxed("card", node)
    return content(writer, node)


def _row(writer: Writer, node: nodes.Element) -> str:
    """Write what stands side by side, two in a row."""
    parts = writer.parts(node)
    return call("side-by-side", *parts) if len(parts) > 1 else joined(parts)


def paragraph(writer: Writer, node: nodes.Element) -> str:
    """Write a paragraph; a card's title stands out, as no heading."""
    if "sd-card-title" in node["classes"] and node.children:
        return call("caption-above", writer.content(node))
    return press_line(writer, node)


DESIGN: Renderers = {
    "container": container,
    "paragraph": paragraph,
    "dropdown_main": boxed("card"),
    "dropdown_title": around("caption-above"),
    "details": boxed("card"),
    "summary": around("caption-above"),
    "sd_tab_input": nothing,
    "sd_tab_label": around("caption-above"),
    "sd_badge": content,
    "sd_icon": nothing,
    "sd_line_break": lambda _writer, _node: "linebreak()",
    "fontawesome": nothing,
    "PassthroughTextElement": content,
    "aside_main": boxed("aside"),
    "aside_title": around("caption-above"),
}
