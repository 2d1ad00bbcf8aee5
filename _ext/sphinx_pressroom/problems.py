"""Everything that can be wrong with what a writer gave us, and the one door to warnings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.util import logging

logger = logging.getLogger(__name__)


class Position(NamedTuple):
    """A place in a source file: path as given, line and column counted from 1."""

    source: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"


def position_of(node: nodes.Node, source: str = "", line: int = 1) -> Position:
    """Tell where a node was written; what it does not know is filled in."""
    known, at = get_source_line(node)
    return Position(known or source, at or line, 1)


class Subtype(Enum):
    """The subtypes of ``press`` warnings, each with the sentence that explains it.

    ``suppress_warnings = ["press.unknown_field"]`` silences one of them.
    """

    YAML = "yaml", "The front matter or data file is not written as YAML expects."
    DUPLICATE_FIELD = "duplicate_field", "A field is given twice in one place."
    UNKNOWN_FIELD = "unknown_field", "A field has a name that no vocabulary knows."
    MISSING_FIELD = "missing_field", "A field that every release needs is missing."
    INVALID_VALUE = "invalid_value", "A field has a value that cannot be understood."
    ENCODING = "encoding", "A file is not UTF-8 text, or holds characters that are no text."
    TOO_LARGE = "too_large", "A front matter or a value is larger than any release needs."
    WITHHELD = "withheld", "A release is kept back since it may be a draft, or under embargo."
    EMBARGO = "embargo", "A page names what is withheld, or embargoes disagree."
    UNKNOWN_ID = "unknown_id", "A contact, boilerplate or release is named that there is not."
    FILE = "file", "A file that a release shows or offers is missing, damaged or not allowed."
    EMPTY_BLOCK = "empty_block", "A directive places a block for which there is nothing to show."
    DIRECTIVE = "directive", "A directive's options or content cannot be understood."
    TERM = "term", "Two categories or tags are nearly the same; they are kept apart."
    UNKNOWN_TERM = "unknown_term", "A category or tag is not among those that the site allows."
    RAW_HTML = (
        "raw_html",
        "HTML or a formula of a template that a release may not hold; see Security.",
    )
    LINK = "link", "A link leads where no page may lead, or to a host that looks like another one."
    CHARACTER = (
        "character",
        "A text holds invisible characters, which can make it look like another.",
    )
    ALIAS = "alias", "An old address cannot lead to the release that claims it."
    CONTRAST = "contrast", "A colour of the site cannot be read as given; another shade is used."
    PDF = "pdf", "Something of a release cannot be set in its PDF, or only in another way."
    SETTING = "setting", "A setting in conf.py, or a vocabulary file, cannot be used."

    def __init__(self, code: str, meaning: str) -> None:
        self.code = code
        self.meaning = meaning


LONGEST_MESSAGE = 500


def _one_short_line(message: str) -> str:
    """Keep what a message quotes from breaking, colouring or filling the log."""
    clean = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", "\ufffd", message)
    if len(clean) <= LONGEST_MESSAGE:
        return clean
    half = LONGEST_MESSAGE // 2
    return f"{clean[:half]} … {clean[-half:]}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a writer should mend: what, in plain words, and where."""

    subtype: Subtype
    message: str
    position: Position

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", _one_short_line(self.message))


_ERRORS = frozenset({Subtype.UNKNOWN_TERM, Subtype.EMBARGO})
"""What a site has forbidden in so many words, and what may not get out."""


def report(problems: Iterable[Problem]) -> None:
    """Log each problem as a located Sphinx warning of type ``press.<subtype>``, some as errors."""
    for problem in problems:
        log = logger.error if problem.subtype in _ERRORS else logger.warning
        log(
            "%s",
            problem.message,
            type="press",
            subtype=problem.subtype.code,
            location=str(problem.position),
        )
