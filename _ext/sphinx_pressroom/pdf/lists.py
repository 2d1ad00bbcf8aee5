"""Lists: of points, of numbers, of terms and what they mean."""

from __future__ import annotations

from docutils import nodes

from .inline import content
from .literal import array, call, joined, quoted, truth
from .writer import DEEPEST, Renderers, Writer

NUMBERS = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}
"""Styles of enumerated lists, as patterns of the engine."""
SHORT_LIST = 900
"""Characters of a list that stays on one page, so that no item is left alone."""


def _items(writer: Writer, node: nodes.Element) -> list[str]:
    return [_item(writer, one) for one in node.children if isinstance(one, nodes.Element)]


def _item(writer: Writer, item: nodes.Element) -> str:
    """Write an item; one that is a single paragraph needs no paragraph of its own."""
    made = []
    for child in item.children:
        if child is item.children[0] and isinstance(child, nodes.paragraph):
            language = writer.language(child)
            words = writer.content(child)
            made.append(call("spoken", quoted(language), words) if language else words)
        else:
            made.append(writer.render(child))
    return joined(made)


def bullet_list(writer: Writer, node: nodes.Element) -> str:
    """Write a list."""
    return _list(writer, node, "bullets")


def enumerated_list(writer: Writer, node: nodes.Element) -> str:
    """Write a numbered list, in its style and from its first number."""
    style = NUMBERS.get(node.get("enumtype", "arabic"), "1")
    pattern = f"{node.get('prefix', '')}{style}{node.get('suffix', '.') or '.'}"
    return _list(writer, node, "numbers", start=str(node.get("start", 1)), pattern=quoted(pattern))


def _list(writer: Writer, node: nodes.Element, function: str, **named: str) -> str:
    if not node.children:
        return ""
    if writer.depth >= DEEPEST:
        return writer.boxed(function, node)
    writer.depth += 1
    items = _items(writer, node)
    writer.depth -= 1
    whole = writer.depth == 0 and len(node.astext()) < SHORT_LIST
    return call(function, *items, whole=truth(whole), **named)


def definition_list(writer: Writer, node: nodes.Element) -> str:
    """Write terms and what they mean; options and fields are such terms too."""
    if writer.depth >= DEEPEST:
        return writer.boxed("definitions", node)
    writer.depth += 1
    pairs = [_definition(writer, one) for one in node.children if isinstance(one, nodes.Element)]
    writer.depth -= 1
    return call("definitions", *pairs) if pairs else ""


_NAMES = (nodes.term, nodes.classifier, nodes.field_name, nodes.option_group)


def _definition(writer: Writer, item: nodes.Element) -> str:
    names = [writer.render(child) for child in item.children if isinstance(child, _NAMES)]
    rest = [writer.render(child) for child in item.children if not isinstance(child, _NAMES)]
    separated = [part for name in names if name for part in ('", "', name)][1:]
    return array([joined(separated), joined(rest)])


def option_group(writer: Writer, node: nodes.Element) -> str:
    """Write the forms of an option of a program."""
    words = ", ".join(one.astext() for one in node.children)
    return call("code", writer.words(words, node))


LISTS: Renderers = {
    "bullet_list": bullet_list,
    "enumerated_list": enumerated_list,
    "definition_list": definition_list,
    "definition": content,
    "term": content,
    "classifier": content,
    "glossary": content,
    "field_list": definition_list,
    "field_name": content,
    "field_body": content,
    "option_list": definition_list,
    "option_group": option_group,
    "description": content,
    "hlist": content,
    "hlistcol": content,
}
