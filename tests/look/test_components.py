"""The rules of press-field.md, section 6, that a machine can check, on every page there is.

What no machine can tell (whether an alternative is relevant), what other tests have (PDF, plain
text, print) and what pages do not have yet (video, carousels, other languages) is left out. Rule
6.4 would not have two quotes stand side by side; quotes of the front matter do, and a writer who
minds places them with the directive.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from longer import long

ROOMS = ("en", *long("fr"), "house")
UNITS = {"bytes": 1, "octets": 1, "kB": 1000, "ko": 1000, "MB": 1000**2, "Mo": 1000**2}
MEANINGLESS = {"image", "photo", "image déco", "décorative", "logo seul", "picture"}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Page(NamedTuple):
    """A built page, by its path in the room's output."""

    path: str
    soup: BeautifulSoup
    out: Path

    @property
    def release(self):
        return self.soup.select_one("article.press-release")

    def file(self, address):
        """Find the file that a link of the page leads to; None when it leads elsewhere."""
        parts = urlsplit(urljoin(f"https://here.example/{self.path}", address))
        return self.out / unquote(parts.path[1:]) if parts.netloc == "here.example" else None


@pytest.fixture(scope="session")
def read(room):
    """Return a function that reads all pages of a room, but those that lead elsewhere at once."""

    @cache
    def pages(name):
        out = room(name)
        made = [
            Page(
                path.relative_to(out).as_posix(),
                BeautifulSoup(path.read_text("utf-8"), "html.parser"),
                out,
            )
            for path in sorted(out.rglob("*.html"))
        ]
        return [page for page in made if not page.soup.select("meta[http-equiv=refresh]")]

    return pages


@pytest.fixture(params=ROOMS)
def pages(request, read):
    """Read all pages of a room."""
    return read(request.param)


@pytest.fixture
def releases(pages):
    """Give the pages of releases."""
    found = [page for page in pages if page.release]
    assert len(found) > 10
    return found


def words(element):
    """Give an element's text, with white space folded as a screen reader does."""
    return " ".join(element.get_text().split())


def language(element):
    """Tell the language that an element is read in."""
    return next(str(one["lang"]) for one in (element, *element.parents) if one.get("lang"))


def short(element):
    return str(element)[:160]


def none_of(faults):
    """Fail with the faults, a line each."""
    found = [f"{page.path}: {fault}" for page, fault in faults]
    assert not found, "\n".join(found[:40])


# -- 6.1 the page ------------------------------------------------------------------------------


def test_6_01_page_outline(pages):
    """A page has one h1, skips no level of headings, and none is empty."""
    faults = []
    for page in pages:
        headings = page.soup.find_all(re.compile("^h[1-6]$"))
        levels = [int(one.name[1]) for one in headings]
        if levels.count(1) != 1:
            faults.append((page, f"{levels.count(1)} h1"))
        faults += [(page, f"h{a} then h{b}") for a, b in pairwise(levels) if b > a + 1]
        faults += [(page, f"empty {short(one)}") for one in headings if not words(one)]
    none_of(faults)


def test_6_01_page_landmarks(pages):
    """A page has one header, one main part and one footer, in this order, and named navigation."""
    faults = []
    for page in pages:
        body = page.soup.body
        frame = [one.name for one in body.find_all(["header", "main", "footer"], recursive=False)]
        if frame != ["header", "main", "footer"]:
            faults.append((page, f"frame of {frame}"))
        names = [
            one.get("aria-label") or one.get("aria-labelledby") for one in body.find_all("nav")
        ]
        if None in names or len(set(names)) != len(names):
            faults.append((page, f"navigation called {names}"))
    none_of(faults)


def test_6_01_page_skip_link(pages):
    """The first link of a page leads to its content."""
    faults = []
    for page in pages:
        first = page.soup.body.select_one("a[href], button, input, select, summary, [tabindex]")
        target = page.soup.find(id=str(first["href"]).removeprefix("#"))
        if target is None or target.name != "main":
            faults.append((page, short(first)))
    none_of(faults)


