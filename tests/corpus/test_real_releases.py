"""Sixteen real releases, unmodified: every word, link, picture and contact of them on its page.

What the pages are compared with is read from the sources by this file alone: YAML's own reader
for the front matter, a few regular expressions for the body.
"""

import hashlib
import html
import re
import subprocess
import sys
import zlib
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup

FOLDER = Path(__file__).parents[2].parent / "shared" / "corpus"
SOURCES = {
    path.stem: path.read_text("utf-8")
    for path in sorted(FOLDER.glob("*.md"))
    if path.name != "README.md"
}
CONF = {
    "press_vocabulary": "numerique.gouv.fr",
    "press_kramdown": True,
    "press_region": None,
    "html_theme": "pressroom",
    "nitpicky": True,
}
DRAFT = "accessibilite-numerique-publication-quatrieme-version-rgaa"
PUBLISHED = [stem for stem in SOURCES if stem != DRAFT]

# Who is quoted: the name, how the role begins, how the words begin. Read from the sources by hand.
SPEAKERS = {
    "5eme": [
        ("Mounir Mahjoubi", "secrétaire d’Etat auprès", "« En tant que secrétaire d’État"),
    ],
    "6-mois": [
        ("Christelle Gigault", "adjointe aux délégués", "Grâce à demarches-simplifiees.fr"),
        ("Muriel Bégo", "Direccte Val de Loire", "La prise en main s’est faite"),
    ],
    "donnees-sociales": [
        ("Stanislas Guerini", "ministre de la Transformation", "« Accélérer les politiques"),
    ],
    "entrepreneurs": [
        ("Amélie de Montchalin", "Ministre de la Transformation", "La crise sanitaire a montré"),
    ],
    "experts": [
        ("Jean-Baptiste DELFAU", "datascientist au sein", "« Le concept du programme"),
        ("Jean-Baptiste DELFAU", "datascientist au sein", "« Nous sommes seulement deux"),
    ],
    "intelligence": [
        ("Cédric O", "secrétaire d’État chargé du numérique", "« La stratégie ambitieuse"),
    ],
    "la-dinum": [
        ("Guy DUPLAQUET", "chef du département infrastructures", "« Co-innover avec Orange"),
        ("Paul JOYCE", "vice-président exécutif", "« Il est essentiel aujourd’hui"),
    ],
}
# Bold marks that kramdown prints, since they open or close nothing.
STRAY_MARKS = {
    # "**À propos de la DINUM **" closes after a space; "**Le département" is never closed.
    "donnees-sociales": 3,
    # "[Orange Business Services]**(https" opens and is never closed; the line before is bold.
    "la-dinum": 1,
}
OUTER = (
    ".headerlink, h1, .press-header, .press-lead, .press-gallery, .press-facts, .press-downloads, "
    ".press-contacts, .press-tags, .press-summary"
)

pytestmark = pytest.mark.skipif(
    not SOURCES, reason=f"the real releases are no part of the repository; there is no {FOLDER}"
)
each = pytest.mark.parametrize("stem", PUBLISHED, ids=lambda stem: stem[:24])


def by_stem(table, stem, default):
    """Look up a release by the beginning of its name."""
    return next((value for key, value in table.items() if stem.startswith(key)), default)


def parted(text):
    """Part a source into front matter and body."""
    _, matter, body = re.split(r"^---$\n?", text, maxsplit=2, flags=re.MULTILINE)
    return yaml.safe_load(matter), body


def plain(text):
    """Write text as the pages do: curly apostrophes, ordinary spaces, one at a time."""
    return " ".join(str(text).replace("'", "’").split())


def words(text):
    """Give the words of a text, with their digits and accents."""
    return re.findall(r"\w+", text)


def visible_words(markdown):
    """Give the words of a Markdown text that a reader sees."""
    text = re.sub(r"\{:[^}\n]*\}", " ", markdown)
    text = re.sub(r"<[^>]*>", " ", text)
    text = re.sub(r"\]\([^)\s]*\)", " ", text)
    return words(html.unescape(text))


