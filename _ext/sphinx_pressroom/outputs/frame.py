"""The frame of all pages: settings, templates, styles and versions, as one digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import __display_version__
from sphinx.util import logging
from sphinx.util.i18n import format_date

if TYPE_CHECKING:
    from .builder import NeverStale

logger = logging.getLogger(__name__)

_STYLES = {".css", ".js", ".css_t", ".js_t", ".jinja"}
"""Suffixes of static files whose checksum pages carry."""


def digest(builder: NeverStale) -> str:
    """Digest what pages have in common beside the documents."""
    found = hashlib.sha256()
    for part in _parts(builder):
        found.update(part)
        found.update(b"\0")
    return found.hexdigest()


def _parts(builder: NeverStale) -> Iterator[bytes]:
    config = builder.config
    info = builder.build_info
    yield f"{__display_version__} {info.config_hash} {info.tags_hash}".encode()
    yield repr(builder.versions).encode()
    confdir = Path(builder.confdir)
    if (confdir / "conf.py").is_file():
        yield (confdir / "conf.py").read_bytes()
    if config.html_logo and (confdir / config.html_logo).is_file():
        yield (confdir / config.html_logo).read_bytes()  # pages say how large it is
    yield from _contents(_templates(builder, confdir))
    yield from _contents(_styles(builder, confdir))
    if config.html_last_updated_fmt is not None:
        yield format_date(config.html_last_updated_fmt, language=config.language).encode()


def _templates(builder: NeverStale, confdir: Path) -> Iterator[Path]:
    folders = [Path(folder) for folder in builder.theme.get_theme_dirs()]
    folders += [confdir / folder for folder in builder.config.templates_path]
    for folder in folders:
        for file in folder.rglob("*"):
            if "static" not in file.relative_to(folder).parts[:1]:
                yield file


def _styles(builder: NeverStale, confdir: Path) -> Iterator[Path]:
    folders = [Path(folder, "static") for folder in builder.theme.get_theme_dirs()]
    folders += [confdir / folder for folder in builder.config.html_static_path]
    for folder in folders:
        files = [folder] if folder.is_file() else folder.rglob("*")
        yield from (file for file in files if file.suffix in _STYLES)


def _contents(files: Iterable[Path]) -> Iterator[bytes]:
    for file in sorted(files):
        if file.is_file():
            yield file.name.encode() + b"\0" + file.read_bytes()
