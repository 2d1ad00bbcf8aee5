"""The hostile room in a browser: nothing runs, and nobody else is asked for anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Error

from serving import POLICY, serving

pytestmark = pytest.mark.long

WATCH = """
addEventListener('securitypolicyviolation', e => console.error('refused: ' + e.violatedDirective));
"""
TOUCH = """
for (const one of document.querySelectorAll('article *, main *'))
    for (const kind of ['mouseover', 'focus', 'toggle', 'animationstart', 'pointerenter'])
        one.dispatchEvent(new Event(kind, {bubbles: true}));
"""
LIVE = (
    "script-block",
    "picture-with-handler",
    "handler-on-harmless-element",
    "raw-directive",
    "script-from-elsewhere",
    "style-that-loads",
)
"""Cases of which the first four run as soon as their page is open, where HTML is allowed."""
RUN = "() => typeof window.pwned"


@dataclass
class Traps:
    """What went off, with the page on which it did."""

    run: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    pages: int = 0


def walk(chromium, out, paths, policy):
    """Open pages one after the other and touch all that is on them."""
    traps = Traps()
    context = chromium.new_context(accept_downloads=False)
    context.add_init_script(WATCH)
    context.set_default_timeout(10_000)
    with serving(out, policy=policy) as site:
        home = urlsplit(site.url).netloc

        def answer(route):
            url = urlsplit(route.request.url)
            if url.netloc == home or url.scheme not in {"http", "https", "ws", "wss"}:
                route.continue_()
            else:
                traps.asked.append(route.request.url)
                route.abort()

        context.route("**/*", answer)
        page = context.new_page()
        page.on("dialog", lambda one: (traps.run.append(one.message), one.dismiss()))
        page.on("pageerror", lambda one: traps.run.append(f"{page.url}: {one}"))
        page.on(
            "console",
            lambda one: (
                "refused" in one.text.lower() and traps.refused.append(f"{page.url}: {one.text}")
            ),
        )
        for path in paths:
            _open(page, site.url + quote(path), traps)
        context.close()
    return traps


def _open(page, url, traps):
    try:
        page.goto(url, wait_until="load")
    except Error as error:  # what a browser saves instead of showing it
        if "another navigation" in str(error):
            traps.run.append(f"{url}: {error}")
        elif "Download is starting" not in str(error) and "ERR_ABORTED" not in str(error):
            raise
        return
    traps.pages += 1
    try:
        page.evaluate(TOUCH)
        if any(frame.evaluate(RUN) != "undefined" for frame in page.frames):
            traps.run.append(url)
    except Error as error:  # the page has led the browser away
        traps.run.append(f"{url}: {error}")


def pages(built):
    """Give the paths of all pages."""
    return sorted(path.relative_to(built.out).as_posix() for path in built.out.rglob("*.html"))


def files(built):
    """Give the paths of all files that releases publish."""
    folders = (built.out / "_downloads", built.out / "_images")
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(built.out).as_posix() for path in found)


@pytest.mark.parametrize("policy", [POLICY, ""], ids=["strict", "none"])
def test_nothing_runs(chromium, room, policy):
    """On every page nothing runs, is asked for elsewhere, or has to be refused by the policy."""
    built = room()
    traps = walk(chromium, built.out, pages(built), policy)
    assert (traps.run, traps.asked, traps.refused) == ([], [], [])
    assert traps.pages > 240


def test_files_do_not_run(chromium, room):
    """No published file runs anything or asks anybody when it is opened as a page."""
    built = room()
    paths = files(built)
    traps = walk(chromium, built.out, paths, "")
    assert (traps.run, traps.asked) == ([], [])
    assert len(paths) > 3


def test_titles_are_theirs(chromium, room):
    """A page has the title that its file says, whatever stands in it."""
    built = room()
    text = (built.out / "releases/script-in-title.html").read_text("utf-8")
    written = unescape(text.partition("<title>")[2].partition("</title>")[0]).strip()
    assert written.startswith("<img src=//evil.example/x onerror=")
    with serving(built.out, policy="") as site:
        page = chromium.new_page()
        page.goto(f"{site.url}releases/script-in-title.html")
        assert page.title() == written
        page.close()


def test_traps_go_off(chromium, room):
    """Where HTML is allowed, the same cases run, ask others and are refused by the policy."""
    built = room(press_raw_html="allow")
    some = [f"releases/{name}.html" for name in LIVE]
    free, strict = walk(chromium, built.out, some, ""), walk(chromium, built.out, some, POLICY)
    assert {url.rpartition("/")[2] for url in free.run} >= {f"{name}.html" for name in LIVE[:4]}
    assert any("evil.example" in url for url in free.asked)
    assert strict.refused
    assert not strict.run
