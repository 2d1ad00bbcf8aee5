"""Names of terms in addresses, and the terms that look like mistakes.

The six digits behind a name are the first of ``printf '%s' <term> | sha256sum``.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_pressroom.collection.terms import near_misses, page_names, unknown
from sphinx_pressroom.problems import Position, Problem, Subtype
from sphinx_pressroom.records.text import Term

if TYPE_CHECKING:
    from conftest import Project


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("Water", "water"),
        ("Communiqué de presse", "communiqué-de-presse"),
        ("communique\u0301", "communiqué"),
        ("  Eau & rivières  ", "eau-rivières"),
        ("Straße", "strasse"),
        ("ﬁn", "fin"),
        ("東京 湾", "東京-湾"),
        ("ｶﾞｽ", "ガス"),
        ("المياه والأنهار", "المياه-والأنهار"),
        ("مُشكَّل", "مُشكَّل"),
        ("हिन्दी", "हिन्दी"),
        ("a/b\\c", "a-b-c"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "term-5ec1f7"),
        ("“Quoted” 'twice' \"thrice\"", "quoted-twice-thrice"),
        ("C", "c"),
        ("C#", "c"),
        ("C++", "c"),
        ("2026/09", "2026-09"),
        ("👩‍🔬", "term-378b5e"),
        ("❤\ufe0f", "term-16e814"),
        ("Sea 🌊 level", "sea-level"),
        ("a\u200bb", "a-b"),
        ("#\u0338", "term-540d0c"),
        ("index", "index-1bc04b"),
        ("Page", "page-0a30a8"),
        ("feed", "feed-c8bc25"),
        ("CON", "con-a3dbc4"),
        ("nul", "nul-99e624"),
        ("com1", "com1-957a49"),
        ("Lpt9", "lpt9-684e1c"),
        ("com10", "com10"),
        ("\ud800", "term-91a681"),
    ],
)
def test_name(term: str, name: str) -> None:
    """A term alone has the nicest name that is safe."""
    assert page_names([term]) == {term: name}


def test_first_in_order_keeps_the_plain_name() -> None:
    """Of terms that would share a name, the first keeps it and the others get their digest."""
    assert page_names(["C", "C#", "C++", "c"]) == {
        "C": "c",
        "C#": "c-040228",
        "C++": "c-f1deb7",
        "c": "c-2e7d2c",
    }
    assert page_names(["C#", "C"]) == {"C#": "c", "C": "c-6b23c0"}


def test_forms_of_one_word() -> None:
    """Terms that differ in case or in Unicode form only have names of their own."""
    composed, apart = "Événement", "E\u0301ve\u0301nement"
    names = page_names([composed, apart, "événement", "Evenement"])
    assert names[composed] == "événement"
    assert names[apart].startswith("événement-")
    assert names["événement"].startswith("événement-")
    assert names["Evenement"] == "evenement"
    assert len(set(names.values())) == 4


def test_long_terms() -> None:
    """A term of 300 letters is cut to 100 bytes between two characters, and has its digest."""
    names = page_names(["a" * 300, "a" * 301, "水" * 300, "e\u0323\u0301" * 100])
    assert names["a" * 300] == "a" * 100 + "-9835fa"
    assert names["a" * 301] == "a" * 100 + "-eb22b4"
    assert names["水" * 300] == "水" * 33 + "-2498bc"
    # ẹ́ has five bytes, a letter of three and a mark of two.
    assert names["e\u0323\u0301" * 100].startswith("ẹ\u0301" * 20 + "-")


def test_cut_before_a_mark() -> None:
    """A cut never takes a mark from its letter."""
    term = "a" * 99 + "x\u0301" * 10
    assert page_names([term])[term].startswith("a" * 99 + "-")


def test_a_term_that_looks_like_a_digest() -> None:
    """A term that is written like the name of another takes nothing from it."""
    names = page_names(["C", "C 040228", "C#"])
    assert names["C 040228"] == "c-040228"
    assert names["C#"] == "c-0402288"


def folded(name: str) -> str:
    """Fold a name as file systems do that ignore case and Unicode form."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


WORDS = st.one_of(
    st.text(max_size=8),
    st.text(alphabet="cC#+-. éÉe\u0301ﬁ\u3164\ufe0f/", max_size=4),
    st.sampled_from(["index", "CON", "c", "水" * 40, "Ω", "Ω", "K", "K"]),
)


@given(st.lists(WORDS, unique=True, max_size=30))
@example(["ͅ", "aͅ", "ᾳ", "αι"])
def test_names_are_distinct_and_safe(terms: list[str]) -> None:
    """Names are distinct whatever a file system ignores, and hold nothing that it forbids."""
    names = page_names(terms)
    assert list(names) == terms
    assert len({folded(name) for name in names.values()}) == len(terms)
    for name in names.values():
        assert name
        assert len(name.encode()) <= 100 + 1 + 64
        assert not set(name) & set('<>:"/\\|?*. \0')
        assert name[0] != "-"
        assert name[-1] != "-"
        assert unicodedata.normalize("NFC", name) == name


@given(st.lists(WORDS, unique=True, max_size=12), WORDS)
def test_names_stay(terms: list[str], later: str) -> None:
    """A term that comes later changes no name."""
    before = page_names(terms)
    after = page_names([*terms, later])
    assert {term: after[term] for term in terms} == before


def term(text: str, line: int = 1) -> Term:
    """Write a term on a line of some release."""
    return Term.at(text, Position("a.md", line, 7))


