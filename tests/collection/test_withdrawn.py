"""What was withdrawn: its page stays, and no list, count, feed, search or neighbour names it."""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built, Project

BASE = "https://press.example/"
COMMON = "series: Locks\nevent: Harbour day\ncategories: [Works]\n"
INDEX = """# Press room

```{press:releases}
```

```{press:releases}
:category: Works
:sort: title
```

```{press:archives} year category tag
```
"""


def release(title: str, date: str, fields: str = "", body: str = "Text.") -> str:
    """Write a release of the series, the event and the category that all have."""
    return f"---\ntitle: {title}\ndate: {date}\n{COMMON}{fields}---\n\n{body}\n"


GONE = """tags: [marshword]
aliases: [/old/zebra.html]
withdrawn: {at: 2026-03-04, explanation: It was *wrong*.}
"""
ROOM = {
    "index.md": INDEX,
    "about.md": "---\norphan: true\n---\n\n# About\n\n[One](/releases/b.md), {doc}`two <releases/b>`.\n",
    "releases/a.md": release("Atlas", "2026-03-01", "related: [b.md, c.md]\ntags: [lock]\n"),
    "releases/b.md": release("Zebraword", "2026-03-02", GONE, "Zebrabody."),
    "releases/c.md": release("Canals", "2026-03-03", "tags: [lock]\n"),
}


@pytest.fixture(scope="module")
def room(project: Callable[[], Project]) -> Built:
    """Build a room of three releases, of which one was withdrawn."""
    made = project()
    built = made(ROOM, html_baseurl=BASE, html_theme="pressroom", press_search="sphinx")
    made.close()
    return built


def test_its_page_stays(room: Built) -> None:
    """The page has the notice and the text, and search engines are asked to leave it out."""
    page = BeautifulSoup(room.page("releases/b"), "html.parser")
    notice = page.select_one("section.press-notice-withdrawn")
    assert notice
    assert notice.get_text(" ", strip=True) == "Withdrawn on March 4, 2026 It was wrong ."
    assert "Zebrabody." in page.get_text()
    assert [one["content"] for one in page.select("meta[name=robots]")] == ["noindex"]
    assert "robots" not in room.page("releases/a")
    assert room.warnings == ""


def test_its_page_stands_alone(room: Built) -> None:
    """It names no neighbours, related releases, series or archives of its terms."""
    page = BeautifulSoup(room.page("releases/b"), "html.parser")
    assert page.select(".press-box, .site-neighbours, link[rel=prev], link[rel=next]") == []
    assert [one.get_text() for one in page.select(".site-trail a")] == ["Archive"]
    assert page.select(".press-tags a") == []
    assert [one["href"] for one in page.select(".press-kicker a")] == ["../category/works.html"]


def test_nothing_names_it(room: Built) -> None:
    """Its headline stands on its page, at its old address, and in what lets anybody check it."""
    named = {
        path.relative_to(room.out).as_posix()
        for path in room.out.rglob("*")
        if path.is_file() and path.suffix not in {".inv", ".css", ".js"}
        if b"Zebraword" in path.read_bytes()
    }
    checked = {"releases/b.txt", "press-releases.json", ".well-known/press-releases.json"}
    assert named == {"releases/b.html", "old/zebra.html", *checked}


def test_it_is_not_counted(room: Built) -> None:
    """Counts are of what stands, and there is no archive of what it alone had."""
    assert "2 releases" in room.page("archive/index")
    assert not (room.out / "tag/marshword.html").exists()
    counts = BeautifulSoup(room.page("index"), "html.parser").select(".press-choices li")
    assert [one.get_text(strip=True) for one in counts] == ["2026(2)", "Works(2)", "lock(2)"]


def test_its_neighbours_are_neighbours(room: Built) -> None:
    """The releases before and after it are each other's, also in series, event and related."""
    page = BeautifulSoup(room.page("releases/a"), "html.parser")
    assert [one["href"] for one in page.select(".site-neighbours a")] == ["c.html"]
    boxes = page.select(".press-box")
    assert [[one["href"] for one in box.select("a")] for box in boxes] == [["c.html"]]


def test_machines_are_not_told(room: Built) -> None:
    """No sitemap has it, and Sphinx's search knows no word of it."""
    assert "releases/b" not in (room.out / "sitemap.xml").read_text("utf-8")
    index = (room.out / "searchindex.js").read_text("utf-8")
    words = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    assert "zebrabodi" not in words["terms"]
    assert "zebraword" not in {*words["terms"], *words["titleterms"]}
    assert "canal" in words["titleterms"]


def test_links_to_it_hold(room: Built) -> None:
    """Links of texts, its old address, and other projects' links still lead to it."""
    assert room.page("about").count('href="releases/b.html"') == 2
    assert "../releases/b.html" in (room.out / "old/zebra.html").read_text("utf-8")
    inventory = (room.out / "objects.inv").read_bytes().split(b"zlib.\n", 1)[1]
    assert b"releases/b std:doc" in zlib.decompress(inventory)


@pytest.mark.parametrize("word", ["status: withdrawn\n", "withdrawn: true\n"])
def test_a_word_is_enough(build: Project, word: str) -> None:
    """A status, or a yes, withdraws a release without a day or a reason; taken out, it is back."""
    files = {"index.md": INDEX, "releases/a.md": release("Atlas", "2026-03-01", word)}
    built = build(files)
    assert "Atlas" not in built.page("index")
    assert "0 releases" in built.page("archive/index")
    assert "Those who issued this text have withdrawn it." in built.page("releases/a")
    back = build({"releases/a.md": release("Atlas", "2026-03-01")})
    assert back.page("index").count("Atlas") == 2
    assert "1 release" in back.page("archive/index")
    assert "press-notice" not in back.page("releases/a")


def test_in_a_book(build: Project) -> None:
    """A book has it behind all others, since links of the book lead to it."""
    built = build(ROOM, builder="epub", epub_show_urls="no", version="1", copyright="2026")
    assert built.warnings == ""
    package = (built.out / "content.opf").read_text("utf-8")
    files = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', package))
    spine = [files[name] for name in re.findall(r'<itemref idref="([^"]+)"', package)]
    releases = [name for name in spine if name.startswith("releases/")]
    assert releases == ["releases/c.xhtml", "releases/a.xhtml", "releases/b.xhtml"]
