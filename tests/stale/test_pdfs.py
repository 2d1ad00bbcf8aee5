"""A newsroom with PDFs: what changes with a change, and that the rest is as a clean build has it."""

import re
import shutil

import newsroom
import pytest
from newsroom import Newsroom

OTHERS = "releases/r04"
"""The only release of its year, which is 2025."""


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def built(request, tmp_path_factory):
    """Build a newsroom of six releases once."""
    room = Newsroom(tmp_path_factory.mktemp("pdfs") / "room", request.param, pdf=True, count=6)
    room.start()
    room.change(OTHERS, day=1200)
    assert room.build() == 0
    return room


@pytest.fixture
def change(built, tmp_path):
    """Return a function that names the files that a build after a change leaves otherwise."""
    room = newsroom.copy_built(built, tmp_path / "room")

    def changed(happens):
        before = newsroom.contents(room.out)
        happens(room)
        assert room.build("-j", "2") == 0
        after = newsroom.contents(room.out)
        assert newsroom.differing(after, room.clean(tmp_path / "clean")) == []
        names = {_beside(name) for name in newsroom.differing(before, after)}
        gone = before.keys() - after.keys()
        return names, {name.rpartition("/")[2] for name in gone}

    return changed


def _beside(name):
    """Name a file of a page's own folder as if it lay beside the page."""
    return re.sub(r"/(\w+)/(?:\1|index)\.(pdf|html)$", r"/\1.\2", name)


def _pdfs(names):
    return {name for name in names if re.fullmatch(r"(releases|archive)/.*\.pdf", name)}


def _pages(names):
    return {name for name in names if re.fullmatch(r"releases/r\d+\.html", name)}


@pytest.mark.long
def test_two_processes_and_folders(built, tmp_path):
    """A clean build elsewhere in two processes leaves the same bytes, PDFs and all."""
    other = tmp_path / "elsewhere" / "out"
    shutil.copytree(built.source, tmp_path / "sources")
    assert newsroom.build(tmp_path / "sources", other, built.builder, "-j", "2") == 0
    left = newsroom.contents(other)
    assert newsroom.differing(left, newsroom.contents(built.out)) == []
    assert len(_pdfs(left)) == 6 + 3


def test_body(change):
    """An edited text changes its PDF, its page, and the volumes that hold it."""
    names, gone = change(lambda room: room.change("releases/r02", word="timetable"))
    assert _pdfs(names) == {"releases/r02.pdf", "archive/2022.pdf", "archive/all.pdf"}
    assert _pages(names) == {"releases/r02.html"}
    assert gone == set()


def test_headline(change):
    """Another headline changes also the PDF of the release that links to it, and no other."""
    names, _ = change(lambda room: room.change("releases/r00", title="Otherwise"))
    assert _pdfs(names) == {
        *("releases/r00.pdf", "releases/r01.pdf", "archive/2022.pdf", "archive/all.pdf"),
    }


@pytest.mark.long
def test_last_of_its_year(change):
    """With the last release of a year go its PDF and that year's volume."""
    names, gone = change(lambda room: room.delete(OTHERS))
    assert gone >= {"r04.pdf", "2025.pdf"}
    assert _pdfs(names) == {f"{OTHERS}.pdf", "archive/2025.pdf", "archive/all.pdf"}


@pytest.mark.long
def test_draft(change):
    """A release that becomes a draft is in no file any more."""
    names, gone = change(lambda room: room.change("releases/r03", draft=True))
    assert "r03.pdf" in gone
    assert _pdfs(names) == {"releases/r03.pdf", "archive/2022.pdf", "archive/all.pdf"}


@pytest.mark.long
def test_switched_off(change):
    """Without ``press_pdf`` no PDF is left and no page offers one; the pages' own files stay."""
    names, gone = change(lambda room: room.set({"press_pdf": False}))
    assert _pdfs(names) == {
        *(f"releases/r{number:02}.pdf" for number in range(6)),
        *(f"archive/{name}.pdf" for name in ("2022", "2025", "all")),
    }
    assert len(gone) == 9
    assert _pages(names) == {f"releases/r{number:02}.html" for number in range(6)}
