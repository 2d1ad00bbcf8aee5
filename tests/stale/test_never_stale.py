"""Whatever happens to the sources, an incremental build leaves what a clean build would."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, ClassVar

import newsroom
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from newsroom import CATEGORIES, CLOCKS, SERIES, SETTINGS, TAGS, TITLES, WORDS, Item, Newsroom

DAYS = st.integers(0, 1500)
TAG_SETS = st.lists(st.sampled_from(TAGS), max_size=3, unique=True).map(tuple)
PLACES = st.sampled_from(["2023/a", "2023/b", "b", "A", "éte", "x y"])
SEQUENCES = int(os.environ.get("PRESSROOM_SEQUENCES", "200"))
"""Sequences of the long run."""


class Changes(RuleBasedStateMachine):
    """A newsroom of thirty releases: some changes, a build, a comparison, and again."""

    first: ClassVar[Newsroom]
    clean: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="newsroom-"))
        self.done: list[str] = []
        self.waiting = 0
        """Changes since the last build that ended."""

    def teardown(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        """Begin with the newsroom as it was built first."""
        self.room = newsroom.copy_built(self.first, self.folder / "room")

    def name(self, data: Any) -> str:
        """Choose a release."""
        return str(data.draw(st.sampled_from(sorted(self.room.items))))

    def note(self, change: str) -> None:
        """Remember what happened."""
        self.done.append(change)
        self.waiting += 1

    # -- changes ---------------------------------------------------------------------------------

    @rule(place=PLACES, title=st.sampled_from(TITLES), day=DAYS, tags=TAG_SETS)
    def add(self, place: str, title: str, day: int, tags: tuple[str, ...]) -> None:
        """Add a release, or write it anew."""
        self.room.put(f"releases/{place}", Item(title, day, tags=tags))
        self.note(f"add {place}")

    @rule(data=st.data(), word=st.sampled_from(WORDS))
    def edit(self, data: Any, word: str) -> None:
        """Change the body of a release."""
        self.change(data, word=word)

    @rule(data=st.data(), title=st.sampled_from(TITLES))
    def retitle(self, data: Any, title: str) -> None:
        """Change the headline of a release."""
        self.change(data, title=title)

    @rule(data=st.data(), tags=TAG_SETS)
    def retag(self, data: Any, tags: tuple[str, ...]) -> None:
        """Change the tags of a release."""
        self.change(data, tags=tags)

    @rule(data=st.data(), category=st.sampled_from(CATEGORIES), series=st.sampled_from(SERIES))
    def sort(self, data: Any, category: str, series: str) -> None:
        """Change the category and the series of a release."""
        self.change(data, category=category, series=series)

    @rule(data=st.data(), day=DAYS)
    def redate(self, data: Any, day: int) -> None:
        """Change the date of a release."""
        self.change(data, day=day)

    @rule(data=st.data(), alias=st.sampled_from(["", "/was/1/", "/was/2.html", "/contacts"]))
    def readdress(self, data: Any, alias: str) -> None:
        """Change the old address of a release."""
        self.change(data, alias=alias)

    @rule(data=st.data(), draft=st.booleans())
    def withhold(self, data: Any, draft: bool) -> None:
        """Make a release a draft, or publish it again."""
        self.change(data, draft=draft)

    @rule(data=st.data(), mistake=st.sampled_from(["", "The hour was wrong.", "A *name* was."]))
    def correct(self, data: Any, mistake: str) -> None:
        """Correct a release in public, or take that back."""
        self.change(data, mistake=mistake)

    @rule(data=st.data(), withdrawn=st.sampled_from(["", "It was early.", "It was *wrong*."]))
    def withdraw(self, data: Any, withdrawn: str) -> None:
        """Withdraw a release, or let it stand again."""
        self.change(data, withdrawn=withdrawn)

    @rule(data=st.data())
    def replace(self, data: Any) -> None:
        """Let a release replace another."""
        self.change(data, replaces=self.name(data))

    @rule(data=st.data(), expires=st.booleans())
    def expire(self, data: Any, expires: bool) -> None:
        """Let a release expire, or not."""
        self.change(data, expires=expires)

    @rule(data=st.data(), until=st.sampled_from(["", *CLOCKS]))
    def embargo(self, data: Any, until: str) -> None:
        """Put a release under embargo, or end it."""
        self.change(data, embargo=until)

    @rule(clock=st.sampled_from(CLOCKS))
    def wait(self, clock: str) -> None:
        """Move the clock, also back."""
        self.room.clock = clock
        self.note(f"clock {clock}")

    @rule(data=st.data(), picture=st.sampled_from(["", "quay.png"]))
    def illustrate(self, data: Any, picture: str) -> None:
        """Give a release a picture and a download, or take them."""
        self.change(data, picture=picture, download="plan.pdf" if picture else "")

    @rule(data=st.data(), place=PLACES)
    def rename(self, data: Any, place: str) -> None:
        """Rename a release, its file keeping its time."""
        name, other = self.name(data), f"releases/{place}"
        if other not in self.room.items:
            self.room.rename(name, other)
            self.note(f"rename {name} {other}")

    @rule(data=st.data())
    def delete(self, data: Any) -> None:
        """Delete a release."""
        name = self.name(data)
        self.room.delete(name)
        self.note(f"delete {name}")

    @rule(number=st.integers(1, 3))
    def contact(self, number: int) -> None:
        """Change the press contact of most releases."""
        text = f"desk:\n  name: Desk {number}\n  phones: '020 7946 000{number}'\n"
        self.write("contacts.yml", text.encode())

    @rule(chosen=st.sampled_from(SETTINGS))
    def configure(self, chosen: dict[str, Any]) -> None:
        """Change a setting."""
        self.room.set(chosen)
        self.note(f"set {chosen}")

    @rule(number=st.integers(1, 3))
    def template(self, number: int) -> None:
        """Change a template."""
        self.write("_templates/layout.html", newsroom.template(number))

    @rule(number=st.integers(1, 3))
    def style(self, number: int) -> None:
        """Change a static file, or add another."""
        self.write("_static/brand.css", f"body {{ margin: {number}px }}\n".encode())
        self.write(f"_static/extra{number}.txt", b"extra")

    @rule(number=st.integers(1, 3))
    def picture(self, number: int) -> None:
        """Change a picture under its name."""
        self.write("quay.png", newsroom.picture(number))

    @rule(number=st.integers(1, 3))
    def download(self, number: int) -> None:
        """Change a download under its name."""
        self.write("plan.pdf", b"%%PDF-1.4\n%d" % number)

    def change(self, data: Any, **fields: Any) -> None:
        """Change a release."""
        name = self.name(data)
        self.room.change(name, **fields)
        self.note(f"{name} {fields}")

    def write(self, path: str, content: bytes) -> None:
        """Write a file."""
        self.room.write(path, content)
        self.note(f"write {path}")

    # -- builds ----------------------------------------------------------------------------------

    @precondition(lambda self: self.waiting)
    @rule(parallel=st.booleans())
    def build(self, parallel: bool) -> None:
        """Build, in one process or two."""
        code = self.room.build(*(["-j", "2"] if parallel else []))
        assert code == 0, (self.room.folder / "out.log").read_text()
        self.done.append(f"build {parallel=}")
        self.waiting = 0

    @precondition(lambda self: self.waiting)
    @rule(after=st.floats(0.05, 0.9))
    def killed(self, after: float) -> None:
        """Begin to build, and be killed."""
        self.room.build(kill_after=after)
        self.done.append(f"killed after {after:.2f}")

    @invariant()
    def same(self) -> None:
        """Build after two changes at the latest; then the output is that of a clean build."""
        if self.waiting > 1:
            self.build(parallel=len(self.done) % 3 == 0)
        if self.done and not self.waiting:
            left, wanted = newsroom.contents(self.room.out), self.room.clean(self.clean)
            assert newsroom.differing(left, wanted) == [], self.done


def run(room: Newsroom, tmp_path: Path, sequences: int, steps: int, **more: Any) -> None:
    """Build a newsroom for the first time, and let things happen to it."""
    room.start()
    assert room.build() == 0, (room.folder / "out.log").read_text()

    class Machine(Changes):
        first = room
        clean = tmp_path / "clean"

    chosen = settings(
        max_examples=sequences,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )
    run_state_machine_as_test(Machine, settings=chosen)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_few_sequences(tmp_path: Path, builder: str) -> None:
    """A few random sequences leave what clean builds leave; the same ones on each run."""
    room = Newsroom(tmp_path / "first", builder)
    run(room, tmp_path, 2, 8, derandomize=True, database=None)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_many_sequences(tmp_path: Path, part: int) -> None:
    """Two hundred random sequences, also with Pagefind and dirhtml, leave what clean builds do."""
    builder, search = [
        ("html", "sphinx"),
        ("dirhtml", "sphinx"),
        ("html", "pagefind"),
        ("dirhtml", "pagefind"),
    ][part]
    room = Newsroom(tmp_path / "first", builder, search)
    run(room, tmp_path, max(1, SEQUENCES // 4), 15, database=None, print_blob=True)


@pytest.mark.long
def test_sequences_with_pdfs(tmp_path: Path) -> None:
    """So do random sequences in a small newsroom that has each release as PDF, and volumes."""
    room = Newsroom(tmp_path / "first", pdf=True, count=8)
    run(room, tmp_path, max(1, SEQUENCES // 16), 15, database=None, print_blob=True)
