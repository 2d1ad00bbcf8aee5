"""The index: what it is made of, and that it is always the same."""

import gzip
import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from sphinx_pressroom.outputs import pagefind
from sphinx_pressroom.outputs.pagefind_files import decode, encode, orderly
from sphinx_pressroom.outputs.search_marks import Marks, marked, marks
from sphinx_pressroom.records import Release

PAGE = """<!DOCTYPE html>
<html class="no-js" lang="fr" data-content_root="../">
<head><title>Chrome</title></head><body><p>Chromeword</p>
<article class="press-release" lang="fr"><section id="x"><h1>Titre<a class="headerlink" href="#x">¶</a></h1>
<p>Bodyword number {number}</p><div class="no-search"><p>Related</p></div></section></article>
<p>Footword</p></body></html>
"""
TERMS = ["C, C++: “x”", "quote \" and '", "a:b,c", "emoji 🌊", "<b>", "日本語", "C#", "x/y"]


def page(number, language="fr"):
    terms = [("tag", term) for term in (*TERMS, f"own {number}")]
    filters = (("language", language), ("year", str(2020 + number % 5)), *terms)
    of = Marks(f"Titre {number}", language, "1er mai", f"20{number % 7:02}", filters)
    return f"releases/{number}.html", marked(PAGE.replace("{number}", str(number)), of)


def content(files, kind):
    return {
        path: gzip.decompress(files[path])[len("pagefind_dcd") :]
        for path in files
        if path.startswith(f"pagefind/{kind}/")
    }


def filters(files):
    read = [decode(gzip.decompress(files[path])) for path in files if ".pf_filter" in path]
    return {name: {term: len(pages) for term, pages in terms} for name, terms in read}


def test_only_text():
    """The index holds the release's text and title, no chrome, no permalink and no box."""
    files = pagefind.index([page(1)])
    (fragment,) = content(files, "fragment").values()
    found = json.loads(fragment)
    assert found["url"] == "/releases/1.html"
    assert found["content"] == "Titre. Bodyword number 1."
    assert found["meta"] == {
        "title": "Titre 1",
        "language": "fr",
        "date": "1er mai",
        "moment": "2001",
    }


@pytest.mark.parametrize("suffix", ["html", "xhtml", "htm"])
def test_nothing_but_pages_is_read(suffix, monkeypatch):
    """Pagefind reads pages of any suffix, and fails at nothing, such as a folder in its way."""
    said = []
    real = subprocess.run

    def run(*arguments, **more):
        done = real(*arguments, **more)
        said.append(done.stdout + done.stderr)
        return done

    monkeypatch.setattr(subprocess, "run", run)
    path, text = page(1)
    files = pagefind.index([(path.replace(".html", f".{suffix}"), text)])
    assert len(content(files, "fragment")) == 1
    assert len(said) == 1
    assert "fail" not in said[0].lower()


def test_terms():
    """A term reaches its filter whole, whatever characters it has."""
    found = filters(pagefind.index([page(1), page(2)]))
    assert found["tag"] == {**dict.fromkeys(TERMS, 2), "own 1": 1, "own 2": 1}
    assert found["year"] == {"2021": 1, "2022": 1}
    assert found["language"] == {"fr": 2}


def test_order():
    """Releases a minute apart stand in their order, after old ones and those without a date."""
    made = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
    dates = {f"at {n:02}": made + timedelta(minutes=n) for n in range(1, 41)}
    dates |= {"none": None, "old": date(1824, 5, 7), "first": date(1, 1, 1)}
    pages = [
        (f"{name}.html", marked(PAGE, marks(Release(title=name, date=when), "fr")))
        for name, when in dates.items()
    ]
    files = pagefind.index(pages)
    (meta,) = (path for path in files if path.endswith(".pf_meta"))
    _, pages, _, _, ((_, order),), *_ = decode(gzip.decompress(files[meta]))
    titles = {
        path.removeprefix("pagefind/fragment/").partition(".")[0]: json.loads(text)["meta"]["title"]
        for path, text in content(files, "fragment").items()
    }
    assert [titles[pages[place][0]] for place in order] == [
        "none",
        "first",
        "old",
        *(f"at {number:02}" for number in range(1, 41)),
    ]


def test_languages():
    """Each language has an index of its own; a country makes no other language."""
    files = pagefind.index([page(1), page(2, "en"), page(3, "en-GB"), page(4, "ja")])
    entry = json.loads(files["pagefind/pagefind-entry.json"])
    counts = {code: of["page_count"] for code, of in entry["languages"].items()}
    assert counts == {"fr": 1, "en": 2, "ja": 1}


