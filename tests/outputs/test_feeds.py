"""Atom feeds, as feed readers and as XML parsers see them."""

import re
import xml.etree.ElementTree as ET

import feedparser
import pytest

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "https://press.example/en/latest/"
SITE = {"html_baseurl": BASE, "html_title": "Press & News", "author": "River Institute"}
FLOOD = """---
title: "The flood: a first account"
date: 2026-03-31
updated: 2026-04-02 09:30:00 +02:00
lead: The *river* rose by two metres.
categories: [Eau]
images:
  - src: /uploads/dot.gif
    alt: A dot
---

See [the other one](drought.md) and [below](#below).

## Below

Text.
"""
DROUGHT = """---
title: Sécheresse
date: 2026-03-30 18:00:00
language: fr
categories: [Eau, Climat]
---

Texte.
"""
UNDATED = "---\ntitle: Some day\ndate:\ncategories: [Later]\n---\n\nText.\n"
DOT = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
FILES = {
    "releases/flood.md": FLOOD,
    "releases/drought.md": DROUGHT,
    "releases/undated.md": UNDATED,
    "uploads/dot.gif": DOT,
}


def release(title, date="2026-01-01", **fields):
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\ndate: {date}\n{more}---\n\nText of {title}.\n"


def feed(built, path="feed.xml"):
    return ET.fromstring((built.out / path).read_bytes())


def texts(element, name):
    return [found.text for found in element.iter(ATOM + name)]


def hrefs(element, relation):
    return [
        link.get("href") for link in element.findall(ATOM + "link") if link.get("rel") == relation
    ]


def test_feed_of_all_releases(build):
    """The feed has what RFC 4287 requires, and dated releases alone, newest first."""
    made = feed(build(FILES, **SITE))
    assert made.tag == f"{ATOM}feed"
    assert made.get(LANG) == "en"
    assert made.findtext(f"{ATOM}title") == "Press & News"
    assert made.findtext(f"{ATOM}id") == "urn:uuid:332d752d-97e4-5c45-8740-1a2967ad6d86"
    assert made.findtext(f"{ATOM}updated") == "2026-04-02T09:30:00+02:00"
    assert made.findtext(f"{ATOM}author/{ATOM}name") == "River Institute"
    assert hrefs(made, "self") == [f"{BASE}feed.xml"]
    assert hrefs(made, "alternate") == [f"{BASE}archive/index.html"]
    titles = [entry.findtext(f"{ATOM}title") for entry in made.findall(f"{ATOM}entry")]
    assert titles == ["The flood: a first account", "Sécheresse"]


def test_entry(build):
    """An entry has a permanent id, absolute addresses, its dates, lead, language and categories."""
    first, second = feed(build(FILES, **SITE)).findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == "urn:uuid:ddfd715c-cb4a-5873-af7f-739f6454153a"
    assert hrefs(first, "alternate") == [f"{BASE}releases/flood.html"]
    assert first.findtext(f"{ATOM}published") == "2026-03-31T00:00:00+00:00"
    assert first.findtext(f"{ATOM}updated") == "2026-04-02T09:30:00+02:00"
    summary = first.find(f"{ATOM}summary")
    assert (summary.get("type"), summary.text) == (None, "The river rose by two metres.")
    assert [one.get("term") for one in first.findall(f"{ATOM}category")] == ["Eau"]
    assert first.get(LANG) is None
    assert second.get(LANG) == "fr"
    assert second.findtext(f"{ATOM}updated") == "2026-03-30T18:00:00+00:00"
    assert second.find(f"{ATOM}summary") is None


def test_content_stands_alone(build):
    """The text is the whole article: no relative address, no permalink, no frame of the page."""
    content = feed(build(FILES, **SITE)).find(f"{ATOM}entry/{ATOM}content")
    assert content.get("type") == "html"
    addresses = re.findall(r'(?:href|src)="([^"]*)"', content.text)
    assert f"{BASE}releases/drought.html" in addresses
    assert f"{BASE}releases/flood.html#below" in addresses
    assert any(re.fullmatch(f"{BASE}_images/dot-.*gif", address) for address in addresses)
    assert [one for one in addresses if not one.startswith(BASE)] == []
    assert content.text.startswith('<article class="press-release"')
    assert content.text.endswith("</article>\n") or content.text.endswith("</article>")
    assert "headerlink" not in content.text
    assert "site-header" not in content.text


@pytest.mark.parametrize("theme", ["pressroom", "alabaster", "furo"])
def test_feed_in_any_theme(build, theme):
    """The text is found in the pages of other themes."""
    made = feed(build(FILES, html_theme=theme, **SITE))
    assert ["Texte." in text for text in texts(made, "content")] == [False, True]


