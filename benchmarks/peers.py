"""Compare what builds cost: the press room and its peers, on the same releases, in turns.

Each site is built from nothing, again without a change, after a word of the newest release was
edited, after the title of the one before was, and after one was added; those of ``--clean-only``
are built from nothing alone. CPU seconds are user and system, of all processes; memory is that of
the largest one. In the first round every site is looked at: one that does not show what others show
ends the run. The others are compared with ``--ours``. Peers in Python are installed in environments
of their own; those of Debian are left out where they are not installed:
``python benchmarks/peers.py --count 1000 --runs 3 --write benchmarks/RESULTS.md``.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from generate import Release, releases
from process import Figures, cost, middle
from sites import PER_PAGE, SITES, Site

ROOT = Path(__file__).parents[1]
SCENARIOS = ("clean", "noop", "edit", "retitle", "add")
VERSIONS = """
import sys
from importlib.metadata import version
print(*(f"{name} {version(name)}" for name in sys.argv[1:]), sep=", ")
"""

Found = dict[tuple[str, str], list[Figures]]
"""What each round cost, by site and scenario."""


def installed(site: Site, cache: Path) -> Path | None:
    """Give the folder of a site's programs; of Debian's, nothing where a package is not there."""
    if site.place == "here":
        return Path(sys.executable).parent
    if site.place == "debian":
        programs = Path("/usr/bin")
        return programs if versions(site, programs) else None
    folder, wanted = cache / site.name, "\n".join(site.needs)
    made = folder / "made"
    if not made.exists() or made.read_text("utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, *site.needs], check=True)
        made.write_text(wanted, "utf-8")
    return folder / "bin"


def versions(site: Site, programs: Path) -> str:
    """Tell the versions of a site's packages, or nothing where Debian has not all of them."""
    if site.place == "debian":
        command = ["dpkg-query", "--show", "--showformat", "${Package} ${Version}, ", *site.needs]
    else:
        names = [re.split("[<>=]", need)[0] for need in site.needs]
        command = [str(programs / "python"), "-c", VERSIONS, *names]
    if shutil.which(command[0]) is None:
        return ""
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if asked.returncode else asked.stdout.strip(", \n")


def changes(written: list[Release], more: Release) -> dict[str, Release]:
    """Give the release that each scenario writes: those of the last days are the ones changed."""
    before, newest = sorted(written, key=lambda one: (one.date, one.number))[-2:]
    return {
        "edit": newest._replace(body=corrected(newest.body)),
        "retitle": before._replace(title=corrected(before.title)),
        "add": more._replace(date=f"{newest.year}-12-31"),
    }


def corrected(text: str) -> str:
    """Give the text with another first word."""
    return f"Rectifié {text.partition(' ')[2]}"


