"""Characters that a font is cut down to: named sets, and the ranges that style sheets know."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError
from babel.core import get_global

SETS = {
    "latin": (
        "U+0-FF, U+131, U+152-153, U+2BB-2BC, U+2C6, U+2DA, U+2DC, U+300-304, U+308, U+329,"
        "U+2000-206F, U+20AC, U+2116, U+2122, U+2190-2193, U+2212, U+2215, U+2248, U+2264-2265,"
        "U+FEFF, U+FFFD"
    ),
    "latin-ext": (
        "U+100-130, U+132-151, U+154-2BA, U+2BD-2C5, U+2C7-2CC, U+2CE-2D7, U+2DD-2FF,"
        "U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF"
    ),
    "vietnamese": "U+102-103, U+110-111, U+128-129, U+168-169, U+1A0-1A1, U+1AF-1B0, U+1EA0-1EF1",
    "greek": "U+370-3FF, U+1F00-1FFF",
    "cyrillic": "U+400-52F, U+1C80-1C8A, U+2DE0-2DFF, U+A640-A69F",
    "hebrew": "U+590-5FF, U+20AA, U+FB1D-FB4F",
    "arabic": "U+600-6FF, U+750-77F, U+8A0-8FF, U+FB50-FDFF, U+FE70-FEFC",
}
"""Blocks of Unicode, after the languages that need them."""
DEFAULT = ("latin", "latin-ext")
_SCRIPTS = {"Arab": "arabic", "Cyrl": "cyrillic", "Grek": "greek", "Hebr": "hebrew"}
_RANGE = re.compile(r"U\+([0-9A-F]{1,6})(?:-([0-9A-F]{1,6}))?", re.IGNORECASE)


def of_language(language: str) -> tuple[str, ...]:
    """Name the sets that a site in a language needs."""
    if language.startswith("vi"):
        return *DEFAULT, "vietnamese"
    found = _SCRIPTS.get(_script(language))
    return (*DEFAULT, found) if found else DEFAULT


def ranges(name: str) -> str:
    """Give a set's ranges, or those written out; raise a ValueError where there are none."""
    parts = [part.strip().upper() for part in SETS.get(name, name).split(",")]
    for part in parts:
        found = _RANGE.fullmatch(part)
        if not found or int(found[1], 16) > int(found[2] or found[1], 16) or _last(part) > 0x10FFFF:
            raise ValueError(name)
    return ",".join(parts)


def numbers(written: str) -> set[int]:
    """List the code points of ranges."""
    found: set[int] = set()
    for part in written.split(","):
        first = _RANGE.fullmatch(part)
        if first:
            found.update(range(int(first[1], 16), _last(part) + 1))
    return found


def _last(part: str) -> int:
    return int(part.rpartition("-")[2].removeprefix("U+"), 16)


def _script(language: str) -> str:
    try:
        locale = Locale.parse(language, sep="-" if "-" in language else "_")
    except (ValueError, UnknownLocaleError):
        return ""
    likely: str = get_global("likely_subtags").get(locale.language, "")
    return locale.script or likely.partition("_")[2].partition("_")[0]