def test_feedparser_takes_it(build):
    """A widely used reader of feeds finds nothing wrong."""
    read = feedparser.parse((build(FILES, **SITE).out / "feed.xml").read_bytes())
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.title == "Press & News"
    assert [entry.link for entry in read.entries] == [
        f"{BASE}releases/flood.html",
        f"{BASE}releases/drought.html",
    ]
    assert read.entries[0].updated_parsed[:6] == (2026, 4, 2, 7, 30, 0)


def test_feed_of_a_category(build):
    """Each category has a feed of its own at its page, with that page as alternate."""
    built = build(FILES, **SITE)
    made = feed(built, "category/eau/feed.xml")
    assert made.findtext(f"{ATOM}title") == "Press & News: Eau"
    assert made.findtext(f"{ATOM}id") == "urn:uuid:9e0ab3ab-d476-556c-b53e-f918b51182bd"
    assert hrefs(made, "self") == [f"{BASE}category/eau/feed.xml"]
    assert hrefs(made, "alternate") == [f"{BASE}category/eau.html"]
    assert len(made.findall(f"{ATOM}entry")) == 2
    assert made.findtext(f"{ATOM}updated") == "2026-04-02T09:30:00+02:00"
    climate = feed(built, "category/climat/feed.xml")
    assert climate.findtext(f"{ATOM}updated") == "2026-03-30T18:00:00+00:00"
    assert not (built.out / "category" / "later" / "feed.xml").exists()


def test_feed_of_a_collection(build):
    """A named collection has a feed below its name, in the words of the site's language."""
    built = build(
        FILES,
        **{**SITE, "language": "fr"},
        press_collections={"climate": {"title": "Le climat", "category": "Climat"}},
    )
    made = feed(built, "climate/feed.xml")
    assert made.findtext(f"{ATOM}title") == "Press & News\N{NO-BREAK SPACE}: Le climat"
    assert made.get(LANG) == "fr"
    assert len(made.findall(f"{ATOM}entry")) == 1
    assert made.find(f"{ATOM}entry").get(LANG) is None


def test_addresses_of_folders(build):
    """With the builder dirhtml, addresses end with a slash and still lead to the same places."""
    made = feed(build(FILES, builder="dirhtml", **SITE))
    first = made.find(f"{ATOM}entry")
    assert hrefs(first, "alternate") == [f"{BASE}releases/flood/"]
    assert f'href="{BASE}releases/drought/"' in first.findtext(f"{ATOM}content")
    assert first.findtext(f"{ATOM}id") == "urn:uuid:ddfd715c-cb4a-5873-af7f-739f6454153a"


def test_newest_entries_only(build):
    """A feed has no more entries than the setting says, the newest."""
    files = {f"releases/{day}.md": release(f"Day {day}", f"2026-01-0{day}") for day in range(1, 6)}
    made = feed(build(files, press_feed_entries=3, **SITE))
    titles = [entry.findtext(f"{ATOM}title") for entry in made.findall(f"{ATOM}entry")]
    assert titles == ["Day 5", "Day 4", "Day 3"]


@pytest.mark.parametrize(
    "conf",
    [
        {"html_baseurl": ""},
        {"html_baseurl": "/en/latest/"},
        {"html_baseurl": BASE, "press_feed_entries": 0},
    ],
)
def test_no_feeds(build, conf):
    """Without an absolute address, or with no entries asked for, there is no feed."""
    assert list(build(FILES, **conf).out.rglob("feed.xml")) == []


def test_no_dated_release(build):
    """Where no release has a date there is no feed, since nothing says when it changed."""
    built = build({"releases/undated.md": UNDATED}, **SITE)
    assert list(built.out.rglob("feed.xml")) == []


def test_author_is_the_project(build):
    """Where conf.py names no author, the project is the author."""
    made = feed(build(FILES, html_baseurl=BASE, project="River Institute press"))
    assert made.findtext(f"{ATOM}author/{ATOM}name") == "River Institute press"


def test_renamed_release_keeps_its_id(build):
    """An entry's id stays when the release moves and names its old address, with either builder."""
    before = feed(build({"releases/flood.md": release("Flood")}, **SITE))
    moved = {
        "releases/flood.md": None,
        "releases/2026/high-water.md": release("High water", aliases="[/releases/flood.html]"),
    }
    after = feed(build(moved))
    folders = {"releases/2026/high-water.md": release("High water", aliases="[releases/flood/]")}
    third = feed(build(folders, builder="dirhtml"))
    ids = [made.findtext(f"{ATOM}entry/{ATOM}id") for made in (before, after, third)]
    assert ids == ["urn:uuid:ddfd715c-cb4a-5873-af7f-739f6454153a"] * 3


def test_id_of_the_front_matter(build):
    """The id of the front matter comes before old addresses and names."""
    made = feed(
        build({"releases/x.md": release("X", id="2026-014", aliases="/2019/flood")}, **SITE)
    )
    assert made.findtext(f"{ATOM}entry/{ATOM}id") == "urn:uuid:a4e8c279-ccda-5d97-acc9-bb243a08841f"


