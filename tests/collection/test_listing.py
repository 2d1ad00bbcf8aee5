"""``press:releases`` on a page: its options and their mistakes, its forms, and what it shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag

from sphinx_pressroom.collection.forms import by_year, cut, plain
from sphinx_pressroom.collection.listing import shown, shown_of
from sphinx_pressroom.records import Release

if TYPE_CHECKING:
    from conftest import Built, Project

CONF: dict[str, Any] = {
    "myst_enable_extensions": ["colon_fence"],
    "suppress_warnings": ["press.missing_field", "toc.not_included"],
    "press_collections": {"coast": {"title": "The coast", "category": "Coast"}},
}


def release(title: str, date: str = "", fields: str = "") -> str:
    """Write a release."""
    when = f"date: {date}\n" if date else ""
    return f"---\ntitle: {title}\n{when}{fields}---\n\nText.\n"


LEAD = (
    "The *eighteen* gauges of the [lower river](https://example.org/) now **report** each minute, "
    "by day and by night, in {abbr}`GPS (Global Positioning System)` time, so that the harbour "
    "knows of a flood one hour before the first quay is under water."
)
ROOM = {
    "releases/a.md": release("Atlas", "2024-05-01", "categories: [Maps, Coast]\ntags: C#\n"),
    "releases/b.md": release("Bateaux", "2025-02-03 09:00:00 +01:00", "language: fr\nlead: Oui.\n"),
    "releases/c.md": release("Canals", "2025-01-02", f'categories: Coast\nlead: "{LEAD}"\n'),
    "releases/d.md": release("Dams & weirs", "", "type: speech\ncategories: Water\n"),
}


def page(options: str = "", name: str = "press:releases") -> str:
    """Write a page whose list has options, which begin on line 4."""
    return f"# A page\n\n:::{{{name}}}\n{options}:::\n"


PAGES = {
    "list.md": page(),
    "alias.md": page(":limit: 1\n", "releases"),
    "compact.md": page(":form: compact\n"),
    "table.md": page(":form: table\n:class: wide tall\n:name: all-of-them\n"),
    "cards.md": page(":form: cards\n"),
    "years.md": page(":group: year\n"),
    "years-oldest.md": page(":group: year\n:sort: oldest\n:form: table\n"),
    "years-title.md": page(":group: year\n:sort: title\n"),
    "deep.md": "# A page\n\n## A part\n\n:::{releases}\n:group: year\n:::\n",
    "several.md": page(":category: Maps; Water\n:exclude-tag: c#\n"),
    "lines.md": page(":category: |\n:  Maps\n:  Water\n"),
    "yaml.md": page('---\ncategory: |\n  Maps\n  Water\nlimit: "1"\n---\n'),
    "quoted.md": page(':category: "Maps; Water"\n'),
    "part.md": page(":collection: coast\n:sort: oldest\n"),
    "two.md": f"{page(':limit: 1' + chr(10))}\n{page(':form: table' + chr(10))[10:]}",
    "nothing.md": page(":year: 1999\n"),
    "releases/fr.md": release("Ici", "2020-01-01", "language: fr\n").replace(
        "Text.", ":::{releases}\n:form: table\n:group: year\n:exclude-year: 2025\n:::"
    ),
    "old.rst": "A page\n======\n\n.. releases::\n   :limit: 1\n   :form: compact\n",
}


@pytest.fixture(scope="module")
def built(project: Callable[[], Project]) -> Built:
    """Build all pages once."""
    folder = project()
    found = folder({**ROOM, **PAGES}, **CONF)
    folder.close()
    assert found.warnings == ""
    return found


def content(built: Built, name: str) -> Tag:
    """Find the first list of a page."""
    found = BeautifulSoup(built.page(name), "html.parser").select_one(".press-releases")
    assert found
    return found


def titles(built: Built, name: str) -> list[str]:
    """Read the links of the first list of a page."""
    return [link.get_text() for link in content(built, name).select("a")]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("list", ["Bateaux", "Canals", "Atlas", "Ici", "Dams & weirs"]),
        ("alias", ["Bateaux"]),
        ("several", ["Dams & weirs"]),
        ("lines", ["Atlas", "Dams & weirs"]),
        ("yaml", ["Atlas"]),
        ("quoted", ["Atlas", "Dams & weirs"]),
        ("part", ["Atlas", "Canals"]),
        ("two", ["Bateaux"]),
        ("nothing", []),
        ("years", ["Bateaux", "Canals", "Atlas", "Ici", "Dams & weirs"]),
        ("years-oldest", ["Ici", "Atlas", "Canals", "Bateaux", "Dams & weirs"]),
        ("years-title", ["Bateaux", "Canals", "Atlas", "Ici", "Dams & weirs"]),
        ("releases/fr", ["Atlas", "Dams & weirs"]),
        ("old", ["Bateaux"]),
    ],
)
def test_options_choose(built: Built, name: str, found: list[str]) -> None:
    """The options choose and order what a list shows, in Markdown and reStructuredText."""
    assert titles(built, name) == found


def lines(tag: Tag) -> list[str]:
    """Read the pieces of text."""
    return [" ".join(text.split()) for text in tag.stripped_strings if text.strip(" ·\n")]


def test_list(built: Built) -> None:
    """A line has the linked headline, then the date and the kinds."""
    first, _, third, *_ = content(built, "list").select("ul.press-list > li")
    assert lines(third) == ["Atlas", "May 1, 2024", "Maps", "Coast"]
    assert [link["href"] for link in third.select("a")] == ["releases/a.html"]
    assert first.select_one("[lang=fr] a")
    assert not third.select("[lang]")


def test_compact(built: Built) -> None:
    """A compact line has the headline and the date, and no more."""
    items = content(built, "compact").select("ul.press-compact > li")
    assert [lines(item) for item in items] == [
        ["Bateaux", "February 3, 2025"],
        ["Canals", "January 2, 2025"],
        ["Atlas", "May 1, 2024"],
        ["Ici", "January 1, 2020"],
        ["Dams & weirs"],
    ]


def test_table(built: Built) -> None:
    """A table has a caption, headings of its columns, and a row for each release."""
    found = content(built, "table")
    assert found["class"] == ["wide", "tall", "press-releases"]
    assert found.find_parent(id="all-of-them") or found.get("id") == "all-of-them"
    table = found.table
    assert table
    assert table.caption
    assert table.caption.get_text() == "Releases"
    heads = table.select("thead > tr > th")
    assert [(head.get_text(), head["scope"]) for head in heads] == [
        ("Date", "col"),
        ("Headline", "col"),
        ("Category", "col"),
    ]
    rows = table.select("tbody > tr")
    assert [[" ".join(cell.get_text().split()) for cell in row.select("td")] for row in rows] == [
        ["February 3, 2025", "Bateaux", "Press release"],
        ["January 2, 2025", "Canals", "Coast"],
        ["May 1, 2024", "Atlas", "Maps, Coast"],
        ["January 1, 2020", "Ici", "Press release"],
        ["", "Dams & weirs", "Water"],
    ]


def test_cards(built: Built) -> None:
    """A card has its linked headline first, then date and kind, then the lead in plain words."""
    items = content(built, "cards").select("ul.press-cards > li")
    assert lines(items[1]) == [
        "Canals",
        "January 2, 2025",
        "Coast",
        (
            "The eighteen gauges of the lower river now report each minute, by day and by night, in "
            "GPS (Global Positioning System) time, so that the harbour knows of a flood one hour "
            "before the first quay is…"
        ),
    ]
    assert len(items[1].select("a")) == 1
    assert items[0].select_one("p.press-card-lead[lang=fr]")
    assert lines(items[4]) == ["Dams & weirs", "Speech", "Water"]


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("years", ["2025", "2024", "2020", "Without a date"]),
        ("years-oldest", ["2020", "2024", "2025", "Without a date"]),
        ("years-title", ["2025", "2024", "2020", "Without a date"]),
        ("releases/fr", ["2024", "Sans date"]),
    ],
)
def test_years(built: Built, name: str, headings: list[str]) -> None:
    """Each year has a heading below the page's own, and its releases below that."""
    groups = content(built, name).find_all("section", recursive=False)
    assert [group.h2.get_text() for group in groups if group.h2] == headings
    assert all(group.select("ul > li, tbody > tr") for group in groups)


