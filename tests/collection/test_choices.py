"""``press:archives``: links to archive pages with counts, on any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag

if TYPE_CHECKING:
    from conftest import Built, Project

PAGE = "# Press room\n\n```{press:archives} {kinds}\n```\n"


def release(date: str, category: str) -> str:
    """Write a release."""
    return f"---\ntitle: T\ndate: {date}\ncategories: [{category}]\n---\n\nText.\n"


ROOM = {
    "releases/a.md": release("2026-03-01", "Rivers"),
    "releases/b.md": release("2025-03-01", "Rivers"),
    "releases/c.md": release("2025-02-01", "Ports"),
}


def page(kinds: str) -> str:
    """Write a page with choices."""
    return PAGE.replace("{kinds}", kinds)


def rows(built: Built) -> list[list[str]]:
    """Read the title and the choices of each kind on the first page."""
    soup = BeautifulSoup(built.page("index"), "html.parser")
    return [
        [" ".join(part.get_text().split()) for part in row.select("p")]
        for row in soup.select(".press-archives")
    ]


def links(built: Built) -> list[Tag]:
    """Find the links of the choices on the first page."""
    return BeautifulSoup(built.page("index"), "html.parser").select(".press-archives a")


def test_years_and_categories(build: Project) -> None:
    """Without a word it names years and categories with their counts, and leads to their pages."""
    built = build({"index.md": page(""), **ROOM})
    assert built.located == []
    assert rows(built) == [
        ["Years", "2026 (1)", "2025 (2)"],
        ["Categories", "Ports (1)", "Rivers (2)"],
    ]
    for link in links(built):
        assert (built.out / str(link["href"])).is_file()
    soup = BeautifulSoup(built.page("index"), "html.parser")
    assert [nav["aria-label"] for nav in soup.select("nav.press-choices")] == [
        "Years",
        "Categories",
    ]


def test_kinds(build: Project) -> None:
    """Kinds stand in the order in which they are named; one without terms is not shown."""
    built = build({"index.md": page("category, tag year"), **ROOM})
    assert [row[0] for row in rows(built)] == ["Categories", "Years"]


def test_unknown_kind(build: Project) -> None:
    """An unknown kind is one warning that says which there are; the others are shown."""
    built = build({"index.md": page("yaer category"), **ROOM})
    (warned,) = built.located
    assert (warned.path, warned.line, warned.subtype) == ("index.md", 3, "directive")
    assert "did you mean 'year'?" in warned.message
    assert [row[0] for row in rows(built)] == ["Categories"]


def test_a_new_release(build: Project) -> None:
    """A new release changes the counts of a page that is not read again."""
    build({"index.md": page("year"), **ROOM})
    built = build({"releases/d.md": release("2024-01-01", "Ports")})
    assert rows(built) == [["Years", "2026 (1)", "2025 (2)", "2024 (1)"]]


def test_books_show_none(build: Project) -> None:
    """A builder without archive pages shows no choices, and no empty title."""
    built = build({"index.md": page("year"), **ROOM}, builder="text")
    assert "Years" not in (built.out / "index.txt").read_text("utf-8")
