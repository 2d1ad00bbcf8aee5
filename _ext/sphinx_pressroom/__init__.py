"""sphinx-pressroom: press releases as a Sphinx publication."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

PARTS = (
    "settings",
    "shortcuts",
    "spared",
    "clock",
    "preview",
    "labels",
    "domain",
    "reading",
    "discretion",
    "blocks",
    "layout",
    "inclusion",
    "parser",
    "sanitising",
    "files",
    "withheld_files",
    "darkroom",
    "photos",
    "pages",
    "summary",
    "typesetting",
    "books",
    "collection",
    "outputs",
    "search",
    "theme",
    "pdf",
)
"""In the order of the data's way; imported for Sphinx alone, since commands start without it."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part with Sphinx."""
    app.require_sphinx("9.0")
    app.setup_extension("myst_parser")
    for part in PARTS:
        import_module(f".{part}", __name__).setup(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