def test_heading_below_a_part(built: Built) -> None:
    """Within a part of a page, the years stand one level below the part's heading."""
    assert [tag.get_text() for tag in content(built, "deep").select("h3")][:2] == ["2025", "2024"]


def test_captions_of_years(built: Built) -> None:
    """Each table of a year is named after it, in the page's language."""
    captions = content(built, "releases/fr").select("caption")
    assert [caption.get_text() for caption in captions] == ["Communiqués : 2024", "Sans date"]


@pytest.mark.parametrize("name", [name.rpartition(".")[0] for name in PAGES])
def test_html_is_valid(built: Built, name: str) -> None:
    """A strict parser finds no error in a list."""
    html = f"<!DOCTYPE html><html><title>x</title><body>{content(built, name)}</body></html>"
    html5lib.HTMLParser(strict=True).parse(html)


@pytest.mark.parametrize("name", ["table", "cards", "years", "deep"])
@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml", "epub", "xml"])
def test_other_builders(build: Project, builder: str, name: str) -> None:
    """Every builder shows every release of a list, and says nothing against it."""
    built = build(
        {**ROOM, "index.md": PAGES[f"{name}.md"].replace("A page", "Room")},
        builder=builder,
        **CONF,
        **({"copyright": "2026, the room", "version": "1"} if builder == "epub" else {}),
    )
    said = [line for line in built.warnings.splitlines() if "toctree" not in line]
    assert said == []
    ending = {"text": "txt", "xml": "xml", "epub": "xhtml"}.get(builder, "html")
    file = next(built.out.glob("*.tex"), built.out / f"index.{ending}")
    text = file.read_text("utf-8")
    for title in ("Atlas", "Bateaux", "Canals", "Dams"):
        assert title in text


