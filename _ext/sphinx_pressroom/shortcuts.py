"""Shorter ways to what Sphinx and MyST make, where only a function in the place of theirs helps.

Each is written for the versions named here, and is not taken with others; nor is any with
``press_shortcuts = False``, by which outputs are compared. Docutils makes a parser of 150 options
to learn the default settings of a document. Sphinx lets it do so for each document that it reads
(https://github.com/sphinx-doc/sphinx/pull/10337 had one for all), MyST once more for a document
that it then does not use. Here it is done once in a build.

Python looks all objects over for those that only hold each other, the more often the more there
are; a build keeps what it makes, the trees of all documents, so that it finds nothing in them. Here
it looks at the old ones a hundred times less often (https://github.com/python/cpython/issues/124567),
and at none of the environment that is loaded, or when the program ends.

Docutils finds nodes with a generator for each level of a tree, which hand each other what they find
(https://sourceforge.net/p/docutils/patches/160/ made them); here one keeps the levels, and finds
the same, also where a function tells what is sought. A visitor of a tree says of each node that it
is there, and a node asks four times which document it is in when it gets a child, by an error where
it is in none; here nothing is said that nobody hears, and it asks once.

Sphinx copies each title to tell its text without pictures, also one that is text alone; here such a
title is not copied.

Sphinx resolves the path of each style and script for each page that names it, before it looks
whether it knows its checksum; here it knows the path as it is named.

Sphinx makes five paths of each document's name when it looks for documents, and two whenever it
tells where one is (https://github.com/sphinx-doc/sphinx/pull/11575 made it know them by name; what
paths cost is told in https://github.com/python/cpython/issues/101362); here one.

Sphinx makes a record of each event, with all that handlers are given as text, for a log of which
most builds show nothing, and with ``-q`` writes each line of its progress where nobody looks; here
the records that nobody sees are not made.
"""

from __future__ import annotations

import atexit
import gc
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import docutils
import myst_parser
import sphinx
from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import DependencyList, new_document
from myst_parser.mdit_to_docutils import base
from sphinx import events
from sphinx.builders import html
from sphinx.domains import std
from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util import docutils as sphinx_docutils
from sphinx.util.logging import NAMESPACE
from sphinx.util.matching import get_matching_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SPHINX = ("9.0.", "9.1.", "9.2.")
MYST = ("5.2.",)
DOCUTILS = ("0.21", "0.22")
"""Beginnings of the versions that were looked at."""

OLD = 1000
"""Collections of middle-aged objects before one of the old ones; Python's own value is 10."""
COLLECTED = gc.get_threshold()

LOG = logging.getLogger(NAMESPACE)
"""All that Sphinx and its extensions say."""

_NODE: Any = nodes.Node
_VISITOR: Any = nodes.NodeVisitor
_HTML: Any = html
_STD: Any = std
OWN: dict[tuple[Any, str], Any] = {
    (sphinx_docutils, "_get_settings"): sphinx_docutils._get_settings,
    (base, "make_document"): base.make_document,
    (_NODE, "_fast_findall"): _NODE._fast_findall,
    (_NODE, "_superfast_findall"): _NODE._superfast_findall,
    (_NODE, "findall"): _NODE.findall,
    (_NODE, "walk"): _NODE.walk,
    (_NODE, "walkabout"): _NODE.walkabout,
    (_VISITOR, "dispatch_visit"): _VISITOR.dispatch_visit,
    (_VISITOR, "dispatch_departure"): _VISITOR.dispatch_departure,
    (_NODE, "setup_child"): _NODE.setup_child,
    (events, "repr"): repr,
    (_STD, "clean_astext"): _STD.clean_astext,
    (_HTML, "_file_checksum"): _HTML._file_checksum,
    (Project, "discover"): Project.discover,
    (Project, "doc2path"): Project.doc2path,
}
"""What stands there without us."""


