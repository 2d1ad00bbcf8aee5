"""French typography: spaces at which a line may not break, where a text has ordinary ones.

The rules are those of the Lexique des règles typographiques en usage à l'Imprimerie nationale. No
space is added, but inside guillemets: « Who writes none before a question mark, as in Québec, wants
none. » A text's own no-break spaces stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

NARROW = "\u202f"
"""Before high punctuation and between groups of digits: a fine space."""
WIDE = "\u00a0"
"""Before a colon, inside guillemets, between a number and what it counts."""

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_UNITS = (
    "%|‰|°C?|[kM]?€|Md€|$|£|euros?|millions?|milliards?|"
    "[kcmµn]?m[²³]?|km/h|ha|[km]?g|t|[cm]?[lL]|h|min|s|ms|[kMGT]?W(?:h)?|[kM]?V|[kMG]?Hz|[kMGT]?o|"
    "dB|h?Pa"
).replace("$", r"\$")
_RUN = r"(?<![ \n])[ \n]+"
"""Ordinary spaces; looked at once, and not from each of them on."""
_DIGIT = re.compile(r"\d")
_TITLES = ("M.", "Mm", "Ml", "Me", "Dr", "Pr")
_RULES: tuple[tuple[Sequence[str], re.Pattern[str], str], ...] = tuple(
    (signs, re.compile(pattern), made)
    for signs, pattern, made in (
        (";!?", rf"{_RUN}(?=[;!?]+(?:[\s»”\"')\]]|$))", NARROW),
        (":", rf"{_RUN}(?=:(?:[\s»]|$))", WIDE),
        ("«", r"«(?![\u00a0\u202f])[ \n]*", f"«{WIDE}"),
        ("»", rf"(?:(?<![\u00a0\u202f \n])|{_RUN})»", f"{WIDE}»"),
        ("", rf"(?<=\d)[ \n](?=(?:{_UNITS})(?![\w²³'’]))", WIDE),
        ("", rf"(?:(?<=\d)|(?<=\b1er))[ \n](?=(?:{_MONTHS})\b)", WIDE),
        ("h", r"(?<=\d[ \u00a0]h)[ \n](?=\d)", WIDE),
        ("", r"\b(n[°ᵒ]s?|N[°ᵒ]|p\.|art\.|fig\.|vol\.|chap\.|§)[ \n](?=\d)", rf"\1{WIDE}"),
        (_TITLES, r"\b(MM?\.|M(?:mes?|lles?|e)|Drs?|Prs?)[ \n](?=[A-ZÀ-Þ])", rf"\1{WIDE}"),
        (("siècle",), r"(?<=[IVX]e)[ \n](?=siècle)", WIDE),
    )
)
"""What texts have that a rule has anything to do in, a digit where it is nothing; what the rule
looks for, and what it makes of that."""
_GROUPS = re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d)")


def is_french(language: str) -> bool:
    """Tell whether a language (BCP 47) is French."""
    return language.split("-", maxsplit=1)[0].lower() == "fr"


def typeset(text: str, language: str) -> str:
    """Give a text the no-break spaces of its language; a text that is not French stays."""
    if not is_french(language):
        return text
    has_digits = _DIGIT.search(text) is not None
    if has_digits:
        text = _GROUPS.sub(lambda found: found[0].replace(" ", NARROW), text)
    for needed, pattern, made in _RULES:
        if any(sign in text for sign in needed) if needed else has_digits:
            text = pattern.sub(made, text)
    return text
