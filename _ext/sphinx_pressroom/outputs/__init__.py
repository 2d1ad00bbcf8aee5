"""Files that a publication has: written when what they show has changed, deleted when gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    archive,
    builder,
    contacts_page,
    feeds,
    navigation,
    not_found,
    pagefind,
    redirects,
    search_page,
    sitemap,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PARTS = (
    builder,
    navigation,
    archive,
    contacts_page,
    not_found,
    feeds,
    sitemap,
    redirects,
    search_page,
    pagefind,
)
"""In the order in which they write; of two outputs with one path, the first is written."""


def setup(app: Sphinx) -> None:
    """Register the parts."""
    for part in PARTS:
        part.setup(app)