def test_two_lists(built: Built) -> None:
    """Each list of a page shows its own selection in its own form."""
    soup = BeautifulSoup(built.page("two"), "html.parser")
    first, second = soup.select(".press-releases")
    assert (len(first.select("li")), len(second.select("tbody > tr"))) == (1, 5)


def test_headlines_in_the_language_of_the_site(built: Built) -> None:
    """On a French page, headlines of releases that do not say are marked as the site's."""
    links = content(built, "releases/fr").select("a")
    assert [link.find_parent(lang=True)["lang"] for link in links] == ["en", "en"]


def test_table_in_plain_text(build: Project) -> None:
    """In plain text, the names of the columns are set off from the rows."""
    built = build({**ROOM, "index.md": page(":form: table\n:limit: 1\n")}, builder="text", **CONF)
    rows = (built.out / "index.txt").read_text("utf-8").partition("+-")[2].split("|=====")
    assert re.findall(r"[A-Z]\w+", rows[0]) == ["Date", "Headline", "Category"]
    assert "Bateaux" in rows[-1]


# -- mistakes --------------------------------------------------------------------------------

MISTAKES = [
    (":colour: red\n", 4, "unknown option 'colour'; known are collection, year, "),
    (":categry: Maps\n", 4, "unknown option 'categry', did you mean 'category'?"),
    (":limit: 2\n:frm: cards\n", 5, "unknown option 'frm', did you mean 'form'?"),
    (":limit: two\n", 4, "limit: expected a number such as 10, got 'two'"),
    (":form: card\n", 4, "form: unknown value 'card', did you mean 'cards'?"),
    (":group: month\n", 4, "group: unknown value 'month'; known are year, none"),
    (":since: 31.3.2026\n", 4, "since: expected a date such as 2026-03-31, got '31.3.2026'"),
    (":type: speach\n", 4, "type: unknown value 'speach', did you mean 'speech'?"),
    (":class: 1 2\n", 4, 'class: cannot make "1" into a class name'),
    (
        ":limit: 1\n:category: Map\n",
        5,
        "category: no release has the category 'Map', did you mean 'Maps'?",
    ),
    (
        ":category: Maps, Coast\n",
        4,
        (
            "category: no release has the category 'Maps, Coast'; "
            "put semicolons between several values"
        ),
    ),
    (
        ":exclude-category: Moon\n",
        4,
        "exclude-category: no release has the category 'Moon'",
    ),
    (":tag: CC#\n", 4, "tag: no release has the tag 'CC#', did you mean 'C#'?"),
    (":language: de\n", 4, "language: no release has the language 'de'"),
    (":contact: Hugo\n", 4, "contact: no release has the contact 'Hugo'"),
    (":collection: cost\n", 4, "collection: there is no 'cost', did you mean 'coast'?"),
    ("---\nlimit: 1\ncategry: Maps\n---\n", 6, "unknown option 'categry', did you mean"),
]


