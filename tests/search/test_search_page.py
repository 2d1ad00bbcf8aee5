"""The search page in a real browser, served below a base path under a strict policy."""

import importlib.util
import re

import pytest
from bs4 import BeautifulSoup

from longer import long
from sphinx_pressroom.outputs import search_parts

pytest.importorskip("playwright")

TAGS = ", ".join(f"tag{number:02}" for number in range(1, 36))


@pytest.fixture(scope="module")
def room(project, releases, settings, serve):
    """Return a function that builds and serves the press room, with settings of its own."""
    return lambda **own: serve(project()(releases, **{**settings, **own}).out)


@pytest.fixture(scope="module")
def site(room):
    """Build and serve the press room."""
    return room()


@pytest.fixture(scope="module")
def many(project, settings, serve):
    """Build and serve 25 releases in one language, the first with 35 tags."""
    texts = {
        f"releases/r{number:02}.md": f"---\ntitle: Bulletin {number}\n"
        f"date: 2026-01-{number:02}\n"
        f"tags: [{TAGS if number == 1 else 'tag01'}]\n---\n\nUn courant mesuré.\n"
        for number in range(1, 26)
    }
    return serve(project()(texts, **settings).out)


@pytest.fixture(scope="module")
def parted(project, settings, serve):
    """Build and serve twelve releases that are in several parts."""
    texts = {
        f"releases/r{99 - number}.md": f"---\ntitle: Bulletin {number}\ndate: 20{number + 10}-02-03\n"
        f"tags: [{'pair' if number % 2 == 0 else 'impair'}]\n---\n\n"
        f"Un courant mesuré. {'Zibelinette.' if number == 7 else 'Zib.'}\n"
        for number in range(1, 13)
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_parts, "FEW", 5)
        built = project()(texts, **settings)
    assert len(list((built.out / "pagefind" / "fragment").iterdir())) > 4
    return serve(built.out)


def wait(tab, count):
    """Wait until the number of results is announced; nothing when none is."""
    from playwright.sync_api import expect

    told = f"Résultats : {count}" if count else re.compile("Aucun résultat")
    expect(tab.get_by_role("status")).to_have_text(told)


def search(tab, site, words, count):
    """Open the page, type and send; wait for so many results."""
    tab.goto(f"{site}search.html")
    tab.get_by_role("searchbox").fill(words)
    tab.keyboard.press("Enter")
    wait(tab, count)


def titles(tab):
    return tab.locator(".press-search-results h2").all_inner_texts()


@pytest.mark.parametrize(
    "words",
    ["équinoxe", "marees", *long("equinoxe", "EQUINOXE", "marées", "crayon")],
)
def test_word_in_the_middle(tab, site, words):
    """A word in the middle of a release finds it first, its accents typed or not."""
    from playwright.sync_api import expect

    tab.goto(f"{site}search.html?q={words}")
    tab.locator(".press-search-results li").first.wait_for()
    assert titles(tab)[0] == "Le marégraphe de Valmer a cent ans"
    link = tab.locator(".press-search-results a").first
    assert link.get_attribute("href") == f"{site}releases/2024/tides.html"
    link.click()
    expect(tab).to_have_title(re.compile("^Le marégraphe de Valmer a cent ans"))


def test_excerpt(tab, site):
    """A result shows its date in the site's language and the words around the marked one."""
    search(tab, site, "crayon", 1)
    result = tab.locator(".press-search-results li")
    assert result.locator(".press-search-date").inner_text() == "23\u00a0avril 2024"
    assert result.locator("mark").all_inner_texts() == ["crayon"]
    assert "y sont notées au crayon violet." in result.locator(".press-search-excerpt").inner_text()


@pytest.mark.long
def test_signs_stay_signs(tab, site):
    """Signs of HTML in a release's text are shown, and make no element."""
    search(tab, site, "détail", 1)
    shown = tab.locator(".press-search-excerpt")
    assert "a < b && c" in shown.inner_text()
    assert shown.locator(":not(mark)").count() == 0


@pytest.mark.long
def test_other_language(tab, site):
    """A French search page finds English releases, with the endings of English words."""
    search(tab, site, "university", 1)
    assert titles(tab) == ["Four universities map the estuary"]
    assert tab.locator(".press-search-results h2").get_attribute("lang") == "en"
    assert tab.locator("html").get_attribute("lang") == "fr"


def test_author(tab, site):
    """Who is quoted is found."""
    search(tab, site, "karsenti", 1)
    assert titles(tab) == ["Le marégraphe de Valmer a cent ans"]


@pytest.mark.parametrize("words", ["pressroom", "unanime", "zzz"])
def test_nothing(tab, site, words):
    """Words of the page around, and words whose beginning is another word, find nothing."""
    search(tab, site, words, None)
    assert titles(tab) == []
    links = tab.locator(".press-search-archives a")
    assert links.count() == 3
    assert links.first.get_attribute("href") == "archive/index.html"


