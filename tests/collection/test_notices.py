"""Notices that follow from other releases and from the clock, and marks in lists."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from conftest import Built, Project

LIST = "# Press room\n\n```{press:releases}\n:form: %s\n```\n"


def release(title: str, date: str = "2026-03-01", fields: str = "") -> str:
    """Write a release."""
    return f"---\ntitle: {title}\ndate: {date}\n{fields}---\n\nText.\n"


ROOM = {
    "index.md": LIST % "list",
    "releases/old.md": release("Old hours"),
    "releases/new.md": release("New hours", "2026-03-05", "replaces: old.md\n"),
    "releases/sorry.md": release(
        "Pardon", "2026-03-06", "corrects: [/releases/old.md]\nlanguage: fr\n"
    ),
    "releases/other.md": release("Another thing"),
}


def told(built: Built, docname: str) -> list[str]:
    """Read the derived notices of a page."""
    page = BeautifulSoup(built.page(docname), "html.parser")
    found = page.select("div.press-notice-derived[role=note]")
    return [" ".join(one.get_text().split()) for one in found]


def set_clock(monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """Set the clock of builds that have no ``press_now``."""
    seconds = datetime.fromisoformat(when).timestamp()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(seconds)))


def test_both_pages_tell(build: Project) -> None:
    """What replaces or corrects another says so, and so does the other, each in its language."""
    built = build(ROOM)
    assert built.warnings == ""
    assert told(built, "releases/old") == [
        "Replaced by New hours (March 5, 2026)",
        "Corrected by Pardon (March 6, 2026)",
    ]
    assert told(built, "releases/new") == ["Replaces Old hours (March 1, 2026)"]
    assert told(built, "releases/sorry") == [
        "Corrige Old hours (1er\xa0mars 2026)".replace("\xa0", " ")
    ]
    assert told(built, "releases/other") == []
    page = BeautifulSoup(built.page("releases/old"), "html.parser")
    assert [one["href"] for one in page.select(".press-notice a")] == ["new.html", "sorry.html"]
    foreign = page.select_one('.press-notice [lang="fr"]')
    assert foreign
    assert foreign.get_text() == "Pardon"


def test_above_the_text(build: Project) -> None:
    """They stand below the header and what the release itself says, and above its lead."""
    fields = "lead: The lead.\nchanges: {at: 2026-03-02, kind: correction, note: A mistake.}\n"
    built = build({**ROOM, "releases/old.md": release("Old hours", fields=fields)})
    page = built.page("releases/old")
    words = ["press-header", "A mistake.", "Replaced by", "Corrected by", "The lead.", "Text."]
    places = [page.index(word) for word in words]
    assert places == sorted(places)


@pytest.mark.parametrize("layout", [["body", "header"], ["lead", "body"], ["header", "body"]])
def test_no_layout_leaves_them_out(build: Project, layout: list[str]) -> None:
    """A layout that does not name the notice has it all the same, above the text."""
    fields = "changes: {at: 2026-03-02, kind: correction, note: A mistake.}\n"
    files = {**ROOM, "releases/old.md": release("Old hours", fields=fields)}
    page = build(files, press_layout=layout).page("releases/old")
    places = [page.index(word) for word in ("<h1>", "A mistake.", "Replaced by", "Text.")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("builder", "suffix", "link"),
    [
        ("text", "txt", "Replaced by New hours (March 5, 2026)"),
        ("xml", "xml", 'refuri="new"'),
        ("man", "", ""),
        ("singlehtml", "html", 'href="#document-releases/new"'),
        ("latex", "tex", r"\hyperref[\detokenize{releases/new::doc}]"),
    ],
)
def test_in_every_builder(build: Project, builder: str, suffix: str, link: str) -> None:
    """Every builder says it, with the link that it has for documents."""
    own = {"latex_documents": [("index", "r.tex", "R", "A", "manual")]} if suffix == "tex" else {}
    own |= {"man_pages": [("releases/old", "r", "R", [], 1)]} if builder == "man" else {}
    built = build(ROOM, builder=builder, **own)
    files = [path for path in built.out.rglob(f"*{suffix}") if path.is_file()]
    texts = [path.read_text("utf-8", "replace") for path in files]
    assert any("Replaced by" in text and link in text for text in texts)


def test_they_follow_the_other(build: Project) -> None:
    """A new headline, a withdrawal and a deletion of the other change the page that names it."""
    build(ROOM)
    retitled = release("Newest hours", "2026-03-05", "replaces: old.md\n")
    built = build({"releases/new.md": retitled})
    assert told(built, "releases/old")[0] == "Replaced by Newest hours (March 5, 2026)"
    gone = release("Newest hours", "2026-03-05", "replaces: old.md\nstatus: withdrawn\n")
    built = build({"releases/new.md": gone})
    assert told(built, "releases/old") == ["Corrected by Pardon (March 6, 2026)"]
    assert told(built, "releases/new") == []
    built = build({"releases/sorry.md": None})
    assert told(built, "releases/old") == []


@pytest.mark.parametrize("builder", ["html", "text"])
def test_the_clock_passes(build: Project, monkeypatch: pytest.MonkeyPatch, builder: str) -> None:
    """The first build after a release has expired says so on its page, and writes no other."""
    expiring = {**ROOM, "releases/other.md": release("Another", fields="expires: 2026-06-01\n")}
    del expiring["index.md"]
    set_clock(monkeypatch, "2026-06-02T11:59:59+00:00")
    built = build(expiring, builder=builder)
    suffix = "html" if builder == "html" else "txt"
    page = built.out / f"releases/other.{suffix}"
    before = {path: path.stat().st_mtime_ns for path in built.out.rglob(f"r*/*.{suffix}")}
    assert "No longer current" not in page.read_text("utf-8")
    set_clock(monkeypatch, "2026-06-02T12:00:00+00:00")
    build({}, builder=builder)
    assert "No longer current since" in page.read_text("utf-8")
    after = {path: path.stat().st_mtime_ns for path in built.out.rglob(f"r*/*.{suffix}")}
    assert {path for path in after if after[path] != before[path]} == {page}
    set_clock(monkeypatch, "2026-06-02T11:59:59+00:00")
    build({}, builder=builder)
    assert "No longer current" not in page.read_text("utf-8")


def test_two_builders_of_one_cache(build: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is written also when another builder has seen the clock pass before."""
    files = {"releases/a.md": release("Atlas", fields="expires: 2026-06-01\n")}
    set_clock(monkeypatch, "2026-05-01T00:00:00+00:00")
    build(files)
    set_clock(monkeypatch, "2026-07-01T00:00:00+00:00")
    build({}, builder="text")
    assert told(build({}), "releases/a") == ["No longer current since June 1, 2026"]