def test_first_alias_is_the_identity(build):
    """A release that brings several old addresses is known by the first."""
    files = {"releases/x.md": release("X", aliases="[/2019/flood.html, /releases/flood.html]")}
    made = feed(build(files, **SITE))
    assert made.findtext(f"{ATOM}entry/{ATOM}id") == "urn:uuid:4bd3c9c8-2923-58db-9358-853bd64bbb45"


def test_ids_differ(build):
    """Releases that claim the same id are told apart; the older keeps it."""
    files = {
        "releases/old.md": release("Old", "2025-01-01", id="2026-014"),
        "releases/new.md": release("New", "2026-01-01", id="2026-014"),
    }
    assert texts(feed(build(files, **SITE)), "id")[1:] == [
        "urn:uuid:13507ac7-ac43-5271-beaa-acdcc05b8e7b",
        "urn:uuid:a4e8c279-ccda-5d97-acc9-bb243a08841f",
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("']]> & <b>bold</b>'", "]]> & <b>bold</b>"),
        ('"Bell \\a and \\uFFFE rings"', "Bell � and � rings"),
        ("Water 🌊 rises", "Water 🌊 rises"),
        ("'&amp; &#1; \"quoted\"'", '&amp; &#1; "quoted"'),
    ],
)
def test_hostile_titles(build, title, expected):
    """Whatever a title holds, the feed is XML and shows it, without what XML cannot hold."""
    built = build({"releases/x.md": release(title, categories=f"[{title}]")}, **SITE)
    entry = feed(built).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == expected
    assert entry.find(f"{ATOM}category").get("term") == expected


def test_feed_repeats(build):
    """Two builds of the same text give the same bytes; nothing of the clock is in them."""
    first = (build(FILES, **SITE).out / "feed.xml").read_bytes()
    again = build({"conf.py": (build.folder / "conf.py").read_text() + "\n# changed\n"})
    assert (again.out / "feed.xml").read_bytes() == first


def test_feed_follows_its_releases(build):
    """A changed text changes the feeds that carry it, and no other feed; a feed may end."""
    files = {
        "releases/a.md": release("A", "2026-01-01", categories="One"),
        "releases/b.md": release("B", "2026-01-02", categories="Two"),
    }
    built = build(files, **SITE)
    before = (built.out / "category/two/feed.xml").stat().st_mtime_ns
    changed = build({"releases/a.md": files["releases/a.md"] + "\nMore.\n"})
    for path in ("feed.xml", "category/one/feed.xml"):
        assert "More." in (changed.out / path).read_text("utf-8")
    assert (changed.out / "category/two/feed.xml").stat().st_mtime_ns == before
    gone = build({"releases/b.md": None})
    assert not (gone.out / "category/two/feed.xml").exists()
    assert "Text of B" not in (gone.out / "feed.xml").read_text("utf-8")


def test_links_for_autodiscovery(build):
    """Every page announces all releases; those of a category or collection, these as well."""
    from sphinx_pressroom.outputs.feeds import links

    files = {"releases/a.md": release("A", categories="L’été & plus")}
    built = build(
        files, press_collections={"summer": {"title": "Summer", "category": "L’été & plus"}}, **SITE
    )
    env = built.app.env
    every = ("Press & News", "feed.xml")
    category = next(path for path in built.out.glob("category/*/feed.xml")).parent.name
    found = links(env, f"category/{category}/page/2")
    assert (
        links(env, "index") == links(env, "releases/a") == links(env, "category/index") == [every]
    )
    assert [title for title, _ in found] == ["Press & News", "Press & News: L’été & plus"]
    assert found[1][1].isascii()
    assert links(env, "summer/archive/2026") == [every, ("Press & News: Summer", "summer/feed.xml")]


def test_no_links_without_feeds(build):
    """Where there are no feeds, no page announces one."""
    from sphinx_pressroom.outputs.feeds import links

    assert links(build(FILES).app.env, "index") == []


def test_characters_that_xml_has_not():
    """What XML 1.0 cannot write is left out; tabs, line ends and all other planes stay."""
    from sphinx_pressroom.outputs.atom import writable

    assert writable("a\x00b\x0bc\x1b\t\r\n\x7f\ud800\ufffe\uffff🌊\U0010ffff\ufffd") == (
        "abc\t\r\n\x7f🌊\U0010ffff\ufffd"
    )


