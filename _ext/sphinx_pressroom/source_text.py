"""The text of a source or data file, as Sphinx reads it."""

from __future__ import annotations

from pathlib import Path

from .problems import Position, Problem, Subtype


def read(path: Path) -> tuple[str, list[Problem]]:
    """Read a file with LF line ends; bytes that are no UTF-8 are a problem, placed at the first."""
    content = path.read_bytes()
    problems = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        before = content[: error.start].decode("utf-8", "replace")
        place = Position(str(path), before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = "this is not UTF-8 text; save the file in the UTF-8 encoding"
        problems.append(Problem(Subtype.ENCODING, message, place))
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems
