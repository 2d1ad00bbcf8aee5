import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig

from sphinx_pressroom.kramdown import create_kramdown_parser

TWO_QUOTES = (
    '<blockquote class="x"> <p>a lazy</p> </blockquote>'
    ' <blockquote class="y"> <p>b</p> </blockquote>'
)
BLOCK_LISTS = {
    "after a paragraph": ("a\n{: .x}\nb", '<p class="x">a</p> <p>b</p>'),
    "chained": ("a\n{: .x}\n{: .y}", '<p class="x y">a</p>'),
    "before a block": ("{: .x}\na", '<p class="x">a</p>'),
    "between blank lines": ("a\n\n{: .x}\n\nb", "<p>a</p> <p>b</p>"),
    "after a blank line": ("a\n\n{: .x}\nb", '<p>a</p> <p class="x">b</p>'),
    "after a list": ("* a\n* b\n{: .x}", '<ul class="x"> <li>a</li> <li>b</li> </ul>'),
    "in an item": ("* {: .x} a", '<ul> <li class="x">a</li> </ul>'),
    "after a heading": ("## A\n{: .x #i}", '<h2 class="x" id="i">A</h2>'),
    "a heading's id": ("## A {#i}", '<h2 id="i">A</h2>'),
    "between quotes": (
        "> a\nlazy\n{: .x}\n> b\n{: .y}",
        TWO_QUOTES,
    ),
    "alone in a quote": ("> {: .x}\n>\n> a", "<blockquote> <p>a</p> </blockquote>"),
    "with other keys": ('a\n{: .x role="presentation" onclick="x()" }', '<p class="x">a</p>'),
    "by a definition below": ("a\n{: k}\n\n{:k: .x}", '<p class="x">a</p>'),
    "not at the end of a line": ("a\n{: .x} b", "<p>a {: .x} b</p>"),
    "after a comment": ("a\n\n<!-- c -->\n{: .x}", "<p>a</p>"),
    "a table": ("|a|\n|-|\n|b|\n{: .x}\nc", None),
}


def flat(html):
    """Return HTML with its white space collapsed."""
    return re.sub(r"\s+", " ", html).strip()


@pytest.mark.parametrize(("text", "html"), BLOCK_LISTS.values(), ids=BLOCK_LISTS)
def test_block_lists(render, text, html):
    """A block list gives its classes to the block before it, or else the one after."""
    if html is None:
        assert '<table class="x">' in render(text)
        assert "<p>c</p>" in render(text)
    else:
        assert flat(render(text)) == html


SPAN_LISTS = {
    "link": ('[a](u){:target="_blank" .x}', '<a href="u" class="x">a</a>'),
    "line break in the list": ("[a](u){:\n.x}", '<a href="u" class="x">a</a>'),
    "strong": ("**a**{: .x}", '<strong class="x">a</strong>'),
    "emphasis": ("*a*{: .x}", '<em class="x">a</em>'),
    "code": ("`a`{: .x}", '<code class="x">a</code>'),
    "image": ("![a](u){: .x}", '<img src="u" alt="a" class="x" />'),
    "autolink": ("<https://a.example>{: .x}", None),
    "tag": ("<b>a</b>{: .x}", '<strong class="x">a</strong>'),
    "text": ("a{: .x}", "a{: .x}"),
    "after a space": ("[a](u) {: .x}", '<a href="u">a</a> {: .x}'),
    "comment": ("a{::comment}b{:/comment}c", "ac"),
}


