"""The credit that agencies write into a JPEG: IPTC's by-line, credit and copyright notice.

They stand as IIM datasets (IPTC-IIM 4.2, 1.5) in a resource of Photoshop's segment.
"""

from __future__ import annotations

from collections.abc import Iterator

from .exif import Facts

PREFIX = b"Photoshop 3.0\0"
_IIM = 0x0404
_BYLINE, _CREDIT, _COPYRIGHT = 80, 110, 116


def read(data: bytes) -> Facts:
    """Read a Photoshop segment; who made a picture is its by-line and its credit."""
    found: dict[int, list[bytes]] = {}
    for number, resource in _resources(data.removeprefix(PREFIX)):
        if number == _IIM:
            for dataset, value in _datasets(resource):
                found.setdefault(dataset, []).append(value.strip(b"\0 "))
    names = dict.fromkeys([*found.get(_BYLINE, ()), *found.get(_CREDIT, ())])
    return Facts(b", ".join(filter(None, names)), b", ".join(found.get(_COPYRIGHT, ())))


def _resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give image resources with their numbers; name and content are padded to even lengths."""
    at = 0
    while data[at : at + 4] == b"8BIM" and at + 12 <= len(data):
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        at += 6 + (data[at + 6] + 2) // 2 * 2
        size = int.from_bytes(data[at : at + 4], "big")
        yield number, data[at + 4 : at + 4 + size]
        at += 4 + (size + 1) // 2 * 2


def _datasets(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the datasets of record 2, the application record."""
    at = 0
    while data[at : at + 1] == b"\x1c" and at + 5 <= len(data):
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        if data[at + 1] == 2:
            yield data[at + 2], data[at + 5 : at + 5 + size]
        at += 5 + size
