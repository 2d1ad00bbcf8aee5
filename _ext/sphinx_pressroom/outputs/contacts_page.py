"""A page of all press contacts, for a press room that has a contact book and no such page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import escape

from ..blocks import contacts
from ..blocks.block import Page, site_language
from ..records import Contact
from .feeds import links
from .publication import EVENT, Output, Publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE = "contacts"


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Output]:
    """Give the page, unless a document has its name."""
    found = tuple(publication.domain.book.contacts.values())
    if not found or PAGE in publication.env.found_docs:
        return []
    builder: Any = publication.builder
    path = builder.door.path(builder.get_output_path(PAGE))
    inputs = (found, links(publication.env, PAGE))
    return [Output(path, inputs, partial(_render, publication, found))]


def _render(publication: Publication, found: tuple[Contact, ...]) -> bytes:
    env, builder = publication.env, publication.builder
    page = Page(env, PAGE, site_language(env), lambda text: [nodes.paragraph("", text.text)])
    (block,) = contacts.cards(found, page)
    title = page.label("Press contacts")
    block.remove(block[0])  # the page's own heading says it
    block.tag = "div"  # a section would need one
    section = nodes.section("", nodes.title("", title), block, ids=[PAGE])
    made: Any = builder
    body = made.render_body(PAGE, [section])
    context = {"title": str(escape(title)), "body": body, "parents": []}
    content: bytes = made.render_page(PAGE, context, "page.html") or b""
    return content


def setup(app: Sphinx) -> None:
    """Join the outputs."""
    app.connect(EVENT, on_press_outputs)
