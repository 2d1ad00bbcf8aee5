"""The lists of what was published, written and read."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_pressroom.proof import manifest

ZERO = "0" * 64
GOOD = {
    "format": 1,
    "site": "",
    "canonical": 1,
    "releases": [
        {
            "page": "a.html",
            "title": "A",
            "date": "2026-03-31",
            "text": {"path": "a.txt", "sha256": ZERO},
            "attachments": [{"path": "_d/x.pdf", "name": "x", "sha256": ZERO, "size": 3}],
        }
    ],
}
NAMES = ["a b.txt", "é.txt", "back\\slash.txt", "new\nline.txt", "return\rhere.txt", "*star", "-c"]


def test_sums_are_those_of_sha256sum(tmp_path: Path, absent: Callable[[str], None]) -> None:
    """The program sha256sum writes and checks the same list, whatever files are called."""
    if not shutil.which("sha256sum"):
        absent("no sha256sum")
    digests = {}
    for name in NAMES:
        (tmp_path / name).write_text(name)
        digests[name] = hashlib.sha256(name.encode()).hexdigest()
    written = manifest.sums(digests)
    command = ["sha256sum", "--", *sorted(NAMES)]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout == written
    (tmp_path / "SUMS").write_bytes(written)
    subprocess.run(["sha256sum", "-c", "SUMS"], cwd=tmp_path, check=True, capture_output=True)
    assert manifest.read_sums(written) == digests


@pytest.mark.parametrize("content", [b"rubbish", b"\xff", f"{ZERO} a\n".encode(), b"0  a\n"])
def test_sums_that_are_none(content: bytes) -> None:
    """Lines that are not a digest and a name are refused."""
    with pytest.raises(manifest.Unreadable):
        manifest.read_sums(content)


def test_read() -> None:
    """A list is read into releases and their files."""
    (entry,) = manifest.read(json.dumps(GOOD).encode())
    assert (entry.page, entry.title, entry.date) == ("a.html", "A", "2026-03-31")
    assert [(one.path, one.name, one.size) for one in entry.files] == [
        ("a.txt", "a.txt", 0),
        ("_d/x.pdf", "x", 3),
    ]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_written(count: int) -> None:
    """A list is written with a line for each release, and read as it was, also line by line."""
    releases = [{**GOOD["releases"][0], "title": f"«É»\n]{number}"} for number in range(count)]
    written = [manifest.line(one) for one in releases]
    content = manifest.written("https://press.example/", 1, written)
    assert manifest.lines(content) == written
    whole = {"format": 1, "site": "https://press.example/", "canonical": 1, "releases": releases}
    assert json.loads(content) == whole
    assert [entry.title for entry in manifest.read(content)] == [one["title"] for one in releases]
    lines = content.decode().splitlines()
    assert sum(line.startswith('{"page": "a.html", "title": "«É»\\n]') for line in lines) == count


def changed(*keys: str | int, value: object) -> bytes:
    """Write the good list with another value in one place."""
    copy = json.loads(json.dumps(GOOD))
    place = copy
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    return json.dumps(copy).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"\xff{}",
        b"[" * 100_000,
        b'{"releases": 3}',
        changed("format", value=2),
        changed("format", value=None),
        changed("releases", value=[3]),
        changed("releases", 0, "page", value=None),
        changed("releases", 0, "title", value=["A"]),
        changed("releases", 0, "text", value="a.txt"),
        changed("releases", 0, "text", "sha256", value="x" * 64),
        changed("releases", 0, "text", "sha256", value=ZERO.replace("0", "A")),
        changed("releases", 0, "attachments", value={}),
        changed("releases", 0, "attachments", 0, value=None),
        changed("releases", 0, "attachments", 0, "path", value=""),
    ],
)
def test_lists_that_are_none(content: bytes) -> None:
    """What is no list of releases is refused, and nothing else happens."""
    with pytest.raises(manifest.Unreadable):
        manifest.read(content)
