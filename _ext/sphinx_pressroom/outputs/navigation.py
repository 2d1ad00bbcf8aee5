"""Navigation between the pages of a long archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from ..blocks.block import bullets
from ..collection.choices import press_navigation

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class press_here(nodes.inline):
    """The page of a row of pages that is this one; it is no link."""


class _Sheet(Protocol):
    @property
    def number(self) -> int: ...

    @property
    def of(self) -> int: ...


def shown_numbers(number: int, of: int) -> Iterator[int]:
    """Choose the pages to name: the first, the last, and those near; 0 stands for a gap."""
    wanted = sorted({1, of, *range(max(1, number - 2), min(of, number + 2) + 1)})
    for before, page in zip([0, *wanted], wanted, strict=False):
        if page - before == 2:
            yield page - 1
        elif page - before > 2:
            yield 0
        yield page


def sheet_links(
    page: Any, sheet: _Sheet, label: Callable[[str], str], link: Callable[..., nodes.reference]
) -> press_navigation:
    """Make the row of pages; ``page`` names one of them by its number."""
    items: list[nodes.Node] = []
    if sheet.number > 1:
        items.append(_step(link, page(sheet.number - 1), label("Previous page"), "prev"))
    for number in shown_numbers(sheet.number, sheet.of):
        if number == sheet.number:
            items.append(press_here("", str(number)))
        elif number:
            named = link(page(number), nodes.Text(str(number)))
            named["reftitle"] = label("Page {number}").format(number=number)
            items.append(named)
        else:
            items.append(nodes.inline("", "…"))
    if sheet.number < sheet.of:
        items.append(_step(link, page(sheet.number + 1), label("Next page"), "next"))
    made = press_navigation("", label=label("Pages"), kind="press-pages")
    made += bullets("", [[nodes.paragraph("", "", item)] for item in items])
    return made


def _step(
    link: Callable[..., nodes.reference], page: str, words: str, relation: str
) -> nodes.reference:
    made = link(page, nodes.Text(words))
    made["rel"] = relation
    return made


def visit_here(self: HTML5Translator, node: press_here) -> None:
    self.body.append('<span aria-current="page">')


def depart_here(self: HTML5Translator, node: press_here) -> None:
    self.body.append("</span>")


def setup(app: Sphinx) -> None:
    """Register the node."""
    app.add_node(press_here, html=(visit_here, depart_here))
