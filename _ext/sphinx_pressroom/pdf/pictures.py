"""Pictures: staged, described, no wider than the page."""

from __future__ import annotations

from docutils import nodes

from .inline import content
from .literal import call, joined, quoted
from .writer import Renderers, Writer

SMALL = 48
"""Pixels below which a picture in a line is a sign, as high as the words."""


def picture(writer: Writer, node: nodes.Element) -> str:
    """Write a picture with its description; without one it is decoration (PDF/UA-1, 7.3)."""
    alt = str(node.get("alt") or "").strip()
    path = _staged(writer, node)
    if not path:
        return writer.words(alt, node) if alt else ""
    if not alt and "alt" not in node:
        alt = _caption(node)
        if not alt:
            message = "a picture without description; the PDF passes it over as decoration"
            writer.warn(f"{message}; give it an alt text, or an empty one", node)
    described = quoted(writer.shown(" ".join(alt.split()), node)) if alt else "none"
    width, height = node.get("pixels") or (0, 0)
    in_line = isinstance(node.parent, nodes.TextElement) and len(node.parent.children) > 1
    return call(
        "sign" if in_line else "picture",
        quoted(path),
        alt=described,
        pixels=f"({width}, {height})" if width and height else None,
    )


def _staged(writer: Writer, node: nodes.Element) -> str:
    candidates = node.get("candidates") or {}
    uri = str(candidates.get("*") or next(iter(candidates.values()), "") or node.get("uri", ""))
    if "://" in uri or uri.startswith("data:"):
        writer.warn(f"'{uri[:60]}' is on another host; the PDF shows its description", node)
        return ""
    try:
        return writer.place.picture(uri.lstrip("/"))
    except ValueError as error:
        writer.warn(f"{error}; the PDF shows its description", node)
        return ""


def _caption(node: nodes.Element) -> str:
    figure = node.parent
    found = figure.next_node(nodes.caption) if isinstance(figure, nodes.figure) else None
    return found.astext() if found is not None else ""


def figure(writer: Writer, node: nodes.Element) -> str:
    """Write a picture, or what else is shown, with its caption."""
    below = (nodes.caption, nodes.legend)
    shown = [writer.render(child) for child in node.children if not isinstance(child, below)]
    words = [writer.render(child) for child in node.children if isinstance(child, below)]
    return call("pictured", joined(shown), joined(words) if any(words) else "none")


def caption(writer: Writer, node: nodes.Element) -> str:
    """Write the words below a picture, or above code."""
    if isinstance(node.parent, nodes.figure):
        return call("par", writer.content(node))
    return call("caption-above", writer.content(node))


PICTURES: Renderers = {
    "image": picture,
    "figure": figure,
    "caption": caption,
    "legend": content,
}
