"""Who said it: a name, and what the person is, in the words that stand beside a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .quote_text import BREAK, MARKS, Line

#: A longer text beside a quotation is no name and role.
LONGEST = 250

_CAPITAL = "A-ZÀ-ÖØ-ÞŒŠŽŁŚĆİ"
_SPACE = r"[ \xa0\u202f]+"
_WORD = rf"(?:(?:[dDlL][’'])?[{_CAPITAL}][\w’'.-]*)"
_PARTICLE = r"(?:de|du|des|d[’']|la|le|van|von|der|den|ter|al|ben|bin|el|di|da|dos|y)"
_NAME = rf"{_WORD}(?:{_SPACE}(?:{_PARTICLE}{_SPACE})*{_WORD}){{1,6}}"
_NAMES = re.compile(rf"{_NAME}(?:{_SPACE}(?:et|and|&){_SPACE}{_NAME})*")
_BEFORE = re.compile(rf"(?:[^\W\d_{_CAPITAL}][\w’'-]*[,]?\s+){{1,6}}(?={_NAME})")
_DASH = re.compile(r"[–—―-]+\s*")
_SEPARATOR = re.compile(rf"\s*(?:,|{BREAK}|\s[–—-](?=\s))\s*")
_SENTENCE_END = re.compile(rf"[^\W_{_CAPITAL}]{{2}}[)]?[.!?…]\s+[{_CAPITAL}«“]")
_ABBREVIATION = re.compile(r"(?:\b\w|Inc|Ltd|Corp|Co|Cie|Jr|Sr|etc)\.$")
_NO_NAME_WORDS = """
    le la les l un une des du au aux ce cet cette ces en et ou où pour par sur avec dans notre
    nos votre vos mon mes son ses qui que quoi comment pourquoi quand contact contacts note notes
    communiqué dossier appel appels retour programme projet projets point points chiffres
    dates date lieu service services direction ministère agence nouveau nouvelle nouveaux
    nouvelles découvrir consulter télécharger accéder voir lire inscription infos information
    informations calendrier témoignage témoignages partenaires questions entretien interview
    the a an about our your their this that these for with from press media key more read see
    download frequently next what why how when notes fact facts department ministry office"""
# A text that begins so is a heading or a phrase, not a name.
_NO_NAME = frozenset(_NO_NAME_WORDS.split())


@dataclass(frozen=True)
class Speaker:
    """The words before a name, the name, and what the person is; each may be empty."""

    before: Line
    author: Line
    role: Line


def read_speaker(line: Line, *, explicit: bool = False) -> Speaker | None:
    """Part ``line`` into name and role, or return None where it is not certainly a speaker.

    ``explicit`` says that the writer marked the line as the speaker: it is then parted in any
    case. All the words come back in one of the three parts.
    """
    line = line.trimmed(",;")
    dash = _DASH.match(line.text)
    line = line.cut(dash.end() if dash else 0).trimmed(":")
    text = line.text
    if not text or (not explicit and not _may_be_speaker(text)):
        return None
    verbs = _BEFORE.match(text)
    start = verbs.end() if verbs else 0
    end, role = _author_end(line.cut(start))
    speaker = Speaker(
        line.cut(0, start).trimmed(),
        line.cut(start, start + end).trimmed(",:"),
        _without_period(line.cut(start + role).trimmed(",")),
    )
    return speaker if explicit or is_name(speaker.author.text) else None


def is_name(text: str) -> bool:
    """Tell whether ``text`` reads as the name of a person, or of several."""
    text = text.strip()
    first = re.split(r"[\s’']", text, maxsplit=1)[0].casefold()
    return bool(_NAMES.fullmatch(text)) and first not in _NO_NAME


def begins_with_dash(line: Line) -> bool:
    """Tell whether a dash stands before the text, as before a signature."""
    return bool(re.match(r"\s*[–—―-]\s*\w", line.text))


def _may_be_speaker(text: str) -> bool:
    return (
        len(text) <= LONGEST
        and not MARKS.intersection(_without_quoted_words(text))
        and not _SENTENCE_END.search(text)
    )


def _without_quoted_words(text: str) -> str:
    """Return the text without names in marks that stand in a role, after the first comma."""
    name, comma, role = text.partition(",")
    return name + comma + re.sub(r"«[^«»]*»|“[^“”]*”", "", role)


def _author_end(line: Line) -> tuple[int, int]:
    """Return where the name ends and where the role begins."""
    text, strong = line.text, line.strong_end()
    limit = strong or len(text)
    name = _NAMES.match(text)
    separator = _first_separator(text, limit)
    if separator:
        return separator
    if name and name.end() < limit and re.match(r"[\s(]", text[name.end()]):
        rest = text[name.end() : limit].lstrip()
        if rest and (rest[0].islower() or rest[0] == "("):
            return name.end(), name.end()
    return limit, limit


def _first_separator(text: str, limit: int) -> tuple[int, int] | None:
    """Return the bounds of the first comma, break or dash that stands outside of brackets."""
    for found in _SEPARATOR.finditer(text, 0, limit):
        ahead = text[: found.start()]
        if ahead.count("(") == ahead.count(")") and ahead.strip():
            return found.start(), found.end()
    line_end = text.find("\n", 0, limit)
    if line_end > 0 and is_name(text[:line_end]):
        return line_end, line_end + 1
    return None


def _without_period(line: Line) -> Line:
    text = line.text
    if text.endswith(".") and not text.endswith("..") and not _ABBREVIATION.search(text):
        return line.cut(0, len(text) - 1)
    return line