def test_filters(tab, site):
    """Terms of one filter widen, different filters narrow; counts say what each would give."""
    tab.goto(f"{site}search.html")
    tab.locator("[data-filter=category] summary").click()
    tab.get_by_label("Mer (2)").check()
    wait(tab, 2)
    assert titles(tab) == [
        "Four universities map the estuary",
        "Le marégraphe de Valmer a cent ans",
    ]
    tab.get_by_label("Rivières (1)").check()
    wait(tab, 3)
    tab.locator("[data-filter=year] summary").click()
    tab.get_by_label("2025 (1)").check()
    wait(tab, 1)
    assert titles(tab) == ["Crues : les relevés de l'hiver"]
    assert tab.get_by_label("Mer (0)").is_checked()
    tab.get_by_role("button", name="Effacer les filtres").click()
    assert tab.locator("[data-filter] :checked").count() == 0
    assert titles(tab) == []


def test_filter_narrows_a_query(tab, site):
    """A filter narrows what words have found."""
    search(tab, site, "registre", 1)
    tab.locator("[data-filter=language] summary").click()
    tab.get_by_label("anglais (0)").check()
    wait(tab, None)
    tab.get_by_label("français (1)").check()
    wait(tab, 1)


@pytest.mark.long
def test_terms_with_signs(tab, site):
    """A tag with comma and colon is one tag, and codes are shown as words."""
    tab.goto(f"{site}search.html")
    tab.locator("[data-filter=tag] summary").click()
    tab.get_by_label("niveaux, débits: relevés (1)").check()
    wait(tab, 1)
    tab.locator("[data-filter=type] summary").click()
    assert tab.get_by_label("Fiche d’information (0)").count() == 1
    assert tab.get_by_label("Communiqué de presse (1)").count() == 1


def test_address(tab, site):
    """The address holds words and filters, and gives the same page when it is opened."""
    tab.goto(f"{site}search.html?q=valmer")
    wait(tab, 1)
    tab.locator("[data-filter=tag] summary").click()
    tab.get_by_label("archives (1)").check()
    tab.wait_for_url("**/search.html?q=valmer&tag=archives")
    address = tab.url
    tab.goto("about:blank")
    tab.goto(address)
    wait(tab, 1)
    assert tab.get_by_role("searchbox").input_value() == "valmer"
    assert tab.get_by_label("archives (1)").is_checked()
    assert tab.get_by_label("archives (1)").is_visible()


def test_keyboard(tab, site):
    """Field, filters and results are reached and used without a mouse, in the order of the page."""
    tab.goto(f"{site}search.html")
    tab.locator("[data-filter=year]").wait_for()
    for _ in range(12):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.type") == "search":
            break
    tab.keyboard.type("releves marees")
    tab.keyboard.press("Control+A")
    tab.keyboard.type("valmer")
    tab.keyboard.press("Enter")
    wait(tab, 1)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Année"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    wait(tab, None)
    tab.keyboard.press("Space")
    wait(tab, 1)
    for _ in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.closest('.press-search-results')"):
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/releases/2024/tides.html")


@pytest.mark.long
def test_more(tab, many):
    """Ten results are shown at a time; a button adds ten and moves the focus to their first."""
    search(tab, many, "courant", 25)
    more = tab.get_by_role("button", name="Plus de résultats")
    assert len(titles(tab)) == 10
    more.click()
    tab.locator(".press-search-results li:nth-child(20)").wait_for()
    focus = tab.evaluate("document.activeElement.textContent")
    assert focus == titles(tab)[10]
    more.click()
    tab.locator(".press-search-results li:nth-child(25)").wait_for()
    assert not more.is_visible()
    assert len(set(titles(tab))) == 25


@pytest.mark.long
def test_newest_first(tab, many):
    """Results are sorted by date when asked, and when no word is."""
    tab.goto(f"{many}search.html?q=courant")
    wait(tab, 25)
    tab.get_by_label("Ordre").select_option("Les plus récents d’abord")
    tab.wait_for_url("**/search.html?q=courant&order=date")
    first = tab.locator(".press-search-results h2").first
    from playwright.sync_api import expect

    expect(first).to_have_text("Bulletin 25")
    assert titles(tab)[:3] == ["Bulletin 25", "Bulletin 24", "Bulletin 23"]
    tab.goto(f"{many}search.html?tag=tag01")
    wait(tab, 25)
    assert titles(tab)[:3] == ["Bulletin 25", "Bulletin 24", "Bulletin 23"]


def test_parts(tab, parted):
    """Releases of all parts are found together: counted, narrowed, and ordered by their dates."""
    search(tab, parted, "courant", 12)
    tab.get_by_label("Ordre").select_option("Les plus récents d’abord")
    tab.wait_for_url("**/search.html?q=courant&order=date")
    wait(tab, 12)
    assert titles(tab) == [f"Bulletin {number}" for number in range(12, 2, -1)]
    tab.locator("[data-filter=tag] summary").click()
    tab.get_by_label("impair (6)").check()
    wait(tab, 6)
    assert titles(tab) == [f"Bulletin {number}" for number in range(11, 0, -2)]
    assert tab.get_by_label("pair (6)", exact=True).count() == 1
    assert tab.locator("[data-filter=year] label", has_text="(1)").count() == 6
    tab.goto(f"{parted}search.html?tag=pair")
    wait(tab, 6)
    assert titles(tab) == [f"Bulletin {number}" for number in range(12, 0, -2)]


