"""Summary: whom to call and what to take away, beside a release's first lines. On the web only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.writers.html5 import HTML5Translator

from .blocks.block import Block, between, bullets, line, page_language, tag_visitors
from .blocks.contacts import press_contact, press_contacts
from .blocks.downloads import press_download, press_downloads
from .blocks.header import press_header
from .blocks.lead import press_lead
from .blocks.notice import press_notice
from .domain import press_domain
from .labels import labels

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CONTACTS = 2
DOWNLOADS = 3
"""As many as the first screen has room for; the whole lists stand below the text."""
_KEPT = {"press-contact-name", "press-contact-role", "press-phones", "press-emails"}


class press_summary_contact(Block):
    """Name, role, numbers and addresses of one contact."""

    tag = "address"


class press_summary(Block):
    """The first contacts and downloads; attribute ``label`` names it."""


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put a summary behind the lead of a release, made of the blocks that its page shows."""
    if docname not in press_domain(app.env).releases:
        return
    if not getattr(app.builder, "press_archives", False):
        return
    label = labels(page_language(app.env, docname))
    contacts, downloads, picture, top = _found(doctree)
    parts = [*_contacts(contacts), *_downloads(downloads, picture, label("Downloads"))]
    if not parts or top is None:
        return
    parts.insert(0, _jumps(parts))
    made = press_summary("", *parts, label=label("In brief"), classes=["no-search"])
    top.insert(_place(top), made)


def _found(
    doctree: nodes.document,
) -> tuple[
    press_contacts | None, press_downloads | None, nodes.Element | None, nodes.section | None
]:
    """Give the first contacts, downloads, link to a picture and section of a page."""
    contacts = downloads = picture = top = None
    for node in doctree.findall(nodes.Element):
        if isinstance(node, nodes.section):
            top = top or node
        elif isinstance(node, press_contacts):
            contacts = contacts or node
        elif isinstance(node, press_downloads):
            downloads = downloads or node
        elif _is_picture(node):
            picture = picture or node
    return contacts, downloads, picture, top


def _place(top: nodes.section) -> int:
    """Tell before which child of a release the summary stands: behind its lead, or its top."""
    for kind in (press_lead, press_header):
        for index, child in enumerate(top.children):
            if isinstance(child, kind):
                return _behind_notices(top, index + 1)
    return _behind_notices(top, 1)


def _behind_notices(top: nodes.section, place: int) -> int:
    while place < len(top) and isinstance(top[place], press_notice):
        place += 1
    return place


def _contacts(block: press_contacts | None) -> Iterator[nodes.Node]:
    """Give the names, numbers and addresses of the first contacts."""
    if block is None:
        return
    yield _jump(block, "press-contacts")
    for contact in list(block.findall(press_contact))[:CONTACTS]:
        parts = contact.findall(nodes.Element, descend=True)
        kept = (part for part in parts if not _KEPT.isdisjoint(part["classes"]))
        yield press_summary_contact("", *(part.deepcopy() for part in kept))


def _jumps(parts: list[nodes.Node]) -> nodes.paragraph:
    """Make one line of the titles and the picture, for screens that have no room for more."""
    links = [
        link
        for part in parts
        for link in part.findall(nodes.Element)
        if "refid" in link or _is_picture(link)
    ]
    return line("press-summary-jump", *between(" · ", [link.deepcopy() for link in links]))


def _downloads(
    block: press_downloads | None, picture: nodes.Element | None, title: str
) -> Iterator[nodes.Node]:
    """Give the first files, and the first picture's larger file."""
    found: list[nodes.Node] = []
    if block is not None:
        yield _jump(block, "press-downloads")
        found += list(block.findall(press_download))[:DOWNLOADS]
    if picture is not None:
        if block is None:
            yield line("press-summary-title", title)
        found.append(picture)
    if found:
        yield bullets("press-summary-files", [[line("", file.deepcopy())] for file in found])


def _jump(block: Block, anchor: str) -> nodes.paragraph:
    """Make the title of a part, which leads to the whole list."""
    if not block["ids"]:
        block["ids"].append(anchor)
    heading = block[0].astext()
    return line("press-summary-title", nodes.reference("", heading, refid=block["ids"][0]))


def _is_picture(node: nodes.Node) -> bool:
    links = (addnodes.download_reference, nodes.reference)
    return isinstance(node, links) and "press-hi-res" in node["classes"]


def visit_summary(self: HTML5Translator, node: press_summary) -> None:
    attributes = {"aria-label": node["label"]}
    self.body.append(self.starttag(node, "section", CLASS="press-summary", **attributes))


def depart_summary(self: HTML5Translator, node: press_summary) -> None:
    self.body.append("</section>\n")


def setup(app: Sphinx) -> None:
    """Register the summary."""
    app.add_node(press_summary, html=(visit_summary, depart_summary))
    visit, depart = tag_visitors("press-summary-contact")
    app.add_node(press_summary_contact, html=(visit, depart))
    app.connect("doctree-resolved", on_doctree_resolved)
