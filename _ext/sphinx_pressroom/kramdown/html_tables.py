"""HTML tables as docutils tables, where they are simple enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docutils import nodes

from .html_spans import span_nodes, trimmed
from .html_tree import Child, Element

_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_WITHOUT_TEXT = frozenset(("colgroup", "col"))

Blocks = Callable[[Sequence[Child]], list[nodes.Node]]


@dataclass
class _Row:
    cells: list[Element]
    in_head: bool


class _NotSimpleError(Exception):
    """The table has spans, tables in cells, or text outside of cells."""


def table_nodes(table: Element, blocks: Blocks) -> list[nodes.Node]:
    """Return a docutils table, or the cells' content one after the other.

    ``blocks`` makes the body nodes of a cell. A table counts as simple where every cell takes
    one place and nothing stands outside of cells but one caption.
    """
    try:
        captions, rows = _read(table)
    except _NotSimpleError:
        return _cells_in_order(table, blocks)
    columns = max((len(row.cells) for row in rows), default=0)
    if not columns:
        return [node for caption in captions for node in blocks(caption.children)]
    return [_table(table, captions, rows, columns, blocks)]


def _read(table: Element) -> tuple[list[Element], list[_Row]]:
    captions: list[Element] = []
    rows: list[_Row] = []
    for child in _parts(table):
        if child.name == "caption" and not rows and not captions:
            captions.append(child)
        elif child.name in _GROUPS:
            rows += [_row(row, child.name == "thead") for row in _parts(child)]
        elif child.name not in _WITHOUT_TEXT:
            rows.append(_row(child, False))
    if any(row.in_head for row in rows[1:] if not rows[0].in_head):
        raise _NotSimpleError
    if any(caption.holds_block() for caption in captions):
        raise _NotSimpleError
    return captions, [row for row in rows if row.cells]


def _parts(element: Element) -> list[Element]:
    for child in element.children:
        if isinstance(child, str) and child.strip():
            raise _NotSimpleError
    return [child for child in element.children if isinstance(child, Element)]


def _row(row: Element, in_head: bool) -> _Row:
    if row.name != "tr":
        raise _NotSimpleError
    cells = _parts(row)
    for cell in cells:
        spans = {cell.tag.attributes.get(key, "1") for key in ("colspan", "rowspan")}
        nested = any(inner.name == "table" for inner in cell.elements())
        if cell.name not in _CELLS or spans - {"1", ""} or nested:
            raise _NotSimpleError
    return _Row(cells, in_head)


def _cells_in_order(element: Element, blocks: Blocks) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for child in element.children:
        if isinstance(child, Element) and child.name in _GROUPS | {"tr"}:
            made += _cells_in_order(child, blocks)
        elif isinstance(child, Element) and child.name in _CELLS | {"caption"}:
            made += blocks(child.children)
        else:
            made += blocks([child])
    return made


def _table(
    element: Element, captions: list[Element], rows: list[_Row], columns: int, blocks: Blocks
) -> nodes.table:
    table = nodes.table("", classes=["colwidths-auto", *element.tag.classes])
    if title := trimmed(span_nodes(captions[0].children)) if captions else []:
        table += nodes.title("", "", *title)
    head, body = _parted(rows)
    group = nodes.tgroup("", cols=columns)
    stubs = bool(body) and all(row.cells[0].name == "th" for row in body)
    for number in range(columns):
        column = nodes.colspec("", colwidth=100 // columns or 1)
        if stubs and number == 0:
            column["stub"] = 1
        group += column
    if head:
        group += nodes.thead("", *(_row_node(row, columns, blocks) for row in head))
    group += nodes.tbody("", *(_row_node(row, columns, blocks) for row in body))
    table += group
    return table


def _parted(rows: list[_Row]) -> tuple[list[_Row], list[_Row]]:
    """Part the rows into head and body; a first row of headings only is a head too."""
    count = 0
    while count < len(rows) and rows[count].in_head:
        count += 1
    if count == 0 and len(rows) > 1 and all(cell.name == "th" for cell in rows[0].cells):
        count = 1
    return (rows[:count], rows[count:]) if count < len(rows) else ([], rows)


def _row_node(row: _Row, columns: int, blocks: Blocks) -> nodes.row:
    entries = [
        nodes.entry("", *blocks(cell.children), classes=cell.tag.classes) for cell in row.cells
    ]
    entries += [nodes.entry() for _ in range(columns - len(entries))]
    return nodes.row("", *entries)
