"""The theme's options that are the brand of a site, read from ``html_theme_options``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..places import place
from ..problems import Problem, Subtype
from . import characters
from .colour import Colour, parse
from .fonts import SUFFIXES, Broken, Face, face, folded

SETTING = "html_theme_options"
GENERIC = ("serif", "sans-serif")
"""What a list of families ends in, and what its fallbacks are chosen by."""
_FAMILY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^"',]*))\s*(?:,|$)""")
_NO_NAME = re.compile(r"""[\x00-\x1f\x7f"'\\,;:{}<>()@]""")
_REMOTE = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)
AT_HOME = (
    "download the family, put its files into the project, say in a folder 'fonts', "
    "and name them in font_files"
)
"""What to do instead of taking fonts from other hosts."""


@dataclass(frozen=True, slots=True)
class Brand:
    """What a site gives to look like itself; what it does not give is the theme's."""

    accent: Colour | None = None
    second: Colour | None = None
    font: tuple[str, ...] = ()
    """Families, the last of them ``serif`` or ``sans-serif``."""
    font_headline: tuple[str, ...] = ()
    faces: tuple[Face, ...] = ()
    logo_dark: Path | None = None


@dataclass
class Reading:
    """The reading of one site's options; problems are collected."""

    given: Mapping[str, Any]
    confdir: Path
    problems: list[Problem] = field(default_factory=list)

    def brand(self, language: str, folder: Path) -> Brand:
        """Read all options; fonts are cut down into a folder (:func:`.fonts.face`)."""
        font, headline = self.families("font"), self.families("font_headline")
        return Brand(
            self.colour("accent"),
            self.colour("second"),
            font,
            headline,
            self.faces((*font, *headline), language, folder),
            self.logo(),
        )

    def wrong(
        self, message: str, name: str, *keys: int, subtype: Subtype = Subtype.SETTING
    ) -> None:
        """Note what is wrong with an option, or an item of it."""
        within = name + "".join(f"[{key}]" for key in keys)
        at = place(self.confdir, SETTING, name, *keys)
        self.problems.append(Problem(subtype, f"{SETTING}: {within}: {message}", at))

    def known(self, names: Sequence[str]) -> None:
        """Note the options that the theme has not."""
        for name in self.given.keys() - set(names):
            near = get_close_matches(name, names, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "the handbook lists those it has"
            self.wrong(f"the theme has no such option; {hint}", name)

    # -- one option each -------------------------------------------------------------------------

    def colour(self, name: str) -> Colour | None:
        """Read a colour."""
        written = self.given.get(name) or ""
        if written:
            try:
                return parse(str(written))
            except ValueError:
                hint = "write #0b5a8a, rgb(11 90 138) or oklch(45% 0.107 242)"
                self.wrong(f"'{written}' is no colour that can be read; {hint}", name)
        return None

    def families(self, name: str) -> tuple[str, ...]:
        """Read a list of families, and put a generic one at its end if there is none."""
        given = self.given.get(name) or ()
        listed = _families(given) if isinstance(given, str) else list(map(str, given))
        for family in listed:
            if _REMOTE.search(family):
                self.wrong(f"'{family}' is on another host: {AT_HOME}", name)
                return ()
            if not family or _NO_NAME.search(family):
                hint = 'write names with commas between: "Source Serif 4, serif"'
                self.wrong(f"'{family}' is no name of a font; {hint}", name)
                return ()
        if listed and listed[-1] not in GENERIC:
            listed.append("sans-serif")
        return tuple(listed)

    def faces(self, families: Sequence[str], language: str, folder: Path) -> tuple[Face, ...]:
        """Read the fonts that are named, each under the name that the lists have for it."""
        sets = self._sets(language)
        names = {folded(family): family for family in families if family not in GENERIC}
        found: dict[object, Face] = {}
        for number, file in self._files():
            try:
                made = face(file.read_bytes(), file.name, sets, folder)
            except OSError as error:
                self._bad_file(number, f"'{file.name}' cannot be read: {error.strerror}")
                continue
            except Broken as error:
                message = f"'{file.name}' is no font, or a damaged one ({error}); get it again"
                self._bad_file(number, message)
                continue
            family = names.get(folded(made.family))
            if family is None:
                hint = f"write font: '{made.family}', or take the file out"
                what = f"'{file.name}' is of the family '{made.family}'"
                message = f"{what}, which neither font nor font_headline names; {hint}"
                self.wrong(message, "font_files", number)
                continue
            found[family, made.weight, made.style] = made.named(family)
        return tuple(found.values())

    def logo(self) -> Path | None:
        """Find the logo for dark pages."""
        written = self.given.get("logo_dark") or ""
        file = self.confdir / str(written)
        if written and not file.is_file():
            message = f"there is no file '{written}'; give its path from the folder of conf.py"
            self.wrong(message, "logo_dark", subtype=Subtype.FILE)
        return file if written and file.is_file() else None

    # -- the parts of font_files -----------------------------------------------------------------

    def _files(self) -> Iterable[tuple[int, Path]]:
        given = self.given.get("font_files") or ()
        for number, written in enumerate([given] if isinstance(given, str) else given):
            name = str(written)
            if _REMOTE.match(name):
                self._bad_file(number, f"'{name}' is on another host: {AT_HOME}")
                continue
            files = [self.confdir / name]
            if not files[0].is_file():
                pattern = name.replace("[", "[[]")  # names of variable fonts have brackets
                files = sorted(self.confdir.glob(pattern)) if "*" in name else []
            if not files:
                message = f"there is no file '{name}'; give its path from the folder of conf.py"
                self._bad_file(number, message)
            for file in files:
                if file.suffix.lower() in SUFFIXES:
                    yield number, file
                elif "*" not in name:
                    kinds = ", ".join(SUFFIXES)
                    self._bad_file(number, f"'{name}' is no font; those end in {kinds}")

    def _bad_file(self, number: int, message: str) -> None:
        self.wrong(message, "font_files", number, subtype=Subtype.FILE)

    def _sets(self, language: str) -> tuple[str, ...]:
        given = self.given.get("font_characters") or ()
        found = []
        for number, name in enumerate([given] if isinstance(given, str) else given):
            try:
                characters.ranges(str(name))
                found.append(str(name))
            except ValueError:
                known = ", ".join(characters.SETS)
                message = f"'{name}' is no set of characters; there are {known}, or U+0370-03FF"
                self.wrong(message, "font_characters", number)
        return tuple(found) or characters.of_language(language)


def _families(written: str) -> list[str]:
    """Take a list of families as CSS writes it, with or without quotes."""
    found, at = [], 0
    while at < len(written):
        match = _FAMILY.match(written, at)
        if not match:
            return [written]
        found.append(next(part for part in match.groups() if part is not None).strip())
        at = match.end()
    return found
