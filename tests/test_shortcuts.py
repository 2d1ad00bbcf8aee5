"""Shorter ways: the settings that they give are those of docutils, and each document has its own."""

from __future__ import annotations

import gc
import logging
from io import StringIO
from itertools import chain, count, repeat

import pytest
from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.readers import standalone
from docutils.utils import new_document
from hypothesis import example, given
from hypothesis import strategies as st
from myst_parser.mdit_to_docutils import base
from sphinx.builders import html
from sphinx.domains import std
from sphinx.errors import ThemeError
from sphinx.project import Project
from sphinx.util import docutils as sphinx_docutils

from sphinx_pressroom import shortcuts, typography
from sphinx_pressroom.typography import typeset

RELEASE = "---\ntitle: Ferry returns\ndate: 2026-03-01\n---\n\nIt sails again.\n"


def values(settings):
    """Give settings as a dictionary; the list of dependencies by what it holds."""
    found = dict(vars(settings))
    return {**found, "record_dependencies": found["record_dependencies"].list}


def test_settings_of_sphinx():
    """The settings of a document are those that Sphinx would make, the first time and again."""
    defaults = {"traceback": True, "smart_quotes": False}
    ours = shortcuts.Settings()
    plain = shortcuts.OWN[sphinx_docutils, "_get_settings"](
        standalone.Reader, Parser(), defaults=defaults, read_config_files=True
    )
    for _ in range(2):
        made = ours.of_sphinx(
            standalone.Reader, Parser(), defaults=defaults, read_config_files=True
        )
        assert values(made) == values(plain)


def test_settings_that_change():
    """Other defaults give other settings."""
    ours = shortcuts.Settings()
    for title in ("One", "Two", "One"):
        made = ours.of_sphinx(standalone.Reader, Parser(), defaults={"title": title})
        assert made.title == title


def test_documents_share_nothing():
    """What one document notes is not in the next."""
    ours = shortcuts.Settings()
    one, other = ours.of_myst(), ours.of_myst()
    one.settings.record_dependencies.add("notes.txt")
    one.settings.language_code = "fr"
    assert other.settings.record_dependencies.list == []
    assert other.settings.language_code == "en"


SKIPS = (
    *(nodes.SkipNode, nodes.SkipDeparture, nodes.SkipChildren),
    *(nodes.SkipSiblings, nodes.StopTraversal),
)


class Visitor(nodes.GenericNodeVisitor):
    """Notes which nodes it comes to, and wants no more at some of them."""

    def __init__(self, document):
        super().__init__(document)
        self.noted = []

    def default_visit(self, node):
        self.noted.append(("visit", node["number"]))
        if node["skip"]:
            raise node["skip"]

    def default_departure(self, node):
        self.noted.append(("depart", node["number"]))


SKIP = st.sampled_from((None, *SKIPS))


def among(skip):
    """Make a node with a child among others where a visitor wants to skip something."""
    return None, [(None, []), (skip, [(None, [])]), (None, [])]


