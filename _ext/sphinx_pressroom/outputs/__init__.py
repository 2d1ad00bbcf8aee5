"""Files that a publication has: written when what they show has changed, deleted when gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import archive, builder, navigation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PARTS = (builder, navigation, archive)
"""In the order in which they write; what reads other outputs stands last."""


def setup(app: Sphinx) -> None:
    """Register the parts."""
    for part in PARTS:
        part.setup(app)
