"""The same release through every builder that Sphinx has for texts."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel.messages import Catalog, mofile, pofile
from bs4 import BeautifulSoup

from longer import long, long_but

BUILDERS = [
    "html",
    "dirhtml",
    "singlehtml",
    "epub",
    "latex",
    "text",
    "man",
    "texinfo",
    "gettext",
    "xml",
    "pseudoxml",
    "linkcheck",
]
EVERY_DAY = ("html", "epub", "latex", "text", "gettext")
OPTIONS = ("-W", "--keep-going", "-D", "linkcheck_ignore=https?://.*")


@pytest.fixture(scope="module")
def source(tmp_path_factory, write, files):
    """Write the release with every block, and no toctree."""
    document = ("releases/2026/gates", "gates")
    return write(
        tmp_path_factory.mktemp("builders") / "source",
        files,
        latex_documents=[(document[0], "gates.tex", "Gates", "Tarn", "howto")],
        man_pages=[(*document, "Gates", ["Tarn"], 1)],
        texinfo_documents=[(*document, "Gates", "Tarn", "gates", "A release", "Press")],
    )


@pytest.fixture(scope="module")
def toctree(tmp_path_factory, write, files):
    """Write the same with a toctree, as books of one file need it."""
    index = "# Press room\n\n```{toctree}\n:glob:\nreleases/2026/*\n```\n"
    return write(tmp_path_factory.mktemp("book") / "source", {**files, "index.md": index})


@pytest.fixture(scope="module")
def outputs(source, toctree, run):
    """Return a function that builds once for each builder and whether there is a toctree."""
    made = {}

    def output(builder, *, listed=False):
        if (builder, listed) not in made:
            folder = toctree if listed else source
            made[builder, listed] = run(folder, builder, *OPTIONS)
        return made[builder, listed]

    return output


@pytest.mark.parametrize("listed", [*long(False), True], ids=["no-toctree", "toctree"])
@pytest.mark.parametrize("builder", long_but(EVERY_DAY, BUILDERS))
def test_no_warning(outputs, builder, listed):
    """A builder ends well and says nothing, whether or not a toctree lists the releases."""
    done = outputs(builder, listed=listed)
    assert (done.code, done.warnings) == (0, "")


def _plain(text):
    table = {"’": "'", "\xa0": " ", "\u202f": " "}
    return " ".join("".join(table.get(char, char) for char in text).split())


def _html(content):
    page = BeautifulSoup(content.partition("?>")[2] or content, "html5lib")
    return page.body.get_text(" ")


def _epub(out):
    (book,) = out.glob("*.epub")
    with zipfile.ZipFile(book) as opened:
        names = [name for name in opened.namelist() if name.endswith(".xhtml")]
        return " ".join(_html(opened.read(name).decode()) for name in names)


def _text_of(builder, out):
    if builder == "epub":
        return _epub(out)
    if builder in {"html", "dirhtml", "singlehtml"}:
        pages = {"html": "releases/2026/gates.html", "singlehtml": "index.html"}
        page = out / pages.get(builder, "releases/2026/gates/index.html")
        return _html(page.read_text("utf-8"))
    suffix = {"latex": "tex", "man": "1", "texinfo": "texi", "text": "txt"}.get(builder, builder)
    return " ".join(path.read_text("utf-8") for path in sorted(out.rglob(f"*.{suffix}")))


@pytest.mark.parametrize(
    ("builder", "listed"),
    [
        ("html", False),
        ("dirhtml", False),
        ("singlehtml", True),
        ("epub", True),
        ("latex", False),
        ("latex", True),
        ("text", False),
        ("man", False),
        ("texinfo", False),
        ("pseudoxml", False),
    ],
)
def test_every_block(outputs, blocks, builder, listed):
    """All words of all blocks are in what a builder writes."""
    written = _text_of(builder, outputs(builder, listed=listed).out)
    for hyphen in ("\\sphinxhyphen{}", "{-}", "\\-"):
        written = written.replace(hyphen, "-")
    for space in ("\\ ", "~"):
        written = written.replace(space, " ")
    shown = _plain(written).casefold()
    wanted = [word for words in blocks.values() for word in words]
    missing = [word for word in wanted if word.casefold() not in shown]
    assert missing == []


def test_singlehtml_articles(outputs):
    """In one large page each release is an article, with one headline in each."""
    page = BeautifulSoup(
        (outputs("singlehtml", listed=True).out / "index.html").read_text("utf-8"), "html5lib"
    )
    articles = page.select("article.press-release")
    assert len(articles) == 2
    assert not page.select("article article")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_epub_files(outputs):
    """A book holds its pictures, and each of its pages is well-formed XML."""
    (book,) = outputs("epub", listed=True).out.glob("*.epub")
    with zipfile.ZipFile(book) as opened:
        names = opened.namelist()
        for name in names:
            if name.endswith((".xhtml", ".opf", ".ncx")):
                ET.fromstring(opened.read(name))
        pictures = [name for name in names if "_images/" in name]
        manifest = opened.read(next(name for name in names if name.endswith(".opf"))).decode()
    assert len(pictures) == 3
    assert all(Path(name).name in manifest for name in pictures)


def test_narrow_spaces_in_latex(tmp_path, write, run):
    """LaTeX is told of the narrow no-break space before the house's own preamble."""
    files = {"index.md": "# Salle\n\nEst-ce vrai\u202f?\n"}
    house = {"latex_elements": {"preamble": "\\relax"}, "language": "fr"}
    done = run(write(tmp_path / "source", files, **house), "latex", *OPTIONS)
    assert (done.code, done.warnings) == (0, "")
    text = "".join(path.read_text("utf-8") for path in done.out.glob("*.tex"))
    assert "\\DeclareUnicodeCharacter{202F}{\\,}\n\\relax" in text
    assert text.index("{202F}") < text.index("vrai\u202f?")


