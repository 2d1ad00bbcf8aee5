"""Policies for HTML in releases, in every builder; the hostile cases hold what has to go."""

import pytest
from bs4 import BeautifulSoup

MATTER = "---\ntitle: T\ndate: 2026-03-31\n{0}---\n\n{1}\n"
MIXED = "Some <b>bold</b> and <u onclick='x()'>under</u> <form>words</form>."


def body(built, docname="releases/a"):
    """Give the article of a page without its frame."""
    return BeautifulSoup(built.page(docname), "html5lib").select_one("article.press-release")


def made(build, text, fields="", **conf):
    """Build one release."""
    return build({"releases/a.md": MATTER.format(fields, text)}, **conf)


def test_sanitise(build):
    """Harmless tags stay, others go with their words kept, and one warning names all of a line."""
    built = made(build, MIXED)
    article = body(built)
    assert [str(tag) for tag in article.select("b, u, form")] == ["<b>bold</b>", "<u>under</u>"]
    assert "under words." in article.get_text()
    assert [(at.line, at.subtype) for at in built.located] == [(6, "raw_html")]
    assert "onclick of <u>, <form>: " in built.warnings


def test_forbid(build):
    """All HTML is shown as it was typed, but for comments."""
    built = made(build, f"{MIXED}\n\n<div>Block</div>\n\n<!-- secret -->", press_raw_html="forbid")
    article = body(built)
    assert article.select("b, u, form") == []
    assert MIXED in article.get_text()
    assert "<div>Block</div>" in article.get_text()
    assert "secret" not in str(article)
    assert [(at.line, at.subtype) for at in built.located] == [(6, "raw_html"), (8, "raw_html")]


def test_forbid_in_kramdown(build):
    """A text for kramdown shows its HTML as it was typed too."""
    text = f"{MIXED}\n\n<div>Block</div>\n\n<!-- secret -->"
    built = made(build, text, press_raw_html="forbid", press_kramdown=True)
    words = body(built).get_text()
    assert "Some <b>bold</b> and" in words
    assert "<div>Block</div>" in words
    assert "secret" not in words


def test_forbid_raw_directive(build):
    """What a directive brings is shown as it was typed; other formats go."""
    text = "```{raw} html\n<b>x</b>\n```\n\n```{raw} latex\n\\secret\n```"
    built = made(build, text, press_raw_html="forbid")
    assert "<b>x</b>" in body(built).get_text()
    assert "secret" not in built.page("releases/a")
    assert [at.line for at in built.located] == [6, 10]


def test_allow(build):
    """HTML is the writer's own where the site says so."""
    built = made(build, MIXED, press_raw_html="allow")
    assert body(built).select_one("form")
    assert built.located == []


def test_other_pages_are_not_touched(build):
    """A page that is no release keeps its HTML."""
    built = build({"about.md": f"---\norphan: true\n---\n# About\n\n{MIXED}\n"})
    assert "onclick" in built.page("about")
    assert built.warnings == ""


def test_a_policy_that_is_none(build):
    """A word that is no policy is told with its line, and the default counts."""
    built = made(build, MIXED, press_raw_html="never")
    assert [(at.path, at.subtype) for at in built.located] == [
        ("conf.py", "setting"),
        ("releases/a.md", "raw_html"),
    ]


BLOCKS = {
    "open in one, closed in another": (
        "<details><summary>S</summary>\n\nInner *words*.\n\n</details>\n\nOuter.",
        "details em",
    ),
    "never closed": ("<details><summary>S</summary>\n\nInner.\n\nOuter *words*.", "div > p em"),
    "never opened": ("</div></article>\n\nOuter *words*.", "div > p em"),
    "comment never closed": ("Outer *words*.\n\n<!-- and on", "div > p em"),
    "attribute around words": (
        '```{raw} html\n<a title="\n```\n\nOuter *words*.\n\n```{raw} html\n">\n```',
        "div > p em",
    ),
    "style never closed": ("Outer *words*.\n\n<style>p {}\n\nmore", "div > p em"),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_keep_their_neighbours(build, name):
    """A tag that is left open swallows nothing of what follows, and one too many closes nothing."""
    text, selector = BLOCKS[name]
    built = made(build, text, "contacts: [{name: Camille Martin}]\nnotes_to_editors: Last.\n")
    article = body(built)
    assert article.select_one(selector).get_text() == "words"
    assert "Camille Martin" in article.get_text()
    assert "Last." in article.get_text()
    assert len(article.select(".press-release .press-notes")) == 1


@pytest.mark.parametrize("builder", ["text", "latex", "press-pdf"])
def test_other_builders_see_the_same(build, builder):
    """The words of tags that go are in every output, what is hidden is in none."""
    text = "Some <form>words</form>.\n\n<form>\nMore\n</form>\n\n<script>secret</script>"
    built = made(build, text, builder=builder, html_baseurl="https://p.example/")
    assert [at.line for at in built.located if at.subtype == "raw_html"] == [6, 8, 12]
    if builder != "press-pdf":
        suffix = {"text": "releases/a.txt", "latex": "*.tex"}[builder]
        made_of = "".join(path.read_text("utf-8") for path in built.out.glob(suffix))
        assert "Some words." in made_of
        assert "More" in made_of
        assert "secret" not in made_of


def test_icons_of_sphinx_design(build):
    """Icons, which sphinx-design draws as HTML, stay; one that would run does not."""
    text = '{octicon}`report` and\n\n<svg class="sd-octicon" onload="x()"></svg>'
    built = made(build, text, extensions=["myst_parser", "sphinx_design", "sphinx_pressroom"])
    assert len(body(built).select("svg.sd-octicon path")) >= 1
    assert "onload" not in built.page("releases/a")
    assert [at.line for at in built.located] == [8]


def test_hard_breaks_and_kramdown_tags(build):
    """What our own parsers write as HTML is kept, and nothing is said of it."""
    text = 'One  \ntwo <abbr title="Three">3</abbr>.'
    for kramdown in (True, False):
        built = made(build, text, press_kramdown=kramdown)
        assert body(built).select_one("br")
        assert body(built).select_one("abbr")["title"] == "Three"
        assert built.located == []


def test_names_are_filled_in_and_programs_are_not(build):
    """A substitution by name works where the site has them; an expression is text."""
    text = "Hello {{ name }}, {{ 7 * 6 }} and {{ env.config.project }}."
    conf = {"myst_enable_extensions": ["substitution"], "myst_substitutions": {"name": "Camille"}}
    built = made(build, text, **conf)
    words = body(built).get_text()
    assert "Hello Camille, {{ 7 * 6 }} and {{ env.config.project }}." in words
    assert [at.line for at in built.located] == [6]


def test_lookalike_hosts_are_written_out(build):
    """Beside a link to a host that looks like another stands what it is."""
    built = made(build, "[Words](https://pаypal.com/)")
    assert "Words (xn--pypal-4ve.com)" in body(built).get_text()
    assert body(built).select_one("a[href*='xn--']")
