"""The definition of the canonical text, and that it can be made anew from it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from sphinx_pressroom.proof import canonical

if TYPE_CHECKING:
    from conftest import Project

PAGE = (Path(__file__).parents[2] / "docs" / "verification.md").read_text("utf-8")
SNIPPETS = Path(__file__).parents[1] / "blocks" / "snippets"


def named(mark: str) -> set[str]:
    """Read the names between two marks of the definition."""
    (found,) = re.findall(rf"<!-- {mark} -->(.*?)<!-- /{mark} -->", PAGE, re.DOTALL)
    return set(re.findall("`([^`]+)`", found))


@pytest.mark.parametrize(
    ("mark", "names"),
    [
        ("no text", canonical._NO_TEXT),
        ("left out", canonical.LEFT_OUT),
        ("blocks", canonical.BLOCKS),
    ],
)
def test_names(mark: str, names: frozenset[str]) -> None:
    """The definition names what the code does."""
    assert named(mark) == names


def anew(page: str) -> str:
    """Make a canonical text by the definition alone, with a parser of which the code knows nothing."""
    no_text, left_out, blocks = named("no text"), named("left out"), named("blocks")
    parts: list[str] = []

    def walk(node: Tag) -> None:
        for child in node.children:
            if isinstance(child, PreformattedString):
                continue
            if isinstance(child, NavigableString):
                parts.append(re.sub(r"[^\S\x1c-\x1f]", " ", child))
            elif isinstance(child, Tag):
                element(child)

    def element(tag: Tag) -> None:
        edge = "\n" if tag.name in blocks or tag.name == "br" else ""
        parts.append(edge)
        out = tag.name in no_text or tag.has_attr("hidden") or left_out & set(tag.get("class", []))
        if not out and tag.name == "img" and tag.get("alt") != tag.get("src"):
            parts.append("\n" + re.sub(r"\s", " ", str(tag.get("alt", ""))) + "\n")
        if not out:
            walk(tag)
        parts.append(edge)

    for article in BeautifulSoup(page, "html5lib").select("article.press-release"):
        walk(article)
        parts.append("\n")
    lines = (re.sub(" +", " ", line).strip(" ") for line in "".join(parts).split("\n"))
    return unicodedata.normalize("NFC", "".join(f"{line}\n" for line in lines if line))


def test_made_anew(build: Project) -> None:
    """The texts of all blocks, made by the definition with a browser's parser, are those published."""
    files = {f"releases/{one.name}": one.read_text("utf-8") for one in SNIPPETS.glob("*.md")}
    files |= {one.name: one.read_text("utf-8") for one in SNIPPETS.glob("*.yml")}
    built = build(files, suppress_warnings=["press", "docutils", "myst", "image"])
    texts = sorted((built.out / "releases").glob("*.txt"))
    assert len(texts) > 50
    for text in texts:
        page = text.with_suffix(".html").read_text("utf-8")
        assert anew(page).encode() == text.read_bytes(), text.name


@pytest.mark.parametrize("name", ["press_signing_key", "PRESSROOM_SIGNING_KEY"])
def test_settings(name: str) -> None:
    """The handbook names what chooses the key."""
    assert name in PAGE
