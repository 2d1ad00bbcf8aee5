"""The engine that sets pages: Typst, with no fonts but ours and the site's, no packages, no net."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from .literal import quoted

STANDARDS = ["a-3a", "ua-1"]
"""PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1)."""
FONTS = Path(__file__).parent / "fonts"
_NOT_SHOWN = re.compile(
    r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed|codepoint `"((?:[^"\\]|\\.)*)"`'
)
_RUST = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))")
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "0": "\0"}
_NUMBERED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
PANIC = "PanicException"
"""What a bug of the engine comes as; the class cannot be imported."""
_PROBE = '#set document(title: "Probe", date: auto)\n'
_LITTLE = f'{_PROBE}#set text(lang: "en")\nProbe'
KEPT = 10
"""Documents for which Typst keeps what it has computed for an earlier one."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Refused(Exception):  # noqa: N818  (what the engine did)
    """A document that the engine does not set: why, and which characters it has no glyph for."""

    def __init__(self, message: str, characters: frozenset[str] = frozenset()) -> None:
        super().__init__(message)
        self.message, self.characters = message, characters


class Made(NamedTuple):
    """A document that was set, and what the engine has to say of it."""

    content: bytes
    told: tuple[str, ...] = ()


@cache
def engine_version() -> str:
    """Tell the version of Typst; nothing where it is not installed."""
    try:
        return version("typst")
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True)
class Engine:
    """A folder of files that documents may use, and what sets documents from it."""

    root: Path
    fonts: Path | None = None
    """A folder of fonts beside ours."""

    def set(self, document: str) -> Made:
        """Set a document as PDF; raises :class:`Refused`."""
        import typst  # noqa: PLC0415  (an extra)

        compiler = _compiler(str(self.root), str(self.fonts or ""))
        try:
            made, warned = compiler.compile_with_warnings(
                document.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=_EPOCH
            )
        except typst.TypstError as error:
            raise Refused(error.message, _characters(error.diagnostic)) from None
        except BaseException as error:
            if type(error).__name__ != PANIC:
                raise
            _OF_THREAD.key = None
            raise Refused(f"the engine broke down ({error})", self._missing(document)) from None
        return Made(bytes(made), tuple(dict.fromkeys(one.message for one in warned)))

    def _missing(self, document: str) -> frozenset[str]:
        """Find the characters of a document that no font has, each set for itself.

        Typst breaks down over lines of right-to-left writing in which there are some.
        """
        text = _NUMBERED.sub(lambda found: chr(int(found[1], 16)), document)
        unusual = sorted({one for one in text if not one.isascii()})
        alone = "\n\n".join(f"#{quoted(one)}" for one in unusual)
        if not unusual or document.startswith(_PROBE):
            return frozenset(unusual)
        try:
            self.set(f'{_PROBE}#set text(lang: "en")\n{alone}')
        except Refused as refused:
            return refused.characters
        return frozenset()

    def shows(self, picture: str) -> str:
        """Tell why a picture of the folder cannot be shown; nothing where it can."""
        try:
            self.set(f'{_PROBE}#set text(lang: "en")\n#image("{picture}", width: 1cm, alt: "P")')
        except Refused as refused:
            return refused.message
        return ""

    def forget(self) -> None:
        """Give memory back: Typst keeps what a document was set from until ten more are set."""
        for _ in range(KEPT + 1):
            self.set(_LITTLE)

    def families(self) -> frozenset[str]:
        """Name the families that there are, in small letters."""
        fonts = _fonts(str(self.fonts or ""))
        return frozenset(family.lower() for family in fonts.families())


@cache
def _fonts(folder: str) -> Any:
    import typst  # noqa: PLC0415

    return typst.Fonts(
        include_system_fonts=False, font_paths=[str(FONTS), *([folder] if folder else [])]
    )


_OF_THREAD = threading.local()
"""The compiler that a thread used last: one is no two threads' at a time."""


def _compiler(root: str, fonts: str) -> Any:
    """Keep one compiler for each thread: the fonts are read once."""
    key = (root, fonts)
    if getattr(_OF_THREAD, "key", None) != key:
        import typst  # noqa: PLC0415

        packages = str(Path(root, "no-packages"))
        _OF_THREAD.key, _OF_THREAD.compiler = (
            key,
            typst.Compiler(
                root=root,
                font_paths=_fonts(fonts),
                ignore_system_fonts=True,
                package_path=packages,
                package_cache_path=packages,
            ),
        )
    return _OF_THREAD.compiler


def _characters(diagnostic: str) -> frozenset[str]:
    """Read from the engine's words which characters no font has."""
    found: set[str] = set()
    for match in _NOT_SHOWN.finditer(diagnostic):
        text = _RUST.sub(_unescape, match[1] or match[2] or "")
        found |= {one for one in text if not one.isascii() or not one.isprintable()}
    return frozenset(found)


def _unescape(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _PLAIN.get(found[2], found[2])


def listed(characters: Iterable[str]) -> str:
    """Name characters in a warning: each as it is, where it can be seen, and by its number."""
    return ", ".join(
        f"{one} (U+{ord(one):04X})" if one.isprintable() else f"U+{ord(one):04X}"
        for one in characters
    )
