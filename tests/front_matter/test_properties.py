"""Properties: whatever a writer hands in is read without an exception, and shown as text.

The everyday profile tries 50 examples; ``HYPOTHESIS_PROFILE=long`` or ``-m long`` tries more.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import html5lib
import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_pressroom import front_matter, vocabulary
from sphinx_pressroom.front_matter import Fields
from sphinx_pressroom.problems import Position
from sphinx_pressroom.records import Release, check
from sphinx_pressroom.records.schema import release_adapter
from sphinx_pressroom.safety import characters

UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
"""Categories of characters that break or colour the lines of a log."""
LONG = settings.get_profile("long")

SOURCE = "releases/a.md"
NAMES = [*Release.model_fields, "short-title", "published", "files", "une-ou-diaporama", "lieu"]
INNER = """
    src alt decorative caption credit licence hi_res text author role organisation portrait language
    name phones emails languages hours number label address file url title description value unit
    source date uri image legende nom tel
"""
FRAGMENTS = [
    *(f"{name}: " for name in NAMES),
    *("\n", "\n  ", "\n- ", ": ", "- ", "[", "]", "{", "}", ",", "&a ", "*a", "|", ">", "'", '"'),
    *("!!python/object:x ", "!a ", "%", "@", "`", "#", "\t", "? ", "<<: *a", "---", "...", "\\"),
    *("\0", "\x1b", "\x85", "\u2028", "\u2029", "\ufeff", "\ud800", "\U0001f309", "\u202e"),
    *("2026-02-30", "NO", "12:30", "010", "1.10", "~", "null", "draft", "javascript:x", "é"),
]
any_text = st.text(max_size=200)
yaml_like = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=40).map("".join)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.text(max_size=20)
    | st.sampled_from(["draft", "/uploads/a.png", "01 99 00 01 43", "javascript:x", "a@b.org"])
)
keys = st.sampled_from(INNER.split()) | st.text(max_size=8) | st.integers() | st.booleans()
structures = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
documents = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), structures, max_size=8)
WORDS = [
    vocabulary.Vocabulary(),
    vocabulary.load("numerique.gouv.fr", Path())[0],
]


def read(text: str, words: vocabulary.Vocabulary = WORDS[0]):
    """Read a front matter as a build does: its record, and what is wrong with it."""
    parsed = front_matter.parse(text, SOURCE, 2)
    values = words.translate(parsed.fields)
    checked = check(
        release_adapter(), values, region="FR", fallbacks={"title": "Fallback", "date": None}
    )
    return checked.value, [*parsed.problems, *checked.problems]


def check_reading(text: str) -> None:
    """Read a text with each vocabulary; whatever is wrong with it has a place in it."""
    lines = text.split("\n")
    for words in WORDS:
        record, problems = read(text, words)
        assert isinstance(record, Release)
        hash(repr(record))
        for problem in problems:
            source, line, column = problem.position
            assert source == SOURCE
            assert 2 <= line <= len(lines) + 1, problem
            assert 1 <= column <= len(lines[line - 2]) + 1, problem
            assert problem.message, problem
            assert not any(unicodedata.category(c) in UNSEEN for c in problem.message), problem
            assert len(problem.message) < 1_500, problem


@given(any_text | yaml_like)
@example("title: !")
@example("? - a\n: b")
@example("&a [*a]")
@example("- - - -")
@example("a: &x b\n" * 30)
@example("%TAG ! tag:x:\n---\na: b")
@example("title: \ud800")
@example('title: "\\ud800 \\U0010ffff \\x00"')
@example("title: a\n--- \ntitle: b")
@example("ext: {2: 3, null: 4, [a]: b}")
@example("downloads: {file: 'https://a b'}")
@example(f"type: {'a' * 10_000}")
@example('"\\e[31m": 1')
def test_any_text_is_read(text):
    """Arbitrary text as front matter never raises, and every problem lies within the file."""
    check_reading(text)


@given(documents, st.booleans() | st.none(), st.booleans())
def test_any_structure_is_read(document, flow, unicode):
    """Arbitrary YAML structures never raise, and every problem lies within the file."""
    text = yaml.safe_dump(document, default_flow_style=flow, allow_unicode=unicode)
    check_reading(text)


@pytest.mark.long
@settings(LONG)
@given(any_text | yaml_like)
def test_any_text_is_read_often(text):
    """Arbitrary text as front matter never raises, tried some thousand times."""
    check_reading(text)


@pytest.mark.long
@settings(LONG)
@given(documents, st.booleans() | st.none())
def test_any_structure_is_read_often(document, flow):
    """Arbitrary YAML structures never raise, tried some thousand times."""
    check_reading(yaml.safe_dump(document, default_flow_style=flow, allow_unicode=True))


@given(st.text(max_size=100), st.integers(1, 3), st.booleans())
def test_split_finds_lines_that_exist(text, hyphens, dots):
    """A document is cut at a line that it has, whatever it holds."""
    document = f"{'-' * 3}\n{text}\n{'...' if dots else '-' * hyphens}\nBody"
    matter = front_matter.split(document)
    if matter is not None:
        lines = document.split("\n")
        assert 2 <= matter.end <= len(lines)
        assert matter.text == "\n".join(lines[1 : matter.end - 1])


# -- round trips -----------------------------------------------------------------------------


def is_text(text: str) -> bool:
    """Tell whether a text has something to show and nothing that no file should hold.

    Unseen characters that are taken out have cases of their own, in tests/hostile.
    """
    if any(characters.deceptive(text)):
        return False
    bad = any(unicodedata.category(c) in {"Cc", "Cs"} or c in "\ufffe\uffff" for c in text)
    return not bad and bool(text.strip()) and len(text) < 900


VARIANTS = [chr(code) for code in range(0xE0100, 0xE01F0)]
"""Of ideographs; behind anything else they are unseen, and taken out."""
seen = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=VARIANTS)
lines = st.text(seen, min_size=1).filter(is_text)


def folded(text: str) -> str:
    """Fold white space as the record does."""
    return re.sub(r"[ \t\r\n\f\v\u2028\u2029\x85]+", " ", text).strip()


def lists_of(*fields: str):
    """Make a list of one map of fields."""
    return st.fixed_dictionaries(dict.fromkeys(fields, lines)).map(lambda map_: [map_])


TEXTS = st.fixed_dictionaries(
    {
        "title": lines,
        "short_title": lines,
        "lead": lines,
        "dateline": st.lists(lines, min_size=1, max_size=3),
        "number": lines,
        "categories": st.lists(lines, min_size=1, max_size=3),
        "tags": st.lists(lines, min_size=1, max_size=3),
        "images": lists_of("alt", "caption", "credit", "licence"),
        "quotes": lists_of("text", "author", "role", "organisation"),
        "contacts": lists_of("name", "role", "organisation", "hours"),
        "downloads": lists_of("title", "description"),
        "facts": lists_of("label", "value", "unit", "source"),
        "links": lists_of("title"),
        "notes_to_editors": lines,
        "boilerplate": lists_of("title", "text"),
    }
)
PROSE = {"lead", "caption", "text", "description", "notes_to_editors"}


def completed(texts):
    """Add the fields that maps need and that are no text."""
    whole = {**texts, "date": "2026-03-31"}
    for name, key, value in [
        ("images", "src", "/a.png"),
        ("downloads", "file", "/a.pdf"),
        ("links", "url", "https://example.org/"),
    ]:
        whole[name] = [{**texts[name][0], key: value}]
    return whole


def compare(written, record, name=""):
    """Compare what was written with what the record has, field by field."""
    if isinstance(written, dict):
        for key, value in written.items():
            compare(value, getattr(record, key), key)
    elif isinstance(written, list):
        if name in {"tags", "categories"}:
            written = list(dict.fromkeys(folded(item) for item in written))
        for one, other in zip(written, record, strict=True):
            compare(one, other, name)
    elif name != "date":
        shown = str(record)
        assert shown == (written.strip() if name in PROSE else folded(written)), name


@given(TEXTS)
def test_texts_reach_the_record(texts):
    """Any text in any text field is in the record as it was written, white space folded."""
    whole = completed(texts)
    record, problems = read(yaml.safe_dump(whole, allow_unicode=True, width=10**9, sort_keys=False))
    assert problems == []
    compare(whole, record)


@given(lines)
def test_a_quoted_line_reaches_the_record(text):
    """Any text in single quotes is a title."""
    quoted = text.replace("'", "''")
    record, problems = read(f"title: '{quoted}'\ndate: 2026-03-31")
    assert problems == []
    assert record.title == folded(text)


# -- whole builds ----------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "' onmouseover='alert(1)",
    "{{7*7}} {% raw %} {{ config }}",
    "</title></script></style></textarea>",
    "&amp; &lt;b&gt; &#x3c;",
    "100 % done",
    "% no comment",
    ":ref:`index` `text`_ |name| *a* **b** ::",
    "{ref}`index` {doc}`index` {raw}`html`",
    "`````{raw} html",
    ":::{press:header}",
    "[x](javascript:alert(1)) ![x](javascript:alert(1))",
    "<javascript:alert(1)> [a]: javascript:alert(1)",
    "<!-- --> <?php ?> <![CDATA[ ]]>",
    "\u202eevil\u202c \u2066a\u2069 \u200f",
    "# no heading",
    "- no list",
    "1. no list",
    "$x$ $$y$$ \\(z\\)",
    "(target)= [^1] {#id}",
    "%s %(x)s {0} {x} $HOME ${x}",
    "\\ \\n \\0 \\\\",
    "\U0001f309\ufe0f \u0301 \U0001f469\U0001f3fd\u200d\U0001f692",
    "a" * 300,
]
PLAIN_FIELDS = """---
title: {0}
short_title: {0}
date: 2026-03-31
number: {0}
dateline: [{0}]
categories: [{0}]
tags: [{0}]
images: [{{src: /uploads/a.png, alt: {0}, credit: {0}, licence: {0}}}]
quotes: [{{text: Words., author: {0}, role: {0}, organisation: {0}}}]
contacts:
  - {{name: {0}, role: {0}, organisation: {0}, hours: {0}, phones: [{{number: 3949, label: {0}}}],
      emails: [{{address: a@example.org, label: {0}}}]}}
