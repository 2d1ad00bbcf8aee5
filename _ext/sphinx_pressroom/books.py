"""Books: what sphinx-design draws for screens, opened for EPUB, whose pages are strict XML.

It writes radio buttons unclosed and drawings in no namespace, of which a reader shows nothing, and
neither has a hook (https://www.w3.org/TR/epub-33/, 3.8 and 6.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ICONS = ('class="sd-octicon', 'class="sd-material-icon')
"""What drawings have that are decoration."""


class OpenDesign(SphinxPostTransform):
    """Let a tab be its name and what stands below, and leave out icons."""

    default_priority = 210  # behind sphinx-design's own, which are at 199 and 200
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        """Go through what sphinx-design has made, where not every node knows its parent."""
        for node in list(self.document.findall(nodes.Element)):
            opened = [one for child in node.children for one in _opened(child)]
            if opened != node.children:
                node.children = []
                node.extend(opened)


def _opened(node: nodes.Node) -> list[nodes.Node]:
    """Give what stands for a node in a book."""
    match node:
        case nodes.raw() if any(sign in node.astext() for sign in _ICONS):
            return []
        case nodes.Element() if type(node).__name__ in {"sd_tab_input", "sd_icon"}:
            return []
        case nodes.Element() if type(node).__name__ == "sd_tab_label":
            words = nodes.strong("", "", *node.children)
            return [nodes.paragraph("", "", words, classes=["sd-tab-name"], ids=node["ids"])]
    return [node]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(OpenDesign)
