"""The proof at the end of a release's page."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from sphinx_pressroom.outputs.article import article

if TYPE_CHECKING:
    from bs4 import Tag

    from conftest import Built, Project

PDF = b"%PDF-1.4\nplan\n"
THEMES = ["pressroom", "alabaster", "furo", "pydata_sphinx_theme"]
FILES = {
    "plan.pdf": PDF,
    "releases/a.md": "---\ntitle: A\ndate: 2026-03-31\ndownloads: [{file: /plan.pdf}]\n---\n\n"
    "Text.\n\n<article>Another</article>\n",
    "releases/b.md": "---\ntitle: B\ndate: 2026-03-30\nlanguage: fr\nrelated: [a.md]\n---\n\nB.\n",
}


def proof(built: Built, page: str) -> Tag:
    """Give the proof of a page."""
    (found,) = BeautifulSoup(built.page(page), "html5lib").select("details.press-proof")
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_digests(build: Project, absent: Callable[[str], None], theme: str) -> None:
    """In any theme a page says the digests of the text beside it and of its file."""
    if importlib.util.find_spec(theme) is None and theme != "pressroom":
        absent(f"the theme {theme} is not installed")
    built = build(FILES, html_theme=theme)
    found = proof(built, "releases/a")
    digests = [one.extract().get_text() for one in found.select("code")]
    names = [one.get_text(strip=True) for one in found.select("li")]
    text = (built.out / "releases/a.txt").read_bytes()
    assert b"Text." in text
    assert names == ["Text of this release", "plan.pdf"]
    assert digests == [hashlib.sha256(one).hexdigest() for one in (text, PDF)]


def test_links(build: Project) -> None:
    """It leads to the text and to the page that says how to check."""
    found = proof(build(FILES), "releases/a")
    assert [link["href"] for link in found.select("a")] == ["../check.html", "a.txt"]


def test_links_between_folders(build: Project) -> None:
    """With the builder dirhtml its links lead to the same."""
    built = build(FILES, builder="dirhtml")
    page = (built.out / "releases/a/index.html").read_text("utf-8")
    soup = BeautifulSoup(page, "html5lib")
    links = [link["href"] for link in soup.select(".press-proof a")]
    assert links == ["../../check/", "a.txt"]
    assert (built.out / "releases/a/a.txt").is_file()
    assert (built.out / "check/index.html").is_file()


def test_language(build: Project) -> None:
    """It speaks the language of its release, and says which that is."""
    found = proof(build(FILES), "releases/b")
    assert found["lang"] == "fr"
    assert found.summary
    assert found.summary.get_text() == "Vérifier ce communiqué"


def test_place(build: Project) -> None:
    """It stands behind the article and before what is said of other releases."""
    page = build(FILES).page("releases/b")
    places = [page.index(mark) for mark in ("</article>", "press-proof", "press-box")]
    assert places == sorted(places)


def test_other_pages(build: Project) -> None:
    """Pages that are no releases have none."""
    built = build({**FILES, "about.md": "# About\n\n<article>A</article>\n"})
    for page in ("index", "about", "check", "archive/index"):
        assert "press-proof" not in built.page(page)


def test_no_words_of_it_are_found(build: Project) -> None:
    """Neither Sphinx's search nor feeds take its digests in."""
    built = build(FILES, press_search="sphinx", html_baseurl="https://port.example/")
    digest = hashlib.sha256(PDF).hexdigest()
    assert digest in built.page("releases/a")
    for name in ("searchindex.js", "feed.xml"):
        text = (built.out / name).read_text("utf-8")
        assert digest not in text
        assert "SHA-256" not in text
    assert digest not in article(built.page("releases/a"), "https://port.example/").html
