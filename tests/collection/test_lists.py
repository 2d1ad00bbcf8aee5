"""``press:releases``: what it lists, and when the pages that show a list are written again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

if TYPE_CHECKING:
    from conftest import Built, Project

LIST = "# Press room\n\n```{press:releases}\n```\n"
SHORT = "# The newest\n\n```{press:releases}\n:limit: 2\n```\n"
PLAIN = "# Terms of use\n\nAll texts may be printed.\n"


def release(title: str, date: str = "", *, body: str = "Text.", fields: str = "") -> str:
    """Write a release."""
    when = f"date: {date}\n" if date else ""
    return f"---\ntitle: {title}\n{when}{fields}---\n\n{body}\n"


ROOM = {
    "index.md": LIST,
    "short.md": SHORT,
    "terms.md": PLAIN,
    "releases/a.md": release("Atlas", "2026-03-01"),
    "releases/b.md": release("Boats", "2026-03-03 09:00:00 +02:00"),
    "releases/c.md": release("Canals", "2026-03-02"),
}


def items(built: Built, page: str = "index") -> list[Tag]:
    """Find the items of a page's list."""
    soup = BeautifulSoup(built.page(page), "html.parser")
    return soup.select(".press-releases li")


def titles(found: Iterable[Tag]) -> list[str]:
    """Read the linked headlines."""
    return [item.a.get_text() for item in found if item.a]


@pytest.fixture
def written(build: Project) -> dict[str, int]:
    """Build the room once; give the moment at which each page was last written."""
    return stamps(build(ROOM))


def stamps(built: Built) -> dict[str, int]:
    """Give the time of each page's last writing, in nanoseconds."""
    pages = built.out.glob("**/*.html")
    found = {path.relative_to(built.out).as_posix(): path.stat().st_mtime_ns for path in pages}
    return {name: found[name] for name in found if name not in {"genindex.html", "search.html"}}


WITH_LISTS = {"index.html", "short.html", "releases/list.html"}


def rewritten(before: dict[str, int], built: Built) -> set[str]:
    """Name the pages with lists that a build has written, and the one page without."""
    return written_at_all(before, built) & {*WITH_LISTS, "terms.html"}


def written_at_all(before: dict[str, int], built: Built) -> set[str]:
    """Name the pages that a build has written."""
    return {name for name, stamp in stamps(built).items() if stamp != before.get(name)}


def test_newest_first(build: Project) -> None:
    """The newest release stands first; a time counts in its zone; without a date comes last."""
    built = build(
        {
            **ROOM,
            "releases/d.md": release("Dawn in Tokyo", "2026-03-04 05:00:00 +09:00"),
            "releases/e.md": release("Evening in Lima", "2026-03-03 20:00:00 -05:00"),
            "releases/z.md": release("No day", ""),
        },
        suppress_warnings=["press.missing_field"],
    )
    assert titles(items(built)) == [
        "Evening in Lima",
        "Dawn in Tokyo",
        "Boats",
        "Canals",
        "Atlas",
        "No day",
    ]


def test_same_moment(build: Project) -> None:
    """Releases of one moment stand in the order of their titles, then of their paths."""
    day = "2026-05-01"
    built = build(
        {
            "index.md": LIST,
            "releases/1.md": release("Beta", day),
            "releases/2.md": release("Alpha", day),
            "releases/0.md": release("Beta", day),
        }
    )
    found = items(built)
    assert titles(found) == ["Alpha", "Beta", "Beta"]
    assert [item.a["href"] for item in found if item.a] == [
        "releases/2.html",
        "releases/0.html",
        "releases/1.html",
    ]


def test_limit(build: Project) -> None:
    """A limit shows as many of the newest, one of nought all, and one beyond the last all."""
    built = build(
        {
            **ROOM,
            "nought.md": SHORT.replace("2", "0"),
            "many.md": SHORT.replace("2", "99"),
        }
    )
    assert titles(items(built, "short")) == ["Boats", "Canals"]
    assert titles(items(built, "nought")) == ["Boats", "Canals", "Atlas"]
    assert titles(items(built, "many")) == ["Boats", "Canals", "Atlas"]


def test_two_lists_on_a_page(build: Project) -> None:
    """Two lists on one page keep their own limits."""
    two = "# Two\n\n```{press:releases}\n:limit: 1\n```\n\n```{press:releases}\n:limit: 2\n```\n"
    soup = BeautifulSoup(build({**ROOM, "short.md": two}).page("short"), "html.parser")
    lists = soup.select(".press-releases")
    assert [len(one.select("li")) for one in lists] == [1, 2]


def test_drafts_are_absent(build: Project) -> None:
    """A draft is in no list, and takes no place of a limited one."""
    draft = release("Secret", "2026-12-24", fields="status: draft\n")
    built = build({**ROOM, "releases/draft.md": draft})
    assert titles(items(built)) == ["Boats", "Canals", "Atlas"]
    assert titles(items(built, "short")) == ["Boats", "Canals"]
    assert "Secret" not in built.page("index")


def test_no_release_at_all(build: Project) -> None:
    """A list without releases leaves no empty list on the page, and is no mistake."""
    built = build({"index.md": LIST})
    assert built.warnings == ""
    assert not BeautifulSoup(built.page("index"), "html.parser").select(".press-releases ul")


