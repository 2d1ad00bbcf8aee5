"""What the search knows of releases, kept beside the doctrees from one build to the next.

Releases are shared out among parts by their years, so that a new one comes last and moves no other,
and in a part among blocks by their months. When one is edited, added or removed, Pagefind is asked
about the pages that change alone, and what is known of their blocks and parts is put together anew;
what is known of others is read again. What is kept is used only where it was made from the same, so
that nothing that is made depends on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from ..digests import digest_of
from . import state
from .pagefind_files import Page, Section, encode, merge

FEW = 500
"""Releases that are one part, of one block."""
MANY = 2000
"""Releases of a year that are one part; those of more are parts by their months."""

EARLIER = "earlier.parts"
"""The file of what is known of all parts but the last."""

Ask = Callable[[Collection[str]], Mapping[str, Page | None]]
"""Have Pagefind tell what it knows of some releases, by docname."""


class Block:
    """Some of the releases of a part."""

    def __init__(self, file: Path, basis: object, stamps: Mapping[str, object]) -> None:
        """Take up releases, by docname and in their order, with all that Pagefind is told of each.

        ``basis`` is what else is made from.
        """
        self.name = file.name
        self.files = {kind: file.with_suffix(f".{kind}") for kind in ("pages", "words")}
        self.digest = digest_of((basis, stamps))
        self.stamps, self._basis = stamps, basis

    @property
    def is_known(self) -> bool:
        """Whether what is known of the releases together is kept."""
        return state.is_saved(self.files["words"], self.digest)

    def new(self) -> list[str]:
        """Name the releases that Pagefind has to be asked about."""
        return self._new(self._kept())

    def pages(self, ask: Ask) -> list[Page | None]:
        """Tell what Pagefind knows of each release; nothing of one without a word."""
        kept = self._kept()
        new = self._new(kept)
        told = ask(new) if new else {}
        pages = {
            name: (stamp, told[name]) if name in told else kept[name]
            for name, stamp in self.stamps.items()
        }
        if pages != kept:
            _keep(self.files["pages"], self._basis, pages)
        return [page for _, page in pages.values()]

    def sections(self, ask: Ask) -> dict[str, Section]:
        """Tell what is known of the releases together, by language.

        Of each page it has the place in the block, the mark, and how many words there are.
        """
        known: dict[str, Section] | None = state.read_if(self.files["words"], self.digest)
        if known is None:
            known = by_language(
                (page.language, Section([(place, page.mark, page.length)], page.words))
                for place, page in enumerate(self.pages(ask))
                if page
            )
            _keep(self.files["words"], self.digest, known)
        return known

    def _kept(self) -> dict[str, tuple[object, Page | None]]:
        return state.read_if(self.files["pages"], self._basis) or {}

    def _new(self, kept: Mapping[str, tuple[object, Page | None]]) -> list[str]:
        stamps = self.stamps.items()
        return [name for name, stamp in stamps if kept.get(name, ())[:1] != (stamp,)]


class Part:
    """Some of the releases, in blocks."""

    def __init__(self, file: Path, blocks: Sequence[Block], ask: Ask) -> None:
        self.name, self.blocks, self._ask = file.name, blocks, ask
        self.file = file.with_suffix(".part")
        self.digest = digest_of([(block.name, block.digest) for block in blocks])
        self.begins: dict[str, int] = {}
        """At which place of the part each block begins."""
        place = 0
        for block in blocks:
            self.begins[block.name] = place
            place += len(block.stamps)

    @property
    def is_known(self) -> bool:
        """Whether what is known of the releases together is kept."""
        return state.is_saved(self.file, self.digest)

    def fragments(self, block: Block) -> dict[str, bytes]:
        """Give the files that hold the texts of a block's releases."""
        pages = enumerate(block.pages(self._ask), self.begins[block.name])
        return {
            f"fragment/{self._named(place, page.mark)}.pf_fragment": page.fragment
            for place, page in pages
            if page
        }

    def sections(self) -> dict[str, Section]:
        """Tell what is known of the releases together, by language."""
        known: dict[str, Section] | None = state.read_if(self.file, self.digest)
        if known is None:
            known = by_language(self._sections())
            _keep(self.file, self.digest, known)
        return known

    def _sections(self) -> Iterator[tuple[str, Section]]:
        new = [name for block in self.blocks if not block.is_known for name in block.new()]
        told = self._ask(new) if new else {}  # at once for all blocks
        ask = partial(_of, told, self._ask)
        for block in self.blocks:
            begin = self.begins[block.name]
            for language, section in block.sections(ask).items():
                pages = [
                    encode([self._named(begin + place, mark), length])
                    for place, mark, length in section.pages
                ]
                yield language, Section(pages, section.words)

    def _named(self, place: int, mark: str) -> str:
        return f"{self.name}/{place:x}-{mark}"


