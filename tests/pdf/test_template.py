"""What the template keeps ready: a banner on every page, languages, a site's own font."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from paper import text_of

import sphinx_pressroom.pdf.studio as studios

FONTS = Path(studios.HERE) / "fonts"
RELEASE = "---\ntitle: Title\ndate: 2026-01-01\nlanguage: {}\n---\n\nText.\n\n{}\n"


def _pages(pdf):
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def test_banner(build, monkeypatch):
    """A banner stands on every page of its release, and of no other."""
    said = {"releases/a": "Corrected on 2 May"}
    monkeypatch.setattr(studios.Studio, "banner", lambda _, docname: said.get(docname, ""))
    long = "\n\n".join(["Words of a long release. " * 30] * 20)
    files = {"releases/a.md": RELEASE.format("en", long), "releases/b.md": RELEASE.format("en", "")}
    built = build(files, builder="press-pdf")
    pages = _pages(built.out / "releases/a.pdf")
    assert len(pages) > 2
    assert all("Corrected on 2 May" in page for page in pages)
    assert "Corrected" not in "".join(_pages(built.out / "releases/b.pdf"))


def test_page_of_pages(build):
    """Each page says which one it is, of how many, in the release's language."""
    long = "\n\n".join(["Des mots. " * 60] * 12)
    built = build({"releases/a.md": RELEASE.format("fr", long)}, builder="press-pdf")
    pages = _pages(built.out / "releases/a.pdf")
    assert len(pages) > 1
    found = [re.search(r"Page (\d+) sur (\d+)", page).groups() for page in pages]
    assert found == [(str(number), str(len(pages))) for number in range(1, len(pages) + 1)]


@pytest.mark.parametrize("language", ["fr", "en-GB", "uz-Cyrl-UZ", "sr-Latn", "es-419"])
def test_language(build, language):
    """The catalogue of a PDF names its language."""
    release = {"releases/a.md": RELEASE.format(language, "")}
    built = build(release, builder="press-pdf", suppress_warnings=["docutils"])
    assert built.located == []
    content = (built.out / "releases/a.pdf").read_bytes()
    first = language.partition("-")[0]
    assert re.search(rb"/Lang\s*\(" + first.encode(), content)


def test_fonts_are_shipped_with_licences():
    """Each family lies beside its licence, and all are small enough to travel with the package."""
    files = [*FONTS.iterdir()]
    families = {path.name.partition("-")[0] for path in files if path.suffix == ".ttf"}
    assert families == {"SourceSans3", "SourceSerif4"}
    for family in families:
        assert "SIL Open Font License" in (FONTS / f"{family}-OFL.txt").read_text("utf-8")
    assert sum(path.stat().st_size for path in files) < 3_000_000


def test_own_font(build):
    """A font of the theme's options sets the PDF too, and one of the settings what others lack."""
    copy = build.folder / "fonts" / "mine.ttf"
    copy.parent.mkdir()
    shutil.copy(FONTS / "SourceSans3-Regular.ttf", copy)
    built = build(
        {"releases/a.md": RELEASE.format("en", "")},
        builder="press-pdf",
        html_theme="pressroom",
        html_theme_options={"font": "Source Sans 3, sans-serif", "font_files": ["fonts/mine.ttf"]},
        press_pdf_fonts=["fonts/*.ttf"],
    )
    assert built.located == []
    command = ["pdffonts", str(built.out / "releases/a.pdf")]
    fonts = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "SourceSans3" in fonts
    assert "SourceSerif4" not in fonts


@pytest.mark.parametrize("character", ["ő", "Ω", "ἄ", "Ж", "ї", "€", "ẞ", "ạ", "№", "→", "½", "₂"])
def test_glyphs(build, character):
    """Latin, Greek and Cyrillic letters, and the signs of press releases, are in our fonts."""
    built = build({"releases/a.md": RELEASE.format("en", character)}, builder="press-pdf")
    assert built.located == []
    assert character in text_of(built.out / "releases/a.pdf")
