"""Measure what a large collection costs: builds, pages, and what a visitor's search downloads.

The same releases are built with Pagefind, with Sphinx's own search, and by plain Sphinx from the
same words: from nothing, again without a change, and after one word was edited. Then one query is
asked in Chromium. Run it with the environment of the tests:
``python benchmarks/large.py --count 10000``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import generate
from playwright.sync_api import sync_playwright
from process import run

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from serving import serving

CHROMIUM = "/usr/bin/chromium"
KINDS = ("pagefind", "sphinx", "plain")
WATCHED = '''
def setup(app):
    """Note the CPU seconds that the search index takes, those of its programs included."""
    import atexit, os
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx_pressroom.outputs import search_index

    spent = [0.0]

    def watched(function):
        def call(*arguments, **named):
            start = sum(os.times()[:4])
            try:
                return function(*arguments, **named)
            finally:
                spent[0] += sum(os.times()[:4]) - start
        return call

    for name in ("index_page", "load_indexer", "dump_search_index"):
        setattr(StandaloneHTMLBuilder, name, watched(getattr(StandaloneHTMLBuilder, name)))
    search_index.joined = watched(search_index.joined)  # asks Pagefind, too
    atexit.register(lambda: open(os.environ["SPENT"], "w").write(str(spent[0])))
'''


def build(source: Path, output: Path) -> str:
    """Build a folder in a process of its own, upon what is there; tells what that cost."""
    spent = output.with_suffix(".spent")
    options = ("-q", "-b", "html", "-d", f"{output}.doctrees")
    cost = run("-m", "sphinx", *options, source, output, SPENT=str(spent))
    return f"{cost} ({float(spent.read_text()):.1f} s CPU for search)"


def measure(folder: Path, kind: str, count: int) -> Path:
    """Write and build one kind three times, print what it cost, and give the output folder."""
    source, output = folder / kind, folder / f"{kind}.html"
    generate.write(source, "plain" if kind == "plain" else "room", count)
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("html_baseurl = 'https://presse.example/en/latest/'\n")
        conf.write(WATCHED if kind == "plain" else f"press_search = {kind!r}\n{WATCHED}")
    print(f"{kind:9} clean  {build(source, output)}", flush=True)
    print(f"{kind:9} no-op  {build(source, output)}", flush=True)
    edited = next((source / "releases").rglob("*.md"))
    edited.write_text(edited.read_text("utf-8") + "\nUn mot.\n", "utf-8")
    print(f"{kind:9} edit   {build(source, output)}", flush=True)
    return output


def describe(output: Path) -> str:
    """Count the pages, and weigh the largest page and the search index."""
    files = {file: file.stat().st_size for file in output.rglob("*") if file.is_file()}
    pages = {file: size for file, size in files.items() if file.suffix == ".html"}
    largest = max(pages, key=lambda file: pages[file])
    index = {file: size for file, size in files.items() if file.parent.name == "pagefind"}
    index |= {file: size for file, size in files.items() if "pagefind" in file.parts}
    index |= {file: size for file, size in files.items() if file.name == "searchindex.js"}
    return (
        f"{len(pages)} pages, {len(files)} files, {sum(files.values()) / 1e6:.0f} MB; largest page "
        f"{pages[largest] / 1e3:.0f} kB ({largest.relative_to(output)}); "
        f"index {sum(index.values()) / 1e6:.1f} MB in {len(index)} files"
    )


def asked(output: Path, words: str) -> str:
    """Ask the search page for words in Chromium; tell what went over the wire, compressed."""
    with serving(output, policy="") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page()
        tab.goto(f"{site.url}search.html?q={words}", timeout=120_000)
        results = tab.locator(".press-search-results li, ul.search li")
        results.first.wait_for(timeout=120_000)
        tab.wait_for_load_state("networkidle")
        browser.close()
        parts = [one for one in site.answers if one.status == 200]
        total = sum(one.size for one in parts)
        index = sum(one.size for one in parts if "pagefind" in one.path or "index.js" in one.path)
    return (
        f"{total / 1e3:.0f} kB in {len(parts)} answers, {index / 1e3:.0f} kB of them of the index"
    )


def main() -> None:
    """Measure each kind and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--words", default="surveillance")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for kind in options.kinds:
            output = measure(Path(name), kind, options.count)
            print(f"{kind:9} {describe(output)}")
            print(f"{kind:9} one query: {asked(output, options.words)}", flush=True)


if __name__ == "__main__":
    main()
