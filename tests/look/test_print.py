"""Pages on A4 paper, as Chromium prints them and ``pdftotext`` reads them."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from pages import HOUSE, RELEASES

CHROME = {
    "en": [
        "Skip to content",
        "Archive",
        "Search",
        "E-mail",
        "Copy",
        "Previous release",
        "In brief",
    ],
    "house": [
        "Aller au contenu",
        "Archives",
        "Rechercher",
        "Partager",
        "Copier",
        "Communiqué précédent",
    ],
}
"""Words of the frame, which paper has no use for."""


@pytest.fixture
def printed(look, absent, tmp_path):
    """Return a function that prints a page, and gives the text of each sheet."""
    if not shutil.which("pdftotext"):
        absent("no pdftotext")

    def sheets(name, path):
        file = tmp_path / "page.pdf"
        look(name, path).pdf(path=file, format="A4", prefer_css_page_size=True)
        command = ["pdftotext", "-layout", str(file), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return text.rstrip("\f").split("\f")

    return sheets


@pytest.mark.parametrize(
    ("name", "path", "wanted"),
    [
        (
            "en",
            RELEASES["release"],
            [
                "Tarn Harbour Trust",
                "T-2026-014",
                "Tarn Mills, London, September 1, 2026",
                "+44 20 7946 0018",
                "nell.harrow@tarn.example",
                "https://press.tarn.example/en/latest/releases/2026/everything.html",
                "https://figures.tarn.example/2026.gpkg",
            ],
        ),
        (
            "house",
            HOUSE["release"],
            [
                "Institut national des rivières et des rivages",
                "2026-014",
                "Lorient, Paris, 1er septembre 2026",
                "+33 2 61 91 01 43",
                "https://presse.rivieres-rivages.example/en/latest/releases/2026/trait-fin-carte-complete.html",
            ],
        ),
    ],
)
def test_6_23_print(printed, name, path, wanted):
    """On paper stand letterhead, dateline, contacts, the page's address and numbers of sheets, and no frame."""
    sheets = printed(name, path)
    text = re.sub(r"\s+", " ", " ".join(sheets))
    assert [words for words in wanted if words not in text] == []
    assert [words for words in CHROME[name] if re.search(rf"(?<!\w){words}\b", text)] == []
    for number, sheet in enumerate(sheets, 1):
        assert re.search(rf"\s{number} ?/ ?{len(sheets)}$", sheet.rstrip())


def test_how_many_sheets(printed):
    """A release of a usual length takes two sheets, and one of 3,000 words eight at most."""
    assert len(printed("house", HOUSE["release"])) <= 3
    assert len(printed("house", HOUSE["english"])) <= 2
    assert len(printed("en", RELEASES["long"])) <= 8


@pytest.mark.parametrize("kind", ["release", "long", "pictures"])
def test_no_heading_at_the_foot(look, printed, kind):
    """No heading is the last thing on a sheet."""
    headings = look("en", RELEASES[kind]).locator("main :is(h2, h3, h4)").all_inner_texts()
    for sheet in printed("en", RELEASES[kind]):
        *_, last, number = [line.strip() for line in sheet.splitlines() if line.strip()]
        assert "/" in number
        assert last not in [heading.strip() for heading in headings]


def test_archive(printed):
    """An archive on paper is the list, without its choices."""
    text = " ".join(printed("house", HOUSE["archive"]))
    assert "Tempêtes" in text
    assert "15 mars 2022" in text
    assert "Rechercher" not in text
