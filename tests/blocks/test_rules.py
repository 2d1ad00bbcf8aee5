"""Rules that every expected file keeps, so that ``--regenerate`` cannot make a mistake the rule."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
import yaml
from bs4 import BeautifulSoup

HERE = Path(__file__).parent
PAGES = sorted((HERE / "expected").glob("*.html"))
TEXTS = sorted((HERE / "expected").glob("*.txt"))
BREAKING_BEFORE = re.compile(r" [»:;!?]|« | (?:ko|Mo|octets)\b")
LABELS = ("Télécharger «", "Langues", "Mots-clés", "Haute définition")


def name_of(path: Path) -> str:
    """Name an expected file in the report of tests."""
    return path.name


def soup_of(path: Path) -> BeautifulSoup:
    """Read an expected page."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def words(text: str) -> str:
    """Fold white space, as a screen reader does."""
    return " ".join(text.split())


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_html_is_valid(path: Path) -> None:
    """A strict parser finds no error in the article, and each id stands once."""
    page = f"<!DOCTYPE html><html><title>x</title><body>{path.read_text('utf-8')}</body></html>"
    html5lib.HTMLParser(strict=True).parse(page)
    ids = [tag["id"] for tag in soup_of(path).find_all(id=True)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_outline(path: Path) -> None:
    """There is one h1, no level is skipped, and no heading, paragraph or list is empty."""
    soup = soup_of(path)
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for tag in soup.select("p, h1, h2, h3, h4, li, th, td, caption, figcaption, blockquote"):
        assert tag.get_text(strip=True) or tag.img, tag
    assert all(tag.select("li") for tag in soup.select("ul, ol"))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pictures(path: Path) -> None:
    """A picture has an alternative and its size; a group is named by what stands below it."""
    soup = soup_of(path)
    for picture in soup.select("img"):
        assert picture.has_attr("alt")
        assert picture.has_attr("width")
        assert picture.has_attr("height")
    for figure in soup.select("figure.press-image"):
        below = figure.figcaption
        assert figure.get("aria-label") == (words(below.get_text()) if below else None)
        assert figure.get("role") == ("group" if below else None)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_quotes_figures_and_contacts(path: Path) -> None:
    """Quotes, tables and ways to reach somebody are made of the elements that say so."""
    soup = soup_of(path)
    for figure in soup.select("figure.press-quote"):
        assert [child.name for child in figure.find_all(recursive=False)] in (
            ["blockquote"],
            ["blockquote", "figcaption"],
        )
    assert all(table.caption for table in soup.select("table"))
    assert all(cell.get("scope") == "row" for cell in soup.select("th"))
    for link in soup.select('a[href^="tel:"]'):
        assert re.fullmatch(r"tel:(?:\+\d{8,15}|\d{3,6})", str(link["href"]))
        assert str(link["aria-label"]).endswith(link.get_text())
        assert link.find_parent("address")
    for link in soup.select('a[href^="mailto:"]'):
        assert re.fullmatch(r"mailto:[\w.-]+@[\w.-]+", str(link["href"]))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_downloads(path: Path) -> None:
    """A download says so in the page's language, with format and size; its language if foreign."""
    soup = soup_of(path)
    assert soup.article
    language = str(soup.article["lang"])
    for link in soup.select("a.press-download"):
        text = words(link.get_text())
        assert text.startswith("Télécharger" if language == "fr" else "Download")
        if link.has_attr("download"):
            assert re.search(r"[A-Z]{3,4}, [\d,.]+\s(?:kB|MB|bytes|ko|Mo|octets)\b", text)
        detail = link.select_one(".press-detail")
        foreign = bool(detail) and bool(re.search(r"(?:, |\()[A-Za-z]{5,}\)$", detail.get_text()))
        assert link.has_attr("hreflang") == foreign
        assert not link.find(re.compile("^h[1-6]$"))


@pytest.mark.parametrize("path", PAGES + TEXTS, ids=name_of)
def test_french_spaces(path: Path) -> None:
    """French words of the interface have no-break spaces where a line must not break."""
    text = re.sub(r'aria-label="[^"]*"', "", path.read_text("utf-8"))  # read aloud, never broken
    for line in text.splitlines():
        for label in LABELS:
            _, found, after = line.partition(label)
            assert not (found and BREAKING_BEFORE.search(label[-1] + after)), line


@pytest.mark.parametrize("path", [path for path in PAGES if ".empty." in path.name], ids=name_of)
def test_placed_once(path: Path) -> None:
    """A block that an empty directive places does not also stand where the layout has it."""
    block = path.name.partition(".")[0]
    names = ["header", "lead", "gallery", "quote", "facts", "links", "downloads", "contacts"]
    names += ["boilerplate", "notes", "tags"]
    for name in names if block == "release" else [block]:
        assert len(soup_of(path).select(f".press-{name}")) == 1, name


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_text_says_all(path: Path) -> None:
    """Plain text names no picture that says nothing, and writes out the links of its blocks."""
    text = path.read_text("utf-8")
    assert "[image: ]" not in text
    assert "][image]" not in text
    snippet = (HERE / "snippets" / f"{path.name.rsplit('.', 2)[0]}.md").read_text("utf-8")
    fields = yaml.safe_load(snippet.split("---\n")[1])
    links = fields.get("links", [])
    for link in links if isinstance(links, list) else [links]:
        address = link["url"] if isinstance(link, dict) else link
        assert address.removeprefix("mailto:") in text


def test_quotes_stay_apart() -> None:
    """In plain text a quote without an author is not read as the next author's words."""
    for language in ("en", "fr"):
        text = (HERE / "expected" / f"quote.sparse.{language}.txt").read_text("utf-8")
        between = text.partition("belongs to all of us.")[2].partition("It always has.")[0]
        assert re.search(r"[^\s.]", between), "nothing tells the two quotes apart"
