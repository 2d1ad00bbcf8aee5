"""Every kind of page, judged by axe-core in a real browser."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from colours import enough, ratio
from pages import HOUSE, KINDS, RELEASES, SOME

pytest.importorskip("axe_playwright_python")

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations", "incomplete"],
    "preload": False,
}
OURS = "[class^=press-]:not([class^=press-] *)"
"""Our blocks, where the theme is another's."""
WIDTHS = (320, 768, 1280)
SETTLED = """() => Promise.allSettled(
    document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < Infinity)
        .map(a => a.finished))"""
"""Colours that a theme's script changes with a transition are judged when they have arrived."""
OUT_OF_SIGHT = ("too short", "obscured by another", "outside of", "overlapped by another", "1:1")
"""Why axe leaves the contrast of a text to people, where the colours themselves are known."""


class Review(NamedTuple):
    """Something that axe leaves to people, and what a look at it said."""

    rule: str
    selector: str
    verdict: str


REVIEWED: tuple[Review, ...] = ()


def judge(tab, context=None, rules=None):
    """Run axe on a page; give what it found and what it leaves to people, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    only = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    tab.evaluate(SETTLED)
    if not tab.evaluate("!!window.axe"):
        tab.evaluate(Axe().axe_script)
    chosen = [context, {**OPTIONS, **only}]
    found = tab.evaluate("([where, options]) => axe.run(where ?? document, options)", chosen)
    return [
        f"{kind}: {rule['id']}: {' '.join(map(str, node['target']))}: {_why(node)}"
        for kind in ("violations", "incomplete")
        for rule in found[kind]
        for node in rule["nodes"]
        if kind == "violations" or not _reviewed(tab, rule["id"], node)
    ]


def judge_all(tab, widths=WIDTHS, schemes=("light", "dark")):
    """Run axe on a page as wide as each of these, light and dark."""
    found = []
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 900})
        for scheme in schemes:
            tab.emulate_media(color_scheme=scheme)
            found += [f"{width} px, {scheme}: {line}" for line in judge(tab)]
    return found


def _why(node):
    checks = [*node["any"], *node["all"], *node["none"]]
    return " / ".join(check["message"] for check in checks) + " in " + node["html"][:120]


def _reviewed(tab, rule, node):
    """Tell whether people have looked at it, or whether it can be reckoned from the colours."""
    element = tab.locator(str(node["target"][-1])).first
    if rule == "color-contrast" and any(words in _why(node) for words in OUT_OF_SIGHT):
        found = ratio(element)
        return found is not None and found >= enough(element)
    return any(
        rule == review.rule and element.evaluate("(e, s) => !!e.closest(s)", review.selector)
        for review in REVIEWED
    )


@pytest.mark.parametrize("kind", SOME)
def test_kind(look, kind):
    """A page of each kind has no violation on a small dark screen, in French."""
    found = judge(look("fr", KINDS[kind], width=320, color_scheme="dark"))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", KINDS)
def test_everywhere(look, kind, language):
    """Each kind of page has no violation in either language, light and dark, at three widths."""
    found = judge_all(look(language, KINDS[kind]))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("kind", RELEASES)
def test_releases(look, kind):
    """Releases with long words, many pictures, hardly a word and so on have no violation either."""
    found = judge_all(look("en", RELEASES[kind]), widths=(320, 1280))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("kind", HOUSE)
def test_house(look, kind):
    """The repository's own press room has no violation, with its brand's colours."""
    found = judge_all(look("house", HOUSE[kind]))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "fr"])
def test_snippets(look, room, language):
    """Every block in every state has no violation, in either language."""
    pages = sorted((room(language) / "releases" / "blocks").glob("*.html"))
    found = [
        f"{page.stem}: {line}"
        for page in pages
        for line in judge(look(language, f"releases/blocks/{page.name}"), "main")
    ]
    assert pages
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("theme", ["furo", "pydata_sphinx_theme"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_foreign_theme(look, foreign, theme, scheme):
    """In themes that know nothing of them, the blocks have contrast, light and dark."""
    foreign(theme)
    found = []
    for path in ("releases/2026/everything.html", "lists.html"):
        tab = look("en", path, theme=theme, color_scheme=scheme)
        found += judge(tab, OURS, ["color-contrast"])
    assert not found, "\n".join(found)
