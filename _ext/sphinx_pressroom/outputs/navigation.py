"""Navigation on archive pages: choices with counts, and the pages of a long archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from ..blocks.block import bullets, line, spoken

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class press_navigation(nodes.General, nodes.Element):
    """Links to other pages; attributes ``label`` and ``kind``, its class."""


class press_here(nodes.inline):
    """The page of a row of pages that is this one; it is no link."""


class _Sheet(Protocol):
    @property
    def number(self) -> int: ...

    @property
    def of(self) -> int: ...


def choices(
    label: str, targets: Sequence[tuple[str, str, int]], link: Callable[..., nodes.reference]
) -> press_navigation:
    """Make a list of pages, each with how many releases stand there."""
    made = press_navigation("", label=label, kind="press-choices")
    rows: list[list[nodes.Node]] = []
    for page, words, count in targets:
        number = spoken("press-count", f"({count})")
        rows.append([line("", link(page, nodes.Text(words)), " ", number)])
    made += bullets("", rows)
    return made


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


def visit_navigation(self: HTML5Translator, node: press_navigation) -> None:
    attributes = {"aria-label": node["label"]}
    self.body.append(self.starttag(node, "nav", CLASS=node["kind"], **attributes))


def depart_navigation(self: HTML5Translator, node: press_navigation) -> None:
    self.body.append("</nav>\n")


def visit_here(self: HTML5Translator, node: press_here) -> None:
    self.body.append('<span aria-current="page">')


def depart_here(self: HTML5Translator, node: press_here) -> None:
    self.body.append("</span>")


def setup(app: Sphinx) -> None:
    """Register the nodes."""
    app.add_node(press_navigation, html=(visit_navigation, depart_navigation))
    app.add_node(press_here, html=(visit_here, depart_here))
