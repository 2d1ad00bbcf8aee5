"""What a page weighs on the wire, and that nothing on it moves while it loads."""

from __future__ import annotations

import pytest
from pages import ALL, HOUSE, KINDS, RELEASES
from tabs import arrive

from longer import long
from serving import serving

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico")
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(one =>
  shifts.push(`${one.value.toFixed(4)}: ${one.sources.map(s => s.node?.outerHTML?.slice(0, 80) ?? s.node?.data).join(" / ")}`)
)).observe({type: "layout-shift", buffered: true});
"""
SCROLLED = """
async () => {
  const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo(0, top);
    await drawn();
  }
  // One that is not shown, or was passed too quickly, is never loaded.
  const loaded = image => new Promise(done => { image.onload = image.onerror = done; });
  const loading = [...document.images].filter(image => !image.complete).map(loaded);
  await Promise.race([Promise.all(loading), new Promise(done => setTimeout(done, 2000))]);
  await drawn();
  return shifts;
}
"""
PLAIN = [kind for kind in RELEASES if kind != "release"]
"""Releases of the kitchen sink without code and grids, which have style sheets of their own."""


def fetched(tabs, out, path):
    """Open a page with an empty cache; give what was sent for it, without its pictures."""
    tab = tabs.take(own=True)
    with serving(out) as site:
        arrive(tab.page, site.url + path)
    tabs.give_back(tab)
    return [one for one in site.answers if not one.path.endswith(PICTURES)]


def told(answers):
    """Say what was fetched, a line each."""
    return "\n".join(f"{one.size:>7} {one.path}" for one in answers)


@pytest.mark.parametrize(
    ("name", "path"),
    [pytest.param("en", RELEASES[kind], marks=pytest.mark.long) for kind in PLAIN]
    + [("house", HOUSE[kind]) for kind in ("release", "media kit", "english")],
)
def test_release(tabs, room, name, path):
    """A release without its pictures is at most four requests and 25 kB, compressed."""
    answers = fetched(tabs, room(name), path)
    assert len(answers) <= 4, told(answers)
    assert sum(one.size for one in answers) <= 25_000, told(answers)


@pytest.mark.parametrize("name", ["en", *long("fr"), "house"])
def test_landing(tabs, room, name):
    """The landing page without its pictures is at most 40 kB, compressed."""
    answers = fetched(tabs, room(name), "index.html")
    assert sum(one.size for one in answers) <= 40_000, told(answers)


@pytest.mark.long
def test_search_waits(tabs, room):
    """Nothing of the search is fetched before its page is opened."""
    for kind in set(KINDS) - {"search", "results"}:
        answers = fetched(tabs, room("en"), KINDS[kind])
        assert not [one for one in answers if "search" in one.path or "pagefind" in one.path], kind


@pytest.mark.parametrize("width", [390, *long(1280)])
@pytest.mark.parametrize("name", [*long("en"), "house"])
def test_nothing_shifts(tabs, room, name, width):
    """No page moves what the reader has begun to read, while it loads or is scrolled through."""
    tab = tabs.take(own=True)
    tab.page.set_viewport_size({"width": width, "height": 844})
    tab.page.add_init_script(SHIFTS)
    found = []
    with serving(room(name)) as site:
        for kind, path in (HOUSE if name == "house" else ALL).items():
            arrive(tab.page, site.url + path)
            found += [f"{kind}: {shift}" for shift in tab.page.evaluate(SCROLLED)]
    tabs.give_back(tab)
    assert not found, "\n".join(found)


def test_shifts_are_seen(tabs, room):
    """What comes late and moves the text is noticed."""
    tab = tabs.take(own=True)
    tab.page.add_init_script(SHIFTS)
    with serving(room("en")) as site:
        arrive(tab.page, site.url + RELEASES["release"])
        late = "document.querySelector('h1').before(Object.assign(document.createElement('p'), {textContent: 'Late'}))"
        tab.page.evaluate(late)
        found = tab.page.evaluate(SCROLLED)
    tabs.give_back(tab)
    assert found
