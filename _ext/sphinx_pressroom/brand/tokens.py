"""The design tokens of ``theme/pressroom/tokens.toml`` with a site's brand in them.

:func:`tokens` is the table that every output can ask, on screens and on paper.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from .colour import Colour, parse
from .options import GENERIC, Brand
from .shades import LINE, TEXT, ink, least, readable, stronger

FILE = Path(__file__).parents[1] / "theme" / "pressroom" / "tokens.toml"

Value = str | tuple[str, ...]
NEEDED = {"accent": TEXT, "second": LINE}
"""The contrast that a site's colours need, by the option that gives them."""
STRONG = 7.0
"""As much contrast as anybody needs (WCAG 2.2, 1.4.6)."""


class Changed(NamedTuple):
    """A colour that cannot be read as it was given, and the ground on which it is read worst."""

    option: str
    given: Colour
    role: str
    ground: Colour
    ratio: float
    used: Colour


@cache
def source() -> dict[str, dict[str, Any]]:
    """Read the file of tokens."""
    return tomllib.loads(FILE.read_text("utf-8"))


def tokens(brand: Brand, medium: str) -> dict[str, Value]:
    """Give the value of every token on a medium: ``light``, ``dark`` or ``paper``.

    Colours are written ``#rrggbb``; fonts are families, of which the first that there is counts;
    sizes on screens are CSS, on paper points.
    """
    scheme = "dark" if medium == "dark" else "light"
    values: dict[str, Value] = {**colours(brand, scheme), **fonts(brand), **screen(brand)}
    return values | source()["paper"] if medium == "paper" else values


def colours(brand: Brand, scheme: str) -> dict[str, str]:
    """Give the colours of the scheme ``light`` or ``dark``."""
    raw = source()["raw"]
    given = {role: str(raw[name]) for role, name in source()[scheme].items()}
    return given | {role: str(colour) for role, colour in _derived(brand, scheme).items()}


def fonts(brand: Brand) -> dict[str, tuple[str, ...]]:
    """Give the families of each kind of text; the system's, where the site has none."""
    stacks = source()["fonts"]
    font = _families(brand, brand.font) or tuple(stacks["sans-serif"])
    headline = _families(brand, brand.font_headline) or font
    return {"font": font, "font-headline": headline, "font-code": tuple(stacks["code"])}


def fallback(family: str) -> str:
    """Name the font of the system that is set to the size of a family."""
    return f"{family} fallback"


def screen(brand: Brand) -> dict[str, str]:
    """Give what is neither colour nor font."""
    found = dict(source()["screen"])
    if brand.second:
        found["letterhead"] = "0.25rem solid var(--press-second)"
    family, wanted = brand.font_headline[:1], float(found["weight-headline"])
    weights = [face.weight for face in brand.faces if (face.family,) == family]
    if weights and not any(low <= wanted <= high for low, high in weights):
        nearest = min((end for ends in weights for end in ends), key=lambda end: abs(end - wanted))
        found["weight-headline"] = f"{nearest:g}"  # a bold that the browser makes up is ugly
    return found


def changed(brand: Brand) -> Iterator[Changed]:
    """Tell which of a site's colours are not read as they are on a light page.

    That most colours have another shade on a dark page is no news.
    """
    grounds = _grounds("light")
    for option, needed in NEEDED.items():
        given: Colour | None = getattr(brand, option)
        if given:
            ratio, ground = least(given, grounds.values())
            if ratio < needed:
                role = next(role for role, one in grounds.items() if one == ground)
                used = readable(given, [*grounds.values()], needed)
                yield Changed(option, given, role, ground, ratio, used)


def _grounds(scheme: str) -> dict[str, Colour]:
    """Give what words and lines stand on."""
    raw, names = source()["raw"], source()[scheme]
    return {role: parse(raw[names[role]]) for role in ("background", "surface")}


def _derived(brand: Brand, scheme: str) -> dict[str, Colour]:
    """Derive what a site's own colours become in a scheme."""
    found: dict[str, Colour] = {}
    grounds = [*_grounds(scheme).values()]
    if brand.accent:
        accent = _on(scheme, brand.accent, TEXT)
        inks = (parse(source()["raw"][name]) for name in ("white", "ink"))
        found["accent"] = found["second"] = accent
        found["accent-strong"] = stronger(accent, grounds, TEXT)
        found["accent-fill"] = brand.accent
        found["on-accent"] = ink(brand.accent, inks)
    if brand.second:
        found["second"] = _on(scheme, brand.second, LINE)
    return found


def _on(scheme: str, colour: Colour, needed: float) -> Colour:
    """Give the shade of a colour for a scheme.

    One that has to change for dark pages stands out there as much as it does on light ones, so that
    a dark brand becomes no dim one.
    """
    grounds = [*_grounds(scheme).values()]
    if scheme == "dark" and least(colour, grounds)[0] < needed:
        on_light = least(colour, _grounds("light").values())[0]
        needed = min(max(needed, on_light), STRONG)
    return readable(colour, grounds, needed)


def _families(brand: Brand, given: tuple[str, ...]) -> tuple[str, ...]:
    """Put behind a family its fallback, and at the end the system's fonts of the kind."""
    measured = {face.family for face in brand.faces if face.measures}
    found: list[str] = []
    for family in given:
        found += source()["fonts"][family] if family in GENERIC else [family]
        found += [fallback(family)] if family in measured else []
    return tuple(dict.fromkeys(found))
