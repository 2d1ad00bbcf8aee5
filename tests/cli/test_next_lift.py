"""``pressroom next-lift``: the next moment, and whether a build is overdue, for cron and CI."""

import subprocess
import sys
from typing import NamedTuple

import pytest

from sphinx_pressroom.cli import main

CONF = 'extensions = ["myst_parser", "sphinx_pressroom"]\n'
RELEASE = "---\ntitle: {name}\ndate: 2026-03-01\n{fields}---\n\nText.\n"
NINE = "2026-03-31T07:00:00Z"
"""Nine o'clock in Paris."""


class Answer(NamedTuple):
    """What a command printed, and its exit code."""

    stdout: str
    stderr: str
    returncode: int


@pytest.fixture
def called(capsys):
    """Return a function that calls the command with arguments."""

    def call(*arguments):
        try:
            code = main(["next-lift", *map(str, arguments)])
        except SystemExit as error:
            code = error.code
        said = capsys.readouterr()
        return Answer(said.out, said.err, code)

    return call


@pytest.fixture
def ask(tmp_path, called):
    """Write releases, by name and fields, and ask with a clock: ``ask(releases, now, …)``."""

    def run(releases, now, *options, conf=CONF):
        (tmp_path / "conf.py").write_text(f'{conf}press_now = "{now}"\n')
        (tmp_path / "index.md").write_text("# Room\n")
        (tmp_path / "releases").mkdir(exist_ok=True)
        for name, fields in releases.items():
            text = RELEASE.format(name=name, fields=fields)
            (tmp_path / f"releases/{name}.md").write_text(text)
        return called(tmp_path, *options)

    run.folder = tmp_path
    return run


TWO = {
    "first": "embargo: 2026-03-31 09:00 Europe/Paris\n",
    "second": "embargo: 2026-04-30 09:00 Europe/Paris\n",
    "open": "",
    "draft": "status: draft\n",
}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-31T06:59:59Z", NINE),
        ("2026-03-31T07:00:00Z", "2026-04-30T07:00:00Z"),
        ("2026-04-30T07:00:00Z", ""),
    ],
)
def test_the_next_moment(ask, now, expected):
    """It prints the next moment and nothing else, no name of a release, and is content."""
    made = ask(TWO, now)
    assert (made.stdout, made.stderr, made.returncode) == (f"{expected}\n", "", 0)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("expires: 2026-03-31T07:00:00Z\n", NINE),
        ("expires: 2026-03-30\n", "2026-03-31T12:00:00Z"),
        ("changes: [{at: 2026-03-31 07:00 Z, note: More.}]\n", NINE),
        ("changes: [{at: 2026-03-01 07:00 Z, note: More.}]\n", ""),
        ("ext: {date: 2026-03-31}\n", ""),
    ],
)
def test_what_changes_by_time_alone(ask, fields, expected):
    """An expiry and an announced change are moments too, what has happened is none."""
    assert ask({"one": fields}, "2026-03-15T00:00:00Z").stdout == f"{expected}\n"


@pytest.mark.parametrize(
    ("since", "code"),
    [("2026-03-31T08:59:59+02:00", 1), ("2026-03-31T09:00:00+02:00", 0), ("2026-04-01T00:00Z", 0)],
)
def test_a_missed_lift(ask, since, code):
    """A moment between the last build and now means that a build is overdue."""
    made = ask(TWO, "2026-03-31T07:00:01Z", "--since", since)
    assert made.returncode == code
    assert made.stderr == ("pressroom: a build is overdue\n" if code else "")


@pytest.mark.parametrize("page", ["releases/first.html", "releases/first/index.html"])
def test_a_release_that_is_not_there(ask, page):
    """A folder that lacks a public release is overdue, until it has its page."""
    out = ask.folder / "site"
    for name in ("open.html", "draft.txt"):
        (out / "releases").mkdir(parents=True, exist_ok=True)
        (out / "releases" / name).write_text("")
    asked = (TWO, "2026-03-31T07:00:00Z", "--output", out)
    assert ask(*asked).returncode == 1
    (out / page).parent.mkdir(exist_ok=True)
    (out / page).write_text("")
    assert ask(*asked).returncode == 0


def test_a_dry_run(ask):
    """With a clock of the second after, one sees what a build then would find overdue: nothing."""
    assert ask(TWO, "2026-03-31T07:00:01Z").returncode == 0


@pytest.mark.parametrize("options", [["--since", "today"], ["--since", "2026-03-31"]])
def test_a_moment_that_is_none(ask, options):
    """A moment without zone is refused with the way out, and the code of what cannot be told."""
    made = ask(TWO, "2026-03-31T07:00:00Z", *options)
    assert made.returncode == 2
    assert "write 2026-03-31T09:00:00+02:00" in made.stderr


def test_no_press_room(tmp_path, called):
    """A folder without conf.py is said to be none."""
    made = called(tmp_path)
    assert made.returncode == 2
    assert made.stderr.startswith("pressroom: ")


def test_as_a_command(ask):
    """In a process of its own it gives the same line, and its code to the shell."""
    ask(TWO, "2026-03-31T06:59:59Z")
    command = [sys.executable, "-m", "sphinx_pressroom", "next-lift", ask.folder]
    made = subprocess.run(
        [*command, "--output", ask.folder], capture_output=True, text=True, check=False
    )
    assert (made.stdout, made.returncode) == (f"{NINE}\n", 1)
