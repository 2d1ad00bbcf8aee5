"""sphinx-pressroom: press releases as a Sphinx publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    blocks,
    books,
    collection,
    darkroom,
    domain,
    files,
    inclusion,
    labels,
    layout,
    outputs,
    pages,
    parser,
    pdf,
    photos,
    reading,
    sanitising,
    search,
    settings,
    summary,
    theme,
    typesetting,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

PARTS = (
    settings,
    labels,
    domain,
    reading,
    blocks,
    layout,
    inclusion,
    parser,
    sanitising,
    files,
    darkroom,
    photos,
    pages,
    summary,
    typesetting,
    books,
    collection,
    outputs,
    search,
    theme,
    pdf,
)
"""In the order of the data's way."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part with Sphinx."""
    app.require_sphinx("9.0")
    app.setup_extension("myst_parser")
    for part in PARTS:
        part.setup(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
