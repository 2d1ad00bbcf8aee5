"""How wide and high a font's letters are, and the fonts of the system set to the same size.

Until a web font has come, a page shows a font of the system. Where that is stretched to the same
width (``size-adjust``) and stands as high, nothing moves when the font comes
(https://www.w3.org/TR/css-fonts-5/#font-metrics-override-desc).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SAMPLE = (
    "The river barometer reaches its hundredth station this autumn, and every large river of the "
    "country is now measured by the hour. Depuis l’été, chaque relevé est publié aussitôt, sans "
    "formulaire ni délai ; les écoles, les pêcheurs et la presse le lisent à la même heure. "
)
"""Prose in the languages of press rooms: the widths of its letters are weighed by their number."""

BOLD = 600
"""The weight from which on a browser takes the bold of two fonts."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A font at one weight; lengths in parts of its em."""

    weight: float
    width: float
    """Of a letter of the sample, on average."""
    ascent: float
    descent: float
    gap: float


@dataclass(frozen=True, slots=True)
class Local:
    """A font that nearly every system has, under its own name or one that is as wide."""

    names: tuple[str, ...]
    width: float


LOCALS = {
    ("sans-serif", False): Local(("Arial", "ArialMT", "Liberation Sans"), 0.43397),
    ("sans-serif", True): Local(("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"), 0.46661),
    ("serif", False): Local(("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif"), 0.38968),
    ("serif", True): Local(
        ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"), 0.41508
    ),
}
"""Widths as measured on the Liberation fonts, which are made to be as wide."""


def average(advances: Mapping[str, float]) -> float | None:
    """Weigh the widths of letters by the sample; nothing where a font lacks too many of them."""
    known = [advances[letter] for letter in SAMPLE if letter in advances]
    return sum(known) / len(known) if len(known) > 0.9 * len(SAMPLE) else None


def descriptors(measure: Measure, kind: str) -> tuple[Local, dict[str, str]]:
    """Choose a font of the system, and say how it is to be set in the place of another."""
    local = LOCALS[kind, measure.weight >= BOLD]
    adjust = measure.width / local.width
    lengths = {
        "ascent-override": measure.ascent,
        "descent-override": measure.descent,
        "line-gap-override": measure.gap,
    }
    found = {"size-adjust": _percent(adjust)}
    return local, found | {name: _percent(length / adjust) for name, length in lengths.items()}


def _percent(value: float) -> str:
    return f"{100 * value:.2f}".rstrip("0").rstrip(".") + "%"
