"""Releases written for Jekyll, and stand-ins for the files that they link to."""

import hashlib
import re
import struct
import zlib
from urllib.parse import unquote

import pytest

_UPLOAD = re.compile(r"(?<![\w.])/?uploads/[^\s\"'<>()\[\]{}]+")


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(name):
    """Draw four by three pixels in colours made of the file's name, so that no two are alike."""
    colours = hashlib.sha512(name).digest()
    rows = b"".join(b"\0" + colours[12 * row : 12 * row + 12] for row in range(3))
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 3, 8, 2, 0, 0, 0))
    body = _chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + head + body + _chunk(b"IEND", b"")


def _stand_in(path):
    name = path.encode()
    return b"%PDF-1.7\n%" + name + b"\n%%EOF\n" if "pdf" in path[-4:] else _png(name)


def files_of(text):
    """Make the files that a release's text links to, by decoded path."""
    paths = {unquote(path).lstrip("/") for path in _UPLOAD.findall(text)}
    return {path: _stand_in(path) for path in sorted(paths)}


@pytest.fixture(scope="session")
def attachments():
    """Return a function from a release's text to its ``/uploads/`` files, by decoded path."""
    return files_of
