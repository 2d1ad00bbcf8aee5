"""Releases together: selections, archives, neighbours, and what a page shows of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    boxes,
    choices,
    collection_settings,
    context,
    kept_lines,
    listing,
    notices,
    references,
    shown,
    tree,
    vocabulary_check,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PARTS = (
    collection_settings,
    vocabulary_check,
    kept_lines,
    listing,
    choices,
    notices,
    references,
    tree,
    boxes,
    context,
    shown,
)


def setup(app: Sphinx) -> None:
    """Register the parts."""
    for part in PARTS:
        part.setup(app)
