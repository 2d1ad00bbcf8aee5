"""The page that a server shows in place of one that does not exist: ``404.html``.

It is shown at any address, so its own links name the whole path.
"""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from markupsafe import escape

from ..blocks.block import bullets, line, site_language
from ..domain import press_domain
from ..labels import labels
from .publication import EVENT, Output, Publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE = "404"
_ADDRESS = re.compile(r'\b(href|src|action|data-content_root)="([^"]*)"')


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Output]:
    """Give the page, unless a document has its name."""
    if PAGE in publication.env.found_docs:
        return []
    some = bool(press_domain(publication.env).listed)
    return [Output(f"{PAGE}.html", some, partial(_render, publication, some=some))]


def _render(publication: Publication, *, some: bool) -> bytes:
    builder: Any = publication.builder
    label = labels(site_language(publication.env))

    def link(page: str, words: str) -> list[nodes.Node]:
        uri = builder.get_relative_uri(PAGE, page)
        return [line("", nodes.reference("", words, refuri=uri, internal=True))]

    root = str(publication.env.config.root_doc)
    ways = [link(root, label("Start page"))]
    ways += [link("archive/index", label("All releases"))] if some else []
    ways += [link("search", label("Search"))] if builder.search else []
    title = label("This page does not exist")
    advice = label("It may have moved, or the address may have been cut.")
    parts = (line("press-count", advice), bullets("", ways))
    section = nodes.section("", nodes.title("", title), *parts, ids=["not-found"])
    page: bytes = builder.render_nodes(PAGE, section)
    here = _base(builder) + builder.get_target_uri(PAGE)
    return _ADDRESS.sub(partial(_from_root, here), page.decode()).encode()


def _base(builder: Any) -> str:
    """Give the path below which the press room stands, with a slash at its end."""
    path = urlsplit(str(builder.config.html_baseurl or "")).path
    return f"{path.rstrip('/')}/"


def _from_root(here: str, found: re.Match[str]) -> str:
    """Write an address of the page ``here`` as it is from the root of the host."""
    name, address = found[1], unescape(found[2])
    if address.startswith("#"):
        return found[0]
    return f'{name}="{escape(urljoin(here, address))}"'


def on_html_page_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Say no address for the page, which has none of its own."""
    if pagename == PAGE and doctree is None:
        context["pageurl"] = None


def setup(app: Sphinx) -> None:
    """Join the outputs."""
    app.connect(EVENT, on_press_outputs)
    app.connect("html-page-context", on_html_page_context)
