"""A folder that holds a copy of a press room; nothing outside of it is ever looked at."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .canonical import canonical, digest, encoded

LARGEST_LIST = 500_000_000
LARGEST_PAGE = 20_000_000
"""Bytes that are read at once, at most; no press room comes near."""
_PAGES = (".html", ".htm")


class Outside(ValueError):  # noqa: N818
    """A path leads out of the folder."""


class Unread(ValueError):  # noqa: N818
    """A file is there, and cannot be read."""


class Folder:
    """A folder, and the files in it by their paths with ``/``."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def find(self, path: str) -> Path | None:
        """Find a file; nothing when there is none."""
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path or "\0" in path:
            raise Outside(path)
        try:
            file = (self.root / pure).resolve()
        except (OSError, RuntimeError, ValueError):  # too long a name, or links in a circle
            return None
        if not file.is_relative_to(self.root):
            raise Outside(path)
        return file if _is_file(file) else None

    def read(self, path: str) -> bytes | None:
        """Read a list; nothing when there is none."""
        file = self.find(path)
        return read(file, LARGEST_LIST) if file else None

    def digest(self, path: str) -> str | None:
        """Give the SHA-256 of a file; nothing when there is none."""
        file = self.find(path)
        return file_digest(file) if file else None

    def text_digest(self, path: str) -> str | None:
        """Give the SHA-256 of the canonical text of a page; nothing when there is no page."""
        file = self.find(path)
        return text_digest(file) if file else None

    def pages(self) -> Iterator[str]:
        """Name the files that hold pages, but for those in folders that are hidden."""
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                file = Path(folder, name)
                if name.lower().endswith(_PAGES) and not file.is_symlink() and _is_file(file):
                    yield file.relative_to(self.root).as_posix()


def read(file: Path, most: int) -> bytes:
    """Read a file that is no larger than it may be."""
    try:
        if file.stat().st_size > most:
            raise Unread(f"it has more than {most // 1_000_000} MB")
        return file.read_bytes()
    except OSError as error:
        raise Unread(error.strerror or "it cannot be read") from error


def file_digest(file: Path) -> str:
    """Give the SHA-256 of a file of any size."""
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise Unread(error.strerror or "it cannot be read") from error


def text_digest(file: Path) -> str:
    """Give the SHA-256 of the canonical text of a page; of one without a release, nothing."""
    text = canonical(read(file, LARGEST_PAGE).decode("utf-8", "replace"))
    return digest(encoded(text)) if text else ""


def is_page(file: Path) -> bool:
    """Tell by its name whether a file is a page."""
    return file.name.lower().endswith(_PAGES)


def _is_file(file: Path) -> bool:
    """Tell whether a file is one, and neither a device nor a pipe, which might never end."""
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False
