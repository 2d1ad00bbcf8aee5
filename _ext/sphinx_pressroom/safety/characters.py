"""Characters that nobody sees and that make a text look like another one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
"""Of England, Scotland and other parts of countries, which are spelt in invisible letters."""
_JOINED = "\u0590-\u1dff\u20d0-\ufdff\ufe0f\U0001f000-\U0001faff\U00020000-\U0003ffff"
"""Scripts and signs that need joiners and spaces without width: Persian, Hindi, Thai, emoji."""
_UNSEEN = (
    "\u202a-\u202e\u2066-\u2069"  # the direction of what follows
    "\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\u180e\ufff9-\ufffb"
    "\u115f\u1160\u3164\uffa0\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f"
)
_FOUND = re.compile(
    f"(?P<kept>{_FLAG})|[{_UNSEEN}]|(?<![{_JOINED}])[\u200b-\u200d]"
    "|(?<![\u2e80-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
)
_ANY = re.compile(f"[\u200b-\u200d\U000e0100-\U000e01ef{_UNSEEN}]")
_FAR = re.compile("[^\x00-\u115e\u200e-\u2027\u202f-\u205f]")
"""What is not of Europe's scripts and their punctuation."""
_PLAIN = bytes(set(range(256)) - set(b"\xe1\xe2\xe3\xef\xf0\xf3"))
"""Bytes with which none of those characters begins."""


def deceptive(text: str) -> Iterator[tuple[int, str]]:
    """Give the characters that do not belong, with where they stand in the text."""
    if not may_deceive(text):
        return
    for found in _FOUND.finditer(text):
        if not found["kept"]:
            yield found.start(), found[0]


def cleaned(text: str) -> str:
    """Take those characters out; a separator of lines becomes a space."""
    return _FOUND.sub(_kept, text) if may_deceive(text) else text


def may_deceive(text: str) -> bool:
    """Tell whether a text has any of them, the quick ways first: most texts have none."""
    if text.isascii() or not text.encode(errors="surrogatepass").translate(None, _PLAIN):
        return False
    return _FAR.search(text) is not None and _ANY.search(text) is not None


def _kept(found: re.Match[str]) -> str:
    return found["kept"] or (" " if found[0] in "\u2028\u2029" else "")


def message(character: str) -> str:
    """Say what is wrong with a character, and the way out."""
    return (
        f"the invisible character U+{ord(character):04X} can make a text look like another one; "
        "it is taken out, remove it"
    )
