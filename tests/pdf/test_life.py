"""What PDFs tell of a release's life: in the text, on every page, and for machines."""

import json
import subprocess
from datetime import datetime

import pytest

LONG = "\n\n".join(["Words of a long release. " * 30] * 20)
CORRECTED = "changes:\n- {at: 2026-03-02, kind: correction, note: 'The *hour* was wrong.'}\n"
WITHDRAWN = "withdrawn: {at: 2026-03-03 10:00, explanation: It was early.}\n"


def release(title, fields="", body="Text."):
    return f"---\ntitle: {title}\ndate: 2026-03-01\n{fields}---\n\n{body}\n"


def pages(pdf):
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.split("\f")[:-1]]


def set_clock(monkeypatch, when):
    seconds = datetime.fromisoformat(when).timestamp()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(seconds)))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (CORRECTED, "Corrected on March 2, 2026"),
        (CORRECTED + "language: fr\n", "Corrigé le 2 mars 2026"),
        (WITHDRAWN + CORRECTED, "Withdrawn on March 3, 2026"),
        ("status: withdrawn\n", "Withdrawn"),
        ("expires: 2026-04-01\n", "No longer current since April 1, 2026"),
        (
            CORRECTED + "expires: 2026-04-01\n",
            "No longer current since April 1, 2026 · Corrected on March 2, 2026",
        ),
    ],
)
def test_each_page_tells(build, fields, words):
    """Each page begins with what whoever holds it alone has to know."""
    files = {"releases/a.md": release("Atlas", fields, LONG)}
    built = build(files, builder="press-pdf", press_now="2026-05-01T00:00:00Z")
    assert built.warnings == ""
    found = pages(built.out / "releases/a.pdf")
    assert len(found) > 2
    assert [page for page in found if not page.startswith(words)] == []


def test_an_update_is_no_banner(build):
    """An update stands in the history alone, behind the end of what may be printed."""
    fields = "changes: {at: 2026-03-02, note: A picture has been added.}\nexpires: 2026-06-01\n"
    built = build(
        {"releases/a.md": release("Atlas", fields)},
        builder="press-pdf",
        press_now="2026-05-01T00:00:00Z",
    )
    (page,) = pages(built.out / "releases/a.pdf")
    assert "Updated on March 2, 2026" in page
    assert "Changes • March 2, 2026 · Update A picture has been added." in page
    assert "Corrected" not in page
    assert "No longer" not in page


def test_notices_stand_above_the_text(build):
    """Notices stand below the headline and above the lead, as on the page, also derived ones."""
    files = {
        "releases/a.md": release("Atlas", CORRECTED + "lead: The lead.\n"),
        "releases/b.md": release("Boats", "replaces: a.md\n"),
    }
    built = build(files, builder="press-pdf")
    (page,) = pages(built.out / "releases/a.pdf")
    assert page.startswith("Replaced on March 1, 2026 · Corrected on March 2, 2026 ")
    words = [
        "Atlas",
        "The hour was wrong.",
        "Replaced by Boats (March 1, 2026)",
        "The lead.",
        "Text.",
    ]
    places = [page.index(word) for word in words]
    assert places == sorted(places)
    assert "Replaces Atlas" in pages(built.out / "releases/b.pdf")[0]


def test_what_it_depends_on(build, monkeypatch):
    """A banner is set anew when the clock has passed, and when another release replaces this one."""
    files = {
        "releases/a.md": release("Atlas", "expires: 2026-04-01\n"),
        "releases/b.md": release("Boats"),
    }

    def written(changed):
        built = build(changed, builder="press-pdf")
        names = built.app.builder.door.written
        return {name for name in names if name.startswith("releases/")}, built.out

    set_clock(monkeypatch, "2026-03-20T00:00:00+00:00")
    written(files)
    set_clock(monkeypatch, "2026-04-20T00:00:00+00:00")
    names, out = written({})
    assert names == {"releases/a.pdf"}
    assert pages(out / "releases/a.pdf")[0].startswith("No longer current since April 1, 2026")
    names, out = written({"releases/b.md": release("Boats", "replaces: a.md\n")})
    assert names == {"releases/a.pdf", "releases/b.pdf"}
    assert pages(out / "releases/a.pdf")[0].startswith("Replaced on March 1, 2026 · No longer")
    assert written({})[0] == set()


def test_volumes_leave_out_what_was_withdrawn(build):
    """A withdrawn release has its own PDF and is in no volume; banners stand in volumes too."""
    files = {
        "releases/a.md": release("Atlas", CORRECTED),
        "releases/b.md": release("Zebraword", WITHDRAWN),
        "releases/c.md": release("Canals", body="See [that](/releases/b.md)."),
    }
    built = build(files, builder="press-pdf", html_baseurl="https://p.example/")
    assert (built.out / "releases/b.pdf").exists()
    found = pages(built.out / "archive/2026.pdf")
    assert "Zebraword" not in " ".join(found)
    assert "2 releases" in found[0]
    (atlas,) = [page for page in found if "The hour was wrong." in page]
    assert atlas.startswith("Corrected on March 2, 2026")
    (canals,) = [page for page in found if "See that" in page]
    assert not canals.startswith("Corrected")
    command = ["pdfinfo", "-url", str(built.out / "archive/2026.pdf")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "https://p.example/releases/b.html" in said


def test_no_volume_of_nothing(build):
    """Where all was withdrawn there is no volume."""
    built = build({"releases/a.md": release("Atlas", WITHDRAWN)}, builder="press-pdf")
    assert [path.name for path in built.out.rglob("*.pdf")] == ["a.pdf"]


def test_for_machines(build, tmp_path):
    """The record says it in the words of schema.org, and the text holds the notices."""
    fields = CORRECTED + WITHDRAWN + "expires: 2026-09-30\nupdated: 2026-03-01\n"
    built = build({"releases/a.md": release("Atlas", fields)}, builder="press-pdf")
    command = ["pdfdetach", "-saveall", "-o", str(tmp_path), str(built.out / "releases/a.pdf")]
    subprocess.run(command, check=True, capture_output=True)
    record = json.loads((tmp_path / "release.json").read_text("utf-8"))
    assert record["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "The hour was wrong.",
            "datePublished": "2026-03-02",
        }
    ]
    assert record["expires"] == "2026-09-30"
    assert record["creativeWorkStatus"] == "Withdrawn"
    assert record["dateModified"] == "2026-03-03T10:00:00"
    text = (tmp_path / "release.md").read_text("utf-8")
    assert "## Withdrawn on March 3, 2026, 10:00\u202fAM\n\nIt was early.\n" in text
    assert "## Corrected on March 2, 2026\n\nThe *hour* was wrong.\n" in text


def test_nothing_is_said_of_what_stands(build, tmp_path):
    """The record of a release that stands as it was says nothing of a status or a correction."""
    built = build({"releases/a.md": release("Atlas")}, builder="press-pdf")
    command = ["pdfdetach", "-saveall", "-o", str(tmp_path), str(built.out / "releases/a.pdf")]
    subprocess.run(command, check=True, capture_output=True)
    record = json.loads((tmp_path / "release.json").read_text("utf-8"))
    assert {"correction", "expires", "creativeWorkStatus", "dateModified"}.isdisjoint(record)
