"""Terms: what categories and tags are called in addresses, and which look like mistakes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from unicodedata import category, combining, normalize

from ..problems import Problem, Subtype
from ..records.text import Term

LONGEST = 100
"""UTF-8 bytes of a name; file systems allow 255 for a name with suffix and page."""
RESERVED = frozenset(
    {
        *("index", "page", "feed"),
        *("con", "aux", "nul", "prn"),
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
    }
)
"""Names of our own pages, and those that Windows keeps for devices."""

_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing: fillers and variation selectors."""


def page_names(terms: Iterable[str]) -> dict[str, str]:
    """Give each term a name of its own for addresses, safe on every file system.

    Terms come in the order of their first use: the first of those that would have one name keeps
    it, so that addresses stay as the archive grows.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for term in map(str, terms):
        if term not in names:
            name = next(name for name in _choices(term) if _folded(name) not in taken)
            names[term] = name
            taken.add(_folded(name))
    return names


def _choices(term: str) -> Iterable[str]:
    """Give possible names of a term, the nicest first, then with more and more of its digest."""
    plain = _plain(term)
    cut = _cut(plain)
    if plain and cut == plain and plain not in RESERVED:
        yield plain
    digest = hashlib.sha256(term.encode("utf-8", "surrogatepass")).hexdigest()
    for length in range(6, len(digest) + 1):
        yield f"{cut or 'term'}-{digest[:length]}"


def _plain(term: str) -> str:
    """Keep letters, digits and the marks on them; what is between them becomes one hyphen."""
    folded = _folded(term)
    if folded.isalnum():
        return folded
    kept: list[str] = []
    for char in folded:
        kind = category(char)
        on_letter = bool(kept) and kept[-1] != "-"
        if kind[0] in "LN" or (kind in {"Mn", "Mc"} and on_letter):
            kept.append(char)
        elif on_letter:
            kept.append("-")
    return "".join(kept).rstrip("-")


def _folded(text: str) -> str:
    """Fold case and compatible forms, drop what shows nothing; twice is the same as once."""
    if text.isascii():
        return text.lower()
    before = ""
    while text != before:
        before = text
        text = _INVISIBLE.sub("", normalize("NFKC", normalize("NFKC", text).casefold()))
    return text


def _cut(name: str) -> str:
    """Cut a name to the bytes that it may have, never between a letter and its marks."""
    end = len(name.encode()[:LONGEST].decode("utf-8", "ignore"))
    while 0 < end < len(name) and category(name[end])[0] == "M":
        end -= 1
    return name[:end].rstrip("-")


def near_misses(
    terms: Sequence[Term],
    allowed: Collection[str] = (),
    *,
    setting_name: str = "press_tags or press_categories",
) -> list[Problem]:
    """Warn, once for each later spelling, of terms that are nearly the same as an earlier one."""
    listed = _exact(allowed)
    first: dict[str, Term] = {}
    seen: set[str] = set()
    found = []
    for term in terms:
        key = _key(term)
        if not key or str(term) in seen:
            continue
        seen.add(str(term))
        other = first.setdefault(key, term)
        if other != term and normalize("NFC", term) not in listed:
            message = f"{_alike(term, other)}; write them alike, or list both in {setting_name}"
            found.append(Problem(Subtype.TERM, message, term.position))
    return found


def _alike(term: str, other: str) -> str:
    if normalize("NFKC", term) == normalize("NFKC", other):
        return f"'{term}' looks like '{other}' and is made of other characters"
    return f"'{term}' is nearly the same as '{other}'"


def _key(term: str) -> str:
    """Reduce a term to its letters and digits, without case and accents.

    Marks that make another letter, as in Japanese, Devanagari or Thai, stay.
    """
    return normalize("NFKD", _folded(term)).translate(_LETTERS)


class _Letters(dict[int, int | None]):
    """What stands for each character of a key, found when it is first met."""

    def __missing__(self, code: int) -> int | None:
        kind = category(chr(code))[0]
        is_kept = kind in "LN" or (kind == "M" and not _is_accent(chr(code)))
        self[code] = code if is_kept else None
        return self[code]


_LETTERS = _Letters()


def _is_accent(char: str) -> bool:
    """Tell whether a mark is an accent, or a vowel point of Hebrew, Arabic or Syriac.

    By its canonical combining class (Unicode, UAX 44, table 15).
    """
    kind = combining(char)
    return kind == 1 or 10 <= kind <= 36 or kind >= 200


def unknown(terms: Iterable[Term], allowed: Collection[str], setting_name: str) -> list[Problem]:
    """Report each use of a term that is not among those that the site allows."""
    listed = _exact(allowed)
    known = {_key(name): name for name in reversed(list(allowed))}
    found = []
    for term in terms:
        if normalize("NFC", term) not in listed:
            near = get_close_matches(_key(term), list(known), n=1)
            hint = f"did you mean '{known[near[0]]}'?" if near else "use one of those, or add it"
            message = f"'{term}' is not in {setting_name}; {hint}"
            found.append(Problem(Subtype.UNKNOWN_TERM, message, term.position))
    return found


def _exact(allowed: Iterable[str]) -> set[str]:
    return {normalize("NFC", name) for name in allowed}
