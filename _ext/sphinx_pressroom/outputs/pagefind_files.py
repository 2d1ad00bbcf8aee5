"""Pagefind's files: reading what an index knows of each page, and joining indexes to one.

What Pagefind knows of one page does not depend on others, so it need be asked about changed pages
only, and the index of all is joined here. Its files are CBOR (RFC 8949) in gzip. In those that hold
words, each word has the pages that it is on: of a page the distance from the one before, which
alone is written anew when indexes are joined, and the places on it, which are left as they are.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import groupby, pairwise, zip_longest
from operator import itemgetter
from typing import Any, NamedTuple

from .publication import File

FIELDS = ("date", "image", "image_alt", "language", "title")
"""What each page says of itself beside its text, numbered by Pagefind in this order."""
CHUNK = 48_000
"""How many bytes of words, on average and before they are compressed, stand in a file."""
LETTERS = 6
"""How many letters typed find all words that begin with them: these are in one file."""
_ENTRY = "pagefind-entry.json"
_PROGRAMS = ("pagefind.js", "pagefind-worker.js", "wasm.")
_SIGNATURE = b"pagefind_dcd"
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_NUMBER, _TEXT, _LIST = 0, 3, 4
"""Major types of CBOR."""
_ON_A_PAGE = re.compile(
    rb"\x83([\x00-\x17]|\x18.|\x19..|\x1a.{4})"
    rb"((?:(?:[\x80-\x97]|\x98.|\x99..)"
    rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4})*+){2})",
    re.DOTALL,
)
"""A page of a word: distance, places in the text, places in fields."""

Run = tuple[int, int, int, bytes]
"""Pages that have a word: how many, the first, the last, and all but the first one's number."""
Chunk = list[tuple[str, bytes]]
"""Words in a file, each as it is written."""


class Section(NamedTuple):
    """What an index knows of one page, or of several in a row."""

    pages: list[Any]
    """As they are written, of each its name and how many words it has; or what that is made of."""
    words: dict[str, Run]
    """By :func:`key`; pages are numbered from the section's first."""


class Page(NamedTuple):
    """What Pagefind knows of a page."""

    language: str
    mark: str
    """Another one when the page says something else."""
    fragment: bytes
    """The file that holds its text."""
    length: int
    """How many words it has."""
    words: dict[str, Run]
    """By :func:`key`."""


# -- joining -------------------------------------------------------------------------------------


def merge(sections: Iterable[Section]) -> Section:
    """Put sections in a row, to one section."""
    pages: list[Any] = []
    words: dict[str, Run] = {}
    rests: dict[str, list[bytes]] = {}  # of words in several sections, all that is written
    for section in sections:
        start = len(pages)
        pages += section.pages
        if not words and not start:
            words.update(section.words)
            continue
        for word, (count, first, last, rest) in section.words.items():
            run = words.get(word)
            if run is None:
                words[word] = (count, start + first, start + last, rest)
                continue
            written = rests.get(word)
            if written is None:
                written = rests[word] = [run[3]]
            written += (_page(start + first - run[2]), rest)
            words[word] = (run[0] + count, run[1], start + last, b"")
    for word, written in rests.items():
        words[word] = (*words[word][:3], b"".join(written))
    return Section(pages, words)


@cache
def _page(distance: int) -> bytes:
    """Begin to write a page, up to its places."""
    return b"\x83" + _head(_NUMBER, distance)


def key(word: str, form: str = "") -> str:
    """Name a word, as Pagefind stems it, in a form that has accents; else without accents."""
    return f"{word}\0{form}"


# -- reading -------------------------------------------------------------------------------------


def read(files: Mapping[str, bytes]) -> Iterator[tuple[str, Page]]:
    """Read what Pagefind has written: pages by their addresses."""
    for language, entry in json.loads(files[_ENTRY])["languages"].items():
        meta = decode(gzip.decompress(files[f"pagefind.{entry['hash']}.pf_meta"]))
        _, pages, chunks, filters, sorts, fields = meta
        if filters or sorts or tuple(fields) != FIELDS:
            raise ValueError("not an index of releases")
        known: list[dict[str, Run]] = [{} for _ in pages]
        alone: dict[bytes, Run] = {}  # one object for all that is the same
        for _, _, name in chunks:
            for word, found in _words(gzip.decompress(files[f"index/{name}.pf_index"])):
                for number, places in found:
                    known[number][word] = alone.setdefault(places, (1, 0, 0, places))
        for (name, length), words in zip(pages, known, strict=True):
            fragment = files[f"fragment/{name}.pf_fragment"]
            address = json.loads(gzip.decompress(fragment).removeprefix(_SIGNATURE))["url"]
            mark = name.removeprefix(f"{language}_")[:3]
            yield address, Page(language, mark, fragment, length, words)


def _words(content: bytes) -> Iterator[tuple[str, list[tuple[int, bytes]]]]:
    """Read the words of a file; each has pages, by number, and the places there."""
    _, at = _size(_LIST, content, len(_SIGNATURE))  # of one
    count, at = _size(_LIST, content, at)
    for _ in range(count):
        word, at = _decode(content, at + 1)
        found, at = _pages(content, at)
        yield key(word), found
        forms, at = _size(_LIST, content, at)
        for _ in range(forms):
            form, at = _decode(content, at + 1)
            found, at = _pages(content, at)
            yield key(word, form), found
    if at != len(content):
        raise ValueError("a file of Pagefind that has more than words")


