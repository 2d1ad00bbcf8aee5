"""Which files a build opens for writing: none when nothing has changed, else those that show it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import newsroom
import pytest
from newsroom import Item, Newsroom

ROOT = Path(__file__).parents[2]
AUDITED = """
import json, os, sys

out, log = os.path.realpath(sys.argv[1]) + os.sep, sys.argv[2]
found = []

def hook(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    else:
        path, writes = next(iter(arguments), None), event in {
            "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.utime",
            "os.chmod", "os.link", "os.symlink", "shutil.copyfile", "shutil.move",
        }
        if event == "shutil.copyfile":
            path = arguments[1]
    for path in (path, *(arguments[1:2] if event in {"os.rename", "shutil.move"} else ())):
        if writes and isinstance(path, (str, bytes, os.PathLike)):
            full = os.path.realpath(os.fsdecode(path))
            if (full + os.sep).startswith(out):
                found.append([event, full[len(out):]])

sys.addaudithook(hook)
from sphinx.cmd.build import main

code = main(["-q", *sys.argv[3:]])
with open(log, "w") as file:
    json.dump(found, file)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Build the newsroom once."""
    room = Newsroom(tmp_path_factory.mktemp("first"))
    room.start()
    assert room.build() == 0
    return room


@pytest.fixture
def room(first: Newsroom, tmp_path: Path) -> Newsroom:
    """Copy the newsroom as it was built."""
    return newsroom.copy_built(first, tmp_path / "room")


def rewritten(room: Newsroom, tmp_path: Path) -> set[str]:
    """Build under an audit hook; name the files of the output folder that were touched."""
    log = tmp_path / "log.json"
    command = [sys.executable, "-c", AUDITED, str(room.out), str(log), "-b", room.builder]
    command += ["-d", str(room.out.with_name("doctrees")), str(room.source), str(room.out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    touched = {path for _, path in json.loads(log.read_text()) if path}
    return {path for path in touched if not path.startswith(".pressroom")}


LISTS = {
    f"{folder}{name}"
    for folder in ("", ".well-known/")
    for name in ("press-releases.json", "SHA256SUMS")
}
"""What lists the digests of all texts."""


def pages(touched: set[str]) -> set[str]:
    """Leave out folders, which are touched by nothing but a file in them."""
    return {path for path in touched if "." in Path(path).name.lstrip(".") or path in LISTS}


def test_nothing(room: Newsroom, tmp_path: Path) -> None:
    """A build after which nothing has changed opens nothing for writing."""
    rewritten(room, tmp_path)
    assert rewritten(room, tmp_path) == set()
    assert not (room.out / ".pressroom" / "new").exists()


def test_new_times(room: Newsroom, tmp_path: Path) -> None:
    """Sources that only got a new time are read again, and nothing is written."""
    for file in room.source.rglob("*.md"):
        file.touch()
    assert rewritten(room, tmp_path) == set()


def test_a_body(room: Newsroom, tmp_path: Path) -> None:
    """An edited body writes its page and text, the lists and feeds with it, the search index."""
    room.change("releases/r29", word="breakwater")
    assert pages(rewritten(room, tmp_path)) == {
        "releases/r29.html",
        "releases/r29.txt",
        *LISTS,
        "feed.xml",
        "searchindex.js",
    }


@pytest.mark.long
def test_nothing_in_a_thousand(tmp_path: Path) -> None:
    """A build of 1,000 releases after which nothing has changed opens nothing for writing."""
    command = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), str(tmp_path)]
    subprocess.run([*command, "--count", "1000"], check=True)
    room = Newsroom(tmp_path / "newsroom")
    shutil.move(tmp_path / "room", room.source)
    assert room.build() == 0
    assert rewritten(room, tmp_path) == set()


def small(tmp_path: Path) -> Newsroom:
    """Build a room of few releases, one of which stands apart."""
    room = Newsroom(tmp_path / "small")
    room.write("index.md", b"# Room\n\n```{press:releases}\n:limit: 2\n```\n")
    room.write("about.md", b"# About\n\n[](/releases/b.md)\n")
    room.write("plain.md", b"# Plain\n")
    room.write("_static/brand.css", b"")
    room.write("_templates/layout.html", newsroom.template(1))
    for name, day, category, tags in [
        ("a", 1400, "News", ("x",)),
        ("b", 1300, "News", ("x", "y")),
        ("c", 1200, "Notes", ("y",)),
        ("d", 900, "Notes", ("z",)),
        ("e", 500, "News", ()),
    ]:
        room.put(f"releases/{name}", Item(f"Title {name}", day, category, tags, contact=""))
    room.set({})
    assert room.build() == 0
    return room


def test_a_title(tmp_path: Path) -> None:
    """An edited title writes the pages that show it: lists, neighbours, archives, feeds, inventory.

    ``b`` of August 2025 stands between ``a`` and ``c``, shares tags with both and the category News
    with ``e``, is in the list of two on the first page, and is named on the page About.
    """
    room = small(tmp_path)
    room.change("releases/b", title="Another title")
    assert pages(rewritten(room, tmp_path)) == {
        "releases/b.html",
        "releases/b.txt",
        *LISTS,
        "releases/a.html",
        "releases/c.html",
        "index.html",
        "about.html",
        "archive/index.html",
        "archive/2025.html",
        "archive/2025/08.html",
        "category/news.html",
        "tag/x.html",
        "tag/y.html",
        "type/release.html",
        "language/en.html",
        "feed.xml",
        "category/news/feed.xml",
        "objects.inv",
        "searchindex.js",
    }


def test_a_release_goes(tmp_path: Path) -> None:
    """A deleted release takes its page and the archives of its terms with it."""
    room = small(tmp_path)
    assert (room.out / "tag" / "z.html").is_file()
    room.delete("releases/d")
    assert room.build() == 0
    gone = ("releases/d.html", "tag/z.html", "archive/2024.html", "archive/2024/07.html")
    assert [path for path in gone if (room.out / path).exists()] == []
    assert not (room.out / "archive" / "2024").exists()
    assert not [
        file for file in room.out.rglob("*") if file.is_file() and b"Title d" in file.read_bytes()
    ]


@pytest.mark.long
def test_a_draft_that_is_deleted(tmp_path: Path) -> None:
    """Links to a release that became a draft, then went, then came back, are as in a clean build."""
    room = small(tmp_path)
    room.write(
        "about.md",
        b"# About\n\n[](/releases/b.md), [it](releases/b.md#top), {doc}`releases/b`, "
        b"{download}`/releases/b.md`\n",
    )
    text = room.items["releases/b"]
    for step, change in enumerate(
        (
            lambda: room.change("releases/b", draft=True),
            lambda: room.delete("releases/b"),
            lambda: room.write("releases/b.md", b""),
            lambda: room.put("releases/b", text),
        )
    ):
        change()
        room.build()
        clean = room.clean(tmp_path / f"clean{step}")
        assert newsroom.differing(newsroom.contents(room.out), clean) == [], step
        assert any(path.startswith("_downloads") for path in clean) == (step >= 2), step


def test_a_broken_output(room: Newsroom, tmp_path: Path) -> None:
    """Pages cut short, deleted or painted over are made whole; what is not ours is let alone."""
    wanted = newsroom.contents(room.out)
    (room.out / "releases" / "r03.html").write_text("<!DOCTYPE html><title>cut")
    (room.out / "archive" / "index.html").unlink()
    (room.out / "_static" / "brand.css").write_text("body { color: red }")
    (room.out / "searchindex.js").write_text("")
    (room.out / "CNAME").write_text("port.example")
    assert room.build() == 0
    assert newsroom.differing(newsroom.contents(room.out), wanted) == ["CNAME"]


@pytest.mark.long
def test_without_its_memory(room: Newsroom, tmp_path: Path) -> None:
    """An output folder whose doctrees are gone, as on a build server, is kept true by its ledger."""
    shutil.rmtree(room.out.with_name("doctrees"))
    room.delete("releases/r05")
    assert room.build() == 0
    assert newsroom.differing(newsroom.contents(room.out), room.clean(tmp_path / "clean")) == []


def test_doctrees_in_the_output(tmp_path: Path) -> None:
    """Where Sphinx keeps its doctrees in the output folder, a build without a change writes nothing."""
    room = Newsroom(tmp_path / "newsroom")
    room.start()
    command = [sys.executable, "-m", "sphinx", "-q", str(room.source), str(room.out)]
    subprocess.run(command, check=True, capture_output=True)
    log = tmp_path / "log.json"
    audited = [
        sys.executable,
        "-c",
        AUDITED,
        str(room.out),
        str(log),
        str(room.source),
        str(room.out),
    ]
    subprocess.run(audited, check=True, capture_output=True)
    assert json.loads(log.read_text()) == []
