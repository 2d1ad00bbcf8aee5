"""The index that is joined of parts: what it knows, and what an edit costs."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from multiprocessing import active_children
from pathlib import Path
from time import sleep
from typing import NamedTuple

import pytest
from sphinx.errors import SphinxParallelError

from sphinx_pressroom.outputs import (
    pagefind,
    pagefind_files,
    publication,
    search_index,
    search_parts,
    verification,
)
from sphinx_pressroom.outputs.search_parts import names_of

ENTRY = "pagefind-entry.json"
WORDS = (
    "marée",
    "marees",
    "Mâcon",
    "macon",
    "crue",
    "crues",
    "l'été",
    "relevé",
    "relevait",
    "1924",
)
PICTURE = "![Girafe](https://elsewhere.example/g.png)"


def text(number, title="Bulletin", body="", **matter):
    """Write a release whose words other releases have, and do not have."""
    words = [WORDS[(number * turn + turn) % len(WORDS)] for turn in range(1, 30)]
    lines = {"title": f"{title} {number}", "date": f"20{number % 16 + 10}-03-{number % 28 + 1:02}"}
    front = "".join(f"{name}: {value}\n" for name, value in {**lines, **matter}.items())
    return f"---\n{front}---\n\n{body} Propre{number}. {' '.join(words)}\n"


def many(count=24):
    """Write releases, every fifth in English."""
    return {
        f"releases/r{number:02}.md": text(number, **({} if number % 5 else {"language": "en"}))
        for number in range(count)
    }


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Let five releases be many, that a small press room has parts."""
    monkeypatch.setattr(search_parts, "FEW", 5)
    monkeypatch.setattr(publication, "LARGE", 5)


@pytest.fixture
def asked(monkeypatch):
    """Return the paths that Pagefind is asked about in one build, one list for each time."""
    found = []
    real = pagefind.index

    def index(pages):
        pages = list(pages)
        found.append([path for path, _ in pages if not path.startswith("press-")])
        return real(pages)

    monkeypatch.setattr(pagefind, "index", index)
    return found


def files(built):
    """Read all files of the search."""
    folder = built.out / "pagefind"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def fragments(built):
    """List the folders that hold the texts of a part."""
    return list((built.out / "pagefind" / "fragment").iterdir())


def value(content, at):
    """Read CBOR as RFC 8949 has it; nothing here comes from the code that is tested."""
    kind, size = content[at] >> 5, content[at] & 31
    at += 1
    if size >= 24:
        width = 1 << size - 24
        size, at = int.from_bytes(content[at : at + width], "big"), at + width
    if kind == 4:
        items = []
        for _ in range(size):
            item, at = value(content, at)
            items.append(item)
        return items, at
    if kind == 3:
        return content[at : at + size].decode(), at + size
    assert kind in {0, 1}
    return (size if kind == 0 else -1 - size), at


def opened(file):
    return value(gzip.decompress(file), len("pagefind_dcd"))[0]


class Told(NamedTuple):
    """What an index says."""

    version: str
    wasm: str | None
    lengths: dict[str, int]
    """Numbers of words, by address."""
    words: dict[str, dict[str, dict[str, list]]]
    """By word, form and address the places in the text and in fields."""
    texts: list[dict]


def told(found):
    """Read an index of each language."""
    said = {}
    for language, entry in json.loads(found["pagefind-entry.json"])["languages"].items():
        version, pages, chunks, _, _, fields = opened(found[f"pagefind.{entry['hash']}.pf_meta"])
        assert entry["page_count"] == len(pages)
        fragments = [found[f"fragment/{name}.pf_fragment"] for name, _ in pages]
        texts = [json.loads(gzip.decompress(fragment)[12:]) for fragment in fragments]
        urls = [text["url"] for text in texts]
        words = {}
        for _, _, name in chunks:
            for word, plain, forms in opened(found[f"index/{name}.pf_index"])[0]:
                assert word not in words
                words[word] = {
                    form: places(own, urls, fields) for form, own in [("", plain), *forms]
                }
        lengths = {url: length for url, (_, length) in zip(urls, pages, strict=True)}
        texts.sort(key=lambda text: text["url"])
        said[language] = Told(version, entry["wasm"], lengths, words, texts)
    return said


def places(pages, urls, fields):
    number, found = 0, {}
    for distance, text, said in pages:
        number += distance
        found[urls[number]] = [text, [fields[-1 - one] if one < 0 else one for one in said]]
    return found


