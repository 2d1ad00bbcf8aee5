"""Parsers and readers for the tests of kramdown's Markdown."""

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.docutils_ import Parser
from myst_parser.mdit_to_docutils.base import DocutilsRenderer

from sphinx_pressroom.kramdown import create_kramdown_parser, gather_quotes, html_to_nodes


class Renderer(DocutilsRenderer):
    def render_html_block(self, token):
        self.current_node.extend(html_to_nodes(token.content, source="test", line=1))


def _make_quote(body, author, role, before):
    quote = nodes.container("", *body, classes=["quote"])
    for name, words in (("before", before), ("author", author), ("role", role)):
        if words:
            quote += nodes.paragraph("", "", *words, classes=[name])
    return quote


def _read(text):
    settings = get_default_settings(Parser)
    settings.report_level = 5
    document = new_document("test", settings)
    parser = create_kramdown_parser(MdParserConfig(all_links_external=True), Renderer)
    parser.options["document"] = document
    parser.render(text)
    return document


def _part(quote, name):
    return " ".join(part.astext() for part in quote if name in part["classes"])


def _quotes(text):
    document = _read(text)
    gather_quotes(document, _make_quote)
    found = [node for node in document.findall(nodes.container) if "quote" in node["classes"]]
    return [
        tuple(_part(quote, name) for name in ("before", "author", "role")) for quote in found
    ], document


@pytest.fixture(scope="session")
def render():
    """Return a function from Markdown to HTML, as markdown-it writes it."""
    parser = create_kramdown_parser(MdParserConfig(), RendererHTML)
    return parser.render


@pytest.fixture(scope="session")
def read():
    """Return a function from Markdown to a docutils document."""
    return _read


@pytest.fixture(scope="session")
def quotes():
    """Return a function from Markdown to speakers (before, author, role) and the document."""
    return _quotes
