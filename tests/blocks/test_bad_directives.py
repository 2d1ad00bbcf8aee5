"""What a writer gets wrong in a directive: one warning that says where, and the build goes on.

All mistakes are built at once, each in a file of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from conftest import Built, Project

BLOCKS = (
    "header",
    "lead",
    "gallery",
    "quote",
    "facts",
    "links",
    "downloads",
    "contacts",
    "boilerplate",
    "notes",
    "tags",
)
LISTS = ("gallery", "facts", "links", "downloads", "contacts", "tags")
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
CONF = {
    "extensions": ["myst_parser", "sphinx_design", "sphinx_pressroom"],
    "myst_enable_extensions": ["colon_fence"],
}
_WARNING = re.compile(r"(.+?\.(?:md|yml)):(\d+)(?::(\d+))?: WARNING: (.*) \[([\w.]+)\]")


class Bad(NamedTuple):
    """A page with a mistake, where the warning has to point, its type, and words of its text."""

    page: str
    line: int
    column: int | None
    type: str
    words: str


def release(body: str, fields: str = "") -> str:
    """Write a release whose fields begin on line 4, and whose body begins two lines below them."""
    return f"---\ntitle: A release\ndate: 2026-01-01\n{fields}---\n\n{body}"


def directive(name: str, content: str = "", fence: str = ":::") -> str:
    """Write a directive of the press domain."""
    return f"{fence}{{press:{name}}}\n{content}{fence}\n"


ITEMS = {
    "gallery": "- src: /p.png\n  alt: A weir\n  colour: red\n",
    "facts": "- label: Gauges\n  value: 12\n  colour: red\n",
    "links": "- url: https://example.org/\n  title: Weirs\n  colour: red\n",
    "downloads": "- file: /p.png\n  title: A weir\n  colour: red\n",
    "contacts": "- name: Hugo Lambert\n  hours: Mondays\n  colour: red\n",
}
FIELDS = {
    "lead": "lead: |\n  Words.\n\n  @",
    "notes": "notes_to_editors: |\n  Words.\n\n  @",
    "boilerplate": "boilerplate: |\n  Words.\n\n  @",
    "quote": "quotes:\n  - text: |\n      Words.\n\n      @",
    "gallery": "images:\n  - src: /p.png\n    alt: A weir\n    caption: |\n      Words.\n\n      @",
    "downloads": "downloads:\n  - file: /p.png\n    description: |\n      Words.\n\n      @",
}


def _own_field(name: str) -> tuple[str, int]:
    """Write a field that holds the directive which places it; give the directive's line too."""
    before, _, _ = FIELDS[name].partition("@")
    indent = before.rpartition("\n")[2]
    return f"{before}:::{{press:{name}}}\n{indent}:::\n", 4 + before.count("\n")


def _bad() -> dict[str, Bad]:
    found: dict[str, Bad] = {}
    for name in BLOCKS:
        content = {"gallery": "- /p.png\n", "downloads": "- /p.png\n"}.get(name, "")
        content = content or ("- https://example.org/\n" if name == "links" else "")
        content = content or ("- name: Hugo\n" if name == "contacts" else "- Words\n")
        found[f"releases/option-{name}"] = Bad(
            release(
                directive(name, ":colour: red\n" + ("" if name == "header" else f"\n{content}"))
            ),
            7,
            None,
            "myst.directive_option",
            "'colour'",
        )
        found[f"other/empty-{name}"] = Bad(
            f"# No release\n\n{directive(name)}", 3, 1, "press.empty_block", "no release"
        )
        if name != "header":
            found[f"releases/empty-{name}"] = Bad(
                release(directive(name)), 6, 1, "press.empty_block", f"'{name}' is empty"
            )
    for name in LISTS:
        found[f"releases/open-quote-{name}"] = Bad(
            release("Text.\n\n" + directive(name, '- a\n- b: "open\n- c\n')),
            10,
            6,
            "press.yaml",
            "quotation mark",
        )
        found[f"releases/colons-after-option-{name}"] = Bad(
            release("Text.\n\n" + directive(name, ":class: wide\n\n- a: b: c\n", "```")),
            11,
            7,
            "press.yaml",
            "colon",
        )
        found[f"releases/colons-in-card-{name}"] = Bad(
            release("::::{card} Title\nWords.\n\n" + directive(name, "- a: b: c\n") + "::::\n"),
            10,
            7,
            "press.yaml",
            "colon",
        )
        found[f"releases/colons-in-tab-{name}"] = Bad(
            release(
                ":::::{tab-set}\n\n::::{tab-item} One\nWords.\n\n"
                + directive(name, "- a: b: c\n")
                + "::::\n:::::\n"
            ),
            12,
            7,
            "press.yaml",
            "colon",
        )
        found[f"releases/colons-in-notes-{name}"] = Bad(
            release("::::{press:notes}\nWords.\n\n" + directive(name, "- a: b: c\n") + "::::\n"),
            10,
            7,
            "press.yaml",
            "colon",
        )
    for name, content in ITEMS.items():
        found[f"releases/field-{name}"] = Bad(
            release(directive(name, content)), 9, 3, "press.unknown_field", "colour'"
        )
    for name in FIELDS:
        fields, line = _own_field(name)
        found[f"releases/own-field-{name}"] = Bad(
            release("Text.\n", fields), line, None, "press.empty_block", f"'{name}' stands in"
        )
    return found


