"""Shades can be read, whatever the colour; contrast is reckoned here once more."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_pressroom.brand.colour import Colour, parse
from sphinx_pressroom.brand.options import Brand
from sphinx_pressroom.brand.shades import readable
from sphinx_pressroom.brand.tokens import changed, tokens

COLOURS = st.builds(Colour, *[st.integers(0, 255)] * 3)
MEDIA = ("light", "dark", "paper")


def luminance(written):
    """Reckon the relative luminance as WCAG 2.2 defines it."""
    parts = [int(written[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(map(math.prod, zip((0.2126, 0.7152, 0.0722), linear, strict=True)))


def ratio(one, other):
    """Reckon the contrast of two colours."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def unread(values):
    """Name the pairs of colours that WCAG finds too near."""
    texts = ("text", "muted", "accent", "accent-strong", "success", "warning", "danger")
    pairs = [(one, ground, 4.5) for one in texts for ground in ("background", "surface")]
    pairs += [
        (one, ground, 3) for one in ("edge", "second") for ground in ("background", "surface")
    ]
    pairs += [("on-accent", "accent-fill", 4.5), ("background", "accent", 4.5)]
    pairs += [("background", "accent-strong", 4.5)]
    return [pair for pair in pairs if ratio(values[pair[0]], values[pair[1]]) < pair[2]]


@pytest.mark.parametrize("medium", MEDIA)
def test_theme(medium):
    """The theme's own colours can be read on their grounds, and under the pointer."""
    assert unread(tokens(Brand(), medium)) == []


@given(COLOURS, COLOURS)
def test_any_brand(accent, second):
    """Whatever two colours a site gives, all that is made of them can be read."""
    brand = Brand(accent=accent, second=second)
    assert [pair for medium in MEDIA for pair in unread(tokens(brand, medium))] == []


@given(COLOURS)
def test_one_colour(accent):
    """A site that gives one colour has it for rules and marks too."""
    for medium in MEDIA:
        values = tokens(Brand(accent=accent), medium)
        assert values["second"] == values["accent"]
        assert unread(values) == []


@given(COLOURS)
def test_again(accent):
    """What is derived is left as it is when it is given."""
    values = tokens(Brand(accent=accent, second=accent), "light")
    again = Brand(accent=parse(values["accent"]), second=parse(values["second"]))
    assert {
        name: tokens(again, "light")[name] for name in ("accent", "accent-strong", "second")
    } == {name: values[name] for name in ("accent", "accent-strong", "second")}
    assert list(changed(again)) == []


@given(COLOURS, st.sampled_from(["light", "dark"]))
def test_as_near_as_can_be(accent, scheme):
    """A colour that can be read stays; another keeps its hue and goes just far enough.

    On dark pages that is as strong as it is on light ones, up to 7:1.
    """
    theme = tokens(Brand(), scheme)
    grounds = [theme["background"], theme["surface"]]
    found = tokens(Brand(accent=accent), scheme)["accent"]
    enough = min(ratio(str(accent), ground) for ground in grounds) >= 4.5
    assert (found == str(accent)) == enough
    if not enough:
        on_light = min(ratio(str(accent), ground) for ground in ("#ffffff", "#f7f8fa"))
        wanted = 4.5 if scheme == "light" else min(max(4.5, on_light), 7)
        assert wanted <= min(ratio(found, ground) for ground in grounds) < wanted * 1.05
        before, after = accent.oklch, parse(found).oklch
        turn = math.radians(abs(before.hue - after.hue))
        assert 2 * min(before.chroma, after.chroma) * math.sin(turn / 2) < 0.03
        assert after.chroma < before.chroma + 0.03


@given(COLOURS)
def test_hover(accent):
    """What lies under the pointer can be told from what does not."""
    for scheme in ("light", "dark"):
        values = tokens(Brand(accent=accent), scheme)
        assert ratio(values["accent"], values["accent-strong"]) > 1.2


@given(COLOURS)
def test_ground_as_given(accent):
    """A button has the very colour of the site, with ink on it that can be read."""
    for scheme in ("light", "dark"):
        assert tokens(Brand(accent=accent), scheme)["accent-fill"] == str(accent)


@given(COLOURS, COLOURS)
def test_what_is_said(accent, second):
    """Of a colour that is changed on light pages it is said on which ground it fails, and what is used."""
    brand = Brand(accent=accent, second=second)
    values = tokens(brand, "light")
    said = {one.option: one for one in changed(brand)}
    for name, given_, needed in (("accent", accent, 4.5), ("second", second, 3)):
        assert (name in said) == (values[name] != str(given_))
        if name in said:
            one = said[name]
            assert str(one.used) == values[name]
            assert one.ratio == pytest.approx(ratio(str(one.given), str(one.ground)), abs=1e-3)
            assert one.ratio < needed
            assert str(one.ground) == values[one.role]


def test_nothing_to_reach():
    """Between grounds that nothing can be read on, the end that is read best is taken."""
    middle, dark = Colour(119, 119, 119), Colour(0, 0, 0)
    assert readable(Colour(90, 90, 90), [middle, dark], 4.5) == Colour(255, 255, 255)