def test_files():
    """The bundle has what our page loads, and no interface of Pagefind's own."""
    names = {path.split("/")[1].split(".")[0] for path in pagefind.index([page(1)])}
    assert names == {
        "pagefind",
        "pagefind-worker",
        "pagefind-entry",
        "wasm",
        "index",
        "fragment",
        "filter",
    }


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from hashlib import sha256
from test_pagefind import page
from sphinx_pressroom.outputs import pagefind
pages = [page(number, ["fr", "en"][number % 2]) for number in range(400)]
if sys.argv[2] == "backwards":
    pages.reverse()
for path, content in pagefind.index(pages).items():
    print(path, sha256(content).hexdigest())
"""


@pytest.mark.long
def test_repeats(tmp_path):
    """Index of the same pages is the same to the byte in any process, folder and order."""
    found = set()
    for turn, order in enumerate(["forwards", "backwards", "forwards", "backwards"]):
        folder = tmp_path / ("x" * 10 * turn or "y")
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(Path(__file__).parent), order],
            env={**os.environ, "TMPDIR": str(folder), "PAGEFIND_SITE": "nowhere"},
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
        found.add(done.stdout)
    assert len(found) == 1
    assert "pagefind/pagefind-entry.json" in found.pop()


def test_pagefind_is_not_orderly():
    """Pagefind by itself writes a filter's terms in any order; else `orderly` may go."""
    found = set()
    plain = orderly_off()
    for _ in range(8):
        files = plain([page(number) for number in range(3)])
        found.add(files["pagefind/pagefind-entry.json"])
    assert len(found) > 1


def orderly_off():
    def index(pages):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pagefind, "orderly", lambda files: files)
            return pagefind.index(pages)

    return index


def test_names_in_order():
    """Terms are sorted, files are renamed by their content, and all that names them follows."""
    term = b"pagefind_dcd" + encode(["tag", [["b", [1]], ["a", [0, 300]]]])
    both = [["tag", "fr_0000000"], ["language", "fr_2222222"]]
    meta = b"pagefind_dcd" + encode(["1.5.2", [], [], both, [70_000]])
    files = orderly(
        {
            "filter/fr_0000000.pf_filter": gzip.compress(term),
            "pagefind.fr_1111111111.pf_meta": gzip.compress(meta),
            "pagefind-ui.js": b"",
            "pagefind-entry.json": b'{"version":"1","languages":{"fr":{"hash":"fr_1111111111"}}}',
        }
    )
    (filter_,) = (path for path in files if path.startswith("filter/"))
    (meta_,) = (path for path in files if path.endswith(".pf_meta"))
    name = filter_.removeprefix("filter/").removesuffix(".pf_filter")
    assert name != "fr_0000000"
    assert len(name) == len("fr_0000000")
    assert decode(gzip.decompress(files[filter_])) == ["tag", [["a", [0, 300]], ["b", [1]]]]
    both = [["language", "fr_2222222"], ["tag", name]]
    assert decode(gzip.decompress(files[meta_])) == ["1.5.2", [], [], both, [70_000]]
    entry = json.loads(files["pagefind-entry.json"])
    assert f"pagefind.{entry['languages']['fr']['hash']}.pf_meta" == meta_
    assert "pagefind-ui.js" not in files


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (23, "17"),
        (24, "1818"),
        (255, "18ff"),
        (256, "190100"),
        (65536, "1a00010000"),
        (2**32, "1b0000000100000000"),
        ("é", "62c3a9"),
        ([1, "a", []], "8301616180"),
    ],
)
def test_numbers_and_texts(value, written):
    """Values are written as RFC 8949 has them, and read back."""
    assert encode(value).hex() == written
    assert decode(b"pagefind_dcd" + bytes.fromhex(written)) == value


@pytest.mark.parametrize("content", [b"else", b"pagefind_dcd\xf5", b"pagefind_dcd\x01\x01"])
def test_strange_file(content):
    """A file of another kind is refused, not written anew with something missing."""
    with pytest.raises(ValueError, match="Pagefind"):
        decode(content)


def test_failure(monkeypatch, tmp_path):
    """A program that fails ends the build with what it said."""
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\necho out of paper >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind, "_program", lambda: program)
    with pytest.raises(ExtensionError, match="Pagefind made no index: out of paper"):
        pagefind.index([page(1)])


def test_build(build, releases, settings):
    """A build indexes the releases and nothing else, without a word about it."""
    built = build({**releases, "about.md": "# About\n\nAboutword\n"}, **settings)
    urls = set()
    for path in (built.out / "pagefind" / "fragment").iterdir():
        found = gzip.decompress(path.read_bytes()).decode()
        assert "Aboutword" not in found
        assert not re.search("[0-9a-f]{64}", found), "a digest of the page's proof"
        urls.add(json.loads(found.removeprefix("pagefind_dcd"))["url"])
    assert urls == {f"/{name.removesuffix('.md')}.html" for name in releases}
    assert not (built.out / "searchindex.js").exists()


