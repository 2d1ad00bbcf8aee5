"""The blocks of a release, one module each: node, directive, HTML, setup.

A new block is one module here and its name in ``BLOCKS``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import (
    block,
    boilerplate,
    changes,
    contacts,
    downloads,
    facts,
    gallery,
    header,
    lead,
    links,
    lowering,
    notes,
    notice,
    quote,
    tags,
)
from .block import Block, Page

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..records import Release

BLOCKS = (
    header,
    notice,
    lead,
    gallery,
    quote,
    facts,
    links,
    downloads,
    contacts,
    boilerplate,
    notes,
    changes,
    tags,
)
"""Blocks that a front matter fills and ``press_layout`` places, by module."""


def builders() -> dict[str, Callable[[Release, Page], list[Block]]]:
    """Give, by the name that ``press_layout`` uses, what makes a release's block."""
    return {module.__name__.rsplit(".", 1)[-1]: module.build for module in BLOCKS}


def setup(app: Sphinx) -> None:
    """Register all blocks, and how other builders see them."""
    for module in (block, *BLOCKS, lowering):
        module.setup(app)
