"""Generate a publication of many releases, as a press room, as plain documents, for other tools.

The same words stand in all: what the press room has in its front matter, the plain documents have
as Markdown in the body (``plain``), or as the very same front matter, which plain Sphinx keeps as
metadata (``matter``). What a tool needs else is a form of its own (``sites.py``).
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOTS = (
    "rivière bassin qualité programme région mesure équipe donnée agence rapport accord ouverture "
    "niveau station réseau surveillance partenaire financement projet présent confirm annonc prévo "
    "soutien accompagn renforc complèt étend publi territoir collectiv habitant entrepris "
    "survey result network report agreement monitor water public service citizen council budget"
).split()
ENDINGS = (
    "",
    "s",
    "e",
    "es",
    "ment",
    "ments",
    "ation",
    "ations",
    "eur",
    "eurs",
    "ement",
    "able",
    "ables",
    "ance",
    "iste",
    "istes",
    "ier",
    "ière",
    "ages",
    "é",
    "ée",
    "és",
    "ées",
    "era",
    "eront",
    "ait",
    "aient",
    "ons",
    "ez",
    "ant",
    "antes",
    "ive",
    "ives",
    "ité",
    "ités",
    "isme",
    "ique",
    "iques",
)
PREFIXES = ("", "", "", "re", "inter", "sous-", "trans", "pré", "co", "dé")
LITTLE = "le la les de des du et en un une pour par sur dans à au aux qui que avec plus".split()


def vocabulary(source: random.Random, size: int = 12_000) -> list[str]:
    """Make words that occur as words do: some often, most seldom."""
    made = {
        source.choice(PREFIXES) + source.choice(ROOTS) + source.choice(ENDINGS)
        for _ in range(3 * size)
    }
    return sorted(made)[:size]


RELEASE = """\
---
title: "{title}"
date: {date} 09:30:00 +02:00
lead: "{lead}"
dateline: Paris
categories:
- Communiqué de presse
tags:
- {tag}
- eau
quotes:
- text: "{quote}"
  author: Camille Martin
  role: directrice générale
contacts:
- name: Service de presse
  phones:
  - 01 99 00 01 43
  - 06 39 98 01 56
  emails: presse@agence.example
facts:
- label: Stations
  value: "{number}"
  unit: sites
---

{body}
"""

SAID = """\
{lead}

{body}

> {quote}
>
> Camille Martin, directrice générale

Chiffres clés : Stations {number} sites

## Contact presse

Service de presse

- 01 99 00 01 43
- 06 39 98 01 56
- <presse@agence.example>
"""
"""What is said below the title, for tools that know no fields of releases."""

PLAIN = f"""\
---
orphan: true
---

# {{title}}

Communiqué de presse

Paris, {{date}}

{SAID}
Communiqué de presse, {{tag}}, eau
"""

ROOM_CONF = """\
extensions = ["myst_parser", "sphinx_design", "sphinx_pressroom"]
html_theme = "pressroom"
project = "Benchmark"
language = "fr"
"""

PLAIN_CONF = """\
extensions = ["myst_parser"]
html_theme = "alabaster"
html_copy_source = False
project = "Benchmark"
language = "fr"
myst_title_to_header = True
suppress_warnings = ["toc.not_included"]
"""


class Writer:
    """Writes texts of words whose frequencies follow Zipf's law, the same on each run."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = vocabulary(self.random)
        self.random.shuffle(self.words)
        self.weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(self.words))))

    def word(self) -> str:
        """Give a word."""
        return self.random.choices(self.words, cum_weights=self.weights)[0]

    def sentence(self, length: int) -> str:
        """Make a sentence of so many words, every other one a little one."""
        words = self.random.choices(self.words, cum_weights=self.weights, k=length)
        for index in range(1, length, 2):
            words[index] = self.random.choice(LITTLE)
        return " ".join(words).capitalize() + "."


def body(writer: Writer) -> str:
    """Make about 380 words: paragraphs, two headings, a list, emphasis and a link."""
    parts = [" ".join(writer.sentence(15) for _ in range(4)) for _ in range(5)]
    parts.insert(1, f"## {writer.sentence(5)[:-1]}")
    parts.insert(3, "\n".join(f"- **{writer.word()}** : {writer.sentence(8)}" for _ in range(4)))
    parts.insert(5, f"## {writer.sentence(4)[:-1]}")
    page = writer.random.randint(1, 999)
    parts.append(f"Plus d’informations sur [le site](https://agence.example/{page}).")
    return "\n\n".join(parts)


class Release(NamedTuple):
    """What a release says, in no tool's form yet."""

    number: int
    date: str
    title: str
    lead: str
    tag: str
    quote: str
    body: str

    @property
    def year(self) -> str:
        """Give the year of its date."""
        return self.date[:4]

    @property
    def name(self) -> str:
        """Give the name of its file, which is that of its page too."""
        return f"release-{self.number:05}"


def releases(count: int) -> Iterator[Release]:
    """Give so many releases, the same on each run."""
    writer = Writer(20260901)
    for number in range(count):
        year, month, day = 2016 + number % 10, 1 + number // 10 % 12, 1 + number % 28
        yield Release(
            number=number,
            date=f"{year}-{month:02}-{day:02}",
            title=f"{writer.sentence(9)[:-1]} ({number})",
            lead=writer.sentence(30),
            tag=writer.word(),
            quote=writer.sentence(25),
            body=body(writer),
        )


class Form(NamedTuple):
    """How a tool wants its releases: path and text of a file, with names of values in braces."""

    path: str
    text: str

    def write(self, folder: Path, release: Release) -> None:
        """Write a release into a source folder."""
        values = release._asdict() | {"year": release.year, "name": release.name}
        file = folder / self.path.format(**values)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.text.format(**values), "utf-8")


PATH = "releases/{year}/{name}.md"
KINDS = {
    "room": (ROOM_CONF, Form(PATH, RELEASE)),
    "plain": (PLAIN_CONF, Form(PATH, PLAIN)),
    "matter": (PLAIN_CONF, Form(PATH, RELEASE)),
}
"""The settings of each kind of Sphinx folder, and how its releases are written."""


def write(folder: Path, kind: str, count: int) -> None:
    """Write a source folder of a kind."""
    conf, form = KINDS[kind]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text(conf, "utf-8")
    (folder / "index.md").write_text("# Benchmark\n", "utf-8")
    for release in releases(count):
        form.write(folder, release)


def main() -> None:
    """Write the folders asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    for kind in KINDS:
        write(options.folder / kind, kind, options.count)


if __name__ == "__main__":
    main()