@pytest.mark.parametrize(
    ("when", "now", "expired"),
    [
        ("2026-06-01 12:00 +02:00", "2026-06-01T09:59:59+00:00", False),
        ("2026-06-01 12:00 +02:00", "2026-06-01T10:00:00+00:00", True),
        ("2026-06-01", "2026-06-01T23:00:00+00:00", False),
    ],
)
def test_when_it_has_expired(build: Project, when: str, now: str, expired: bool) -> None:
    """A time expires to the second; a day when it has ended everywhere on Earth."""
    built = build({"releases/a.md": release("A", fields=f"expires: {when}\n")}, press_now=now)
    assert bool(told(built, "releases/a")) is expired


# -- files that are no releases ------------------------------------------------------------------


@pytest.mark.parametrize("field", ["replaces", "corrects", "translations", "related"])
def test_named_and_not_there(build: Project, field: str) -> None:
    """A file that is no public release is a warning where it is named, which tells no title."""
    files = {
        "releases/secret.md": release("Zebraword", fields="status: draft\n"),
        "releases/a.md": release(
            "Atlas", fields=f"{field}:\n  - nowhere.txt\n  - a.md\n  - secret.md\n"
        ),
        "releases/b.md": release("Boats", fields=f"{field}: /releases/aa.md\n"),
    }
    built = build(files)
    ours = [one for one in built.located if one.subtype == "unknown_id"]
    (withheld,) = [one for one in built.located if one.subtype != "unknown_id"]
    assert (withheld.path, withheld.line, withheld.subtype) == ("releases/a.md", 7, "embargo")
    assert "Zebraword" not in built.warnings
    assert "secret" not in built.warnings
    assert [(one.path, one.line, one.column, one.message) for one in ours] == [
        (
            *("releases/a.md", 5, 5),
            "there is no release 'nowhere.txt'; write its path from the source folder",
        ),
        (
            *("releases/a.md", 6, 5),
            "'a.md' is this release itself; name another, or remove it",
        ),
        (
            *("releases/b.md", 4, len(field) + 3),
            "there is no release '/releases/aa.md'; did you mean '/releases/a.md'?",
        ),
    ]
    assert told(built, "releases/a") == []


