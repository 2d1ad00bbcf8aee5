"""Notes: what editors should know, after the end of the text that may be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..records import Release
from .block import Block, BlockDirective, Page, press_heading, register, tag_visitors

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class press_notes(Block):
    """A heading and a text."""

    tag = "section"


def build(release: Release, page: Page) -> list[Block]:
    """Make the notes to editors of a release."""
    if not release.notes_to_editors:
        return []
    return [_build(page.markdown(release.notes_to_editors), page)]


def _build(parsed: list[nodes.Node], page: Page) -> Block:
    return press_notes("", press_heading("", page.label("Notes to editors")), *parsed)


class NotesDirective(BlockDirective):
    """``press:notes``: notes to editors, in Markdown."""

    field = "notes_to_editors"

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Say what the front matter says."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Say what the directive holds."""
        return [_build(self.parse_content_to_nodes(), page)]


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(app, "notes", NotesDirective, (press_notes, *tag_visitors("press-notes")))
