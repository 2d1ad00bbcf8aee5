"""Lead: the standfirst that says the whole in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..records import Release
from .block import Block, BlockDirective, Page, lower_children, register, tag_visitors

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class press_lead(Block):
    """The standfirst."""


def build(release: Release, page: Page) -> list[Block]:
    """Make the lead of a release."""
    return [_build(page.markdown(release.lead))] if release.lead else []


def _build(parsed: list[nodes.Node]) -> Block:
    for node in parsed:
        _unembolden(node)
    return press_lead("", *parsed)


def _unembolden(node: nodes.Node) -> None:
    """Take the bold from a paragraph that is all bold: how a lead looks is the theme's business."""
    if not isinstance(node, nodes.paragraph):
        return
    visible = [child for child in node.children if child.astext().strip()]
    if len(visible) == 1 and isinstance(visible[0], nodes.strong):
        node.children = []
        node.extend(lower_children(visible[0]))


class LeadDirective(BlockDirective):
    """``press:lead``: the standfirst, in Markdown."""

    field = "lead"

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Say what the front matter says."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Say what the directive holds."""
        return [_build(self.parse_content_to_nodes())]


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(app, "lead", LeadDirective, (press_lead, *tag_visitors("press-lead")))
