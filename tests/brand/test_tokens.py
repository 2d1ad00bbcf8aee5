"""The tokens as a table, and as a style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sphinx_pressroom
from sphinx_pressroom.brand.colour import parse
from sphinx_pressroom.brand.fonts import Face, Part
from sphinx_pressroom.brand.metrics import Measure
from sphinx_pressroom.brand.options import Brand
from sphinx_pressroom.brand.stylesheet import stylesheet
from sphinx_pressroom.brand.tokens import source, tokens

PACKAGE = Path(sphinx_pressroom.__file__).parent
HOUSE = Brand(accent=parse("#1d4d2b"), second=parse("#c8872e"))


def rules(css):
    """Read the declarations of a style sheet, by their block's head."""
    found = {}
    for query, selector, body in re.findall(
        r"(?:@media ([^{]+) \{\s*)?([:\w@-]+) \{\n([^}]*)\}", css
    ):
        lines = [line.strip().rstrip(";") for line in body.strip().splitlines()]
        pairs = dict(line.split(": ", 1) for line in lines)
        found.setdefault((query, selector), {}).update(pairs)
    return found


def test_theme():
    """Without a brand the theme has its own colours, fonts and lines, those of second rank its first."""
    values = tokens(Brand(), "light")
    assert (values["accent"], values["accent-strong"]) == ("#0b5a8a", "#073f62")
    assert values["second"] == values["accent-fill"] == values["accent"]
    assert values["font"][0] == "system-ui"
    assert values["font-headline"] == values["font"]
    assert values["letterhead"] == "1px solid var(--press-line)"
    assert tokens(Brand(), "dark")["accent"] == "#82c3ef"


def test_paper():
    """On paper colours are those of the light page, and sizes points."""
    paper, light = tokens(HOUSE, "paper"), tokens(HOUSE, "light")
    assert {name for name in paper if paper[name] != light[name]} == set(source()["paper"])
    assert all(value.endswith("pt") for value in source()["paper"].values())
    assert paper["accent"] == "#1d4d2b"


def test_two_tiers():
    """Styles name the second tier; the first is used by the second alone, and all of it is used."""
    raw, names = source()["raw"], {*source()["light"].values(), *source()["dark"].values()}
    assert raw.keys() == names
    assert source()["light"].keys() == source()["dark"].keys()
    assert set(source()["sphinx-design"].values()) <= source()["light"].keys()
    for sheet in PACKAGE.rglob("*.css"):
        assert "--raw-" not in sheet.read_text("utf-8"), sheet


def test_every_token_exists():
    """What the theme's styles name is there."""
    there = {f"--press-{name}" for name in tokens(Brand(), "light")}
    for sheet in (PACKAGE / "theme").rglob("*.css"):
        text = sheet.read_text("utf-8")
        named = set(re.findall(r"var\((--press-[\w-]+)", text))
        assert named - there - set(re.findall(r"(--press-[\w-]+):", text)) == set(), sheet


def test_style_sheet():
    """The style sheet says the same as the table, for light, dark and paper."""
    found = rules(stylesheet(HOUSE))
    root = found["", ":root"]

    def value(name, block):
        text = block.get(f"--press-{name}", root[f"--press-{name}"])
        while name := re.fullmatch(r"var\((--[\w-]+)\)", text):
            text = block.get(name[1], root.get(name[1]))
        return text

    dark = found["screen and (prefers-color-scheme: dark)", ":root"]
    paper = found["print", ":root"]
    for block, medium in ((root, "light"), (dark, "dark"), (paper, "paper")):
        for name, expected in tokens(HOUSE, medium).items():
            if isinstance(expected, str):
                assert value(name, block) == expected, name


def test_site_sets_a_colour_itself():
    """A style sheet that sets the accent alone sets what follows it."""
    root = rules(stylesheet(Brand()))["", ":root"]
    assert root["--press-second"] == root["--press-accent-fill"] == "var(--press-accent)"
    assert root["--press-on-accent"] == "var(--press-background)"


def test_letterhead():
    """A second colour makes the line below the letterhead a broad one of that colour."""
    assert "second" in tokens(HOUSE, "light")["letterhead"]


def test_families():
    """A site's families stand before the fonts of the system of their kind, in quotes."""
    brand = Brand(font=("Merrow Sans", "sans-serif"), font_headline=("Merrow's 2", "serif"))
    css = stylesheet(brand)
    assert '--press-font: "Merrow Sans", system-ui, -apple-system, "Segoe UI"' in css
    assert '--press-font-headline: "Merrow\'s 2", ui-serif, ' in css
    assert tokens(brand, "paper")["font"][:2] == ("Merrow Sans", "system-ui")


FACE = Face(
    "Merrow Sans",
    (100.0, 900.0),
    "normal",
    (Part("merrow.1.woff2", "U+0-FF", "woff2"), Part("merrow.2.woff2", "U+100-2BA", "woff2")),
    (Measure(400.0, 0.5, 0.9, 0.3, 0.0), Measure(700.0, 0.55, 0.9, 0.3, 0.0)),
)


def test_faces():
    """A font is a face for each of its files, which is swapped in, and for each fallback of its size."""
    brand = Brand(font=("Merrow Sans", "sans-serif"), faces=(FACE,))
    blocks = stylesheet(brand).split("@font-face {")[1:]
    assert len(blocks) == 4
    assert all("font-display: swap" in block for block in blocks[:2])
    assert "font-weight: 100 900;" in blocks[0]
    assert "unicode-range: U+100-2BA;" in blocks[1]
    assert 'src: url("fonts/merrow.2.woff2") format("woff2");' in blocks[1]
    assert 'font-family: "Merrow Sans fallback";' in blocks[2]
    assert "font-weight: 100 599;" in blocks[2]
    assert 'local("Arial"),' in blocks[2]
    assert "size-adjust: 115.22%;" in blocks[2]  # 0.5 of an em, where Arial has 0.43397
    assert "ascent-override: 78.11%;" in blocks[2]
    assert "font-weight: 600 900;" in blocks[3]
    assert 'local("Arial Bold"),' in blocks[3]
    assert tokens(brand, "light")["font"][:3] == (
        "Merrow Sans",
        "Merrow Sans fallback",
        "system-ui",
    )


@pytest.mark.parametrize(
    ("weights", "expected"),
    [([(400, 400)], "400"), ([(400, 400), (600, 600)], "600"), ([(100, 900)], "700"), ([], "700")],
)
def test_weight_of_headlines(weights, expected):
    """Headlines are bold where their font is, else as bold as it has; no browser makes a bold up."""
    faces = tuple(Face("Merrow", weight, "normal", ()) for weight in weights)
    brand = Brand(font_headline=("Merrow", "serif"), faces=faces)
    assert tokens(brand, "light")["weight-headline"] == expected


def test_same_text_each_time():
    """The same brand is written the same."""
    assert stylesheet(HOUSE) == stylesheet(Brand(accent=parse("#1d4d2b"), second=parse("#c8872e")))
