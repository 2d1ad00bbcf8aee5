"""Facts: key figures as a small table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from pydantic import TypeAdapter
from sphinx.writers.html5 import HTML5Translator

from ..labels import moment as written
from ..records import Fact, Release
from .block import Block, BlockDirective, Page, Part, lower_children, register, spoken
from .header import moment_node

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FACTS: TypeAdapter[tuple[Fact, ...]] = TypeAdapter(tuple[Fact, ...])


class press_facts(Block):
    """Key figures; attribute ``caption`` names the table."""

    def lowered(self) -> list[nodes.Node]:
        """Become a table of two columns."""
        body = nodes.tbody()
        title = nodes.title()
        for child in lower_children(self):
            if isinstance(child, press_fact):
                body += child.lowered()
            elif isinstance(child, press_facts_caption):
                title += child.lowered()
        group = nodes.tgroup("", cols=2)
        group += [nodes.colspec(colwidth=30), nodes.colspec(colwidth=40), body]
        return [nodes.table("", title, group, classes=["colwidths-given"])]


class press_facts_caption(Part, nodes.TextElement):
    """The name of the table."""


class press_fact(Part):
    """One figure: a label and a value."""

    def lowered(self) -> list[nodes.Node]:
        """Become a row; without a label the value has both columns."""
        cells = [cell for cell in lower_children(self) if isinstance(cell, press_fact_cell)]
        row = nodes.row()
        for cell in cells:
            words = cell.lowered()
            if cell is cells[0] and len(cells) > 1:
                words = [nodes.strong("", "", *words)]
            span = {"morecols": 1} if len(cells) == 1 else {}
            row += nodes.entry("", nodes.paragraph("", "", *words), **span)
        return [row]


class press_fact_cell(Part, nodes.TextElement):
    """The label or the value of a figure."""


def build(release: Release, page: Page) -> list[Block]:
    """Make the key figures of a release."""
    return _build(release.facts, page)


def _build(items: tuple[Fact, ...], page: Page) -> list[Block]:
    if not items:
        return []
    block = press_facts("")
    block += press_facts_caption("", page.label("Key facts"))
    block += [_fact(item, page) for item in items]
    return [block]


def _fact(item: Fact, page: Page) -> press_fact:
    made = press_fact("")
    if item.label:
        made += press_fact_cell("", item.label)
    value = press_fact_cell("")
    if item.value:
        value += nodes.Text(f"{item.value}\u00a0{item.unit}" if item.unit else item.value)
    elif item.date:
        value += moment_node(item.date, page.language)
    if item.source or (item.value and item.date):
        when = written(item.date, page.language) if item.value and item.date else None
        origin = ", ".join(part for part in (item.source, when) if part)
        value += [nodes.Text(" "), spoken("press-source", f"({origin})")]
    made += value
    return made


class FactsDirective(BlockDirective):
    """``press:facts``: key figures, as a YAML list in the shape of ``facts``."""

    field = "facts"

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Show the front matter's figures."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Show the figures that the directive lists."""
        return _build(self.values(_FACTS, "facts") or (), page)


def visit_facts(self: HTML5Translator, node: press_facts) -> None:
    self.body.append(self.starttag(node, "div", CLASS="press-facts") + "<table>\n")


def depart_facts(self: HTML5Translator, node: press_facts) -> None:
    self.body.append("</tbody></table>\n</div>\n")


def visit_facts_caption(self: HTML5Translator, node: press_facts_caption) -> None:
    self.body.append("<caption>")


def depart_facts_caption(self: HTML5Translator, node: press_facts_caption) -> None:
    self.body.append("</caption>\n<tbody>\n")


def visit_fact(self: HTML5Translator, node: press_fact) -> None:
    self.body.append("<tr>")


def depart_fact(self: HTML5Translator, node: press_fact) -> None:
    self.body.append("</tr>\n")


def visit_fact_cell(self: HTML5Translator, node: press_fact_cell) -> None:
    row = node.parent
    if len(row) == 1:
        # It stands below both columns, where other rows have two.
        wide = any(len(other.children) == 2 for other in row.parent.children)
        self.body.append('<td colspan="2">' if wide else "<td>")
    elif node is row[0]:
        self.body.append('<th scope="row">')
    else:
        self.body.append("<td>")


def depart_fact_cell(self: HTML5Translator, node: press_fact_cell) -> None:
    row = node.parent
    self.body.append("</th>" if len(row) > 1 and node is row[0] else "</td>")


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(
        app,
        "facts",
        FactsDirective,
        (press_facts, visit_facts, depart_facts),
        (press_facts_caption, visit_facts_caption, depart_facts_caption),
        (press_fact, visit_fact, depart_fact),
        (press_fact_cell, visit_fact_cell, depart_fact_cell),
    )
