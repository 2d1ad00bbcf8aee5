"""What pictures tell beside what they show: taken out without touching what they show.

Cameras write where a photo was taken and with what, programs who worked on it and a small copy from
before it was cropped. Of all that the artist, the copyright and which side is up stay, as Exif
data, and colour profiles. What follows a picture's end goes too: phones put further pictures there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

from . import Broken, exif, iptc
from .exif import Facts

_EARLY_END = "it ends too early"
_NO_PICTURE = "its parts are not those of a picture"


def tells(start: bytes) -> bool:
    """Tell by its first twelve bytes whether a file is a picture that has to be cleaned."""
    return any(begins.match(start) for begins in _FORMATS)


def cleaned(content: bytes) -> bytes:
    """Give a JPEG, PNG or WebP with nothing but the picture, its artist and its copyright.

    Anything else is given as it is. Raise :class:`Broken` for what begins as a picture and does
    not go on as one.
    """
    for begins, clean in _FORMATS.items():
        if begins.match(content):
            return clean(content)
    return content


# -- JPEG (ITU-T T.81, annex B) ------------------------------------------------------------------

_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_NEXT = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
"""The marker that ends a scan's data: neither a stuffed byte nor a restart."""
_SHOWING = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Segments of applications that a picture is shown by, and how their content begins."""
_TELLING = {_COMMENT, *range(0xE0, 0xF0)} - _SHOWING.keys()
"""Comments, and all other segments of applications."""


def _jpeg(content: bytes) -> bytes:
    kept: list[bytes] = []
    facts, credit = Facts(), Facts()
    for kind, segment in _segments(content):
        inside = segment[4:]
        if kind == 0xE1 and inside.startswith(exif.PREFIX):
            facts = exif.read(inside)
        elif kind == 0xED and inside.startswith(iptc.PREFIX):
            credit = iptc.read(inside)
        elif kind not in _TELLING and inside.startswith(_SHOWING.get(kind, b"")):
            kept.append(segment)
    data = exif.written(
        Facts(facts.artist or credit.artist, facts.copyright or credit.copyright, facts.orientation)
    )
    if data:
        data = exif.PREFIX + data
        first = kept[:1] if kept and kept[0][1] == 0xE0 else []
        made = b"\xff\xe1" + (len(data) + 2).to_bytes(2, "big") + data
        kept = [*first, made, *kept[len(first) :]]
    return b"".join([b"\xff\xd8", *kept])


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the segments with their markers; a scan's data belongs to the segment before it."""
    at = 2
    while at < len(content):
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        if content[at : at + 2] == b"\xff\xd9":
            yield _END, content[at : at + 2]
            return
        if content[at] != 0xFF or at + 4 > len(content):
            raise Broken(_NO_PICTURE)
        kind = content[at + 1]
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if not at + 4 <= end <= len(content):
            raise Broken(_EARLY_END)
        if kind == _SCAN:
            following = _NEXT.search(content, end)
            end = following.start() if following else len(content)
        yield kind, content[at:end]
        at = end
    raise Broken(_EARLY_END)


# -- PNG (W3C PNG, 3rd edition, 5.3) -------------------------------------------------------------

_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT "
    b"acTL fcTL fdAT".split()
)
"""Chunks that pictures, also moving ones, are shown by."""
_TEXTS = (b"Author\0", b"Copyright\0")


def _png(content: bytes) -> bytes:
    kept = [content[:8]]
    for kind, chunk in _chunks(content):
        inside = chunk[8:-4]
        if kind in _CHUNKS:
            kept.append(chunk)
        elif kind == b"eXIf" and (data := exif.written(exif.read(inside))):
            body = kind + data
            kept += [len(data).to_bytes(4, "big"), body, zlib.crc32(body).to_bytes(4, "big")]
        elif kind in {b"tEXt", b"zTXt", b"iTXt"} and inside.startswith(_TEXTS):
            kept.append(chunk)
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 12 <= len(content):
        kind = content[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if end > len(content):
            break
        yield kind, content[at:end]
        if kind == b"IEND":
            return
        at = end
    raise Broken(_EARLY_END)


# -- WebP (RFC 9649, 2) --------------------------------------------------------------------------

_PARTS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def _webp(content: bytes) -> bytes:
    parts: list[tuple[bytes, bytes]] = []
    data = b""
    for kind, inside in _riff(content):
        if kind == b"EXIF":
            data = exif.written(exif.read(inside))
        elif kind in _PARTS:
            parts.append((kind, inside))
    if parts[0][0] == b"VP8X":
        flags = parts[0][1][0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if data else 0)
        parts[0] = (b"VP8X", bytes([flags]) + parts[0][1][1:])
        parts += [(b"EXIF", data)] if data else []
    body = b"WEBP" + b"".join(
        kind + len(inside).to_bytes(4, "little") + inside + b"\0" * (len(inside) % 2)
        for kind, inside in parts
    )
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _riff(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    last = 8 + int.from_bytes(content[4:8], "little")
    at = 12
    if not at < last <= len(content):
        raise Broken(_EARLY_END)
    while at < last:
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        if at + 8 + size > last:
            raise Broken(_EARLY_END)
        yield content[at : at + 4], content[at + 8 : at + 8 + size]
        at += 8 + (size + 1) // 2 * 2


_FORMATS: dict[re.Pattern[bytes], Callable[[bytes], bytes]] = {
    re.compile(rb"\xff\xd8\xff"): _jpeg,
    re.compile(rb"\x89PNG\r\n\x1a\n"): _png,
    re.compile(rb"RIFF....WEBP", re.DOTALL): _webp,
}
"""How a file begins, and what cleans it."""