def test_withdrawn(build, releases, settings):
    """Nothing of a release that is withdrawn stays in the index."""
    built = build(releases, **settings)
    before = {path.name for path in (built.out / "pagefind" / "fragment").iterdir()}
    built = build({"releases/2025/floods.md": None})
    after = {path.name for path in (built.out / "pagefind" / "fragment").iterdir()}
    assert (len(before), len(after)) == (3, 2)
    texts = [
        gzip.decompress(path.read_bytes())
        for path in (built.out / "pagefind").rglob("*")
        if path.suffix in {".pf_fragment", ".pf_filter", ".pf_index"}
    ]
    assert texts
    assert not any(word in text for text in texts for word in (b"janvier", b"crues", b"ponts"))


def test_withdrawn_with_a_notice(build, releases, settings):
    """Neither does anything of one that was withdrawn in public, whose page stays."""
    name = "releases/2025/floods.md"
    text = releases[name].replace("---\n", "---\nwithdrawn: 2025-02-01\n", 1)
    built = build({**releases, name: text}, **settings)
    found = [path.read_bytes() for path in (built.out / "pagefind" / "fragment").iterdir()]
    texts = [gzip.decompress(content) for content in found]
    assert len(texts) == 2
    assert not any(word in text for text in texts for word in (b"janvier", b"crues", b"ponts"))
    assert "press-notice-withdrawn" in built.page("releases/2025/floods")


def test_not_asked_again(build, releases, settings, monkeypatch):
    """Pagefind is called when a release has changed, and not for another page."""
    build(releases, **settings)
    asked = []
    monkeypatch.setattr(pagefind, "index", lambda pages: asked.append(list(pages)) or {})
    build({"index.md": "# Another room\n"}, **settings)
    assert asked == []
    build({"releases/2025/floods.md": releases["releases/2025/floods.md"] + "\nPlus.\n"})
    assert len(asked) == 1


def test_no_search(build, releases, settings):
    """A release whose front matter forbids search is in no index, and its language has none."""
    name = "releases/2026/universities.md"
    text = releases[name].replace("language: en", "language: en\nnosearch: true")
    built = build({**releases, name: text}, **settings)
    assert len(list((built.out / "pagefind" / "fragment").iterdir())) == 2
    assert 'data-languages="fr"' in built.page("search")


def test_no_release(build, settings):
    """A press room without a release has a search page and no index."""
    built = build({}, **settings)
    assert 'data-languages=""' in built.page("search")
    assert not (built.out / "pagefind").exists()


def test_sphinx_chosen(build, releases, settings):
    """The setting `sphinx` keeps Sphinx's own search."""
    built = build(releases, **settings, press_search="sphinx")
    assert (built.out / "searchindex.js").exists()
    assert "press-search" not in built.page("search")
    assert not (built.out / "pagefind").exists()


def test_not_installed(build, releases, settings, monkeypatch):
    """Where Pagefind is asked for and absent, Sphinx's search is used and a warning says so."""
    monkeypatch.setattr(pagefind, "_program", lambda: None)
    built = build(releases, **settings, press_search="pagefind")
    (warned,) = built.located
    assert (warned.path, warned.subtype) == ("conf.py", "setting")
    assert "press_search: Pagefind is not installed" in warned.message
    assert "install sphinx-pressroom[search]" in warned.message
    assert (built.out / "searchindex.js").exists()


def test_auto_not_installed(build, releases, settings, monkeypatch):
    """Where Pagefind is absent and nobody asks for it, Sphinx's search is used in silence."""
    monkeypatch.setattr(pagefind, "_program", lambda: None)
    built = build(releases, **settings)
    assert built.located == []
    assert (built.out / "searchindex.js").exists()


def test_unknown_choice(build, releases, settings):
    """A value that is no choice is a warning, and counts as `auto`."""
    built = build(releases, **settings, press_search="lunr")
    (warned,) = built.located
    assert warned.message == (
        "press_search: unknown search 'lunr'; known are auto, pagefind, sphinx"
    )
    assert (built.out / "pagefind" / "pagefind.js").exists()


def test_dirhtml(build, releases, settings):
    """Pages of the builder dirhtml are indexed under their folders."""
    built = build(releases, builder="dirhtml", **settings)
    urls = {
        json.loads(gzip.decompress(path.read_bytes())[len("pagefind_dcd") :])["url"]
        for path in (built.out / "pagefind" / "fragment").iterdir()
    }
    assert urls == {f"/{name.removesuffix('.md')}/" for name in releases}
