"""Sphinx's own search, which stays where Pagefind is not: in a browser, below a base path."""

import re

import pytest

pytest.importorskip("playwright")

WORDS = "équinoxe"
"""A word in the middle of the first release."""


ALLOWED = (
    # Sphinx's doctools.js makes a function of a language's plural rule; without it English's stands.
    "Evaluating a string as JavaScript",
    # From a file the lines around a word cannot be fetched.
    "from origin 'null' has been blocked",
    "Failed to load resource: net::ERR_FAILED",
    "Failed to fetch",
    "/favicon.ico",
)
"""What Sphinx's own scripts have the browser complain of, to no harm."""


@pytest.fixture
def tab(chromium):
    """Open a page; anything else that the browser complains about fails the test."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    told = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on(
        "console",
        lambda line: line.type == "error" and told.append(f"{line.text} {line.location['url']}"),
    )
    yield page
    page.close()
    assert [one for one in told if not any(words in one for words in ALLOWED)] == []


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def built(project, releases, settings, request):
    """Build the press room with Sphinx's search, by either builder."""
    return project()(releases, builder=request.param, **settings, press_search="sphinx")


@pytest.fixture(scope="module")
def address(built):
    """Name the search page as the builder does."""
    return "search/" if built.app.builder.name == "dirhtml" else "search.html"


def found(tab):
    """Wait for the results; give their titles."""
    tab.locator("ul.search li a").first.wait_for()
    return [title.strip() for title in tab.locator("ul.search li > a").all_inner_texts()]


def test_below_a_path(tab, built, serve, address):
    """Below a path and under a strict policy a word is found, and its release is led to."""
    tab.goto(f"{serve(built.out)}{address}")
    field = tab.get_by_role("searchbox")
    field.fill(WORDS)
    field.press("Enter")
    assert found(tab) == ["Le marégraphe de Valmer a cent ans"]
    tab.locator("ul.search li > a").click()
    tab.wait_for_url(re.compile("/en/latest/releases/2024/tides"))
    assert tab.locator("h1").inner_text().startswith("Le marégraphe de Valmer a cent ans")


def test_from_a_file(tab, built):
    """Opened from a file it finds the same: its index is a script, which browsers allow there."""
    if built.app.builder.name == "dirhtml":
        page = built.out / "search" / "index.html"
    else:
        page = built.out / "search.html"
    tab.goto(f"{page.as_uri()}?q={WORDS}")
    assert found(tab) == ["Le marégraphe de Valmer a cent ans"]


def test_nothing(tab, built, serve, address):
    """A word that no release has finds nothing, and the page says so."""
    tab.goto(f"{serve(built.out)}{address}?q=brontosaure")
    tab.locator("#search-results p.search-summary").wait_for()
    tab.get_by_text(re.compile("ne correspond à aucun document")).wait_for()
    assert tab.locator("ul.search li").count() == 0