def together(folder: Path, parts: Sequence[Part]) -> dict[str, Section]:
    """Tell what is known of all parts together, by language.

    That of all but the last, in which most changes are, is kept together.
    """
    earlier, mark = parts[:-1], [part.digest for part in parts[:-1]]
    file = folder / EARLIER
    known: dict[str, Section] | None = state.read_if(file, mark)
    if known is None:
        known = by_language(item for part in earlier for item in part.sections().items())
        _keep(file, mark, known)
    last = (item for part in parts[-1:] for item in part.sections().items())
    return by_language(chain(known.items(), last))


def _of(
    told: Mapping[str, Page | None], ask: Ask, names: Collection[str]
) -> dict[str, Page | None]:
    """Give what was told of releases, or ask if it was not."""
    more = [name for name in names if name not in told]
    found = {**told, **(ask(more) if more else {})}
    return {name: found[name] for name in names}


def shared_out(
    folder: Path,
    basis: object,
    stamps: Mapping[str, object],
    names: Mapping[str, tuple[str, str]],
    ask: Ask,
) -> list[Part]:
    """Share releases out among parts and blocks of these names, which keep what they know."""
    shares: dict[str, dict[str, dict[str, object]]] = {}
    for docname, stamp in stamps.items():
        part, block = names[docname]
        shares.setdefault(part, {}).setdefault(block, {})[docname] = stamp
    return [
        Part(
            folder / name,
            [Block(folder / key, basis, own) for key, own in sorted(share.items())],
            ask,
        )
        for name, share in sorted(shares.items())
    ]


def names_of(dates: Mapping[str, date | None]) -> dict[str, tuple[str, str]]:
    """Name the part and the block that each release is in, by its date."""
    if len(dates) <= FEW:
        return dict.fromkeys(dates, ("0", "0"))
    counts = Counter(when.year for when in dates.values() if when)
    return {
        docname: _names(when, counts) if when else ("0", "0") for docname, when in dates.items()
    }


def _names(when: date, counts: Mapping[int, int]) -> tuple[str, str]:
    year = f"{when.year:04}"
    month = f"{year}-{when.month:02}"
    return month if counts[when.year] > MANY else year, month


def by_language(sections: Iterable[tuple[str, Section]]) -> dict[str, Section]:
    """Put sections of a language in a row."""
    found: dict[str, list[Section]] = {}
    for language, section in sections:
        found.setdefault(language, []).append(section)
    return {language: merge(own) for language, own in sorted(found.items())}


def forget(folder: Path, parts: Sequence[Part]) -> None:
    """Delete what is kept of other parts."""
    known = {folder / EARLIER} if parts else set()
    known |= {part.file for part in parts}
    known |= {file for part in parts for one in part.blocks for file in one.files.values()}
    for file in folder.glob("*"):
        if file not in known:
            file.unlink()
    if folder.is_dir() and not known:
        folder.rmdir()


def _keep(file: Path, mark: object, value: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    state.save_under(mark, value, file)
