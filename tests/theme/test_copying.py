"""Journalist mode: what the copy buttons put into the clipboard, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_summary import png

if TYPE_CHECKING:
    from conftest import Project

RELEASE = """\
---
title: Le bac est de retour
date: 2026-03-31
lead: Dès lundi, toutes les heures.
categories: [Port]
tags: [bac]
quotes:
- {text: "Nous l’avons réparé.", author: Ada Nord, role: capitaine}
images:
- {src: /ferry.png, alt: Un bac, caption: "Le bac à quai.", credit: Port, hi_res: /ferry.png}
contacts:
- {name: Bo Sud, phones: "+33 1 99 00 01 44"}
---

Le bateau a été réparé :

- la coque,
- le moteur.

| Jour | Heures |
|------|--------|
| Lundi | 8 |
"""


@pytest.fixture(scope="module")
def page(
    project: Callable[[], Project], chromium: Any, serve: Callable[[Path], str]
) -> Iterator[Any]:
    """Open the release in a browser that lets pages use the clipboard."""
    built = project()(
        {"releases/bac.md": RELEASE, "ferry.png": png()}, html_theme="pressroom", language="fr"
    )
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto(f"{serve(built.out)}releases/bac.html#le-bac")
    yield opened
    context.close()


def copied(page: Any, name: str) -> str:
    """Press a button; give what the clipboard holds then."""
    page.get_by_role("button", name=name).first.click()
    page.wait_for_function("document.querySelector('.press-copied').textContent !== ''")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_the_text(page: Any) -> None:
    """The text is headline, dateline, lead, body and all blocks, without links to press and tags."""
    lines = copied(page, "Copier le texte").split("\n\n")
    assert lines[0] == "Le bac est de retour"
    assert "Dès lundi, toutes les heures." in lines
    assert lines[lines.index("Le bateau a été réparé\u00a0:") :][1:3] == [
        "– la coque,",
        "– le moteur.",
    ]
    assert "Lundi 8" in lines
    assert "Le bac à quai." in lines
    assert "Bo Sud" in lines
    assert lines.count("Bo Sud") == 1
    assert not [line for line in lines if "Haute définition" in line or "Copier" in line]
    assert "bac" not in lines


def test_a_quote(page: Any) -> None:
    """A quote stands in the marks of its language, with who said it."""
    assert copied(page, "Copier la citation") == (
        "«\u00a0Nous l’avons réparé.\u00a0»\n— Ada Nord, capitaine"
    )


def test_a_caption(page: Any) -> None:
    """A caption comes with its credit."""
    assert copied(page, "Copier la légende") == "Le bac à quai. Port"


def test_the_link(page: Any) -> None:
    """The link is the page's address, without the place on it."""
    assert copied(page, "Copier le lien") == page.url.split("#")[0]


def test_what_is_said(page: Any) -> None:
    """A live region says what was copied, and the button keeps the focus."""
    copied(page, "Copier la citation")
    status = page.get_by_role("status")
    assert status.inner_text().startswith("Copié : «")
    assert page.evaluate("document.activeElement.textContent") == "Copier la citation"


def test_a_browser_that_forbids_it(page: Any) -> None:
    """Where the clipboard is refused, the region says so."""
    page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
        "document.execCommand = () => false"
    )
    page.get_by_role("button", name="Copier le lien").click()
    page.wait_for_function(
        "document.querySelector('.press-copied').textContent.includes('interdit')"
    )


def test_without_a_script(page: Any) -> None:
    """Without a script there are no buttons, and all that they copy is still there."""
    plain = page.context.browser.new_context(java_script_enabled=False).new_page()
    plain.goto(page.url)
    assert plain.get_by_role("button").count() == 0
    assert plain.get_by_text("Nous l’avons réparé.").is_visible()
