"""A walk through each kind of page with the Tab key alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from colours import ratio
from pages import HOUSE, KINDS, SOME

# What the key reaches, as HTML has it: of a group of radio buttons one alone.
REACHABLE = """
() => [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]")]
  .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}))
  .filter(e => e.type !== "radio" || e.checked)
"""
NUMBER = f"""
() => {{
  window.reachable = ({REACHABLE})();
  return reachable.map(e => e.outerHTML.slice(0, 100));
}}
"""
WHERE = """
() => {
  const e = document.activeElement;
  if (e === document.body || e === document.documentElement) return null;
  const box = e.getBoundingClientRect();
  const middle = document.elementFromPoint(box.x + Math.min(box.width, innerWidth) / 2, box.y + box.height / 2);
  return {
    number: reachable.indexOf(e),
    name: e.outerHTML.slice(0, 100),
    scroller: e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight,
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !!middle && middle !== e && !e.contains(middle) && !middle.contains(e) && !e.labels?.length,
  };
}
"""
OUTLINE = """
e => {
  const shown = e.matches(".sd-tab-set > input") ? e.nextElementSibling
    : e.matches(".sd-stretched-link") ? e.closest(".sd-card") : e;
  const style = getComputedStyle(shown);
  return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
}
"""
LAST = 400
"""More steps than any page of the kitchen sink has."""


def walk(tab):
    """Press the key until the focus leaves the page; give each step and the focused element."""
    for _ in range(LAST):
        tab.keyboard.press("Tab")
        step = tab.evaluate(WHERE)
        if step is None:
            return
        yield step, tab.evaluate_handle("document.activeElement").as_element()
    pytest.fail("the focus never leaves the page")


def faults(tab):
    """Walk through a page; say where the focus is lost, hidden, out of order or hardly seen."""
    names = tab.evaluate(NUMBER)
    order, found = [], []
    for step, element in walk(tab):
        # Chromium stops at boxes that scroll, whose element is not in HTML's own list.
        if step["number"] < 0 and not step["scroller"]:
            found.append(f"not to be focused: {step['name']}")
        if step["number"] >= 0:
            order.append(step["number"])
        if not step["inView"]:
            found.append(f"out of sight: {step['name']}")
        if step["covered"]:
            found.append(f"covered: {step['name']}")
        if element.evaluate(OUTLINE) < 2:
            found.append(f"no outline: {step['name']}")
        elif (contrast := ratio(element, "outlineColor", "outside")) and contrast < 3:
            found.append(f"outline of {contrast:.2f}: {step['name']}")
    found += [f"before its turn: {names[b]}" for a, b in pairwise(order) if b <= a]
    return found + [f"never reached: {names[n]}" for n in range(len(names)) if n not in order]


@pytest.mark.parametrize("kind", SOME)
def test_walk(look, kind):
    """The focus goes through the page in the order of its text, always seen, and out again."""
    found = faults(look("en", KINDS[kind], own=True))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_walk_in_the_dark(look, kind, width):
    """The focus is seen on a dark page too, on a small screen and a large one."""
    found = faults(look("fr", KINDS[kind], width=width, color_scheme="dark", own=True))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", HOUSE)
def test_walk_through_the_house(look, kind, scheme):
    """The focus is seen in the colours of the repository's own brand."""
    found = faults(look("house", HOUSE[kind], color_scheme=scheme, own=True))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["release", "search", "archive"])
def test_walk_in_forced_colours(look, kind):
    """Where the reader chooses the colours, the focus is still seen."""
    found = faults(look("en", KINDS[kind], forced_colors="active", own=True))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", SOME)
def test_skip_link(look, kind):
    """The first stop is a visible link that leads past the frame, to the content."""
    tab = look("en", KINDS[kind], width=320, own=True)
    before = tab.evaluate("document.activeElement.tagName")
    tab.keyboard.press("Tab")
    link = tab.locator(":focus")
    assert before == "BODY"
    assert link.get_attribute("href").endswith("#content")
    box = link.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["height"] >= 24
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#content")
    assert tab.evaluate("document.activeElement.id") == "content"
    tab.keyboard.press("Tab")
    inside = (
        "document.activeElement.closest('main') || !document.querySelector('main :is(a, button)')"
    )
    assert tab.evaluate(f"!!({inside})")


@pytest.mark.parametrize("kind", ["release", "right to left"])
def test_copying(look, kind):
    """What is copied with a key is on the clipboard, and is announced."""
    tab = look("en", KINDS[kind], permissions=["clipboard-read", "clipboard-write"])
    buttons = tab.locator(".press-copy button")
    buttons.first.wait_for()
    for button in buttons.all():
        tab.evaluate("navigator.clipboard.writeText('')")
        button.focus()
        tab.keyboard.press("Enter")
        tab.wait_for_function("document.querySelector('[role=status]').textContent")
        assert tab.evaluate("navigator.clipboard.readText()").strip()
        assert button.evaluate("e => e === document.activeElement")
