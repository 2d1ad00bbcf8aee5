"""The translator of pages: it goes the ways of Sphinx's own."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from docutils import nodes
from docutils.utils import new_document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sphinx.writers.html5 import HTML5Translator

FILES = {"releases/a.md": "---\ntitle: Ferry returns\ndate: 2026-03-01\n---\n\nIt sails again.\n"}


class Heard(nodes.Part, nodes.TextElement):
    """A node that an extension writes."""


class Overheard(Heard):
    """A node that is written as the one that it is a kind of."""


class Unheard(nodes.Part, nodes.TextElement):
    """A node that nobody writes."""


def fragment(builder, *found):
    """Write nodes as HTML."""
    document = new_document("a", builder.docsettings)
    document.extend(found)
    visitor = builder.create_translator(document, builder)
    document.walkabout(visitor)
    return "".join(visitor.fragment)


@pytest.fixture
def builders(build, monkeypatch):
    """Give a builder that takes shortcuts, and one that does not, with an extension's nodes."""
    module = ModuleType("notes")

    def visit(self, node):
        self.body.append(f"<i>{self.encode(node['sign'])}")

    def depart(self, node):
        self.body.append("</i>")

    module.setup = lambda app: app.add_node(Heard, override=True, html=(visit, depart))
    monkeypatch.setitem(sys.modules, "notes", module)
    extensions = ["myst_parser", "sphinx_pressroom", "notes"]
    return [
        build(FILES, extensions=extensions, press_shortcuts=taken).app.builder
        for taken in (True, False)
    ]


def test_nodes(builders):
    """Nodes of extensions, of their kinds, and of docutils are written by what writes them."""
    made = [
        "".join(
            fragment(
                builder,
                nodes.paragraph("", "", Heard("", "a", sign="«"), nodes.emphasis("", "b")),
                nodes.paragraph("", "", Overheard("", "c", sign="»")),
            )
            for _ in range(2)
        )
        for builder in builders
    ]
    assert made[0] == made[1]
    assert "<i>«a</i><em>b</em>" in made[0]
    assert made[0].count("<i>»c</i>") == 2


def test_a_node_that_nobody_writes(builders, caplog):
    """A node that nobody writes is named in the log and ends the page, each time."""
    for builder in builders:
        for _ in range(2):
            caplog.clear()
            with pytest.raises(NotImplementedError, match="unknown node type: Unheard"):
                fragment(builder, nodes.paragraph("", "", Unheard("", "d")))
            assert caplog.text.count("unknown node type") == 1


def translated_by(translator, monkeypatch):
    """Name extensions of which one sets another translator of pages."""
    module = ModuleType("notes")
    module.setup = lambda app: app.set_translator("html", translator, override=True)
    monkeypatch.setitem(sys.modules, "notes", module)
    return ["myst_parser", "sphinx_pressroom", "notes"]


class Own(HTML5Translator):
    """A translator that sets on itself, as it is made, what writes a kind of nodes."""

    def __init__(self, *args):
        super().__init__(*args)
        self.visit_emphasis = lambda node: self.body.append("<b>")
        self.depart_emphasis = lambda node: self.body.append("</b>")


@pytest.mark.parametrize("taken", [True, False])
def test_ways_of_its_own(build, monkeypatch, taken):
    """What a translator sets on itself writes its nodes on all pages."""
    texts = {f"{name}.md": f"# {name}\n\nIt *sails*.\n" for name in ("one", "two", "three")}
    extensions = translated_by(Own, monkeypatch)
    built = build(texts, extensions=extensions, press_shortcuts=taken)
    for name in ("one", "two", "three"):
        assert "It <b>sails</b>." in built.page(name)


