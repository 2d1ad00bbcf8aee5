"""Characters: which are taken out, and which a script needs."""

import pytest

from sphinx_pressroom.safety import characters

DECEIVE = {
    "a\u202eb\u202cc": "abc",
    "a\u2066b": "ab",
    "pass\u200bword": "password",
    "a\u200db": "ab",
    "a\u2060b\ufeff": "ab",
    "a\u2028b": "a b",
    "Words\U000e0068\U000e0069": "Words",
    "a\U000e0101": "a",
    "می\u200c\u200c": "می\u200c",
}
NEEDED = [
    "می\u200cخواهم",
    "क्\u200dष",
    "👩\u200d🔬 ❤️\u200d🔥",
    "ภาษา\u200bไทย",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "שלום\u200f, world\u200e",
    "葛\U000e0100",
    "soft\xadhyphen\xa0and\u202fspaces",
]


@pytest.mark.parametrize(("text", "expected"), DECEIVE.items())
def test_taken_out(text, expected):
    """What nobody sees and nothing needs is found, and taken out."""
    assert list(characters.deceptive(text))
    assert characters.cleaned(text) == expected


@pytest.mark.parametrize("text", NEEDED)
def test_needed(text):
    """Joiners of scripts and emoji, and marks of direction, stay."""
    assert list(characters.deceptive(text)) == []
    assert characters.cleaned(text) == text


def test_none_is_passed_over():
    """Each of the characters that are looked for is seen, however few are looked at first."""
    for code in range(0x110000):
        if characters._FOUND.match(chr(code)):
            assert list(characters.deceptive(f"é{chr(code)}")), hex(code)
