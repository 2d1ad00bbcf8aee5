"""The hostile cases, built as one room: what is said of each, and what of it is in the output."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

import pytest

from hostile import SECRET

PLACE = re.compile(r"(.+?):(\d+)(?::(\d+))?: (?:WARNING|ERROR): .* \[([\w.]+)\]")
HIDDEN = (SECRET, "Yamlsecret", "Inlinesecret", "Blocksecret", "Mystsecret")
"""Of files elsewhere and of comments."""
BUILDERS = ("dirhtml", "epub", "latex", "text", "press-pdf")


def places(log):
    """Give file, line, column and subtype of each warning, as the cases write them."""
    found = []
    for line in log.splitlines():
        match = PLACE.fullmatch(line)
        assert match, f"not located: {line}"
        path, row, column, code = match.groups()
        found.append(f"{path}:{row}:{column or 1} {code.removeprefix('press.')}")
    return found


def test_there_are_enough(cases):
    """There are far more than sixty inputs, each with a name of its own."""
    assert len({case.docname for case in cases}) == len(cases) > 200
    assert sum(bool(case.warnings) for case in cases) > 180


def test_one_warning_each(room, cases):
    """Each case gets exactly the located warning that it lists, and no other."""
    expected = sorted(place for case in cases for place in case.warnings)
    assert sorted(places(room().log)) == expected


def test_every_case_has_its_page(room, cases):
    """Every case is a page of the room but for what cannot be told from a draft, or lies elsewhere."""
    missing = {case.title for case in cases if not (room().out / f"{case.docname}.html").exists()}
    assert missing == {
        "Script in status",
        "Script in the time of an embargo",
        "Release that is a link",
        "Standing texts that are a link",
    }


def test_nothing_outside(room):
    """A build writes below its output folder alone."""
    built = room()
    new = {path for path in built.folder.rglob("*") if path not in built.before}
    assert built.out in new
    assert [path for path in new if built.out.parent not in (path, *path.parents)] == []


def opened(content):
    """Give a file's bytes, and what archives and compressed streams in it hold."""
    yield content
    if zipfile.is_zipfile(BytesIO(content)):
        archive = zipfile.ZipFile(BytesIO(content))
        yield from (archive.read(one) for one in archive.infolist() if one.file_size < 10**7)
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        yield zlib.decompressobj().decompress(stream[1]) if stream[1][:1] == b"x" else b""


def hidden(folder):
    """Name the files in which something stands that nobody may read."""
    return [
        (path.name, word)
        for path in folder.rglob("*")
        if path.is_file()
        for part in opened(path.read_bytes())
        for word in HIDDEN
        if word.encode() in part
    ]


def test_nothing_is_read_from_elsewhere(room):
    """No byte of the output or of the cache is of a file elsewhere, or of a comment."""
    assert hidden(room().out.parent) == []


@pytest.mark.long
@pytest.mark.parametrize("builder", BUILDERS)
def test_other_builders(room, builder):
    """Other builders make something of all cases too, and nothing of what is hidden."""
    built = room(builder)
    assert any(built.out.iterdir())
    assert hidden(built.out) == []
    new = {path for path in built.folder.rglob("*") if path not in built.before}
    assert [path for path in new if built.out.parent not in (path, *path.parents)] == []


@pytest.mark.long
@pytest.mark.parametrize("policy", ["allow", "forbid"])
def test_other_policies(room, policy):
    """Whatever the policy for HTML, files from elsewhere are not read, and links do not run."""
    built = room(press_raw_html=policy)
    assert [one for one in hidden(built.out) if one[1] == SECRET] == []
    assert "Traceback" not in built.log
