"""A site's own fonts: files of the project, cut down for the web and kept by their content.

What is made stands in a folder beside the doctrees, so that only a font that is new, or other
characters, cost time: the files in ``static/fonts/``, and what is known of them in ``faces/``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from . import characters
from .metrics import Measure

FORMAT = 1
"""Of what is kept from one build to the next."""
SUFFIXES = {".ttf": "truetype", ".otf": "opentype", ".woff": "woff", ".woff2": "woff2"}
"""Files that are fonts, and what style sheets call their format."""
_WEIGHTS = {
    "thin": 100,
    "extralight": 200,
    "ultralight": 200,
    "light": 300,
    "medium": 500,
    "semibold": 600,
    "demibold": 600,
    "extrabold": 800,
    "ultrabold": 800,
    "black": 900,
    "heavy": 900,
    "bold": 700,
}
"""Words in the names of files; what contains another word stands before it."""


class Broken(Exception):  # noqa: N818  (what the file is, as the message goes on to say)
    """A file that is no font, or a damaged one."""


class Part(NamedTuple):
    """A file for some characters; their ranges are empty where it has them all."""

    name: str
    ranges: str
    format: str


@dataclass(frozen=True, slots=True)
class Face:
    """A font as a style sheet names it."""

    family: str
    weight: tuple[float, float]
    """The least and the greatest."""
    style: str
    parts: tuple[Part, ...]
    measures: tuple[Measure, ...] = ()

    def named(self, family: str) -> Face:
        """Give the face under the name that a list of families has for it."""
        return replace(self, family=family)


def available() -> bool:
    """Tell whether fonts can be cut down here (the extra ``fonts``)."""
    return all(find_spec(name) for name in ("fontTools", "brotli"))


def face(content: bytes, name: str, sets: Sequence[str], folder: Path) -> Face:
    """Put a font into ``folder/static/fonts``, unless it is there, and tell what it is.

    Raise :class:`Broken` for what is no font.
    """
    if not available():
        return _whole(content, name, folder)
    from . import subset  # noqa: PLC0415  (an extra)

    key = _digest(content, repr((FORMAT, subset.VERSIONS, tuple(sets))).encode())
    known = folder / "faces" / f"{key}.json"
    found = _known(known, folder)
    if found is None:
        try:
            found = _made(subset.Source(content), sets, key, folder)
        except subset.BROKEN as error:
            raise Broken(str(error) or type(error).__name__) from error
        write(known, json.dumps(asdict(found)).encode())
    return found


def keep(faces: Iterable[Face], folder: Path) -> None:
    """Delete the fonts that no face has any more."""
    wanted = {part.name for one in faces for part in one.parts}
    for file in (folder / "static" / "fonts").glob("*"):
        if file.name not in wanted:
            file.unlink()


def folded(family: str) -> str:
    """Give a family's name as file names have it, to compare."""
    return re.sub(r"[\W_]", "", family).casefold()


# -- cut down ------------------------------------------------------------------------------------


def _made(source: Any, sets: Sequence[str], key: str, folder: Path) -> Face:
    stem = _stem(source.family) + ("-italic" if source.style == "italic" else "")
    parts = []
    if source.may_be_cut:
        for name in sets:
            ranges = characters.ranges(name)
            if wanted := characters.numbers(ranges) & source.characters:
                file = f"{stem}-{_stem(name)[:20]}.{key[:12]}.woff2"
                write(_place(folder, file), source.cut(wanted))
                parts.append(Part(file, ranges, "woff2"))
    else:
        file = f"{stem}.{key[:12]}.woff2"
        write(_place(folder, file), source.cut())
        parts.append(Part(file, "", "woff2"))
    measures = tuple(source.measures())
    return Face(source.family, source.weight, source.style, tuple(parts), measures)


def _known(file: Path, folder: Path) -> Face | None:
    """Read what is known of a font; nothing when that, or a file of it, is not there."""
    try:
        found = json.loads(file.read_bytes())
        found["parts"] = tuple(Part(*part) for part in found["parts"])
        found["measures"] = tuple(Measure(**measure) for measure in found["measures"])
        found["weight"] = tuple(found["weight"])
        made = Face(**found)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    there = (_place(folder, part.name).is_file() for part in made.parts)
    return made if all(there) else None


# -- as they are ---------------------------------------------------------------------------------


def _whole(content: bytes, name: str, folder: Path) -> Face:
    """Take a file as it is; what it is, its name says: ``SourceSerif4-BoldItalic.ttf``."""
    file = Path(name)
    family, _, rest = re.sub(r"\[.*\]|\.var\b", "-Variable", file.stem).partition("-")
    kept = f"{_stem(file.stem)}.{_digest(content)[:12]}{file.suffix.lower()}"
    write(_place(folder, kept), content)
    rest = folded(rest)
    style = "italic" if "italic" in rest else "normal"
    weight = next((weight for word, weight in _WEIGHTS.items() if word in rest), 400)
    weights = (100, 900) if "variable" in rest else (weight, weight)
    return Face(family, weights, style, (Part(kept, "", SUFFIXES[file.suffix.lower()]),))


def _stem(name: str) -> str:
    """Make a part of a file's name that needs no quoting anywhere."""
    return re.sub(r"[^a-z0-9]", "", folded(name)) or "font"


def _place(folder: Path, name: str) -> Path:
    return folder / "static" / "fonts" / name


def _digest(*contents: bytes) -> str:
    found = hashlib.sha256()
    for content in contents:
        found.update(content)
    return found.hexdigest()


def write(file: Path, content: bytes) -> None:
    """Write a file, whole or not at all, unless it is already so."""
    if file.is_file() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)
