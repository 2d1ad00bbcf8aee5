"""HTML: what a release may hold of it, and what is named of the rest."""

import re

import pytest

from sphinx_pressroom.safety import markup

KEPT = [
    '<p class="x" lang="fr">A <b>b</b><br />c</p>',
    '<details open=""><summary>S</summary>T</details>',
    '<table><tbody><tr><td colspan="2">A</td></tr></tbody></table>',
    '<a href="https://example.org/">A</a>',
    '<a href="/releases/a.html">A</a>',
    '<ol start="3"><li value="4">A</li></ol>',
    '<abbr title="World Health Organization">WHO</abbr>',
    'x<sub>2</sub> <time datetime="2026-01-01">then</time>',
]
TAKEN = {
    "<script>alert(1)</script>Words": "Words",
    "<style>p {}</style>Words": "Words",
    '<p onclick="x()">Words</p>': "<p>Words</p>",
    '<a href="javascript:x()">Words</a>': "<a>Words</a>",
    '<a href="java&#x09;script:x()">Words</a>': "<a>Words</a>",
    '<p style="color: red">Words</p>': "<p>Words</p>",
    "<form><button>Words</button></form>": "Words",
    "<svg><text>Words</text></svg>": "Words",
    "<math><mi>Words</mi></math>": "Words",
    "<template><p>Words</p></template>": "<p>Words</p>",
    "<iframe>Words</iframe>": "Words",
    "<b>Words": "<b>Words</b>",
    "Words</b></div>": "Words",
    '<b class="press-x sd-card own">Words</b>': '<b class="own">Words</b>',
    '<b id="top">Words</b>': "<b>Words</b>",
    "Words <!-- secret -->": "Words ",
}


@pytest.mark.parametrize("html", KEPT)
def test_harmless_html_is_kept(html):
    """What texts, lists and tables are made of stays, and nothing is said of it."""
    assert markup.cleaned(html) == html
    assert markup.found_in(html)[0] == []


@pytest.mark.parametrize(("html", "expected"), TAKEN.items())
def test_the_rest_goes_and_its_words_stay(html, expected):
    """What is not allowed goes, its text stays but for that of scripts and styles."""
    assert markup.cleaned(html) == expected


def test_what_goes_is_named():
    """Elements, attributes and addresses that go are named, each once."""
    html = '<form><p onclick="a" style="b">A<a href="javascript:c">B</a></form><form>'
    assert markup.found_in(html)[0] == [
        "<form>",
        "onclick of <p>",
        "style of <p>",
        "'javascript:c' of <a>",
    ]


def test_the_handbook_names_all():
    """The handbook names every element that is kept, and no other."""
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
    table = text.partition("<!-- elements -->")[2].partition("<!-- /elements -->")[0]
    assert set(re.findall(r"`([a-z0-9]+)`", table)) == markup.ELEMENTS
