import re

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_pressroom.kramdown import html_to_nodes


def convert(html):
    """Return a section that holds the nodes of HTML."""
    holder = nodes.section()
    holder.extend(html_to_nodes(html, source="release.md", line=7))
    return holder


def shape(node):
    """Return the names of body elements, nested, and the text of paragraphs."""
    if isinstance(node, nodes.TextElement):
        return f"{node.tagname}:{node.astext()}"
    return (node.tagname, *(shape(child) for child in node.children))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a <b>b</b>", ["paragraph:a b"]),
        ("<p>a<p>b", ["paragraph:a", "paragraph:b"]),
        ("<p>a<div>b</div>c</p>", ["paragraph:a", ("container", "paragraph:b"), "paragraph:c"]),
        (
            "<div>a<li>b</li>\n<li>c",
            [
                (
                    "container",
                    "paragraph:a",
                    ("bullet_list", ("list_item", "paragraph:b"), ("list_item", "paragraph:c")),
                )
            ],
        ),
        ("<ol start=3><li>a", [("enumerated_list", ("list_item", "paragraph:a"))]),
        ("<h3>a <br>b</h3><hr>", ["rubric:a <br />\n\\\\\nb"]),
        ("<blockquote>a</blockquote>", [("block_quote", "paragraph:a")]),
        (
            "<dl><dt>a<dd>b</dl>",
            [
                (
                    "definition_list",
                    ("definition_list_item", "term:a", ("definition", "paragraph:b")),
                )
            ],
        ),
        ("<script>a</script><style>b</style>c", ["paragraph:c"]),
        ("</div>a</p>", ["paragraph:a"]),
        ("<pre>a\n  b</pre>", ["literal_block:a\n  b"]),
        ("<div><br></div>", []),
        ("a <!-- b --> c <!-- d", ["paragraph:a c <!-- d"]),
    ],
)
def test_shapes(html, expected):
    """Each tag becomes the body element that says the same, and the nesting is valid."""
    assert [shape(node) for node in convert(html)] == expected


def test_link_around_blocks():
    """A link around paragraphs becomes a link in each of them."""
    holder = convert('<a href="u"><p>a</p>b</a>')
    assert [link["refuri"] for link in holder.findall(nodes.reference)] == ["u", "u"]
    assert holder.astext() == "a\n\nb"


@pytest.mark.parametrize(
    "address", ["javascript:x", " JAVA\tSCRIPT:x", "data:text/html,x", "vbscript:x"]
)
def test_refused_addresses(address):
    """A link with another scheme loses its address and keeps its text."""
    holder = convert(f'<a href="{address}">texte</a><img src="{address}" alt="image">')
    assert holder.astext() == "texteimage"
    assert not list(holder.findall(lambda n: isinstance(n, nodes.reference | nodes.image)))


def test_image_and_figure():
    """A figure keeps its classes, its image's path as written, and its caption."""
    holder = convert(
        '<figure class="image-left"><img src="/uploads/D%C3%A9.jpg" alt="Vue">'
        "<figcaption>Une <i>vue</i></figcaption></figure>"
    )
    figure = holder[0]
    image = next(iter(holder.findall(nodes.image)))
    assert figure["classes"] == ["figure", "image-left"]
    assert (image["uri"], image["alt"]) == ("/uploads/Dé.jpg", "Vue")
    assert figure[-1]["classes"] == ["caption"]


def test_embedded_film():
    """A frame becomes a link to what it would show, named by its title."""
    link = convert('<iframe src="https://v.example/1" title="Le film"></iframe>')[0][0]
    assert (link["refuri"], link.astext()) == ("https://v.example/1", "Le film")


def test_film_with_sources():
    """A film without a title is named by its first source's address."""
    link = convert('<video><source src="https://v.example/a.mp4"></video>')[0][0]
    assert link.astext() == "https://v.example/a.mp4"


def test_simple_table():
    """A simple table keeps its caption, its head and its row headings."""
    table = convert("<table><caption>T</caption><tr><th>a<th>b<tr><th>c<td>d</table>")[0]
    assert [entry.astext() for entry in table.findall(nodes.entry)] == ["a", "b", "c", "d"]
    assert len(list(table.findall(nodes.thead))) == 1
    assert next(iter(table.findall(nodes.colspec)))["stub"] == 1
    assert table[0].astext() == "T"


def test_table_with_spans():
    """A table with spans becomes paragraphs in order."""
    html = "<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr></table>"
    assert [shape(node) for node in convert(html)] == ["paragraph:a", "paragraph:b", "paragraph:c"]


def test_source_and_line():
    """Every node knows the file and the line of its block."""
    for node in convert("<div><p>a <b>b</b></p></div>").findall(nodes.Element):
        if not isinstance(node, nodes.section):
            assert (node.source, node.line) == ("release.md", 7)


@pytest.mark.parametrize("attribute", ['align="center"', 'class="text-center"'])
def test_centred(attribute):
    """Centred paragraphs carry a class, however they were written."""
    assert convert(f"<p {attribute}>a</p>")[0]["classes"] == ["text-center"]


BLOCKS = "div p ul ol li table tr td th h2 h5 figure figcaption blockquote dl dt dd hr center"
OTHERS = "b i a span br sub sup code section caption thead tbody foo pre details q"
TAGS = st.sampled_from([*BLOCKS.split(), *OTHERS.split()])
TREE = st.recursive(
    st.integers(0, 999).map(lambda n: f" mot{n}fin "),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4), st.booleans()).map(
        lambda part: f"<{part[0]}>{''.join(part[1])}" + (f"</{part[0]}>" if part[2] else "")
    ),
    max_leaves=20,
)
PARENTS = {
    nodes.list_item: (nodes.bullet_list, nodes.enumerated_list),
    nodes.definition: (nodes.definition_list_item,),
    nodes.entry: (nodes.row,),
}


@given(TREE)
def test_words_in_order(html):
    """All words of any HTML come out, in the order in which they stand."""
    assert re.findall(r"mot\d+fin", convert(html).astext()) == re.findall(r"mot\d+fin", html)


@given(TREE)
def test_valid_nesting(html):
    """No block stands in a paragraph, no loose text in a body, and each part in its whole."""
    for node in convert(html).findall():
        parent = node.parent
        if isinstance(node, nodes.Text | nodes.Inline) and not isinstance(node, nodes.image):
            assert isinstance(parent, nodes.TextElement)
        elif isinstance(parent, nodes.TextElement):
            assert isinstance(node, nodes.image)
        assert isinstance(parent, PARENTS.get(type(node), nodes.Element | None))
        if isinstance(node, nodes.list_item | nodes.container | nodes.block_quote):
            assert node.children


@given(st.text(alphabet="<>/!-=\"' abdiplv\n[]&;?", max_size=60))
def test_any_text(html):
    """No text makes the converter fail."""
    convert(html)


def test_deep_nesting():
    """Thousands of open tags are read, and the text in them is shown."""
    assert convert("<div><b>" * 3000 + "mot").astext() == "mot"