@pytest.mark.parametrize(
    ("builder", "page", "room", "category"),
    [
        ("html", "category/eau.html", "../feed.xml", "eau/feed.xml"),
        ("dirhtml", "category/eau/index.html", "../../feed.xml", "feed.xml"),
    ],
)
def test_pages_announce_feeds(build, builder, page, room, category):
    """A category's page links to its feed and to the one of all releases, by relative addresses."""
    built = build(FILES, builder=builder, html_theme="pressroom", **SITE)
    start = '<link rel="alternate" type="application/atom+xml" title="Press &amp; News'
    text = (built.out / page).read_text("utf-8")
    assert f'{start}" href="{room}">' in text
    assert f'{start}: Eau" href="{category}">' in text
    assert f'{start}" href="feed.xml">' in (built.out / "index.html").read_text("utf-8")


# -- corrections and withdrawals -----------------------------------------------------------------

AT = "{http://purl.org/atompub/tombstones/1.0}"
GONE = "{at: 2026-05-01 09:00 +02:00, explanation: 'It was *wrong* & early.'}"


def tombs(made):
    return [
        (one.get("ref"), one.get("when"), one.findtext(f"{AT}comment"))
        for one in made.findall(f"{AT}deleted-entry")
    ]


def test_a_correction_is_in_its_entry(build):
    """A correction, newer than `updated`, dates its entry and the feed, and stands in the text."""
    changes = "[{at: 2026-04-20 10:00 +02:00, kind: correction, note: The hour was wrong.}]"
    files = {"releases/a.md": release("A", updated="2026-02-01", changes=changes)}
    made = feed(build(files, **SITE))
    entry = made.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == "2026-04-20T10:00:00+02:00"
    assert made.findtext(f"{ATOM}updated") == "2026-04-20T10:00:00+02:00"
    text = re.sub("<[^>]*>", "", entry.findtext(f"{ATOM}content"))
    assert text.index("Corrected on April 20, 2026") < text.index("The hour was wrong.")
    assert text.index("The hour was wrong.") < text.index("Text of A.")


def test_a_withdrawn_release_leaves_a_tomb(build):
    """A feed says when what it had was withdrawn and why, under the id that the entry had."""
    before = feed(build({"releases/a.md": release("A"), "releases/b.md": release("B")}, **SITE))
    ids = {
        one.findtext(f"{ATOM}title"): one.findtext(f"{ATOM}id")
        for one in before.iter(f"{ATOM}entry")
    }
    built = build({"releases/a.md": release("A", withdrawn=GONE)})
    made = feed(built)
    assert texts(made, "title")[1:] == ["B"]
    assert tombs(made) == [(ids["A"], "2026-05-01T09:00:00+02:00", "It was wrong & early.")]
    assert made.findtext(f"{ATOM}updated") == "2026-05-01T09:00:00+02:00"
    read = feedparser.parse((built.out / "feed.xml").read_bytes())
    assert (read.bozo, read.version) == (False, "atom10")
    assert [entry.title for entry in read.entries] == ["B"]


def test_a_tomb_in_the_feeds_that_would_hold_it(build):
    """Feeds of other categories and collections have no tomb, nor has one that is too short."""
    parts = {"fish": {"category": "Fish"}, "boats": {"category": "Boats"}}
    files = {
        "releases/a.md": release("A", categories="[Fish]", withdrawn=GONE),
        "releases/b.md": release("B", categories="[Fish]"),
        "releases/c.md": release("C", "2026-01-02", categories="[Boats]"),
    }
    built = build(files, press_collections=parts, press_feed_entries=2, **SITE)
    found = {
        path: len(tombs(feed(built, path)))
        for path in (
            *("feed.xml", "fish/feed.xml", "boats/feed.xml"),
            *("category/fish/feed.xml", "category/boats/feed.xml"),
        )
    }
    assert found == {
        "feed.xml": 1,
        "fish/feed.xml": 1,
        "boats/feed.xml": 0,
        "category/fish/feed.xml": 1,
        "category/boats/feed.xml": 0,
    }
    built = build({}, press_collections=parts, press_feed_entries=1, **SITE)
    assert tombs(feed(built)) == []


@pytest.mark.parametrize("withdrawn", ["true", "It was wrong."])
def test_no_tomb_without_a_day(build, withdrawn):
    """Without a day there is no tomb, which has to say one, and no clock stands in for it."""
    files = {"releases/a.md": release("A", withdrawn=withdrawn), "releases/b.md": release("B")}
    built = build(files, **SITE)
    assert b"deleted-entry" not in (built.out / "feed.xml").read_bytes()
    assert b"tombstones" not in (built.out / "feed.xml").read_bytes()


def test_a_withdrawal_is_taken_back(build):
    """The entry is there again, and the tomb is gone."""
    both = {"releases/a.md": release("A", withdrawn=GONE), "releases/b.md": release("B")}
    build(both, **SITE)
    made = feed(build({"releases/a.md": release("A")}))
    assert texts(made, "title")[1:] == ["A", "B"]
    assert tombs(made) == []