def test_word_of_one_part(tab, parted):
    """A word that one release has finds that alone, and of other parts no word like it."""
    search(tab, parted, "zibelinette", 1)
    assert titles(tab) == ["Bulletin 7"]


@pytest.mark.long
def test_many_terms(tab, many):
    """Of many terms the thirty most frequent are shown, and the others when asked for."""
    tab.goto(f"{many}search.html")
    group = tab.locator("[data-filter=tag]")
    group.locator("summary").click()
    assert group.locator("label:visible").count() == 30
    assert group.locator("label").first.inner_text() == "tag01 (25)"
    group.get_by_role("button", name="Tout afficher (35)").click()
    assert group.locator("label:visible").count() == 35
    assert tab.evaluate("document.activeElement.value") == "tag31"


def test_one_term_is_no_choice(tab, many):
    """A filter with one term narrows nothing, and is not shown."""
    tab.goto(f"{many}search.html")
    tab.locator("[data-filter=tag]").wait_for()
    shown = tab.locator("[data-filter]:visible").evaluate_all(
        "all => all.map(e => e.dataset.filter)"
    )
    assert shown == ["tag"]


def test_file(tab, site, project, releases, settings):
    """From a file the page says why it cannot search, and links the archives."""
    built = project()(releases, **settings)
    tab.goto((built.out / "search.html").as_uri())
    message = tab.locator(".press-search-file")
    assert message.is_visible()
    assert "serveur web" in message.inner_text()
    assert not tab.locator("form[role=search]").is_visible()
    tab.locator(".press-search-archives a").first.click()
    assert tab.url.endswith("/archive/index.html")
    assert tab.locator("h1").count() == 1


def test_no_script(chromium, site):
    """Without JavaScript the page says so and links the archives."""
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site}search.html?q=valmer")
    assert "La recherche a besoin de JavaScript." in tab.locator("main").inner_text()
    assert not tab.locator("form[role=search]").is_visible()
    links = tab.locator(".press-search-archives a")
    assert links.count() == 3
    for number in range(3):
        answer = tab.request.get(f"{site}{links.nth(number).get_attribute('href')}")
        assert answer.status == 200
    context.close()


def test_failure(chromium, project, releases, settings, serve):
    """Where Pagefind cannot be loaded, the page says that search does not work."""
    built = project()(releases, **settings)
    (built.out / "pagefind" / "pagefind.js").unlink()
    tab = chromium.new_page()
    tab.goto(f"{serve(built.out)}search.html?q=valmer")
    tab.get_by_text("La recherche ne fonctionne pas pour le moment.").wait_for()
    assert not tab.locator("form[role=search]").is_visible()
    tab.close()


@pytest.mark.long
def test_dirhtml(tab, room):
    """Pages of the builder dirhtml are found from `search/`, and led to."""
    site = room(builder="dirhtml")
    tab.goto(f"{site}search/?q=equinoxe")
    wait(tab, 1)
    tab.locator(".press-search-results a").click()
    assert tab.url == f"{site}releases/2024/tides/"


@pytest.mark.parametrize(
    "theme", ["furo", *long("pydata_sphinx_theme", "alabaster", "sphinx_rtd_theme")]
)
def test_foreign_theme(chromium, room, absent, theme):
    """In a theme that knows nothing of it, the page searches, once, with a heading."""
    if importlib.util.find_spec(theme) is None:
        absent(f"the theme {theme} is not installed")
    site = room(html_theme=theme)
    context = chromium.new_context(bypass_csp=True)
    tab = context.new_page()
    tab.goto(f"{site}search.html?q=equinoxe")
    wait(tab, 1)
    assert titles(tab) == ["Le marégraphe de Valmer a cent ans"]
    assert tab.locator("h1:visible").count() == 1
    context.close()


@pytest.mark.long
def test_odd_names(tab, project, settings, serve):
    """A release whose file name has signs and accents is led to."""
    text = "---\ntitle: Neige\ndate: 2026-01-01\n---\n\nVerglas.\n"
    site = serve(project()({"releases/l’été #1 100%.md": text}, **settings).out)
    search(tab, site, "verglas", 1)
    tab.locator(".press-search-results a").click()
    assert tab.locator("h1").inner_text().startswith("Neige")


def test_valid(project, releases, settings):
    """The page is HTML as a strict parser has it, without inline script or style."""
    built = project()(releases, **settings)
    page = BeautifulSoup(built.page("search"), "html5lib")
    assert [script for script in page.select("script") if not script.get("src")] == []
    assert page.select("[style], style, [onclick]") == []
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert [label["for"] for label in page.select(".press-search label")] == [
        element["id"] for element in page.select(".press-search :is(input, select)")
    ]
    assert page.select_one("form[role=search]").get("action") is None
