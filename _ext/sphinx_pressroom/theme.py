"""The theme, and the look of blocks in every other theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

THEME = "pressroom"
FOLDER = Path(__file__).parent / "theme" / THEME


def on_builder_inited(app: Sphinx) -> None:
    """Load the blocks' stylesheet in themes that are not ours."""
    if app.builder.format == "html" and app.config.html_theme != THEME:
        app.config.html_static_path.append(str(FOLDER / "static" / "blocks.css"))
        app.add_css_file("blocks.css")


def setup(app: Sphinx) -> None:
    """Register the theme."""
    app.add_html_theme(THEME, str(FOLDER))
    app.connect("builder-inited", on_builder_inited)
