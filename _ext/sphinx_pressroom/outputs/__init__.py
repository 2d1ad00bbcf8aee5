"""Files that a publication has: written when what they show has changed, deleted when gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    archive,
    builder,
    check_page,
    contacts_page,
    feeds,
    navigation,
    not_found,
    page_proof,
    pagefind,
    redirects,
    search_index,
    search_page,
    signing,
    sitemap,
    verification,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PARTS = (
    builder,
    signing,
    navigation,
    archive,
    contacts_page,
    check_page,
    not_found,
    feeds,
    sitemap,
    redirects,
    search_page,
    page_proof,
    verification,
    pagefind,
    search_index,
)
"""In the order in which they write; of two outputs with one path, the first is written."""


def setup(app: Sphinx) -> None:
    """Register the parts."""
    for part in PARTS:
        part.setup(app)
