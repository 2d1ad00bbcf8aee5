"""Tags: free keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from pydantic import TypeAdapter
from sphinx.writers.html5 import HTML5Translator

from ..records import Release
from ..records.text import OneLine
from .block import Block, BlockDirective, Page, bullets, line, register, term_link

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_TAGS: TypeAdapter[tuple[str, ...]] = TypeAdapter(tuple[OneLine, ...])


class press_tags(Block):
    """A list of keywords; attributes ``label`` and ``line`` name it."""

    def lowered(self) -> list[nodes.Node]:
        """Become one line: the label and the keywords."""
        words = ", ".join(item.astext() for item in self.findall(nodes.list_item))
        return [nodes.paragraph("", self["line"].format(tags=words))]


def build(release: Release, page: Page) -> list[Block]:
    """Make the keywords of a release."""
    return _build(release.tags, page)


def _build(names: tuple[str, ...], page: Page) -> list[Block]:
    if not names:
        return []
    block = press_tags("", label=page.label("Tags"), line=page.label("Tags: {tags}"))
    block += bullets("press-tags", [[_keyword(name, page)] for name in names])
    return [block]


def _keyword(name: str, page: Page) -> nodes.paragraph:
    return line("", term_link("tag", name, page.docname))


class TagsDirective(BlockDirective):
    """``press:tags``: keywords, as a YAML list."""

    field = "tags"

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Show the front matter's keywords."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Show the keywords that the directive lists."""
        return _build(self.values(_TAGS, "tags") or (), page)


def visit_tags(self: HTML5Translator, node: press_tags) -> None:
    """Write the list itself, named for those who do not see it."""
    attributes = {"aria-label": node["label"]}
    self.body.append(self.starttag(node, "ul", CLASS="press-tags", **attributes))
    for item in node.findall(nodes.list_item):
        words = self.encode(item.astext())
        for link in item.findall(nodes.reference):
            words = f'<a href="{self.attval(link["refuri"])}">{words}</a>'
        self.body.append(f"<li>{words}</li>\n")
    self.body.append("</ul>\n")
    raise nodes.SkipNode


def depart_tags(self: HTML5Translator, node: press_tags) -> None:
    """Nothing is left to write."""


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(app, "tags", TagsDirective, (press_tags, visit_tags, depart_tags))
