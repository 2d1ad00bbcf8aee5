"""What Pagefind is asked, and what it and the whole index know of releases."""

import gzip
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sphinx.errors import ExtensionError

from sphinx_pressroom.outputs import pagefind
from sphinx_pressroom.outputs.pagefind_files import decode, encode, read
from sphinx_pressroom.outputs.search_index import listed
from sphinx_pressroom.outputs.search_marks import Marks, marked
from sphinx_pressroom.records.release import instant

PAGE = """<!DOCTYPE html>
<html class="no-js" lang="fr" data-content_root="../">
<head><title>Chrome</title></head><body><p>Chromeword</p>
<article class="press-release" lang="fr"><section id="x"><h1>Titre<a class="headerlink" href="#x">¶</a></h1>
<p>Bodyword number {number}</p><div class="no-search"><p>Related</p></div></section></article>
<p>Footword</p></body></html>
"""
TERMS = ["C, C++: “x”", "quote \" and '", "a:b,c", "emoji 🌊", "<b>", "日本語", "C#", "x/y"]


def page(number, language="fr"):
    of = Marks(f"Titre {number}", language, date(2026, 5, 1), "fr")
    return f"releases/{number}.html", marked(PAGE.replace("{number}", str(number)), of)


def pictured(number, language="fr"):
    path, text = page(number, language)
    return path, text.replace("<p>Bodyword", '<img src="a" alt="a"><p>Bodyword')


def content(files, kind):
    return {
        path: gzip.decompress(files[path])[len("pagefind_dcd") :]
        for path in files
        if path.startswith(f"{kind}/")
    }


def test_only_text():
    """The index holds the release's text and title, no chrome, no permalink and no box."""
    files = pagefind.index([page(1)])
    (fragment,) = content(files, "fragment").values()
    found = json.loads(fragment)
    assert found["url"] == "/releases/1.html"
    assert found["content"] == "Titre. Bodyword number 1."
    assert found["meta"] == {"title": "Titre 1", "language": "fr", "date": "1er\u00a0mai 2026"}


@pytest.mark.parametrize("suffix", ["html", "xhtml", "htm"])
def test_suffixes(suffix):
    """Pagefind reads pages of any suffix."""
    path, text = page(1)
    files = pagefind.index([(path.replace(".html", f".{suffix}"), text)])
    (fragment,) = content(files, "fragment").values()
    assert json.loads(fragment)["url"] == f"/releases/1.{suffix}"


def test_settings_of_somebody(monkeypatch, tmp_path):
    """Settings of Pagefind's in the environment or the folder change nothing."""
    before = pagefind.index([page(1)])
    (tmp_path / "pagefind.toml").write_text('force_language = "de"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "de")
    assert pagefind.index([page(1)]) == before


def test_terms():
    """A term reaches the list whole, once for each release, the most frequent first."""
    rows = [
        ("0", (*(("tag", term) for term in TERMS), ("year", "2021"))),
        ("a", (*(("tag", term) for term in reversed(TERMS)), ("tag", "C#"))),
        ("a", (("tag", "C#"), ("year", "2021"))),
    ]
    found = json.loads(listed(rows))
    assert found["parts"] == ["0", "a", 1]
    tags, years = found["filters"]["tag"], found["filters"]["year"]
    assert tags["terms"][0] == "C#"
    assert [len(terms) for terms in tags["releases"]] == [8, 8, 1]
    assert [tags["terms"][place] for place in tags["releases"][0]] == TERMS
    assert years == {"terms": ["2021"], "releases": [[0], [], [0]]}


def test_runs():
    """What many releases in a row have alike is in the list once, with how many more there are."""
    rows = [
        *[("2025", (("year", "2025"), ("tag", "a")))] * 4,
        *[("2026", (("year", "2026"), ("tag", "b"))), ("2026", (("year", "2026"), ("tag", "c")))],
    ]
    found = json.loads(listed(rows))
    assert found["parts"] == ["2025", 3, "2026", 1]
    assert found["filters"]["year"] == {"terms": ["2025", "2026"], "releases": [[0], 3, [1], 1]}
    assert found["filters"]["tag"]["releases"] == [[0], 3, [1], [2]]


def test_order():
    """Releases a minute apart stand in their order, after old ones and those without a date."""
    made = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
    dates = {f"at {n:02}": made + timedelta(minutes=n) for n in range(1, 41)}
    dates |= {"none": None, "old": date(1824, 5, 7), "first": date(1, 1, 1)}
    assert sorted(dates, key=lambda name: instant(dates[name])) == [
        "none",
        "first",
        "old",
        *(f"at {number:02}" for number in range(1, 41)),
    ]


def test_languages():
    """Each language has an index of its own; a country makes no other language."""
    files = pagefind.index([page(1), page(2, "en"), page(3, "en-GB"), page(4, "ja")])
    entry = json.loads(files["pagefind-entry.json"])
    counts = {code: of["page_count"] for code, of in entry["languages"].items()}
    assert counts == {"fr": 1, "en": 2, "ja": 1}


def test_files(build, releases, settings):
    """The folder has what our page loads, and no interface of Pagefind's own."""
    built = build(releases, **settings)
    names = {path.name.split(".")[0] for path in (built.out / "pagefind").iterdir()}
    assert names == {
        "pagefind",
        "pagefind-worker",
        "pagefind-entry",
        "releases",
        "wasm",
        "index",
        "fragment",
    }
    assert [path.name for path in (built.out / "pagefind" / "fragment").glob("*")] == ["0"]


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


@pytest.mark.parametrize(
    "change",
    [
        lambda words: words.replace(b"\x80", b"\xf5", 1),
        lambda words: words + b"\x00",
        lambda words: words.replace(b"\x83\x00", b"\x84\x00", 1),
        lambda words: words.replace(b"\x81", b"\xa1", 1),
    ],
)
def test_strange_words(change):
    """So is a file whose words are written in another way."""
    files = pagefind.index([pictured(1)])
    (path,) = (path for path in files if path.startswith("index/"))
    content = gzip.decompress(files[path])
    assert list(read(files))
    files[path] = gzip.compress(content[:12] + change(content[12:]))
    with pytest.raises(ValueError, match="Pagefind"):
        list(read(files))


def test_strange_program(build, releases, settings, monkeypatch):
    """A Pagefind that writes otherwise ends the build, which says what can be done."""
    real = pagefind.index

    def index(pages):
        files = real(pages)
        return {path: b"{}" if path.endswith(".json") else file for path, file in files.items()}

    monkeypatch.setattr(pagefind, "index", index)
    with pytest.raises(ExtensionError, match=r"1\.5.* is not known here.*install sphinx-pressroom"):
        build(releases, **settings)


@pytest.mark.parametrize("call", [lambda: pagefind.index([page(1)]), pagefind.version.__wrapped__])
def test_failure(monkeypatch, tmp_path, call):
    """A program that fails, at an index or at its version, ends the build with what it said."""
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\necho out of paper >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind, "_program", lambda: program)
    with pytest.raises(ExtensionError, match="Pagefind made no index: out of paper"):
        call()


