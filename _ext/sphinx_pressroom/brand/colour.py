"""Colours: what is written in CSS, its lightness, chroma and hue, and how two of them contrast.

The numbers are those of CSS Color 4 (https://www.w3.org/TR/css-color-4/#color-conversion-code,
#css-gamut-mapping) and WCAG 2.2 (contrast ratio).
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

_SRGB_TO_XYZ: Matrix = (
    (506752 / 1228815, 87881 / 245763, 12673 / 70218),
    (87098 / 409605, 175762 / 245763, 12673 / 175545),
    (7918 / 409605, 87881 / 737289, 1001167 / 1053270),
)
_XYZ_TO_SRGB: Matrix = (
    (12831 / 3959, -329 / 214, -1974 / 3959),
    (-851781 / 878810, 1648619 / 878810, 36519 / 878810),
    (705 / 12673, -2585 / 12673, 705 / 667),
)
_XYZ_TO_LMS: Matrix = (
    (0.8190224379967030, 0.3619062600528904, -0.1288737815209879),
    (0.0329836539323885, 0.9292868615863434, 0.0361446663506424),
    (0.0481771893596242, 0.2642395317527308, 0.6335478284694309),
)
_LMS_TO_XYZ: Matrix = (
    (1.2268798758459243, -0.5578149944602171, 0.2813910456659647),
    (-0.0405757452148008, 1.1122868032803170, -0.0717110580655164),
    (-0.0763729366746601, -0.4214933324022432, 1.5869240198367816),
)
_LMS_TO_OKLAB: Matrix = (
    (0.2104542683093140, 0.7936177747023054, -0.0040720430116193),
    (1.9779985324311684, -2.4285922420485799, 0.4505937096174110),
    (0.0259040424655478, 0.7827717124575296, -0.8086757549230774),
)
_OKLAB_TO_LMS: Matrix = (
    (1.0, 0.3963377773761749, 0.2158037573099136),
    (1.0, -0.1055613458156586, -0.0638541728258133),
    (1.0, -0.0894841775298119, -1.2914855480194092),
)
_JUST_NOTICEABLE = 0.02
_FINE = 0.0001
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_PART = re.compile(rf"({_NUMBER})(%|deg|grad|rad|turn)?|none", re.IGNORECASE)
_FUNCTION = re.compile(r"(rgb|oklch)\(([^()]*)\)", re.IGNORECASE)
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_TURNS = {"": 360, "deg": 360, "grad": 400, "rad": math.tau, "turn": 1}


class Oklch(NamedTuple):
    """Lightness from 0 to 1, chroma from 0 to about 0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


class Colour(NamedTuple):
    """A colour that screens can show (sRGB, 0 to 255)."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """The relative luminance of WCAG, 0 for black and 1 for white."""
        red, green, blue = (_linear(part / 255) for part in self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def oklch(self) -> Oklch:
        """Lightness, chroma and hue."""
        return _oklch(tuple(_linear(part / 255) for part in self))  # type: ignore[arg-type]


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def parse(written: str) -> Colour:
    """Read ``#rgb``, ``#rrggbb``, ``rgb(…)`` or ``oklch(…)``; raise a ValueError for all else."""
    text = written.strip()
    if _HEX.fullmatch(text):
        digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
        return Colour(*bytes.fromhex(digits))
    function = _FUNCTION.fullmatch(text)
    if not function:
        raise ValueError(written)
    kind, inside = function[1].lower(), function[2]
    if kind == "rgb":
        return _rgb(_parts(inside.replace(",", " ") if inside.count(",") == 2 else inside))
    return _written_oklch(_parts(inside))


