"""What stands on lines of its own: paragraphs, headings, lists, quotes, code, notes."""

from __future__ import annotations

from docutils import nodes
from sphinx.locale import admonitionlabels

from .inline import content, nothing
from .literal import call, joined, quoted
from .pictures import stands_apart
from .writer import Renderer, Renderers, Writer


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
    "docinfo": nothing,
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
