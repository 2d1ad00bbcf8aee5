"""Tables: header, cells that span others, columns as wide as they are given."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from .bodies import title as titled
from .literal import array, call, joined, truth
from .writer import DEEPEST, Renderers, Writer

ALIGNED = {"text-left": "left", "text-center": "center", "text-right": "right"}
"""MyST's classes of cells."""
SHORTEST, LONGEST = 5, 40
"""Characters of a cell for which its column is made wider."""
SHORT = 1200
"""Characters of a table that stays on one page; a longer one says its header again on the next."""


def table(writer: Writer, node: nodes.Element) -> str:
    """Write a table below its title; a very deep one as what its cells hold."""
    group = node.next_node(nodes.tgroup)
    if group is None:
        return ""
    above = [titled(writer, child) for child in node.children if isinstance(child, nodes.title)]
    if writer.depth >= DEEPEST:
        return writer.boxed("tabular", node)
    writer.depth += 1
    rows = list(_rows(writer, group, nodes.tbody))
    heads = list(_rows(writer, group, nodes.thead))
    writer.depth -= 1
    cells = [cell for row in rows for cell in row]
    if heads:
        cells.insert(0, call("table.header", *(cell for row in heads for cell in row)))
    if not cells:
        return joined(above) if above else ""
    whole = truth(len(node.astext()) < SHORT)
    made = call("tabular", array(_columns(node, group)), *cells, whole=whole)
    return joined([*above, made])


def _columns(node: nodes.Element, group: nodes.Element) -> Iterator[str]:
    """Give the widths of columns as shares: as they were given, or by what stands in them."""
    columns = [child for child in group.children if isinstance(child, nodes.colspec)]
    if "colwidths-given" in node["classes"]:
        yield from (f"{max(column.get('colwidth', 1), 1)}fr" for column in columns)
        return
    needed = [float(SHORTEST)] * len(columns)
    for row in group.findall(nodes.row):
        cells = [cell for cell in row.children if isinstance(cell, nodes.entry)]
        for number, cell in enumerate(cells[: len(columns)] if len(cells) == len(columns) else ()):
            words = cell.astext().split()
            longest = max((len(word) for word in words), default=0)
            needed[number] = max(needed[number], 1.3 * longest, min(len(cell.astext()), LONGEST))
    yield from (f"{share:g}fr" for share in needed)


def _rows(writer: Writer, group: nodes.Element, part: type[nodes.Element]) -> Iterator[list[str]]:
    found = next((child for child in group.children if isinstance(child, part)), None)
    for row in found.children if found is not None else ():
        if isinstance(row, nodes.row):
            entries = [cell for cell in row.children if isinstance(cell, nodes.entry)]
            yield [_cell(writer, cell, head=part is nodes.thead) for cell in entries]


def _cell(writer: Writer, cell: nodes.Element, *, head: bool) -> str:
    spans = {
        "colspan": str(cell["morecols"] + 1) if cell.get("morecols") else None,
        "rowspan": str(cell["morerows"] + 1) if cell.get("morerows") else None,
        "align": next((ALIGNED[name] for name in cell["classes"] if name in ALIGNED), None),
    }
    alone = len(cell.children) == 1 and isinstance(cell[0], nodes.paragraph)
    body = writer.content(cell[0] if alone else cell)  # type: ignore[arg-type]
    return call("table.cell", call("column-head", body) if head else body, **spans)


TABLES: Renderers = {"table": table}
