"""The page for addresses that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from conftest import Project

ROOM = {
    "releases/a.md": "---\ntitle: A\ndate: 2026-03-31\n---\n\nText.\n",
    "_static/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("theme", ["pressroom", "alabaster"])
@pytest.mark.parametrize("base", ["/", "/en/latest/"])
def test_at_any_depth(build: Project, builder: str, theme: str, base: str) -> None:
    """Every address on the page begins at the host's root and leads to what is there."""
    at = f"https://port.example{base}" if base != "/" else ""
    look = {"html_theme": theme, "html_logo": "_static/logo.svg"}
    built = build(ROOM, builder=builder, html_baseurl=at, **look)
    soup = BeautifulSoup((built.out / "404.html").read_text("utf-8"), "html.parser")
    addresses = [
        str(tag[name]) for name in ("href", "src") for tag in soup.find_all(**{name: True})
    ]
    own = f"{base}404/"  # alabaster's link to itself
    inside = [one for one in addresses if one != own and not one.startswith(("https:", "#"))]
    archive = {"html": "archive/index.html", "dirhtml": "archive/"}[builder]
    assert f"{base}{archive}" in inside
    assert any("logo.svg" in one for one in inside)
    for one in inside:
        assert one.startswith(base)
        path = one.removeprefix(base).split("?")[0]
        assert (built.out / path).exists(), one
    assert soup.h1
    assert soup.h1.get_text().startswith("This page does not exist")
    assert not soup.select("link[rel=canonical]")


def test_own_page(build: Project) -> None:
    """A document named 404 stands in its place."""
    built = build({**ROOM, "404.md": "---\norphan: true\n---\n\n# Lost\n"})
    assert "Lost" in built.page("404")
    assert "does not exist" not in built.page("404")


def test_nobody_is_led_to_it(build: Project) -> None:
    """It is in no sitemap."""
    built = build(ROOM, html_baseurl="https://port.example/")
    assert "404" not in (built.out / "sitemap.xml").read_text("utf-8")
