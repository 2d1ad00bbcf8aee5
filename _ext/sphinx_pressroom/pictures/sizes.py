"""The sizes of pictures, kept by content from one build to the next.

In the folder lie, beside each other, the smaller files under the digest of their content, and for
each picture a note ``<key>.json`` of which it has; the key is made of all that they depend on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from . import MOST_PIXELS, Broken

FORMAT = 1
"""Of what is kept, and of how pictures are drawn."""
DIGITS = 16
"""64 bits of SHA-256 as hexadecimal digits: names that nobody guesses and that do not collide."""


class Size(NamedTuple):
    """A smaller file: its width in pixels, and the digest of its content, which is its name."""

    width: int
    digest: str


class Note(NamedTuple):
    """What is known of a picture: its smaller files, or why there can be none."""

    sizes: tuple[Size, ...] = ()
    fault: str = ""


def available() -> bool:
    """Tell whether pictures can be drawn here (the extra ``images``)."""
    return find_spec("PIL") is not None


def digest(content: bytes) -> str:
    """Make a name of a content, which cannot be computed by who has not got it."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


class Sizes:
    """The folder, and the widths (pixels) in which pictures are wanted."""

    def __init__(self, folder: Path, widths: Sequence[int]) -> None:
        self.folder = folder
        self.widths = tuple(widths)
        self._kept: set[str] = set()

    def of(self, name: str, pixels: int, content: Callable[[], bytes]) -> Note:
        """Give a picture's smaller files; drawn when they are not there.

        ``name`` is the digest of its content, ``pixels`` how many it has.
        """
        from . import scaling  # noqa: PLC0415  (an extra)

        made_from = (FORMAT, scaling.VERSIONS, self.widths, name)
        key = hashlib.sha256(repr(made_from).encode()).hexdigest()
        note = self._known(key)
        if note is None:
            if pixels > MOST_PIXELS:
                most = MOST_PIXELS // 1_000_000
                note = Note(fault=f"it has more than {most} million pixels")
            else:
                note = self._drawn(content())
            self._write(f"{key}.json", json.dumps(note).encode())
        self._kept |= {f"{key}.json", *(size.digest for size in note.sizes)}
        return note

    def keep_only(self) -> None:
        """Delete what nobody has asked for."""
        if self.folder.is_dir():
            for file in self.folder.iterdir():
                if file.name not in self._kept:
                    file.unlink()

    def _drawn(self, content: bytes) -> Note:
        from . import scaling  # noqa: PLC0415  (an extra)

        found = []
        try:
            for width, made in scaling.scaled(content, self.widths):
                found.append(Size(width, digest(made)))
                self._write(found[-1].digest, made)
        except Broken as error:
            return Note(fault=str(error))
        return Note(tuple(found))

    def _known(self, key: str) -> Note | None:
        """Read what is known of a picture; nothing when that, or a file of it, is not there."""
        try:
            sizes, fault = json.loads((self.folder / f"{key}.json").read_bytes())
            note = Note(tuple(Size(*size) for size in sizes), fault)
        except (OSError, ValueError, TypeError):
            return None
        there = ((self.folder / size.digest).is_file() for size in note.sizes)
        return note if all(there) else None

    def _write(self, name: str, content: bytes) -> None:
        """Write a file, whole or not at all; several threads may write the same."""
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self.folder / f"{name}.{id(content):x}.new"
        beside.write_bytes(content)
        beside.replace(self.folder / name)
