"""Fonts made for tests: every letter is a box, of one width."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from sphinx_pressroom.brand.metrics import SAMPLE

LATIN = "".join(map(chr, range(32, 127))) + SAMPLE + "ÀÉŒœ«»€—"
EXTENDED = "ŁłŐőŞşČč"
GREEK = "ΑΒΓαβγ"
EM = 1000


def _box(width: int) -> Any:
    pen = TTGlyphPen(None)
    for move, point in (("moveTo", (50, 0)), ("lineTo", (50, 700)), ("lineTo", (width - 50, 700))):
        getattr(pen, move)(point)
    pen.lineTo((width - 50, 0))
    pen.closePath()
    return pen.glyph()


def font(
    family: str = "Merrow Sans",
    *,
    weight: int = 400,
    italic: bool = False,
    width: int = 500,
    letters: str = LATIN + EXTENDED,
    variable: bool = False,
    embedding: int = 0,
    flavour: str | None = None,
) -> bytes:
    """Make a font; a variable one is a tenth wider at weight 900 than at 100."""
    codes = sorted(set(map(ord, letters)))
    names = [".notdef", *(f"u{code:04X}" for code in codes)]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"u{code:04X}" for code in codes})
    builder.setupGlyf(dict.fromkeys(names, _box(width)))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (width, 50)))
    builder.setupHorizontalHeader(ascent=900, descent=-300)
    style = "Italic" if italic else "Regular"
    licence = {"copyright": "The Merrow type foundry", "licenseDescription": "OFL 1.1"}
    builder.setupNameTable({"familyName": family, "styleName": style, **licence})
    builder.setupOS2(
        usWeightClass=weight,
        fsSelection=int(italic) or 0x40,
        fsType=embedding,
        sTypoAscender=900,
        sTypoDescender=-300,
        usWinAscent=900,
        usWinDescent=300,
    )
    builder.setupPost()
    if variable:
        builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
        wider = [(0, 0)] * 4 + [(0, 0), (width // 10, 0), (0, 0), (0, 0)]
        from fontTools.ttLib.tables.TupleVariation import TupleVariation

        builder.setupGvar({name: [TupleVariation({"wght": (0, 1, 1)}, wider)] for name in names})
    builder.font["head"].created = builder.font["head"].modified = 3_500_000_000
    builder.font.recalcTimestamp = False
    builder.font.flavor = flavour
    made = BytesIO()
    builder.font.save(made)
    return made.getvalue()
