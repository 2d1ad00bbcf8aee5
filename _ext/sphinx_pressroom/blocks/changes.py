"""Changes: the public history of a release, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from pydantic import TypeAdapter

from ..labels import N_
from ..records import Change, Release
from ..records.release import instant
from .block import (
    Block,
    BlockDirective,
    Page,
    bullets,
    line,
    press_heading,
    register,
    spoken,
    tag_visitors,
)
from .header import moment_node

if TYPE_CHECKING:
    from sphinx.application import Sphinx

KINDS = {"update": N_("Update"), "correction": N_("Correction")}
_CHANGES: TypeAdapter[tuple[Change, ...]] = TypeAdapter(tuple[Change, ...])


class press_changes(Block):
    """A heading and a list of changes."""

    tag = "section"


def build(release: Release, page: Page) -> list[Block]:
    """Make the history of a release."""
    return _build(release.changes, page)


def _build(changes: tuple[Change, ...], page: Page) -> list[Block]:
    if not changes:
        return []
    newest_first = sorted(changes, key=lambda change: -instant(change.at))
    items = bullets("", [_item(change, page) for change in newest_first])
    return [press_changes("", press_heading("", page.label("Changes")), items)]


def _item(change: Change, page: Page) -> list[nodes.Node]:
    kind = spoken("press-type", page.label(KINDS[change.kind]))
    what = line("press-change", moment_node(change.at, page.language), " · ", kind)
    return [what, *page.markdown(change.note)]


class ChangesDirective(BlockDirective):
    """``press:changes``: the history, as a YAML list in the shape of ``changes``."""

    field = "changes"

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Show the front matter's changes."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Show the changes that the directive lists."""
        return _build(self.values(_CHANGES, "changes") or (), page)


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(app, "changes", ChangesDirective, (press_changes, *tag_visitors("press-changes")))
