"""Make pictures of every kind of page, to look at: ``make screenshots``.

The kitchen sink in English and French, the repository's own press room, and the kitchen sink in
foreign themes; light and dark; a phone and a desktop. They go into ``_build/screenshots``, a folder for
each room, as ``kind-width-scheme.png``; ``name=kind,kind`` as arguments choose rooms and kinds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import kitchen
from pages import ALL, HOUSE
from playwright.sync_api import Browser, sync_playwright
from tabs import arrive

from serving import serving

ROOT = kitchen.REPOSITORY
CHROMIUM = "/usr/bin/chromium"
OUT = ROOT / "_build" / "screenshots"
FOREIGN = {"landing": "index.html", "listing": "lists.html", "release": ALL["release"]}
ROOMS = {
    "en": ("en", "pressroom", ALL),
    "fr": ("fr", "pressroom", ALL),
    "house": ("house", "pressroom", HOUSE),
    "furo": ("en", "furo", FOREIGN),
    "pydata": ("en", "pydata_sphinx_theme", FOREIGN),
    "book": ("en", "sphinx_book_theme", FOREIGN),
    "rtd": ("en", "sphinx_rtd_theme", FOREIGN),
    "alabaster": ("en", "alabaster", FOREIGN),
}
WIDTHS = {"phone": (390, 844), "desktop": (1440, 900)}


def built(name: str, language: str, theme: str) -> Path:
    """Build a room anew; what foreign themes warn of themselves is their business."""
    source = ROOT
    if language != "house":
        source = OUT / "sources" / name
        if not source.exists():
            kitchen.write(source)
    return kitchen.build(source, OUT / "rooms" / name, language=language, theme=theme)


def shoot(browser: Browser, url: str, kinds: dict[str, str], folder: Path) -> None:
    """Make the pictures of one room."""
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        for width, height in WIDTHS.values():
            size = {"width": width, "height": height}
            context = browser.new_context(viewport=size, color_scheme=scheme)
            tab = context.new_page()
            for kind, path in kinds.items():
                arrive(tab, url + path)
                name = f"{kind.replace(' ', '-')}-{width}-{scheme}.png"
                tab.screenshot(path=folder / name, full_page=True)
            context.close()
    print(folder.relative_to(ROOT))  # noqa: T201 (the way to them)


def main(chosen: list[str]) -> None:
    """Build, serve and photograph the rooms that were named, or all."""
    wanted = dict(one.partition("=")[::2] for one in chosen or ROOMS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, kinds in wanted.items():
            language, theme, pages = ROOMS[name]
            some = {kind: pages[kind] for kind in kinds.split(",")} if kinds else pages
            with serving(built(name, language, theme)) as site:
                shoot(browser, site.url, some, OUT / name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
