"""A newsroom that changes: a folder of sources, what can happen to it, and its builds.

Builds run in processes of their own, forked from a server that has imported everything, so that a
build costs what it does and can be killed at any moment.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import signal
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    ["sphinx.cmd.build", "myst_parser.parsers.sphinx_", "sphinx_pressroom"]
)

TITLES = (
    "Harbour opens",
    "Ferry <fares>",
    "Tide & wind",
    "L’été du port",
    "港が開く",
    "Night boats",
)
CATEGORIES = ("News", "Données", "C#", "C++", "")
TAGS = ("eau", "Eau", "port/quay", "évènement", "evénement", "ferry", "港", "🌊")
WORDS = ("dredging", "lighthouse", "marée", "timetable", "quayside", "pilotage")
SERIES = ("", "", "Winter timetable")
CLOCKS = ("2026-12-01T00:00:00Z", "2027-06-01T00:00:00Z", "2028-01-01T00:00:00Z")
"""What builds hold to be now: after all dates, and around the day on which releases expire."""
EXPIRES = "2027-03-01"
SETTINGS: tuple[dict[str, Any], ...] = (
    {},
    {"html_title": "Port press"},
    {"press_per_page": 7},
    {"html_theme_options": {"accent": "#1d4d2b", "second": "#a35f08"}},
    {"press_feed_entries": 3},
    {"project": "Another port"},
    {"html_baseurl": "https://other.example/fr/"},
    {"language": "fr"},
    {"html_copy_source": True},
    {"press_collections": {"night": {"title": "By night", "category": "News"}}},
    {"press_pdf": False},
    {"press_pdf_volumes": ["years"]},
)


@dataclass(frozen=True)
class Item:
    """A release of the newsroom."""

    title: str
    day: int
    category: str = "News"
    tags: tuple[str, ...] = ()
    word: str = "dredging"
    contact: str = "desk"
    picture: str = ""
    download: str = ""
    series: str = ""
    draft: bool = False
    alias: str = ""
    refers: str = ""
    mistake: str = ""
    """What was corrected in it."""
    withdrawn: str = ""
    """Why it was withdrawn."""
    replaces: str = ""
    expires: bool = False
    embargo: str = ""
    """Until when it does not exist."""

    def text(self) -> str:
        """Write the file."""
        year, month = 2022 + self.day // 360, 1 + self.day // 30 % 12
        lines = [f"title: '{self.title}'", f"date: {year}-{month:02}-{1 + self.day % 28:02}"]
        lines += [f"categories: '{self.category}'"] if self.category else []
        lines += [f"tags: {list(self.tags)!r}"] if self.tags else []
        lines += [f"contacts: [{self.contact}]"] if self.contact else []
        lines += [f"images: [{{src: /{self.picture}, alt: A quay}}]"] if self.picture else []
        lines += [f"downloads: [{{file: /{self.download}, title: Plan}}]"] if self.download else []
        lines += [f"series: {self.series}"] if self.series else []
        lines += ["status: draft"] if self.draft else []
        lines += [f"aliases: [{self.alias}]"] if self.alias else []
        lines += [f"expires: {EXPIRES}"] if self.expires else []
        lines += [f"embargo: {self.embargo}"] if self.embargo else []
        lines += [f"replaces: [/{self.replaces}.md]"] if self.replaces else []
        if self.mistake:
            at = f"{year}-{month:02}-{2 + self.day % 25:02}"
            lines += [f"changes: [{{at: {at}, kind: correction, note: '{self.mistake}'}}]"]
        if self.withdrawn:
            lines += [f"withdrawn: {{at: 2026-11-30, explanation: '{self.withdrawn}'}}"]
        body = f"The {self.word} goes on.\n\n## About the {self.word}\n\nMore.\n"
        body += f"\n[](/{self.refers}.md)\n" if self.refers else ""
        return "---\n" + "\n".join(lines) + f"\n---\n\n{body}"


CONF = """\
extensions = ["myst_parser", "sphinx_pressroom"]
project = "Port of Merrow"
html_theme = "pressroom"
html_baseurl = "https://port.example/en/latest/"
html_static_path = ["_static"]
html_css_files = ["brand.css"]
templates_path = ["_templates"]
press_per_page = 10
press_region = "GB"
suppress_warnings = ["press", "myst", "ref"]
"""

INDEX = """\
# Port of Merrow

```{press:releases}
:limit: 5
```

```{press:tags}
- eau
- ferry
```

![A quay](quay.png)

[Archive](archive/index)
"""
NOTES = """\
# Notes

[](/releases/r03.md) and [](/releases/r07.md), {doc}`releases/r11`.

```{index} tariff
```

