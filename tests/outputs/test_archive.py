"""Archive pages: which there are, what stands on them, and how one gets from one to another."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

import pytest
from bs4 import BeautifulSoup

from sphinx_pressroom.outputs.archive import cut
from sphinx_pressroom.outputs.navigation import shown_numbers

if TYPE_CHECKING:
    from conftest import Built, Project


def release(title: str, date: str = "2026-03-31", **fields: object) -> str:
    """Write a release; values of fields are YAML."""
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\ndate: {date}\n{lines}---\n\nText.\n"


def soup(built: Built, page: str) -> BeautifulSoup:
    """Read a page."""
    return BeautifulSoup(built.page(page), "html.parser")


def titles(built: Built, page: str) -> list[str]:
    """Read the headlines that an archive lists, in order."""
    return [link.get_text() for link in soup(built, page).select(".press-list a")]


ROOM = {
    "releases/a.md": release("Atlas", "2026-03-31", categories="News", tags="[x, y]"),
    "releases/b.md": release("Boats", "2026-03-01", categories="News", type="advisory"),
    "releases/c.md": release("Canals", "2025-12-24", tags="x", language="fr"),
    "releases/d.md": release("Dams", "2025-01-02"),
}


def test_what_stands_where(build: Project) -> None:
    """Releases stand newest first on the pages of all, of year, month, category, tag, type, language."""
    built = build(ROOM, suppress_warnings=["press.unknown_field"])
    assert titles(built, "archive/index") == ["Atlas", "Boats", "Canals", "Dams"]
    assert titles(built, "archive/2026") == ["Atlas", "Boats"]
    assert titles(built, "archive/2025") == ["Canals", "Dams"]
    assert titles(built, "archive/2025/12") == ["Canals"]
    assert titles(built, "category/news") == ["Atlas", "Boats"]
    assert titles(built, "tag/x") == ["Atlas", "Canals"]
    assert titles(built, "type/advisory") == ["Boats"]
    assert titles(built, "type/release") == ["Atlas", "Canals", "Dams"]
    assert titles(built, "language/fr") == ["Canals"]
    assert titles(built, "language/en") == ["Atlas", "Boats", "Dams"]


def test_counts(build: Project) -> None:
    """Choices say how many releases stand on the page that they lead to."""
    built = build(ROOM)
    years = [
        item.get_text(" ", strip=True)
        for item in soup(built, "archive/index").select(".press-choices li")
    ]
    assert years == [
        "2026 (2)",
        "2025 (2)",
        "Categories (1)",
        "Tags (2)",
        "Types (2)",
        "Languages (2)",
    ]
    months = soup(built, "archive/2025").select(".press-choices li")
    assert [item.get_text(" ", strip=True) for item in months] == ["December (1)", "January (1)"]
    terms = soup(built, "tag/index").select(".press-choices li")
    assert [item.get_text(" ", strip=True) for item in terms] == ["x (2)", "y (1)"]


def test_titles_are_unique(build: Project) -> None:
    """No two archive pages have one title, also where a tag, a category and a language are alike."""
    files = {
        f"releases/{number}.md": release(
            f"R {number}", f"2026-01-0{number + 1}", categories="fr", tags="fr", language="fr"
        )
        for number in range(6)
    }
    built = build(files, press_per_page=2)
    pages = [path for path in built.out.rglob("*.html") if "releases" not in path.parts]
    found = [BeautifulSoup(page.read_text("utf-8"), "html.parser").title for page in pages]
    named = [title.get_text() for title in found if title]
    assert len(named) == len(set(named))


def test_pages(build: Project) -> None:
    """A long archive has pages: this one is marked and no link, the others are links to pages."""
    files = {
        f"releases/{number:02}.md": release(f"R{number:02}", f"2026-01-{number + 1:02}")
        for number in range(10)
    }
    built = build(files, press_per_page=3, html_theme="pressroom")
    assert titles(built, "archive/index") == ["R09", "R08", "R07"]
    assert titles(built, "archive/page/2") == ["R06", "R05", "R04"]
    assert titles(built, "archive/2026/page/4") == ["R00"]
    assert titles(built, "archive/2026/01/page/4") == ["R00"]
    page = soup(built, "archive/page/2")
    (row,) = page.select("nav.press-pages")
    assert row["aria-label"] == "Pages"
    assert [item.get_text(strip=True) for item in row.select("li")] == [
        "Previous page",
        "1",
        "2",
        "3",
        "4",
        "Next page",
    ]
    (here,) = row.select("[aria-current]")
    assert (here.name, here.get_text(), here["aria-current"]) == ("span", "2", "page")
    assert [(link["href"], link.get("rel")) for link in row.select("a")] == [
        ("../index.html", ["prev"]),
        ("../index.html", None),
        ("3.html", None),
        ("4.html", None),
        ("3.html", ["next"]),
    ]
    head = [
        (link["rel"], link["href"]) for link in page.head.select("link[rel=prev], link[rel=next]")
    ]
    assert head == [(["prev"], "../index.html"), (["next"], "3.html")]
    assert not soup(built, "archive/index").head.select("link[rel=prev]")


def test_a_long_archive(build: Project) -> None:
    """One more release changes the first pages of a long archive, and no other page of it."""
    files = {
        f"releases/{day:02}.md": release(f"R{day:02}", f"2026-01-{day:02}", tags="all")
        for day in range(1, 27)
    }
    newest = files.pop("releases/26.md")
    built = build(files, press_per_page=2, html_theme="pressroom")
    later = [path for path in built.out.rglob("page/*.html") if "language" not in path.parts]
    before = {path: path.read_bytes() for path in later}
    assert len(before) == 12 * 5  # of all, the year, the month, the tag and the type
    assert titles(built, "archive/index") == ["R25"]
    built = build({"releases/26.md": newest})
    assert titles(built, "archive/index") == ["R26", "R25"]
    assert titles(built, "tag/all/page/2") == ["R24", "R23"]
    assert titles(built, "archive/2026/01/page/13") == ["R02", "R01"]
    assert {path: path.read_bytes() for path in later} == before
    assert soup(built, "archive/index").select(".press-count")
    assert not soup(built, "archive/page/2").select(".press-count")


@pytest.mark.parametrize("length", [1, 2, 3, 50])
def test_how_archives_are_cut(length: int) -> None:
    """All releases stand on one page each; few pages are full but for the last; of many, all others."""
    for count in range(30 * length):
        starts = list(cut(count, length))
        sizes = [end - start for start, end in pairwise([*starts, count])]
        assert starts[0] == 0
        if count <= 10 * length:
            assert set(sizes[:-1]) <= {length}
            assert sizes[-1] <= length
        else:
            assert set(sizes[1:]) == {length}
            assert length / 2 <= sizes[0] < 1.5 * length + 1


@pytest.mark.parametrize(
    ("number", "of", "expected"),
    [
        (1, 1, [1]),
        (1, 4, [1, 2, 3, 4]),
        (1, 9, [1, 2, 3, 0, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, 12, [1, 0, 4, 5, 6, 7, 8, 0, 12]),
        (200, 200, [1, 0, 198, 199, 200]),
    ],
)
def test_row_of_pages(number: int, of: int, expected: list[int]) -> None:
    """The first, the last and the near pages are named; a gap (0) stands for two pages or more."""
    assert list(shown_numbers(number, of)) == expected


TERMS = [
    "C",
    "C#",
    "C++",
    "港湾",
    "مرفأ",
    "🌊",
    "a/b\\\\c",
    "../../up",
    "'quoted' \\\"twice\\\"",
    "index",
    "page",
    "con",
    "Eau",
    "eau",
    "Évènement",
    "Evénement",
    "x" * 300,
    "x" * 299 + "y",
    "港" * 300,
    "é",
    "e\\u0301",
]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_terms_never_share_a_page(build: Project, builder: str) -> None:
    """Twenty-one terms, in scripts and signs of all kinds, have a page each, which names only them."""
    files = {
        f"releases/{number:02}.md": release(
            f"R{number:02}", f"2026-01-{number + 1:02}", tags=f'["{term}"]'
        )
        for number, term in enumerate(TERMS)
    }
    built = build(files, builder=builder, suppress_warnings=["press.term"])
    ends = "index.html" if builder == "dirhtml" else "*.html"
    pages = [
        page
        for page in built.out.glob(f"tag/**/{ends}")
        if page.parent.name != "tag" or page.name != "index.html"
    ]
    assert len(pages) == len(TERMS)
    listed = []
    for page in pages:
        found = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        listed += [link.get_text() for link in found.select(".press-list a")]
        assert page.is_relative_to(built.out / "tag")
    assert sorted(listed) == [f"R{number:02}" for number in range(len(TERMS))]
    index = built.out / ("tag/index.html")
    links = BeautifulSoup(index.read_text("utf-8"), "html.parser").select(".press-choices a")
    base = index.as_uri()
    for link in links:
        target = Path(unquote(urljoin(base, str(link["href"])).removeprefix("file://")))
        assert (target / "index.html" if builder == "dirhtml" else target).is_file(), link


def test_near_terms_warn(build: Project) -> None:
    """Terms that differ in case or accent alone are kept apart, with one warning that names both."""
    files = {
        "releases/a.md": release("A", "2026-01-01", tags="[Évènement]"),
        "releases/b.md": release("B", "2026-01-02", tags="[Evénement]"),
    }
    (warned,) = build(files).located
    assert warned[:2] == ("releases/b.md", 4)
    assert warned.subtype == "term"
    assert "Évènement" in warned.message
    assert "Evénement" in warned.message


def test_unknown_term(build: Project) -> None:
    """A category that the site does not allow is an error, with the one that may be meant."""
    files = {"releases/a.md": release("A", "2026-01-01", categories="[Water quallity]")}
    (warned,) = build(files, press_categories=["Water quality"]).located
    assert warned.subtype == "unknown_term"
    assert "Water quality" in warned.message


def test_a_document_takes_the_place(build: Project) -> None:
    """A document of the name of an archive page stands instead of it."""
    built = build({**ROOM, "archive/index.md": "# Our own archive\n\n```{press:releases}\n```\n"})
    assert soup(built, "archive/index").h1.get_text() == "Our own archive¶"
    assert titles(built, "archive/index") == ["Atlas", "Boats", "Canals", "Dams"]


def test_collections(build: Project) -> None:
    """A collection has archives and neighbours of its own, beside those of the whole press room."""
    built = build(
        ROOM,
        html_theme="pressroom",
        press_collections={"news": {"title": "Newsdesk", "category": "News"}},
    )
    assert titles(built, "news/archive/index") == ["Atlas", "Boats"]
    assert titles(built, "news/tag/y") == ["Atlas"]
    assert soup(built, "news/archive/index").h1.get_text().startswith("Newsdesk – All releases")
    assert titles(built, "archive/index") == ["Atlas", "Boats", "Canals", "Dams"]
    head = soup(built, "releases/b").head
    assert [link["href"] for link in head.select("link[rel=next]")] == ["a.html"]
    assert not head.select("link[rel=prev]")


def test_around_a_release(build: Project) -> None:
    """A release names its way back, its neighbours in time, its series, and what is related."""
    files = {
        **ROOM,
        "releases/e.md": release(
            "Ebb", "2024-05-05", tags="y", series="Winter", related="[/releases/d.md]"
        ),
        "releases/f.md": release("Flood", "2023-05-05", tags="q", series="winter"),
    }
    built = build(files, html_theme="pressroom")
    page = soup(built, "releases/e")
    trail = page.select("nav.site-trail li")
    assert [item.get_text(strip=True) for item in trail] == ["Archive", "2024", "May", "Ebb"]
    assert trail[-1]["aria-current"] == "page"
    near = page.select("nav.site-neighbours a")
    assert [link["href"] for link in near] == ["f.html", "d.html"]
    boxes = {
        box.h2.get_text(): [link.get_text() for link in box.select("li a")]
        for box in page.select(".press-box")
    }
    assert boxes == {"In the series Winter": ["Flood"], "Related releases": ["Dams", "Atlas"]}


def test_related_that_is_not_there(build: Project) -> None:
    """A related release that does not exist is a located warning with what may be meant."""
    files = {**ROOM, "releases/e.md": release("Ebb", "2024-05-05", related="[/releases/dd.md]")}
    (warned,) = build(files).located
    assert warned[:3] == ("releases/e.md", 4, 11)
    assert warned.subtype == "unknown_id"
    assert "/releases/d.md" in warned.message


def test_contacts_page(build: Project) -> None:
    """The contacts that releases name have a page of their own, unless the site has written one."""
    book = {
        "contacts.yml": "desk:\n  name: The desk\n  phones: '+33 1 99 00 01 43'\n"
        "nobody:\n  name: Nobody names me\n",
        "releases/named.md": release("Named", "2026-01-09", contacts="desk"),
    }
    built = build({**ROOM, **book})
    page = soup(built, "contacts")
    assert page.h1.get_text().startswith("Press contacts")
    assert page.select_one("address a[href='tel:+33199000143']")
    assert "Nobody" not in page.get_text()
    own = build({"contacts.md": "# Call us\n"})
    assert soup(own, "contacts").h1.get_text() == "Call us¶"


def test_one_book(build: Project) -> None:
    """Builders of books find all releases by year, though no table of contents names one."""
    built = build(ROOM, builder="singlehtml")
    text = (built.out / "index.html").read_text("utf-8")
    assert built.warnings == ""
    assert [text.index(title) for title in ("Atlas", "Boats", "Canals", "Dams")] == sorted(
        text.index(title) for title in ("Atlas", "Boats", "Canals", "Dams")
    )


def test_without_javascript(build: Project, chromium: Any, serve: Callable[[Path], str]) -> None:
    """With JavaScript off, one gets from the first page to the last release by links alone."""
    from playwright.sync_api import expect

    files = {
        f"releases/{number:02}.md": release(f"R{number:02}", f"2026-01-{number + 1:02}", tags="x")
        for number in range(12)
    }
    index = {"index.md": "# Room\n\n[Archive](archive/index)\n"}
    built = build({**index, **files}, press_per_page=5, html_theme="pressroom")
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(serve(built.out))
    page.get_by_role("link", name="Archive").click()
    page.get_by_role("link", name="Next page").click()
    page.get_by_role("link", name="3", exact=True).click()
    expect(page.locator(".press-list a")).to_have_text(["R01", "R00"])
    page.get_by_role("link", name="R00").click()
    page.get_by_role("link", name="x", exact=True).click()
    page.wait_for_url("**/tag/x.html")
    expect(page.locator(".press-list a")).to_have_count(5)
    page.get_by_role("navigation", name="You are here").get_by_role("link", name="Tags").click()
    expect(page.locator(".press-choices a")).to_have_text(["x"])
    page.context.close()
