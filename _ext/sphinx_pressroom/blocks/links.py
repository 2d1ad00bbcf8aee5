"""Links: further reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from pydantic import TypeAdapter

from ..domain import press_domain
from ..files import link
from ..problems import Problem, Subtype, report
from ..records import Link, Release
from .block import (
    Block,
    BlockDirective,
    Page,
    bullets,
    line,
    press_address,
    press_heading,
    register,
    tag_visitors,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LINKS: TypeAdapter[tuple[Link, ...]] = TypeAdapter(tuple[Link, ...])


class press_links(Block):
    """A heading and a list of links."""

    tag = "section"


def build(release: Release, page: Page) -> list[Block]:
    """Make the further reading of a release."""
    return _build(release.links, page)


def _build(items: tuple[Link, ...], page: Page) -> list[Block]:
    if not items:
        return []
    block = press_links("")
    block += press_heading("", page.label("Further reading"))
    block += bullets("", [[line("", _link(item, page))] for item in items])
    return [block]


def _link(item: Link, page: Page) -> nodes.Element:
    """Make a link; a path from / is a document or file of ours, or of the site of old."""
    uri = item.url.text
    words = item.title or re.sub("^(?:mailto|tel):", "", uri)
    if not uri.startswith("/"):
        classes = [] if item.title else ["press-bare"]
        return press_address("", words, refuri=uri, classes=classes)
    here = link(page.env, page.docname, uri)
    if here is not None:
        here.append(nodes.inline("", words))
        return here
    base = press_domain(page.env).vocabulary.base_url
    if base:
        return press_address("", words, refuri=f"{base.rstrip('/')}{uri}")
    message = f"there is no page and no file '{uri}'; mend the path, or write the whole address"
    report([Problem(Subtype.FILE, message, item.url.position)])
    return nodes.inline("", words)


class LinksDirective(BlockDirective):
    """``press:links``: links, as a YAML list in the shape of ``links``."""

    field = "links"

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Show the front matter's links."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Show the links that the directive lists."""
        return _build(self.values(_LINKS, "links") or (), page)


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(app, "links", LinksDirective, (press_links, *tag_visitors("press-links")))
