"""Raw HTML blocks as docutils nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from docutils import nodes

from .html_spans import span_nodes, trimmed, wrapped
from .html_tables import table_nodes
from .html_tree import Child, Element, parse_html
from .tags import BLOCK_TAGS, EMBEDS, RAW_TAGS

_CONTAINERS = frozenset(
    ["div", "section", "article", "header", "footer", "aside", "center", "main", "nav", "address"]
)
_LISTS = frozenset(["ul", "ol", "menu", "dir"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


def html_to_nodes(html: str, *, source: str, line: int) -> list[nodes.Node]:
    """Convert a raw HTML block to body nodes.

    ``source`` and ``line`` (counted from 1) are given to every node. Scripts and styles are
    dropped; an address with a scheme that is not allowed loses its link, never its text.
    """
    made = block_nodes(parse_html(html).children)
    for node in made:
        for part in node.findall(nodes.Element):
            part.source, part.line = source, line
    return made


def block_nodes(children: Sequence[Child], around: tuple[Element, ...] = ()) -> list[nodes.Node]:
    """Return body nodes for ``children``; loose text becomes paragraphs.

    ``around`` are the tags in a line that stand outside of blocks, as in a link around a
    paragraph: each paragraph gets them anew.
    """
    made: list[nodes.Node] = []
    run: list[Child] = []
    items: list[Element] = []
    for child in [*children, None]:
        spaces = isinstance(child, str) and not child.strip()
        is_item = isinstance(child, Element) and child.name == "li"
        if items and not is_item and not spaces:
            made += _list(Element(items[0].tag, [*items]), around)
            items = []
        if isinstance(child, Element) and is_item:
            made += _paragraph(run, around)
            run = []
            items.append(child)
        elif isinstance(child, Element) and _is_block(child):
            made += _paragraph(run, around)
            run = []
            made += _block(child, around)
        elif child is not None:
            run.append(child)
    return made + _paragraph(run, around)


def _is_block(element: Element) -> bool:
    if element.name in EMBEDS:
        return False
    return element.name in BLOCK_TAGS or element.holds_block()


def _block(element: Element, around: tuple[Element, ...]) -> list[nodes.Node]:
    if element.name in _MAKERS:
        return _MAKERS[element.name](element, around)
    if element.name in BLOCK_TAGS:
        return _grouped(element, block_nodes(element.children, around))
    return block_nodes(element.children, (*around, element))


def _nothing(element: Element, around: tuple[Element, ...]) -> list[nodes.Node]:
    return []


def _text_block(element: Element, around: tuple[Element, ...]) -> list[nodes.Node]:
    if element.holds_block():
        return block_nodes(element.children, around)
    return _paragraph(element.children, around, _classes(element))


def _literal_block(element: Element, around: tuple[Element, ...]) -> list[nodes.Node]:
    text = element.text().strip("\n")
    return [nodes.literal_block(text, text, classes=_classes(element))] if text.strip() else []


def _table(element: Element, around: tuple[Element, ...]) -> list[nodes.Node]:
    return table_nodes(element, lambda children: block_nodes(children, around))


def _grouped(element: Element, content: list[nodes.Node]) -> list[nodes.Node]:
    """Return the content in the container that the element stands for, if it is one."""
    classes = _classes(element)
    if not content:
        return []
    if element.name == "blockquote":
        return [nodes.block_quote("", *content, classes=classes)]
    if element.name == "figcaption":
        for node in content:
            if isinstance(node, nodes.Element):
                node["classes"] += ["caption", *classes]
        return content
    if element.name == "figure":
        return [nodes.container("", *content, classes=["figure", *classes])]
    if element.name in _CONTAINERS:
        return [nodes.container("", *content, classes=classes)]
    return content


def _paragraph(
    children: Sequence[Child], around: tuple[Element, ...], classes: Sequence[str] = ()
) -> list[nodes.Node]:
    content = _line(children, around)
    return [nodes.paragraph("", "", *content, classes=[*classes])] if content else []


def _line(children: Sequence[Child], around: tuple[Element, ...]) -> list[nodes.Node]:
    linked = [element.name == "a" for element in around]
    content = trimmed(span_nodes(children, in_link=any(linked)))
    for place in range(len(around) - 1, -1, -1):
        content = wrapped(around[place], content, any(linked[:place]))
    return content


def _heading(element: Element, around: tuple[Element, ...]) -> list[nodes.Node]:
    content = _line(element.children, around)
    if not content:
        return []
    rubric = nodes.rubric("", "", *content, classes=_classes(element))
    # The page's one heading of the first level is the title of the release.
    rubric["heading-level"] = max(int(element.name[1]), 2)
    return [rubric]


def _list(element: Element, around: tuple[Element, ...]) -> list[nodes.Node]:
    items: list[nodes.Node] = []
    for child in element.children:
        content = child.children if isinstance(child, Element) and child.name == "li" else [child]
        if body := block_nodes(content, around):
            classes = _classes(child) if isinstance(child, Element) and child.name == "li" else []
            items.append(nodes.list_item("", *body, classes=classes))
    if not items:
        return []
    classes = [] if element.name == "li" else _classes(element)
    if element.name != "ol":
        return [nodes.bullet_list("", *items, bullet="*", classes=classes)]
    numbered = nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")
    numbered["classes"] += classes
    start = element.tag.attributes.get("start", "")
    if start.isascii() and start.isdigit() and start != "1":
        numbered["start"] = int(start[:6])
    return [numbered]


def _definitions(element: Element, around: tuple[Element, ...]) -> list[nodes.Node]:
    """Return a definition list; what stands between terms counts as a definition."""
    pairs: list[tuple[list[nodes.Node], list[nodes.Node]]] = []
    for child in _flat(element):
        if isinstance(child, Element) and child.name == "dt":
            pairs.append((_line(child.children, around), []))
            continue
        inside = child.children if isinstance(child, Element) and child.name == "dd" else [child]
        if body := block_nodes(inside, around):
            if not pairs:
                pairs.append(([], []))
            pairs[-1][1].extend(body)
    items = [_definition(term, body) for term, body in pairs if term or body]
    return [nodes.definition_list("", *items, classes=_classes(element))] if items else []


def _flat(element: Element) -> list[Child]:
    """Return a list's parts, those in a ``div`` too."""
    flat: list[Child] = []
    for child in element.children:
        grouped = isinstance(child, Element) and child.name == "div"
        flat += _flat(child) if isinstance(child, Element) and grouped else [child]
    return flat


def _definition(term: list[nodes.Node], body: list[nodes.Node]) -> nodes.Node:
    definition = nodes.definition("", *(body or [nodes.paragraph()]))
    return nodes.definition_list_item("", nodes.term("", "", *term), definition)


def _classes(element: Element) -> list[str]:
    """Return the element's classes; the old ways to centre count as one."""
    centred = element.name == "center" or element.tag.attributes.get("align") == "center"
    return [*element.tag.classes, *(["text-center"] if centred else [])]


_MAKERS: Mapping[str, Callable[[Element, tuple[Element, ...]], list[nodes.Node]]] = {
    **dict.fromkeys((*RAW_TAGS, "hr"), _nothing),
    **dict.fromkeys(_HEADINGS, _heading),
    **dict.fromkeys(_LISTS, _list),
    "p": _text_block,
    "dl": _definitions,
    "pre": _literal_block,
    "table": _table,
}
