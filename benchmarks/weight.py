"""Weigh the page of one release, as a browser fetches it: this theme, furo, pydata and ABlog.

Each of them builds the same words with the same picture in its usual dress; the pages are served
with gzip, opened in Chromium with an empty cache, and what went over the wire is added up by kind.
ABlog wants ``pip install 'sphinx-pressroom[bench]'``; a theme that is not installed is left out:
``python benchmarks/weight.py``.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
serving = __import__("serving").serving

CHROMIUM = "/usr/bin/chromium"
PICTURE = ROOT / "uploads" / "navire-estran.jpg"
PARAGRAPH = (
    "Every station of the lower Tarn sends its level each quarter of an hour, and every level is "
    "compared with that of the station above it before it is shown to anyone.\n\n"
)
MATTER = """\
---
title: Sluice gates reopen after four years of repairs
date: 2026-09-01
"""
OURS = """\
lead: Four years and 214 tides after the first stone, all fourteen gates open on Friday.
contacts: [{name: Nell Harrow, role: press officer, phones: "+44 20 7946 0018"}]
images: [{src: /ship.jpg, alt: A ship, caption: The survey ship.}]
"""
ELSE = """\
author: Nell Harrow
---

# Sluice gates reopen after four years of repairs

Four years and 214 tides after the first stone, all fourteen gates open on Friday.

```{figure} /ship.jpg
:alt: A ship

The survey ship.
```

"""
PLAIN = """\
## Press contact

Nell Harrow, press officer, +44 20 7946 0018
"""
THEMES = {
    "pressroom": ("sphinx_pressroom", "pressroom"),
    "furo": ("sphinx_pressroom", "furo"),
    "pydata": ("sphinx_pressroom", "pydata_sphinx_theme"),
    "ablog": ("ablog", "pydata_sphinx_theme"),
}
"""The extension and the theme; ABlog's own handbook is dressed in pydata's."""
KINDS = {
    ".html": "HTML",
    "": "HTML",
    ".css": "CSS",
    ".js": "JS",
    ".woff2": "fonts",
    ".woff": "fonts",
    ".ttf": "fonts",
    ".json": "JS",
}
SHOWN = ("HTML", "CSS", "JS", "fonts", "other")


def write(folder: Path, extension: str, theme: str) -> None:
    """Write the release and its settings."""
    body = PARAGRAPH * 4 + "## What is left to do\n\n" + PARAGRAPH * 4
    matter = OURS + "---\n\n" + body if extension != "ablog" else ELSE + body + PLAIN
    (folder / "releases").mkdir(parents=True)
    (folder / "releases" / "gates.md").write_text(MATTER + matter, "utf-8")
    (folder / "index.md").write_text("# Press room\n\n```{toctree}\n:glob:\nreleases/*\n```\n")
    (folder / "ship.jpg").write_bytes(PICTURE.read_bytes())
    extra = (
        "blog_post_pattern = 'releases/*'\n" if extension == "ablog" else "press_region = 'GB'\n"
    )
    (folder / "conf.py").write_text(
        f"project = 'Tarn Harbour Trust'\nextensions = ['myst_parser', '{extension}']\n"
        f"html_theme = '{theme}'\nhtml_baseurl = 'https://press.tarn.example/'\n{extra}"
    )


def weigh(browser: Browser, out: Path) -> dict[str, tuple[int, int]]:
    """Give requests and bytes by kind; pictures are counted apart."""
    requests: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    with serving(out, policy="") as site:
        home = site.url
        elsewhere: list[str] = []
        page.on("request", lambda one: one.url.startswith(home) or elsewhere.append(one.url))
        page.goto(f"{home}releases/gates.html", wait_until="networkidle")
        for answer in site.answers:
            suffix = Path(answer.path).suffix
            picture = suffix in {".jpg", ".png", ".svg", ".ico"}
            kind = "pictures" if picture else KINDS.get(suffix, "other")
            requests[kind] += 1
            sizes[kind] += answer.size
    page.close()
    found = {kind: (requests[kind], sizes[kind]) for kind in (*SHOWN, "pictures")}
    return {**found, "other hosts": (len([url for url in elsewhere if "://" in url]), 0)}


def main() -> None:
    """Build, weigh and print a table."""
    heads = (*SHOWN, "without pictures", "pictures", "other hosts")
    print("| page | " + " | ".join(heads) + " |")
    print("|---|" + "---:|" * len(heads))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for title, (extension, theme) in THEMES.items():
            needed = [extension, *([theme] if theme != "pressroom" else [])]
            if any(importlib.util.find_spec(module) is None for module in needed):
                print(f"| {title} | not installed |")
                continue
            source, out = Path(name, title), Path(name, f"{title}.html")
            write(source, extension, theme)
            command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(out)]
            subprocess.run(command, check=True)
            found = weigh(browser, out)
            total = tuple(map(sum, zip(*(found[kind] for kind in SHOWN), strict=True)))
            cells = [*(found[kind] for kind in SHOWN), total, found["pictures"]]
            words = [
                f"{number} · {size / 1000:.1f} kB" if number else "–" for number, size in cells
            ]
            print(f"| {title} | " + " | ".join(words) + f" | {found['other hosts'][0]} |")
        browser.close()


if __name__ == "__main__":
    main()
