"""What stands on lines of its own: paragraphs, headings, lists, quotes, code, notes."""

from __future__ import annotations

from docutils import nodes
from sphinx.locale import admonitionlabels

from .inline import content, nothing
from .literal import array, call, joined, quoted, truth
from .pictures import stands_apart
from .writer import DEEPEST, Renderer, Renderers, Writer

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


def boxed(function: str) -> Renderer:
    """Make what writes a function of the template around a node's content, if it has any."""

    def render(writer: Writer, node: nodes.Element) -> str:
        return writer.boxed(function, node) if node.children else ""

    return render


def paragraph(writer: Writer, node: nodes.Element) -> str:
    """Write a paragraph."""
    opening, run_in = writer.opening
    made, line = [], [run_in] if node is opening else []
    for child in [*node.children, None]:
        if child is not None and not stands_apart(writer, child):
            line.append(writer.render(child))
            continue
        if any(part.strip('" ') for part in line):
            made.append(call("par", joined(line)))
        line = []
        made.append(writer.render(child) if child is not None else "")
    return joined(made) if any(made) else ""


# -- headings ------------------------------------------------------------------------------------


def section(writer: Writer, node: nodes.Element) -> str:
    """Write a section, whose heading is one level below that around it."""
    writer.sections += 1
    made = content(writer, node)
    writer.sections -= 1
    return made


def title(writer: Writer, node: nodes.Element) -> str:
    """Write the heading of a section; of anything else, a line that stands out."""
    if isinstance(node.parent, nodes.section):
        return heading(writer, node, max(writer.sections, 2))
    return call("caption-above", writer.content(node))


def rubric(writer: Writer, node: nodes.Element) -> str:
    """Write a heading that no section belongs to."""
    return heading(writer, node, int(node.get("heading-level", writer.sections + 1)))


def heading(writer: Writer, node: nodes.Element, level: int) -> str:
    """Write a heading; one that skips a level is put below the last (PDF/UA-1, 7.4.2)."""
    if not node.astext().strip():
        return ""
    while len(writer.headings) > 1 and writer.headings[-1] >= level:
        writer.headings.pop()
    if level > len(writer.headings) + 1:
        message = f"a heading of level {level} below one of level {len(writer.headings)}"
        writer.warn(f"{message}; the PDF sets it one level below; use the next level", node)
    writer.headings.append(level)
    return call("titled", str(len(writer.headings)), writer.content(node))


# -- lists ---------------------------------------------------------------------------------------


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


def glossary_term(writer: Writer, node: nodes.Element) -> str:
    """Write a term."""
    return content(writer, node)


# -- what stands apart ---------------------------------------------------------------------------


def block_quote(writer: Writer, node: nodes.Element) -> str:
    """Write a passage that is quoted, and who said it."""
    if all(isinstance(child, nodes.attribution) for child in node.children):
        return content(writer, node)
    return writer.boxed("passage", node)


def admonition(writer: Writer, node: nodes.Element) -> str:
    """Write a box with a title: its own, or the word for its kind."""
    kind = type(node).__name__
    own = isinstance(node[0], nodes.title) if node.children else False
    label = "" if own else str(admonitionlabels.get(kind, ""))
    named = call("caption-above", quoted(label)) if label else "none"
    return writer.boxed("notice", node, named)


def literal_block(writer: Writer, node: nodes.Element) -> str:
    """Write code as it was typed."""
    text = node.astext().replace("\r\n", "\n").expandtabs(4)
    lines = [quoted(writer.shown(line, node)) for line in text.split("\n")]
    return call("listing", *lines)


def math_block(writer: Writer, node: nodes.Element) -> str:
    """Write a formula on its own line, as its source."""
    lines = node.astext().strip().split("\n")
    return call("listing", *(quoted(writer.shown(line, node)) for line in lines))


def line_block(writer: Writer, node: nodes.Element) -> str:
    """Write lines that end where they were ended; blocks in it are further in."""
    made = []
    for child in node.children:
        if isinstance(child, nodes.line_block):
            made.append(call("further-in", line_block(writer, child)))
        elif isinstance(child, nodes.Element):
            made.append(call("verse", writer.content(child)))
    return call("lines", *made) if made else ""


def footnote(writer: Writer, node: nodes.Element) -> str:
    """Write a note: its mark, which leads back, and its text."""
    label = node.next_node(nodes.label)
    mark = writer.words(label.astext(), label) if label else '"*"'
    back = next(iter(node.get("backrefs", ())), "")
    if back:
        mark = call("goto", quoted(writer.label(back)), mark)
    if isinstance(node, nodes.citation):
        mark = joined(['"["', mark, '"]"'])
    parts = [writer.render(one) for one in node.children if one is not label]
    return call("note", mark, joined(parts))


def transition(writer: Writer, node: nodes.Element) -> str:
    """Write a break between parts of a text."""
    return "transition()"


def container(writer: Writer, node: nodes.Element) -> str:
    """Pass through what only holds others."""
    return content(writer, node)


BODIES: Renderers = {
    "document": content,
    "paragraph": paragraph,
    "section": section,
    "title": title,
    "subtitle": title,
    "rubric": rubric,
    "compound": container,
    "container": container,
    "centered": paragraph,
    "compact_paragraph": content,
    "bullet_list": bullet_list,
    "enumerated_list": enumerated_list,
    "hlist": content,
    "hlistcol": content,
    "definition_list": definition_list,
    "definition": content,
    "term": glossary_term,
    "classifier": content,
    "glossary": content,
    "field_list": definition_list,
    "field_name": content,
    "field_body": content,
    "docinfo": nothing,
    "option_list": definition_list,
    "option_group": option_group,
    "description": content,
    "block_quote": block_quote,
    "attribution": boxed("attributed"),
    "Admonition": admonition,
    "system_message": nothing,
    "topic": boxed("aside"),
    "sidebar": boxed("aside"),
    "literal_block": literal_block,
    "doctest_block": literal_block,
    "math_block": math_block,
    "line_block": line_block,
    "footnote": footnote,
    "citation": footnote,
    "footer": nothing,
    "header": nothing,
    "label": nothing,
    "transition": transition,
    "comment": nothing,
    "substitution_definition": nothing,
    "pending": nothing,
    "Invisible": nothing,
    "meta": nothing,
    "index": nothing,
    "toctree": nothing,
    "tabular_col_spec": nothing,
    "highlightlang": nothing,
    "only": content,
    "start_of_file": content,
    "desc": boxed("described"),
    "desc_signature": boxed("signature"),
    "desc_signature_line": content,
    "desc_content": content,
    "desc_inline": content,
    "versionmodified": content,
    "productionlist": literal_block,
    "hidden": nothing,
}
