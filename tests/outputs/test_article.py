"""A release's article outside its page."""

import pytest

from sphinx_pressroom.outputs.article import article
from sphinx_pressroom.outputs.web import absolute, base, host

PAGE = "https://press.example/en/latest/releases/flood.html"


def taken(inside, before="", after=""):
    page = (
        f'<body>{before}<article class="press-release" lang="en">{inside}</article>{after}</body>'
    )
    return article(page, PAGE)


def test_only_the_article_is_taken():
    """What stands before and after the article, other articles too, stays on the page."""
    found = taken("<p>Text</p>", "<nav><article>card</article></nav>", "<article>next</article>")
    assert found.html == '<article class="press-release" lang="en"><p>Text</p></article>'


def test_articles_inside_belong_to_it():
    """An article inside the article does not end it."""
    found = taken("<article><p>card</p></article><p>end</p>", after="<footer>out</footer>")
    assert found.html == (
        '<article class="press-release" lang="en"><article><p>card</p></article><p>end</p></article>'
    )


def test_page_without_a_release():
    """A page without a release has no article, nor has one whose class only begins like ours."""
    assert article('<article class="press-release-card">x</article>', PAGE) == ("", "")


def test_article_is_known_by_one_of_its_classes():
    """The class may stand among others, and behind other attributes."""
    page = '<article id="a" class="wide press-release"><p>x</p></article>'
    assert article(page, PAGE).html == page


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="other.html">', '<a href="https://press.example/en/latest/releases/other.html">'),
        ('<a href="../index.html#x">', '<a href="https://press.example/en/latest/index.html#x">'),
        ('<a href="#note">', '<a href="https://press.example/en/latest/releases/flood.html#note">'),
        ('<a href="/kit.pdf">', '<a href="https://press.example/kit.pdf">'),
        ('<a href="mailto:a@b.example">', '<a href="mailto:a@b.example">'),
        ('<a href="//cdn.example/x">', '<a href="https://cdn.example/x">'),
        ('<a href="http://[oops">', '<a href="http://[oops">'),
        ('<a href="?a=1&amp;b=2">', '<a href="https://press.example/en/latest/releases/flood.html?a=1&amp;b=2">'),
        ('<img src="../_images/a.jpg" alt="">', '<img src="https://press.example/en/latest/_images/a.jpg" alt="">'),
        ('<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'),
        (
            '<img srcset="a.jpg, ../b.jpg 2x">',
            '<img srcset="https://press.example/en/latest/releases/a.jpg, https://press.example/en/latest/b.jpg 2x">',
        ),
        (
            '<source srcset="data:image/png;base64,AA== 1x,b.jpg 640w">',
            '<source srcset="data:image/png;base64,AA== 1x,https://press.example/en/latest/releases/b.jpg 640w">',
        ),
        ('<video poster="p.jpg" controls>', '<video poster="https://press.example/en/latest/releases/p.jpg" controls>'),
    ],
)  # fmt: skip
def test_addresses_become_absolute(written, expected):
    """Links and pictures lead from anywhere to where they lead on the page."""
    assert expected in taken(written).html


def test_headline_permalinks_scripts_and_styles_stay_behind():
    """Without the headline, its permalink, scripts and styles, the rest is as it was."""
    found = taken(
        '<h1>Flood<a class="headerlink" href="#flood" title="Link">¶</a></h1>'
        '<h2>Two<a class="headerlink" href="#two">¶</a></h2>'
        "<script>if (1 < 2) document.write('<p>no</p>')</script><style>p { }</style><p>Text</p>"
    )
    assert found.html == (
        '<article class="press-release" lang="en"><h2>Two</h2><p>Text</p></article>'
    )


def test_text_stays_the_same_text():
    """References and signs mean what they meant; comments go."""
    found = taken("<p>AT&T &lt;b&gt; &amp;amp; caf&eacute;<br/>x</p><!-- </article> --><p>y</p>")
    assert found.html == (
        '<article class="press-release" lang="en">'
        "<p>AT&amp;T &lt;b&gt; &amp;amp; café<br />x</p><p>y</p></article>"
    )


def test_lead_is_plain_text():
    """The lead is its words in one line, with spaces between paragraphs and French spaces kept."""
    found = taken(
        '<div class="press-lead"><p>The <em>river</em>\n rose&nbsp;!</p><div><p>It fell &amp; rose.'
        "</p></div></div><p>Text</p>"
    )
    assert found.lead == "The river rose\N{NO-BREAK SPACE}! It fell & rose."


def test_article_that_never_ends():
    """A page that is cut off gives what there is."""
    assert article('<article class="press-release"><p>Text', PAGE).html == (
        '<article class="press-release"><p>Text'
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://Press.Example/en/latest/", "press.example"),
        ("http://user@press.example:8000", "press.example"),
        ("press.example/en", ""),
        ("/en/latest/", ""),
        ("https://[oops", ""),
        ("file:///x", ""),
        ("", ""),
    ],
)
def test_host(address, expected):
    """Only an absolute web address has a host, in small letters."""
    assert host(address) == expected


def test_base_ends_with_one_slash():
    """The base path is kept, with a slash at its end; what is no absolute address is none."""

    class Config:
        html_baseurl = "https://press.example/en/latest"

    assert base(Config) == "https://press.example/en/latest/"
    Config.html_baseurl = "/en/latest/"
    assert base(Config) == ""


def test_spaces_around_an_address():
    """Spaces around an address are no part of it, as browsers see it."""
    assert absolute("https://a.example/b/", " c.html\n") == "https://a.example/b/c.html"