def own_text(element):
    """Give an element's text without the links to headings."""
    for link in element.select(".headerlink"):
        link.decompose()
    return plain(element.get_text())


def build_once(project, files, language):
    """Build, and let the next one build in the same process."""
    built = project(files, language=language, **CONF)
    project.close()
    return built


@pytest.fixture(scope="module", params=["en", "fr"])
def built(request, project, attachments):
    """Build all of them once for each language of the site."""
    files = {f"releases/{stem}.md": (FOLDER / f"{stem}.md").read_bytes() for stem in SOURCES}
    for text in SOURCES.values():
        files.update(attachments(text))
    return build_once(project(), files, request.param)


@pytest.fixture
def article(built):
    """Return a function from a release's name to its article."""

    def one(stem):
        page = BeautifulSoup(built.page(f"releases/{stem}"), "html5lib")
        (found,) = page.select("main article.press-release")
        return found

    return one


def test_no_warning(built):
    """Real releases build without a word of complaint, but of a tag that is written two ways."""
    said = "'Design' is nearly the same as 'design'; write them alike, or list both in press_tags"
    assert [tuple(warned) for warned in built.located] == [
        ("releases/evt-formation-design.md", 8, 3, "term", said)
    ]


def test_all_published(built):
    """Every release but the unpublished one has a page."""
    assert sorted(path.stem for path in (built.out / "releases").glob("*.html")) == PUBLISHED


def test_draft_leaves_no_trace(built, attachments):
    """No byte of output or of Sphinx's own files comes from the unpublished release."""
    text = SOURCES[DRAFT]
    others = " ".join(words(" ".join(SOURCES[stem] for stem in PUBLISHED)))
    mine = visible_words(parted(text)[1])
    phrases = {" ".join(mine[at : at + 3]) for at in range(len(mine) - 2)}
    secrets = {phrase.encode() for phrase in phrases if phrase not in others}
    secrets |= {b"RGAA", b"rgaa", DRAFT.encode(), b"quatri\xc3\xa8me version"}
    for path, content in attachments(text).items():
        name = Path(path).name
        digests = (hashlib.new(kind, content).hexdigest() for kind in ("sha256", "sha1", "md5"))
        secrets |= {name.encode(), content, *(digest[:16].encode() for digest in digests)}
    assert len(secrets) > 200
    kept = [path for root in (built.out, Path(built.app.doctreedir)) for path in root.rglob("*")]
    for path in kept:
        content = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        if path.name == "objects.inv":
            content += zlib.decompress(content.split(b"zlib.\n", 1)[1])
        assert not [secret for secret in secrets if secret in content], path


def test_draft_once_published(project, attachments):
    """The unpublished release builds like the others as soon as it may."""
    text = SOURCES[DRAFT].replace("published: false\n", "")
    built = build_once(project(), {f"releases/{DRAFT}.md": text, **attachments(text)}, "fr")
    page = BeautifulSoup(built.page(f"releases/{DRAFT}"), "html5lib")
    article = page.select_one("main article.press-release")
    assert built.warnings == ""
    assert article.select_one(".press-gallery img")["src"].startswith("../_images/accessibilite")
    assert "CP_ Communique_de_presse_RGAA_V4" in own_text(article.select_one(".press-downloads"))
    assert [tag.get_text() for tag in article.select(".press-tags li")] == parted(text)[0]["tags"]
    assert_same_words(article, parted(text)[1])


def assert_same_words(article, body):
    """Compare the words of an article outside of its blocks with those of a source."""
    for block in article.select(OUTER):
        block.decompose()
    expected, shown = visible_words(body), words(article.get_text(" "))
    assert Counter(shown) == Counter(expected)
    speakers = [part.extract() for part in article.select(".press-quote figcaption")]
    left = iter(expected)
    assert all(word in left for word in words(article.get_text(" ")))
    assert all(len(words(part.get_text())) < 40 for part in speakers)


