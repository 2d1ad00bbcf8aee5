"""What a PDF carries: the public record and the text, and nothing private."""

import json
import subprocess

SECRET = "private-word-4711"
RELEASE = f"""---
title: Gates reopen
date: 2026-03-31
# {SECRET}
ext: {{internal: {SECRET}}}
tags: [tide]
contacts: [{{name: Nell Harrow, phones: "+44 20 7946 0018"}}]
quotes: [{{text: We *know*., author: Ada Rook}}]
---

% {SECRET}

<!-- {SECRET} -->

Text with **bold** and [a link](https://a.example/x).

## Part

- an item
"""


def _carried(pdf, folder):
    folder.mkdir()
    command = ["pdfdetach", "-saveall", "-o", str(folder), str(pdf)]
    subprocess.run(command, check=True, capture_output=True)
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_release(build, tmp_path):
    """A release's PDF carries its record and its text; comments and private fields stay away."""
    built = build(
        {"releases/a.md": RELEASE}, builder="press-pdf", html_baseurl="https://p.example/"
    )
    pdf = built.out / "releases/a.pdf"
    found = _carried(pdf, tmp_path / "carried")
    record = json.loads(found["release.json"])
    assert record["headline"] == "Gates reopen"
    assert record["url"] == "https://p.example/releases/a.html"
    assert record["publisher"]["contactPoint"][0]["telephone"] == ["+44 20 7946 0018"]
    text = found["release.md"]
    assert text.startswith("# Gates reopen\n")
    assert "Text with **bold** and [a link](https://a.example/x).\n\n## Part\n\n- an item" in text
    assert not [name for name, content in found.items() if SECRET in content]
    plain = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    assert SECRET.encode() not in plain.stdout + pdf.read_bytes()


def test_volume(build, tmp_path):
    """A volume carries the records and texts of all its releases."""
    second = RELEASE.replace("Gates reopen", "Second")
    files = {"releases/a.md": RELEASE, "releases/b.md": second}
    built = build(files, builder="press-pdf")
    found = _carried(built.out / "archive/2026.pdf", tmp_path / "carried")
    titles = [one["headline"] for one in json.loads(found["releases.json"])]
    assert titles == ["Gates reopen", "Second"]
    assert found["releases.md"].count("\n# ") == 1
