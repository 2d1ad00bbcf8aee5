"""Where links may lead: schemes that run nothing, and hosts that look like others."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "sms"})
"""Of addresses that a page may lead to."""
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#\s]*@)?([^/?#\s:]+)"
    r"|(?:mailto:)?[^\s/?#@<>]+@([^\s/?#@<>,;]+)",
    re.IGNORECASE,
)
_TOGETHER = (
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "HANGUL"},
    {"LATIN", "CJK", "BOPOMOFO"},
)
"""Scripts that one word is written in (Unicode UTS #39, 5.2, highly restrictive)."""
_LIKE_LATIN = frozenset("асԁеһіјӏорԛѕԝхуѵԍьгпαορνικτυχγω")
"""Cyrillic and Greek letters of which whole words look Latin (UTS #39, confusables)."""


def scheme(address: str) -> str:
    """Give an address's scheme as a browser would read it, in lower case; none for a path."""
    bare = _UNSEEN.sub("", unquote(address))
    found = _SCHEME.match(bare)
    return found[1].lower() if found else ""


def is_allowed(address: str) -> bool:
    """Tell whether an address has one of the allowed schemes, or none."""
    return scheme(address) in {*SCHEMES, ""}


def may_be_picture(address: str) -> bool:
    """Tell whether an address is a file's, or one of the web's."""
    return scheme(address) in {"", "http", "https", "ftp", "file"}


def lookalike(address: str) -> str:
    """Give, in letters that cannot deceive, the host of an address that looks like another's."""
    if address.isascii() and "xn--" not in address.lower():
        return ""
    found = _HOST.match(address)
    host = unquote(found[1] or found[2]).lower() if found else ""
    labels = [_decoded(label) for label in unicodedata.normalize("NFKC", host).split(".")]
    foreign_top = not labels[-1].isascii()
    if any(_deceives(label, foreign_top=foreign_top) for label in labels):
        return ".".join(_encoded(label) for label in labels)
    return ""


def _deceives(label: str, *, foreign_top: bool) -> bool:
    if label.isascii():
        return False
    scripts = {unicodedata.name(one, "?").split()[0] for one in label if one.isalpha()}
    mixed = len(scripts) > 1 and not any(scripts <= group for group in _TOGETHER)
    letters = {one for one in label if one.isalpha()}
    whole = letters <= _LIKE_LATIN and not foreign_top
    return mixed or whole or bool(_UNSEEN.search(label))


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _encoded(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
