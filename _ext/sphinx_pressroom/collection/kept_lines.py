"""Lines of lists, rendered once for each release and put on all the pages that show it.

A release stands in a dozen archives: of all, of its year and month, its categories and tags, and
below those that it is related to. There, its line differs by nothing but where its link leads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, Self

from docutils import nodes
from markupsafe import escape
from sphinx.writers.html5 import HTML5Translator

from ..blocks.block import Block
from ..records import Release

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LINK = "press:link"
"""Stands for where the link leads."""

Entry = tuple[str, Release]
"""A release with its docname."""
Lines = dict[object, tuple[str, str, str]]
"""By release and page: what stands before a line, the line, and what stands behind it."""


class press_kept(Block):
    """A list whose lines are HTML already, which the attribute ``html`` holds."""


class KeptLines:
    """The lines that a build has rendered; ``render`` writes nodes as HTML."""

    def __init__(self, render: Callable[[list[nodes.Node]], str]) -> None:
        self.render = render
        self.found: Lines = {}


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines of a build as one page has them; ``address`` tells where a docname's link leads."""

    lines: KeptLines
    address: Callable[[str], str]

    @classmethod
    def of(cls, builder: Any, here: str) -> Self | None:
        """Give the lines for a page of a builder, if that keeps any."""
        lines = getattr(builder, "kept_lines", None)
        return cls(lines, partial(builder.get_relative_uri, here)) if lines else None

    def listed(
        self,
        entries: Sequence[Entry],
        page: object,
        make: Callable[[Entry, Callable[..., nodes.Node]], nodes.Element],
    ) -> press_kept:
        """List releases on a page, which what is kept depends on.

        ``make`` makes the list of one release, given with what makes its link.
        """
        before = behind = ""
        html = []
        for entry in entries:
            key = entry[0], page
            if key not in self.lines.found:
                self.lines.found[key] = _cut(self.lines.render([make(entry, _link)]))
            before, line, behind = self.lines.found[key]
            html.append(line.replace(_LINK, str(escape(self.address(entry[0])))))
        return press_kept("", html=f"{before}{''.join(html)}{behind}")


def _link(docname: str, *content: nodes.Node) -> nodes.reference:
    return nodes.reference("", "", *content, refuri=_LINK, internal=True)


def _cut(html: str) -> tuple[str, str, str]:
    start, end = html.index("<li"), html.rindex("</ul>")
    return html[:start], html[start:end], html[end:]


def visit_kept(self: HTML5Translator, node: press_kept) -> NoReturn:
    self.body.append(node["html"])
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the node."""
    visit: Any = visit_kept
    app.add_node(press_kept, html=(visit, None))
