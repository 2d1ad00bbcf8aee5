"""Fonts cut down to what a site needs, with fontTools; imported where that is installed."""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from io import BytesIO
from typing import Any

import brotli
import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError
from fontTools.varLib import instancer

from .metrics import SAMPLE, Measure, average

VERSIONS = f"{fontTools.version} {brotli.__version__}"
"""Of what makes the files, since their bytes may differ with it."""
BROKEN = (
    TTLibError,
    brotli.error,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    TypeError,
    ValueError,
)
"""What fontTools raises for a file that is damaged, or is no font."""

logging.getLogger("fontTools").addHandler(logging.NullHandler())  # it tells of every table

_NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17, 21, 22, 25]
"""Names that stay: copyright, trademark and licence among them, as the OFL asks."""
_FIGURES = ["tnum", "lnum", "pnum"]
_MAY_NOT_BE_SUBSET = 0x0100
_TYPO_METRICS = 1 << 7
_ITALIC = 1


class Source:
    """A font file, read once."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.font = _open(content)
        self.characters: set[int] = set(self.font.getBestCmap() or ())
        self._os2: Any = self.font["OS/2"]

    @property
    def family(self) -> str:
        """The name of the family."""
        names: Any = self.font["name"]
        return str(names.getBestFamilyName() or "")

    @property
    def weight(self) -> tuple[float, float]:
        """The least and the greatest weight, the same for a font that has one."""
        axis = self._axes().get("wght")
        if axis:
            return axis.minValue, axis.maxValue
        return (self._os2.usWeightClass, self._os2.usWeightClass)

    @property
    def style(self) -> str:
        """``normal`` or ``italic``."""
        return "italic" if self._os2.fsSelection & _ITALIC else "normal"

    @property
    def may_be_cut(self) -> bool:
        """Whether the font's maker allows a part of it to be used (OS/2, fsType)."""
        return not self._os2.fsType & _MAY_NOT_BE_SUBSET

    def cut(self, characters: AbstractSet[int] | None = None) -> bytes:
        """Write the font for some characters, or all, as WOFF2."""
        font = _open(self.content)
        if characters is not None:
            _cut(font, characters)
        font.flavor = "woff2"
        made = BytesIO()
        font.save(made, reorderTables=False)
        return made.getvalue()

    def measures(self) -> Iterator[Measure]:
        """Measure the font as it is, or a variable one at the weights of text and of headlines."""
        least, greatest = self.weight
        weights = {min(max(weight, least), greatest) for weight in (400.0, 700.0)}
        for weight in sorted(weights):
            font = _open(self.content)
            _cut(font, set(map(ord, SAMPLE)))
            if axes := self._axes():
                places = {tag: axis.defaultValue for tag, axis in axes.items()}
                places |= {"wght": weight} if "wght" in axes else {}
                instancer.instantiateVariableFont(font, places, inplace=True)
            width = average(_advances(font))
            if width is not None:
                yield Measure(weight, width, *self._heights())

    def _axes(self) -> Mapping[str, Any]:
        table: Any = self.font.get("fvar")
        return {axis.axisTag: axis for axis in table.axes} if table else {}

    def _heights(self) -> tuple[float, float, float]:
        """Give ascent, descent and gap as browsers take them."""
        hhea: Any = self.font["hhea"]
        os2, em = self._os2, self.font["head"].unitsPerEm
        if os2.fsSelection & _TYPO_METRICS:
            found = os2.sTypoAscender, -os2.sTypoDescender, os2.sTypoLineGap
        else:
            found = hhea.ascent, -hhea.descent, hhea.lineGap
        ascent, descent, gap = (max(length, 0) / em for length in found)
        return ascent, descent, gap


def _open(content: bytes) -> TTFont:
    return TTFont(BytesIO(content), recalcTimestamp=False, recalcBBoxes=False)


def _cut(font: TTFont, characters: AbstractSet[int]) -> None:
    options = subset.Options(hinting=False, name_IDs=_NAMES, notdef_outline=True)
    options.layout_features = [*options.layout_features, *_FIGURES]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)


def _advances(font: TTFont) -> dict[str, float]:
    widths: Any = font["hmtx"]
    em: int = font["head"].unitsPerEm
    return {chr(code): widths[name][0] / em for code, name in (font.getBestCmap() or {}).items()}
