"""What the search knows of releases, kept beside the doctrees from one build to the next.

Releases are shared out among parts by their years, so that a new one comes last and moves no other.
When one is edited, added or removed, Pagefind is asked about the pages that change alone, and what
is known of their parts is put together anew; what is known of other parts is read again. What is
kept is used only where it was made from the same, so that nothing that is made depends on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from ..digests import digest_of
from . import state
from .pagefind_files import Page, Section, encode, merge

FEW = 500
"""Releases that are one part."""
MANY = 2000
"""Releases of a year that are one part; those of more are parts by their months."""


class Part:
    """Some of the releases."""

    def __init__(
        self,
        file: Path,
        basis: object,
        stamps: Mapping[str, object],
        ask: Callable[[Collection[str]], Mapping[str, Page | None]],
    ) -> None:
        """Take up releases, by docname and in their order, with all that Pagefind is told of each.

        ``basis`` is what else is made from; ``ask`` has Pagefind tell what it knows of some.
        """
        self.name = file.name
        self.files = {kind: file.with_suffix(f".{kind}") for kind in ("pages", "words")}
        self.digest = digest_of((basis, stamps))
        self._basis, self._stamps, self._ask = basis, stamps, ask

    @property
    def is_known(self) -> bool:
        """Whether what is known of the releases together is kept."""
        return state.is_saved(self.files["words"], self.digest)

    def _pages(self) -> dict[str, Page]:
        """Tell what Pagefind knows of each release, by the name that the page gets in the index."""
        kept = state.read_if(self.files["pages"], self._basis) or {}
        new = [name for name, stamp in self._stamps.items() if kept.get(name, ())[:1] != (stamp,)]
        told = self._ask(new) if new else {}
        pages = {
            name: (stamp, told[name]) if name in told else kept[name]
            for name, stamp in self._stamps.items()
        }
        if pages != kept:
            _keep(self.files["pages"], self._basis, pages)
        return {
            f"{self.name}/{place:x}-{page.mark}": page
            for place, (_, page) in enumerate(pages.values())
            if page
        }

    def fragments(self) -> dict[str, bytes]:
        """Give the files that hold the texts of the releases."""
        return {
            f"fragment/{name}.pf_fragment": page.fragment for name, page in self._pages().items()
        }

    def sections(self) -> dict[str, Section]:
        """Tell what is known of the releases together, by language."""
        known: dict[str, Section] | None = state.read_if(self.files["words"], self.digest)
        if known is None:
            known = by_language(
                (page.language, Section([encode([name, page.length])], page.words))
                for name, page in self._pages().items()
            )
            _keep(self.files["words"], self.digest, known)
        return known


def shared_out(
    folder: Path,
    basis: object,
    stamps: Mapping[str, object],
    names: Mapping[str, str],
    ask: Callable[[Collection[str]], Mapping[str, Page | None]],
) -> list[Part]:
    """Share releases out among parts of these names, which keep what they know in a folder."""
    shares: dict[str, dict[str, object]] = {}
    for docname, stamp in stamps.items():
        shares.setdefault(names[docname], {})[docname] = stamp
    return [Part(folder / name, basis, share, ask) for name, share in sorted(shares.items())]


def names_of(dates: Mapping[str, date | None]) -> dict[str, str]:
    """Name the part that each release is in, by its date."""
    if len(dates) <= FEW:
        return dict.fromkeys(dates, "0")
    counts = Counter(when.year for when in dates.values() if when)
    return {docname: _name(when, counts) if when else "0" for docname, when in dates.items()}


def _name(when: date, counts: Mapping[int, int]) -> str:
    month = f"-{when.month:02}" if counts[when.year] > MANY else ""
    return f"{when.year:04}{month}"


def by_language(sections: Iterable[tuple[str, Section]]) -> dict[str, Section]:
    """Put sections of a language in a row."""
    found: dict[str, list[Section]] = {}
    for language, section in sections:
        found.setdefault(language, []).append(section)
    return {language: merge(own) for language, own in sorted(found.items())}


def forget(folder: Path, parts: Iterable[Part]) -> None:
    """Delete what is kept of other parts."""
    known = {file for part in parts for file in part.files.values()}
    for file in folder.glob("*"):
        if file not in known:
            file.unlink()
    if folder.is_dir() and not known:
        folder.rmdir()


def _keep(file: Path, mark: object, value: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    state.save_under(mark, value, file)
