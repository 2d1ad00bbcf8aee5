"""Docutils finds nodes with a generator for each level of a tree: what that costs.

``Node._fast_findall`` calls itself for each child and hands on what that finds (``yield from``), so
that a node passes as many generators as it is deep. One generator that keeps the levels, as lists
of children that are gone through, finds the same in the same order, also where a tree is changed
meanwhile: ``sphinx_pressroom.shortcuts.find``, which is what is to be sent, to
https://sourceforge.net/p/docutils/patches/.
"""

from __future__ import annotations

import timeit

from docutils import nodes

from sphinx_pressroom.shortcuts import find

ROUNDS = 2000


def document() -> nodes.section:
    """Make a text of ten paragraphs, a list and a table's worth of boxes, as a short page has."""
    words = nodes.paragraph("", "Some ", nodes.strong("", "strong"), nodes.Text(" words."))
    item = nodes.list_item("", words.deepcopy())
    box = nodes.container("", nodes.container("", words.deepcopy(), nodes.bullet_list("", item)))
    made = nodes.section("", nodes.title("", "A page"))
    made += [part.deepcopy() for part in (words, words, box, words) for _ in range(3)]
    return made


def main() -> None:
    """Print what a walk costs either way."""
    top = document()
    if list(top.findall(nodes.Element)) != list(find(top, nodes.Element)):
        raise SystemExit("not the same nodes")
    print(f"{len(list(top.findall()))} nodes")
    for kind in (nodes.image, nodes.Element):
        plain = timeit.timeit(lambda: list(top.findall(kind)), number=ROUNDS)  # noqa: B023
        ours = timeit.timeit(lambda: list(find(top, kind)), number=ROUNDS)  # noqa: B023
        each = 1e6 / ROUNDS
        print(f"{kind.__name__}: {plain * each:.1f} µs, with one generator {ours * each:.1f} µs")


if __name__ == "__main__":
    main()
