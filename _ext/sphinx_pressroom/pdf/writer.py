"""The writer: a document tree as an expression of Typst, one function for each kind of node.

Each function takes the writer and a node and returns an expression; what is in a node is rendered
by :meth:`Writer.content`. The tables of functions stand in the modules beside this one. A node that
no table knows is passed through, with a warning: its words are never lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from docutils import nodes
from docutils.utils import get_source_line

from ..problems import Problem, Subtype, position_of
from .engine import listed
from .literal import REPLACEMENT, call, joined, quoted

DEEPEST = 10
"""Boxes, lists and quotes inside each other; the engine gives up at about sixteen."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]+)*")
_IN_CLASS = re.compile(rf"language-({_LANGUAGE.pattern})")


def is_language(code: str) -> bool:
    """Tell whether a code can be a language's (BCP 47), with two or three letters first."""
    return _LANGUAGE.fullmatch(code) is not None


Renderer: TypeAlias = "Callable[[Writer, nodes.Element], str]"
Renderers: TypeAlias = Mapping[str, Renderer]


class Picture(NamedTuple):
    """A picture that may be shown: its path, and its size in pixels where it tells."""

    path: str
    width: int = 0
    height: int = 0


@dataclass
class Place:
    """Where a document stands: its source, its addresses, and what may be used there."""

    docname: str
    source: str
    line: int
    language: str
    label: Callable[[str], str]
    """Say a word of the interface in the document's language."""
    absolute: Callable[[str], str]
    """Make a link of the page absolute; nothing when the site has no address."""
    picture: Callable[[str], Picture]
    """Stage a picture of the source folder; raises ``ValueError``."""
    download: Callable[[str], str]
    """Give the absolute address of a file that the page offers, by its published name."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Addresses of releases, and the labels that they have where they stand in the same file."""
    prefix: str = ""
    """What labels begin with, so that two documents of a volume have none in common."""
    without: frozenset[str] = frozenset()
    """Characters that no font has."""


class Writer:
    """Writes one document."""

    def __init__(self, place: Place, renderers: Renderers) -> None:
        self.place, self.renderers = place, renderers
        self.problems: list[Problem] = []
        self.anchors: list[str] = []
        """Labels that the document has."""
        self.headings: list[int] = [1]
        """The levels of headings above the present one."""
        self.sections = 0
        self.depth = 0
        self.opening: tuple[nodes.Node | None, str] = (None, "")
        """The paragraph that the text begins with, and the place and date that are run in."""
        self._replaced: dict[str, nodes.Node] = {}
        self._unknown: set[str] = set()

    # -- nodes ---------------------------------------------------------------------------------

    def render(self, node: nodes.Node) -> str:
        """Write a node as an expression; nothing for one that shows nothing."""
        if isinstance(node, nodes.Text):
            return self.renderers["Text"](self, node)  # type: ignore[arg-type]
        if not isinstance(node, nodes.Element):
            return ""
        made = self._renderer(node)(self, node)
        language = self.language(node)
        if made and language:
            made = call("spoken", quoted(language), made)
        anchors = [self.anchor(str(name)) for name in node.get("ids") or []]
        return joined([*anchors, made]) if made or anchors else ""

    def content(self, node: nodes.Element) -> str:
        """Write what is in a node."""
        return joined(self.parts(node))

    def parts(self, node: nodes.Element) -> list[str]:
        """Write what is in a node, each child for itself."""
        return [made for child in node.children if (made := self.render(child))]

    def boxed(self, function: str, node: nodes.Element, *before: str, **named: str | None) -> str:
        """Write a node as a box around its content; too deep for the engine, as its content."""
        if self.depth >= DEEPEST:
            if self.depth == DEEPEST:
                message = f"more than {DEEPEST} boxes and lists inside each other are set as one"
                self.warn(message, node)
            return self._deeper(node)
        return call(function, *before, self._deeper(node), **named)

    def _deeper(self, node: nodes.Element) -> str:
        self.depth += 1
        made = self.content(node)
        self.depth -= 1
        return made

    def _renderer(self, node: nodes.Element) -> Renderer:
        for cls in type(node).__mro__:
            if cls.__name__ in self.renderers:
                return self.renderers[cls.__name__]
        name = type(node).__name__
        if name not in self._unknown:
            self._unknown.add(name)
            self.warn(f"'{name}' is unknown to the PDF, which shows what is in it", node)
        return Writer.content

    # -- text ----------------------------------------------------------------------------------

    def words(self, text: str, node: nodes.Node) -> str:
        """Write characters as they are, but for those that cannot be shown."""
        return quoted(self.shown(text, node)) if text else ""

    def shown(self, text: str, node: nodes.Node) -> str:
        """Replace the characters that cannot be shown, and note which."""
        text = _CONTROL.sub("", text)
        if self.place.without.isdisjoint(text):
            return text
        for character in self.place.without.intersection(text):
            self._replaced.setdefault(character, node)
        return "".join(REPLACEMENT if one in self.place.without else one for one in text)

    def language(self, node: nodes.Element) -> str:
        """Tell the language of a node, where it is not that of the document."""
        ours = type(node).__name__.startswith("press_") and node.get("foreign", True)
        given = [node.get("language") if ours else None, node.get("lang")]
        classes = (_IN_CLASS.fullmatch(str(name)) for name in node.get("classes") or [])
        given += [found[1] for found in classes if found]
        for one in given:
            if one and is_language(str(one)):
                return str(one) if one != self.place.language else ""
        return ""

    # -- links ---------------------------------------------------------------------------------

    def anchor(self, name: str) -> str:
        """Make a place that links of the document lead to."""
        label = self.label(name)
        if label in self.anchors:
            return ""
        self.anchors.append(label)
        return call("anchor", quoted(label))

    def label(self, name: str) -> str:
        """Give the label of an id of the document."""
        return f"{self.place.prefix}#{name}"

    # -- problems ------------------------------------------------------------------------------

    def warn(self, message: str, node: nodes.Node) -> None:
        """Note what an author should know, at the line where the node was written."""
        at = position_of(node, self.place.source, self.place.line)
        self.problems.append(Problem(Subtype.PDF, message, at))

    def finish(self) -> list[Problem]:
        """Give all that was noted, with what could not be shown."""
        if self._replaced:
            first = min(self._replaced.values(), key=lambda node: get_source_line(node)[1] or 0)
            names = listed(sorted(self._replaced)[:20])
            message = f"no font has {names}; name one that has in press_pdf_fonts"
            self.warn(message, first)
            self._replaced = {}
        return self.problems