def test_the_same_as_pagefind(build, settings, monkeypatch):
    """What is joined of parts says what Pagefind says of all releases at once."""
    pages = []
    real = pagefind.index

    def index(given):
        given = list(given)
        pages.extend(one for one in given if not one[0].startswith("press-"))
        return real(given)

    monkeypatch.setattr(pagefind, "index", index)
    built = build({**many(), "releases/picture.md": text(7, body=PICTURE)}, **settings)
    ours, theirs = told(files(built)), told(real(pages))
    assert len(pages) == 25
    assert ours.keys() == theirs.keys() == {"fr", "en"}
    assert len(ours["fr"].words["mare"]) > 1
    assert ours["fr"].words["giraf"][""] == {"/releases/picture.html": [[], ["image_alt", 0]]}
    for language, said in theirs.items():
        assert ours[language] == said


def test_only_the_edited_is_asked_for(build, settings, asked):
    """Pagefind is asked about an edited release, an added one, and others whose pages change."""
    build(many(), **settings)
    del asked[:]
    build({"index.md": "# Another room\n"})
    assert asked == []
    build({"releases/r07.md": text(7, body="Plus.")})
    assert [paths for paths in asked if paths] == [["releases/r07.html"]]
    del asked[:]
    build({"releases/r30.md": text(30), "releases/r08.md": None})
    paths = {path for paths in asked for path in paths}
    assert "releases/r30.html" in paths
    assert "releases/r08.html" not in paths
    assert len(paths) <= 5  # neighbours, which link to these


@pytest.mark.parametrize("years", [16, 3])
def test_processes_ask(project, settings, asked, years):
    """With two processes, others ask about parts; what comes of it is what one makes of all."""
    sources = {
        name: re.sub(r"date: 20..", f"date: {2000 + number % years}", own)
        for number, (name, own) in enumerate(many().items())
    }
    alone = project()(sources, **settings)
    assert sum(map(len, asked)) == 24
    assert len(fragments(alone)) == years
    del asked[:]
    build = project()
    assert files(build(sources, parallel=2, **settings)) == files(alone)
    edited = {"releases/r07.md": text(7, body="Zibeline.")}
    again = build(edited, parallel=2)
    assert asked == []
    clean = project()({**sources, **edited}, **settings)
    assert files(again) == files(clean)
    assert files(build({}, parallel=2)) == files(clean)


def test_a_process_that_fails(build, settings, monkeypatch):
    """A mistake in the process that makes the index meanwhile ends the build, with what it was."""

    def fail(*given):
        raise LookupError("no words")

    monkeypatch.setattr(search_index, "joined", fail)
    with pytest.raises(SphinxParallelError, match="no words"):
        build(many(), parallel=2, **settings)


def test_a_mistake_meanwhile(build, settings, monkeypatch):
    """A mistake in what is made beside the index ends the build, and the other process with it."""
    monkeypatch.setattr(search_index, "joined", lambda *given: sleep(600))
    monkeypatch.setattr(verification, "_manifest", lambda publication, listed: listed.nothing)
    with pytest.raises(AttributeError, match="nothing"):
        build(many(), parallel=2, **settings)
    for process in active_children():
        process.join(10)
    assert not active_children()


