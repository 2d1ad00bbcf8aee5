"""Measure what PDFs cost, paired with WeasyPrint printing our own pages of the same releases.

One PDF in a process of its own and among many, a volume, and a whole HTML build with and without
PDFs. Run it with the environment of the tests and the extra ``bench``; WeasyPrint needs Pango
(Debian: libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0): ``python benchmarks/pdf.py``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import generate
from process import Figures, middle, run

from sphinx_pressroom.pdf.engine import FONTS

PARTS = ("one", "volume", "many")
WATCHED = """
# What the PDFs take of the build, and the first document as Typst gets it; before
# extensions are set up.
import atexit, json, os, shutil, time
from pathlib import Path
from sphinx_pressroom.pdf import Press
from sphinx_pressroom.pdf.engine import Engine

spent = {}
place = Path(os.environ["SPENT"])

def watched(name, function):
    def call(*arguments, **named):
        start = time.process_time(), time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] = time.process_time() - start[0], time.perf_counter() - start[1]
    return call

def kept(function):
    def call(engine, document):
        folder = place.with_suffix(".typ")
        if not folder.exists() and "sheet.with" in document:
            shutil.copytree(engine.root, folder)
            (folder / "document.typ").write_text(document, "utf-8")
        return function(engine, document)
    return call

if not hasattr(Press, "watched"):
    Press.watched = True
    Press.on_write_started = watched("all", Press.on_write_started)
    Press._bind = watched("volumes", Press._bind)
    Engine.set = kept(Engine.set)
atexit.register(lambda: place.write_text(json.dumps(spent)))
"""
TYPST = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import typst
folder, fonts = Path(sys.argv[1]), typst.Fonts(False, font_paths=[sys.argv[3]])
document = (folder / "document.typ").read_bytes()
made = typst.Compiler(root=str(folder), font_paths=fonts, ignore_system_fonts=True).compile(
    document, format="pdf", pdf_standards=["a-3a", "ua-1"],
    timestamp=datetime(2026, 1, 1, tzinfo=UTC),
)
Path(sys.argv[2]).write_bytes(made)
"""
WEASYPRINT = """
import json, sys, time
from pathlib import Path
from weasyprint import HTML
times = []
for page in sys.argv[3:]:
    start = time.perf_counter(), time.process_time()
    HTML(filename=page).write_pdf(sys.argv[1])
    times.append((time.perf_counter() - start[0], time.process_time() - start[1]))
Path(sys.argv[2]).write_text(json.dumps(times))
"""
VOLUME = """
import sys
from weasyprint import HTML
made = [HTML(filename=page).render() for page in sys.argv[2:]]
made[0].copy([page for one in made for page in one.pages]).write_pdf(sys.argv[1])
"""