def test_marks_on_the_article():
    """What a template says to Pagefind on the article itself is not said."""
    _, plain = page(1)
    tag = '<article class="press-release"'
    told = PAGE.replace("{number}", "1").replace(tag, f'{tag} Data-Pagefind-Filter="a"')
    of = Marks("Titre 1", "fr", date(2026, 5, 1), "fr")
    assert "pagefind-filter" not in marked(told, of).lower()
    assert "data-pagefind-body" in plain


def test_refusal():
    """What Pagefind says of a page that it cannot read ends the build."""
    path, text = page(1)
    with pytest.raises(ExtensionError, match=r"Pagefind made no index: .* hex escape"):
        pagefind.index([(path, text + "\ud800")])


def test_build(build, releases, settings):
    """A build indexes the releases and nothing else, without a word about it."""
    built = build({**releases, "about.md": "# About\n\nAboutword\n"}, **settings)
    urls = set()
    for path in (built.out / "pagefind" / "fragment").rglob("*.*"):
        found = gzip.decompress(path.read_bytes()).decode()
        assert "Aboutword" not in found
        assert not re.search("[0-9a-f]{64}", found), "a digest of the page's proof"
        urls.add(json.loads(found.removeprefix("pagefind_dcd"))["url"])
    assert urls == {f"/{name.removesuffix('.md')}.html" for name in releases}
    assert not (built.out / "searchindex.js").exists()


def test_withdrawn(build, releases, settings):
    """Nothing of a release that is withdrawn stays in the index."""
    built = build(releases, **settings)
    before = {path.name for path in (built.out / "pagefind" / "fragment").rglob("*.*")}
    built = build({"releases/2025/floods.md": None})
    after = {path.name for path in (built.out / "pagefind" / "fragment").rglob("*.*")}
    assert (len(before), len(after)) == (3, 2)
    texts = [
        gzip.decompress(path.read_bytes())
        for path in (built.out / "pagefind").rglob("*")
        if path.suffix in {".pf_fragment", ".pf_index"}
    ]
    texts.append((built.out / "pagefind" / "releases.json").read_bytes())
    assert len(texts) > 3
    assert not any(word in text for text in texts for word in (b"janvier", b"crues", b"ponts"))


def test_withdrawn_with_a_notice(build, releases, settings):
    """Neither does anything of one that was withdrawn in public, whose page stays."""
    name = "releases/2025/floods.md"
    text = releases[name].replace("---\n", "---\nwithdrawn: 2025-02-01\n", 1)
    built = build({**releases, name: text}, **settings)
    found = [path.read_bytes() for path in (built.out / "pagefind" / "fragment").rglob("*.*")]
    texts = [gzip.decompress(content) for content in found]
    assert len(texts) == 2
    assert not any(word in text for text in texts for word in (b"janvier", b"crues", b"ponts"))
    assert "press-notice-withdrawn" in built.page("releases/2025/floods")


def test_no_search(build, releases, settings):
    """A release whose front matter forbids search is in no index, and its language has none."""
    name = "releases/2026/universities.md"
    text = releases[name].replace("language: en", "language: en\nnosearch: true")
    built = build({**releases, name: text}, **settings)
    assert len(list((built.out / "pagefind" / "fragment").rglob("*.*"))) == 2
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
        for path in (built.out / "pagefind" / "fragment").rglob("*.*")
    }
    assert urls == {f"/{name.removesuffix('.md')}/" for name in releases}