def written(folder):
    """Tell when each file of a folder was written."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_an_edit_writes_what_it_changes(build, settings, monkeypatch):
    """An edit makes the files of its words, its own text and what is kept of its month and year."""
    monkeypatch.setattr(pagefind_files, "CHUNK", 300)
    built = build(many(40), **settings)
    search, cache = built.out / "pagefind", Path(built.app.doctreedir, "press-html-search")
    before, kept = written(search), written(cache)
    packed = []
    real = pagefind_files.packed
    monkeypatch.setattr(pagefind_files, "packed", lambda file: packed.append(file) or real(file))
    build({"releases/r07.md": text(7) + "\nZibeline.\n"})
    new = [path for path, when in written(search).items() if before.get(path) != when]
    (fragment,) = (path for path in new if path.suffix == ".pf_fragment")
    words = [path for path in new if path.suffix == ".pf_index"]
    assert 1 <= len(words) < len(list(search.glob("index/*"))) / 4
    (meta,) = (path for path in new if path.suffix == ".pf_meta")
    assert {*new} == {fragment, *words, meta, search / ENTRY}
    assert len(packed) == len(words) + 1
    part = fragment.parent.name
    changed = {path.name for path, when in written(cache).items() if kept[path] != when}
    own = {f"{part}-03.pages", f"{part}-03.words", f"{part}.part"}
    assert changed == own | {"earlier.parts"}
    kept = written(cache)
    build({"releases/r15.md": text(15) + "\nZibeline.\n"})
    changed = {path.name for path, when in written(cache).items() if kept[path] != when}
    assert changed == {"2025-03.pages", "2025-03.words", "2025.part"}


STEPS = {
    "edited": {"releases/r03.md": text(3, body="Zibeline et marée.")},
    "added and removed": {
        "releases/r40.md": text(40),
        "releases/r41.md": text(41, language="de"),
        "releases/r42.md": text(42, date="2018-01-31"),
        "releases/r43.md": text(43, date="2018-11-01", language="en"),
        "releases/r06.md": text(6, date="1999-01-01"),
        "releases/r04.md": None,
    },
    "first of a year edited": {"releases/r42.md": text(42, title="Zibeline", date="2018-01-30")},
    "first of a year removed": {"releases/r42.md": None},
    "few": {f"releases/r{number:02}.md": None for number in (*range(7, 24), 41, 43)},
    "many": many(12),
}


def test_always_as_clean(build, project, settings):
    """Whatever has changed, the files are those of a clean build, also when parts come and go."""
    sources = many()
    build(sources, **settings)
    for step, change in STEPS.items():
        sources = {name: own for name, own in {**sources, **change}.items() if own is not None}
        clean = project()(sources, **settings)
        assert files(build(change)) == files(clean), step


def test_what_is_kept_does_not_tell(build, settings):
    """What is kept, and damaged, gone or of other releases, changes nothing but the time taken."""
    built = build(many(), **settings)
    first = files(built)
    cache = Path(built.app.doctreedir, "press-html-search")
    kept = sorted(cache.iterdir())
    for number, file in enumerate(kept):
        if number % 3 == 0:
            file.write_bytes(file.read_bytes()[:-5])
        elif number % 3 == 1:
            file.write_bytes(b"else")
        else:
            file.unlink()
    shutil.rmtree(built.out / "pagefind")
    assert files(build({})) == first
    for one, other in zip(kept[:-2], kept[2:], strict=True):  # of the part before
        shutil.copy(one, other)
    shutil.rmtree(built.out / "pagefind")
    assert files(build({})) == first


def test_a_part_goes(build, settings):
    """Of a part without releases no file stays, nor of a search without any."""
    sources = many()
    built = build(sources, **settings)
    cache = Path(built.app.doctreedir, "press-html-search")
    parts = {path.name: len(list(path.iterdir())) for path in fragments(built)}
    part = min(parts, key=lambda name: (parts[name], name))
    assert len(parts) > 8
    gone = [name for name, text in sources.items() if f"\ndate: {part}-" in text]
    assert len(gone) == parts[part]
    built = build(dict.fromkeys(gone))
    assert {path.name for path in fragments(built)} == parts.keys() - {part}
    assert {path.stem for path in cache.glob("*.part")} == parts.keys() - {part}
    assert {path.stem for path in cache.glob("*.words")} == {f"{p}-03" for p in parts if p != part}
    assert {path.stem for path in cache.iterdir() if part in path.name} == set()
    words = [gzip.decompress(path.read_bytes()) for path in built.out.rglob("*.pf_index")]
    number = gone[0].removeprefix("releases/r").removesuffix(".md").encode()
    kept = [path.read_bytes() for path in cache.iterdir()]
    assert not any(b"propre" + number in content for content in (*words, *kept))
    built = build({}, press_search="sphinx")
    assert not (built.out / "pagefind").exists()
    assert not cache.exists()


def test_few_are_one_part(monkeypatch):
    """As many releases as a small press room has are one part, more are parts by their years."""
    monkeypatch.undo()
    dates = {str(number): date(1990 + number % 30, 1, 1) for number in range(500)}
    assert set(names_of(dates).values()) == {("0", "0")}
    names = names_of({**dates, "none": None})
    assert (names["3"], names["none"]) == (("1993", "1993-01"), ("0", "0"))
    assert len(set(names.values())) == 31


def test_many_in_a_year(monkeypatch):
    """A year that has very many releases is parts by its months, others are not."""
    monkeypatch.setattr(search_parts, "MANY", 3)
    days = [date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1)]
    dates = {str(day): day for day in [*days, date(2026, 3, 1), date(2026, 3, 2)]}
    names = names_of({**dates, "old": date(26, 1, 1)})
    assert {part for part, _ in names.values()} == {"2025", "2026", "0026"}
    assert names["old"] == ("0026", "0026-01")
    names = names_of(
        {**dates, "more": datetime(2026, 3, 3, 9, tzinfo=UTC), "most": date(2026, 12, 9)}
    )
    assert names["2025-05-01"] == ("2025", "2025-05")
    assert names["2026-03-02"] == names["more"] == ("2026-03", "2026-03")
    assert names["most"] == ("2026-12", "2026-12")


def test_a_new_release(build, settings, monkeypatch):
    """A release newer than all others changes the files of its own words, and moves no other."""
    monkeypatch.setattr(pagefind_files, "CHUNK", 1)
    own = [letter * 3 + "qu" for letter in "bcdfghjklmnprstv"]
    sources = {f"releases/r{n:02}.md": text(n, body=word) for n, word in enumerate(own)}
    before = files(build(sources, **settings))
    after = files(build({"releases/r40.md": text(40, date="2026-05-01")}))
    for word in own:
        held = [
            {name for name in found if name.endswith(".pf_index") and has(found[name], word)}
            for found in (before, after)
        ]
        assert len(held[0]) == 1
        assert held[0] == held[1]
    assert {name for name in before if name.startswith("fragment/")} < after.keys()


def has(file, word):
    """Tell whether a file of the index holds a word."""
    return word.encode() in gzip.decompress(file)


def test_marks_of_others(build, settings):
    """Marks for Pagefind that a text has are none, whatever they are good for elsewhere."""
    mark = (
        '<p DATA-pagefind-meta="author:Zoé" data-pagefind-filter="a" data-pagefind-sort="b">x</p>'
    )
    sources = {**many(), "releases/one.md": text(1, body=mark)}
    built = build(sources, **settings, press_raw_html="allow")
    assert "DATA-pagefind-meta" in built.page("releases/one")
    said = told(files(built))["fr"]
    assert {"date", "language", "title"} == {name for one in said.texts for name in one["meta"]}
    assert not any(one["filters"] for one in said.texts)


def test_a_release_without_a_word(build, settings, monkeypatch):
    """Pagefind knows nothing of a release without a word; others are found as before."""
    real = search_index.marked
    bare = '<html lang="fr"><article class="press-release">…</article>'
    monkeypatch.setattr(
        search_index, "marked", lambda page, of: real(bare if of.title == "…" else page, of)
    )
    built = build({"releases/bare.md": "---\ntitle: '…'\n---\n"}, **settings)
    assert told(files(built))["fr"][2:] == ({}, {}, [])
    said = told(files(build(many())))
    assert len(said["fr"].lengths) + len(said["en"].lengths) == 24


def test_words_that_begin_alike():
    """They are in one file, whose range takes in who types six letters, or fewer that suffice."""
    words = [f"{start}{end}" for start in ("inter", "interne", "sur", "survei") for end in "abcdef"]
    section = pagefind_files.Section([], {pagefind_files.key(w): (1, 0, 0, b"") for w in words})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pagefind_files, "CHUNK", 1)
        chunks = pagefind_files.chunks(section)
    found = [[word for word, _ in chunk] for chunk in chunks]
    assert sorted(words) == [word for chunk in found for word in chunk]
    assert [word for word in words if word.startswith("intern")] in found
    ranges = pagefind_files.ranges(chunks)
    for chunk, (start, end) in zip(found, ranges, strict=True):
        assert all(start <= word <= end for word in chunk)
        assert start <= chunk[0][:6] <= end


SCRIPT = """
import sys
from hashlib import sha256
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_pagefind import pictured as page
from sphinx_pressroom.outputs import pagefind, search_parts
from sphinx_pressroom.outputs.pagefind_files import read
from sphinx_pressroom.outputs.search_index import joined

pages = {number: page(number, ["fr", "en"][number % 2]) for number in range(400)}
search_parts.FEW = 5

def ask(numbers):
    numbers = sorted(numbers, key=str, reverse=sys.argv[2] == "backwards")
    known = dict(read(pagefind.index(pages[int(number)] for number in numbers)))
    return {number: known["/" + pages[int(number)][0]] for number in numbers}

stamps = {str(number): number for number in pages}
names = {str(number): (str(2000 + number % 16), str(number % 48)) for number in pages}
parts = search_parts.shared_out(Path("kept"), "", stamps, names, ask)
for turn in range(2):
    known = search_parts.together(Path("kept"), parts)
    for path, content in sorted(joined(known, ["en", "fr"]).items()):
        content = content() if callable(content) else content
        print(path, sha256(content).hexdigest())
"""


@pytest.mark.long
def test_repeats(tmp_path):
    """The index of the same pages is the same to the byte in any process, folder and order."""
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
        lines = done.stdout.splitlines()
        assert lines[: len(lines) // 2] == lines[len(lines) // 2 :]
        found.add(done.stdout)
    assert len(found) == 1
    assert "pagefind-entry.json" in found.pop()
