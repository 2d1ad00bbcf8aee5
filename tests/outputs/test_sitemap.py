"""The sitemap, as search engines read it."""

import xml.etree.ElementTree as ET

import pytest

from sphinx_pressroom.outputs import sitemap

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://press.example/en/latest/"
FILES = {
    "about.md": "# About\n",
    "private.md": "---\nno-search: true\n---\n\n# Private\n",
    "hidden.md": "---\nnosearch: true\n---\n\n# Hidden\n",
    "alone.md": "---\norphan: true\n---\n\n# Alone\n",
    "releases/flood & co.md": "---\ntitle: Flood\ndate: 2026-03-31\nupdated: 2026-04-02 09:30 +02:00\n---\n\nText.\n",
    "releases/drought.md": "---\ntitle: Drought\ndate: 2026-03-30 18:00\n---\n\nText.\n",
    "releases/undated.md": "---\ntitle: Some day\ndate:\ntags: Later\n---\n\nText.\n",
}


def addresses(built, path="sitemap.xml"):
    """Give the last change of each address, without the base; that of the rest is checked."""
    tree = ET.fromstring((built.out / path).read_bytes())
    assert tree.tag == f"{SPACE}urlset"
    found = {}
    for url in tree.iter(f"{SPACE}url"):
        location = url.findtext(f"{SPACE}loc")
        assert location.startswith(BASE)
        found[location.removeprefix(BASE)] = url.findtext(f"{SPACE}lastmod")
    return found


def test_documents_and_their_last_change(build):
    """All documents are listed but those kept from search; only releases say when they changed."""
    found = addresses(build(FILES, html_baseurl=BASE))
    documents = {page: when for page, when in found.items() if page.count("/") == 0}
    assert documents == {"index.html": None, "about.html": None, "alone.html": None}
    assert found["releases/flood%20%26%20co.html"] == "2026-04-02T09:30:00+02:00"
    assert found["releases/drought.html"] == "2026-03-30T18:00:00+00:00"
    assert found["releases/undated.html"] is None


def test_archives_and_their_last_change(build):
    """Archives changed when the newest of their releases did."""
    found = addresses(build(FILES, html_baseurl=BASE))
    archives = {page: when for page, when in found.items() if not page.startswith("releases/")}
    flood = "2026-04-02T09:30:00+02:00"
    expected = {
        "archive/index.html": flood,
        "archive/2026.html": flood,
        "archive/2026/03.html": flood,
        "type/release.html": flood,
        "language/en.html": flood,
        "tag/later.html": None,
    }
    assert {page: archives.get(page, "missing") for page in expected} == expected


def test_later_pages_of_archives_are_left_out(build):
    """An archive is listed once, by its first page."""
    found = addresses(build(FILES, html_baseurl=BASE, press_per_page=1))
    assert [page for page in found if "/page/" in page] == []


def test_day_stays_a_day(build):
    """A release that gives only a day gives only a day here."""
    file = {"releases/a.md": "---\ntitle: A\ndate: 2026-01-02\n---\n\nText.\n"}
    assert addresses(build(file, html_baseurl=BASE))["releases/a.html"] == "2026-01-02"


def test_addresses_of_folders(build):
    """With the builder dirhtml, addresses are folders, and the first page is the site itself."""
    found = addresses(build(FILES, builder="dirhtml", html_baseurl=BASE))
    assert {"", "about/", "releases/drought/", "archive/", "archive/2026/"} <= found.keys()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_addresses_are_sorted(build, builder):
    """Addresses stand in their order, whatever the order of the releases."""
    found = list(addresses(build(FILES, builder=builder, html_baseurl=BASE)))
    assert len(found) > 8
    assert found == sorted(found)


@pytest.mark.parametrize("address", ["", "/en/latest/", "press.example"])
def test_no_sitemap_without_an_address(build, address):
    """Without an absolute address there is no sitemap."""
    assert not (build(FILES, html_baseurl=address).out / "sitemap.xml").exists()


def test_changed_date_changes_the_sitemap(build):
    """A release that says that it was updated is listed so; one that is gone is not listed."""
    files = {
        "releases/a.md": "---\ntitle: A\ndate: 2026-01-02\n---\n\nText.\n",
        "releases/b.md": "---\ntitle: B\ndate: 2026-01-02\n---\n\nText.\n",
    }
    build(files, html_baseurl=BASE)
    updated = files["releases/a.md"].replace("---\n\n", "updated: 2026-02-03\n---\n\n")
    found = addresses(build({"releases/a.md": updated, "releases/b.md": None}))
    assert found["releases/a.html"] == "2026-02-03"
    assert "releases/b.html" not in found


def test_parts_hold_as_many_as_they_may():
    """A file is full at its number of addresses, or before it has too many bytes."""
    entries = ["a" * 100, "b" * 100, "c" * 100, "é" * 100]
    assert [len(part) for part in sitemap._parts(entries, 3, 10_000)] == [3, 1]
    assert [len(part) for part in sitemap._parts(entries, 10, 500)] == [3, 1]
    assert list(sitemap._parts([], 3, 10_000)) == [[]]


def test_many_addresses_make_an_index(build, monkeypatch):
    """Beyond the protocol's limit the sitemap is an index of files that together list all pages."""
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 4)
    files = {"releases/a.md": "---\ntitle: A\ndate: 2026-01-02\n---\n\nText.\n", "b.md": "# B\n"}
    built = build(files, html_baseurl=BASE)
    index = ET.fromstring((built.out / "sitemap.xml").read_bytes())
    assert index.tag == f"{SPACE}sitemapindex"
    assert [one.text for one in index.iter(f"{SPACE}loc")] == [
        f"{BASE}sitemap-1.xml",
        f"{BASE}sitemap-2.xml",
    ]
    first, second = addresses(built, "sitemap-1.xml"), addresses(built, "sitemap-2.xml")
    assert list(first) + list(second) == [
        "archive/2026.html",
        "archive/2026/01.html",
        "archive/index.html",
        "b.html",
        "index.html",
        "language/en.html",
        "releases/a.html",
        "type/release.html",
    ]


def test_a_sitemap_of_the_site(build):
    """A sitemap that the site brings along stands as it is; ours comes when it goes."""
    ours = build(FILES, html_baseurl=BASE).out / "sitemap.xml"
    before = ours.read_bytes()
    own = {"extra/sitemap.xml": "<urlset/>"}
    for _ in range(2):
        built = build(own, html_baseurl=BASE, html_extra_path=["extra"])
        assert (built.out / "sitemap.xml").read_text() == "<urlset/>"
    built = build({"extra/sitemap.xml": None})
    assert (built.out / "sitemap.xml").read_bytes() == before


def test_a_document_hidden_later(build):
    """A document that comes, and one that is hidden, change the sitemap though no release does."""
    build(FILES, html_baseurl=BASE)
    found = addresses(build({"new.md": "# New\n", "about.md": FILES["private.md"]}))
    assert "new.html" in found
    assert "about.html" not in found
