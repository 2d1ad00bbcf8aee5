"""The summary beside a release's first lines: whom to call and what to take away."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

if TYPE_CHECKING:
    from conftest import Built, Project


def png() -> bytes:
    """Make a picture of four by two pixels."""
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, data in [
        (b"IHDR", struct.pack(">IIBBBBB", 4, 2, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\1\2\3\4" * 2)),
        (b"IEND", b""),
    ]:
        check = zlib.crc32(kind + data)
        parts.append(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check))
    return b"".join(parts)


FULL = """\
---
title: The ferry is back
date: 2026-03-31
lead: From Monday, every hour.
contacts:
- {name: Ada North, role: press, phones: [{number: "+33 1 99 00 01 43", label: desk}],
   emails: ada@port.example, hours: nine to five}
- {name: Bo South, phones: "+33 1 99 00 01 44"}
- {name: Cy West, phones: "+33 1 99 00 01 45"}
downloads:
- {file: /one.pdf, title: One}
- {file: /two.pdf, title: Two}
- {file: /three.pdf, title: Three}
- {file: /four.pdf, title: Four}
- {file: /five.pdf, title: Five}
images:
- {src: /ferry.png, alt: A ferry, hi_res: /large.png}
---

The boat was mended.
"""
PDF = dict.fromkeys(("one.pdf", "two.pdf", "three.pdf", "four.pdf", "five.pdf"), b"%PDF-1.7\n")
FILES = {"releases/a.md": FULL, "ferry.png": png(), "large.png": png(), **PDF}


def summary(built: Built, page: str = "releases/a") -> Tag | None:
    """Find the summary of a page."""
    found: Tag | None = BeautifulSoup(built.page(page), "html.parser").select_one(".press-summary")
    return found


def test_what_it_says(build: Project) -> None:
    """It stands behind the lead and names two contacts, four files and the large picture."""
    built = build(FILES)
    assert built.located == []
    found = summary(built)
    assert found
    assert found["aria-label"] == "In brief"
    before = found.find_previous_sibling()
    assert before
    assert before["class"] == ["press-lead"]
    names = [name.get_text() for name in found.select(".press-contact-name")]
    assert names == ["Ada North", "Bo South"]
    assert [link.get_text() for link in found.select("[href^='tel:']")] == [
        "+33 1 99 00 01 43",
        "+33 1 99 00 01 44",
    ]
    assert not found.select(".press-hours")
    links = [link.get_text().split("(")[0].strip() for link in found.select("li [download]")]
    assert links[:-1] == [f"Download “{name}”" for name in ("One", "Two", "Three", "Four")]
    assert links[-1] == "High resolution"


def test_where_it_leads(build: Project) -> None:
    """Its titles lead to the whole lists below, which stand once on the page."""
    built = build(FILES)
    soup = BeautifulSoup(built.page("releases/a"), "html.parser")
    for link in soup.select(".press-summary-title a"):
        (target,) = soup.find_all(id=str(link["href"]).lstrip("#"))
        heading = target.find(["h2", "h3"])
        assert heading
        assert heading.get_text() == link.get_text()
    assert len(soup.select(".press-contacts .press-contact")) == 3
    assert len(soup.select(".press-downloads .press-download")) == 5
    for link in soup.select(".press-summary [download]"):
        assert (built.out / "releases" / str(link["href"])).is_file()


def test_one_line(build: Project) -> None:
    """For a phone one line leads to all of it: the contacts, the files and the large picture."""
    found = summary(build(FILES))
    assert found
    links = found.select(".press-summary-jump a")
    assert found.find() == links[0].parent
    assert [link["href"] for link in links[:2]] == ["#press-contacts", "#press-downloads"]
    assert links[2]["href"] == found.select("li [download]")[-1]["href"]


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml", "epub"])
def test_the_web_alone(build: Project, builder: str) -> None:
    """Books and texts say nothing twice."""
    built = build(FILES, builder=builder)
    texts = [
        path.read_text("utf-8")
        for path in built.out.rglob("*")
        if path.suffix in {".txt", ".tex", ".html", ".xhtml"}
    ]
    assert sum(len(re.findall(r"\bBo South(?!,)", text)) for text in texts) == 1


def test_nothing_to_say(build: Project) -> None:
    """A release without contacts and files has no summary, nor has a page that is no release."""
    built = build({"releases/a.md": "---\ntitle: A\n---\n\nText.\n"})
    assert summary(built) is None
    assert summary(built, "index") is None


def test_placed_by_hand(build: Project) -> None:
    """Contacts that a directive places in the text are named all the same, with their own id."""
    text = FULL + "\n```{press:contacts}\n:name: call\n```\n"
    built = build({**FILES, "releases/a.md": text})
    found = summary(built)
    assert found
    link = found.select_one(".press-summary-title a")
    assert link
    assert link["href"] == "#call"


def test_feeds_do_not_repeat(build: Project) -> None:
    """A feed's article names each contact once."""
    built = build(FILES, html_baseurl="https://port.example/")
    assert (built.out / "feed.xml").read_text("utf-8").count("&gt;Bo South&lt;") == 1
