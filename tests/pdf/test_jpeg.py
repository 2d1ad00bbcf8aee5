"""What cameras write into a picture is not in the PDF; which side is up is kept."""

import struct
import subprocess
from pathlib import Path

import pytest

from sphinx_pressroom.pdf.jpeg import without_metadata

SCAN = b"\xff\xda\x00\x02scan\xff\xd9"
FRAME = b"\xff\xc0\x00\x04ab"
PICTURE = Path(__file__).parents[2] / "uploads" / "maregraphe-lorient.jpg"
ICC = b"\xff\xe2\x00\x05icc"


def _exif(order, orientation, secret=b"SECRET"):
    mark = b"II" if order == "<" else b"MM"
    head = struct.pack(f"{order}2sHIH", mark, 42, 8, 2)
    entries = struct.pack(f"{order}HHIH2x", 271, 2, 6, 0)
    entries += struct.pack(f"{order}HHIH2x", 274, 3, 1, orientation)
    body = b"Exif\0\0" + head + entries + b"\0\0\0\0" + secret
    return struct.pack(">HH", 0xFFE1, len(body) + 2) + body


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_exif(order, orientation):
    """Of Exif the orientation is left, and nothing where the picture stands upright."""
    comment = b"\xff\xfe\x00\x08SECRET"
    jpeg = b"\xff\xd8" + _exif(order, orientation) + comment + ICC + FRAME + SCAN
    clean = without_metadata(jpeg)
    assert b"SECRET" not in clean
    assert clean.endswith(ICC + FRAME + SCAN)
    assert (b"Exif" in clean) == (orientation != 1)
    assert without_metadata(clean) == clean


@pytest.mark.parametrize(
    "odd",
    [b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\x00\x10Exif\0\0II", b"\xff\xd8" + SCAN],
)
def test_odd_files(odd):
    """A file that ends too soon, or has nothing to take out, stays as it is."""
    assert without_metadata(odd) == odd


def test_no_place_in_the_pdf(build, tmp_path):
    """The place that a camera has written is in no PDF."""
    source = PICTURE.read_bytes()
    jpeg = source[:2] + _exif(">", 1, b"48.85N-SECRET") + source[2:]
    release = "---\ntitle: T\ndate: 2026-01-01\n---\n\n![Words](/a.jpg)\n"
    built = build({"releases/a.md": release, "a.jpg": jpeg}, builder="press-pdf")
    assert built.located == []
    pdf = built.out / "releases/a.pdf"
    command = ["pdfimages", "-all", str(pdf), str(tmp_path / "found")]
    subprocess.run(command, check=True)
    (found,) = tmp_path.glob("found*")
    assert b"SECRET" not in found.read_bytes() + pdf.read_bytes()