def test_an_item(build: Project) -> None:
    """An item is the linked headline (the short one), then its date and kind in words."""
    fields = "short_title: Atlas\ntype: media-kit\ncategories: Research\n"
    page = release("The atlas is open", "2026-03-01 09:30:00 +02:00", fields=fields)
    (item,) = items(build({"index.md": LIST, "releases/a.md": page}))
    assert item.a
    assert item.a["href"] == "releases/a.html"
    assert item.a.get_text() == "Atlas"
    assert item.time
    assert item.time["datetime"] == "2026-03-01T09:30:00+02:00"
    assert [kind.get_text() for kind in item.select(".press-type")] == ["Media kit", "Research"]


def test_headline_in_another_language(build: Project) -> None:
    """A headline in another language than the page's says so to screen readers."""
    page = release("L’atlas est ouvert", "2026-03-01", fields="language: fr\n")
    built = build({"index.md": LIST, "releases/a.md": page, "releases/b.md": release("Boats")})
    french, english = items(built)
    assert french.a
    assert english.a
    assert french.a.find_parent(lang="fr")
    assert not english.select("[lang]")


def test_title_changes(build: Project, written: dict[str, int]) -> None:
    """A new title writes its release and the lists that show it, and nothing else."""
    built = build({"releases/a.md": release("An atlas", "2026-03-01")})
    assert rewritten(written, built) == {"index.html"}
    assert titles(items(built)) == ["Boats", "Canals", "An atlas"]


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("", "2026-04-01"),
        ("type: speech\n", "2026-03-01"),
        ("categories: Research\n", "2026-03-01"),
        ("short_title: Atlas!\n", "2026-03-01"),
        ("language: fr\n", "2026-03-01"),
    ],
)
def test_what_a_list_shows_changes(
    build: Project, written: dict[str, int], fields: str, date: str
) -> None:
    """Any change of what a list shows writes the list again."""
    built = build({"releases/a.md": release("Atlas", date, fields=fields)})
    assert {"index.html"} <= rewritten(written, built)
    assert "terms.html" not in rewritten(written, built)


@pytest.mark.parametrize(
    "page",
    [
        release("Atlas", "2026-03-01", body="Other text."),
        release("Atlas", "2026-03-01", fields="lead: New words.\n"),
        release("Atlas", "2026-03-01", fields="tags: [maps]\ncontacts:\n  - name: Hugo\n"),
    ],
)
def test_what_no_list_shows_changes(build: Project, written: dict[str, int], page: str) -> None:
    """A change that no list shows writes the release itself, and no page for its list."""
    built = build({"releases/a.md": page})
    assert rewritten(written, built) == set()
    assert "releases/a.html" in written_at_all(written, built)


def test_nothing_changes(build: Project, written: dict[str, int]) -> None:
    """A build without a change writes no page."""
    assert written_at_all(written, build({})) == set()


def test_order_changes(build: Project, written: dict[str, int]) -> None:
    """A date that moves a release up writes the limited list, which now shows it."""
    built = build({"releases/a.md": release("Atlas", "2026-03-09")})
    assert rewritten(written, built) == {"index.html", "short.html"}
    assert titles(items(built, "short")) == ["Atlas", "Boats"]


def test_a_release_comes(build: Project, written: dict[str, int]) -> None:
    """A new release writes itself and the lists that it enters, without another release."""
    built = build({"releases/d.md": release("Dams", "2026-03-09")})
    assert rewritten(written, built) == {"index.html", "short.html"}
    assert titles(items(built, "short")) == ["Dams", "Boats"]


def test_an_old_release_comes(build: Project, written: dict[str, int]) -> None:
    """A new release that is older than a limited list reaches does not write that list."""
    built = build({"releases/d.md": release("Dams", "2020-03-09")})
    assert rewritten(written, built) == {"index.html"}


def test_a_release_goes(build: Project, written: dict[str, int]) -> None:
    """A release that is deleted leaves the lists."""
    built = build({"releases/b.md": None})
    assert {"index.html", "short.html"} <= rewritten(written, built)
    assert titles(items(built)) == ["Canals", "Atlas"]
    assert titles(items(built, "short")) == ["Canals", "Atlas"]


def test_a_release_becomes_a_draft(build: Project, written: dict[str, int]) -> None:
    """A release that is called back leaves the lists, and returns when it is published."""
    draft = release("Boats", "2026-03-03", fields="status: draft\n")
    built = build({"releases/b.md": draft})
    assert {"index.html", "short.html"} <= rewritten(written, built)
    assert titles(items(built)) == ["Canals", "Atlas"]
    assert titles(items(build({"releases/b.md": ROOM["releases/b.md"]}))) == [
        "Boats",
        "Canals",
        "Atlas",
    ]


def test_parallel_reading(build: Project) -> None:
    """Lists are noted by workers too, so that later builds know which pages to write."""
    many = {f"releases/x{number}.md": release(f"X{number}", "2025-01-01") for number in range(12)}
    before = stamps(build({**ROOM, **many}, parallel=2))
    built = build({"releases/a.md": release("An atlas", "2026-03-01")}, parallel=2)
    assert rewritten(before, built) == {"index.html"}


def test_a_list_on_a_release(build: Project) -> None:
    """A list on a release's own page is written again when another release changes."""
    page = release("All of them", "2026-06-01", body="```{press:releases}\n```")
    before = stamps(build({**ROOM, "releases/list.md": page}))
    built = build({"releases/a.md": release("An atlas", "2026-03-01")})
    assert rewritten(before, built) == {"index.html", "releases/list.html"}
    assert "An atlas" in titles(items(built, "releases/list"))
