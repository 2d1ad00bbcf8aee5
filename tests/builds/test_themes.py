"""The blocks in themes that know nothing of them."""

import importlib.util
import re
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from longer import long_but

THEMES = ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"]
CLASSES = [
    "press-header",
    "press-kicker",
    "press-type",
    "press-number",
    "press-dateline",
    "press-place",
    "press-updated",
    "press-lead",
    "press-gallery",
    "press-image",
    "press-caption",
    "press-credit",
    "press-licence",
    "press-hi-res",
    "press-quote",
    "press-quote-author",
    "press-quote-role",
    "press-portrait",
    "press-facts",
    "press-source",
    "press-downloads",
    "press-download",
    "press-detail",
    "press-description",
    "press-contacts",
    "press-contact",
    "press-contact-name",
    "press-contact-role",
    "press-phones",
    "press-emails",
    "press-label",
    "press-languages",
    "press-hours",
    "press-links",
    "press-boilerplate",
    "press-notes",
    "press-tags",
    "press-releases",
]


@pytest.fixture(scope="module", params=long_but(["furo"], THEMES))
def done(request, tmp_path_factory, write, run, absent):
    """Build the release with every block in a theme."""
    if importlib.util.find_spec(request.param) is None:
        absent(f"the theme {request.param} is not installed")
    folder = write(tmp_path_factory.mktemp(request.param) / "source", html_theme=request.param)
    return run(folder, "html", "-W", "--keep-going")


@pytest.fixture(scope="module")
def page(done):
    """Read the page of the release."""
    return BeautifulSoup((done.out / "releases/2026/gates.html").read_text("utf-8"), "html5lib")


def test_no_warning(done):
    """A foreign theme builds without a warning."""
    assert (done.code, done.warnings) == (0, "")


def test_one_article(page):
    """The page has one article, in its main part, in the release's language."""
    (article,) = page.select("article.press-release")
    assert article.find_parent("main") or article.find_parent(attrs={"role": "main"})
    assert article["lang"] == "en"
    assert len(article.select("h1")) == 1
    assert len(page.select("main, [role=main]")) == 1


@pytest.mark.parametrize("name", CLASSES)
def test_every_block(page, name):
    """Each block and each of its parts is in the article."""
    assert page.select(f"article.press-release .{name}")


def test_words(page, blocks):
    """All words of the blocks are in the article."""
    shown = " ".join(page.select_one("article.press-release").get_text(" ").split())
    assert [word for words in blocks.values() for word in words if word not in shown] == []


def test_stylesheet(done, page):
    """The blocks' stylesheet is linked once, after the theme's own, and is there."""
    sheets = [link["href"] for link in page.select("link[rel~=stylesheet]")]
    (ours,) = [sheet for sheet in sheets if "blocks.css" in sheet]
    file = done.out / "releases/2026" / unquote(urlsplit(ours).path)
    assert file.read_text("utf-8").count(".press-") > 20
    assert not (done.out / "_static" / "pressroom.css").exists()


def test_stylesheet_stays_with_the_blocks(done):
    """The stylesheet styles nothing but the blocks and the article that they stand in."""
    text = (done.out / "_static" / "blocks.css").read_text("utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    selectors = re.findall(r"([^{}]+)\{", re.sub(r"\([^()]*\)", "", text))
    plain = [one.strip() for many in selectors if "@" not in many for one in many.split(",")]
    assert len(plain) > 20
    foreign = [one for one in plain if "press" not in one and not one.startswith((":root", "&"))]
    assert foreign == []


def test_headings(page):
    """Headings skip no level."""
    headings = page.select("article.press-release :is(h1, h2, h3, h4, h5, h6)")
    levels = [int(heading.name[1]) for heading in headings]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_links(done, page):
    """Links and pictures of the article lead to files."""
    for element in page.select("article.press-release :is([href], [src])"):
        target = urlsplit(element.get("href") or element.get("src"))
        if not target.scheme and target.path:
            assert (done.out / "releases/2026" / unquote(target.path)).is_file(), target