@each
def test_every_word_of_the_body(article, stem):
    """A page has every word as often as its source, in order except for who is quoted."""
    assert_same_words(article(stem), parted(SOURCES[stem])[1])


@each
def test_marks(article, stem):
    """No attribute list is printed, and no mark of bold but those that kramdown prints."""
    shown = article(stem).get_text()
    assert "{:" not in shown
    assert shown.count("**") == by_stem(STRAY_MARKS, stem, 0)


@each
def test_speakers(article, stem):
    """Each quotation stands with who said it, and nothing else is taken for one."""
    quotes = article(stem).select("figure.press-quote")
    expected = by_stem(SPEAKERS, stem, [])
    assert [own_text(q.select_one(".press-quote-author")) for q in quotes] == [
        author for author, _, _ in expected
    ]
    for quote, (_, role, said) in zip(quotes, expected, strict=True):
        assert own_text(quote.select_one(".press-quote-role")).startswith(role)
        assert own_text(quote.select_one("blockquote")).startswith(said)


@each
def test_title_date_category_tags(article, stem):
    """Title, date, category and tags are those of the front matter."""
    matter, page = parted(SOURCES[stem])[0], article(stem)
    assert own_text(page.h1) == plain(matter["title"])
    date = page.select_one(".press-dateline time")["datetime"]
    written = re.search(r"^date: (\S+)(?: (\S+) (...):(..))?", SOURCES[stem], re.MULTILINE)
    day, hour, zone, minutes = written.groups()
    assert date == (f"{day}T{hour}{zone}:{minutes}" if hour else day)
    kinds = [plain(kind) for kind in matter.get("categories", ["Communiqué de presse"])]
    assert [own_text(kind) for kind in page.select(".press-type")] == kinds
    tags = [own_text(tag) for tag in page.select(".press-tags li")]
    assert tags == [plain(tag) for tag in matter.get("tags", [])]


@each
def test_lead(article, stem):
    """The lead has the words of the front matter, in order."""
    written = parted(SOURCES[stem])[0].get("chapeau-text", "")
    shown = article(stem).select_one(".press-lead")
    assert words(shown.get_text(" ") if shown else "") == visible_words(written)


@each
def test_pictures(built, article, stem, attachments):
    """The first picture is the front matter's, with its text alternative and its size."""
    matter = parted(SOURCES[stem])[0]
    shown = article(stem).select(".press-gallery img")
    written = matter.get("une-ou-diaporama", [])
    assert len(shown) == len(written)
    for img, item in zip(shown, written, strict=True):
        assert plain(img["alt"]) == plain(item.get("alternative-textuelle", ""))
        assert (img["width"], img["height"]) == ("4", "3")
        content = attachments(SOURCES[stem])[unquote(item["image"]).lstrip("/")]
        assert (built.out / "releases" / unquote(img["src"])).read_bytes() == content


@each
def test_downloads(built, article, stem, attachments):
    """Each attachment is offered under its title, and its link leads to its bytes."""
    matter = parted(SOURCES[stem])[0]
    written = [*matter.get("files", [])]
    if "communique_file" in matter:
        written.append({"file": matter["communique_file"]})
    links = article(stem).select(".press-downloads a.press-download")
    assert len(links) == len(written)
    for link, item in zip(links, written, strict=True):
        path = unquote(item["file"]).lstrip("/")
        assert plain(item.get("nom", Path(path).name)) in own_text(link)
        target = built.out / "releases" / unquote(link["href"])
        assert target.read_bytes() == attachments(SOURCES[stem])[path]


