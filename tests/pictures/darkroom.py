"""Pictures for tests: drawn with Pillow, and given what cameras and agencies write into them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

GPS = b"GPSPLACE"
"""Stands in the coordinates of every picture that tells where it was taken."""
SERIAL = b"BODYSERIAL4711"
ARTIST = "Inès Carpentier"
COPYRIGHT = "© Institut des rivages"


def photo(width: int = 1000, height: int = 600, mode: str = "RGB") -> Image.Image:
    """Draw a slope of light with some grain, which no format packs into nothing."""
    picture = Image.linear_gradient("L").resize((width, height))
    grain = Image.frombytes("L", (64, 64), bytes(number * 73 % 251 for number in range(4096)))
    picture = Image.blend(picture, grain.resize((width, height)), 0.3)
    made = picture.convert(mode)
    if mode.endswith("A"):
        made.putalpha(200)
    return made


def exif(*, orientation: int = 1, rights: bool = True) -> bytes:
    """Write what a phone does: place, device, a small copy; and who made the picture."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F], made[0x0110] = "Phonemaker", SERIAL.decode()
    if rights:
        made[0x013B], made[0x8298] = ARTIST.encode(), COPYRIGHT.encode()
    place: dict[int, Any] = made.get_ifd(0x8825)
    place[1], place[2] = "N", tuple(IFDRational(number) for number in (48, 51, 24))
    place[3], place[4] = "E", tuple(IFDRational(number) for number in (2, 21, 3))
    place[27], place[29] = GPS, "2026:03:31"
    made.get_ifd(0x8769)[0xA431] = SERIAL.decode()
    return made.tobytes()


def written(picture: Image.Image, form: str, **options: Any) -> bytes:
    """Write a picture in a format."""
    file = BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def jpeg(picture: Image.Image | None = None, *segments: bytes, **options: Any) -> bytes:
    """Write a JPEG with a phone's Exif data, and further segments behind them."""
    content = written(picture or photo(), "JPEG", **{"exif": exif(), "quality": 92, **options})
    return content[:2] + b"".join(segments) + content[2:]


def segment(kind: int, content: bytes) -> bytes:
    """Write a segment of a JPEG."""
    return bytes([0xFF, kind]) + struct.pack(">H", len(content) + 2) + content


def iptc(**texts: bytes) -> bytes:
    """Write Photoshop's segment with what an agency says: by-line, credit, copyright, place."""
    numbers = {"byline": 80, "credit": 110, "notice": 116, "city": 90}
    data = b"".join(
        struct.pack(">BBBH", 0x1C, 2, numbers[name], len(text)) + text
        for name, text in texts.items()
    )
    resource = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(data)) + data
    other = b"8BIM" + struct.pack(">H", 0x03ED) + b"\x03abc" + struct.pack(">I", 3) + b"xyz\0"
    return segment(0xED, b"Photoshop 3.0\0" + other + resource + b"\0" * (len(data) % 2))


def chunk(kind: bytes, content: bytes) -> bytes:
    """Write a chunk of a PNG."""
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def opened(content: bytes) -> Image.Image:
    """Read a picture as those who get it do."""
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture
