"""What a JPEG tells beside its picture: taken out, but for which side is up.

The engine copies a JPEG into the PDF as it is, with the place and the camera that it names.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_START = b"\xff\xd8"
_EXIF = b"Exif\0\0"
_KEPT = frozenset({0xE0, 0xE2, 0xEE})
"""Of the applications' segments: JFIF, colour profile, and how Adobe has coded colours."""
_UPRIGHT = 1


def without_metadata(content: bytes) -> bytes:
    """Take out what a camera or an editor has written; a file that is odd stays as it is."""
    try:
        kept, upright, rest = [], _UPRIGHT, content[2:]
        for marker, segment, behind in _segments(content):
            rest = behind
            if marker == 0xE1 and segment[4:10] == _EXIF:
                upright = _orientation(segment[10:]) or upright
            elif marker in _KEPT or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
                kept.append(segment)
    except (struct.error, IndexError):
        return content
    exif = [_exif(upright)] if upright != _UPRIGHT else []
    return b"".join([_START, *exif, *kept, rest])


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Give the segments before the picture: marker, the whole segment, and what follows it."""
    at = 2
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        yield content[at + 1], content[at:end], content[end:]
        at = end


def _orientation(tiff: bytes) -> int:
    """Read which side is up (TIFF tag 274); nothing where it is not said."""
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (entries,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(entries):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
        if tag == 274:
            return int(value)
    return 0


def _exif(orientation: int) -> bytes:
    """Write a segment that says which side is up, and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 274, 3, 1, orientation, 0, 0)
    body = _EXIF + tiff
    return struct.pack(">HH", 0xFFE1, len(body) + 2) + body