class Settings:
    """The default settings of documents, by what they are made for."""

    def __init__(self) -> None:
        self.known: dict[object, tuple[dict[str, Any], Values]] = {}

    def of_sphinx(
        self, *components: Any, defaults: Mapping[str, Any], read_config_files: bool = False
    ) -> Values:
        """Give the settings of a document that Sphinx reads."""
        kinds = tuple(one if isinstance(one, type) else type(one) for one in components)
        key = (*kinds, read_config_files)
        given = dict(defaults)
        before, made = self.known.get(key, (None, None))
        if made is None or before != given:
            plain = OWN[sphinx_docutils, "_get_settings"]
            made = plain(*components, defaults=defaults, read_config_files=read_config_files)
            self.known[key] = given, made
        return _fresh(made)

    def of_myst(self, source_path: str = "notset", parser_cls: Any = Parser) -> nodes.document:
        """Give an empty document of MyST's."""
        if parser_cls not in self.known:
            self.known[parser_cls] = {}, get_default_settings(parser_cls)
        return new_document(source_path, settings=_fresh(self.known[parser_cls][1]))


def _fresh(settings: Values) -> Values:
    """Copy settings, but for the list in which a document notes what it depends on."""
    made: Values = settings.copy()
    made.record_dependencies = DependencyList()
    return made


def find(node: nodes.Node, kind: type, *, itself: bool = True) -> Iterator[nodes.Node]:
    """Find nodes of a kind, the node itself and those below it, in the order of the text."""
    if itself and isinstance(node, kind):
        yield node
    level, outer = iter(node.children), []
    while True:
        for child in level:
            if isinstance(child, kind):
                yield child
            if child.children:
                outer.append(level)
                level = iter(child.children)
                break
        else:
            if not outer:
                return
            level = outer.pop()


def _find_all(node: nodes.Node) -> Iterator[nodes.Node]:
    """Find all nodes."""
    return find(node, nodes.Node)