downloads: [{{file: /uploads/kit.pdf, title: {0}}}, {{url: "https://example.org/", title: {0}}}]
facts: [{{label: {0}, value: {0}, unit: {0}, source: {0}}}]
links: [{{url: "https://example.org/", title: {0}}}]
boilerplate: [{{title: {0}, text: Words.}}]
---
Body.
"""
MARKDOWN_FIELDS = """---
title: Markdown
date: 2026-03-31
lead: {0}
images: [{{src: /uploads/a.png, alt: A bridge, caption: {0}}}]
quotes: [{{text: {0}}}]
downloads: [{{file: /uploads/kit.pdf, description: {0}}}]
notes_to_editors: {0}
boilerplate: [{{title: About, text: {0}}}]
---
Body.
"""
ADDRESS_FIELDS = """---
title: Addresses
date: 2026-03-31
language: {0}
images: [{{src: {0}, alt: A bridge, hi_res: {0}}}, {{src: "https://example.org/{1}", alt: a}}]
quotes: [{{text: Words., portrait: {0}}}]
contacts: [{{name: Alex Roy, phones: {0}, emails: {0}, languages: [{0}]}}]
downloads: [{{file: {0}, url: {0}}}, {{url: "https://example.org/{1}"}}]
links: [{{url: {0}, title: {0}}}, {{url: "https://example.org/{1}", title: {0}}}]
type: {0}
updated: {0}
---
Body.
"""
ADDRESSES = [
    *HOSTILE,
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    'https://example.org/" onclick="alert(1)',
    "https://example.org/'><script>alert(1)</script>",
    "/uploads/../../../etc/passwd",
    "//evil.example/",
    'a@example.org" onclick="alert(1)',
    '+33199000143" onclick="alert(1)',
]
FILES = {"uploads/a.png": b"", "uploads/kit.pdf": b"%PDF-1.7\n"}


def quoted(text: str) -> str:
    """Write a text as YAML in double quotes."""
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**9).strip()


def pages_of(build, form: str, texts: list[str]):
    """Build a release for each text, next to a clean one; the pages, that of the clean one last."""
    bare = ["".join(c for c in text if c not in '"\\\t\x01') for text in texts]
    sources = {
        f"releases/r{number:03}.md": form.format(quoted(text), plain)
        for number, (text, plain) in enumerate(
            zip([*texts, "Clean"], [*bare, "clean"], strict=True)
        )
    }
    built = build({**FILES, **sources}, smartquotes=False)
    assert "Traceback" not in built.warnings
    assert "xception occurred" not in built.warnings
    return [built.page(f"releases/r{number:03}") for number in range(len(sources))]


def active_parts(page: str) -> list[str]:
    """List what a browser would run on a page: scripts, handlers, addresses that are scripts."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    found = []
    for element in parser.parse(page).iter():
        if element.tag in {"script", "iframe", "object", "embed", "base"}:
            found.append(f"<{element.tag} src={element.get('src')}>")
        for name, value in element.attrib.items():
            scheme = "".join(str(value).split()).lower().partition(":")[0]
            if str(name).startswith("on") or name in {"srcdoc", "formaction"}:
                found.append(f"{element.tag} {name}={value}")
            if name in {"href", "src", "action"} and scheme in {"javascript", "vbscript", "data"}:
                found.append(f"{element.tag} {name}={value}")
    return sorted(found)


