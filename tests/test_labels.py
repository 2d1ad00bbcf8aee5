"""Words, dates and sizes in a page's language."""

import ast
import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from sphinx_pressroom import labels
from sphinx_pressroom.blocks.header import headline
from sphinx_pressroom.typography import typeset

PACKAGE = Path(labels.__file__).parent
FRENCH = PACKAGE / "locale" / "fr" / "LC_MESSAGES"


def catalogue():
    with (FRENCH / "pressroom.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def said_in_code():
    """Messages that the package's code and templates say."""
    said = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if name in {"label", "units", "N_"} and isinstance(first, ast.Constant):
                said.add(first.value)
    for path in PACKAGE.rglob("*.html"):
        said.update(re.findall(r"\blabel\('([^']+)'\)", path.read_text("utf-8")))
    return said


def test_french_is_complete():
    """Every message that the code says has a French one."""
    missing = {message for message in said_in_code() if not catalogue().get(message)}
    assert missing == set()
    assert len(said_in_code()) > 20


def test_compiled_catalogue_is_up_to_date():
    """The compiled catalogue says what its source says."""
    with (FRENCH / "pressroom.mo").open("rb") as file:
        compiled = {message.id: message.string for message in read_mo(file) if message.id}
    assert compiled == catalogue()


@pytest.mark.parametrize(
    ("when", "language", "written"),
    [
        (date(2026, 9, 1), "fr", "1er\u00a0septembre 2026"),
        (date(2026, 9, 11), "fr", "11\u00a0septembre 2026"),
        (date(2026, 9, 1), "en-GB", "1 September 2026"),
        (datetime(2026, 9, 1, 21, 54, tzinfo=UTC), "fr", "1er\u00a0septembre 2026 à 21:54"),
        (datetime(2026, 9, 1, 21, 54, tzinfo=UTC), "en-GB", "1 September 2026, 21:54"),
        (date(2026, 9, 1), "xx", "September 1, 2026"),
    ],
)
def test_moments(when, language, written):
    """A day, with its time if it has one, is written as the language writes it."""
    assert labels.moment(when, language) == written


def test_a_day_said_again():
    """A day that was said in one language is said in another, and at its own time in each zone."""
    assert labels.moment(date(2026, 9, 1), "fr") != labels.moment(date(2026, 9, 1), "en-GB")
    there = datetime(2026, 9, 1, 23, 54, tzinfo=timezone(timedelta(hours=2)))
    assert labels.moment(there.astimezone(UTC), "en-GB") == "1 September 2026, 21:54"
    assert labels.moment(there, "en-GB") == "1 September 2026, 23:54"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_headlines(language):
    """A headline has the spaces of the language that it is asked for in."""
    release = SimpleNamespace(short_name="Tides: why?")
    french = SimpleNamespace(short_name="Marées : pourquoi ?")
    assert headline(release, language) == "Tides: why?"
    assert headline(french, language) == typeset("Marées : pourquoi ?", language)


@pytest.mark.parametrize(
    ("size", "language", "written"),
    [
        (999, "en", "999 bytes"),
        (120_400, "en", "120 kB"),
        (3_140_000, "en", "3.1 MB"),
        (3_140_000, "fr", "3,1\u00a0Mo"),
        (120_400, "fr-CA", "120\u00a0ko"),
        (999_999, "en", "1 MB"),
    ],
)
def test_sizes(size, language, written):
    """Bytes are written in the language's own units of a thousand."""
    assert labels.file_size(size, language) == written


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("fr", "en", "French"),
        ("en-GB", "fr", "anglais"),
        ("de", "de", "Deutsch"),
        ("xx", "en", "xx"),
    ],
)
def test_language_names(code, language, name):
    """A language is named in another, or by its code."""
    assert labels.language_name(code, language) == name


def test_direction():
    """Arabic and Hebrew are written from right to left, French is not."""
    assert [labels.direction(code) for code in ("ar", "he-IL", "fr")] == ["rtl", "rtl", "ltr"]