TITLES = {
    "words": lambda: nodes.title("", "Ferry"),
    "nothing": lambda: nodes.title("", ""),
    "signs": lambda: nodes.title("", "", nodes.Text('A & <b> "c"'), nodes.Text("d@e\0f")),
    "more than words": lambda: nodes.title("", "A ", nodes.emphasis("", "b"), ids=["c"]),
    "a number": lambda: nodes.title("", "A", secnumber=(1, 2)),
    "what leads back": lambda: nodes.title("", "A", refid="b", classes=["c"]),
    "no title": lambda: nodes.paragraph("", "A"),
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_titles(builders, title):
    """A title of a page is written as Sphinx does, whether it is words or more."""
    for builder in builders:
        builder.render_partial(TITLES["no title"]())
    told = [builder.render_partial(title()) for builder in builders]
    assert told[0] == {name: told[1][name] for name in told[0]}


class Loud(HTML5Translator):
    """A translator that writes words in its own way."""

    def visit_Text(self, node):  # noqa: N802
        self.body.append(self.encode(node.upper()))


@pytest.mark.parametrize("taken", [True, False])
def test_titles_of_its_own(build, monkeypatch, taken):
    """A title is written by the translator, where that writes words in its own way."""
    extensions = translated_by(Loud, monkeypatch)
    built = build({"z.md": "# Ferry\n"}, extensions=extensions, press_shortcuts=taken)
    assert "<title>FERRY" in built.page("z")


@pytest.mark.parametrize("text", ["plain", "a & b", "<p>", 'say "yes"', "a@b.example", "é", ""])
def test_characters(builders, text):
    """Characters that mean something in HTML are written as Sphinx does."""
    assert fragment(builders[0], nodes.paragraph("", text)) == fragment(
        builders[1], nodes.paragraph("", text)
    )


TAGGED = {
    "nothing": ({}, {}),
    "a class": ({"classes": ["press-list"]}, {}),
    "classes": ({"classes": ["a", "b", "a"]}, {"CLASS": "b c"}),
    "a class in small letters": ({"classes": ["a"]}, {"class": "b"}),
    "both": ({}, {"class": "a", "CLASS": "b"}),
    "a language": ({"classes": ["language-fr", "a"]}, {"CLASS": "b"}),
    "signs": ({"classes": ["a&b"]}, {}),
    "an identifier": ({"ids": ["one"], "classes": ["a"]}, {}),
    "identifiers": ({"ids": ["one", "two"]}, {"CLASS": "a"}),
    "one more identifier": ({}, {"ids": ["one"]}),
    "an address": ({"classes": ["a"]}, {"href": "b"}),
    "an address and a class": ({"classes": ["a"]}, {"href": "b", "CLASS": "c"}),
    "nothing in it": ({"classes": ["a"]}, {"empty": True}),
    "nothing behind it": ({"classes": ["a"]}, {"suffix": ""}),
}


def test_tags(builders):
    """Start tags are those of docutils, whatever a node and its visitor say, also the next time."""
    said = []
    for builder in builders:
        writer = builder.create_translator(new_document("a", builder.docsettings), builder)
        tagged = [*TAGGED.values(), ({"classes": ["colwidths-given", "a"]}, {})] * 2
        kinds = nodes.table, nodes.paragraph
        nodes_ = [(kind("", **of_node), of_tag) for of_node, of_tag in tagged for kind in kinds]
        nodes_.append(({}, {}))
        said.append(
            [
                writer.starttag(node, name, **of_tag)
                for node, of_tag in nodes_
                for name in ("p", "DIV")
            ]
        )
    assert said[0] == said[1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.sampled_from((nodes.paragraph, nodes.comment, nodes.target, nodes.image)),
        lambda inner: st.lists(st.lists(inner, max_size=3), max_size=3),
        max_leaves=8,
    )
)
@example([[nodes.paragraph], [nodes.paragraph]])
@example([[nodes.paragraph], [nodes.paragraph, nodes.paragraph]])
@example([[nodes.paragraph], [nodes.image]])
@example([[nodes.paragraph, [[nodes.paragraph]]]])
def test_simple_lists(translators, shape):
    """A list is simple to our translator if it is to that of Sphinx, whatever its items are."""

    def made(shape):
        if isinstance(shape, type):
            return shape()
        items = (nodes.list_item("", *map(made, item)) for item in shape)
        return nodes.bullet_list("", *items)

    for top in (shape, [[shape]], [[nodes.paragraph], [shape]]):
        told = [writer.check_simple_list(made(top)) for writer in translators]
        assert told[0] == told[1]


@pytest.fixture
def translators(builders):
    """Give our translator, and that of Sphinx."""
    documents = [new_document("a", builder.docsettings) for builder in builders]
    builders[0].create_translator(documents[0], builders[0])
    return [
        builder.create_translator(one, builder)
        for one, builder in zip(documents, builders, strict=True)
    ]


class Numbered(HTML5Translator):
    """A translator that writes start tags of its own."""

    count = 0

    def starttag(self, node, tagname, suffix="\n", empty=False, **attributes):
        self.count += 1
        return super().starttag(node, tagname, suffix, empty, number=self.count, **attributes)


@pytest.mark.parametrize("taken", [True, False])
def test_tags_of_its_own(build, monkeypatch, taken):
    """Start tags that another translator writes in its own way are all written by it."""
    extensions = translated_by(Numbered, monkeypatch)
    built = build({"z.md": "# Z\n\n*a* *b*\n"}, extensions=extensions, press_shortcuts=taken)
    assert '<em number="4">a</em> <em number="5">b</em>' in built.page("z")
