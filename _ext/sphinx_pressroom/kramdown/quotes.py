"""Quotations with their speakers, gathered from the ways in which writers set them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from docutils import nodes

from .quote_forms import Found, Marks, classes_of, find_quotation


class MakeQuote(Protocol):
    """What builds the block of a quotation from its parts."""

    def __call__(
        self,
        body: list[nodes.Node],
        author: list[nodes.Node],
        role: list[nodes.Node],
        before: list[nodes.Node],
    ) -> nodes.Element:
        """Return the block; ``before`` holds words such as "says" that stand before the name."""
        ...


@dataclass(frozen=True)
class _Gatherer:
    make_quote: MakeQuote
    marks: Marks


def gather_quotes(
    document: nodes.Element,
    make_quote: MakeQuote,
    *,
    quote_classes: frozenset[str] = frozenset({"citation"}),
    author_classes: frozenset[str] = frozenset({"auteur-citation"}),
) -> None:
    """Replace the quotations in ``document`` by what ``make_quote`` builds, in place.

    A speaker is taken only where certain: a block quote without one stays as it is, unless it
    has a class of ``quote_classes``. No word is lost.
    """
    gatherer = _Gatherer(make_quote, Marks(quote_classes, author_classes))
    holders = (nodes.block_quote, nodes.paragraph)
    parents = {
        id(n.parent): n.parent
        for n in document.findall(nodes.Element)
        if isinstance(n, holders) and n.parent is not None
    }
    for parent in parents.values():
        _gather_in(parent, gatherer)


def _gather_in(parent: nodes.Element, gatherer: _Gatherer) -> None:
    index = 0
    while index < len(parent.children):
        block = parent.children[index]
        found = (
            find_quotation(parent, index, gatherer.marks) if _may_quote(block, gatherer) else None
        )
        if found is not None and isinstance(block, nodes.Element):
            first, after = index - found.taken_before, index + 1 + found.taken_after
            quote = _build(block, found, gatherer)
            parent.children[first:after] = []
            parent.insert(first, [quote, *found.rest])
            index = first
        index += 1


def _may_quote(block: nodes.Node, gatherer: _Gatherer) -> bool:
    if isinstance(block, nodes.block_quote):
        return not classes_of(block) & gatherer.marks.author_classes
    return isinstance(block, nodes.paragraph) and bool(
        classes_of(block) & gatherer.marks.quote_classes
    )


def _build(block: nodes.Element, found: Found, gatherer: _Gatherer) -> nodes.Element:
    speaker = found.speaker
    quote = gatherer.make_quote(
        found.body, [*speaker.author.nodes], [*speaker.role.nodes], [*speaker.before.nodes]
    )
    kept = [name for name in block["classes"] if name not in gatherer.marks.quote_classes]
    quote["classes"] += [name for name in kept if name not in quote["classes"]]
    for key in ("ids", "names"):
        quote[key] += block[key]
    quote.source, quote.line = block.source, block.line
    return quote
