"""What was set, from what, and how large it is: kept beside the doctrees between builds."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..blocks.block import page_language
from ..collection import shown
from ..digests import digest_of
from ..domain import press_domain
from ..outputs import state
from ..outputs.web import beside
from .banner import banner
from .engine import engine_version

if TYPE_CHECKING:
    from ..outputs.builder import NeverStale

FORMAT = 1
HERE = Path(__file__).parent
SETTINGS = (
    *("author", "project", "language", "html_baseurl", "html_logo", "html_theme"),
    *("html_file_suffix", "html_link_suffix", "press_layout", "press_region", "press_pdf_fonts"),
)
"""Settings on which the look or the words of a PDF depend, beside those that read all again."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF of the output folder."""

    inputs: str
    """A digest of what it was made from."""
    digest: str
    """Of its content; nothing where the engine refused it."""
    size: int
    """In bytes."""


@dataclass(slots=True)
class Ledger:
    """The PDFs of the last build, by path."""

    format: int = FORMAT
    files: dict[str, Printed] = field(default_factory=dict)


def load(file: Path) -> Ledger:
    """Read what the last build set; nothing when that cannot be read."""
    try:
        found = pickle.loads(file.read_bytes())  # noqa: S301  (it lies beside Sphinx's own)
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError):
        return Ledger()
    return found if isinstance(found, Ledger) and found.format == FORMAT else Ledger()


def save(ledger: Ledger, file: Path) -> None:
    """Write what was set, whole or not at all."""
    state.save(ledger, file)


class Wanted(NamedTuple):
    """A PDF that a build wants: its path, and a digest of what it is made from."""

    path: str
    inputs: str


class Run:
    """The PDFs of one build, on their way through the door."""

    def __init__(self, builder: NeverStale, before: Ledger) -> None:
        self.door, self.before = builder.door, before.files
        self.files: dict[str, Printed] = {}

    def stands(self, wanted: Wanted) -> bool:
        """Tell whether a PDF is as the last build left it; then it stays."""
        known = self.before.get(wanted.path)
        if not known or known.inputs != wanted.inputs:
            return False
        if known.digest and not self.door.keep_all({wanted.path: known.digest}):
            return False
        self.files[wanted.path] = known
        return True

    def put(self, wanted: Wanted, content: bytes) -> None:
        """Hand a PDF to the door; one without content was refused, and is not asked for again."""
        digest = self.door.put(wanted.path, content) if content else ""
        self.files[wanted.path] = Printed(wanted.inputs, digest, len(content))

    def close(self, file: Path) -> None:
        """Write down what was set."""
        if self.files != self.before:
            save(Ledger(files=self.files), file)


def path_of(builder: NeverStale, docname: str) -> str:
    """Name a release's PDF: beside its page, or in the page's own folder."""
    return beside(builder, docname, ".pdf")


def common_inputs(builder: NeverStale, fonts: tuple[Path, ...]) -> str:
    """Digest what all PDFs of a build are made with."""
    config = builder.config
    values = [(name, repr(getattr(config, name, None))) for name in SETTINGS]
    options = sorted((name, repr(value)) for name, value in builder.theme_options.items())
    logo = Path(builder.confdir, str(config.html_logo or ""))
    files = [_content(file) for file in (*fonts, *([logo] if config.html_logo else []))]
    parts = (engine_version(), _house(), builder.name, values, options, files)
    return digest_of(parts)


def inputs_of(builder: NeverStale, docname: str, common: str) -> str:
    """Digest what a release's PDF is made from; its text by the moment of its reading."""
    env = builder.env
    release = press_domain(env).releases[docname]
    read = env.all_docs.get(docname)
    language = page_language(env, docname)
    told = banner(env, docname), repr(release)
    return digest_of((common, read, language, *told, shown.of_text(env, docname)))


def _content(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


@cache
def _house() -> str:
    """Digest the package's own part: translator, template, fonts."""
    found = hashlib.sha256()
    for file in sorted(HERE.rglob("*")):
        if file.suffix in {".py", ".typ", ".ttf"}:
            found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()
