"""What cameras write into a picture is not in the PDF."""

import struct
import subprocess
from pathlib import Path

PICTURE = Path(__file__).parents[2] / "uploads" / "maregraphe-lorient.jpg"


def _exif(order, orientation, secret=b"SECRET"):
    mark = b"II" if order == "<" else b"MM"
    head = struct.pack(f"{order}2sHIH", mark, 42, 8, 2)
    entries = struct.pack(f"{order}HHIH2x", 271, 2, 6, 0)
    entries += struct.pack(f"{order}HHIH2x", 274, 3, 1, orientation)
    body = b"Exif\0\0" + head + entries + b"\0\0\0\0" + secret
    return struct.pack(">HH", 0xFFE1, len(body) + 2) + body


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
