"""The site under a strict Content-Security-Policy, and that it asks no other host for anything."""

from __future__ import annotations

from urllib.parse import urlsplit

import kitchen
import pytest
from bs4 import BeautifulSoup
from pages import ALL, HOUSE
from tabs import arrive

from longer import long
from serving import POLICY, serving

STRICT = "default-src 'self'"
SEARCH = {"search", "results"}
"""Pages with Pagefind, which compiles WebAssembly."""
PRESSED = ":is(.press-copy button, .sd-tab-label):visible"
LOADING = (
    "preconnect",
    "dns-prefetch",
    "preload",
    "modulepreload",
    "prefetch",
    "stylesheet",
    "icon",
)


def pages(name):
    """Give the kinds of page of a room."""
    return HOUSE if name == "house" else ALL


def complaints(tabs, out, kinds, policy):
    """Open pages under a policy, press what can be pressed; give what the browser complains of."""
    tab, found, said = tabs.take(own=True), [], []

    def listen(message):
        # Browsers ask every host for this icon.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            said.append(message.text)

    # The console says what the policy refused, also before a script of the page could listen.
    tab.page.on("console", listen)
    tab.page.on("pageerror", lambda error: said.append(str(error)))
    tab.page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(`refused: ${e.violatedDirective} ${e.blockedURI}`))"
    )
    with serving(out, policy=policy) as site:
        for kind, path in kinds.items():
            arrive(tab.page, site.url + path)
            for pressed in tab.page.locator(PRESSED).all()[:8]:
                pressed.click()
            found += [f"{kind}: {words}" for words in said]
            said.clear()
    tabs.give_back(tab)
    return found


@pytest.mark.parametrize("name", [*long("en"), "house"])
def test_whole_site(tabs, room, name):
    """Under the policy of the reference no page is refused anything, and none has an error."""
    found = complaints(tabs, room(name), pages(name), POLICY)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", [*long("en"), "house"])
def test_strictest(tabs, room, name):
    """Pages without search keep to the strictest policy there is, word for word."""
    kinds = {kind: path for kind, path in pages(name).items() if kind not in SEARCH}
    found = complaints(tabs, room(name), kinds, STRICT)
    assert not found, "\n".join(found)


def test_reference():
    """The reference says the policy that is tested, word for word."""
    text = (kitchen.REPOSITORY / "docs" / "reference.md").read_text("utf-8")
    assert f"\nContent-Security-Policy: {POLICY}\n" in text


def test_refusals_are_seen(tabs, room, tmp_path):
    """A style attribute, an inline script and one from elsewhere are noticed, each."""
    (tmp_path / "page.html").write_text(
        "<!DOCTYPE html><p style='color: red'>A<script>alert(1)</script>"
        "<script src='https://other.example/a.js'></script>"
    )
    found = " ".join(complaints(tabs, tmp_path, {"faulty": "page.html"}, POLICY))
    assert "style-src" in found
    assert "script-src" in found
    assert "other.example" in found


def inline(page):
    """Give what a page has of scripts and styles that are not in files."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    found = [f"<{one.name}>" for one in soup.select("style, script:not([src])")]
    for element in soup.find_all(True):
        for name, value in element.attrs.items():
            if name == "style" or name.startswith("on"):
                found.append(f'{element.name} {name}="{value}"')
            if str(value).lower().lstrip().startswith("javascript:"):
                found.append(f"{element.name} {name}={value}")
    return found


@pytest.mark.parametrize("name", ["en", *long("fr", "house")])
def test_nothing_inline(room, name):
    """No page has a script, a style, a style attribute or a handler in its HTML."""
    found = [
        f"{page.name}: {words}" for page in room(name).rglob("*.html") for words in inline(page)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["en", *long("fr", "house")])
def test_nothing_from_elsewhere(room, name):
    """No page names another host for anything but a link to follow, or its own canonical address."""
    found = []
    for page in room(name).rglob("*.html"):
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        named = [
            one.get(key, "")
            for key in ("src", "srcset", "poster", "data")
            for one in soup.select(f"[{key}]")
        ]
        named += [one["href"] for rel in LOADING for one in soup.select(f'link[rel~="{rel}"]')]
        found += [f"{page.name}: {url}" for url in named if urlsplit(url).netloc]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("name", [*long("en"), "house"])
def test_no_other_host(tabs, room, name, script):
    """No page asks another host for anything, with and without JavaScript."""
    tab = tabs.take(own=True, java_script_enabled=script)
    asked = set()
    with serving(room(name)) as site:
        home = urlsplit(site.url).netloc

        def answer(route):
            url = urlsplit(route.request.url)
            if url.netloc == home or url.scheme in {"data", "blob"}:
                route.continue_()
            else:
                route.abort()

        tab.context.on("request", lambda request: asked.add(request.url))
        tab.context.route("**/*", answer)
        for path in pages(name).values():
            arrive(tab.page, site.url + path, script=script)
    tabs.give_back(tab)
    elsewhere = {url for url in asked if urlsplit(url).netloc not in {home, ""}}
    assert len(asked) > len(pages(name))
    assert not elsewhere, "\n".join(sorted(elsewhere))
