"""The cases of ``cases.md``: each a file as a writer may hand it in, and what the build says to it.

All cases of one part are built together, each as a release of its own, so that a case costs
milliseconds and its warnings are those of a real build, the later stages included.
"""

from __future__ import annotations

import ast
import json
import re
import struct
import zlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from sphinx_pressroom.records import Located

CASES = Path(__file__).with_name("cases.md")
OURS = re.compile(r"(\d+:\d+): (?:WARNING|ERROR): (.*) \[press\.(\w+)\]")
NO_RELEASE = "no release"


@dataclass(frozen=True)
class Case:
    """A case as it stands in the file."""

    part: str
    title: str
    line: int
    blocks: dict[str, str]
    conf: dict[str, Any] = field(default_factory=dict)

    @property
    def docname(self) -> str:
        """The document that the case becomes: its title makes the name."""
        return "releases/" + re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")

    @property
    def source(self) -> bytes:
        """The file to build; in ``escaped`` blocks, backslashes write what an editor would not."""
        if "md" in self.blocks:
            return self.blocks["md"].encode()
        return unescaped(self.blocks["md escaped"])

    @property
    def warnings(self) -> list[str]:
        """The expected warnings, one a line."""
        return self.blocks.get("warnings", "").splitlines()


def unescaped(text: str) -> bytes:
    r"""Undo ``\xff`` (a byte), ``\u2028`` (a character), ``\r``, ``\t`` and ``\{text*times}``."""

    def byte(match: re.Match[str]) -> bytes:
        code, char, letter, repeated, times = match.groups()
        if code:
            return bytes([int(code, 16)])
        if char:
            return chr(int(char, 16)).encode()
        if letter:
            return {"r": b"\r", "t": b"\t"}[letter]
        return repeated.encode() * int(times)

    pieces, last = [], 0
    pattern = r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([rt])|\{(.+?)\*(\d+)\})"
    for match in re.finditer(pattern, text, re.DOTALL):
        pieces += [text[last : match.start()].encode(), byte(match)]
        last = match.end()
    return b"".join([*pieces, text[last:].encode()])


def read_cases() -> list[Case]:
    """Read ``cases.md``: ``#`` opens a part, ``##`` a case, fences hold what belongs to it."""
    cases: list[Case] = []
    part, conf, blocks = "", {}, {}
    lines = iter(enumerate(CASES.read_text("utf-8").splitlines(), start=1))
    for number, line in lines:
        if line.startswith("## "):
            blocks = {}
            cases.append(Case(part, line[3:], number, blocks, conf))
        elif line.startswith("# "):
            part, conf, blocks = line[2:], {}, {}
        elif line.startswith("~~~"):
            content = []
            for _, inner in lines:
                if inner == "~~~":
                    break
                content.append(inner)
            text = "".join(f"{inner}\n" for inner in content)
            if line == "~~~conf":
                conf.update(ast.literal_eval(text))
            else:
                blocks[line[3:]] = text
    return cases


def png() -> bytes:
    """Make a picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


SHARED = {
    "contacts.yml": "press:\n  name: Press service\n  phones: 01 99 00 01 43\n"
    "desk:\n  name: Camille Martin\n  emails: desk@example.org\n",
    "boilerplates.yml": "institute:\n  title: About the institute\n  text: It has rivers.\n",
    "uploads/bridge.png": png(),
    "uploads/Pont neuf.png": png(),
    "uploads/kit.pdf": b"%PDF-1.7\n",
}


def plain(value: Any) -> Any:
    """Take what JSON has of a record: no places, no fields that are not set."""
    if isinstance(value, Located):
        return value.text
    if isinstance(value, BaseModel):
        found = {name: plain(getattr(value, name)) for name in type(value).model_fields}
        for item in list(vars(value).values()):
            found["uri"] = getattr(item, "uri", None) or found.get("uri")
        return {name: item for name, item in found.items() if item not in (None, [], {}, False)}
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def at(record: Any, path: str) -> Any:
    """Follow a path such as ``images.0.src`` into a record; ``None`` where it ends."""
    for part in path.split("."):
        if isinstance(record, list):
            record = record[int(part)] if int(part) < len(record) else None
        else:
            record = (record or {}).get(part)
    return record


READ = read_cases()
PARTS = list(dict.fromkeys(case.part for case in READ))


@pytest.fixture(scope="module")
def built(project):
    """Build the cases of a part, once."""
    made = {}

    def of(part):
        if part not in made:
            cases = [case for case in READ if case.part == part]
            sources = {f"{case.docname}.md": case.source for case in cases}
            folder = project()
            result = folder({**SHARED, **sources}, **cases[0].conf)
            warned = {}
            for line in result.warnings.replace(f"{result.app.srcdir}/", "").splitlines():
                path, said = line.split(".", 1)[0], line.split(":", 1)[-1]
                warned.setdefault(path, []).append(OURS.sub(r"\1 \3 \2", said))
            made[part] = warned, dict(result.releases)
            folder.close()
        return made[part]

    return of


def same(expected: str, found: str) -> bool:
    """Compare a warning, of which the expected text may end in ``…``."""
    return found.startswith(expected[:-1]) if expected.endswith("…") else found == expected


@pytest.mark.parametrize("case", READ, ids=[f"{case.part}: {case.title}" for case in READ])
def test_case(case, built):
    """A file gets the warnings that its case lists, no other, and becomes the record it shows."""
    warned, releases = built(case.part)
    found = warned.get(case.docname, [])
    where = f"{CASES.name}:{case.line}"
    alike = len(found) == len(case.warnings) and all(map(same, case.warnings, found))
    assert alike, "\n".join([where, "expected:", *case.warnings, "found:", *found])
    record = plain(releases.get(case.docname))
    expected = case.blocks.get("record", "").splitlines()
    if expected == [NO_RELEASE]:
        assert record is None, where
        return
    assert record is not None, f"{where}: there is no release"
    for line in expected:
        path, _, value = line.partition(" = ")
        assert at(record, path) == json.loads(value), f"{where}: {path}"


def test_cases_are_read_as_they_stand():
    """Every case has a file, a docname of its own within its part, and blocks of known names."""
    names = [(case.part, case.docname) for case in READ]
    assert len(names) == len(set(names))
    for case in READ:
        assert len({"md", "md escaped"} & case.blocks.keys()) == 1, case.title
        assert case.blocks.keys() <= {"md", "md escaped", "warnings", "record"}, case.title


def test_no_warning_is_left_over(built):
    """A build warns of nothing but the cases' own files."""
    for part in PARTS:
        own = {case.docname for case in READ if case.part == part}
        assert built(part)[0].keys() <= own