def test_6_01_page_titles(pages):
    """A page's title is its own, and says which page, which press room and whose it is."""
    titles = {}
    faults = []
    for page in pages:
        title = page.soup.title.get_text()
        if not page.path.startswith("releases/blocks/"):  # snippets of one headline
            titles.setdefault(title, []).append(page.path)
        heading = page.soup.h1
        for link in heading.select(".headerlink"):
            link.extract()
        if page.path != "index.html" and not title.startswith(words(heading)):
            faults.append((page, f"{title!r} above {words(heading)!r}"))
        name = words(page.soup.select_one(".site-name"))
        if name not in title:
            faults.append((page, f"{title!r} does not name {name!r}"))
    faults += [
        (pages[0], f"{title!r}: {shared}") for title, shared in titles.items() if len(shared) > 1
    ]
    none_of(faults)


def test_6_01_page_languages(pages):
    """The page says its language, and every release and every link to one in another says its own."""
    faults = []
    tongues = {page.path: page.release["lang"] for page in pages if page.release}
    for page in pages:
        marked = page.soup.select("[lang], [hreflang]")
        codes = [one.get(name) for one in marked for name in ("lang", "hreflang") if one.get(name)]
        faults += [(page, f"language {code!r}") for code in codes if not LANGUAGE.fullmatch(code)]
        if not page.soup.html.get("lang"):
            faults.append((page, "no language"))
        for link in page.soup.select(".press-releases a, .press-related a, .site-neighbours a"):
            file = page.file(link["href"])
            target = file.relative_to(page.out).as_posix() if file else ""
            if target in tongues and tongues[target] != language(link):
                faults.append((page, f"{short(link)} is {tongues[target]}"))
    none_of(faults)


def test_6_01_page_spacing(pages):
    """No empty paragraph, list or break makes room."""
    faults = []
    for page in pages:
        main = page.soup.main
        faults += [
            (page, "br br") for one in main.select("br + br") if not one.previous_sibling.strip()
        ]
        for one in main.select("p, li, dt, dd, figcaption, blockquote, ul, ol"):
            empty = not words(one) and not one.select("img, svg, input, button")
            # A cell may be empty, and docutils has a paragraph in each.
            if (
                empty
                and not one.find_parent(["td", "th"])
                and not {"hidden", "role"} & {*one.attrs}
            ):
                faults.append((page, f"empty {short(one)}"))
    none_of(faults)


def test_6_01_page_ways(pages):
    """Every page has the menu and leads to the search: two ways to each release."""
    faults = []
    for page in pages:
        menu = page.soup.select_one("header nav")
        if menu is None or not menu.select("a"):
            faults.append((page, "no menu"))
        elif page.path != "search.html" and not menu.select('a[href*="search"]'):
            faults.append((page, "no way to the search"))
    none_of(faults)


def test_6_01_page_references(pages):
    """Each id stands once, and what names one by it finds it."""
    faults = []
    for page in pages:
        ids = [one["id"] for one in page.soup.select("[id]")]
        faults += [(page, f"id {one} twice") for one in set(ids) if ids.count(one) > 1]
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for one in page.soup.select(f"[{name}]"):
                lost = set(str(one[name]).split()) - set(ids)
                faults += [(page, f"{name}={one_id}") for one_id in lost]
        for link in page.soup.select('a[href^="#"]'):
            if unquote(str(link["href"])[1:]) not in {"", *ids}:
                faults.append((page, short(link)))
    none_of(faults)


def test_6_01_page_links(pages):
    """Each link within the press room leads to a file, and to an id that it has."""
    faults = []
    ids = {page.path: {one["id"] for one in page.soup.select("[id]")} for page in pages}
    for page in pages:
        for link in page.soup.select("a[href]"):
            file = page.file(link["href"])
            if page.path == "404.html" and not link["href"].startswith("#"):
                file = page.out / unquote(urlsplit(link["href"]).path).removeprefix("/en/latest/")
            if file is None or urlsplit(str(link["href"])).scheme:
                continue
            fragment = unquote(urlsplit(str(link["href"])).fragment)
            path = file.relative_to(page.out).as_posix()
            if not file.is_file() or (fragment and fragment not in ids.get(path, ())):
                faults.append((page, short(link)))
    none_of(faults)


# -- 6.2 to 6.4 header, lead, quotes --------------------------------------------------------------


def test_6_02_release_header(releases):
    """The header has the date for machines, with its zone, and the kind of release in words."""
    faults = []
    for page in releases:
        for header in page.release.select(".press-header"):
            for time in header.select("time"):
                if not re.fullmatch(
                    r"\d{4}-\d\d-\d\d(T[\d:]+([+-]\d\d:\d\d|Z))?", time["datetime"]
                ):
                    faults.append((page, short(time)))
            faults += [(page, short(one)) for one in header.select("img, svg, [aria-hidden]")]
        heads = page.release.select(".press-header")
        if heads and not heads[0].select("time, .press-type, .press-number"):
            faults.append((page, "an empty header"))
    none_of(faults)


