"""The blocks of a release on paper: quotes, figures, pictures, contacts, files."""

from __future__ import annotations

from docutils import nodes

from ..blocks.facts import press_fact, press_fact_cell, press_facts_caption
from ..blocks.gallery import press_image, press_image_caption
from ..blocks.quote import press_attribution
from .bodies import heading as titled
from .inline import content, nothing
from .literal import array, call, joined, quoted, truth
from .writer import Renderers, Writer

_OPENING = ("«", "“", "„", '"', "‘", "‹")


def heading(writer: Writer, node: nodes.Element) -> str:
    """Write the heading of a block, one level below what it stands in."""
    return titled(writer, node, max(writer.sections + 1, 2))


def lead(writer: Writer, node: nodes.Element) -> str:
    """Write the standfirst."""
    return call("lead", content(writer, node)) if node.children else ""


def header(writer: Writer, node: nodes.Element) -> str:
    """Write the lines of a header that does not stand below the headline."""
    return joined(call("small-print", part) for part in writer.parts(node))


def quote(writer: Writer, node: nodes.Element) -> str:
    """Write somebody's words, in quotation marks, and who said them."""
    said = [child for child in node.children if not isinstance(child, press_attribution)]
    by = [child for child in node.children if isinstance(child, press_attribution)]
    body = joined(writer.render(child) for child in _in_marks(said, node["marks"]))
    language = writer.language(node)
    if language:
        body = call("spoken", quoted(language), body)
    shown = [writer.render(one) for one in by]
    by_whom = call("spoken", quoted(writer.place.language), joined(shown)) if any(shown) else "none"
    return call("pull", body, by_whom)


def _in_marks(said: list[nodes.Node], marks: tuple[str, str]) -> list[nodes.Node]:
    """Put quotation marks around what was said, unless its author has."""
    copies = [child.deepcopy() for child in said]
    words = [child for child in copies if isinstance(child, nodes.paragraph)]
    if words and words[0].astext()[:1] not in _OPENING:
        words[0].insert(0, nodes.Text(marks[0]))
        words[-1].append(nodes.Text(marks[1]))
    return copies


def attribution(writer: Writer, node: nodes.Element) -> str:
    """Write who said it, without the portrait."""
    return joined(
        writer.render(child) for child in node.children if not isinstance(child, nodes.image)
    )


def author(writer: Writer, node: nodes.Element) -> str:
    """Write a piece of text that a class marks."""
    body = writer.content(node) if node.children else ""
    for name in node["classes"]:
        if body and name in _MARKED:
            return call(_MARKED[name], body)
    return body


_MARKED = {
    "press-quote-author": "strong",
    "press-type": "plainly",
    "press-source": "lightly",
    "press-detail": "lightly",
    "press-label": "lightly",
    "press-credit": "plainly",
}


def facts(writer: Writer, node: nodes.Element) -> str:
    """Write key figures: a label and a value each, under their title."""
    name, rows = "", []
    for child in node.children:
        if isinstance(child, press_facts_caption):
            name = content(writer, child)
        elif isinstance(child, press_fact):
            cells = [one for one in child.children if isinstance(one, press_fact_cell)]
            rows.append(array(content(writer, one) for one in cells))
    return call("figures", name or "[]", *rows) if rows else ""


def gallery(writer: Writer, node: nodes.Element) -> str:
    """Write pictures: the first as wide as the page, the others side by side."""
    made = [writer.render(one) for one in node.findall(press_image)]
    return call("gallery", *made) if made else ""


def image(writer: Writer, node: nodes.Element) -> str:
    """Write a picture with what stands below it."""
    below = [child for child in node.children if isinstance(child, press_image_caption)]
    shown = [writer.render(child) for child in node.children if child not in below]
    words = [writer.content(one) for one in below]
    return call("pictured", joined(shown), joined(words) if words else "none")


def boilerplate(writer: Writer, node: nodes.Element) -> str:
    """Write a standing text."""
    return call("boilerplate", content(writer, node)) if node.children else ""


def notice(writer: Writer, node: nodes.Element) -> str:
    """Write what readers have to know first, in a box."""
    if not node.children:
        return ""
    strong = "press-notice-withdrawn" in node["classes"]
    return writer.boxed("told", node, truth(strong))


def notes(writer: Writer, node: nodes.Element) -> str:
    """Write what editors should know, behind the end of the release."""
    return call("editors-notes", content(writer, node)) if node.children else ""


def tags(writer: Writer, node: nodes.Element) -> str:
    """Write keywords in a line."""
    words = ", ".join(item.astext() for item in node.findall(nodes.list_item))
    return call("small-print", writer.words(node["line"].format(tags=words), node))


def numbers(writer: Writer, node: nodes.Element) -> str:
    """Write a list; one of telephone numbers or addresses is lines without signs."""
    if {"press-phones", "press-emails"}.isdisjoint(node["classes"]):
        return writer.renderers["plain_list"](writer, node)
    return joined(writer.content(item) for item in node.children)  # type: ignore[arg-type]


def line(writer: Writer, node: nodes.Element) -> str:
    """Write a paragraph; one of a contact is a line of its box."""
    for name in node["classes"]:
        if name in _LINES and node.children:
            return call(_LINES[name], writer.content(node))
    return writer.renderers["plain_paragraph"](writer, node)


_LINES = {
    "press-contact-name": "contact-name",
    "press-contact-role": "par",
    "press-rights": "rights",
    "press-languages": "contact-more",
    "press-hours": "contact-more",
}

PRESS: Renderers = {
    "inline": author,
    "paragraph": line,
    "bullet_list": numbers,
    "Block": content,
    "Part": content,
    "press_article": content,
    "press_text": content,
    "press_wide": content,
    "press_heading": heading,
    "press_header": header,
    "press_lead": lead,
    "press_quote": quote,
    "press_attribution": attribution,
    "press_facts": facts,
    "press_gallery": gallery,
    "press_image": image,
    "press_boilerplate": boilerplate,
    "press_notes": notes,
    "press_notice": notice,
    "press_changes": notes,
    "press_tags": tags,
    "press_summary": nothing,
    "press_navigation": nothing,
}