def test_near_misses() -> None:
    """Each later spelling is named once, with the first one, where it is first used."""
    found = near_misses(
        [
            term("Évènement", 1),
            term("Evénement", 2),
            term("Evénement", 3),
            term("eau", 4),
            term("Eau", 5),
            term("eau", 6),
            term("C", 7),
            term("C#", 8),
            term("C++", 9),
        ],
        setting_name="press_tags",
    )
    end = "; write them alike, or list both in press_tags"
    assert found == [
        Problem(
            Subtype.TERM,
            f"'Evénement' is nearly the same as 'Évènement'{end}",
            Position("a.md", 2, 7),
        ),
        Problem(Subtype.TERM, f"'Eau' is nearly the same as 'eau'{end}", Position("a.md", 5, 7)),
        Problem(Subtype.TERM, f"'C#' is nearly the same as 'C'{end}", Position("a.md", 8, 7)),
        Problem(Subtype.TERM, f"'C++' is nearly the same as 'C'{end}", Position("a.md", 9, 7)),
    ]


def test_same_looks() -> None:
    """Two spellings that look the same are said to be made of other characters."""
    (found,) = near_misses([term("é"), term("e\u0301", 2)])
    assert found.message == (
        "'e\u0301' looks like 'é' and is made of other characters; "
        "write them alike, or list both in press_tags or press_categories"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("かき", "がき"), ("कि", "की"), ("🌊", "🔥"), ("Rhône", "Rhin"), ("กา", "กี"), ("!", "?")],
)
def test_no_near_miss(one: str, other: str) -> None:
    """Other letters, other vowels and other signs are other words."""
    assert near_misses([term(one), term(other)]) == []


def test_allowed_terms_are_no_near_misses() -> None:
    """Terms that the site allows may be as near as they like, in either Unicode form."""
    assert near_misses([term("C"), term("C#"), term("C++")], ["C#", "C++"]) == []
    assert near_misses([term("Ete"), term("E\u0301te\u0301")], ["Été"]) == []


def test_unknown() -> None:
    """Each use of a term that is not allowed is reported, with what is likely meant."""
    uses = [term("Watr", 1), term("Water", 2), term("water", 3), term("Moon", 4), term("Watr", 5)]
    found = unknown(uses, ["Water", "Coast"], "press_tags")
    assert [(problem.position.line, problem.message) for problem in found] == [
        (1, "'Watr' is not in press_tags; did you mean 'Water'?"),
        (3, "'water' is not in press_tags; did you mean 'Water'?"),
        (4, "'Moon' is not in press_tags; use one of those, or add it"),
        (5, "'Watr' is not in press_tags; did you mean 'Water'?"),
    ]
    assert {problem.subtype for problem in found} == {Subtype.UNKNOWN_TERM}


def release(date: str, fields: str) -> str:
    """Write a release whose own fields begin on line 4."""
    return f"---\ntitle: A title\ndate: {date}\n{fields}---\n\nText.\n"


END = "write them alike, or list both in"


def test_build_warns_of_near_misses(build: Project) -> None:
    """A build names the later use of two spellings, of categories and of tags each for itself."""
    built = build(
        {
            "releases/a.md": release("2026-03-02", "categories: water\ntags: [Rhône, moon]\n"),
            "releases/b.md": release("2026-03-01", "categories: Water\ntags: [Rhone, water]\n"),
        }
    )
    assert [tuple(warned) for warned in built.located] == [
        (
            *("releases/a.md", 4, 13, "term"),
            f"'water' is nearly the same as 'Water'; {END} press_categories",
        ),
        (
            *("releases/a.md", 5, 8, "term"),
            f"'Rhône' is nearly the same as 'Rhone'; {END} press_tags",
        ),
    ]


def test_near_misses_are_reported_once(build: Project) -> None:
    """What a build has reported is not said again until it changes; what is new is said."""
    first = build(
        {
            "releases/a.md": release("2026-03-01", "tags: Eau\n"),
            "releases/b.md": release("2026-03-02", "tags: eau\n"),
        }
    )
    assert len(first.located) == 1
    assert build({"index.md": "# Press\n"}).warnings == ""
    changed = build({"releases/c.md": release("2026-03-03", "tags: EAU\n")})
    assert [warned.path for warned in changed.located] == ["releases/c.md"]
    mended = {
        "releases/b.md": release("2026-03-02", "tags: Eau\n"),
        "releases/c.md": release("2026-03-03", "tags: Eau\n"),
    }
    assert build(mended).warnings == ""
    again = build({"releases/b.md": release("2026-03-02", "tags: eau\n")})
    assert [warned.path for warned in again.located] == ["releases/b.md"]


def test_build_reports_unknown_terms_as_errors(build: Project) -> None:
    """A term outside the allow-list is an error at each of its uses; near ones are no matter."""
    built = build(
        {
            "releases/a.md": release("2026-03-01", "categories: Watr\ntags: [C, C++]\n"),
            "releases/b.md": release("2026-03-02", "categories: Watr\ntags: c\n"),
        },
        press_categories=["Water", "Coast"],
    )
    said = "'Watr' is not in press_categories; did you mean 'Water'?"
    assert f"a.md:4:13: ERROR: {said} [press.unknown_term]" in built.warnings
    assert [
        (warned.path, warned.line, warned.message)
        for warned in built.located
        if warned.subtype == "unknown_term"
    ] == [("releases/a.md", 4, said), ("releases/b.md", 4, said)]
    assert [warned.message[:3] for warned in built.located if warned.subtype == "term"] == [
        "'C+",
        "'c'",
    ]