@pytest.fixture(scope="module")
def mistaken(project: Callable[[], Project]) -> Built:
    """Build a page for each mistake, and one of reStructuredText."""
    pages = {f"p{number}.md": page(case[0]) for number, case in enumerate(MISTAKES)}
    pages["old.rst"] = "A page\n======\n\n.. releases::\n   :categry: Maps\n"
    folder = project()
    found = folder({**ROOM, **pages}, **CONF)
    folder.close()
    return found


@pytest.mark.parametrize("number", range(len(MISTAKES)))
def test_a_mistake_is_located(mistaken: Built, number: int) -> None:
    """A mistake is one warning at its line with the way out, and the list is still there."""
    _, line, message = MISTAKES[number]
    found = [warned for warned in mistaken.located if warned.path == f"p{number}.md"]
    assert [(warned.line, warned.column, warned.subtype) for warned in found] == [
        (line, 1, "directive")
    ]
    assert found[0].message.startswith(message)
    assert content(mistaken, f"p{number}")


def test_a_mistake_in_restructuredtext(mistaken: Built) -> None:
    """A directive of reStructuredText takes any option too, and warns of it at its line."""
    (found,) = [warned for warned in mistaken.located if warned.path == "old.rst"]
    assert (found.line, found.message) == (
        5,
        "unknown option 'categry', did you mean 'category'?",
    )


def test_several_mistakes(build: Project) -> None:
    """Each mistake has its own warning, from the first line on; what is right counts."""
    options = ":form: tabel\n:sort: oldest\n:offset: x\n:category: Moon; Coast\n"
    built = build({**ROOM, "page.md": page(options)}, **CONF)
    assert [(warned.line, warned.message.partition(":")[0]) for warned in built.located] == [
        (4, "form"),
        (6, "offset"),
        (7, "category"),
    ]
    assert titles(built, "page") == ["Atlas", "Canals"]


def test_an_allowed_category_may_be_empty(build: Project) -> None:
    """A list may ask for a category that the site allows and no release has yet."""
    conf = {**CONF, "press_categories": ["Maps", "Coast", "Water", "Moon"]}
    built = build({**ROOM, "page.md": page(":category: Moon\n")}, **conf)
    assert built.warnings == ""
    assert titles(built, "page") == []


def test_a_room_without_releases(build: Project) -> None:
    """In a room without a release nothing is said against what a list asks for."""
    assert build({"index.md": page(":category: Moon\n")}, **CONF).warnings == ""


# -- what is shown ---------------------------------------------------------------------------


def test_shown_of(built: Built) -> None:
    """What is shown of a release is what its form shows, and no more."""
    env = built.app.env
    day, marks = built.releases["releases/a"].date, (None, False)
    assert shown_of(env, "releases/a", "compact") == ("Atlas", "en", day, marks)
    found = ("Atlas", "en", day, marks, None, ("Maps", "Coast"), "")
    assert shown_of(env, "releases/a") == found
    assert shown_of(env, "releases/a", "cards") == found
    assert shown_of(env, "releases/b", "cards")[-1] == "Oui."


