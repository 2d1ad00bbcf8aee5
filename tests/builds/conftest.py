"""One release with every block, and builds of it in processes of their own."""

import os
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).parents[2]
RELEASE = """---
title: Sluice gates reopen at Tarn Mills
date: 2026-03-31 09:30:00 +02:00
updated: 2026-04-02
language: en
dateline: Tarn Mills
type: statement
number: T-2026-7
categories: [Waterways]
tags: [sluices, "low water"]
lead: The leadword says that the **sluice gates** reopen on Friday.
images:
- src: /uploads/gates.png
  alt: Two open gates
  caption: The captionword under the *gates*
  credit: Creditword
  licence: CC0 1.0
  hi_res: /uploads/gates-large.png
- src: /uploads/river.png
  decorative: true
quotes:
- text: The quoteword was *never* in doubt.
  author: Ada Rookwood
  role: lock keeper
  organisation: Tarn Trust
  portrait: /uploads/ada.png
- text: Wir warten seit Mai.
  author: Jonas Feldmann
  language: de
contacts:
- name: Nell Harrow
  role: press officer
  organisation: Tarn Trust
  phones: [{number: +44 20 7946 0018, label: deskword}]
  emails: [nell.harrow@tarn.example]
  languages: [en, de]
  hours: Mondayword to Friday
downloads:
- file: /uploads/kit.pdf
  title: Kitword
  language: de
  description: A *descriptionword* of the kit.
facts:
- {label: Gatesfact, value: "14", unit: gates, source: Tarn survey, date: 2026-01-05}
notes_to_editors: The **notesword** for editors.
boilerplate: trust
links:
- {url: "https://tarn.example/report", title: Linkword}
---

The bodyword comes first. See {doc}`second`.

## Sectionword

- an itemword

```{press:quote}
:author: Ivo Lang
:role: walker

Directivequote in the body.
```

```{press:releases}
:limit: 2
```
"""
SECOND = """---
title: Secondword of the year
date: 2026-03-30
---

Another bodytext.
"""
BLOCKS = {
    "header": ["Statement", "T-2026-7", "Tarn Mills", "March", "Updated", "April", "Waterways"],
    "lead": ["leadword"],
    "gallery": ["captionword", "Creditword", "CC0"],
    "quote": ["quoteword", "Ada Rookwood", "lock keeper", "Jonas Feldmann", "Directivequote"],
    "facts": ["Gatesfact", "14 gates", "Tarn survey"],
    "links": ["Linkword"],
    "downloads": ["Kitword", "descriptionword"],
    "contacts": ["Nell Harrow", "press officer", "deskword", "7946 0018", "Mondayword"],
    "boilerplate": ["Boilerword", "About the trust"],
    "notes": ["notesword"],
    "tags": ["sluices", "low water"],
    "body": ["bodyword", "Sectionword", "itemword", "Secondword"],
}


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, colour):
    """Draw a rectangle of one colour (red, green, blue)."""
    rows = (b"\0" + bytes(colour) * width) * height
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


FILES = {
    "index.md": "# Press room\n\n```{press:releases}\n```\n",
    "boilerplates.yml": "trust: {title: About the trust, text: The Boilerword stands here.}\n",
    "releases/2026/gates.md": RELEASE,
    "releases/2026/second.md": SECOND,
    "uploads/gates.png": png(640, 320, (70, 120, 150)),
    "uploads/gates-large.png": png(1280, 640, (70, 120, 150)),
    "uploads/river.png": png(640, 320, (60, 110, 70)),
    "uploads/ada.png": png(96, 96, (150, 90, 70)),
    "uploads/kit.pdf": b"%PDF-1.7\n%%EOF\n",
}
CONF = {
    "project": "Tarn Mills",
    "author": "Tarn Trust",
    "copyright": "2026, Tarn Trust",
    "version": "1.0",
    "extensions": ["myst_parser", "sphinx_pressroom"],
    "language": "en",
    "press_region": "GB",
    "html_theme": "pressroom",
}


class Run(NamedTuple):
    """What a build said, and where its output is."""

    code: int
    warnings: str
    out: Path

    def files(self):
        """Read all files of the output, by path."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }


@pytest.fixture(scope="session")
def files():
    """Return the files of a project whose one release has every block."""
    return FILES


@pytest.fixture(scope="session")
def write():
    """Return a function that writes a project: its files and the values of its conf.py."""

    def project(folder, files=FILES, **conf):
        lines = "".join(f"{name} = {value!r}\n" for name, value in {**CONF, **conf}.items())
        for name, content in {"conf.py": lines, **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return project


@pytest.fixture(scope="session")
def run():
    """Return a function that builds a project in a process of its own, outside of its folder."""

    def build(source, builder="html", *options, out=None, **environment):
        out = out or source.parent / f"{source.name}-{builder}"
        command = [sys.executable, "-m", "sphinx", "-n", "-q", "--no-color", "-b", builder]
        command += ["-d", str(out) + "-doctrees", *options, str(source), str(out)]
        path = os.pathsep.join([str(REPOSITORY / "_ext"), os.environ.get("PYTHONPATH", "")])
        done = subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": path, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return Run(done.returncode, re.sub(r"\x1b\[[\d;]*m", "", done.stderr), out)

    return build


@pytest.fixture(scope="session")
def blocks():
    """Return words of every block of the release, by block."""
    return BLOCKS
