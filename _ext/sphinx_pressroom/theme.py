"""The theme, and the look of blocks in every other theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

THEME = "pressroom"
FOLDER = Path(__file__).parent / "theme" / THEME
OPTIONAL = ("pygments", "sphinx-design", "design-tabs")
"""Parts of the names of files that only some pages need."""


def on_builder_inited(app: Sphinx) -> None:
    """Load the blocks' stylesheet in themes that are not ours."""
    if app.builder.format == "html" and app.config.html_theme != THEME:
        app.config.html_static_path.append(str(FOLDER / "css" / "blocks.css"))
        app.add_css_file("blocks.css")


def on_html_page_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Load on a page of this theme what the page needs, and nothing else."""
    if app.config.html_theme != THEME:
        return
    if context.get("press_release"):
        app.add_js_file("press-copy.js", loading_method="defer")
    needed = _needed(doctree) if doctree else set()
    for name in ("css_files", "script_files"):
        context[name] = [
            file
            for file in context[name]
            if needed.issuperset(part for part in OPTIONAL if part in str(file.filename))
        ]


def _needed(doctree: nodes.document) -> set[str]:
    """Tell which of the optional files a page needs, by what stands on it."""
    needed = set()
    if doctree.next_node(nodes.literal_block):
        needed.add("pygments")
    if any(
        str(name).startswith("sd-")
        for node in doctree.findall(nodes.Element)
        for name in node["classes"]
    ):
        needed |= {"sphinx-design", "design-tabs"}
    return needed


def setup(app: Sphinx) -> None:
    """Register the theme."""
    app.add_html_theme(THEME, str(FOLDER))
    app.connect("builder-inited", on_builder_inited)
    app.connect("html-page-context", on_html_page_context, priority=900)
