"""The lists of what a press room has published: ``press-releases.json`` and ``SHA256SUMS``.

What is read here may come from anybody: it is looked at as it is, and whatever is not as it has to
be is :class:`Unreadable`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NAME = "press-releases.json"
SUMS = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.sig"
SIGNERS = "allowed_signers"
WELL_KNOWN = ".well-known/"
"""The folder in which the same files lie once more; some hosts drop it."""
FORMAT = 1
"""Of ``press-releases.json``; a reader of one format refuses any other."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SUM = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPED = re.compile(r"[\\\n\r]")
"""Signs that stand as others in a list of sums."""
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})
_BETWEEN = ",\n"
_PLAIN = {escape: chr(plain) for plain, escape in _ESCAPES.items()}


class Unreadable(ValueError):  # noqa: N818
    """A list is not what it claims to be; the message says why, in plain words."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was published with a release."""

    path: str
    """From the root of the press room, with ``/``."""
    name: str
    """As readers know it."""
    sha256: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A release of a list."""

    page: str
    title: str
    date: str
    text: File
    attachments: tuple[File, ...]

    @property
    def files(self) -> tuple[File, ...]:
        """The text and the attachments."""
        return (self.text, *self.attachments)


_encode = json.JSONEncoder(ensure_ascii=False).encode


def line(release: Mapping[str, Any]) -> str:
    """Write a release for ``press-releases.json``."""
    return _encode(release)


def written(site: str, canonical: int, lines: Iterable[str]) -> bytes:
    """Write ``press-releases.json``, with the line of each release."""
    values = {"format": FORMAT, "site": site, "canonical": canonical, "releases": []}
    head, _, end = _encode(values).rpartition("]")
    return f"{head}\n{_BETWEEN.join(lines)}\n]{end}\n".encode()


def lines(content: bytes) -> list[str]:
    """Give the lines of releases as they were written."""
    inside = content.decode().partition("\n")[2].rpartition("\n]")[0]
    return inside.split(_BETWEEN) if inside else []


def sums(digests: Mapping[str, str]) -> bytes:
    """Write ``SHA256SUMS``, as the program sha256sum does, by path."""
    return "".join(_sum(path, digests[path]) for path in sorted(digests)).encode()


def _sum(path: str, digest: str) -> str:
    if _ESCAPED.search(path):
        return f"\\{digest}  {path.translate(_ESCAPES)}\n"
    return f"{digest}  {path}\n"


def read_sums(content: bytes) -> dict[str, str]:
    """Read ``SHA256SUMS``."""
    found: dict[str, str] = {}
    for number, line in enumerate(_text(content).split("\n"), 1):
        match = _SUM.fullmatch(line)
        if match:
            mark, digest, path = match.groups()
            plain = re.sub(r"\\.", lambda one: _PLAIN.get(one[0], one[0]), path) if mark else path
            found[plain] = digest
        elif line:
            raise Unreadable(f"line {number} is not a digest and a file name")
    return found


def read(content: bytes) -> list[Entry]:
    """Read ``press-releases.json``."""
    try:
        values = json.loads(_text(content))
    except (ValueError, RecursionError) as error:
        raise Unreadable("it is no JSON") from error
    if not isinstance(values, dict) or not isinstance(values.get("releases"), list):
        raise Unreadable("it has no list of releases")
    if values.get("format") != FORMAT:
        raise Unreadable(
            f"its format is {values.get('format')!r:.40}, and this reads {FORMAT} only"
        )
    return list(_entries(values["releases"]))


def _entries(releases: list[Any]) -> Iterator[Entry]:
    for number, one in enumerate(releases, 1):
        where = f"release {number}"
        page, title = _string(one, "page", where), _string(one, "title", where)
        attached = one.get("attachments", [])
        if not isinstance(attached, list):
            raise Unreadable(f"{where} has no list of attachments")
        yield Entry(
            page,
            title,
            one["date"] if isinstance(one.get("date"), str) else "",
            _file(one.get("text"), where),
            tuple(_file(item, where) for item in attached),
        )


def _file(value: Any, where: str) -> File:
    path, digest = _string(value, "path", where), _string(value, "sha256", where)
    if not _DIGEST.fullmatch(digest):
        raise Unreadable(f"{where} has a SHA-256 that is none")
    name, size = value.get("name"), value.get("size")
    name = name if isinstance(name, str) else path.rpartition("/")[2]
    return File(path, name, digest, size if isinstance(size, int) else 0)


def _string(value: Any, field: str, where: str) -> str:
    found = value.get(field) if isinstance(value, dict) else None
    if not isinstance(found, str) or not found:
        raise Unreadable(f"{where} has no {field}")
    return found


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("it is not UTF-8 text") from error
