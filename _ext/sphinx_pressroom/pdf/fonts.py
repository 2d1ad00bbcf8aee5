"""A site's own fonts for its PDFs: files of the project, beside those that are shipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..places import place
from ..problems import Problem, Subtype, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SETTING = "press_pdf_fonts"
SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
"""Formats that the engine reads; fonts for the web are compressed in another way."""
_SIGNS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")


def site_fonts(app: Sphinx) -> tuple[Path, ...]:
    """Find the fonts of ``press_pdf_fonts``, and those of the theme that are no web fonts."""
    given = [(SETTING, number, str(one)) for number, one in enumerate(app.config.press_pdf_fonts)]
    found = [file for one in given for file in _files(app, *one)]
    of_theme = app.config.html_theme_options.get("font_files") or ()
    for written in [of_theme] if isinstance(of_theme, str) else of_theme:
        files = _matching(Path(app.confdir), str(written))
        found += [file for file in files if file.suffix.lower() in SUFFIXES and _is_font(file)]
    return tuple(dict.fromkeys(found))


def _files(app: Sphinx, setting: str, number: int, written: str) -> Iterator[Path]:
    found = _matching(Path(app.confdir), written)
    wrong = ""
    if not found:
        wrong = f"there is no file '{written}'; give its path from the folder of conf.py"
    for file in found:
        if file.suffix.lower() in SUFFIXES and _is_font(file):
            yield file
        else:
            kinds = ", ".join(sorted(SUFFIXES))
            wrong = f"'{file.name}' is no font that can be set with; those end in {kinds}"
    if wrong:
        at = place(Path(app.confdir), setting, number)
        report([Problem(Subtype.FILE, f"{setting}: {wrong}", at)])


def _matching(folder: Path, written: str) -> list[Path]:
    """Give the file of a name, or those that a pattern with ``*`` matches."""
    if (folder / written).is_file():
        return [folder / written]
    relative = "*" in written and not Path(written).is_absolute()
    pattern = written.replace("[", "[[]")  # names of variable fonts have brackets
    return sorted(file for file in folder.glob(pattern) if file.is_file()) if relative else []


def _is_font(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(4) in _SIGNS
