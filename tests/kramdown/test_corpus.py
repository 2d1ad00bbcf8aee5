import re
from pathlib import Path

import pytest
from docutils import nodes

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
FILES = sorted(path for path in CORPUS.glob("*.md") if path.name != "README.md")

pytestmark = pytest.mark.skipif(not FILES, reason=f"no real releases in {CORPUS}")

SPEAKERS = {
    "5eme": ["Mounir Mahjoubi"],
    "6-mois": ["Christelle Gigault", "Muriel Bégo"],
    "donnees-sociales": ["Stanislas Guerini"],
    "entrepreneurs": ["Amélie de Montchalin"],
    "experts": ["Jean-Baptiste DELFAU", "Jean-Baptiste DELFAU"],
    "intelligence": ["Cédric O"],
    "la-dinum": ["Guy DUPLAQUET", "Paul JOYCE"],
}


def words(text):
    """Return the words of a text."""
    return re.findall(r"\w+", text)


def visible(document):
    """Return the texts of a document that a reader sees."""
    texts = document.findall(nodes.Text)
    return [text.astext() for text in texts if not isinstance(text.parent, nodes.raw)]


def source_words(text):
    """Return the words of a body without its markup."""
    body = text.split("\n---\n", 1)[1]
    body = re.sub(r"\{:[^}]*\}|<[^>]*>|\]\([^)\s]*\)", " ", body)
    return words(re.sub(r"^ *\d+\. ", "", body, flags=re.MULTILINE))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:30])
def test_no_word_is_lost(quotes, path):
    """All words of a real release are in its document, as often as they were written."""
    text = path.read_text(encoding="utf-8")
    _, document = quotes(text)
    shown = [
        n.astext() for n in document.findall(nodes.Text) if not isinstance(n.parent, nodes.raw)
    ]
    remaining = words(" ".join(shown))
    for word in source_words(text):
        assert any(word in other for other in remaining), word


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:30])
def test_speakers(quotes, path):
    """The speakers of a real release are found, and nobody else."""
    found, _ = quotes(path.read_text(encoding="utf-8"))
    expected = next((names for key, names in SPEAKERS.items() if path.stem.startswith(key)), [])
    assert [author for _, author, _ in found] == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:30])
def test_no_markup_shows(read, path):
    """No list, no tag and no asterisk pair but unpaired ones is shown in a real release."""
    shown = read(path.read_text(encoding="utf-8"))
    text = "".join(visible(shown))
    assert not re.search(r"</?\w+>|<!--", text)
    assert "{:" not in text or path.stem.startswith("5eme")