class Trial:
    """A site in a folder, built again and again."""

    def __init__(self, site: Site, programs: Path, folder: Path) -> None:
        self.site, self.programs = site, programs
        self.folder = folder / site.name
        self.output = self.folder / site.output
        self.log = folder / f"{site.name}.log"
        self.stale = "–"

    def begin(self, written: list[Release]) -> None:
        """Write the source where nothing was ever built; what was built before is put aside.

        It is not deleted: ext4 keeps off the inodes of files deleted in the last minutes, and
        looks through them for each new file, which then costs ten times as much.
        """
        if self.folder.exists():
            self.folder.rename(tempfile.mkdtemp(prefix="before-", dir=self.folder.parent))
        for path, text in self.site.files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        for release in written:
            self.write(release)

    def write(self, release: Release) -> None:
        """Write a release in the site's form."""
        if self.site.form:
            self.site.form.write(self.folder, release)

    def build(self) -> Figures:
        """Run the site's command; what it says is shown when it fails."""
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "PATH": path}
        with self.log.open("wb") as log:
            try:
                return cost(
                    shlex.split(self.site.command),
                    cwd=self.folder,
                    env=environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            except SystemExit:
                print(self.log.read_text("utf-8", "replace"))
                raise

    def check(self, count: int, changed: Release) -> None:
        """End the run unless the site shows so many releases, and the one as it was changed."""
        if self.site.form:
            for fault in self.faults(count, changed):
                raise SystemExit(f"{self.site.name} has {fault}")

    def faults(self, count: int, changed: Release) -> Iterator[str]:
        """Tell what the site does not show."""
        pages = [*self.output.rglob("release-*.html"), *self.output.rglob("release-*/index.html")]
        if len(pages) < count:
            yield f"{len(pages)} pages of {count} releases"
        page = "".join(text(file) for file in pages if changed.name in str(file))
        if changed.title not in page or " ".join(changed.body.split()[:3]) not in page:
            yield f"not the words of {changed.name} on its page"
        for archive in self.site.archives:
            if "release-" not in text(self.output / archive):
                yield f"no list of releases in {archive}"
        if self.site.feed:
            feed = text(self.output / self.site.feed)
            entries = len(re.findall(r"<(?:entry|item)\b", feed))
            ends = feed.count("https://agence.example/")
            if (entries, ends) != (PER_PAGE, PER_PAGE):
                yield f"{entries} entries in {self.site.feed}, {ends} of them whole"

    def count(self, words: str) -> int:
        """Count the pages and feeds that show these words."""
        files = (file for file in self.output.rglob("*") if file.suffix in {".html", ".xml"})
        return sum(words in text(file) for file in files)


def text(file: Path) -> str:
    """Give the text of a file, or none where there is no file."""
    return file.read_text("utf-8") if file.is_file() else ""


def rounds(trials: list[Trial], options: argparse.Namespace) -> Found:
    """Build all sites in turns: one after the other in each scenario, each round from another."""
    count = options.count
    *written, more = releases(count + 1)
    changed = changes(written, more)
    found: Found = {}
    for number in range(options.runs):
        first = number % len(trials)
        turns = [*trials[first:], *trials[:first]]
        for trial in turns:
            trial.begin(written)
        for scenario in ("clean", *(one for one in options.scenarios if one != "clean")):
            release = changed.get(scenario)
            for trial in turns:
                if scenario != "clean" and trial.site.name in options.clean_only:
                    continue
                if release and trial.site.form:
                    trial.write(release)
                elif release:
                    continue
                figures = trial.build()
                found.setdefault((trial.site.name, scenario), []).append(figures)
                print(f"{number + 1} {scenario:7} {trial.site.name:8} {figures}", flush=True)
                if number == 0:
                    trial.check(count + (scenario == "add"), release or written[0])
                if scenario == "retitle" and release:
                    trial.stale = str(trial.count(written[release.number].title))
    return found


def table(heads: str, rows: list[tuple[str, ...]]) -> str:
    """Make a table of Markdown, with figures on the right."""
    names = heads.split(", ")
    lines = ["---" if name in {"site", "versions"} else "---:" for name in names]
    return "\n".join(f"| {' | '.join(row)} |" for row in (names, lines, *rows))


def compared(found: Found, scenario: str, ours: str) -> Iterator[tuple[str, ...]]:
    """Give a line for each site: medians, and the median of our share in each round."""
    rooms = found[ours, scenario]
    for (name, what), runs in found.items():
        if what != scenario:
            continue
        usual, pairs = middle(runs), list(zip(rooms, runs, strict=True))
        cpu = statistics.median(room.cpu / site.cpu for room, site in pairs)
        wall = statistics.median(room.wall / site.wall for room, site in pairs)
        memory = f"{usual.memory}"
        yield name, f"{usual.cpu:.2f}", f"{usual.wall:.2f}", memory, f"{cpu:.2f}", f"{wall:.2f}"


def described(trial: Trial) -> tuple[str, ...]:
    """Give the line of a site: versions, files and size of its output, what is not up to date."""
    sizes = [file.stat().st_size for file in trial.output.rglob("*") if file.is_file()]
    told = versions(trial.site, trial.programs)
    return trial.site.name, told, f"{len(sizes)}", f"{sum(sizes) / 1e6:.1f}", trial.stale


def report(found: Found, trials: list[Trial], options: argparse.Namespace) -> str:
    """Make the report: how it was measured, what the sites are, and a table for each scenario."""
    heads = f"site, CPU, wall, memory, {options.ours}/site CPU, {options.ours}/site wall"
    measured = (
        f"Measured by `benchmarks/peers.py` on {datetime.now(UTC):%Y-%m-%d}: "
        f"{options.count} releases, {options.runs} rounds, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}. CPU and wall are medians in seconds, "
        "memory is the most in MB; the ratios are medians of those of each round. Files and MB "
        "are those of the last output; stale are its pages and feeds that still showed the old "
        "title after the scenario retitle."
    )
    sites = table("site, versions, files, MB, stale", [described(trial) for trial in trials])
    parts = ["# What builds cost", measured, sites]
    for scenario in options.scenarios:
        parts += [f"## {scenario}", table(heads, list(compared(found, scenario, options.ours)))]
    return "\n\n".join(parts) + "\n"


def some(*names: str) -> Callable[[str], list[str]]:
    """Give a reader of lists of these names, with commas, which puts them in this order."""

    def read(given: str) -> list[str]:
        wanted = given.split(",")
        if unknown := set(wanted).difference(names):
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: none of {', '.join(names)}")
        return [name for name in names if name in wanted]

    return read


def main() -> None:
    """Build the sites asked for, print the report, and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--scenarios", type=some(*SCENARIOS), default=list(SCENARIOS))
    parser.add_argument("--sites", type=some(*SITES), default=list(SITES))
    parser.add_argument("--ours", choices=("room", "room-j"), default="room")
    parser.add_argument("--clean-only", type=some(*SITES), default=[])
    parser.add_argument("--cache", type=Path, default=ROOT / ".venv" / "peers")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    if options.count <= PER_PAGE:
        parser.error(f"there is no second page of {options.count} releases")
    with tempfile.TemporaryDirectory() as name:
        trials = []
        for site in SITES.values():
            if site.name not in {options.ours, *options.sites}:
                continue
            if programs := installed(site, options.cache):
                trials.append(Trial(site, programs, Path(name)))
            else:
                print(f"{site.name} is left out: apt-get install {' '.join(site.needs)}")
        found = rounds(trials, options)
        written = report(found, trials, options)
    print(f"\n{written}", end="")
    if options.write:
        options.write.write_text(written, "utf-8")


if __name__ == "__main__":
    main()
