"""Whom to call and what to take away: contacts, files, further reading, with their addresses."""

from __future__ import annotations

from docutils import nodes

from ..blocks.block import press_heading
from ..blocks.contacts import press_contact
from .inline import content, download, linked, reference, url
from .literal import call, joined
from .writer import Renderers, Writer

OWN_PDF = "press-own-pdf"
"""The class of what a page says of its own PDF, which the PDF does not say of itself."""


def contacts(writer: Writer, node: nodes.Element) -> str:
    """Write contacts into a box, side by side."""
    title = [writer.render(child) for child in node.children if isinstance(child, press_heading)]
    cards = [writer.content(one) for one in node.findall(press_contact)]
    return call("contacts", joined(title), *cards)


def downloads(writer: Writer, node: nodes.Element) -> str:
    """Write the files that are offered, but not this very one."""
    if OWN_PDF in node["classes"]:
        return ""
    parts = []
    for child in node.children:
        if isinstance(child, nodes.bullet_list):
            items = [one for one in child.children if OWN_PDF not in one["classes"]]  # type: ignore[index]
            parts.append(call("offers", *(writer.content(one) for one in items)))  # type: ignore[arg-type]
        else:
            parts.append(writer.render(child))
    return joined(parts)


def file(writer: Writer, node: nodes.Element) -> str:
    """Write a link to a file, and below it its address."""
    address = node.get("refuri") or writer.place.download(node.get("filename", ""))
    made = download(writer, node)
    if not address:
        return made
    shown = linked(writer, address, url(writer, address, node))
    return joined([made, call("written-out", shown)])


def address(writer: Writer, node: nodes.Element) -> str:
    """Write a link, and its address where its words are others."""
    uri = node["refuri"]
    shown = uri.removeprefix("mailto:").removeprefix("tel:")
    made = reference(writer, node)
    if shown in node.astext() or node.astext() in uri:
        return made
    return joined([made, call("written-out", linked(writer, uri, url(writer, shown, node)))])


def links(writer: Writer, node: nodes.Element) -> str:
    """Write further reading."""
    parts = []
    for child in node.children:
        if isinstance(child, nodes.bullet_list):
            parts.append(call("offers", *(writer.content(one) for one in child.children)))  # type: ignore[arg-type]
        else:
            parts.append(writer.render(child))
    return joined(parts)


OFFERS: Renderers = {
    "press_contacts": contacts,
    "press_contact": content,
    "press_downloads": downloads,
    "press_download": file,
    "press_address": address,
    "press_links": links,
}
