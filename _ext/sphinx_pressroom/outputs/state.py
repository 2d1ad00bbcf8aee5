"""What pages and outputs were made from, kept beside the doctrees from one build to the next."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = 5


class Made(NamedTuple):
    """A file of the output folder: what it was made from, and what came of it, as digests."""

    inputs: str
    digest: str
    images: tuple[tuple[str, str], ...] = ()
    """Of a page, the pictures that it shows: path in the source folder and published name."""
    around: str = ""
    """Of a page, what stands around its text."""
    alone: int = 0
    """Of a page whose text shows nothing of other documents, when that was read."""


Together = tuple[str, dict[str, str]]
"""Files made together: what they were made from, and their digests by path."""


@dataclass(slots=True)
class State:
    """Everything that the last finished build made."""

    format: int = FORMAT
    room: str = ""
    """What pages show of all releases, as a digest."""
    frame: str = ""
    """What all pages have in common, as a digest."""
    standing: str = ""
    """What the room followed from when the build was over, as a digest."""
    terms: dict[tuple[str, str], str] = field(default_factory=dict)
    """The archive pages of terms, by kind and term."""
    feeds: tuple[tuple[str, str], ...] = ()
    """Paths and titles of the feeds."""
    common: str = ""
    """What all pages and files follow from beside releases and texts, as a digest."""
    basis: str = ""
    """What all pages and files follow from, as a digest."""
    pages: dict[str, Made] = field(default_factory=dict)
    """Pages of documents, by docname."""
    outputs: dict[str, Made] = field(default_factory=dict)
    """Other files, by path."""
    gathered: dict[str, dict[str, str]] = field(default_factory=dict)
    """Pages that Sphinx makes of no document: their digests by path, by what they are."""
    bundles: dict[str, Together] = field(default_factory=dict)
    """Files made together, by name."""

    def copy(self) -> State:
        """Give a state that can be changed while this one stays as it is."""
        return replace(
            self,
            pages=dict(self.pages),
            outputs=dict(self.outputs),
            gathered=dict(self.gathered),
            bundles=dict(self.bundles),
        )


def load(file: Path) -> State:
    """Read the state of the last build; an empty one when there is none that can be read."""
    state = read(file)
    return state if isinstance(state, State) and state.format == FORMAT else State()


def read(file: Path) -> Any:
    """Read what was saved; nothing when there is none that can be read."""
    return next(_values(file), None)


def read_if(file: Path, mark: object) -> Any:
    """Read what was saved under a mark; nothing when there is none that can be read."""
    found = _values(file)
    return next(found, None) if next(found, None) == mark else None


def is_saved(file: Path, mark: object) -> bool:
    """Tell whether something was saved under a mark."""
    return bool(next(_values(file), None) == mark)


def save(state: object, file: Path) -> None:
    """Write a state, whole or not at all."""
    _save(file, state)


def save_under(mark: object, state: object, file: Path) -> None:
    """Write a state that is asked for by a mark."""
    _save(file, mark, state)


def _save(file: Path, *values: object) -> None:
    beside = file.with_name(f"{file.name}.new")
    with beside.open("wb") as new:
        for value in values:
            pickle.dump(value, new, pickle.HIGHEST_PROTOCOL)
    os.replace(beside, file)  # noqa: PTH105


def _values(file: Path) -> Iterator[Any]:
    """Give the values of a file, up to one that cannot be read."""
    try:
        with file.open("rb") as content:
            while True:
                yield pickle.load(content)  # noqa: S301  (it lies beside Sphinx's own pickles)
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError):
        return
    except (TypeError, ValueError):  # from another version, or not a pickle at all
        return