def show(wanted: Oklch) -> Colour:
    """Find the colour that screens can show: as wanted, or with as much less chroma as it takes.

    The binary search with local MINDE of CSS Color 4: what can hardly be told from its clipped
    self is clipped.
    """
    if wanted.lightness >= 1:
        return Colour(255, 255, 255)
    if wanted.lightness <= 0:
        return Colour(0, 0, 0)
    linear = _linear_srgb(wanted)
    if _shown(linear) or _loss(wanted) < _JUST_NOTICEABLE:
        return _rounded(linear)
    low, high, low_is_shown = 0.0, wanted.chroma, True
    while high - low > _FINE:
        tried = wanted._replace(chroma=(low + high) / 2)
        linear = _linear_srgb(tried)
        if low_is_shown and _shown(linear):
            low = tried.chroma
            continue
        loss = _loss(tried)
        if loss >= _JUST_NOTICEABLE:
            high = tried.chroma
        elif _JUST_NOTICEABLE - loss < _FINE:
            break
        else:
            low, low_is_shown = tried.chroma, False
    return _rounded(linear)


# -- what is written -----------------------------------------------------------------------------


def _parts(inside: str) -> list[tuple[float, str]]:
    found = []
    for word in inside.split():
        part = _PART.fullmatch(word)
        if not part:
            raise ValueError(word)
        found.append((float(part[1] or 0), (part[2] or "").lower()))
    if len(found) != 3 or not all(math.isfinite(value) for value, _ in found):
        raise ValueError(inside)
    return found


def _rgb(parts: list[tuple[float, str]]) -> Colour:
    if any(unit not in {"", "%"} for _, unit in parts):
        raise ValueError(parts)
    values = (value / 100 if unit else value / 255 for value, unit in parts)
    return Colour(*(_byte(min(max(value, 0), 1)) for value in values))


def _written_oklch(parts: list[tuple[float, str]]) -> Colour:
    (lightness, light_unit), (chroma, chroma_unit), (hue, turn) = parts
    if {light_unit, chroma_unit} - {"", "%"} or turn not in _TURNS:
        raise ValueError(parts)
    lightness = lightness / 100 if light_unit else lightness
    chroma = chroma * 0.4 / 100 if chroma_unit else chroma
    return show(Oklch(lightness, min(max(chroma, 0), 1), hue * 360 / _TURNS[turn]))


# -- from one way of counting to another ---------------------------------------------------------


def _times(matrix: Matrix, vector: Triple) -> Triple:
    first, second, third = (sum(map(float.__mul__, row, vector)) for row in matrix)
    return first, second, third


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _byte(value: float) -> int:
    """Round half up, as browsers do."""
    return math.floor(value * 255 + 0.5)


def _rounded(linear: Triple) -> Colour:
    """Clip to what screens can show, and round."""
    clipped = (min(max(value, 0.0), 1.0) for value in linear)
    curved = (
        12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
        for value in clipped
    )
    return Colour(*map(_byte, curved))


def _shown(linear: Triple) -> bool:
    return all(-1e-6 <= value <= 1 + 1e-6 for value in linear)


def _oklab(linear: Triple) -> Triple:
    long, medium, short = _times(_XYZ_TO_LMS, _times(_SRGB_TO_XYZ, linear))
    return _times(_LMS_TO_OKLAB, (math.cbrt(long), math.cbrt(medium), math.cbrt(short)))


def _oklch(linear: Triple) -> Oklch:
    lightness, a, b = _oklab(linear)
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _as_oklab(colour: Oklch) -> Triple:
    angle = math.radians(colour.hue)
    return colour.lightness, colour.chroma * math.cos(angle), colour.chroma * math.sin(angle)


def _linear_srgb(colour: Oklch) -> Triple:
    long, medium, short = _times(_OKLAB_TO_LMS, _as_oklab(colour))
    return _times(_XYZ_TO_SRGB, _times(_LMS_TO_XYZ, (long**3, medium**3, short**3)))


def _loss(colour: Oklch) -> float:
    """Measure how far clipping moves a colour (deltaEOK)."""
    red, green, blue = (min(max(value, 0.0), 1.0) for value in _linear_srgb(colour))
    return math.dist(_as_oklab(colour), _oklab((red, green, blue)))
