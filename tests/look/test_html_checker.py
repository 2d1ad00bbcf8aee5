"""The whole press room, judged by the Nu Html Checker."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
STYLES = ["pressroom.css", "blocks.css", "press-search.css"]


@pytest.fixture(scope="module")
def check(absent):
    """Return a function that runs the checker, and gives what it says, a line each."""
    if not shutil.which("java"):
        absent("no Java")
    if not JAR.exists():
        absent("no Nu Html Checker: make checker")

    def run(*options):
        command = ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always"]
        done = subprocess.run(
            [*command, *map(str, options)], capture_output=True, text=True, check=True
        )
        return json.loads(done.stderr)["messages"]

    return run


def told(messages, out):
    """Give each error and each warning once, with a place where it stands and how many there are.

    Remarks that are neither are left out, and so is what may stand.
    """
    found = {}
    for message in messages:
        if (message["type"] != "info" or message.get("subType") == "warning") and not _passes(
            message
        ):
            page = message.get("url", "").partition(str(out))[2]
            place = (
                f"{page}:{message.get('lastLine')}: {message.get('extract', '').strip()[:120]!r}"
            )
            found.setdefault(message["message"], []).append(place)
    return [f"{words} {len(places)} times, as in {places[0]}" for words, places in found.items()]


def _passes(message):
    for words, element in LET_PASS.items():
        if re.fullmatch(words, message["message"]):
            return element in message.get("extract", "")
    return False


@pytest.mark.parametrize("name", ["en", "fr", "house"])
def test_pages(room, check, name):
    """No page of the press room has an error or a warning."""
    out = room(name)
    found = told(check("--skip-non-html", out), out)
    assert not found, "\n".join(found)


def test_styles(room, check):
    """No stylesheet of ours has an error or a warning."""
    files = [path for path in (room("en") / "_static").glob("*.css") if path.name in STYLES]
    found = told(check("--css", *files), room("en"))
    assert files
    assert not found, "\n".join(found)


def test_checker(check, tmp_path):
    """The checker does find an error, a warning, and a mistake in a stylesheet."""
    page = "<!DOCTYPE html><html lang=en><title>T</title><p><ul><li>W</ul></p><section>W</section>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    (tmp_path / "style.css").write_text("a { colr: red }", "utf-8")
    found = "\n".join(told(check(tmp_path / "page.html"), tmp_path))
    assert "No “p” element in scope" in found
    assert "Section lacks heading" in found
    assert "colr" in "\n".join(told(check("--css", tmp_path / "style.css"), tmp_path))