@example(among(nodes.SkipNode))
@example(among(nodes.SkipDeparture))
@example(among(nodes.SkipChildren))
@example(among(nodes.SkipSiblings))
@example(among(nodes.StopTraversal))
@given(
    st.recursive(
        st.tuples(SKIP, st.just([])), lambda inner: st.tuples(SKIP, st.lists(inner, max_size=4))
    )
)
@pytest.mark.parametrize("name", ["walk", "walkabout"])
def test_nodes_are_visited(name, shape):
    """Nodes are visited and left in the order of docutils, whatever a visitor wants to skip."""
    numbers = count()

    def made(skip, inner):
        node = nodes.container(number=next(numbers), skip=skip)
        node.extend(made(*one) for one in inner)
        return node

    top, noted = made(*shape), []
    for way in (shortcuts.OWN[nodes.Node, name], getattr(shortcuts, name)):
        visitor = Visitor(new_document("a"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(nodes.Node, name, way)
            try:
                ended = getattr(top, name)(visitor)
            except nodes.SkipSiblings:
                ended = nodes.SkipSiblings
        noted.append((ended, visitor.noted))
    assert noted[0] == noted[1]


class Plain(nodes.NodeVisitor):
    """Knows what visits paragraphs, and notes what else it comes to."""

    def __init__(self, document):
        super().__init__(document)
        self.noted = []
        self.visit_emphasis = self.depart_emphasis = lambda node: self.noted.append("own")

    def visit_paragraph(self, node):
        self.noted.append("visit")

    def depart_paragraph(self, node):
        self.noted.append("depart")

    def unknown_visit(self, node):
        self.noted.append("unknown")

    unknown_departure = unknown_visit


@pytest.mark.parametrize("asked", [True, False])
def test_what_visits_a_node(asked):
    """A node is visited and left by what docutils lets do it, and is told of where that is asked."""
    told = []
    for visit, leave in (
        [shortcuts.OWN[nodes.NodeVisitor, f"dispatch_{name}"] for name in ("visit", "departure")],
        [shortcuts.visit, shortcuts.leave],
    ):
        document = new_document("a")
        said = []
        document.reporter.debug_flag = asked
        document.reporter.debug = said.append
        visitor = Plain(document)
        for node in (nodes.paragraph(), nodes.emphasis(), nodes.strong()):
            visit(visitor, node)
            leave(visitor, node)
        told.append((visitor.noted, said if asked else []))
    assert told[0] == told[1]
    assert told[1][0] == ["visit", "depart", "own", "own", "unknown", "unknown"]


@pytest.mark.parametrize("has_document", [True, False])
@pytest.mark.parametrize("has_place", [True, False])
def test_children_know_where_they_are(has_document, has_place):
    """A child knows its parent, its document and its place as docutils tells them."""
    told = []
    for way in (shortcuts.OWN[nodes.Node, "setup_child"], shortcuts.setup_child):
        document = new_document("a")
        document.current_source, document.current_line = "a.md", 7
        top, inner = nodes.section(), nodes.paragraph()
        top.append(inner)  # which does not hear of the document
        if has_document:
            document.append(top)
        child = nodes.emphasis()
        if has_place:
            child.source, child.line = "b.md", 3
        way(inner, child)
        assert child.parent is inner
        told.append((child.document is document, child.source, child.line))
    assert told[0] == told[1]
    assert told[1][0] is has_document


@pytest.mark.parametrize(
    "children",
    [
        [nodes.Text("Ferries ‘sail’")],
        [nodes.Text("a"), nodes.image(alt="a pier"), nodes.Text("b")],
        [nodes.emphasis("", "in"), nodes.raw("", "<br>", format="html")],
        [nodes.emphasis("", "", nodes.image(alt="in")), nodes.Text("b")],
        [],
    ],
)
def test_texts_of_titles(children):
    """A title's text is without its pictures and without raw HTML, as Sphinx gives it."""
    title = nodes.title("", "", *children)
    plain = shortcuts.OWN[std, "clean_astext"]
    assert shortcuts.clean_astext(title) == plain(title)
    assert "pier" not in shortcuts.clean_astext(title)
    assert list(title.children) == children


def test_checksums(build):
    """A style's checksum is Sphinx's own; an address that has a query is refused as there."""
    built = build({"releases/a.md": RELEASE, "_static/a.css": "p {}"}, html_static_path=["_static"])
    plain = shortcuts.OWN[html, "_file_checksum"]
    assert html._file_checksum is not plain
    for name in ("_static/a.css", "_static/none.css", "https://agence.example/a.css"):
        assert html._file_checksum(built.out, name) == plain(built.out, name)
    with pytest.raises(ThemeError, match="query"):
        html._file_checksum(built.out, "_static/a.css?v=1")


def found(files, folder, way):
    """Find the documents in a folder with some files, and where each is."""
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    project = Project(folder, [".md", ".txt", ".special.md"])
    way(project, ["drafts", "**/no.md"], ["**"])
    places = {name: project.doc2path(name, absolute=False) for name in project.docnames}
    return project.docnames, places, project._path_to_docname, project._docname_to_path


@pytest.mark.parametrize(
    "files",
    [
        ["a.md", "b/a.md", "b/c.txt", "b/d.png", "e.special.md", ".md", "f/.md", "g.md.txt"],
        ["drafts/a.md", "b/no.md", ".hidden.md", "b/.#a.md", "_sources/a.md", "e\u0301.md"],
        ["two.md", "two.txt"],
        [],
    ],
)
def test_documents_are_found(tmp_path, files):
    """The documents found, and where they are, are those of Sphinx, whatever they are called."""
    plain = shortcuts.OWN[Project, "discover"]
    assert found(files, tmp_path, shortcuts.discover) == found(files, tmp_path, plain)


def test_documents_that_cannot_be_taken(build):
    """Of two files for a document Sphinx says which one it takes, with our ways and without."""
    files = {"two.md": "# One\n", "two.rst": "Two\n===\n"}
    suffixes = {".md": "markdown", ".rst": "restructuredtext"}
    said = [
        build(files, source_suffix=suffixes, press_shortcuts=taken).warnings
        for taken in (True, False)
    ]
    assert "multiple files found for the document" in said[0]
    assert said[0].splitlines()[0] == said[1].splitlines()[0]


def test_where_documents_are(tmp_path):
    """A document is where Sphinx says that it is, also one that is not known."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.md").write_text("")
    project = Project(tmp_path, [".md"])
    shortcuts.discover(project)
    plain = shortcuts.OWN[Project, "doc2path"]
    for name in ("a/b", "c"):
        for absolute in (True, False):
            ours = shortcuts.doc2path(project, name, absolute)
            assert ours == plain(project, name, absolute)
            assert type(ours) is type(plain(project, name, absolute))


def test_a_document_of_myst():
    """The document that MyST does not use is as it makes it."""
    plain = shortcuts.OWN[base, "make_document"]()
    assert values(shortcuts.Settings().of_myst().settings) == values(plain.settings)


@pytest.mark.parametrize("version", ["8.2.3", "10.0.0"])
def test_another_sphinx(build, monkeypatch, version):
    """With a Sphinx that nobody has looked at, its own functions stay."""
    monkeypatch.setattr("sphinx.__version__", version)
    built = build({"releases/a.md": RELEASE})
    assert not shortcuts.taken(built.app.config)
    assert sphinx_docutils._get_settings is shortcuts.OWN[sphinx_docutils, "_get_settings"]


def test_switched_off(build):
    """With the setting off, the functions of others are back, also after a build that had them."""
    build({"releases/a.md": RELEASE})
    assert sphinx_docutils._get_settings is not shortcuts.OWN[sphinx_docutils, "_get_settings"]
    build({}, press_shortcuts=False)
    assert sphinx_docutils._get_settings is shortcuts.OWN[sphinx_docutils, "_get_settings"]
    assert base.make_document is shortcuts.OWN[base, "make_document"]


@given(st.text(st.sampled_from(" \n;!?:«»0123456789٣MmrsDPe.n°IVXaé siècle%€hkgjuin\u00a0\u202f")))
def test_rules_that_are_passed_over(text):
    """A rule that is passed over for want of its signs is one that would change nothing."""
    set_ = typography._GROUPS.sub(typography._narrowed, text)
    for _, _, pattern, made in typography._RULES:
        set_ = pattern.sub(made, set_)
    assert typeset(text, "fr") == set_


def test_collections(build):
    """After a build Python collects as often as before it, and of all that there is."""
    before = gc.get_threshold()
    seen = []
    built = build({"releases/a.md": RELEASE})
    assert gc.get_threshold() == before
    built.app.connect("html-page-context", lambda *_: seen.append(gc.get_threshold()))
    shortcuts.on_config_inited(built.app, built.app.config)
    assert not gc.isenabled()
    shortcuts.on_builder_inited(built.app)
    assert gc.isenabled()
    assert gc.get_freeze_count()
    built.app.build(force_all=True)
    assert {threshold[2] for threshold in seen} == {shortcuts.OLD}
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_records_that_nobody_asked_for(build):
    """Sphinx makes no record below what a log shows, and afterwards makes all again."""
    built = build({})
    assert shortcuts.LOG.level == logging.DEBUG
    shortcuts.on_config_inited(built.app, built.app.config)
    assert shortcuts.LOG.level > logging.DEBUG
    curious = logging.StreamHandler(StringIO())
    curious.setLevel(logging.DEBUG)
    shortcuts.LOG.addHandler(curious)
    try:
        shortcuts.on_config_inited(built.app, built.app.config)
        assert shortcuts.LOG.level == logging.DEBUG
    finally:
        shortcuts.LOG.removeHandler(curious)
        shortcuts.on_build_finished(built.app, None)


class Shy:
    """What counts how often somebody wants it as text."""

    asked = 0

    def __repr__(self):
        self.asked += 1
        return "shy"


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
def test_what_handlers_are_given(build, level):
    """What handlers are given becomes a text where the log shows it, and nowhere else."""
    built = build({})
    built.app.add_event("asked")
    shy = Shy()
    shortcuts.on_config_inited(built.app, built.app.config)
    shortcuts.LOG.setLevel(level)
    try:
        built.app.events.emit("asked", shy)
        assert shy.asked == (level == logging.DEBUG)
    finally:
        shortcuts.on_build_finished(built.app, None)


def test_records_that_quiet_builds_make(build):
    """With ``-q``, of what Sphinx says only warnings are made a record of."""
    built = build({})
    for quiet, least in ((True, logging.WARNING), (False, logging.INFO)):
        built.app.quiet = quiet
        shortcuts.on_config_inited(built.app, built.app.config)
        assert shortcuts.LOG.level == least
        shortcuts.on_build_finished(built.app, None)


def tree(shape):
    """Make a tree of nodes, as deep as lists are in each other."""
    if isinstance(shape, str):
        return nodes.Text(shape)
    made = nodes.paragraph() if len(shape) % 2 else nodes.section()
    made += [tree(part) for part in shape]
    return made


SHAPES = st.recursive(st.text("ab", max_size=1), lambda inner: st.lists(inner, max_size=4))


@given(st.lists(SHAPES, max_size=4), st.lists(st.integers(0, 3), max_size=5))
def test_nodes_are_found(shape, changes):
    """What is found is what docutils finds, also where trees are changed between two finds."""
    plain = (
        shortcuts.OWN[nodes.Node, "_fast_findall"],
        shortcuts.OWN[nodes.Node, "_superfast_findall"],
    )
    for kind in (nodes.Text, nodes.paragraph, nodes.Element, nodes.Node):
        ways = (
            lambda top: plain[0](top, kind),  # noqa: B023
            lambda top: shortcuts.find(top, kind),  # noqa: B023
        )
        told = [list(changed_while(way(tree(shape)), changes)) for way in ways]
        assert told[0] == told[1]
    told = [
        list(changed_while(way(tree(shape)), changes)) for way in (plain[1], shortcuts._find_all)
    ]
    assert told[0] == told[1]


@given(SHAPES, st.lists(st.integers(0, 3), max_size=5), st.data())
def test_nodes_are_found_from_any(shape, changes, data):
    """From any node, docutils' finding with all that it may be asked finds the same."""
    conditions = (None, nodes.paragraph, nodes.Text, lambda node: "a" in node.astext())
    condition = data.draw(st.sampled_from(conditions))
    asked = data.draw(st.fixed_dictionaries(dict.fromkeys(ASKED, st.booleans())))
    if asked["siblings"] or asked["ascend"]:
        changes = []  # docutils itself loses its way
    number = data.draw(st.integers(0, 8))
    told = []
    for way in (shortcuts.OWN[nodes.Node, "findall"], shortcuts.findall):
        all_nodes = list(shortcuts.find(nodes.container("", tree(shape)), nodes.Node))
        start = all_nodes[number % len(all_nodes)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(nodes.Node, "findall", way)
            told.append(list(changed_while(start.findall(condition, **asked), changes)))
    assert told[0] == told[1]


ASKED = ("include_self", "descend", "siblings", "ascend")


def changed_while(found, changes):
    """Tell of each node that is found, and change its surroundings before the next one is sought."""
    for node, change in zip(found, chain(changes, repeat(0)), strict=False):
        yield repr(node)
        if not isinstance(node, nodes.Element) or node.parent is None:
            continue
        if change == 1:
            node.replace_self(nodes.section("", nodes.Text("new")))
        elif change == 2:
            node.parent.remove(node)
        elif change == 3:
            node.append(nodes.paragraph("", "more"))


def test_each_has_its_own():
    """What is put in another's place is put back, since it is known what stood there."""
    assert shortcuts._ours().keys() == shortcuts.OWN.keys()