def _pages(content: bytes, at: int) -> tuple[list[tuple[int, bytes]], int]:
    """Read the pages of a word."""
    count, at = _size(_LIST, content, at)
    found = []
    number = 0
    for _ in range(count):
        page = _ON_A_PAGE.match(content, at)
        if not page:
            raise ValueError("a file of Pagefind that has other things than words")
        distance, places = page.groups()
        number += _number(distance)
        found.append((number, places))
        at = page.end()
    return found, at


@cache
def _number(content: bytes) -> int:
    return _size(_NUMBER, content, 0)[0]


def decode(content: bytes) -> Any:
    """Read a file that holds lists, texts and whole numbers."""
    if not content.startswith(_SIGNATURE):
        raise ValueError("not a file of Pagefind")
    value, end = _decode(content, len(_SIGNATURE))
    if end != len(content):
        raise ValueError("more than one value in a file of Pagefind")
    return value


def _decode(content: bytes, at: int) -> tuple[Any, int]:
    kind = content[at] >> 5
    size, at = _size(kind, content, at)
    if kind == _NUMBER:
        return size, at
    if kind == _TEXT:
        return content[at : at + size].decode(), at + size
    if kind == _LIST:
        items = []
        for _ in range(size):
            item, at = _decode(content, at)
            items.append(item)
        return items, at
    raise ValueError(f"CBOR of major type {kind} in a file of Pagefind")


def _size(kind: int, content: bytes, at: int) -> tuple[int, int]:
    """Read the beginning of a value, which must be of a kind: a number, or how long it is."""
    found, size = content[at] >> 5, content[at] & 31
    if found != kind:
        raise ValueError(f"CBOR of major type {found} for {kind} in a file of Pagefind")
    at += 1
    if size < 24:
        return size, at
    end = at + _WIDTHS[size]
    return int.from_bytes(content[at:end], "big"), end


# -- writing -------------------------------------------------------------------------------------


def write(blank: Mapping[str, bytes], sections: Mapping[str, Section]) -> dict[str, File]:
    """Write an index of each language, with the programs, where Pagefind made a blank of each."""
    files: dict[str, File] = {
        path: content for path, content in blank.items() if path.startswith(_PROGRAMS)
    }
    entry = json.loads(blank[_ENTRY])
    for language, section in sections.items():
        shared = chunks(section)
        contents = [_SIGNATURE + encode([[word for _, word in chunk]]) for chunk in shared]
        names = [_digest(content) for content in contents]
        for name, content in zip(names, contents, strict=True):
            files[f"index/{name}.pf_index"] = partial(packed, content)
        where = [[*ends, name] for ends, name in zip(ranges(shared), names, strict=True)]
        meta = _SIGNATURE + encode([entry["version"], section.pages, where, [], [], FIELDS])
        name = f"{language}_{_digest(meta)}"
        files[f"pagefind.{name}.pf_meta"] = partial(packed, meta)
        entry["languages"][language] |= {"hash": name, "page_count": len(section.pages)}
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return {**files, _ENTRY: text.encode()}


def chunks(section: Section) -> list[Chunk]:
    """Share words out among files, those that begin with the same letters to one.

    Whether they begin a file depends on them alone, so that an edit changes few files. It is the
    likelier the more pages they are on, as what stands before them need not be loaded with them.
    """
    found: list[Chunk] = []
    for start, alike in groupby(_written(section), key=lambda word: word[0][:LETTERS]):
        chunk = list(alike)
        size = sum(len(content) for _, content in chunk)
        if not found or zlib.crc32(start.encode()) * CHUNK < size << 32:
            found.append([])
        found[-1] += chunk
    return found


def _written(section: Section) -> Iterator[tuple[str, bytes]]:
    """Write each word: its pages, then its forms with accents and theirs."""
    named = (name.partition("\0") for name in sorted(section.words))
    for word, alike in groupby(named, key=itemgetter(0)):
        plain: tuple[bytes, ...] = (_head(_LIST, 0),)
        forms: list[bytes] = []
        for _, _, form in alike:
            count, first, _, rest = section.words[key(word, form)]
            pages = _head(_LIST, count), _page(first), rest
            if form:
                forms.append(b"".join((_head(_LIST, 2), encode(form), *pages)))
            else:
                plain = pages
        yield (
            word,
            b"".join((_head(_LIST, 3), encode(word), *plain, _head(_LIST, len(forms)), *forms)),
        )


def ranges(shared: Iterable[Chunk]) -> list[list[str]]:
    """Tell with which word each file begins and ends.

    Instead of its first word stand as many letters of it as the last word before does not begin
    with, so that a browser finds the file for who has typed no more than these.
    """
    found = [[chunk[0][0], chunk[-1][0]] for chunk in shared]
    for (_, end), following in pairwise(found):
        letters = enumerate(zip_longest(end, following[0]), 1)
        needed = next(count for count, (one, other) in letters if one != other)
        following[0] = following[0][:needed]
    return found


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def packed(content: bytes) -> bytes:
    """Compress a file; the highest level would take twelve times as long, for eight per cent."""
    return gzip.compress(content, 4, mtime=0)


def encode(value: Any) -> bytes:
    """Write lists, texts and whole numbers."""
    if isinstance(value, bytes):  # written already
        return value
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    if isinstance(value, int):
        return _head(_NUMBER, value)
    return _head(_LIST, len(value)) + b"".join(map(encode, value))


@cache
def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    code = next(code for code, width in _WIDTHS.items() if size < 1 << 8 * width)
    return bytes([kind << 5 | code]) + size.to_bytes(_WIDTHS[code], "big")
