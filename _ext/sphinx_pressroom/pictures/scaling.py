"""Smaller pictures, drawn with Pillow; imported where that is installed."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import PIL
from PIL import Image, ImageOps, UnidentifiedImageError, features
from PIL.PngImagePlugin import PngInfo

from . import Broken, exif

VERSIONS = " ".join(
    [PIL.__version__, *(str(features.version(name)) for name in ("jpg", "webp", "zlib"))]
)
"""Of what makes the files, since their bytes may differ with it."""
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    EOFError,
    LookupError,
    MemoryError,
    TypeError,
    struct.error,
)
"""What Pillow raises for a file that is damaged."""
_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "CMYK"})
"""What a pixel may be; a picture of others (16 bits, floating point) is left as it is."""
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
}


def scaled(content: bytes, widths: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Draw a picture in those widths (pixels) that are less than its own, in its own format.

    Upright, with its colour profile, artist and copyright. Nothing is drawn of a moving picture,
    nor of one that would take more bytes than the original. Raise :class:`Broken` for a file that
    Pillow cannot read, or not without risk.
    """
    try:
        with Image.open(BytesIO(content), formats=tuple(_OPTIONS)) as opened:
            form = str(opened.format)
            if getattr(opened, "is_animated", False) or opened.mode not in _MODES:
                return
            upright = ImageOps.exif_transpose(opened)
            told = {**_OPTIONS[form], **_told(opened)}
            if form == "WEBP":
                told["lossless"] = b"VP8L" in content[:64]
        for width in sorted(set(widths)):
            if width < upright.width:
                made = _drawn(upright, width, form, told)
                if len(made) < len(content):
                    yield width, made
    except UnidentifiedImageError as error:
        raise Broken("it is of no kind that is known") from error
    except Image.DecompressionBombError as error:
        raise Broken("it has too many pixels") from error
    except BROKEN as error:
        raise Broken(str(error) or type(error).__name__) from error


def _drawn(picture: Image.Image, width: int, form: str, told: dict[str, Any]) -> bytes:
    size = width, max(1, round(picture.height * width / picture.width))
    colours = picture.mode == "P"
    if colours:
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode == "1":
        picture = picture.convert("L")
    small = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if colours:  # a chart of few colours stays a small file
        small = small.quantize(256, Image.Quantize.FASTOCTREE)
    small.info.clear()
    made = BytesIO()
    small.save(made, form, **told)
    return made.getvalue()


def _told(picture: Image.Image) -> dict[str, Any]:
    """Give what a smaller picture has to tell of the original."""
    info = picture.info
    told: dict[str, Any] = {}
    profile = info.get("icc_profile") or b""
    # Browsers take a picture without a profile for one in sRGB.
    if profile and b"sRGB" not in profile and "sRGB".encode("utf-16-be") not in profile:
        told["icc_profile"] = profile
    if data := exif.written(exif.read(info.get("exif") or b"")._replace(orientation=1)):
        told["exif"] = exif.PREFIX + data
    texts = PngInfo()
    for name in ("Author", "Copyright"):
        if isinstance(info.get(name), str):
            texts.add_itxt(name, info[name])
            told["pnginfo"] = texts
    return told