# -- marks in lists ------------------------------------------------------------------------------

MARKED = {
    "releases/a.md": release(
        "Atlas",
        fields="expires: 2026-04-01\nchanges:\n"
        "- {at: 2026-03-04 10:00, kind: correction, note: One.}\n"
        "- {at: 2026-03-03, kind: correction, note: Two.}\n",
    ),
    "releases/b.md": release("Boats", fields="changes: {at: 2026-03-03, note: More.}\n"),
}


@pytest.mark.parametrize(
    ("form", "place", "words"),
    [
        ("list", "li", ["No longer current", "Corrected on March 4, 2026"]),
        ("compact", "li", ["No longer current", "Corrected"]),
        ("table", "td", ["No longer current", "Corrected on March 4, 2026"]),
        ("cards", ".press-card-detail", ["No longer current", "Corrected on March 4, 2026"]),
        ("feature", ".press-card-detail", ["No longer current", "Corrected on March 4, 2026"]),
    ],
)
def test_lists_tell(build: Project, form: str, place: str, words: list[str]) -> None:
    """A list says of a release that it was corrected and has expired, and nothing of an update."""
    built = build({"index.md": LIST % form, **MARKED}, press_now="2026-05-01T00:00:00Z")
    page = BeautifulSoup(built.page("index"), "html.parser")
    assert [one.get_text() for one in page.select(f"{place} .press-mark")] == words


def test_archives_tell(build: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """So do archives, boxes and lists, whose pages are written again when the clock has passed."""
    files = {
        "index.md": LIST % "list",
        **MARKED,
        "releases/b.md": release("Boats", fields="related: a.md\n"),
    }
    set_clock(monkeypatch, "2026-03-20T00:00:00+00:00")
    build(files)
    set_clock(monkeypatch, "2026-04-20T00:00:00+00:00")
    built = build({})
    for page in ("index", "archive/2026", "releases/b"):
        soup = BeautifulSoup(built.page(page), "html.parser")
        found = [one.get_text() for one in soup.select(".press-mark")]
        assert found == ["No longer current", "Corrected on March 4, 2026"], page


def test_marks_are_in_the_language_of_the_page(build: Project) -> None:
    """A mark is in the page's language, also behind a headline of another one."""
    fields = "language: de\nchanges: {at: 2026-03-01, kind: correction, note: Ein Fehler.}\n"
    built = build(
        {"index.md": LIST % "list", "releases/a.md": release("Fähre", fields=fields)}, language="fr"
    )
    page = BeautifulSoup(built.page("index"), "html.parser")
    mark = page.select_one(".press-mark")
    assert mark
    assert mark.get_text() == "Corrigé le 1er\xa0mars 2026"
    assert mark.find_parent(attrs={"lang": "de"}) is None
