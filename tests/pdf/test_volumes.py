"""Volumes: cover, contents, bookmarks, links between releases, page x of y."""

import re
import subprocess

import pytest
from paper import text_of

RELEASE = "---\ntitle: {}\ndate: {}\ndateline: Calais\n---\n\nText. See [there](/releases/{}.md).\n\n## Part of {}\n\nMore.\n"
FILES = {
    "releases/first.md": RELEASE.format("First", "2025-02-01", "second", "it"),
    "releases/second.md": RELEASE.format("Second", "2025-06-01", "third", "it"),
    "releases/third.md": RELEASE.format("Third", "2026-01-05", "first", "it"),
    "releases/undated.md": "---\ntitle: Undated one\ndate:\n---\n\nText.\n",
}


def _info(pdf, *options):
    command = ["pdfinfo", *options, str(pdf)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


def test_names_and_order(build):
    """There is a volume each year and one of all; releases stand in them from the oldest on."""
    built = build(FILES, builder="press-pdf", suppress_warnings=["press.missing_field"])
    assert {path.name for path in (built.out / "archive").glob("*.pdf")} == {
        *("2025.pdf", "2026.pdf", "all.pdf"),
    }
    text = text_of(built.out / "archive/all.pdf", folds=False)
    at = [text.rindex(f"\n{title}\n") for title in ("First", "Second", "Third", "Undated one")]
    assert at == sorted(at)
    assert "Contents" in text
    assert re.search(r"Page 2 of \d+", text)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [([], set()), (["all"], {"all.pdf"}), (["years"], {"2025.pdf", "2026.pdf"})],
)
def test_setting(build, wanted, found):
    """A site binds the volumes that it wants."""
    built = build(FILES, builder="press-pdf", press_pdf_volumes=wanted)
    assert {path.name for path in built.out.glob("archive/*.pdf")} == found


def test_links(build):
    """A link to a release of the same volume leads there; to another, to the web."""
    built = build(FILES, builder="press-pdf", html_baseurl="https://p.example/")
    addresses = _info(built.out / "archive/2025.pdf", "-url")
    assert "https://p.example/releases/third.html" in addresses
    assert "https://p.example/releases/second.html" not in addresses
    assert "second.html" not in _info(built.out / "archive/all.pdf", "-url")
    assert "https://p.example/releases/second.html" in _info(
        built.out / "releases/first.pdf", "-url"
    )


def test_no_address(build):
    """A site without an address has volumes whose links lead where they can, and nowhere else."""
    built = build(FILES, builder="press-pdf")
    for pdf in built.out.rglob("*.pdf"):
        assert "invalid" not in _info(pdf, "-url")
