"""The whole press room, judged by the Nu Html Checker."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

JAR = Path(sys.prefix) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
"""``make checker`` puts it there."""
LET_PASS = {
    # RGAA 4.1.2 demands role="group" with a label (test 1.9.1); HTML has come to forbid the role.
    r"A “figure” element with a “figcaption” descendant must not have a “role” attribute\.": "figure",
    # sphinx-design's tabs.
    r"The “aria-controls” attribute must not be used on any “label” element .*": "sd-tab-label",
    # Sphinx's search and browsers of its time find the text by the role.
    # The kitchen sink's English words, in a French room.
    r"This document appears to be written in English .*": 'html lang="fr"',
    # A sum of custom properties within min(), which browsers reckon.
    r"CSS: “inline-size”: Invalid type: “100%, calc\(var.*": "press-space",
    r"The “main” role is unnecessary for element “main”\.": "site-main",
}
"""Messages that stand, each with a word of the element that they are about."""
STYLES = ["pressroom.css", "press-search.css"]


FAULTY = {
    "page.html": "<!DOCTYPE html><html lang=en><title>T</title><p><ul><li>W</ul></p><section>W</section>",
    "style.css": "a { colr: red }",
}
"""What the checker has to find something in."""


@pytest.fixture(scope="module")
def messages(room, absent):
    """Return all that the checker says of everything, in one run: it is slow to start."""
    if not shutil.which("java"):
        absent("no Java")
    if not JAR.exists():
        absent("no Nu Html Checker: make checker")
    shared = room("en").parent
    with FileLock(shared / "checked.lock"):
        said = shared / "checked.json"
        if not said.exists():
            said.write_text(_run(_files(room, shared / "faulty")), "utf-8")
    return json.loads(said.read_text("utf-8"))["messages"]


def _files(room, faulty):
    faulty.mkdir()
    for name, text in FAULTY.items():
        (faulty / name).write_text(text, "utf-8")
    rooms = [room(name) for name in ("en", "fr", "house")]
    yield from sorted(path for out in rooms for path in out.rglob("*.html"))
    yield from (room("en") / "_static" / name for name in STYLES)
    yield from (faulty / name for name in FAULTY)


def _run(files):
    # Java's quick compiler, which does for one run, wants a deeper stack.
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m", "-jar", str(JAR)]
    command += ["--format", "json", "--exit-zero-always", "--also-check-css", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


def told(messages, place):
    """Give each error and each warning about a file, or a folder's, once: a place, and how many.

    Remarks that are neither are left out, and so is what may stand.
    """
    found = {}
    for message in messages:
        address = message.get("url", "").removeprefix("file:")
        if not address.startswith(str(place)):
            continue
        if (message["type"] != "info" or message.get("subType") == "warning") and not _passes(
            message
        ):
            page = address.removeprefix(str(place))
            where = (
                f"{page}:{message.get('lastLine')}: {message.get('extract', '').strip()[:120]!r}"
            )
            found.setdefault(message["message"], []).append(where)
    return [f"{words} {len(places)} times, as in {places[0]}" for words, places in found.items()]


def _passes(message):
    for words, element in LET_PASS.items():
        if re.fullmatch(words, message["message"]):
            return element in message.get("extract", "")
    return False


@pytest.mark.parametrize("name", ["en", "fr", "house"])
def test_pages(room, messages, name):
    """No page of the press room has an error or a warning."""
    found = told(messages, room(name))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", STYLES)
def test_styles(room, messages, name):
    """No stylesheet of ours has an error or a warning."""
    found = told(messages, room("en") / "_static" / name)
    assert not found, "\n".join(found)


def test_checker(room, messages):
    """The checker does find an error, a warning, and a mistake in a stylesheet."""
    faulty = room("en").parent / "faulty"
    found = "\n".join(told(messages, faulty / "page.html"))
    assert "No “p” element in scope" in found
    assert "Section lacks heading" in found
    assert "colr" in "\n".join(told(messages, faulty / "style.css"))
