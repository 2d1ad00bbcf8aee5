"""A page of the contact book, for a press room that has no such page.

It shows the contacts that releases and pages of the publication name: who is named by none may be
somebody of a release that is withheld.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..blocks import contacts
from ..blocks.block import Page, site_language
from ..domain import press_domain
from ..records import Located
from .feeds import links
from .publication import EVENT, Output, Publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import PressDomain

PAGE = "contacts"


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Note who is named now, in the order of the book; where none is new, without reading it."""
    domain = press_domain(env)
    named = _named(domain)
    known = domain.book.contacts if domain.has_read_book else domain.listed_contacts
    domain.note_listed(name for name in known if name in named)


def _named(domain: PressDomain) -> set[str]:
    """Give the ids of the contacts that releases and pages name."""
    written = (item for source in domain.sources.values() for item in source.written.contacts)
    in_releases = {item.text for item in written if isinstance(item, Located)}
    return in_releases.union(*domain.named.values())


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Output]:
    """Give the page, unless a document has its name or nobody who is named is known."""
    domain = publication.domain
    if not domain.listed_contacts or PAGE in publication.env.found_docs:
        return []
    builder: Any = publication.builder
    path = builder.page_path(PAGE)
    inputs = (domain.book_stamps, domain.listed_contacts, links(publication.env, PAGE))
    return [Output(path, inputs, partial(_render, publication))]


def _render(publication: Publication) -> bytes:
    env, domain = publication.env, publication.domain
    builder: Any = publication.builder
    found = tuple(domain.book.contacts[name] for name in domain.listed_contacts)
    page = Page(env, PAGE, site_language(env), lambda text: [nodes.paragraph("", text.text)])
    (block,) = contacts.cards(found, page)
    title = page.label("Press contacts")
    block.remove(block[0])  # the page's own heading says it
    block.tag = "div"  # a section would need one
    section = nodes.section("", nodes.title("", title), block, ids=[PAGE])
    content: bytes = builder.render_nodes(PAGE, section, parents=[])
    return content


def setup(app: Sphinx) -> None:
    """Join the outputs."""
    app.connect("env-updated", on_env_updated)
    app.connect(EVENT, on_press_outputs)
