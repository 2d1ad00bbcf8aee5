"""Old addresses: the pages that they become, and what keeps them from it."""

import html5lib
import pytest
from bs4 import BeautifulSoup

ABOUT = "---\norphan: true\n---\n\n# About\n"


def release(title, *aliases, date="2026-01-01", **fields):
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    listed = "".join(f"  - {alias}\n" for alias in aliases)
    return f"---\ntitle: {title}\ndate: {date}\n{more}aliases:\n{listed}---\n\nText.\n"


def redirect(built, path):
    """Tell where a page leads: by the browser's own way, and by its link."""
    page = BeautifulSoup((built.out / path).read_text("utf-8"), "html5lib")
    refresh = page.find("meta", {"http-equiv": "refresh"})["content"]
    assert refresh == f"0; url={page.a['href']}"
    return page.a["href"]


def problems(built):
    return [(one.path, one.line, one.subtype, one.message) for one in built.located]


def test_page_of_an_old_address(build):
    """The page leads on by itself and by a link, and tells search engines to keep the new one."""
    title = '"Éclat & <fin> de l’\\"été\\""'
    built = build({"releases/x.md": release(title, "/2019/old.html", language="fr")})
    text = (built.out / "2019" / "old.html").read_text("utf-8")
    assert (
        text
        == """<!DOCTYPE html>
<html lang="fr" dir="ltr">
  <head>
    <meta charset="utf-8">
    <title>Éclat &amp; &lt;fin&gt; de l’&quot;été&quot;</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta http-equiv="refresh" content="0; url=../releases/x.html">
    <link rel="canonical" href="../releases/x.html">
  </head>
  <body>
    <p><a href="../releases/x.html">Éclat &amp; &lt;fin&gt; de l’&quot;été&quot;</a></p>
  </body>
</html>
"""
    )
    html5lib.HTMLParser(strict=True).parse(text)
    assert [(at.line, at.subtype) for at in built.located] == [(2, "raw_html")]


