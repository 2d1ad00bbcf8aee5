"""A page of the contact book, for a press room that has no such page.

It shows the contacts that releases and pages of the publication name: who is named by none may be
somebody of a release that is withheld.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import escape

from ..blocks import contacts
from ..blocks.block import Page, site_language
from ..records import Located
from .feeds import links
from .publication import EVENT, Output, Publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..domain import PressDomain

PAGE = "contacts"


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Output]:
    """Give the page, unless a document has its name or nobody who is named is known."""
    domain = publication.domain
    named = _named(domain)
    if not named or PAGE in publication.env.found_docs or named.isdisjoint(domain.book.contacts):
        return []
    builder: Any = publication.builder
    path = builder.door.path(builder.get_output_path(PAGE))
    inputs = (domain.book_stamps, sorted(named), links(publication.env, PAGE))
    return [Output(path, inputs, partial(_render, publication, named))]


def _named(domain: PressDomain) -> set[str]:
    """Give the ids of the contacts that releases and pages name."""
    written = (item for source in domain.sources.values() for item in source.written.contacts)
    in_releases = {item.text for item in written if isinstance(item, Located)}
    return in_releases.union(*domain.named.values())


def _render(publication: Publication, named: set[str]) -> bytes:
    env, builder = publication.env, publication.builder
    contacts_of = publication.domain.book.contacts
    found = tuple(one for name, one in contacts_of.items() if name in named)
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
