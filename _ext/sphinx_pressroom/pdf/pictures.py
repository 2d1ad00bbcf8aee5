"""Pictures: staged, described, no wider than the page."""

from __future__ import annotations

from docutils import nodes

from .inline import content
from .literal import call, joined, quoted
from .writer import Picture, Renderers, Writer

SMALL = 32
"""Pixels below which a picture among words is a sign, as high as they are."""


def picture(writer: Writer, node: nodes.Element) -> str:
    """Write a picture with its description; without one it is decoration (PDF/UA-1, 7.3)."""
    alt = str(node.get("alt") or "").strip()
    found = _staged(writer, node)
    if not found:
        return writer.words(alt, node) if alt else ""
    if not alt and "alt" not in node:
        alt = _caption(node)
        if not alt:
            message = "a picture without description; the PDF passes it over as decoration"
            writer.warn(f"{message}; give it an alt text, or an empty one", node)
    described = quoted(writer.shown(" ".join(alt.split()), node)) if alt else "none"
    size = f"({found.width}, {found.height})" if found.width and found.height else None
    function = "picture" if stands_apart(writer, node) else "sign"
    return call(function, quoted(found.path), alt=described, pixels=size)


def stands_apart(writer: Writer, node: nodes.Node) -> bool:
    """Tell whether a part of a paragraph is set below its words: the engine has none inside.

    A picture is, but for signs among words and in headings; so is a link that is only a picture.
    """
    if isinstance(node, nodes.image):
        above = node.parent
        while isinstance(above, nodes.reference | nodes.inline) and len(above.children) == 1:
            above = above.parent
        if isinstance(above, nodes.paragraph):
            return not (above.astext().strip() and _is_sign(writer, node))
        return not isinstance(above, nodes.TextElement)
    if isinstance(node, nodes.reference | nodes.inline) and len(node.children) == 1:
        return stands_apart(writer, node.children[0])
    return not isinstance(node, nodes.Inline | nodes.Text)


def _is_sign(writer: Writer, node: nodes.image) -> bool:
    try:
        return 0 < writer.place.picture(_uri(node).lstrip("/")).height <= SMALL
    except ValueError:
        return False


def _uri(node: nodes.Element) -> str:
    candidates = node.get("candidates") or {}
    return str(candidates.get("*") or next(iter(candidates.values()), "") or node.get("uri", ""))


def _staged(writer: Writer, node: nodes.Element) -> Picture | None:
    uri = _uri(node)
    if "://" in uri or uri.startswith("data:"):
        writer.warn(f"'{uri[:60]}' is on another host; the PDF shows its description", node)
        return None
    try:
        return writer.place.picture(uri.lstrip("/"))
    except ValueError as error:
        writer.warn(f"{error}; the PDF shows its description", node)
        return None


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
