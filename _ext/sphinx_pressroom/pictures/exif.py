"""What Exif may say in public: who made a picture, whose it is, and which side is up.

Exif (JEITA CP-3451, 4.6) is a TIFF structure: a head, and a directory of entries of twelve bytes.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

PREFIX = b"Exif\0\0"
"""What stands before the structure in a JPEG."""
_ORIENTATION, _ARTIST, _COPYRIGHT = 0x0112, 0x013B, 0x8298
_SHORT, _ASCII, _UTF8 = 3, 2, 129
_LONGEST = 2000
"""Bytes of a name or notice; what is longer is none."""


class Facts(NamedTuple):
    """What stays of a picture's Exif data; texts as their bytes, in whatever encoding."""

    artist: bytes = b""
    copyright: bytes = b""
    orientation: int = 1
    """From 1, upright, to 8 (Exif, 4.6.5.1)."""


def read(data: bytes) -> Facts:
    """Read a TIFF structure, with or without Exif's prefix; what is damaged says nothing."""
    data = data.removeprefix(PREFIX)
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None:
        return Facts()
    try:
        found = _entries(data, order)
    except struct.error:
        return Facts()
    turned = found.get(_ORIENTATION, 1)
    return Facts(
        _text(found.get(_ARTIST)),
        _text(found.get(_COPYRIGHT)),
        turned if isinstance(turned, int) and 1 <= turned <= 8 else 1,
    )


def _entries(data: bytes, order: str) -> dict[int, int | bytes]:
    """Give the numbers and texts of the first directory, by tag."""
    (start,) = struct.unpack_from(f"{order}I", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, start)
    found: dict[int, int | bytes] = {}
    for number in range(count):
        at = start + 2 + 12 * number
        tag, kind, length = struct.unpack_from(f"{order}HHI", data, at)
        if kind == _SHORT:
            (found[tag],) = struct.unpack_from(f"{order}H", data, at + 8)
        elif kind in {_ASCII, _UTF8} and length <= _LONGEST:
            # What fits into four bytes stands in the entry itself.
            place = at + 8 if length <= 4 else struct.unpack_from(f"{order}I", data, at + 8)[0]
            found[tag] = data[place : place + length]
    return found


def _text(value: int | bytes | None) -> bytes:
    """Take the text, of which a copyright has two: the photographer's and the editor's."""
    parts = value.split(b"\0") if isinstance(value, bytes) else []
    return b", ".join(stripped for part in parts if (stripped := part.strip()))


def written(facts: Facts) -> bytes:
    """Write the facts as a TIFF structure without prefix; nothing when there is nothing to say."""
    entries: list[tuple[int, int, bytes]] = []
    if facts.orientation != 1:
        entries.append((_ORIENTATION, _SHORT, struct.pack("<H", facts.orientation)))
    for tag, text in ((_ARTIST, facts.artist), (_COPYRIGHT, facts.copyright)):
        if text:
            entries.append((tag, _ASCII, text + b"\0"))
    if not entries:
        return b""
    directory = struct.pack("<H", len(entries))
    values = b""
    after = 8 + 2 + 12 * len(entries) + 4
    for tag, kind, value in entries:
        count = 1 if kind == _SHORT else len(value)
        directory += struct.pack("<HHI", tag, kind, count)
        if len(value) <= 4:
            directory += value.ljust(4, b"\0")
        else:
            directory += struct.pack("<I", after + len(values))
            values += value + b"\0" * (len(value) % 2)
    return b"II*\0\x08\0\0\0" + directory + bytes(4) + values