def test_6_03_lead(releases):
    """The lead is a text of paragraphs, no heading, and not all of it bold or italic."""
    faults = []
    for page in releases:
        for lead in page.release.select(".press-lead"):
            faults += [(page, short(one)) for one in lead.find_all(re.compile("^h[1-6]$"))]
            if lead.name != "p" and not lead.select("p"):
                faults.append((page, f"no paragraph in {short(lead)}"))
            for one in lead.select("strong, em, b, i"):
                # A writer may do so once; then the theme has to answer for it.
                if words(one) == words(lead) and "lead.bold" not in page.path:
                    faults.append((page, f"all emphasised: {short(lead)}"))
    none_of(faults)


def test_6_04_quote(pages):
    """A quote is a figure of a blockquote and a caption: its author first, then the role."""
    faults = []
    for page in pages:
        for figure in page.soup.select(".press-quote"):
            parts = [one.name for one in figure.find_all(recursive=False)]
            if (
                figure.name != "figure"
                or parts[:1] != ["blockquote"]
                or set(parts) - {"blockquote", "figcaption"}
            ):
                faults.append((page, f"made of {parts}"))
            faults += [(page, short(one)) for one in figure.select("img") if one.get("alt") != ""]
            author, role = (
                figure.select_one(".press-quote-author"),
                figure.select_one(".press-quote-role"),
            )
            if author and (author.name == "cite" or author.find_parent("cite")):
                faults.append((page, "a person is no work: cite"))
            if author and role and role not in author.find_all_next():
                faults.append((page, "the role stands before the author"))
    none_of(faults)


def test_6_04_quote_marks(pages):
    """French quotation marks keep to their words, and none is doubled."""
    faults = []
    for page in pages:
        for quote in page.soup.select(".press-quote blockquote"):
            text = quote.get_text()
            if language(quote).startswith("fr") and re.search(
                "« | »|[^\\s\xa0\u202f][:;!?»] *$", text
            ):
                faults.append((page, text.strip()[:80]))
            if re.search("[«“„]\\s*[«“„]", text):
                faults.append((page, text.strip()[:80]))
    none_of(faults)


# -- 6.5 to 6.7 images, galleries, downloads -------------------------------------------------------


def test_6_05_image(pages):
    """A picture has an alternative that is not its caption nor its file's name, or an empty one."""
    faults = []
    for page in pages:
        for picture in page.soup.select("img"):
            alt = picture.get("alt")
            stem = Path(unquote(urlsplit(str(picture.get("src"))).path)).stem
            caption = picture.find_parent("figure") and picture.find_parent("figure").figcaption
            bad = alt is None or alt.casefold() in MEANINGLESS or (alt and alt == stem)
            if bad or (alt and caption and alt == words(caption)):
                faults.append((page, short(picture)))
            if alt == "" and (picture.get("title") or picture.get("aria-label")):
                faults.append((page, f"decorative, and named: {short(picture)}"))
    none_of(faults)


def test_6_05_image_caption(pages):
    """A figure is a group whose name is its caption, the credit included."""
    faults = []
    for page in pages:
        for figure in page.soup.select("figure.press-image"):
            caption = figure.figcaption
            expected = ("group", words(caption)) if caption else (None, None)
            if (figure.get("role"), figure.get("aria-label")) != expected:
                faults.append((page, short(figure)))
            for credit in figure.select(".press-credit"):
                if not credit.find_parent("figcaption"):
                    faults.append((page, short(credit)))
    none_of(faults)


def test_6_05_image_size(pages):
    """Every picture says its size, so that nothing jumps."""
    faults = []
    for page in pages:
        for picture in page.soup.select(
            "main .press-image img, main .press-portrait img, img.press-portrait"
        ):
            if not (picture.get("width") and picture.get("height")):
                faults.append((page, short(picture)))
    none_of(faults)


def test_6_06_slideshow(pages):
    """A gallery is still: all of its pictures are shown, and nothing has to be operated."""
    faults = []
    for page in pages:
        for gallery in page.soup.select(".press-gallery"):
            faults += [
                (page, short(one))
                for one in gallery.select("button, input, [hidden], [aria-hidden], [aria-live]")
            ]
            if not gallery.select("img"):
                faults.append((page, "a gallery without pictures"))
    none_of(faults)