BAD = _bad() | {
    "releases/tags-map": Bad(
        release(directive("tags", "- colour: red\n")), 7, 3, "press.invalid_value", "a map"
    ),
    "releases/quote-language": Bad(
        release(directive("quote", ":language: Martian tongue\n\nWords.\n")),
        6,
        None,
        "press.directive",
        "language",
    ),
    "releases/quote-portrait": Bad(
        release(directive("quote", ":author: Hugo\n:portrait: /none.png\n\nWords.\n")),
        6,
        None,
        "press.file",
        "/none.png",
    ),
    "releases/quote-portrait-outside": Bad(
        release(directive("quote", ":author: Hugo\n:portrait: ../../p.png\n\nWords.\n")),
        6,
        None,
        "press.file",
        "out of the source folder",
    ),
    "releases/quote-without-words": Bad(
        release(directive("quote", ":author: Hugo\n")), 6, None, "press.", "quote"
    ),
    "releases/boilerplate-without-words": Bad(
        release(directive("boilerplate", ":title: About us\n")), 6, None, "press.", "boilerplate"
    ),
    "releases/header-date": Bad(
        release(directive("header", ":date: yesterday\n")), 6, None, "press.directive", "date"
    ),
    "releases/header-date-of-no-calendar": Bad(
        release(directive("header", ":date: 2026-02-30\n")),
        6,
        None,
        "press.directive",
        "in no calendar",
    ),
    "releases/header-updated": Bad(
        release(directive("header", ":updated: yesterday\n")),
        6,
        None,
        "press.directive",
        "yesterday",
    ),
    "releases/header-content": Bad(
        release(directive("header", "Words.\n")), 6, None, "myst.directive_parse", "content"
    ),
    "releases/releases-content": Bad(
        release(directive("releases", "Words.\n")), 6, None, "myst.directive_parse", "content"
    ),
    "releases/releases-option": Bad(
        release(directive("releases", ":colour: red\n")),
        7,
        1,
        "press.directive",
        "unknown option 'colour'",
    ),
    "releases/limit-word": Bad(
        release(directive("releases", ":limit: ten\n")), 7, 1, "press.directive", "ten"
    ),
    "releases/limit-negative": Bad(
        release(directive("releases", ":limit: -1\n")), 7, 1, "press.directive", "-1"
    ),
    "releases/limit-fraction": Bad(
        release(directive("releases", ":limit: 2.5\n")), 7, 1, "press.directive", "2.5"
    ),
    "releases/limit-nothing": Bad(
        release(directive("releases", ":limit:\n")), 7, 1, "press.directive", "limit"
    ),
    "releases/contact-id": Bad(
        release(directive("contacts", "- desk\n- nobody\n")),
        8,
        3,
        "press.unknown_id",
        "no contact 'nobody'; it has desk",
    ),
    "releases/contact-phone": Bad(
        release(directive("contacts", "- name: Hugo\n  phones: call me\n")),
        8,
        11,
        "press.invalid_value",
        "call me",
    ),
    "releases/link-script": Bad(
        release(directive("links", "- javascript:alert(1)\n")),
        7,
        3,
        "press.invalid_value",
        "web address",
    ),
    "releases/fact-date": Bad(
        release(directive("facts", "- label: Gauges\n  value: 12\n  date: soon\n")),
        9,
        9,
        "press.invalid_value",
        "soon",
    ),
    "releases/gallery-file": Bad(
        release(directive("gallery", "- src: /none.png\n  alt: A weir\n")),
        7,
        8,
        "press.file",
        "/none.png",
    ),
    "releases/download-file": Bad(
        release(directive("downloads", "- file: /none.pdf\n")), 7, 9, "press.file", "/none.pdf"
    ),
    "releases/unknown-directive": Bad(
        release(directive("weather", "Words.\n")), 6, None, "myst.directive_unknown", "weather"
    ),
    # A block that a directive places is made once: its mistakes are said once.
    "releases/placed-gallery-file": Bad(
        release(
            directive("gallery"),
            "images:\n  - src: /p.png\n    alt: A weir\n    hi_res: /none.png\n",
        ),
        7,
        13,
        "press.file",
        "/none.png",
    ),
    "releases/placed-gallery-without-picture": Bad(
        release(directive("gallery"), "images: /none.png\n"), 4, 9, "press.file", "/none.png"
    ),
    "releases/placed-download-file": Bad(
        release(directive("downloads"), "downloads: /none.pdf\n"),
        4,
        12,
        "press.file",
        "/none.pdf",
    ),
    "releases/placed-notes-role": Bad(
        release(directive("notes"), "notes_to_editors: See {nope}`x`.\n"),
        4,
        None,
        "myst.role_unknown",
        "nope",
    ),
    "releases/notes-of-several-lines": Bad(
        release("Text.\n", "notes_to_editors: |\n  Words.\n\n  See {nope}`x`.\n"),
        7,
        None,
        "myst.role_unknown",
        "nope",
    ),
    "releases/list-in-notes": Bad(
        release(
            "Text.\n",
            "notes_to_editors: |\n  Words.\n\n  :::{press:contacts}\n  - nobody\n  :::\n",
        ),
        8,
        None,
        "press.unknown_id",
        "nobody",
    ),
}
GOOD = {
    "releases/placed-notes-with-name": release(
        directive("notes"),
        "notes_to_editors: |\n  ```{press:quote}\n  :name: words\n\n  Words.\n  ```\n",
    ),
    "releases/placed-notes-with-footnote": release(
        directive("notes"), "notes_to_editors: |\n  Words[^1].\n\n  [^1]: More words.\n"
    ),
}


