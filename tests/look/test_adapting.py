"""Pages as readers set them: larger text, other spacing, their own colours, nothing that moves."""

from __future__ import annotations

import pytest
from pages import ALL, HOUSE, KINDS, RELEASES, SOME

SPACING = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }
"""
# Boxes that scroll within the page, where what they hold has two dimensions.
SCROLLERS = "pre, .highlight, table, .table-wrapper, .press-facts, [class*=table]"
SIDEWAYS = """
scrollers => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const inner = e => {
    for (let one = e; one; one = one.parentElement)
      if (one.matches(scrollers) || /auto|scroll/.test(getComputedStyle(one).overflowX)) return true;
    return false;
  };
  const out = [...document.querySelectorAll("body *")]
    .filter(e => e.checkVisibility() && e.getClientRects().length)
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
    .filter(e => getComputedStyle(e).position !== "absolute" || e.getBoundingClientRect().width > 2)
    .filter(e => !inner(e) && !e.matches(".skip-link"));
  const boxes = [...document.querySelectorAll("body *")]
    .filter(e => /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
    .filter(e => !e.matches(scrollers) && !e.querySelector("table, pre"));
  return [...(wide > 0 ? [`the page is ${wide} px too wide`] : []),
    ...out.map(e => "beyond the edge: " + e.outerHTML.slice(0, 120)),
    ...boxes.map(e => "scrolls sideways: " + e.outerHTML.slice(0, 120))];
}
"""
CUT = """
() => [...document.querySelectorAll("body *")]
  .filter(e => e.checkVisibility() && e.textContent.trim())
  .filter(e => {
    const s = getComputedStyle(e), box = e.getBoundingClientRect();
    if (box.width <= 2 || box.height <= 2 || s.clipPath !== "none") return false;  // for screen readers
    const x = /hidden|clip/.test(s.overflowX) && e.scrollWidth > e.clientWidth + 1;
    const y = /hidden|clip/.test(s.overflowY) && e.scrollHeight > e.clientHeight + 1;
    return x || y;
  })
  .map(e => "cut: " + e.outerHTML.slice(0, 120))
"""
OVERLAPS = """
() => {
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // The ink of a line is lower than its box.
    for (const box of range.getClientRects()) {
      const lean = box.height * 0.22;
      if (box.width > 2 && box.height > 4)
        lines.push({parent, text: node.data.trim().slice(0, 40),
          top: box.top + lean, bottom: box.bottom - lean, left: box.left + 1, right: box.right - 1});
    }
  }
  const hidden = e => { for (; e; e = e.parentElement) {
    const s = getComputedStyle(e), b = e.getBoundingClientRect();
    if (s.clipPath !== "none" || (b.width <= 2 && s.overflow === "hidden")) return true; } return false; };
  const scrolls = e => { for (; e; e = e.parentElement)
    if (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX)) return e; return null; };
  lines.sort((a, b) => a.top - b.top);
  const found = [];
  for (let i = 0; i < lines.length; i++)
    for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom; j++) {
      const [a, b] = [lines[i], lines[j]];
      if (a.left < b.right && b.left < a.right && !hidden(a.parent) && !hidden(b.parent)
          && scrolls(a.parent) === scrolls(b.parent))
        found.push(`overlap: ${a.text} / ${b.text}`);
    }
  return found;
}
"""
MOVING = """
() => [...document.querySelectorAll("*")].flatMap(e => [null, "::before", "::after"].map(p => [e, p]))
  .filter(([e, p]) => {
    const s = getComputedStyle(e, p);
    const long = list => list.split(",").some(time => parseFloat(time) > 0.01);
    return s.animationName !== "none" || long(s.transitionDuration) || s.scrollBehavior === "smooth";
  })
  .map(([e, p]) => "moves: " + (p || "") + e.outerHTML.slice(0, 120))
"""

SIZES = """
() => [...document.querySelectorAll("h1, main p, main a, nav a, footer p, button, label")]
  .map(e => [e.outerHTML.slice(0, 80), parseFloat(getComputedStyle(e).fontSize)])
