"""HTML in running text as docutils nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from docutils import nodes

from .html_tree import Child, Element
from .tags import BLOCK_TAGS, EMBEDS, RAW_TAGS, is_safe_address

_SPACES = re.compile(r"[ \t\r\n\f]+")
_EDGE_SPACES = " \t\r\n\f"
_SIMPLE: dict[str, type[nodes.TextElement]] = {
    "strong": nodes.strong,
    "b": nodes.strong,
    "em": nodes.emphasis,
    "i": nodes.emphasis,
    "cite": nodes.emphasis,
    "sub": nodes.subscript,
    "sup": nodes.superscript,
}
_LITERAL = frozenset(["code", "kbd", "samp", "tt"])


def span_nodes(children: Sequence[Child], *, in_link: bool = False) -> list[nodes.Node]:
    """Return the nodes for text and tags in a line; blocks among them give their content."""
    made: list[nodes.Node] = []
    for child in children:
        if isinstance(child, str):
            made += [nodes.Text(_SPACES.sub(" ", child))] if child else []
        else:
            made += _span(child, in_link)
    return made


def wrapped(element: Element, content: list[nodes.Node], in_link: bool) -> list[nodes.Node]:
    """Return ``content`` in what ``element`` stands for: a link, a strong text and so on."""
    if element.name == "a":
        return content if in_link else _link(element, content)
    kind = _SIMPLE.get(element.name)
    if element.name == "span" and element.tag.classes:
        kind = nodes.inline
    if kind is None or not content:
        return content
    return [kind("", "", *content, classes=element.tag.classes)]


def line_break() -> list[nodes.Node]:
    """Return a line break for both of the formats that have one."""
    return [
        nodes.raw("", "<br />\n", format="html"),
        nodes.raw("", "\\\\\n", format="latex"),
    ]


def trimmed(content: list[nodes.Node]) -> list[nodes.Node]:
    """Return the nodes of a paragraph without white space and breaks at its ends."""
    kept = list(content)
    while kept and _is_space(kept[0]):
        del kept[0]
    while kept and _is_space(kept[-1]):
        del kept[-1]
    _strip_edge(kept, 0, str.lstrip)
    _strip_edge(kept, -1, str.rstrip)
    return kept


def _strip_edge(kept: list[nodes.Node], index: int, strip: Callable[[str, str], str]) -> None:
    if kept and isinstance(kept[index], nodes.Text):
        kept[index] = nodes.Text(strip(kept[index].astext(), _EDGE_SPACES))


def _is_space(node: nodes.Node) -> bool:
    if isinstance(node, nodes.raw):
        return True
    return isinstance(node, nodes.Text) and not node.astext().strip(_EDGE_SPACES)


def _span(element: Element, in_link: bool) -> list[nodes.Node]:
    if element.name == "br" or element.name in RAW_TAGS:
        return line_break() if element.name == "br" else []
    if element.name == "img":
        return _image(element)
    if element.name in _LITERAL:
        text = _SPACES.sub(" ", element.text())
        return [nodes.literal(text, text, classes=element.tag.classes)] if text else []
    if element.name in EMBEDS:
        return _embed(element, in_link)
    inside = span_nodes(element.children, in_link=in_link or element.name == "a")
    if element.name in BLOCK_TAGS:
        return [nodes.Text(" "), *inside, nodes.Text(" ")]
    return wrapped(element, inside, in_link)


def _link(element: Element, content: list[nodes.Node]) -> list[nodes.Node]:
    address = element.tag.attributes.get("href", "").strip()
    shown = any(not _is_space(node) for node in content)
    if not shown or not is_safe_address(address):
        return content
    link = nodes.reference("", "", *content, refuri=address, classes=element.tag.classes)
    if title := element.tag.attributes.get("title"):
        link["reftitle"] = title
    return [link]


def _image(element: Element) -> list[nodes.Node]:
    source = element.tag.attributes.get("src", "").strip()
    alt = element.tag.attributes.get("alt", "")
    if not is_safe_address(source):
        return [nodes.Text(alt)] if alt.strip() else []
    local = not re.match(r"[A-Za-z][\w+.-]*:|//", source)
    uri = unquote(source) if local else source
    return [nodes.image(uri=uri, alt=alt, classes=element.tag.classes)]


def _embed(element: Element, in_link: bool) -> list[nodes.Node]:
    """Return a link to what would be played or shown, or the content where there is none."""
    attributes = element.tag.attributes
    sources = [e.tag.attributes.get("src", "") for e in element.elements() if e.name == "source"]
    given = [attributes.get("src", ""), attributes.get("data", ""), *sources]
    address = next((one.strip() for one in given if one.strip()), "")
    if not is_safe_address(address):
        return span_nodes(element.children, in_link=in_link)
    label = attributes.get("title", "").strip() or address
    if in_link:
        return [nodes.Text(label)]
    return [nodes.reference("", label, refuri=address, classes=element.tag.classes)]