def size_of(link):
    """Read format and size out of a link's words: the number of bytes, and how exact it is."""
    found = re.search(r"(\d[\d.,\s]*?)\s*(bytes|octets|kB|ko|MB|Mo)\b", words(link))
    if not found:
        return None
    number = re.sub(r"\s", "", found[1]).replace(",", ".")
    step = 10 ** -len(number.partition(".")[2])
    return float(number) * UNITS[found[2]], step * UNITS[found[2]]


def test_6_07_download(pages):
    """A download says so in its language, with format and size as the file has them."""
    faults = []
    for page in pages:
        for link in page.soup.select("a.press-download, a.press-hi-res"):
            french = language(link).startswith("fr")
            starts = (
                ("Télécharger" if french else "Download")
                if "press-download" in link["class"]
                else ""
            )
            # Other languages than ours have no words of their own yet.
            if language(link)[:2] in {"en", "fr"} and not words(link).startswith(starts):
                faults.append((page, short(link)))
            faults += [(page, short(one)) for one in link.find_all(re.compile("^(h[1-6]|p|div)$"))]
            file = page.file(link["href"])
            if not file or urlsplit(str(link["href"])).scheme:
                continue
            told = size_of(link)
            if told is None or abs(file.stat().st_size - told[0]) > told[1]:
                faults.append((page, f"{short(link)}: {file.stat().st_size} bytes, not {told}"))
            unit = re.search(r"\b(ko|Mo|octets|kB|MB|bytes)\b", words(link))
            if unit and french != (unit[0] in {"ko", "Mo", "octets"}):
                faults.append((page, f"unit of another language: {short(link)}"))
            if file.suffix.upper().lstrip(".").replace("JPG", "JPEG") not in words(link):
                faults.append((page, f"no format: {short(link)}"))
            if not link.has_attr("download"):
                faults.append((page, f"opens instead: {short(link)}"))
    none_of(faults)


def test_6_07_download_language(pages):
    """A file in another language than the page says so, in words and for machines."""
    faults = []
    for page in pages:
        for link in page.soup.select("a.press-download"):
            detail = link.select_one(".press-detail")
            told = bool(detail) and bool(re.search(r"(?:[,،] |\()[^\d\s(),]{4,}\)$", words(detail)))
            if link.has_attr("hreflang") != told and "." not in words(link).rpartition("”")[2]:
                faults.append((page, short(link)))
            if link.get("hreflang", "")[:2] == language(link)[:2]:
                faults.append((page, f"no other language: {short(link)}"))
    none_of(faults)


def test_6_07_download_list(pages):
    """Several downloads are a list, below a heading."""
    faults = []
    for page in pages:
        for block in page.soup.select(".press-downloads"):
            if len(block.select("a.press-download")) > 1 and not block.select(
                "ul > li a.press-download"
            ):
                faults.append((page, short(block)))
            if not block.find(re.compile("^h[2-6]$")) and not block.find_parent("aside"):
                faults.append((page, f"no heading: {short(block)}"))
    none_of(faults)


# -- 6.8 to 6.10 contacts, sharing, tags ------------------------------------------------------------


def test_6_08_contact_block(pages):  # noqa: C901
    """Contacts stand below a heading, in an address; numbers are dialled in full and told by name."""
    faults = []
    for page in pages:
        for block in page.soup.select(".press-contacts"):
            if page.release and not block.find(re.compile("^h[2-6]$")):
                faults.append((page, f"no heading: {short(block)}"))
        for contact in page.soup.select(".press-contact"):
            name = contact.select_one(".press-contact-name")
            if contact.name != "address":
                faults.append((page, f"no address: {short(contact)}"))
            for link in contact.select('a[href^="tel:"]'):
                told = str(link.get("aria-label", ""))
                if not re.fullmatch(r"tel:(\+\d{8,15}|\d{3,6})", link["href"]):
                    faults.append((page, short(link)))
                if not told.endswith(words(link)) or (name and words(name) not in told):
                    faults.append((page, f"told as {told!r}: {short(link)}"))
            phones = contact.select('a[href^="tel:"]')
            if len(phones) > 1 and not all(
                one.find_parent("li").select(".press-label") for one in phones
            ):
                faults.append((page, f"phones without labels: {short(contact)}"))
            for link in contact.select('a[href^="mailto:"]'):
                if words(link) != str(link["href"]).removeprefix("mailto:"):
                    faults.append((page, short(link)))
    none_of(faults)


