"""Lowering: for every builder that is not HTML, blocks become standard nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..files import press_photo
from .block import Block, Part
from .contacts import press_direct_line
from .downloads import press_download

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class LowerBlocks(SphinxPostTransform):
    """Replace each block, then each part left of it, by what it is in standard nodes."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Lower the blocks of one document."""
        found: list[Any] = list(self.document.findall(_needs_lowering))
        for node in found:
            if any(child is node for child in node.parent.children):
                node.parent.replace(node, node.lowered())


def _needs_lowering(node: nodes.Node) -> bool:
    return isinstance(node, Block | Part | press_direct_line | press_download | press_photo)


def on_builder_inited(app: Sphinx) -> None:
    """Lower blocks wherever no HTML is written."""
    if app.builder.format != "html":
        app.add_post_transform(LowerBlocks)


def setup(app: Sphinx) -> None:
    """Connect the lowering."""
    app.connect("builder-inited", on_builder_inited)
