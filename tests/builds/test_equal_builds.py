"""The same sources give the same bytes: in another folder, in several processes, again."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOM = (
    "conf.py",
    "index.md",
    "contacts.md",
    "contacts.yml",
    "boilerplates.yml",
    "releases",
    "uploads",
    "_static",
    "_templates",
)


@pytest.fixture(scope="module", params=[pytest.param("room", marks=pytest.mark.long), "blocks"])
def sources(request, tmp_path_factory, write):
    """Return a function that puts the press room, or one of every block, into a new folder."""

    def place(name):
        folder = tmp_path_factory.mktemp(name) / "source"
        if request.param == "blocks":
            return write(folder)
        folder.mkdir()
        for part in ROOM:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
            copy(ROOT / part, folder / part)
        return folder

    return place


@pytest.fixture(scope="module")
def first(sources, run):
    """Build once, in one process."""
    return run(sources("first"), "html", "-j", "1", PYTHONHASHSEED="1")


def differing(one, other):
    """Name the files that are not the same in two outputs."""
    names = one.keys() | other.keys()
    return sorted(name for name in names if one.get(name) != other.get(name))


def test_build(first):
    """The first build has pages and says nothing."""
    assert (first.code, first.warnings) == (0, "")
    assert len([name for name in first.files() if name.endswith(".html")]) > 4


def test_in_another_folder(first, sources, run):
    """Another folder and another order of hashes give the same bytes."""
    other = run(sources("some other folder"), "html", "-j", "1", PYTHONHASHSEED="4711")
    assert (other.code, other.warnings) == (0, "")
    assert differing(first.files(), other.files()) == []


def test_in_parallel(first, sources, run):
    """Two processes give the same bytes as one."""
    other = run(sources("parallel"), "html", "-j", "2", PYTHONHASHSEED="7")
    assert (other.code, other.warnings) == (0, "")
    assert differing(first.files(), other.files()) == []


def test_without_shortcuts(first, sources, run):
    """The quicker way gives the same bytes as the way of Sphinx."""
    other = run(sources("plain"), "html", "-j", "1", "-D", "press_shortcuts=0")
    assert (other.code, other.warnings) == (0, "")
    assert differing(first.files(), other.files()) == []


@pytest.fixture
def twice(sources, run):
    """Build, change what a function changes, and build again; gives both outputs' files."""

    def build(change, *options):
        folder = sources("twice")
        before = run(folder).files()
        change(folder)
        again = run(folder, "html", *options)
        assert (again.code, again.warnings) == (0, "")
        return before, again.files()

    return build


def touch(folder):
    """Give all sources a new time, a minute from now."""
    for path in [*folder.glob("releases/**/*"), *folder.glob("*.yml")]:
        later = path.stat().st_mtime + 60
        os.utime(path, (later, later))


@pytest.mark.parametrize("change", [lambda folder: None, touch], ids=["nothing", "times"])
def test_again(twice, change):
    """Building again, with or without new times of files, changes no byte."""
    before, after = twice(change)
    assert differing(before, after) == []


def test_again_in_parallel(twice):
    """Two processes that read all again over an old output give the same bytes."""
    before, after = twice(touch, "-j", "2")
    assert differing(before, after) == []


def test_new_release(twice):
    """A new release changes no picture, no download, and only pages that name it."""

    def add(folder):
        text = "---\ntitle: Nouvelle\ndate: 2021-01-01\n---\n\nTexte.\n"
        new = folder / "releases" / "2021" / "new.md"
        new.parent.mkdir()
        new.write_text(text, "utf-8")

    before, after = twice(add)
    kept = ("releases/", "_images/", "_downloads/")
    changed = [name for name in differing(before, after) if name.startswith(kept)]
    assert "releases/2021/new.html" in changed
    assert all(b"Nouvelle" in after[name] for name in changed)


def test_clean_after_incremental(sources, run):
    """After a release came and went, the output is that of a first build."""
    folder = sources("came and went")
    before = run(folder).files()
    new = folder / "releases" / "passing.md"
    new.write_text("---\ntitle: De passage\ndate: 2021-01-01\n---\n", "utf-8")
    assert "releases/passing.html" in run(folder).files()
    new.unlink()
    after = run(folder).files()
    assert differing(before, after) == []