class Room:
    """A press room of so many releases."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        generate.write(folder / "source", "room", count)
        with (folder / "source" / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write("html_baseurl = 'https://presse.example/'\n")
            conf.write(f"suppress_warnings = ['press.term']\n{WATCHED}")

    def build(self, name: str, builder: str = "html", *settings: str, pdf: bool = False) -> Figures:
        """Build from nothing."""
        out = Path(tempfile.mkdtemp(dir=self.folder)) / name
        link = self.folder / name
        link.unlink(missing_ok=True)
        link.symlink_to(out)
        options = ["-q", "-b", builder, "-D", f"press_pdf={int(pdf)}", "-d", f"{out}.doctrees"]
        options += [part for one in settings for part in ("-D", one)]
        source = self.folder / "source"
        return run("-m", "sphinx", *options, source, out, SPENT=str(self.folder / f"{name}.json"))

    def spent(self, name: str) -> Any:
        """Give what the PDFs of a build took: CPU and wall seconds, by what was made."""
        return json.loads((self.folder / f"{name}.json").read_text())

    def pages(self, name: str) -> list[Path]:
        """List the pages of releases."""
        return sorted((self.folder / name / "releases").rglob("*.html"))


def one(room: Room, runs: int) -> None:
    """Print one release in a fresh process, and many in one, in turn."""
    room.build("pages")
    typst: list[Figures] = []
    weasyprint: list[Figures] = []
    warm: list[list[float]] = [[], [], [], []]
    there = room.folder / "one.pdf"
    for _ in range(runs):
        room.build("pdfs", "press-pdf")
        spent = room.spent("pdfs")
        for kind in (0, 1):
            warm[kind].append((spent["all"][kind] - spent["volumes"][kind]) / room.count)
        typst.append(run("-c", TYPST, room.folder / "pdfs.typ", there, FONTS))
        size = there.stat().st_size
        weasyprint.append(run("-c", WEASYPRINT, there, room.folder / "t", room.pages("pages")[0]))
        other = there.stat().st_size
        run("-c", WEASYPRINT, there, room.folder / "times", *room.pages("pages")[:21])
        times = json.loads((room.folder / "times").read_text())[1:]
        warm[2].append(statistics.median(cpu for _, cpu in times))
        warm[3].append(statistics.median(wall for wall, _ in times))
    ours, ours_wall, theirs, theirs_wall = (1000 * statistics.median(each) for each in warm)
    print(f"one, cold: Typst      {middle(typst)}, {size // 1000} kB")
    print(f"one, cold: WeasyPrint {middle(weasyprint)}, {other // 1000} kB")
    print(f"one, warm: ours, translated and set {ours:7.1f} ms CPU {ours_wall:7.1f} ms wall")
    print(f"one, warm: WeasyPrint               {theirs:7.1f} ms CPU {theirs_wall:7.1f} ms wall")


def volume(room: Room) -> None:
    """Bind all releases into one file."""
    build = room.build("pdfs", "press-pdf", "press_pdf_volumes=all")
    cpu, wall = room.spent("pdfs")["volumes"]
    size = (room.folder / "pdfs" / "archive" / "all.pdf").stat().st_size
    print(f"volume of {room.count}: all of press-pdf      {build}")
    print(f"volume of {room.count}: of that the volume    {cpu:7.2f} s CPU {wall:7.2f} s wall")
    print(f"volume of {room.count}: all.pdf has {size / 1e6:.1f} MB")
    room.build("pages")
    there = room.folder / "volume.pdf"
    print(f"volume of {room.count}: WeasyPrint            ", end="", flush=True)
    print(run("-c", VOLUME, there, *room.pages("pages")), f"{there.stat().st_size / 1e6:.1f} MB")


def many(room: Room, runs: int) -> None:
    """Build pages without PDFs and with them, in turn."""
    without, printed, shares = [], [], []
    for _ in range(runs):
        without.append(room.build("pages"))
        printed.append(room.build("both", pdf=True))
        spent = room.spent("both")
        releases = spent["all"][0] - spent["volumes"][0]
        shares.append((spent["all"][0], releases, spent["volumes"][0]))
    plain, both = middle(without), middle(printed)
    total, releases, volumes = (statistics.median(each) for each in zip(*shares, strict=True))
    print(f"html of {room.count}, no PDFs {plain}")
    print(f"html of {room.count}, PDFs    {both}")
    print(
        f"of that all PDFs {total:.1f} s CPU ({total / both.cpu:.0%}): releases {releases:.1f} s, "
        f"{1000 * releases / room.count:.1f} ms each, volumes {volumes:.1f} s"
    )


def main() -> None:
    """Measure one, a volume and many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--volume", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    if find_spec("weasyprint") is None:
        raise SystemExit("no WeasyPrint: pip install 'sphinx-pressroom[bench]'")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "one" in options.parts:
            one(Room(folder / "one", 40), options.runs)
        if "volume" in options.parts:
            volume(Room(folder / "volume", options.volume))
        if "many" in options.parts:
            many(Room(folder / "many", options.count), options.runs)


if __name__ == "__main__":
    main()
