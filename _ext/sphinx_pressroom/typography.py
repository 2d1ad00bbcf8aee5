"""French typography: spaces at which a line may not break, where a text has ordinary ones.

The rules are those of the Lexique des règles typographiques en usage à l'Imprimerie nationale. No
space is added, but inside guillemets: « Who writes none before a question mark, as in Québec, wants
none. » A text's own no-break spaces stay as they are.
"""

from __future__ import annotations

import re
from functools import cache

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
_SPACE = r"[ \n]"
"""An ordinary space. A pattern that begins with what it consumes is only tried where that stands,
one that begins with a look back at each letter."""
_RUN = rf"{_SPACE}(?<!{_SPACE}{{2}}){_SPACE}*"
"""Ordinary spaces; looked at once, and not from each of them on."""
_ABBREVIATED = "|".join(
    rf"(?<=\b(?:{words}){_SPACE})"
    for words in ("§", r"[nN][°ᵒ]|p\.", "n[°ᵒ]s", r"art\.|fig\.|vol\.", r"chap\.")
)
"""Words that stand before a number, by their length: what is looked back at has one."""
_IN_NUMBERS = (
    rf"{_SPACE}(?:(?<=\d{_SPACE})(?=(?:{_UNITS})(?![\w²³'’])|(?:{_MONTHS})\b)"
    rf"|(?<=\b1er{_SPACE})(?=(?:{_MONTHS})\b)|(?<=\d[ \n\u00a0]h{_SPACE})(?=\d)"
    rf"|(?=\d)(?:{_ABBREVIATED}))"
)
_NAME = rf"{_SPACE}(?=[A-ZÀ-Þ])"
_DIGITS = b"0123456789" + bytes(set(range(0xD9, 0xF5)) - {0xE2})
"""Bytes of which each digit has one, of whatever script; dashes, quotes and the euro have E2."""
_RULES: tuple[tuple[frozenset[int], str, re.Pattern[str], str], ...] = tuple(
    (frozenset(signs), word, re.compile(pattern), made)
    for signs, word, pattern, made in (
        (b";!?", "", rf"{_RUN}(?=[;!?]+(?:[\s»”\"')\]]|$))", NARROW),
        (b":", "", rf"{_RUN}(?=:(?:[\s»]|$))", WIDE),
        (b"\xab", "«", r"«(?![\u00a0\u202f])[ \n]*", f"«{WIDE}"),
        (b"\xbb", "»", rf"(?:(?<![\u00a0\u202f \n])|{_RUN})»", f"{WIDE}»"),
        (_DIGITS, "", _IN_NUMBERS, WIDE),
        (b"M", "", rf"(M(?<!\wM)(?:M?\.|mes?|lles?|e)){_NAME}", rf"\1{WIDE}"),
        (b"D", "", rf"(D(?<!\wD)rs?){_NAME}", rf"\1{WIDE}"),
        (b"P", "", rf"(P(?<!\wP)rs?){_NAME}", rf"\1{WIDE}"),
        (b"IVX", "siècle", rf"{_SPACE}(?=siècle)(?<=[IVX]e{_SPACE})", WIDE),
    )
)
"""Bytes of which a text has one, and the word that it has, where a rule has anything to do; what
the rule looks for, and what it makes of that."""
_PLAIN = bytes(set(range(256)) - {byte for signs, *_ in _RULES for byte in signs})
_GROUPS = re.compile(r"\d(?<![\d,.]\d)\d{0,2}(?: \d{3})+(?!\d)")


@cache
def is_french(language: str) -> bool:
    """Tell whether a language (BCP 47) is French."""
    return language.split("-", maxsplit=1)[0].lower() == "fr"


def typeset(text: str, language: str) -> str:
    """Give a text the no-break spaces of its language; a text that is not French stays."""
    if not is_french(language):
        return text
    has = frozenset(text.encode(errors="surrogatepass").translate(None, _PLAIN))
    if not has:
        return text
    if not has.isdisjoint(_DIGITS):
        text = _GROUPS.sub(_narrowed, text)
    for signs, word, pattern, made in _RULES:
        if not signs.isdisjoint(has) and word in text:
            text = pattern.sub(made, text)
    return text


def _narrowed(found: re.Match[str]) -> str:
    return found[0].replace(" ", NARROW)