def test_canonical_address_is_absolute(build):
    """Where the site has an address, the canonical one is absolute and the link still is not."""
    files = {"releases/x.md": release("X", "/old.html")}
    built = build(files, html_baseurl="https://press.example/en/latest/")
    text = (built.out / "old.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://press.example/en/latest/releases/x.html">' in text
    assert redirect(built, "old.html") == "releases/x.html"


def test_right_to_left(build):
    """A page with an Arabic headline is read from right to left."""
    built = build({"releases/x.md": release("بيان", "/old.html", language="ar")})
    assert '<html lang="ar" dir="rtl">' in (built.out / "old.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("builder", "alias", "path", "to"),
    [
        ("html", "/news/2019/", "news/2019/index.html", "../../releases/x%20y.html"),
        ("html", "/news.htm", "news.htm", "releases/x%20y.html"),
        ("html", "/NEWS.HTML", "NEWS.HTML", "releases/x%20y.html"),
        ("html", "/news/2019", "news/2019.html", "../releases/x%20y.html"),
        ("html", "/news/item.php", "news/item.php.html", "../releases/x%20y.html"),
        ("html", "/caf%C3%A9/a%20b.html", "café/a b.html", "../releases/x%20y.html"),
        ("html", "https://old.example/a/b.html?id=3#c", "a/b.html", "../releases/x%20y.html"),
        ("html", "/releases/old.html", "releases/old.html", "x%20y.html"),
        ("dirhtml", "/news/2019", "news/2019/index.html", "../../releases/x%20y/"),
        ("dirhtml", "/news.html", "news.html", "releases/x%20y/"),
        ("dirhtml", "/releases/x%20y.html", "releases/x y.html", "x%20y/"),
    ],
)  # fmt: skip
def test_where_a_page_is_written(build, builder, alias, path, to):
    """The page is the file that a browser gets at the old address, and leads from there."""
    built = build({"releases/x y.md": release("X", alias)}, builder=builder)
    assert redirect(built, path) == to
    assert built.warnings == ""


def test_first_page_of_a_site_of_folders(build):
    """A release may be the first page of the site; its old address leads up to it."""
    built = build(
        {"index.md": release("X", "/a/b/")}, builder="dirhtml", press_releases=["index.md"]
    )
    assert redirect(built, "a/b/index.html") == "../../"


def test_two_spellings_of_one_address(build):
    """A release may name one page twice; that is no mistake."""
    built = build({"releases/x.md": release("X", "/news", "/news.html")})
    assert redirect(built, "news.html") == "releases/x.html"
    assert built.warnings == ""


@pytest.mark.parametrize(
    ("alias", "wrong"),
    [
        ("/about.html", "is the address of about.md"),
        ("/About", "is the address of about.md"),
        ("/releases/x.html", "is the address of releases/x.md"),
        ("/archive/2026.html", "is the address of the page 'archive/2026'"),
        ("/archive/page/2", "is the address of the page 'archive/page/2'"),
        ("/category/index.html", "is the address of the page 'category/index'"),
        ("/search.html", "is the address of the page 'search'"),
        ("/genindex", "is the address of the page 'genindex'"),
        ("/_static/a.html", "lies in _static/, which is the builder's own"),
        ("/_Images/", "lies in _images/, which is the builder's own"),
        ("/pagefind/a", "lies in pagefind/, which is the builder's own"),
        ("/.pressroom/a", "lies in .pressroom/, which is the builder's own"),
        ("/about.html/old", "would lie in a folder where there is the address of about.md"),
        ("/feed.xml/", "would lie in a folder where there is the file 'feed.xml'"),
        (
            "/pages.html",
            "would be a file where there is the folder of the address of pages.html/x.md",
        ),
        (f"/{'a' * 251}", "has a part longer than 255 bytes"),
    ],
)
def test_address_that_is_not_free(build, alias, wrong):
    """An old address that something else has is a located warning, and nothing is overwritten."""
    files = {
        "about.md": ABOUT,
        "pages.html/x.md": ABOUT,
        "releases/x.md": release("X", alias),
        "releases/y.md": "---\ntitle: Y\ndate: 2026-01-02\n---\n\nText.\n",
    }
    built = build(files, press_per_page=1, html_baseurl="https://press.example/")
    message = f"the old address '{alias}' {wrong}; no page there leads to this release"
    assert problems(built) == [("releases/x.md", 5, "alias", message)]
    assert "http-equiv" not in "".join(
        file.read_text("utf-8") for file in built.out.rglob("*.htm*") if file.is_file()
    )
    assert "About" in built.page("about")


def test_older_release_keeps_an_address(build):
    """Of two releases that claim an address the older has it; the other is told, with its place."""
    files = {
        "releases/a-new.md": release("New", "/Plan.html", date="2026-02-01"),
        "releases/b-old.md": release("Old", "/plan.html", date="2025-02-01"),
        "releases/c-undated.md": release("Undated", "/PLAN", date=""),
    }
    built = build(files, suppress_warnings=["press.missing_field"])
    assert redirect(built, "plan.html") == "releases/b-old.html"
    wrong = "is an old address of releases/b-old.md; no page there leads to this release"
    assert sorted(problems(built)) == [
        ("releases/a-new.md", 5, "alias", f"the old address '/Plan.html' {wrong}"),
        ("releases/c-undated.md", 5, "alias", f"the old address '/PLAN' {wrong}"),
    ]


def test_composed_and_decomposed_letters(build):
    """Two ways to write é in Unicode are one address."""
    files = {
        "releases/a.md": release("A", "/e%CC%81t%C3%A9", date="2025-01-01"),
        "releases/b.md": release("B", "/%C3%A9te%CC%81"),
    }
    assert [path for path, *_ in problems(build(files))] == ["releases/b.md"]


def test_warning_is_given_once(build):
    """A build that changes nothing, or something else, does not repeat a warning."""
    files = {"about.md": ABOUT, "releases/x.md": release("X", "/about.html")}
    assert len(problems(build(files))) == 1
    assert build({}).warnings == ""
    assert build({"about.md": ABOUT + "\nUs.\n"}).warnings == ""
    assert len(problems(build({"releases/x.md": release("X", "/about.html", "/index")}))) == 1


def test_freed_address_leads(build):
    """An address that becomes free leads to the release; an alias that goes takes its page along."""
    build({"about.md": ABOUT, "releases/x.md": release("X", "/about.html", "/old/")})
    freed = build({"about.md": None})
    assert redirect(freed, "about.html") == "releases/x.html"
    without = build({"releases/x.md": release("X", "/about.html")})
    assert not (without.out / "old").exists()


def test_page_takes_its_place_back(build):
    """A document at an old address takes the place of the page that led on."""
    build({"releases/x.md": release("X", "/about.html")})
    back = build({"about.md": ABOUT})
    assert "<h1>About" in back.page("about")
    assert [path for path, *_ in problems(back)] == ["releases/x.md"]


def test_renamed_release(build):
    """A release that moves and names its old address is found there."""
    build({"releases/x.md": "---\ntitle: X\ndate: 2026-01-01\n---\n\nText.\n"})
    built = build({"releases/x.md": None, "releases/y.md": release("X", "/releases/x.html")})
    assert redirect(built, "releases/x.html") == "y.html"


def test_draft_has_no_redirect(build):
    """The old address of a draft leads nowhere, and a withdrawn release's page goes."""
    built = build({"releases/x.md": release("Secret", "/old.html")})
    assert (built.out / "old.html").exists()
    again = build({"releases/x.md": release("Secret", "/old.html", status="draft")})
    assert not (again.out / "old.html").exists()


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml"])
def test_builders_without_redirects(build, builder):
    """Builders that write no pages of releases neither write nor check old addresses."""
    files = {"about.md": ABOUT, "releases/x.md": release("X", "/about.html", "/old.html")}
    built = build(files, builder=builder)
    assert "press.alias" not in built.warnings
    assert list(built.out.rglob("old*")) == []
