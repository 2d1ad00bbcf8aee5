"""Shades of a colour that can be read on given grounds: of its hue, and as near as can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .colour import Colour, Oklch, contrast, show

TEXT = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3)."""
LINE = 3.0
"""The contrast that lines and marks need (WCAG 2.2, 1.4.11)."""
WHITE, BLACK = Colour(255, 255, 255), Colour(0, 0, 0)
_STEP = 0.1
"""Of lightness, between a colour and the one that it takes under the pointer."""
_DISTINCT = 1.25
"""The contrast of these two."""
_HALVINGS = 14


def least(colour: Colour, grounds: Iterable[Colour]) -> tuple[float, Colour]:
    """Find the ground on which a colour is read worst, and the contrast there."""
    return min((contrast(colour, ground), ground) for ground in grounds)


def readable(colour: Colour, grounds: Sequence[Colour], needed: float) -> Colour:
    """Give the colour itself where its contrast is enough, else the nearest that is, of its hue."""
    return _first(colour.oklch, grounds, needed, colour)


def stronger(colour: Colour, grounds: Sequence[Colour], needed: float) -> Colour:
    """Give a shade that stands out more from the grounds, or less where there is no more."""
    lightness, chroma, hue = colour.oklch
    away = -_STEP if _end(grounds) == BLACK else _STEP
    wanted = show(Oklch(lightness + away, chroma, hue))
    if contrast(wanted, colour) < _DISTINCT:
        wanted = show(Oklch(lightness - 3 * away, chroma, hue))
    return _first(wanted.oklch, grounds, needed, wanted)


def ink(fill: Colour, inks: Iterable[Colour]) -> Colour:
    """Choose the first ink that can be read on a coloured ground; black or white always can."""
    return next(one for one in (*inks, WHITE, BLACK) if contrast(one, fill) >= TEXT)


def _end(grounds: Sequence[Colour]) -> Colour:
    """Tell which of black and white stands out from all grounds."""
    return max((BLACK, WHITE), key=lambda end: least(end, grounds)[0])


def _first(start: Oklch, grounds: Sequence[Colour], needed: float, colour: Colour) -> Colour:
    enough: Callable[[Colour], bool] = lambda one: least(one, grounds)[0] >= needed  # noqa: E731
    if enough(colour):
        return colour
    found = _end(grounds)
    near, far = start.lightness, float(found == WHITE)
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        tried = show(start._replace(lightness=middle))
        if enough(tried):
            found, far = tried, middle
        else:
            near = middle
    return found