@each
def test_contact(article, stem):
    """Name, numbers and address of the press contact can be read and dialled."""
    contact = parted(SOURCES[stem])[0].get("contact-presse")
    shown = article(stem).select(".press-contact")
    assert len(shown) == bool(contact)
    if not contact:
        return
    numbers = contact["tel"] if isinstance(contact["tel"], list) else [contact["tel"]]
    dialled = ["tel:+33" + re.sub(r"\D", "", number)[1:] for number in numbers]
    links = shown[0].select(".press-phones a")
    assert own_text(shown[0].select_one(".press-contact-name")) == plain(contact["name"])
    assert [link["href"] for link in links] == dialled
    assert [re.sub(r"\D", "", link.get_text()) for link in links] == [
        number.removeprefix("tel:+") for number in dialled
    ]
    mail = [(link["href"], link.get_text()) for link in shown[0].select(".press-emails a")]
    assert mail == [(f"mailto:{contact['email']}", contact["email"])]


def test_event(article):
    """The fields of an event are rows of a table."""
    matter = parted(SOURCES["evt-formation-design"])[0]
    rows = article("evt-formation-design").select(".press-facts tr")
    cells = {own_text(row.th): row.td for row in rows}
    assert cells["Début"].time["datetime"] == "2021-11-30T10:00:00+01:00"
    assert own_text(cells["Lieu"]) == plain(matter["lieu"])
    for field in matter["champs_informations"]:
        assert own_text(cells[plain(field["intitule"])]) == plain(field["contenu"])
    assert len(rows) == 2 + len(matter["champs_informations"])


@each
def test_outline(article, stem):
    """A page has one headline, and its headings skip no level."""
    levels = [int(heading.name[1]) for heading in article(stem).select("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@each
def test_links_of_the_body(article, stem):
    """Each address that the body links to is linked to, as often and in order."""
    body = parted(SOURCES[stem])[1]
    written = re.findall(r"(?<=\]\()(?:https?:)?/[^)\s]+(?=\))|(?<=<a href=\")[^\"]+", body)
    page = article(stem)
    for block in page.select(OUTER):
        block.decompose()
    assert [link["href"] for link in page.select("a[href]")] == written


def test_no_broken_link(built):
    """Each link and each picture inside of the output leads to a file, and to a place in it."""
    pages = {
        path: BeautifulSoup(path.read_text("utf-8"), "html5lib")
        for path in built.out.rglob("*.html")
    }
    for path, page in pages.items():
        for element in page.select("[href], [src]"):
            target = urlsplit(element.get("href") or element.get("src"))
            if target.scheme or target.netloc:
                continue
            below = built.out if target.path.startswith("/") else path.parent
            way = unquote(target.path).lstrip("/")
            file = (below / way).resolve() if target.path else path
            assert file.is_file(), (path.name, target)
            if target.fragment and file in pages:
                assert pages[file].find(id=unquote(target.fragment)), (path.name, target)


@pytest.mark.long
def test_without_shortcuts(tmp_path, attachments):
    """The quicker way publishes the same bytes as the way of Sphinx, which another process goes."""
    source = tmp_path / "source"
    conf = {**CONF, "extensions": ["myst_parser", "sphinx_pressroom"], "language": "fr"}
    files = {
        "index.md": "# Presse\n",
        "conf.py": "".join(f"{k} = {v!r}\n" for k, v in conf.items()),
    }
    files.update({f"releases/{stem}.md": text for stem, text in SOURCES.items()})
    for text in SOURCES.values():
        files.update(attachments(text))
    for path, content in files.items():
        file = source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    found = []
    for number, options in enumerate(([], ["-D", "press_shortcuts=0"])):
        out = tmp_path / f"out{number}"
        command = [sys.executable, "-m", "sphinx", "-q", "-d", f"{out}.doctrees", *options]
        subprocess.run([*command, str(source), str(out)], check=True, capture_output=True)
        found.append(
            {
                file.relative_to(out).as_posix(): file.read_bytes()
                for file in out.rglob("*")
                if file.is_file()
            }
        )
    assert len(found[0]) > 100
    assert (
        sorted(k for k in found[0].keys() | found[1].keys() if found[0].get(k) != found[1].get(k))
        == []
    )