def _messages(out):
    found = set()
    for path in out.rglob("*.pot"):
        with path.open("rb") as file:
            found |= {str(message.id) for message in pofile.read_po(file)}
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Sluice gates reopen at Tarn Mills",
        "The leadword says that the **sluice gates** reopen on Friday.",
        "Sectionword",
        "an itemword",
        "The quoteword was *never* in doubt.",
        "Directivequote in the body.",
        "The captionword under the *gates*",
        "A *descriptionword* of the kit.",
        "The Boilerword stands here.",
        "The **notesword** for editors.",
    ],
)
def test_gettext(outputs, text):
    """Translators get title, lead, body, quotations, captions and the other texts."""
    found = _messages(outputs("gettext").out)
    assert any(text in message for message in found), sorted(found)


TRANSLATED = {
    "The leadword says that the **sluice gates** reopen on Friday.": "Die **Schleusen** öffnen.",
    "The quoteword was *never* in doubt.": "Es stand *nie* in Frage.",
    "The captionword under the *gates*": "Unter den *Toren*",
    "The bodyword comes first. See {doc}`second`.": "Zuerst das. Siehe {doc}`second`.",
    "Sectionword": "Abschnitt",
    "an itemword": "ein Punkt",
    "Directivequote in the body.": "Zitat im Text.",
    "The **notesword** for editors.": "Für die **Redaktionen**.",
}


@pytest.fixture(scope="module")
def translated(tmp_path_factory, write, files, run):
    """Build with a catalogue of German texts, which need not be in the template; gives the page."""
    folder = write(tmp_path_factory.mktemp("german") / "source", files, locale_dirs=["locale"])
    catalogue = Catalog(locale="de", fuzzy=False)
    for message, string in TRANSLATED.items():
        catalogue.add(message, string)
    target = folder / "locale" / "de" / "LC_MESSAGES" / "releases.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        mofile.write_mo(file, catalogue)
    done = run(folder, "html", "-D", "language=de")
    page = BeautifulSoup((done.out / "releases/2026/gates.html").read_text("utf-8"), "html5lib")
    return done, page.select_one("article.press-release")


@pytest.mark.parametrize(
    ("selector", "shown"),
    [
        (".press-lead", "Die Schleusen öffnen."),
        (".press-lead strong", "Schleusen"),
        ("h1 ~ p", "Zuerst das. Siehe Secondword of the year."),
        ("section h2", "Abschnitt¶"),
        ("section:not([class]) > ul > li", "ein Punkt"),
        (".press-quote blockquote em", "nie"),
        ("section .press-quote blockquote", "Zitat im Text."),
        (".press-caption", "Unter den Toren"),
        (".press-notes strong", "Redaktionen"),
        ("h1", "Sluice gates reopen at Tarn Mills¶"),
    ],
)
def test_translation(translated, selector, shown):
    """Translated texts stand in their places on the page, those without a translation stay."""
    done, article = translated
    assert (done.code, done.warnings) == (0, "")
    assert article.select_one(selector).get_text().strip() == shown