def test_6_08_contact_block_same_place(releases):
    """Contacts come at the same place on every release: after the text, before the standing words."""
    faults = []
    for page in releases:
        # Elsewhere writers have placed them with directives, where they like.
        if "/blocks/" in page.path or "house" in str(page.out):
            continue
        names = [
            name
            for one in page.release.select("section > [class]")
            for name in one["class"]
            if name
            in {
                "press-lead",
                "press-downloads",
                "press-contacts",
                "press-boilerplate",
                "press-tags",
            }
        ]
        order = [name for name, after in pairwise([*names, ""]) if name != after]
        known = [
            "press-lead",
            "press-downloads",
            "press-contacts",
            "press-boilerplate",
            "press-tags",
        ]
        if order != [name for name in known if name in order]:
            faults.append((page, str(order)))
    none_of(faults)


def test_6_09_share(pages):
    """Sharing is a named list of plain links with words; nothing opens a window or runs inline."""
    faults = []
    for page in pages:
        for share in page.soup.select(".site-share"):
            links = share.select("ul > li > a")
            if not share.get("aria-label") or not links or not all(words(one) for one in links):
                faults.append((page, short(share)))
        faults += [(page, short(one)) for one in page.soup.select("a[target]")]
        if page.soup.select("script[src*='press-copy']") and not page.soup.select("[role=status]"):
            faults.append((page, "nothing announces what was copied"))
    none_of(faults)


def test_6_10_tags(pages):
    """Several tags are a named list; those that lead to a page are links, others plain text."""
    faults = []
    for page in pages:
        for tags in page.soup.select(".press-tags"):
            if tags.name != "ul" or not tags.get("aria-label"):
                faults.append((page, short(tags)))
            for item in tags.select("li"):
                if item.select("button, [role]") or not words(item):
                    faults.append((page, short(item)))
    none_of(faults)


# -- 6.11 to 6.15 lists and navigation ---------------------------------------------------------------


def test_6_11_cards(pages):
    """In lists of releases the headline comes first and is the only link, but those to sections."""
    faults = []
    for page in pages:
        for item in page.soup.select(".press-releases li"):
            first = item.find(["a", "time", "img", "h2", "h3", "h4"])
            if first is None or first.name in {"time", "img"}:
                faults.append((page, f"the headline is not first: {short(item)}"))
            targets = [
                one["href"]
                for one in item.select("a")
                if "press-type" not in str(one.parent.get("class"))
            ]
            if len(targets) != 1:
                faults.append((page, f"{len(targets)} links: {short(item)}"))
            faults += [(page, short(one)) for one in item.select("img") if one.get("alt") != ""]
    none_of(faults)


def test_6_12_pagination(pages):
    """Pages of a list are a named list of links; the current one is told, and is no link."""
    faults = []
    found = 0
    for page in pages:
        for nav in page.soup.select("nav"):
            if "/page/" not in str(nav) or nav.select("ol"):
                continue
            found += 1
            current = nav.select("[aria-current=page]")
            if not nav.get("aria-label") or len(nav.select("ul")) != 1 or len(current) != 1:
                faults.append((page, short(nav)))
            elif current[0].name == "a" and current[0].get("href"):
                faults.append((page, short(current[0])))
            for link in nav.select("a"):
                if not re.search(r"[^\W\d]", f"{words(link)}{link.get('title', '')}"):
                    faults.append((page, f"a number alone: {short(link)}"))
    assert found or "house" in str(pages[0].out)
    none_of(faults)


def test_6_13_breadcrumb(pages):
    """The way back is a named, ordered list outside of the main part; its last step is no link."""
    faults = []
    for page in pages:
        for trail in page.soup.select("nav:has(> ol)"):
            steps = trail.select("ol > li")
            if not trail.get("aria-label") or trail.find_parent("main"):
                faults.append((page, short(trail)))
            if steps[-1].select("a") or not trail.select("[aria-current=page]"):
                faults.append((page, short(steps[-1])))
            if [one for one in steps[:-1] if not one.select("a[href]")]:
                faults.append((page, short(trail)))
    none_of(faults)


def test_6_14_contents(pages):
    """A list of a page's own headings is navigation with a name."""
    faults = []
    for page in pages:
        for one in page.soup.select(".contents, .press-contents"):
            if one.name == "nav" and not (one.get("aria-label") or one.get("aria-labelledby")):
                faults.append((page, short(one)))
    none_of(faults)


