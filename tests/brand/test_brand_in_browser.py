"""A brand as a browser shows it: light, dark and on paper, with fonts from the site itself."""

from __future__ import annotations

import random
from urllib.parse import urlsplit

import foundry
import pytest

from sphinx_pressroom.brand.colour import Colour, parse, show
from sphinx_pressroom.brand.metrics import SAMPLE
from sphinx_pressroom.brand.options import Brand
from sphinx_pressroom.brand.tokens import tokens

ACCENT, SECOND = "#1d4d2b", "#a35f08"
HOUSE = Brand(accent=parse(ACCENT), second=parse(SECOND))
LOGO = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path fill='{}' d='M0 0h9v9z'/></svg>"
RELEASE = f"""---
title: The harbour opens
date: 2026-03-31
lead: From [today](https://merrow.example/).
quotes: [{{text: It is open., author: Ada Rookwood}}]
---

{SAMPLE}
"""


@pytest.fixture(scope="module")
def site(project, serve):
    """Build a press room with a brand, and serve it."""
    files = {
        "releases/harbour.md": RELEASE,
        "logo.svg": LOGO.format("black"),
        "night.svg": LOGO.format("white"),
        "fonts/MerrowSans.ttf": foundry.font(variable=True, width=480),
        "fonts/MerrowSlab-Bold.ttf": foundry.font("Merrow Slab", weight=800, width=560),
    }
    options = {
        "accent": ACCENT,
        "second": SECOND,
        "font": "Merrow Sans",
        "font_headline": "Merrow Slab, serif",
        "font_files": ["fonts/*.ttf"],
        "logo_dark": "night.svg",
    }
    built = project()(
        files, html_theme="pressroom", html_theme_options=options, html_logo="logo.svg"
    )
    assert built.warnings == ""
    return serve(built.out)


@pytest.fixture
def look(chromium, site):
    """Return a function that opens the release; gives the page and what was asked of any host."""
    contexts = []

    def opened(**options):
        contexts.append(chromium.new_context(viewport={"width": 1200, "height": 900}, **options))
        page, asked, complaints = contexts[-1].new_page(), [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda told: complaints.append(told.text))
        page.goto(f"{site}releases/harbour.html")
        page.evaluate("document.fonts.ready")
        assert [told for told in complaints if "favicon" not in told and "404" not in told] == []
        return page, asked

    yield opened
    for context in contexts:
        context.close()


def style(page, selector, name, pseudo=""):
    """Ask for a computed value."""
    script = "([selector, pseudo, name]) => getComputedStyle(document.querySelector(selector), pseudo)[name]"
    return page.evaluate(script, [selector, pseudo, name])


def rgb(written):
    """Write a colour as browsers answer."""
    return "rgb({}, {}, {})".format(*parse(written))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours(look, scheme):
    """Links, the quote's rule, the letterhead's line and the ground are those of the table."""
    values = tokens(HOUSE, scheme)
    page, _ = look(color_scheme=scheme)
    assert style(page, ".press-lead a", "color") == rgb(values["accent"])
    assert style(page, ".press-quote", "borderLeftColor") == rgb(values["second"])
    line = ".site-header + *"
    assert style(page, line, "borderTopColor", "::before") == rgb(values["second"])
    assert style(page, line, "borderTopWidth", "::before") == "4px"
    assert style(page, "body", "backgroundColor") == rgb(values["background"])
    page.hover(".press-lead a")
    assert style(page, ".press-lead a", "color") == rgb(values["accent-strong"])


def test_paper(look):
    """Paper is light, on a dark screen too, and keeps the colour of the letterhead."""
    page, _ = look(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert style(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert style(page, ".press-quote", "borderLeftColor") == rgb(SECOND)
    assert style(page, "body", "fontSize") == "14px"  # 10.5 points


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_logo(look, scheme):
    """A dark page has the logo for dark pages, and loads no other."""
    page, asked = look(color_scheme=scheme)
    wanted, other = ("logo.svg", "logo-dark.svg")[:: 1 if scheme == "light" else -1]
    assert page.evaluate("document.querySelector('.site-logo').currentSrc").endswith(wanted)
    assert not any(url.endswith(f"/{other}") for url in asked)


def test_fonts(look, site):
    """Text and headlines have the site's fonts, as bold as they are, and nobody else is asked."""
    page, asked = look()
    loaded = page.evaluate(
        "[...document.fonts].filter(one => one.status == 'loaded').map(one => one.family)"
    )
    assert {name.strip('"') for name in loaded} >= {"Merrow Sans", "Merrow Slab"}
    assert style(page, "h1", "fontWeight") == "800"
    fonts = [url for url in asked if url.endswith(".woff2")]
    assert len(fonts) == 2  # of four: the page has no letter of the others
    assert all(url.startswith(f"{site}_static/fonts/") for url in fonts)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}


def test_nothing_moves(look, chromium, site, absent):
    """Before its font has come, a line is as long as after."""
    page, _ = look()
    width = "(() => {const range = document.createRange(); range.selectNodeContents(document.querySelector('#probe')); return range.getBoundingClientRect().width})()"
    probe = f"""document.body.insertAdjacentHTML('beforeend', `<p id="probe" style="">{SAMPLE}</p>`);
        const probe = document.querySelector('#probe'); probe.style.whiteSpace = 'nowrap';
        probe.style.width = 'max-content'; probe.style.fontKerning = 'none'"""
    page.evaluate(f"{{{probe}}}")
    after = page.evaluate(width)
    waiting = chromium.new_page()
    waiting.route("**/*.woff2", lambda route: route.abort())
    waiting.goto(f"{site}releases/harbour.html")
    waiting.evaluate(f"{{{probe}}}")
    before = waiting.evaluate(width)
    there = waiting.evaluate(
        "document.fonts.load('16px \"Merrow Sans fallback\"').then(found => found.length, () => 0)"
    )
    waiting.close()
    if not there:
        absent("no font as wide as Arial")
    assert before == pytest.approx(after, rel=0.01)


def test_same_colours_as_a_browser(chromium):
    """Colours in oklch() become those that a browser paints, wherever a screen has them."""
    chance = random.Random(4)
    wanted = []
    while len(wanted) < 200:
        colour = Colour(*(chance.randrange(256) for _ in range(3))).oklch
        lightness, chroma, hue = (round(part, 3) for part in colour)
        if (
            show(colour._replace(lightness=lightness, chroma=chroma + 0.01, hue=hue)).oklch.chroma
            > chroma + 0.005
        ):
            wanted.append(f"oklch({lightness} {chroma} {hue})")
    page = chromium.new_page()
    painted = page.evaluate(
        """colours => {
            const canvas = document.createElement('canvas').getContext('2d');
            return colours.map(colour => {
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
            });
        }""",
        wanted,
    )
    page.close()
    for written, bytes_ in zip(wanted, painted, strict=True):
        assert max(abs(one - other) for one, other in zip(parse(written), bytes_, strict=True)) <= 1
