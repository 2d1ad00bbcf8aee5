"""Selections: how they are read from what a writer says, and which releases they give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_pressroom.collection.selection import Selection, select, selections
from sphinx_pressroom.problems import Position, Problem, Subtype

if TYPE_CHECKING:
    from conftest import Built, Project


def at(name: str) -> Position:
    """Stand in for the place of an option."""
    return Position("index.md", 5, 1)


def read(wanted: dict[str, Any]) -> tuple[Selection, list[str]]:
    """Read a selection; give the messages of its problems."""
    selection, problems = Selection.of(wanted, at)
    return selection, [problem.message for problem in problems]


def test_every_option_is_read() -> None:
    """Values come as numbers, days and texts; several are separated by semicolons or lines."""
    assert read(
        {
            "category": "Water; Coast, cliffs",
            "tag": "one\ntwo\n",
            "type": " Speech ",
            "exclude-language": "en_GB",
            "exclude_issuer": ["A; B", "C"],
            "year": 2026,
            "since": "2026-01-02",
            "until": "2026-03-04 23:59:00 +02:00",
            "sort": "Title",
            "limit": "3",
            "offset": 2,
        }
    ) == (
        Selection(
            include=(
                ("category", ("Water", "Coast, cliffs")),
                ("tag", ("one", "two")),
                ("type", ("speech",)),
                ("year", ("2026",)),
            ),
            exclude=(("language", ("en-GB",)), ("issuer", ("A; B", "C"))),
            since=date(2026, 1, 2),
            until=date(2026, 3, 4),
            sort="title",
            limit=3,
            offset=2,
        ),
        [],
    )


def test_a_semicolon_in_a_term() -> None:
    """A backslash keeps a semicolon in its value."""
    assert read({"tag": r"one\; two; three"})[0].include == (("tag", ("one; two", "three")),)


def test_no_collection_is_the_whole_press_room() -> None:
    """A collection without a name restricts nothing."""
    assert read({"collection": ""}) == (Selection(), [])


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"categry": "Water"}, "unknown option 'categry', did you mean 'category'?"),
        ({"exclude-tags": "a"}, "unknown option 'exclude-tags', did you mean 'exclude-tag'?"),
        ({"limit": "ten"}, "limit: expected a number such as 10, got 'ten'"),
        ({"limit": "-1"}, "limit: expected a number such as 10, got '-1'"),
        ({"limit": None}, "limit: expected a value, got nothing"),
        ({"offset": True}, "offset: expected a text, got True"),
        ({"year": "twenty"}, "year: expected a year such as 2026, got 'twenty'"),
        ({"since": "soon"}, "since: expected a date such as 2026-03-31, got 'soon'"),
        (
            {"until": "2026-02-30"},
            "until: expected a date such as 2026-03-31; '2026-02-30' is in no calendar",
        ),
        ({"type": "speach"}, "type: unknown value 'speach', did you mean 'speech'?"),
        ({"sort": "newst"}, "sort: unknown value 'newst', did you mean 'newest'?"),
        (
            {"sort": "upside down"},
            "sort: unknown value 'upside down'; known are newest, oldest, title, updated",
        ),
        ({"tag": ""}, "tag: expected a value, got nothing"),
        ({"tag": {"a": "b"}}, "tag: expected a text, got {'a': 'b'}"),
    ],
)
def test_a_mistake(wanted: dict[str, Any], message: str) -> None:
    """A mistake is one problem that says the way out, and restricts nothing."""
    assert read(wanted) == (Selection(), [message])


def test_values_beside_a_mistake_count() -> None:
    """Of several values those that are right count; a mistake is located where it is asked for."""
    selection, problems = Selection.of({"year": "2026; x", "limit": 3}, at, within="here: ")
    assert selection == Selection(include=(("year", ("2026",)),), limit=3)
    message = "here: year: expected a year such as 2026, got 'x'"
    assert problems == [Problem(Subtype.DIRECTIVE, message, Position("index.md", 5, 1))]


@given(
    st.dictionaries(
        st.one_of(st.text(), st.sampled_from(["tag", "year", "since", "limit", "sort", "path"])),
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text())),
    )
)
def test_anything_can_be_wanted(wanted: dict[str, Any]) -> None:
    """Whatever is asked for, there is a selection that can be kept and compared."""
    selection, problems = Selection.of(wanted, at)
    assert hash(selection) == hash(Selection.of(wanted, at)[0])
    assert all(problem.position.line == 5 for problem in problems)


def release(title: str, date: str = "", fields: str = "") -> str:
    """Write a release."""
    when = f"date: {date}\n" if date else ""
    return f"---\ntitle: {title}\n{when}{fields}---\n\nText.\n"


ROOM = {
    "contacts.yml": "desk:\n  name: Press desk\n",
    "releases/atlas.md": release(
        "L’atlas",
        "2024-12-31 23:30:00 -05:00",
        "language: fr\ncategories: [Maps, Coast]\ntags: [Éstran, C#]\ncontacts: desk\n",
    ),
    "releases/boats.md": release(
        "Boats",
        "2025-01-01 12:00:00 +01:00",
        "language: en-GB\ncategories: maps\ntags: C\ntype: speech\nissuer: Harbour office\n",
    ),
    "releases/coast/canals.md": release(
        "«Canals»",
        "2025-06-01",
        "updated: 2026-02-01\nseries: The long walk\ncontacts:\n  - name: Hugo Lambert\n",
    ),
    "releases/coast/dams.md": release(
        "Dams", "2026-01-01", "event: Open day\nissuer: [Harbour office, Town hall]\n"
    ),
    "releases/zenith.md": release("Élan", "", "tags: C\nupdated: 2026-03-01\n"),
}
CONF = {
    "suppress_warnings": ["press.missing_field", "press.term"],
    "press_collections": {
        "coast": "releases/coast/**",
        "in-english": {"title": "In English", "language": "en", "exclude-type": "speech"},
        "named": {"path": ["releases/a*", "releases/z*"]},
    },
}


@pytest.fixture(scope="module")
def built(project: Callable[[], Project]) -> Built:
    """Build the room once."""
    folder = project()
    found = folder(ROOM, **CONF)
    folder.close()
    return found


def chosen(built: Built, **wanted: Any) -> list[str]:
    """Give the last parts of the docnames that a selection gives."""
    selection, problems = Selection.of(wanted, at)
    assert problems == []
    return [name.rsplit("/", 1)[-1] for name in select(selection, built.app.env)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["dams", "canals", "boats", "atlas", "zenith"]),
        ({"since": "2025-01-01"}, ["dams", "canals", "boats"]),
        ({"until": "2024-12-31"}, ["atlas"]),
        ({"since": "2024-12-31", "until": "2025-01-01"}, ["boats", "atlas"]),
        ({"since": date(2026, 1, 1)}, ["dams"]),
        ({"year": "2024"}, ["atlas"]),
        ({"year": [2024, 2026]}, ["dams", "atlas"]),
        ({"exclude-year": "2025"}, ["dams", "atlas", "zenith"]),
        ({"category": "MAPS"}, ["boats", "atlas"]),
        ({"category": "coast; nothing"}, ["atlas"]),
        ({"exclude-category": "coast"}, ["dams", "canals", "boats", "zenith"]),
        ({"category": "maps", "exclude-category": "Coast"}, ["boats"]),
        ({"tag": "e\u0301stran"}, ["atlas"]),
        ({"tag": "estran"}, []),
        ({"tag": "c"}, ["boats", "zenith"]),
        ({"tag": "C#"}, ["atlas"]),
        ({"type": "speech"}, ["boats"]),
        ({"type": "release"}, ["dams", "canals", "atlas", "zenith"]),
        ({"exclude-type": "release"}, ["boats"]),
        ({"language": "en"}, ["dams", "canals", "boats", "zenith"]),
        ({"language": "en_gb"}, ["boats"]),
        ({"language": "en-US"}, []),
        ({"language": "e"}, []),
        ({"exclude-language": "en"}, ["atlas"]),
        ({"contact": "hugo lambert"}, ["canals"]),
        ({"contact": "desk"}, ["atlas"]),
        ({"contact": "Press desk; Hugo Lambert"}, ["canals", "atlas"]),
        ({"exclude-contact": "desk"}, ["dams", "canals", "boats", "zenith"]),
        ({"issuer": "town hall"}, ["dams"]),
        ({"issuer": "Harbour office", "exclude-issuer": "Town hall"}, ["boats"]),
        ({"series": "the long walk"}, ["canals"]),
        ({"event": "open day"}, ["dams"]),
        ({"path": "releases/coast/**"}, ["dams", "canals"]),
        ({"path": "releases/*"}, ["boats", "atlas", "zenith"]),
        ({"path": "**/dams.md; **/b*"}, ["dams", "boats"]),
        ({"exclude-path": "releases/coast/**"}, ["boats", "atlas", "zenith"]),
        ({"collection": "coast"}, ["dams", "canals"]),
        ({"collection": "coast; named"}, ["dams", "canals", "atlas", "zenith"]),
        ({"collection": ""}, ["dams", "canals", "boats", "atlas", "zenith"]),
        ({"exclude-collection": "in-english"}, ["boats", "atlas"]),
        ({"collection": "nothing"}, []),
        ({"sort": "oldest"}, ["atlas", "boats", "canals", "dams", "zenith"]),
        ({"sort": "title"}, ["boats", "canals", "dams", "zenith", "atlas"]),
        ({"sort": "updated"}, ["canals", "dams", "boats", "atlas", "zenith"]),
        ({"limit": 2}, ["dams", "canals"]),
        ({"limit": 2, "offset": 1}, ["canals", "boats"]),
        ({"offset": 3}, ["atlas", "zenith"]),
        ({"offset": 9}, []),
        ({"sort": "oldest", "category": "maps", "limit": 1}, ["atlas"]),
    ],
    ids=str,
)
def test_selection(built: Built, wanted: dict[str, Any], found: list[str]) -> None:
    """A selection gives the releases that have one value of each name, in its order."""
    assert chosen(built, **wanted) == found


def test_one_may_be_left_out(built: Built) -> None:
    """A release that is left out takes no place of a limited selection."""
    env = built.app.env
    assert select(Selection(limit=2), env, without="releases/coast/dams") == [
        "releases/coast/canals",
        "releases/boats",
    ]


def test_collections_of_a_site(built: Built) -> None:
    """The setting gives titles, written or made of the name, and what each selects."""
    found = selections(built.app.env)
    assert {name: title for name, (title, _) in found.items()} == {
        "coast": "Coast",
        "in-english": "In English",
        "named": "Named",
    }
    assert [name.rsplit("/", 1)[-1] for name in select(found["in-english"][1], built.app.env)] == [
        "dams",
        "canals",
        "zenith",
    ]


def test_selections_follow_the_releases(build: Project) -> None:
    """What was selected is forgotten when a release changes."""
    files = {"releases/a.md": release("A", "2026-01-01", "tags: one\n")}
    assert chosen(build(files), tag="one") == ["a"]
    files = {"releases/b.md": release("B", "2026-01-02", "tags: one\n")}
    assert chosen(build(files), tag="one") == ["b", "a"]


def test_mistakes_in_the_setting(build: Project) -> None:
    """Each mistake in press_collections is one warning at conf.py, and the collection is there."""
    built = build(
        {"releases/a.md": release("A", "2026-01-01"), "releases/b.md": release("B", "2026-01-02")},
        press_collections={
            "english": {"langage": "en", "year": "x", "path": "releases/a*"},
            "All News": {"sort": "title"},
            "tag": {"collection": "english"},
        },
    )
    known = (
        "known are title, year, category, tag, type, language, contact, issuer, series, event, "
        "path, since, until"
    )
    safe = "as in addresses, and give it a title"
    assert {tuple(warned)[:4] for warned in built.located} == {("conf.py", 1, 1, "setting")}
    assert [warned.message for warned in built.located] == [
        "press_collections: english: unknown option 'langage', did you mean 'language'?",
        "press_collections: english: year: expected a year such as 2026, got 'x'",
        f"press_collections: All News: call it 'all-news', {safe}",
        f"press_collections: All News: unknown option 'sort'; {known}",
        f"press_collections: tag: call it 'tag-releases', {safe}",
        f"press_collections: tag: unknown option 'collection'; {known}",
    ]
    assert chosen(built, collection="english") == ["a"]
    assert chosen(built, collection="all-news") == ["b", "a"]
