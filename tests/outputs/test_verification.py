"""The canonical text beside each page, and the lists of what was published."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ferries import content

from sphinx_pressroom.proof import manifest

if TYPE_CHECKING:
    from conftest import Built, Project

PDF = b"%PDF-1.4\nplan\n"
FLOOD = """---
title: The gates  open
date: 2026-03-31 09:30 +02:00
lead: After four years.
downloads: [{file: /plan.pdf, title: Plan}]
---

They *opened* at noon.
"""
FILES = {
    "plan.pdf": PDF,
    "releases/2026/gates.md": FLOOD,
    "releases/2026/drought.md": "---\ntitle: Drought\ndate: 2026-03-30\nlanguage: fr\n---\n\nSec.\n",
    "releases/2026/secret.md": "---\ntitle: Secret\ndate: 2026-03-30\nstatus: draft\n---\n\nHush.\n",
}
TEXT = """\
The gates open
Press release
March 31, 2026, 9:30 AM
After four years.
They opened at noon.
Downloads
Download “Plan” (PDF, 14 bytes)
"""
LISTS = ("press-releases.json", "SHA256SUMS")


def sha256(content: bytes) -> str:
    """Give a digest."""
    return hashlib.sha256(content).hexdigest()


def listed(built: Built) -> list[dict[str, object]]:
    """Read the releases of the list."""
    found: list[dict[str, object]] = json.loads((built.out / "press-releases.json").read_bytes())[
        "releases"
    ]
    return found


def test_text(build: Project) -> None:
    """The text of a release lies beside its page."""
    built = build(FILES)
    assert (built.out / "releases/2026/gates.txt").read_text("utf-8") == TEXT


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_file_in_place_of_a_text(build: Project, parallel: int) -> None:
    """A file of ``html_extra_path`` stands where a text would, until it goes."""
    path, settings = "releases/2026/gates.txt", {"html_extra_path": ["extra"]}
    own = {f"extra/{path}": "Our own.\n"}
    others = {
        f"releases/r{n}.md": f"---\ntitle: Pier {n}\ndate: 2026-02-0{n}\n---\n" for n in range(1, 9)
    }
    built = build({**FILES, **others, "extra/a.txt": "A"}, parallel=parallel, **settings)
    before = content(built)
    assert before[path] == TEXT.encode()
    with_own = content(build(own, parallel=parallel))
    assert with_own[path] == b"Our own.\n"
    assert content(build({}, parallel=parallel)) == with_own
    assert content(build(dict.fromkeys(own), parallel=parallel)) == before


def test_a_file_that_was_always_in_place_of_a_text(build: Project) -> None:
    """A text is made when the file that stood in its place from the first build on goes."""
    path = "releases/2026/gates.txt"
    built = build({**FILES, f"extra/{path}": "Our own.\n"}, html_extra_path=["extra"])
    assert (built.out / path).read_text() == "Our own.\n"
    built = build({f"extra/{path}": None})
    assert (built.out / path).read_text("utf-8") == TEXT


def test_text_in_the_folder_of_its_page(build: Project) -> None:
    """With the builder dirhtml the same text lies in the page's own folder."""
    built = build(FILES, builder="dirhtml")
    assert (built.out / "releases/2026/gates/gates.txt").read_text("utf-8") == TEXT
    first = listed(built)[1]
    assert first["page"] == "releases/2026/gates/index.html"


def test_list(build: Project) -> None:
    """The list names each release that is published, by path, with its text and its files."""
    built = build(FILES, html_baseurl="https://port.example/press")
    whole = json.loads((built.out / "press-releases.json").read_bytes())
    (download,) = (built.out / "_downloads").rglob("plan.pdf")
    assert {name: value for name, value in whole.items() if name != "releases"} == {
        "format": 1,
        "site": "https://port.example/press/",
        "canonical": 1,
    }
    drought, gates = whole["releases"]
    assert gates == {
        "page": "releases/2026/gates.html",
        "title": "The gates open",
        "date": "2026-03-31T09:30:00+02:00",
        "language": "en",
        "status": "published",
        "text": {"path": "releases/2026/gates.txt", "sha256": sha256(TEXT.encode())},
        "attachments": [
            {
                "path": download.relative_to(built.out).as_posix(),
                "name": "plan.pdf",
                "sha256": sha256(PDF),
                "size": len(PDF),
            }
        ],
    }
    assert (drought["date"], drought["language"]) == ("2026-03-30", "fr")


def test_history(build: Project) -> None:
    """The list says what became of a release: its changes, and that it was withdrawn, and why."""
    life = (
        "changes: [{at: 2026-04-01, kind: correction, note: 'Four, *not* five.'}]\n"
        "withdrawn: {at: 2026-04-02, explanation: It was wrong.}\n"
    )
    built = build({"releases/a.md": f"---\ntitle: A\ndate: 2026-03-31\n{life}---\n\nText.\n"})
    (release,) = listed(built)
    assert release["status"] == "withdrawn"
    assert release["changes"] == [
        {"at": "2026-04-01", "kind": "correction", "note": "Four, not five."}
    ]
    assert release["withdrawn"] == {"at": "2026-04-02", "explanation": "It was wrong."}