@pytest.mark.parametrize(("text", "html"), SPAN_LISTS.values(), ids=SPAN_LISTS)
def test_span_lists(render, text, html):
    """A span list gives its classes to the span before it and is text elsewhere."""
    expected = html or '<a href="https://a.example" class="x">https://a.example</a>'
    assert flat(render(text)) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Le projet :**mise", "<strong>Le projet :</strong>mise"),
        ("l’**« État »**a", "l’<strong>« État »</strong>a"),
        ("**mot\xa0**: b", "<strong>mot\xa0</strong>: b"),
        ("a ** b ** c", "a ** b ** c"),
        ("**a **: b", "**a **: b"),
        ("*a*b _c_ d_e_f", "<em>a</em>b <em>c</em> d_e_f"),
        ("***a***", "<em><strong>a</strong></em>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_emphasis(render, text, html):
    """Runs of asterisks open and close by white space alone."""
    assert render(text) == f"<p>{html}</p>\n"


FIGURE = """<figure class='x'><img src='i'/></figure> <p class="y"><strong>A –</strong> b c</p>"""
NESTED = "<p>a</p> <div> <div>*b* </div>c</div> <p>d</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<br>\n**B**", "<p><strong>B</strong></p>"),
        ("a<br><br>b", "<p>a<br /> <br /> b</p>"),
        ("<br>\n<br>", ""),
        ("<span>a</span> **b**", "<p><span>a</span> <strong>b</strong></p>"),
        (
            "<figure class='x'><img src='i'/></figure>**A –** b\nc\n{: .y}",
            FIGURE,
        ),
        ("a\n<div>\n<div>*b*\n\n</div>c</div> d", NESTED),
        ("<p>a</p><p>b</p> c", "<p>a</p> <p>b</p> <p>c</p>"),
        ("<div>a\nb\n\n*c*", "<div>a b <p><em>c</em></p>"),
        ("<!-- a\n\nb --> c\n\nd<!-- e -->f", "<p>c</p> <p>df</p>"),
        ("<!-- open *a*", "<p>&lt;!-- open <em>a</em></p>"),
        ('<div markdown="1">\n*a*\n</div>', "<p><em>a</em></p>"),
        ("{::comment}\na\n{:/comment}\n\n{::options x='1' /}\nb", "<p>b</p>"),
        ("{::other}\nb", "<p>{::other} b</p>"),
        ("> <p>a</p> b\n> c", "<blockquote> <p>a</p> <p>b c</p> </blockquote>"),
        ("* <p>a</p> b\n* c", "<ul> <li> <p>a</p> b</li> <li>c</li> </ul>"),
    ],
)
def test_html_blocks(render, text, html):
    """Block-level tags begin a block that ends with their closing tag; others begin none."""
    assert flat(render(text)) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('<a href="/a b" onclick="x">a *b*</a>', '<a href="/a%20b">a <em>b</em></a>'),
        ('<a href="java\nscript:x">a</a>', "a"),
        ('<a href=" &#106;avascript:x">a</a>', "a"),
        ("[a](inv:x) [b](mailto:b@c.example)", 'a <a href="mailto:b@c.example">b</a>'),
        ('<img src="u.png" alt="é" onerror="x">', '<img src="u.png" alt="é" />'),
        ('<img src="javascript:x" alt="é">', "é"),
        ("<b>a <i>b</b></i>", "<strong>a b</strong>"),
        ("<b>*a</b>*", "<em>a</em>"),
        ('<u onclick="x" class="y">a</u>', '<u class="y">a</u>'),
        ("a<foo>b</foo></i>c", "abc"),
        ("a<script>alert(1)</script>b", "ab"),
        ('<a href="a">b [c](d)</a>', '<a href="a">b c</a>'),
        ('a <iframe src="https://v.example/1" title="Film"></iframe>', None),
    ],
)
def test_inline_html(render, text, html):
    """Tags in a line become Markdown's own spans, or go; their text stays."""
    expected = html or 'a <a href="https://v.example/1">Film</a>'
    assert flat(render(text)) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "text", ["% a", "+++", "(a)=", "{role}`a`", "{{ a }}", ":::{note}\na\n:::", "$a$"]
)
def test_myst_stays_text(read, text):
    """What only MyST gives a meaning to is shown as written."""
    shown = read(text).astext()
    assert shown.replace("\n", "") == text.replace("`", "").replace("\n", "")


def test_fence_is_no_directive(read):
    """A code block with a name in braces is a code block."""
    assert "a *b*" in read("```{note}\na *b*\n```").astext()


def test_undefined_footnote(render):
    """A footnote without a definition stays text."""
    assert render("a[^1]") == "<p>a[^1]</p>\n"


BREAKING = "> ** * _ ` {: .x} {: } <br> <div> </div> <p> </p> <a> </a> <!-- --> * ## |-| [ ](u)"
HIDING = "« » <script> </script> {::comment} {:/} & \\ < {:k: {:/comment} <?x?> <![CDATA[ ]]> - 1."
PIECES = st.sampled_from([*BREAKING.split(), *HIDING.split(), "\n", "\n\n", " ", "\t", "\xa0"])


@given(st.lists(PIECES | st.text(max_size=8), max_size=30))
def test_never_raises(parts):
    """Any text can be parsed, and its tokens nest."""
    parser = create_kramdown_parser(MdParserConfig(), RendererHTML)
    level = 0
    for token in parser.parse("".join(parts)):
        level += token.nesting
        assert level >= 0
        assert sum(child.nesting for child in token.children or []) == 0
    assert level == 0


HARMLESS = "> ** * _ <br> <div> </div> <b> </b> « </p>"
MARKUP = st.sampled_from([*HARMLESS.split(), "\n> ", "\n", "\n\n", " "])


@given(st.lists(st.tuples(MARKUP, st.integers(0, 999)), min_size=1, max_size=20))
def test_words_survive(pairs):
    """Every plain word is shown, in order, whatever markup stands between."""
    words = [f"mot{number}fin" for _, number in pairs]
    text = "".join(f"{markup}{word}" for (markup, _), word in zip(pairs, words, strict=True))
    html = create_kramdown_parser(MdParserConfig(), RendererHTML).render(text)
    assert re.findall(r"mot\d+fin", html) == words
