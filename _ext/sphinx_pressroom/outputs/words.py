"""Sphinx's own search index from one build to the next, without what is gone.

Sphinx reads its index back from the file that visitors load, which lacks entries of ``index``
directives and keeps words that no page has any more. So the whole is kept beside the doctrees.
The index has no public way in or out (https://github.com/sphinx-doc/sphinx/issues/12599).
"""

from __future__ import annotations

import pickle
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import state

if TYPE_CHECKING:
    from sphinx.search import IndexBuilder

_BY_WORD = ("_mapping", "_title_mapping")
_BY_PAGE = ("_titles", "_filenames", "_all_titles", "_index_entries")


def load(indexer: IndexBuilder, file: Path, keep: AbstractSet[str]) -> None:
    """Read back what an index knows of the pages that stay as they are."""
    known: dict[str, Any] = pickle.loads(file.read_bytes()) if keep and file.is_file() else {}  # noqa: S301
    for name in (*_BY_WORD, *_BY_PAGE):
        setattr(indexer, name, known.get(name, {}))
    _prune(indexer, keep)


def save(indexer: IndexBuilder, file: Path, pages: AbstractSet[str]) -> None:
    """Keep all that an index knows of pages, in an order that does not tell how it came about."""
    _prune(indexer, pages)
    known = {}
    for name in (*_BY_WORD, *_BY_PAGE):
        known[name] = dict(sorted(getattr(indexer, name).items()))
        setattr(indexer, name, known[name])
    state.save(known, file)


def _prune(indexer: IndexBuilder, keep: AbstractSet[str]) -> None:
    """Forget other pages, and words that none of these has."""
    known = frozenset(getattr(indexer, "_titles", ()))
    if known <= keep:
        return
    for name in _BY_PAGE:
        entries = getattr(indexer, name)
        setattr(indexer, name, {page: entries[page] for page in entries if page in keep})
    for name in _BY_WORD:
        words = {word: pages & keep for word, pages in getattr(indexer, name).items()}
        setattr(indexer, name, {word: pages for word, pages in words.items() if pages})
