"""Words of the interface, dates and sizes in the language of a page."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from .typography import typeset

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "pressroom"
LOCALE_DIR = Path(__file__).parent / "locale"
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for a message translated later)
    """Mark a message for the catalogue."""
    return message


@cache
def labels(language: str) -> Callable[[str], str]:
    """Give the function that says a message in a language (BCP 47), or in English."""
    codes = [language.replace("-", "_"), language.split("-", maxsplit=1)[0]]
    return gettext.translation(CATALOGUE, LOCALE_DIR, languages=codes, fallback=True).gettext


@cache
def locale(language: str) -> Locale:
    """Find Babel's data for a language, or for English."""
    for code in (language, language.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(code, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")


def direction(language: str) -> str:
    """Tell the direction of a language's writing, ``ltr`` or ``rtl``."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT else "ltr"


def moment(when: date, language: str) -> str:
    """Write a day, with its time if it has one, in a page's language."""
    if not isinstance(when, datetime):
        return _day(when, language)
    day = _day(when.date(), language)
    words = labels(language)("{day}, {time}").format(day=day, time=clock(when, language))
    return typeset(words, language)


@cache  # a release tells its day on its page, in lists and to the search
def _day(when: date, language: str) -> str:
    """Write a day in a page's language."""
    day = format_date(when, format="long", locale=locale(language))
    if language.startswith("fr"):
        # French usage; the Unicode data have the bare figure
        day = f"1er{day[1:]}" if day.startswith("1 ") else day
    return typeset(day, language)


def clock(when: datetime, language: str) -> str:
    """Write the time of a moment as a page's language does."""
    return format_time(when.replace(tzinfo=None), format="short", locale=locale(language))


def iso(when: date) -> str:
    """Write a day or time for machines (ISO 8601, as HTML's ``time`` element takes it)."""
    return when.isoformat(timespec="seconds") if isinstance(when, datetime) else when.isoformat()


def file_size(size: int, language: str) -> str:
    """Write bytes in kilobytes or megabytes of a thousand, in a language's own unit (ko, Mo)."""
    units = labels(language)
    if size < 1_000:
        return units("{number} bytes").format(number=number(size, language))
    if size < 999_500:  # what rounds to a thousand kilobytes is a megabyte
        return units("{number} kB").format(number=number(round(size / 1_000), language))
    return units("{number} MB").format(number=number(round(size / 1_000_000, 1), language))


def number(value: float, language: str) -> str:
    """Write a number as a language groups its digits."""
    return format_decimal(value, locale=locale(language))


def language_name(code: str, language: str) -> str:
    """Name a language in another; the code itself when Babel has no name for it."""
    name = locale(code).get_language_name(locale(language)) if _known(code) else None
    if not name:
        return code
    return name[0].upper() + name[1:] if language.startswith("en") else name


def _known(code: str) -> bool:
    return locale(code).language == code.split("-", maxsplit=1)[0].lower()


def setup(app: Sphinx) -> None:
    """Let a site's own ``locale_dirs`` and Sphinx's tools see the catalogue."""
    app.add_message_catalog(CATALOGUE, str(LOCALE_DIR))
