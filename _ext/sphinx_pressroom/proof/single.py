"""What can be said of one file: a page, a text or an attachment of a release."""

from __future__ import annotations

from pathlib import Path

from .audit import Finding, Kind, Lists, Unsettled
from .folder import Unread, file_digest, is_page, text_digest


def single(file: Path, of: Lists) -> Finding | str:
    """Compare a file with the lists; in words, what it is when they know it."""
    try:
        found = text_digest(file) if is_page(file) else file_digest(file)
    except Unread as error:
        raise Unsettled(f"{file.name} cannot be read: {error}") from error
    published = _published(of, pages=is_page(file))
    expected = _expected(file, published)
    if expected and published[expected] == found:
        return f"it is what was published as {expected}"
    other = next((path for path, sha256 in published.items() if sha256 == found), None)
    if expected and not _has_other_name(file, expected):
        kind = Kind.TEXT if is_page(file) else Kind.CHANGED
        return Finding(file.name, Kind.SWAPPED if other else kind, other or expected)
    if other:
        return f"it is what was published as {other}"
    return Finding(file.name, Kind.UNLISTED)


def _published(of: Lists, *, pages: bool) -> dict[str, str]:
    """Give the SHA-256 of all texts by their page, or of all files."""
    if pages:
        return {entry.page: entry.text.sha256 for entry in of.entries}
    return {one.path: one.sha256 for entry in of.entries for one in entry.files}


def _expected(file: Path, published: dict[str, str]) -> str | None:
    """Find the listed path that a file seems to have: as much of it as there is, from its end."""
    parts = file.resolve().parts
    best, most = None, 0
    for path in published:
        own = path.split("/")
        same = 0
        while same < min(len(own), len(parts)) and own[-1 - same] == parts[-1 - same]:
            same += 1
        if same > most:
            best, most = path, same
    return best


def _has_other_name(file: Path, expected: str) -> bool:
    """Tell whether a file has only the name in common that every page of a folder has."""
    name = expected.rpartition("/")[2]
    whole = file.resolve().as_posix().endswith(f"/{expected}")
    return name.startswith("index.") and not whole
