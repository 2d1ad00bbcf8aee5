"""Collections and their shelves: which archive pages there are, and what stands on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["archive", "year", "month", "category", "tag", "type", "language"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The releases of one archive, newest first."""

    page: str
    """The name of its first page, such as ``category/water``; later ones are ``…/page/2``."""
    kind: Kind
    term: str
    """What they have in common, as written: ``Water``, ``2026``, ``2026/09``; empty for all."""
    docnames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """Some or all releases, with archives of their own."""

    name: str
    """As ``press_collections`` names it; empty for the whole press room."""
    title: str
    """What readers call it; empty for the whole press room."""
    docnames: tuple[str, ...]
    """Its releases, newest first."""
    shelves: tuple[Shelf, ...]

    @property
    def prefix(self) -> str:
        """What the names of its pages begin with: nothing, or its name and a slash."""
        return f"{self.name}/" if self.name else ""
