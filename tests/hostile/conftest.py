"""The hostile room, built once for all tests of a module."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from sphinx.locale import translators
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

from hostile import Case, read_cases, write


@dataclass(frozen=True)
class Room:
    """A built room: the folder around it, its output, its log and what lay there before."""

    folder: Path
    out: Path
    log: str
    before: frozenset[Path]


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    """Read the cases."""
    return read_cases()


@pytest.fixture(scope="module")
def room(
    tmp_path_factory: pytest.TempPathFactory, cases: list[Case]
) -> Iterator[Callable[..., Room]]:
    """Return a function that builds the room, with a builder and settings of its own."""
    made: dict[str, Room] = {}
    apps: list[SphinxTestApp] = []

    def built(builder: str = "html", **conf: object) -> Room:
        key = f"{builder} {conf}"
        if key not in made:
            folder = tmp_path_factory.mktemp("hostile")
            source = write(folder, cases, _png())
            before = frozenset(folder.rglob("*"))
            translators.clear()
            app = SphinxTestApp(
                builder, srcdir=source, warning=StringIO(), verbosity=0, confoverrides=conf
            )
            apps.append(app)
            app.build()
            log = strip_escape_sequences(app.warning.getvalue()).replace(f"{source}/", "")
            made[key] = Room(folder, Path(app.outdir), log, before)
            app.cleanup()
        return made[key]

    return built
