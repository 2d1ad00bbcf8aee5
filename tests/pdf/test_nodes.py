"""Every kind of node that a text can have: its words, and how they stand on paper."""

import pytest
from paper import text_of

CASES = {
    "nested-lists": ("- one\n  - two\n    1. three\n- four", "• one\n• two\n1. three\n• four"),
    "numbers": ("7. seven\n8. eight", "7. seven\n8. eight"),
    "letters": (
        "```{eval-rst}\nc. see\nd. dee\n\n(ii) two\n(iii) three\n```",
        "c. see\nd. dee\n(ii) two\n(iii) three",
    ),
    "definitions": ("Term\n: Meaning\n: Another", "Term\nMeaning\nAnother"),
    "fields": (":Name: Value\n:Other: Word", "Name\nValue\nOther\nWord"),
    "options": ("```{eval-rst}\n-v, --verbose  Says more\n```", "-v, --verbose\nSays more"),
    "footnote": ("Word[^1].\n\n[^1]: The note.", "Word1.\n1 The note."),
    "citation": (
        "```{eval-rst}\nSee [Tarn]_.\n\n.. [Tarn] The book.\n```",
        "See [Tarn].\n[Tarn] The book.",
    ),
    "quote": ('{attribution="Ada Rook"}\n> Words.', "Words.\n— Ada Rook"),
    "lines": ("```{eval-rst}\n| one\n|   two\n| three\n```", "one\ntwo\nthree"),
    "spans": (
        "```{eval-rst}\n+---+---+\n| a | b |\n+===+===+\n| wide  |\n+---+---+\n| c | d |\n+---+---+\n```",
        "a b\nwide\nc d",
    ),
    "admonition": ("```{warning}\nMind.\n```", "Warning\nMind."),
    "titled": ("```{admonition} Own title\nMind.\n```", "Own title\nMind."),
    "topic": ("```{topic} Subject\nWords.\n```", "Subject\nWords."),
    "sidebar": ("```{sidebar} Beside\nWords.\n```", "Beside\nWords."),
    "code": ("```python\nif x:\n    y()\n```", "if x:\ny()"),
    "math": ("Is $a^2$.\n\n$$\n\\frac{1}{2}\n$$", "Is a^2.\n\\frac{1}{2}"),
    "html-block": ("<div><p>In <b>bold</b> HTML.</p><script>no()</script></div>", "In bold HTML."),
    "html-line": ("Press <kbd>Ctrl</kbd><br>and go.", "Press Ctrl\nand go."),
    "sub-and-super": ("{sub}`low`{sup}`high`", "lowhigh"),
    "roles": ("{kbd}`Ctrl+C` {abbr}`TM (Trade mark)` {guilabel}`Save`", "Ctrl+C TM Save"),
    "transition": ("One.\n\n---\n\nTwo.", "One.\nTwo."),
    "rubric": ("```{rubric} Heading\n```\n\nText.", "Heading\nText."),
    "tabs": (
        "````{tab-set}\n```{tab-item} First\nOne.\n```\n```{tab-item} Second\nTwo.\n```\n````",
        "First\nOne.\nSecond\nTwo.",
    ),
    "dropdown": ("```{dropdown} Title\nHidden.\n```", "Title\nHidden."),
    "card": ("```{card} Title\nBody.\n```", "Title\nBody."),
    "grid": (
        "````{grid} 2\n```{grid-item}\nLeft.\n```\n```{grid-item}\nRight.\n```\n````",
        "Left. Right.",
    ),
    "badge": ("{bdg-primary}`New` thing", "New thing"),
    "download": ("{download}`Kit </kit.zip>`", "Kit"),
    "program": ("```{eval-rst}\n.. program:: x\n\n.. option:: -q\n\n   Quiet.\n```", "-q\nQuiet."),
    "version": ("```{versionadded} 2.0\nNew.\n```", "Added in version 2.0: New."),
    "glossary": ("```{glossary}\nTide\n  Water.\n```", "Tide\nWater."),
    "math-in-cell": ("| a | b |\n|---|--:|\n| $x$ | 2 |", "a b\nx 2"),
    "address": ("See https://www.example.org/a/b?c=d.", "See https://www.example.org/a/b?c=d."),
    "quotation-marks": ("He said \"yes\" -- and 'no'...", "He said “yes” – and ‘no’…"),
}
MATTER = "---\ntitle: Title\ndate: 2026-01-01\n---\n\n{}\n"


@pytest.fixture(scope="module")
def built(project):
    """Set a release for each case."""
    files = {f"releases/{name}.md": MATTER.format(body) for name, (body, _) in CASES.items()}
    return project()(
        {**files, "kit.zip": "PK"},
        builder="press-pdf",
        extensions=["myst_parser", "sphinx_design", "sphinx_pressroom"],
        myst_enable_extensions=[
            *("deflist", "fieldlist", "dollarmath", "attrs_block", "smartquotes", "replacements"),
        ],
    )


def test_no_word(built):
    """All these are known; nothing is warned of but the script that is taken out."""
    assert [(one.path, one.subtype) for one in built.located] == [
        ("releases/html-block.md", "raw_html")
    ]


@pytest.mark.parametrize("case", CASES)
def test_words(built, case):
    """The words stand in their order, on lines of their own where they should."""
    lines = text_of(built.out / f"releases/{case}.pdf").splitlines()
    after = [line.strip() for line in lines[lines.index("Title") + 1 :] if line.strip()]
    assert "\n".join(after) == CASES[case][1]


@pytest.mark.long
def test_standards(built, vera):
    """All of them are PDF/A-3a and PDF/UA-1, and so is the volume that holds them."""
    pdfs = sorted(built.out.rglob("*.pdf"))
    assert [one for one in vera(pdfs) if not one.passed] == []