"""


def broken(tab):
    """Say what is cut, covered or out of reach on a page."""
    return [*tab.evaluate(SIDEWAYS, SCROLLERS), *tab.evaluate(CUT), *tab.evaluate(OVERLAPS)]


def broken_at(tab, widths):
    """Make a page as wide as each of these; say what is broken, and where."""
    found = []
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: {fault}" for fault in broken(tab)]
    return found


@pytest.mark.parametrize("kind", SOME)
def test_reflow(look, kind):
    """At 400 %, which is a screen of 320 by 256 px, a page has one column and loses nothing."""
    found = broken(look("fr", KINDS[kind], width=320, height=256))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", ALL)
def test_every_width(look, kind, language):
    """Nothing overlaps, nothing is cut and nothing sticks out, whatever the width."""
    found = broken_at(look(language, ALL[kind]), [256, 320, 360, 768, 1280, 1440])
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("kind", HOUSE)
def test_every_width_of_the_house(look, kind):
    """The repository's own press room keeps within every width."""
    found = broken_at(look("house", HOUSE[kind]), [320, 768, 1280])
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["release", "landing", "archive", "search"])
def test_text_of_double_size(look, kind):
    """With text of 200 % text is twice as large, and nothing is lost."""
    tab = look("en", KINDS[kind], own=True)
    before = tab.evaluate(SIZES)
    # The reader's own setting of the browser, which its media queries know of, too.
    sizes = {"fontSizes": {"standard": 32, "fixed": 26}}
    tab.context.new_cdp_session(tab).send("Page.setFontSizes", sizes)
    after = tab.evaluate(SIZES)
    small = [
        f"{name} grows from {size} px to {grown} px"
        for (name, size), (_, grown) in zip(before, after, strict=True)
        # Headlines become those of a small screen, which has as much room.
        if grown < 1.9 * size < 1.9 * 24
    ]
    assert len(before) > 10
    assert not small, "\n".join(small)
    found = broken(tab)
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize(
    "kind", ["landing", "release", "right to left", "archive", "contacts", "search"]
)
def test_text_spacing(look, kind):
    """With the spacing of WCAG 1.4.12 nothing is cut and nothing overlaps."""
    tab = look("en", KINDS[kind], bypass_csp=True)
    tab.add_style_tag(content=SPACING)
    found = broken_at(tab, [320, 1280])
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", SOME)
def test_reduced_motion(look, kind):
    """Where the reader wants no motion, nothing moves."""
    found = look("en", KINDS[kind], reduced_motion="reduce").evaluate(MOVING)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", ["release", "landing", "search"])
def test_forced_colours(look, kind):
    """Where the reader chooses the colours, controls have edges and nothing keeps its own colours."""
    tab = look("en", KINDS[kind], forced_colors="active")
    kept = tab.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => getComputedStyle(e).forcedColorAdjust === 'none'"
        " && !e.closest('svg')).map(e => e.outerHTML.slice(0, 100))"
    )
    bare = tab.evaluate(
        "[...document.querySelectorAll('button, input:not([type=checkbox], [type=radio]), select')]"
        ".filter(e => e.checkVisibility() && getComputedStyle(e).borderStyle === 'none')"
        ".map(e => e.outerHTML.slice(0, 100))"
    )
    assert kept == []
    assert bare == []


@pytest.mark.parametrize("kind", ["release", "landing", "archive", "contacts"])
def test_without_script(look, kind):
    """Without JavaScript the text, the links and the pictures are the same."""
    plain = look("en", KINDS[kind], java_script_enabled=False)
    text, links = plain.locator("main").inner_text(), plain.locator("main a").count()
    tab = look("en", KINDS[kind])
    tab.evaluate("document.querySelectorAll('.press-copy').forEach(e => e.remove())")
    assert tab.locator("main").inner_text() == text
    assert tab.locator("main a").count() == links


TEN_SECONDS = {
    "headline": "h1",
    "date": "main time",
    "lead": ".press-lead p",
    "name": ".press-summary .press-contact-name",
    "phone": ".press-summary a[href^='tel:']",
    "contacts": ".press-summary a[href='#press-contacts']",
    "downloads": ".press-summary a[href='#press-downloads']",
    "large picture": ".press-summary .press-hi-res",
}
"""What journalists come for."""


def below(tab, height):
    """Say what of all that is not seen before one scrolls."""
    found = []
    for name, selector in TEN_SECONDS.items():
        seen = tab.locator(f"{selector}:visible")
        # The page has it further down, or not at all.
        if tab.locator(selector.replace(".press-summary ", "main ")).count():
            box = seen.first.bounding_box() if seen.count() else None
            if not box or box["y"] + box["height"] > height:
                found.append(f"{name}: {box}")
    return found


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
@pytest.mark.parametrize(
    ("name", "path"),
    [("en", RELEASES[kind]) for kind in ("release", "paragraph", "pictures", "right to left")]
    + [
        pytest.param("house", HOUSE[kind], marks=pytest.mark.long)
        for kind in ("release", "english")
    ],
)
def test_ten_seconds(look, name, path, width, height):
    """On a laptop and on a phone all that journalists come for is seen without scrolling.

    That is the headline, the date, the lead, a person with a phone number, and the ways to all
    contacts, to the files and to a picture for print, of each what the release has.
    """
    found = below(look(name, path, width=width, height=height), height)
    assert not found, "\n".join(found)
