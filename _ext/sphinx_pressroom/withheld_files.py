"""Files of static and extra folders that are not for the public: of withheld releases, of editors.

Builders copy such folders whole. A file whose name a withheld release mentions stays behind, unless
something public mentions it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

from .domain import press_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_TEXTS = {".md", ".rst", ".txt", ".html", ".css", ".js", ".yml", ".yaml", ".toml", ".jinja"}
"""Suffixes of the files in which a public mention is looked for."""
_LEFT_BEHIND = re.compile(
    r".*~|~\$.*|#.*#|\.#.*|\._.*|\.~lock\..*|\..*\.sw[a-p]|.*\.(?:bak|orig|rej|tmp)"
    r"|\.DS_Store|Thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
"""Names of what editors and systems leave beside files."""


class Sieve:
    """The question which files of a folder that is copied whole are for the public."""

    def __init__(self, env: BuildEnvironment, confdir: Path) -> None:
        self.env, self.confdir = env, confdir
        self.srcdir = Path(env.srcdir)

    def holds_back(self, file: Path) -> bool:
        """Tell whether a file has to stay behind."""
        if _LEFT_BEHIND.fullmatch(file.name):
            return True
        if not self._secret:
            return False
        if file.resolve() in self._sources or self._is_beside_secret(file):
            return True
        name = re.compile(rf"(?<![\w-]){re.escape(_folded(file.name))}(?![\w-])")
        return bool(name.search(self._secret)) and not name.search(self._public)

    def _is_beside_secret(self, file: Path) -> bool:
        """Tell whether a file is one of a withheld release's own, by its name: ``name.fr.docx``."""
        return any(
            file.name.startswith(f"{source.stem}.") and file.resolve().parent == source.parent
            for source in self._sources
        )

    @cached_property
    def _sources(self) -> frozenset[Path]:
        hidden = press_domain(self.env).withheld.paths.values()
        return frozenset(Path(self.srcdir, path).resolve() for path in hidden)

    @cached_property
    def _secret(self) -> str:
        """All that withheld releases say."""
        return "\0".join(_text(source) for source in sorted(self._sources))

    @cached_property
    def _public(self) -> str:
        """All that public sources, settings, templates and styles say."""
        return "\0".join(_text(file) for file in self._public_files())

    def _public_files(self) -> Iterator[Path]:
        yield self.confdir / "conf.py"
        for docname in sorted(self.env.found_docs):
            yield Path(self.env.doc2path(docname))
        config = self.env.config
        for folder in (*config.templates_path, *config.html_static_path, *config.html_extra_path):
            for file in sorted(Path(self.confdir, folder).rglob("*")):
                if file.suffix in _TEXTS and file.resolve() not in self._sources:
                    yield file


def _text(file: Path) -> str:
    try:
        return _folded(file.read_text("utf-8", "replace"))
    except OSError:
        return ""


def _folded(text: str) -> str:
    """Undo what makes one name look like two: percent-encoding and forms of Unicode."""
    return normalize("NFC", unquote(text))


def on_write_started(app: Sphinx, builder: Builder) -> None:
    """Have the files that are not for the public excluded when folders are copied."""
    config = app.config
    sieve = Sieve(app.env, Path(app.confdir))
    excluded: list[str] = []
    for name in ("html_static_path", "html_extra_path"):
        folders = [Path(app.confdir, folder) for folder in config[name]]
        alone = {str(one) for one in folders if one.is_file() and sieve.holds_back(one)}
        config[name] = [one for one in config[name] if str(Path(app.confdir, one)) not in alone]
        for folder in folders:
            excluded += _excluding(folder, sieve)
    config.exclude_patterns = [*config.exclude_patterns, *excluded]


def _excluding(folder: Path, sieve: Sieve) -> Iterable[str]:
    """Give the patterns of Sphinx's kind that exclude files of a folder, exactly."""
    for file in folder.rglob("*"):
        if file.is_file() and sieve.holds_back(file):
            path = re.sub(r"([\[*?])", r"[\1]", file.relative_to(folder).as_posix())
            yield from (path, f"./{path}")


def setup(app: Sphinx) -> None:
    """Connect the sieve."""
    app.connect("write-started", on_write_started)