def test_6_15_accordion(pages):
    """What opens and closes is HTML's own, with a name that is always seen."""
    faults = []
    for page in pages:
        for details in page.soup.select("details"):
            summary = details.find(recursive=False)
            if summary is None or summary.name != "summary" or not words(summary):
                faults.append((page, short(details)))
        faults += [
            (page, short(one))
            for one in page.soup.select("[aria-expanded]")
            if one.name != "button"
        ]
    none_of(faults)


# -- 6.16 to 6.24 media, status, search, tables, languages ---------------------------------------------


def test_6_16_media(pages):
    """Nothing plays by itself, and every frame has a title."""
    faults = []
    for page in pages:
        faults += [
            (page, short(one))
            for one in page.soup.select("[autoplay], iframe:not([title]), object, embed")
        ]
        faults += [
            (page, short(one))
            for one in page.soup.select("video:not([controls]), audio:not([controls])")
        ]
    none_of(faults)


def test_6_17_status(releases):
    """What a release is, when it is not a plain one, stands in words beside its headline."""
    kinds = {
        "correction": {"Correction", "Rectificatif"},
        "words": {"Erklärung", "Statement", "Déclaration"},
    }
    faults = []
    for page in releases:
        for name, expected in kinds.items():
            if page.path == f"releases/2026/{name}.html":
                shown = {words(one) for one in page.release.select(".press-header .press-type")}
                if not shown & expected:
                    faults.append((page, f"none of {expected} in {shown}"))
    none_of(faults)


def test_6_17_notices(releases):
    """A notice is a section with a heading, or a note; one of the front matter comes before the text."""
    faults, found = [], []
    for page in releases:
        for notice in page.release.select(".press-notice"):
            heading = notice.find(re.compile("^h[2-6]$"))
            named = heading and words(heading) if notice.name == "section" else notice.get("role")
            if not named or not words(notice):
                faults.append((page, short(notice)))
        top = page.soup.select_one("h1 + .press-header + .press-notice")
        found += [page.path] if top else []
        if top and page.release.select_one(".press-lead ~ .press-notice-derived"):
            faults.append((page, "a notice below the lead"))
    none_of(faults)
    kitchen = "releases/2026/withdrawn.html" in {page.path for page in releases}
    wanted = {f"releases/2026/{name}.html" for name in ("corrected", "withdrawn", "replacing")}
    assert wanted <= {*found} or not kitchen


def test_6_18_search(pages):
    """The search has a labelled field, tells its results aloud, and names the plain pages."""
    (page,) = (page for page in pages if page.path == "search.html")
    search = page.soup.main
    field = search.select_one("input[type=search]")
    assert words(search.select_one(f"label[for={field['id']}]"))
    assert search.select("[role=status]")
    assert search.select("a[href*=archive]")
    assert words(search.select_one("noscript") or search.select_one(".press-search-file"))


def test_6_19_table(pages):
    """Tables of ours have a caption, and headers that say whether they head a row or a column."""
    faults = []
    for page in pages:
        for table in page.soup.select(
            ".press-facts table, .press-releases table, table.press-releases"
        ):
            if not table.caption or not words(table.caption):
                faults.append((page, f"no caption: {short(table)}"))
            faults += [
                (page, short(one))
                for one in table.select("th")
                if one.get("scope") not in {"row", "col"}
            ]
            for row in table.select("tr:has(> :nth-child(2))"):
                if not row.select("th") and not table.select("thead th"):
                    faults.append((page, f"no header: {short(row)}"))
    none_of(faults)


def test_6_20_language_switch(pages):
    """A link of the frame to another language is written in it, and says so to machines too."""
    faults = []
    for page in pages:
        for link in page.soup.select("header a[hreflang], footer a[hreflang], nav a[hreflang]"):
            if link.get("lang") != link["hreflang"]:
                faults.append((page, short(link)))
    none_of(faults)


def test_6_24_forms(pages):
    """Every field of every form has a label."""
    faults = []
    for page in pages:
        for field in page.soup.select("input:not([type=hidden]), select, textarea"):
            label = page.soup.select_one(f'label[for="{field.get("id")}"]') or field.find_parent(
                "label"
            )
            if not (label and words(label)) and not field.get("aria-label"):
                faults.append((page, short(field)))
    none_of(faults)