```{toctree}
:glob:

releases/r0*
```
"""


def first_items(count: int) -> dict[str, Item]:
    """Make releases."""
    items = {}
    for number in range(count):
        items[f"releases/r{number:02}"] = Item(
            title=f"{TITLES[number % len(TITLES)]} {number}",
            day=number * 37 % 1500,
            category=CATEGORIES[number % len(CATEGORIES)],
            tags=tuple(dict.fromkeys(TAGS[number * step % len(TAGS)] for step in (1, 3))),
            word=WORDS[number % len(WORDS)],
            picture="quay.png" if number % 7 == 0 else "",
            download="plan.pdf" if number % 5 == 0 else "",
            series=SERIES[number % len(SERIES)],
            alias=f"/old/{number}.html" if number % 9 == 0 else "",
            refers=f"releases/r{number - 1:02}" if number % 6 == 1 else "",
        )
    return items


@dataclass
class Newsroom:
    """The sources in a folder, as a dictionary of texts beside it."""

    folder: Path
    builder: str = "html"
    search: str = "sphinx"
    pdf: bool = False
    count: int = 30
    """Releases to begin with."""
    items: dict[str, Item] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    clock: str = CLOCKS[0]

    @property
    def source(self) -> Path:
        """The source folder."""
        return self.folder / "source"

    @property
    def out(self) -> Path:
        """The output folder."""
        return self.folder / "out"

    def start(self) -> None:
        """Write everything for the first time."""
        self.items = first_items(self.count)
        self.write("index.md", INDEX.encode())
        self.write("notes.md", NOTES.encode())
        self.write("contacts.yml", b"desk:\n  name: The desk\n  phones: '020 7946 0001'\n")
        self.write("quay.png", picture(1))
        self.write("plan.pdf", b"%PDF-1.4\n1")
        self.write("_static/brand.css", b"body { margin: 0 }\n")
        self.write("_templates/layout.html", template(1))
        for docname in self.items:
            self._save(docname)
        self.set({})

    def write(self, path: str, content: bytes) -> None:
        """Write a file of the source folder."""
        self.files[path] = content
        file = self.source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def remove(self, path: str) -> None:
        """Delete a file of the source folder."""
        del self.files[path]
        (self.source / path).unlink()

    def _save(self, docname: str) -> None:
        self.write(f"{docname}.md", self.items[docname].text().encode())

    def put(self, docname: str, item: Item) -> None:
        """Add or replace a release."""
        self.items[docname] = item
        self._save(docname)

    def change(self, docname: str, **fields: Any) -> None:
        """Change fields of a release."""
        self.put(docname, replace(self.items[docname], **fields))

    def delete(self, docname: str) -> None:
        """Delete a release."""
        del self.items[docname]
        self.remove(f"{docname}.md")

    def rename(self, docname: str, other: str) -> None:
        """Move a release, with the time of its file, as a file manager does."""
        self.items[other] = self.items.pop(docname)
        self.files[f"{other}.md"] = self.files.pop(f"{docname}.md")
        file = self.source / f"{other}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        (self.source / f"{docname}.md").rename(file)

    def set(self, settings: dict[str, Any]) -> None:
        """Choose the settings."""
        self.settings = settings
        values = {"press_search": self.search, "press_pdf": self.pdf, **settings}
        lines = "".join(f"{name} = {value!r}\n" for name, value in values.items())
        self.write("conf.py", (CONF + lines).encode())

    # -- builds ----------------------------------------------------------------------------------

    def build(self, *options: str, kill_after: float | None = None) -> int | None:
        """Build in a process; gives its exit code, or nothing when it was killed."""
        clock = ("-D", f"press_now={self.clock}")
        return build(self.source, self.out, self.builder, *clock, *options, kill_after=kill_after)

    def clean(self, folder: Path) -> dict[str, str]:
        """Build the same sources elsewhere from nothing, once for each state, the way of Sphinx."""
        state = (self.builder, self.clock, sorted(self.files.items()))
        key = hashlib.sha256(repr(state).encode()).hexdigest()
        place = folder / key
        if not place.exists():
            for path, content in self.files.items():
                file = place / "source" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            plain = ("-D", f"press_now={self.clock}", "-D", "press_shortcuts=0")
            code = build(place / "source", place / "out", self.builder, *plain)
            assert code == 0, (place / "out.log").read_text()
        return contents(place / "out")


def build(
    source: Path, out: Path, builder: str, *options: str, kill_after: float | None = None
) -> int | None:
    """Build a folder in a process of its own, and kill it after so many seconds if it still runs."""
    doctrees = out.with_name("doctrees")
    arguments = ["-b", builder, "-d", str(doctrees), *options, str(source), str(out)]
    process: Any = FORKS.Process(target=_main, args=(arguments, str(out.with_name("out.log"))))
    process.start()
    process.join(kill_after)
    if process.exitcode is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:  # it has not come so far as to have a group
            process.kill()
        process.join()
        return None
    return process.exitcode


def _main(arguments: list[str], log: str) -> None:
    os.setpgid(0, 0)
    Path(log).parent.mkdir(parents=True, exist_ok=True)
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    from sphinx.cmd.build import main

    sys.exit(main(arguments))


def contents(out: Path) -> dict[str, str]:
    """Digest every file of an output folder, by path."""
    return {
        file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(out.rglob("*"))
        if file.is_file()
    }


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Name the files that are not the same in two outputs."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def template(number: int) -> bytes:
    """Write a layout that extends the theme's."""
    return (
        '{% extends "!layout.html" %}\n'
        f'{{% block extrahead %}}<meta name="edition" content="{number}">{{{{ super() }}}}{{% endblock %}}\n'
    ).encode()


def picture(number: int) -> bytes:
    """Make a PNG of another width for each number, so large that phones get smaller ones."""
    import random
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    width, grain = 900 + number, random.Random(number)
    rows = b"".join(b"\0" + grain.randbytes(width) for _ in range(60))
    head = struct.pack(">IIBBBBB", width, 60, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def copy_built(built: Newsroom, folder: Path) -> Newsroom:
    """Copy a newsroom with its output and all times of files."""
    shutil.copytree(built.folder, folder, dirs_exist_ok=True)
    return replace(
        built,
        folder=folder,
        items=dict(built.items),
        files=dict(built.files),
        settings=dict(built.settings),
    )