def test_sha256sum(build: Project, absent: Callable[[str], None]) -> None:
    """The real sha256sum finds every listed file as it is listed, and the list itself."""
    if not shutil.which("sha256sum"):
        absent("no sha256sum")
    built = build(FILES)
    for name in ("SHA256SUMS", ".well-known/SHA256SUMS"):
        command = ["sha256sum", "--strict", "-c", name]
        done = subprocess.run(command, cwd=built.out, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found = [line.removesuffix(": OK") for line in done.stdout.splitlines()]
        assert [one for one in found if "_downloads" not in one] == [
            "press-releases.json",
            "releases/2026/drought.txt",
            "releases/2026/gates.txt",
        ]
        assert len(found) == 4


def test_pictures_in_all_sizes(build: Project, absent: Callable[[str], None]) -> None:
    """Whatever file of a picture a reader has saved, the list names it."""
    if importlib.util.find_spec("PIL") is None:
        absent("no Pillow")
    from PIL import Image

    Image.radial_gradient("L").resize((900, 600)).save(build.folder / "quay.png")
    release = (
        "---\ntitle: A\ndate: 2026-03-31\nimages: [{src: /quay.png, alt: A quay}]\n---\n\nA.\n"
    )
    built = build({"releases/a.md": release}, press_image_widths=[300, 600])
    there = {file.relative_to(built.out).as_posix() for file in (built.out / "_images").iterdir()}
    (release_,) = listed(built)
    assert len(there) == 3
    assert {one["path"] for one in release_["attachments"]} == there
    assert "quay.png" in {one["name"] for one in release_["attachments"]}


def test_the_same_lists_twice(build: Project) -> None:
    """The lists lie once more where well-known addresses are, and are the same."""
    out = build(FILES).out
    for name in LISTS:
        assert (out / name).read_bytes() == (out / ".well-known" / name).read_bytes()
    assert not (out / "SHA256SUMS.sig").exists()


def test_nothing_of_drafts(build: Project) -> None:
    """The lists are the same with a draft in the source and without it."""
    out = build(FILES).out
    with_draft = [(out / name).read_bytes() for name in LISTS]
    build({"releases/2026/secret.md": None})
    assert [(out / name).read_bytes() for name in LISTS] == with_draft
    assert b"Secret" not in with_draft[0]


def test_no_releases(build: Project) -> None:
    """A project without releases has no lists and no page about them."""
    out = build({"about.md": "# About\n"}).out
    assert [name for name in (*LISTS, ".well-known", "check.html") if (out / name).exists()] == []


def test_a_changed_file_changes_page_and_list(build: Project) -> None:
    """A file with other bytes makes its page and the lists say its new digest."""
    build(FILES)
    built = build({"plan.pdf": b"%PDF-1.4\nother\n"})
    wanted = sha256(b"%PDF-1.4\nother\n")
    for path in ("releases/2026/gates.html", *LISTS):
        text = (built.out / path).read_text("utf-8")
        assert wanted in text
        assert sha256(PDF) not in text


def test_what_is_gone(build: Project) -> None:
    """A release that is deleted takes its text with it, and no list names it."""
    build(FILES)
    built = build({"releases/2026/gates.md": None})
    assert not (built.out / "releases/2026/gates.txt").exists()
    assert "gates" not in (built.out / "press-releases.json").read_text("utf-8")
    assert "gates" not in (built.out / "SHA256SUMS").read_text("utf-8")


@pytest.mark.long
def test_workers(tmp_path: Path) -> None:
    """Two workers publish what one does, to the byte."""
    source = tmp_path / "source"
    for number in range(12):
        release = FLOOD.replace("four", f"{number}")
        file = source / f"releases/r{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(release)
    (source / "plan.pdf").write_bytes(PDF)
    (source / "index.md").write_text("# Room\n")
    (source / "conf.py").write_text('extensions = ["myst_parser", "sphinx_pressroom"]\n')
    found = []
    for workers in ("1", "2"):
        out = tmp_path / f"out{workers}"
        command = [sys.executable, "-m", "sphinx", "-q", "-j", workers, "-d", f"{out}.dt"]
        subprocess.run([*command, str(source), str(out)], check=True)
        found.append(
            {
                file.relative_to(out).as_posix(): file.read_bytes()
                for file in out.rglob("*")
                if file.suffix in {".txt", ".json", ".html"} or file.name == "SHA256SUMS"
            }
        )
    assert len([path for path in found[0] if path.endswith(".txt")]) == 12
    assert found[0] == found[1]


def test_what_others_say(build: Project) -> None:
    """A notice that follows from another release, or from the clock, is no part of a text."""
    first = "---\ntitle: A\ndate: 2026-03-31\nexpires: 2026-06-01\n---\n\nText.\n"
    second = "---\ntitle: B\ndate: 2026-04-01\nreplaces: a.md\n---\n\nText.\n"
    built = build({"releases/a.md": first}, press_now="2026-04-02T00:00Z")
    page, text = built.page("releases/a"), (built.out / "releases/a.txt").read_bytes()
    built = build({"releases/b.md": second}, press_now="2026-07-01T00:00Z")
    assert "Replaced by" in built.page("releases/a")
    assert "No longer current" in built.page("releases/a")
    assert "Replaced by" not in page
    assert (built.out / "releases/a.txt").read_bytes() == text
    assert b"Text." in text


def test_lines_that_stay(build: Project, project, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit, and as a release comes or goes, only lines of what has changed are written."""
    text = "---\ntitle: Pier {0}\ndate: 2026-03-{0:02}\n---\n\nThe pier is open{1}.\n"
    files = {f"releases/r{number}.md": text.format(number, "") for number in range(1, 6)}
    build(files)
    written: list[object] = []
    own = manifest.line
    monkeypatch.setattr(manifest, "line", lambda one: (written.append(one["page"]), own(one))[1])
    steps: dict[str, str | None] = {"r3": text.format(3, " again"), "r0": text.format(9, "")}
    for name, change in {**steps, "r4": None}.items():
        files[f"releases/{name}.md"] = change
        written.clear()
        built = build({f"releases/{name}.md": change})
        assert written == ([f"releases/{name}.html"] if change else [])
        clean = project()({file: own for file, own in files.items() if own is not None})
        assert content(built) == content(clean)
