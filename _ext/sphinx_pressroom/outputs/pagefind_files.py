"""Pagefind's files, made the same each time that they are made of the same pages.

Pagefind writes filters, and the terms of each, in an order left to chance, and names files by
their content, so that their names change too.
Its files are CBOR (RFC 8949) in gzip; those for filters, and those that name them, hold only
lists, texts and whole numbers.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

UNUSED = (
    "pagefind-ui",
    "pagefind-modular-ui",
    "pagefind-component-ui",
    "pagefind-highlight",
    "playground",
)
"""What the names of files begin with that belong to search pages other than ours."""
_SIGNATURE = b"pagefind_dcd"
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def orderly(files: dict[str, bytes]) -> dict[str, bytes]:
    """Put in order what Pagefind leaves to chance; paths are those inside its folder."""
    kept = {path: made for path, made in files.items() if not path.startswith(UNUSED)}
    names: dict[str, str] = {}
    for path in sorted(path for path in kept if path.endswith(".pf_filter")):
        _replace(kept, path, _sorted_terms, names)
    for path in sorted(path for path in kept if path.endswith(".pf_meta")):
        _replace(kept, path, lambda meta: _sorted_filters(_renamed(meta, names)), names)
    entry = _renamed(json.loads(kept["pagefind-entry.json"]), names)
    content = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    kept["pagefind-entry.json"] = content.encode()
    return kept


def _replace(
    files: dict[str, bytes], path: str, change: Callable[[Any], Any], names: dict[str, str]
) -> None:
    """Change a file's content, and name it by that; ``names`` takes the new by the old."""
    content = _SIGNATURE + encode(change(decode(gzip.decompress(files.pop(path)))))
    file = PurePosixPath(path)
    before = file.stem.removeprefix("pagefind.")
    language, _, digest = before.rpartition("_")
    names[before] = f"{language}_{hashlib.sha256(content).hexdigest()[: len(digest)]}"
    new = file.with_name(file.name.replace(before, names[before]))
    files[str(new)] = gzip.compress(content, mtime=0)


def _sorted_terms(filter_: list[Any]) -> list[Any]:
    """Sort a filter's terms; it is its name, and a list of terms with the pages that have them."""
    name, terms = filter_
    return [name, sorted(terms)]


def _sorted_filters(meta: list[Any]) -> list[Any]:
    """Sort the filters of an index; it is version, pages, words, filters, and more."""
    version, pages, words, filters, *rest = meta
    return [version, pages, words, sorted(filters), *rest]


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """Put new names in the place of old ones, wherever they stand."""
    if isinstance(value, dict):
        return {key: _renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def decode(content: bytes) -> Any:
    """Read a file that holds lists, texts and whole numbers."""
    if not content.startswith(_SIGNATURE):
        raise ValueError("not a file of Pagefind")
    value, end = _decode(content, len(_SIGNATURE))
    if end != len(content):
        raise ValueError("more than one value in a file of Pagefind")
    return value


def _decode(content: bytes, at: int) -> tuple[Any, int]:
    kind, size = content[at] >> 5, content[at] & 31
    at += 1
    if size >= 24:
        width = _WIDTHS[size]
        size = int.from_bytes(content[at : at + width], "big")
        at += width
    if kind == 0:
        return size, at
    if kind == 3:
        return content[at : at + size].decode(), at + size
    if kind == 4:
        items = []
        for _ in range(size):
            item, at = _decode(content, at)
            items.append(item)
        return items, at
    raise ValueError(f"CBOR of major type {kind} in a file of Pagefind")


def encode(value: Any) -> bytes:
    """Write lists, texts and whole numbers."""
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(3, len(text)) + text
    return _head(4, len(value)) + b"".join(map(encode, value))


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    code = next(code for code, width in _WIDTHS.items() if size < 1 << 8 * width)
    return bytes([kind << 5 | code]) + size.to_bytes(_WIDTHS[code], "big")