@pytest.fixture(scope="module")
def built(project: Callable[[], Project]) -> Built:
    """Build all pages with mistakes, and those that have none, in one project."""
    pages = {f"{name}.md": bad.page for name, bad in BAD.items()}
    pages |= {f"{name}.md": page for name, page in GOOD.items()}
    files = {
        **pages,
        "p.png": PICTURE,
        "contacts.yml": "desk:\n  name: Press desk\n",
        "boilerplates.yml": "us:\n  text: |\n    Words.\n\n    See {nope}`x`.\n",
        "releases/text-of-data-file.md": release("Text.\n", "boilerplate: us\n"),
        "index.md": "# Press room\n\n```{toctree}\n:glob:\n\nother/*\n```\n",
    }
    return project()(files, nitpicky=True, **CONF)


class Said(NamedTuple):
    """One line of the log: line and column (``None`` if it has none), type and text."""

    line: int
    column: int | None
    type: str
    message: str


@pytest.fixture(scope="module")
def warnings(built: Built) -> dict[str, list[Said]]:
    """Sort the warnings by the file that they point to."""
    found: dict[str, list[Said]] = defaultdict(list)
    for text in built.warnings.splitlines():
        match = _WARNING.fullmatch(text)
        assert match, f"no place, or not one line: {text}"
        path, line, column, message, kind = match.groups()
        short = path.removeprefix(f"{built.app.srcdir}/").removesuffix(".md")
        found[short].append(Said(int(line), int(column) if column else None, kind, message))
    return found


@pytest.mark.parametrize("name", BAD)
def test_one_warning_says_where(warnings: dict[str, list[Said]], name: str) -> None:
    """A mistake gives exactly one warning, at its line (and column) of the file."""
    bad = BAD[name]
    found = warnings.get(name, [])
    assert len(found) == 1, found
    said = found[0]
    assert (said.line, said.type[: len(bad.type)]) == (bad.line, bad.type), said
    assert bad.column in {None, said.column}, said
    assert bad.words in said.message


@pytest.mark.parametrize("name", [*BAD, *GOOD])
def test_page_is_written(built: Built, name: str) -> None:
    """A page with a mistake is written, with its heading."""
    assert "<h1>" in built.page(name)


@pytest.mark.parametrize("name", GOOD)
def test_placed_text_is_parsed_once(warnings: dict[str, list[Said]], name: str) -> None:
    """A text with a name or a footnote is placed by a directive without a double of it."""
    assert warnings.get(name, []) == []


def test_text_of_a_data_file_is_reported_there(warnings: dict[str, list[Said]]) -> None:
    """A mistake in a standing text is located in the file that holds the text."""
    assert warnings.get("releases/text-of-data-file", []) == []
    assert [said.line for said in warnings["boilerplates.yml"]] == [5]


def test_only_known_files_are_named(warnings: dict[str, list[Said]]) -> None:
    """No warning points to a file that has no mistake in it."""
    mistaken = {*BAD, "boilerplates.yml", "releases/text-of-data-file"}
    assert warnings.keys() - GOOD.keys() <= mistaken


def test_values_beside_a_mistake_are_kept(built: Built) -> None:
    """What stands beside a mistake is shown: other fields, other items, the words of a quote."""
    assert "12" in built.page("releases/field-facts")
    assert "Press desk" in built.page("releases/contact-id")
    assert "call me" in built.page("releases/contact-phone")
    assert "Words." in built.page("releases/quote-language")
    assert 'href="javascript' not in built.page("releases/link-script")
