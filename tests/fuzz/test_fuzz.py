"""A few inputs of each fuzzing target, all that ever crashed, and two minutes of them for CI."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from targets import TARGETS, Newsroom, read_front_matter, read_kramdown
from watch import FaultError, execute, smallest

HERE = Path(__file__).parent
CRASHED = sorted(HERE.glob("regressions/*/*.txt"))
TRIED = {"front_matter": 40, "kramdown": 40, "directives": 15}
ALONE = {"front_matter": (read_front_matter, 200), "kramdown": (read_kramdown, 60)}
UNCLOSED = ["{:", "{::comment}", "<div>", "<div>\n\n", "</table>\n\n", "<!--\n\n"]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    room = Newsroom(tmp_path_factory.mktemp("room"))
    yield room
    room.app.cleanup()


@pytest.mark.parametrize("name", TARGETS)
def test_what_nobody_would_write_is_read(newsroom, name):
    """Inputs made of seeds and fragments, always the same ones, keep every promise."""
    target = TARGETS[name](newsroom)
    for number in range(TRIED[name]):
        crash = execute(target.run, target.writer.fresh(Random(number)))
        assert crash is None, f"{crash.told}\n{crash.text!r}"


@pytest.mark.parametrize("name", ALONE)
def test_parsers_alone_read_it_too(newsroom, name):
    """Some more inputs, given to the parsers without Sphinx, keep every promise."""
    writer = TARGETS[name](newsroom).writer
    run, tried = ALONE[name]
    for number in range(1000, 1000 + tried):
        crash = execute(run, writer.fresh(Random(number)))
        assert crash is None, f"{crash.told}\n{crash.text!r}"


@pytest.mark.parametrize("file", CRASHED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_what_crashed_once(newsroom, file):
    """An input that crashed once keeps every promise."""
    target = TARGETS[file.parent.name](newsroom)
    text = file.read_bytes().decode("utf-8", "surrogatepass")
    for run in (target.run, target.page):
        crash = execute(run, text)
        assert crash is None, crash.told


@pytest.mark.parametrize("piece", UNCLOSED)
def test_what_is_never_closed_takes_its_time_once(piece):
    """Thousands of openings are read, since what would close them is not sought by each."""
    crash = execute(read_kramdown, piece * (40_000 // len(piece)))
    assert crash is None, crash.told


def test_a_crash_is_told_with_its_smallest_input():
    """The part that makes a target fail is left of a longer input."""

    def run(text):
        if "b\nc" in text:
            raise FaultError("a fault: b before c")

    crash = smallest(run, execute(run, "a\nab\ncd\ne"))
    assert (crash.kind, crash.place, crash.text) == ("fault", "a fault", "b\nc")


def test_a_hang_is_a_crash(monkeypatch):
    """An input that never ends is stopped and told."""
    monkeypatch.setattr("watch.HANG", 0.05)

    def run(text):
        while True:
            pass

    assert execute(run, "").kind == "hang"


@pytest.mark.long
def test_two_minutes():
    """Two minutes of all targets find nothing."""
    command = [sys.executable, str(HERE / "run.py"), "--minutes", "2", "--seed", "8"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
