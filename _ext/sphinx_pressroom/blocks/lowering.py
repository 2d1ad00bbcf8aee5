"""Lowering: for every builder that is not HTML, blocks become standard nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..photos import press_photo
from .block import Block, Part, press_direct_line
from .downloads import press_download
from .gallery import press_image, press_image_caption

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


class DescribePictures(SphinxPostTransform):
    """In plain text, put a picture's description in its place, on a line of its own."""

    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        """Describe the pictures of one document."""
        for picture in list(self.document.findall(press_photo)):
            words = [nodes.paragraph("", f"[{picture['alt']}]")] if picture["alt"] else []
            above = picture.parent
            above.replace(picture, words if isinstance(above, press_image) else [])
        for caption in list(self.document.findall(press_image_caption)):
            caption.parent.replace(caption, caption.lowered())


def on_builder_inited(app: Sphinx) -> None:
    """Lower blocks wherever no HTML is written."""
    if app.builder.format != "html":
        app.add_post_transform(LowerBlocks)
    if app.builder.format in {"text", "man"}:
        app.add_post_transform(DescribePictures)


def setup(app: Sphinx) -> None:
    """Connect the lowering."""
    app.connect("builder-inited", on_builder_inited)
