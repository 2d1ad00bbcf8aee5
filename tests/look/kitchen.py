"""Write and build the kitchen sink, for tests, screenshots and measurements.

Its source is ``room/`` beside this file, the snippets of all blocks (``tests/blocks/snippets``), the
repository's pictures under names that say what they are for, and one release of 3,000 words.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import sphinx_pressroom

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
SNIPPETS = HERE.parent / "blocks" / "snippets"
PICTURES = {
    "wide.jpg": "carte-trait-fin.jpg",
    "wide-hd.jpg": "carte-trait-fin-hd.jpg",
    "ship.jpg": "navire-estran.jpg",
    "ship-hd.jpg": "navire-estran-hd.jpg",
    "buoy.jpg": "bouee-houle.jpg",
    "profile.jpg": "profil-laser.jpg",
    "section.svg": "coupe-maregraphe.svg",
    "chart.png": "niveau-mer-1897-2023.png",
    "face.png": "portrait-solene.png",
    "kit.pdf": "fine-line-press-kit.pdf",
    "levels.csv": "niveau-mer-1897-2023.csv",
    # What the snippets show.
    "gauge.png": "niveau-mer-1897-2023.png",
    "gauge-print.png": "niveau-mer-1897-2023-hd.png",
    "boat.png": "portrait-bastien.png",
    "wave.png": "vagues.png",
    "portrait.png": "portrait-marijke.png",
    "guide-en.pdf": "sea-level-method.pdf",
    "rivers.csv": "niveau-mer-1897-2023.csv",
    # Taller than wide.
    "tall.png": "portrait-solene.png",
}
PARAGRAPH = (
    "Every station of the lower Tarn sends its level each quarter of an hour, and every level is "
    "compared with that of the station above it before it is shown to anyone. Where two levels do "
    "not agree, a person looks at them within the hour and writes down why one of them was kept. "
    "These notes are public as well, and they are read by more people than the levels themselves."
)
LONG = """\
---
title: Three thousand words about the levels of the lower Tarn
date: 2025-03-10
language: en
type: fact-sheet
categories: [Marsh]
lead: All that is known about the levels, for those who have an evening.
contacts: nell-harrow
---

"""


def long_release(words: int = 3000) -> str:
    """Write a release of so many words, with a heading above every fourth paragraph."""
    parts = []
    for number in range(-(-words // len(PARAGRAPH.split()))):
        if number % 4 == 0:
            parts.append(f"## Part {number // 4 + 1}")
        parts.append(PARAGRAPH)
    return LONG + "\n\n".join(parts) + "\n"


def write(folder: Path) -> Path:
    """Write the source into a new folder."""
    shutil.copytree(HERE / "room", folder)
    for path in SNIPPETS.glob("*.md"):
        (folder / "releases" / "blocks").mkdir(exist_ok=True)
        shutil.copy(path, folder / "releases" / "blocks" / path.name)
    for path in SNIPPETS.glob("*.yml"):
        with (folder / path.name).open("a", encoding="utf-8") as book:
            book.write(path.read_text("utf-8"))
    (folder / "uploads").mkdir()
    for name, source in PICTURES.items():
        shutil.copy(REPOSITORY / "uploads" / source, folder / "uploads" / name)
    (folder / "uploads" / "photos.zip").write_bytes(b"PK\x05\x06" + bytes(3_100_000))
    shutil.copy(REPOSITORY / "_static" / "logo.svg", folder / "logo.svg")
    (folder / "releases" / "2025" / "long.md").write_text(long_release(), "utf-8")
    return folder


def build(source: Path, out: Path, *, language: str = "", theme: str = "") -> Path:
    """Build a source folder in a process of its own; a warning of ours is an error."""
    # The package that runs here, whichever that is.
    places = [str(Path(sphinx_pressroom.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    # Where ``serving`` shows the repository's own press room.
    environment["READTHEDOCS_CANONICAL_URL"] = "https://presse.rivieres-rivages.example/en/latest/"
    if language:
        environment["KITCHEN_LANGUAGE"] = language
    if theme:
        environment["KITCHEN_THEME"] = theme
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "--no-color"]
    command += ["-b", "html", "-d", f"{out}.doctrees", str(source), str(out)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return out