def test_shown(built: Built) -> None:
    """What a document shows is each of its lists, in order; nothing for one without."""
    env = built.app.env
    one, every = shown(env, "two")
    assert [name for name, *_ in one[1]] == ["releases/b"]
    assert [name for name, *_ in every[1]][-1] == "releases/d"
    assert (one[0].form, every[0].form) == ("list", "table")
    assert shown(env, "index") == ()


@pytest.mark.parametrize(
    ("form", "fields", "writes"),
    [
        ("compact", "categories: [Maps, Coast, Water]\ntags: C#\n", False),
        ("table", "categories: [Maps, Coast, Water]\ntags: C#\n", True),
        ("list", "categories: [Maps, Coast]\ntags: C#\nlead: New.\n", False),
        ("cards", "categories: [Maps, Coast]\ntags: C#\nlead: New.\n", True),
        ("cards", "categories: [Maps, Coast]\ntags: [C#, D]\n", False),
    ],
)
@pytest.mark.parametrize("builder", ["html", "text"])
def test_a_page_is_written_when_it_shows_something_else(
    build: Project, builder: str, form: str, fields: str, *, writes: bool
) -> None:
    """A change of a release writes a page when its form shows that, with every builder."""
    build({**ROOM, "page.md": page(f":form: {form}\n")}, builder=builder, **CONF)
    written: list[str] = []
    source = release("Atlas", "2024-05-01", fields)
    (build.folder / "releases" / "a.md").write_text(source, "utf-8")
    from sphinx.testing.util import SphinxTestApp

    build.close()
    app = SphinxTestApp(builder, srcdir=build.folder)
    build.apps.append(app)
    app.connect("doctree-resolved", lambda app, doctree, docname: written.append(docname))
    app.build()
    assert ("page" in written) == writes


def test_years_of_dates() -> None:
    """Years come newest first, oldest first where the releases do, and what has none last."""

    def entry(name: str, year: int | None) -> tuple[str, Release]:
        return name, Release.model_validate(
            {"title": name, "date": f"{year}-01-01" if year else None}
        )

    def names(*entries: tuple[str, Release]) -> list[tuple[str, str]]:
        return [(year, "".join(name for name, _ in those)) for year, those in by_year(entries)]

    a, b, c, d = entry("a", 2020), entry("b", 2021), entry("c", None), entry("d", 2019)
    assert names(b, a, d, c) == [("2021", "b"), ("2020", "a"), ("2019", "d"), ("", "c")]
    assert names(c, d, a, b) == [("2019", "d"), ("2020", "a"), ("2021", "b"), ("", "c")]
    assert names(a, b, d) == [("2021", "b"), ("2020", "a"), ("2019", "d")]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Plain words.", "Plain words."),
        ("*One* **two** `three` ![four](/x.png)", "One two three four"),
        (
            "A [link](https://example.org/ 'title') and <https://example.org/>",
            "A link and https://example.org/",
        ),
        ("One\\\ntwo\nthree\n\nfour", "One two three four"),
        ("- one\n- two\n\n> three", "one two three"),
        ("A <b>bold</b> word &amp; more", "A bold word & more"),
        ("{abbr}`GPS (system)` and text{:.wide}", "GPS (system) and text"),
    ],
)
def test_plain_words(markdown: str, words: str) -> None:
    """A lead is read as its words, without marks."""
    assert plain(markdown) == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("one two three", "one two…"),
        ("one two", "one two"),
        ("one two, three", "one two…"),
        ("onetwothreefour", "onetwothre…"),
        ("水" * 11, "水" * 10 + "…"),
        ("abcdefghijk", "abcdefghij…"),
        ("abcdefghi\u0301\u0302k", "abcdefgh…"),
    ],
)
def test_cut(words: str, shown: str) -> None:
    """A text is cut behind a word; one without spaces at a letter, with its marks."""
    assert cut(words, 10) == shown
    assert not re.search(r"\s…", cut(words, 10))
