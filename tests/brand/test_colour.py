"""Colours against the values that CSS Color 4, its tests and WCAG give."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_pressroom.brand.colour import Colour, Oklch, contrast, parse, show

COLOURS = st.builds(Colour, *[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # The samples of the tests of CSS Color 4 (css-color/oklch-001 and following).
        ("oklch(51.975% 0.17686 142.495)", "#008000"),
        ("oklch(0% 0 0)", "#000000"),
        ("oklch(100% 0 0)", "#ffffff"),
        # From the specification's section on oklch().
        ("oklch(40.101% 0.12332 21.555)", "#7d2329"),
        ("oklch(59.686% 0.15619 49.7694)", "#c65d06"),
        ("oklch(0.65125 0.13138 104.097)", "#9d9318"),
        ("oklch(0.66016 0.15546 134.231)", "#68a639"),
        ("oklch(72.322% 0.12403 247.996)", "#62acef"),
        # Other ways to write.
        ("OKLCH(.72322 31.0075% 247.996deg)", "#62acef"),
        ("oklch(0.72322 0.12403 275.551grad)", "#62acef"),
        ("oklch(0.72322 0.12403 .688878turn)", "#62acef"),
        ("oklch(0.5 none none)", "#636363"),
        ("#0b5a8a", "#0b5a8a"),
        ("#0B5A8A", "#0b5a8a"),
        ("#fc0", "#ffcc00"),
        (" rgb(11 90 138) ", "#0b5a8a"),
        ("rgb(11, 90, 138)", "#0b5a8a"),
        ("rgb(100% 50% 0%)", "#ff8000"),
        ("rgb(300 -5 0)", "#ff0000"),
        ("rgb(11, 90 138)", None),
        ("rgb(11 90 138 / 50%)", None),
        ("rgb(11 90)", None),
        ("rgb(11deg 90 138)", None),
        ("rgba(11, 90, 138, 0.5)", None),
        ("hsl(120 100% 25%)", None),
        ("#0b5a8", None),
        ("#0b5a8aff", None),
        ("oklch(0.5 0.1 40%)", None),
        ("oklch(0.5rad 0.1 40)", None),
        ("oklch(1e99 0 0)", "#ffffff"),
        ("oklch(0.5 1e300 142.495)", str(parse("oklch(0.5 0.4 142.495)"))),
        ("oklch(1e999 0 0)", None),
        ("oklch(0.5 1e999 0)", None),
        ("oklch(0.5 0.1 1e999)", None),
        ("blue", None),
        ("red; }", None),
        ("", None),
    ],
)
def test_written(written, expected):
    """A colour is read as browsers read it; what is no opaque hex, rgb() or oklch() is refused."""
    if expected is None:
        with pytest.raises(ValueError):  # noqa: PT011  (the message is the caller's)
            parse(written)
    else:
        assert str(parse(written)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # Ottosson's values for the primaries of sRGB, as CSS Color 4 uses them.
        ("#ff0000", (0.62796, 0.25768, 29.2339)),
        ("#00ff00", (0.86644, 0.29483, 142.4953)),
        ("#0000ff", (0.45201, 0.31321, 264.0520)),
        ("#008000", (0.51975, 0.17686, 142.495)),
    ],
)
def test_oklch(written, expected):
    """Lightness, chroma and hue are the published ones."""
    found = parse(written).oklch
    assert found[:2] == pytest.approx(expected[:2], abs=6e-6)
    assert found.hue == pytest.approx(expected[2], abs=6e-4)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#ffff00", "#ffffff", 1.07),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast(one, other, ratio):
    """Contrast is WCAG's, in either order."""
    assert contrast(parse(one), parse(other)) == pytest.approx(ratio, abs=0.005)
    assert contrast(parse(other), parse(one)) == contrast(parse(one), parse(other))


@given(COLOURS)
def test_there_and_back(colour):
    """Every colour of a screen comes back from lightness, chroma and hue as it was."""
    assert show(colour.oklch) == colour
    assert parse(str(colour)) == colour


@given(
    st.floats(0.2, 0.95),
    st.floats(0, 0.5),
    st.floats(0, 360),
)
def test_beyond_the_screen(lightness, chroma, hue):
    """A colour that no screen shows loses chroma; its lightness and hue stay, but for what nobody sees."""
    found = show(Oklch(lightness, chroma, hue)).oklch
    assert abs(found.lightness - lightness) < 0.03
    assert found.chroma < chroma + 0.03
    turn = math.radians(abs(found.hue - hue))
    assert 2 * found.chroma * math.sin(turn / 2) < 0.04
