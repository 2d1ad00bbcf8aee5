"""Pictures in a browser: nothing jumps when they come, and a phone is sent small ones."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

from longer import long

OBSERVE = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    window.shifts.push([entry.value, entry.sources.map(one => one.node && one.node.nodeName)]);
  }
}).observe({type: "layout-shift", buffered: true});
"""
SCROLL = """
async () => {
  const pause = () => new Promise(done => setTimeout(done, 60));
  for (let y = 0; y < document.body.scrollHeight; y += 400) {
    scrollTo({top: y, behavior: "instant"});
    await pause();
  }
  const images = [...document.images];
  const loaded = image => new Promise(done => { image.onload = image.onerror = done; });
  const loading = images.filter(image => !image.complete).map(loaded);
  await Promise.race([Promise.all(loading), new Promise(done => setTimeout(done, 5000))]);
  await pause();
  return images.filter(image => !image.naturalWidth).map(image => image.src);
}
"""
CHOSEN = """
() => [...document.querySelectorAll("main img[srcset]")].map(image => [
  image.currentSrc.split("/").pop(),
  image.getBoundingClientRect().width,
])
"""
PAGES = [("en", "index.html"), ("en", "releases/2026/everything.html"), ("en", "lists.html")]
PAGES += [("en", "releases/2026/gallery.html"), ("house", "index.html")]


@pytest.fixture
def visit(chromium: Any, address: Any) -> Iterator[Any]:
    """Return a function that opens a page whose pictures and buttons come late, and scrolls it."""
    contexts = []

    def opened(name: str, path: str, *, width: int, density: float = 1) -> Any:
        size = {"width": width, "height": 800}
        contexts.append(chromium.new_context(viewport=size, device_scale_factor=density))
        tab = contexts[-1].new_page()
        tab.add_init_script(OBSERVE)
        tab.route(re.compile("/_images/|/press-copy"), late)
        tab.goto(address(name) + path, wait_until="domcontentloaded")
        assert tab.evaluate(SCROLL) == []
        return tab

    yield opened
    for context in contexts:
        context.close()


def late(route: Any) -> None:
    """Let a file come when its page has long been drawn."""
    time.sleep(0.15)
    route.continue_()


@pytest.mark.parametrize("width", [390, *long(1280)])
@pytest.mark.parametrize("page", PAGES, ids="-".join)
def test_nothing_jumps(visit: Any, page: tuple[str, str], width: int) -> None:
    """While pictures and buttons come, nothing on a page moves, on a phone and on a desk."""
    assert visit(*page, width=width).evaluate("window.shifts") == []


@pytest.mark.parametrize(
    ("width", "density", "widest"), [(390, 1, 480), (390, 2, 800), (390, 3, 1200)]
)
def test_phones_are_sent_small_pictures(
    visit: Any, width: int, density: float, widest: int
) -> None:
    """A phone loads of each picture the file for its screen, and no other."""
    tab = visit("en", "releases/2026/gallery.html", width=width, density=density)
    loaded = tab.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    jpegs = [name for name in loaded if re.search(r"/_images/.*\.jpg$", name)]
    assert len(jpegs) >= 4
    assert [name for name in jpegs if f"-{widest}-" not in name] == []


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 390, 600, 768, 1000, 1280, 1920])
@pytest.mark.parametrize("page", PAGES[1:], ids="-".join)
def test_files_are_as_wide_as_they_are_shown(visit: Any, page: tuple[str, str], width: int) -> None:
    """Whatever the window, each picture is the first of its files that is not shown enlarged."""
    ladder = (480, 800, 1200, 1600)
    wrong = []
    for name, shown in visit(*page, width=width).evaluate(CHOSEN):
        told = re.search(r"-(\d{3,4})-[0-9a-f]{16}\.", name)
        wanted = next(rung for rung in ladder if rung >= shown)
        if (int(told[1]) if told else 1600) != wanted:
            wrong.append((name, shown))
    assert wrong == []