def article_text(page: str) -> str:
    """Take the text of a page as a reader gets it, white space folded."""
    soup = BeautifulSoup(page, "html5lib")
    return folded(soup.get_text())


def test_hostile_texts_are_shown_as_text(build):
    """Text fields of one line show what was written but for what turns it round; nothing runs."""
    pages = pages_of(build, PLAIN_FIELDS, HOSTILE)
    clean = active_parts(pages[-1])
    times = article_text(pages[-1]).count("Clean")
    for text, page in zip(HOSTILE, pages, strict=False):
        assert active_parts(page) == clean, text
        seen = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
        assert article_text(page).count(folded(seen)) >= times, text


def test_hostile_markdown_does_not_run(build):
    """Markdown fields may give markup, but nothing of it runs."""
    pages = pages_of(build, MARKDOWN_FIELDS, HOSTILE)
    clean = active_parts(pages[-1])
    for text, page in zip(HOSTILE, pages, strict=False):
        assert active_parts(page) == clean, text


def test_hostile_addresses_do_not_run(build):
    """Whatever stands for an address, a path, a number or a language is never run."""
    pages = pages_of(build, ADDRESS_FIELDS, ADDRESSES)
    clean = active_parts(pages[-1])
    for text, page in zip(ADDRESSES, pages, strict=False):
        assert active_parts(page) == clean, text
        assert "onclick" not in " ".join(active_parts(page))


@pytest.mark.long
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(lines, min_size=20, max_size=60))
def test_any_text_is_shown_as_text(project, texts):
    """Builds of arbitrary texts in all fields show each, and nothing of it runs."""
    folder = project()
    pages = pages_of(folder, PLAIN_FIELDS, texts)
    folder.close()
    clean = active_parts(pages[-1])
    for text, page in zip(texts, pages, strict=False):
        assert active_parts(page) == clean, text
        assert folded(text) in article_text(page), text


def test_positions_count_from_the_front_matter():
    """A position is that of the file, not of the front matter."""
    parsed = front_matter.parse("title: a : b", SOURCE, 2)
    assert isinstance(parsed.fields, Fields)
    assert [problem.position for problem in parsed.problems] == [Position(SOURCE, 2, 10)]