def findall(  # noqa: PLR0917 - as docutils has it
    node: nodes.Node,
    condition: type | Callable[[nodes.Node], bool] | None = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[nodes.Node]:
    """Find nodes of a kind, or that a function wants, in a node and below it."""
    if siblings or ascend or not descend:
        own = OWN[_NODE, "findall"](node, condition, include_self, descend, siblings, ascend)
        return cast("Iterator[nodes.Node]", own)
    if isinstance(condition, type):
        return find(node, condition, itself=include_self)
    found = find(node, nodes.Node, itself=include_self)
    return found if condition is None else filter(condition, found)


def walk(node: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
    """Have a node and all below it visited, and none left; tells whether that is enough."""
    if visitor.document.reporter.debug_flag:
        return cast("bool", OWN[_NODE, "walk"](node, visitor))
    try:
        try:
            visitor.dispatch_visit(node)
        except (nodes.SkipChildren, nodes.SkipNode):
            return False
        except nodes.SkipDeparture:
            pass
        try:
            return any(child.walk(visitor) for child in node.children[:])
        except nodes.SkipSiblings:
            return False
    except nodes.StopTraversal:
        return True


def visit(visitor: nodes.NodeVisitor, node: nodes.Node) -> None:
    """Visit a node."""
    if visitor.document.reporter.debug_flag:
        OWN[_VISITOR, "dispatch_visit"](visitor, node)
    else:
        getattr(visitor, f"visit_{node.__class__.__name__}", visitor.unknown_visit)(node)


def leave(visitor: nodes.NodeVisitor, node: nodes.Node) -> None:
    """Leave a node."""
    if visitor.document.reporter.debug_flag:
        OWN[_VISITOR, "dispatch_departure"](visitor, node)
    else:
        getattr(visitor, f"depart_{node.__class__.__name__}", visitor.unknown_departure)(node)


def walkabout(node: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
    """Have a node and all below it visited; tells whether the visitor wants no more."""
    if visitor.document.reporter.debug_flag:
        return cast("bool", OWN[_NODE, "walkabout"](node, visitor))
    is_left, is_over = True, False
    try:
        try:
            visitor.dispatch_visit(node)
        except nodes.SkipNode:
            return False
        except nodes.SkipDeparture:
            is_left = False
        try:
            for child in node.children[:]:
                if child.walkabout(visitor):
                    is_over = True
                    break
        except nodes.SkipSiblings:
            pass
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        is_over = True
    if is_left:
        visitor.dispatch_departure(node)
    return is_over


def setup_child(node: Any, child: Any) -> None:
    """Tell a node whose child it is, and in which document."""
    child.parent = above = node
    while above._document is None and above.parent is not None:
        above = above.parent
    document = above._document
    if document is not None:
        child.document = document
        if child.source is None:
            child.source = document.current_source
        if child.line is None:
            child.line = document.current_line


def told(args: object) -> str:
    """Tell what the handlers of an event are given, where the log shows it."""
    return repr(args) if LOG.isEnabledFor(logging.DEBUG) else ""


def clean_astext(node: nodes.Element) -> str:
    """Give the text of a title, of one with other things in it as Sphinx does."""
    if all(type(child) is nodes.Text for child in node.children):
        return node.astext()
    return cast("str", OWN[_STD, "clean_astext"](node))


def discover(
    self: Project, exclude_paths: Sequence[str] = (), include_paths: Sequence[str] = ("**",)
) -> set[str]:
    """Find the documents of a project, as Sphinx does where there is anything to say of one."""
    found: dict[str, Path] = {}
    for file in get_matching_files(self.srcdir, include_paths, [*exclude_paths, *EXCLUDE_PATHS]):
        suffix = next((one for one in self.source_suffix if file.endswith(one)), None)
        docname = "" if suffix is None else file.removesuffix(suffix)
        if not docname:
            continue
        if docname in found or not os.access(f"{self.srcdir}/{file}", os.R_OK):
            return cast("set[str]", OWN[Project, "discover"](self, exclude_paths, include_paths))
        found[docname] = Path(file)
    self.docnames.clear()
    self.docnames.update(found)
    self._docname_to_path = found
    self._path_to_docname = {path: docname for docname, path in found.items()}
    return self.docnames


def doc2path(self: Project, docname: str, absolute: bool) -> Path:
    """Tell where a document is."""
    path = self._docname_to_path.get(docname)
    if path is None or not absolute:
        return cast("Path", OWN[Project, "doc2path"](self, docname, absolute))
    return self.srcdir / path


def taken(config: Config) -> bool:
    """Tell whether a build takes the shortcuts: it may, and they are for what is installed."""
    versions = (sphinx, SPHINX), (myst_parser, MYST), (docutils, DOCUTILS)
    known = all(package.__version__.startswith(known) for package, known in versions)
    return bool(config.press_shortcuts) and known


def _ours() -> dict[tuple[Any, str], Any]:
    """Give our ways, by the place of those in :data:`OWN`; what they know is of one build."""
    settings = Settings()
    return {
        (sphinx_docutils, "_get_settings"): settings.of_sphinx,
        (base, "make_document"): settings.of_myst,
        (_NODE, "_fast_findall"): find,
        (_NODE, "_superfast_findall"): _find_all,
        (_NODE, "findall"): findall,
        (_NODE, "walk"): walk,
        (_NODE, "walkabout"): walkabout,
        (_VISITOR, "dispatch_visit"): visit,
        (_VISITOR, "dispatch_departure"): leave,
        (_NODE, "setup_child"): setup_child,
        (events, "repr"): told,
        (_STD, "clean_astext"): clean_astext,
        (_HTML, "_file_checksum"): cache(OWN[html, "_file_checksum"]),
        (Project, "discover"): discover,
        (Project, "doc2path"): doc2path,
    }


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Take the shortcuts for this build, or put back what stands there without us."""
    ways = OWN
    if taken(config):
        ways = _ours()
        gc.set_threshold(*COLLECTED[:2], OLD)
        gc.disable()
        atexit.register(gc.freeze)
        lowest = min((handler.level for handler in LOG.handlers), default=logging.DEBUG)
        LOG.setLevel(max(lowest, logging.WARNING) if app.quiet else lowest)
    for (module, name), way in ways.items():
        setattr(module, name, way)


def on_builder_inited(app: Sphinx) -> None:
    """Let Python collect again, but for the environment, which is loaded now."""
    if taken(app.config):
        gc.freeze()
    gc.enable()


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Let Python collect, and Sphinx note, as they did before."""
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*COLLECTED)
    LOG.setLevel(logging.DEBUG)


def setup(app: Sphinx) -> None:
    """Connect the choice."""
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited)
    app.connect("build-finished", on_build_finished)
