"""What does not match between a copy of a press room and the lists of what was published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from . import manifest
from .canonical import digest
from .folder import Folder, Outside, Unread
from .manifest import Entry, File


class Kind(Enum):
    """What is wrong with a thing, in words that follow its name."""

    TEXT = "its text is not the one that was published as {of}"
    CHANGED = "it is not the file that was published as {of}"
    SWAPPED = "it holds what was published as {of}"
    MISSING = "it is missing: it was dropped, or the copy is not complete"
    UNLISTED = "no list names it: it is newer than the list, or was not published here"
    OUTSIDE = "the list leads out of the folder; it was not looked at"
    UNREADABLE = "it cannot be read: {of}"
    DISAGREE = "SHA256SUMS and press-releases.json do not say the same of it"
    COPY = "it differs from the one in {of}"
    ALTERED = "it is not what was signed: the list or its signature was changed"
    STRANGER = "it is signed by somebody whom {of} does not name"
    UNSIGNED = "it is not signed, although {of} names who signs"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not match."""

    path: str
    kind: Kind
    of: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.kind.value.format(of=self.of)}"


class Unsettled(Exception):  # noqa: N818  (an answer, not a mistake)
    """Something cannot be checked; the message says what, and the way out."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a press room, and where they lie."""

    folder: Folder
    prefix: str
    entries: list[Entry]
    content: bytes
    """Of ``press-releases.json``."""

    def known(self) -> dict[str, str]:
        """Give a path for each SHA-256 that is listed; of a text, that of its page."""
        files = {one.sha256: one.path for entry in self.entries for one in entry.attachments}
        return {**files, **{entry.text.sha256: entry.page for entry in self.entries}}


def lists(place: Path) -> Lists:
    """Read the lists of a folder, or the list that a file is and those beside it."""
    folder = Folder(place.parent if place.is_file() else place)
    names = [place.name] if place.is_file() else _names()
    for name in names:
        prefix = name.removesuffix(manifest.NAME) if name in _names() else ""
        try:
            content = folder.read(name)
            if content is not None:
                return Lists(folder, prefix, manifest.read(content), content)
        except (manifest.Unreadable, Outside, Unread) as error:
            raise Unsettled(f"{name} cannot be used: {error}") from error
    raise Unsettled(
        f"there is no {manifest.NAME} in this folder; name the folder that holds it, or the file "
        "with --manifest"
    )


def _names() -> list[str]:
    return [manifest.NAME, f"{manifest.WELL_KNOWN}{manifest.NAME}"]


# -- the whole archive -----------------------------------------------------------------------------


def whole(folder: Folder, of: Lists) -> Iterator[Finding]:
    """Compare everything in a folder with the lists."""
    yield from _agreement(of)
    yield from _copies(of.folder)
    known = of.known()
    for entry in of.entries:
        page = File(entry.page, entry.title, entry.text.sha256)
        yield from _compared(page, folder.text_digest, known, Kind.TEXT)
        yield from _compared(entry.text, folder.digest, known, Kind.CHANGED)
    for one in dict.fromkeys(one for entry in of.entries for one in entry.attachments):
        yield from _compared(one, folder.digest, known, Kind.CHANGED)
    listed = {entry.page for entry in of.entries}
    for path in folder.pages():
        if path not in listed:
            yield from _unlisted(folder, path)


def _unlisted(folder: Folder, path: str) -> Iterator[Finding]:
    try:
        if folder.text_digest(path):
            yield Finding(path, Kind.UNLISTED)
    except Unread:
        return  # no release that anybody has listed


def _compared(
    one: File, look: Callable[[str], str | None], known: dict[str, str], kind: Kind
) -> Iterator[Finding]:
    """Compare a file with what a list says of it."""
    try:
        found = look(one.path)
    except Outside:
        yield Finding(one.path, Kind.OUTSIDE)
    except Unread as error:
        yield Finding(one.path, Kind.UNREADABLE, str(error))
    else:
        if found is None:
            yield Finding(one.path, Kind.MISSING)
        elif found != one.sha256:
            other = known.get(found)
            yield Finding(one.path, Kind.SWAPPED if other else kind, other or one.path)


def _agreement(of: Lists) -> Iterator[Finding]:
    """Compare the two lists with each other."""
    name = f"{of.prefix}{manifest.SUMS}"
    try:
        content = of.folder.read(name)
        if content is None:
            yield Finding(name, Kind.MISSING)
            return
        sums = manifest.read_sums(content)
    except (manifest.Unreadable, Outside, Unread) as error:
        yield Finding(name, Kind.UNREADABLE, str(error))
        return
    listed = {one.path: one.sha256 for entry in of.entries for one in entry.files}
    listed[manifest.NAME] = digest(of.content)
    for path in sorted(listed.keys() | sums.keys()):
        if listed.get(path) != sums.get(path):
            yield Finding(path, Kind.DISAGREE)


def _copies(folder: Folder) -> Iterator[Finding]:
    """Compare the lists at the root with their copies, where a host has let those be."""
    names = (manifest.NAME, manifest.SUMS, manifest.SIGNATURE, manifest.SIGNERS)
    found = {}
    for name in names:
        try:
            copy = folder.read(f"{manifest.WELL_KNOWN}{name}")
            found[name] = folder.read(name), copy
        except (Outside, Unread) as error:
            yield Finding(name, Kind.UNREADABLE, str(error))
    if any(copy is not None for _, copy in found.values()):
        for name, (first, copy) in found.items():
            if first != copy:
                yield Finding(name, Kind.COPY, manifest.WELL_KNOWN)
