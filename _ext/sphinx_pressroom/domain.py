"""The press domain: the only store, complete before a worker forks."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property
from math import inf
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar, cast
from uuid import uuid4

from sphinx.domains import Domain

from .book import Book
from .pictures.sizes import DIGITS
from .problems import Position, Problem
from .records import Release, data_version
from .records.release import instant
from .standing import Withheld
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

T = TypeVar("T")
FORMAT = 13
"""Counts changes of what is stored beside the records."""


class Stamp(NamedTuple):
    """What tells that a file has not changed: nanoseconds of its last change, and bytes."""

    mtime: int
    size: int


def stamp_of(path: str | Path) -> Stamp | None:
    """Look at a file; there is no stamp of one that is missing, nor of a folder."""
    try:
        status = os.stat(path)  # noqa: PTH116  (asked for each release of each build)
    except OSError:
        return None
    if not S_ISREG(status.st_mode):
        return None
    return Stamp(status.st_mtime_ns, status.st_size)


class Asset(NamedTuple):
    """What a file of the source folder is published as."""

    stamp: Stamp
    name: str
    """Its own name, made clean."""
    size: int
    """Bytes of the published content."""
    sha256: str
    """Of the published content, whole, as readers check it."""
    fault: str = ""
    """Why a picture is published as it is, when its parts cannot be read."""
    danger: str = ""
    """What in it runs, for which no release publishes it."""

    @property
    def digest(self) -> str:
        """The content's digest as names have it, which nobody computes who has not got it."""
        return self.sha256[:DIGITS]


class Photo(NamedTuple):
    """A smaller file of a picture: its width in pixels, its published name, its name as kept."""

    width: int
    name: str
    kept: str


class Source(NamedTuple):
    """A release's source file as it was read."""

    path: str
    """Relative to the source folder, with suffix."""
    stamp: Stamp
    written: Release
    """As its front matter gives it, contacts and boilerplates by their ids."""
    kramdown: bool
    title_line: int
    matter_lines: int
    """Lines from the top that are front matter; 0 if there is none."""
    passed: tuple[tuple[int, int], ...] = ()
    """Ranges of lines, from 0, of fields that MyST or other extensions own."""
    due: float | None = None
    """When the file will say more than now, in seconds since 1970: a change is announced in it."""


References = tuple[tuple[str, str, str], ...]
"""Cross-references, each as domain, type and target."""


class Mentions(NamedTuple):
    """What a document names of others, what of that was there, and the paths of its pictures."""

    references: References = ()
    there: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


class PressDomain(Domain):
    """Releases by docname, what was read for them, and the lists that show them."""

    name = "press"
    label = "Press room"
    data_version: ClassVar[int] = data_version() + FORMAT
    noted = ("listings", "mentions", "shown_files", "named")
    """What is noted while documents are read, by docname."""
    initial_data: ClassVar[dict[str, Any]] = {
        "context": "",
        "edition": "",
        "vocabulary": Vocabulary(),
        "vocabulary_mark": "",
        "sources": {},
        "releases": {},
        "book_stamps": (),
        "listed_contacts": (),
        "named": {},
        "clock": 0.0,
        "assets": {},
        "photos": {},
        "prints": {},
        "shown_files": {},
        "listings": {},
        "shown": {},
        "noticed": {},
        "mentions": {},
        "terms_checked": "",
        "tree": (),
        "reported": {},
    }

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._derived: dict[Callable[[BuildEnvironment], Any], Any] = {}
        self.read_book: Callable[[], Book] = Book
        """Read the data files; they are not stored, since releases that are withheld use them."""
        self.withheld = Withheld()
        """What this build leaves out, or a preview lets through; never stored."""

    def derive(self, make: Callable[[BuildEnvironment], T]) -> T:
        """Make what follows from the releases, once for as long as they stay the same."""
        if make not in self._derived:
            self._derived[make] = make(self.env)
        return cast("T", self._derived[make])

    @property
    def context(self) -> str:
        """A digest of the settings under which the records were made."""
        return cast("str", self.data["context"])

    @property
    def vocabulary(self) -> Vocabulary:
        """What foreign fields mean, and what the texts that have them take for granted."""
        return cast("Vocabulary", self.data["vocabulary"])

    @property
    def sources(self) -> dict[str, Source]:
        """Source files by docname."""
        return cast("dict[str, Source]", self.data["sources"])

    @property
    def releases(self) -> dict[str, Release]:
        """Releases by docname, contacts and boilerplates filled in."""
        return cast("dict[str, Release]", self.data["releases"])

    @property
    def listed(self) -> dict[str, Release]:
        """Releases that lists, archives, feeds and searches show: all but those withdrawn."""
        return self.derive(_listed)

    @cached_property
    def book(self) -> Book:
        """Contacts and boilerplates of the data files; read when they are asked for."""
        return self.read_book()

    @property
    def has_read_book(self) -> bool:
        """Whether this build had to read the data files."""
        return "book" in vars(self)

    @property
    def listed_contacts(self) -> tuple[str, ...]:
        """Ids of the contacts that anything public names, in the order of the book."""
        return cast("tuple[str, ...]", self.data["listed_contacts"])

    def note_listed(self, ids: Iterable[str]) -> None:
        """Note which contacts anything public names."""
        self.data["listed_contacts"] = tuple(ids)

    @property
    def book_stamps(self) -> tuple[Stamp | None, ...]:
        """What the data files were when releases last took something from them."""
        return cast("tuple[Stamp | None, ...]", self.data["book_stamps"])

    @property
    def named(self) -> dict[str, tuple[str, ...]]:
        """Ids of the contacts that documents name in directives, by docname."""
        return cast("dict[str, tuple[str, ...]]", self.data["named"])

    @property
    def clock(self) -> float:
        """What the last build that stored anything held to be now, in seconds since 1970."""
        return cast("float", self.data["clock"])

    @property
    def assets(self) -> dict[str, Asset]:
        """What files are published as, by their path in the source folder."""
        return cast("dict[str, Asset]", self.data["assets"])

    @property
    def photos(self) -> dict[str, tuple[Photo, ...]]:
        """Smaller files of pictures, the smallest first, by the path of the picture."""
        return cast("dict[str, tuple[Photo, ...]]", self.data["photos"])

    @property
    def prints(self) -> dict[str, tuple[Photo, ...]]:
        """Of pictures larger than paper needs the file for it, by the path of the picture."""
        return cast("dict[str, tuple[Photo, ...]]", self.data["prints"])

    @property
    def shown_files(self) -> dict[str, tuple[tuple[str, Position], ...]]:
        """Paths of the files that documents show and offer, with the place that says so."""
        return cast("dict[str, tuple[tuple[str, Position], ...]]", self.data["shown_files"])

    @property
    def listings(self) -> dict[str, list[Any]]:
        """Lists of releases by the docname that shows them, as the directive notes them."""
        return cast("dict[str, list[Any]]", self.data["listings"])

    @property
    def mentions(self) -> dict[str, Mentions]:
        """What documents name of others, by docname."""
        return cast("dict[str, Mentions]", self.data["mentions"])

    @property
    def moments(self) -> dict[str, float]:
        """When each release is dated, by docname, in seconds as :func:`.instant` gives them."""
        return self.derive(_moments)

    def newest_first(self, docname: str) -> tuple[float, str, str]:
        """Give a key that sorts newer releases first; of one moment by title, then docname."""
        return (-self.moments[docname], self.releases[docname].title, docname)

    def oldest_first(self, docname: str) -> tuple[float, str]:
        """Give a key that sorts older releases first; those without a date come last."""
        moment = self.moments[docname]
        return (inf if moment == -inf else moment, docname)

    def newest(self, limit: int = 0) -> list[tuple[str, Release]]:
        """Releases that stand, by docname, newest first; of one moment by title, then docname."""
        found = self.derive(_newest)
        return found[:limit] if limit else found

    @property
    def vocabulary_mark(self) -> str:
        """What ``press_vocabulary`` meant when the vocabulary was loaded."""
        return cast("str", self.data["vocabulary_mark"])

    def note_vocabulary(self, vocabulary: Vocabulary, mark: str) -> None:
        """Take the vocabulary as it is now."""
        self.data["vocabulary"], self.data["vocabulary_mark"] = vocabulary, mark

    def note_context(self, context: str) -> None:
        """Note the settings in force; what was read under others is forgotten."""
        if self.context != context:
            self.data["context"] = context
            self.sources.clear()
            self.data["book_stamps"] = ()

    def note_book_stamps(self, stamps: tuple[Stamp | None, ...]) -> None:
        """Note what the data files are now."""
        self.data["book_stamps"] = stamps

    def note_clock(self, now: float) -> None:
        """Note what this build holds to be now."""
        self.data["clock"] = now

    def note_named(self, docname: str, ids: Iterable[str]) -> None:
        """Note which contacts of the book a document names in a directive."""
        self.named[docname] = tuple(sorted({*self.named.get(docname, ()), *ids}))

    def note_source(self, docname: str, source: Source) -> None:
        """Take a release as its file gives it now."""
        self.sources[docname] = source

    def note_release(self, docname: str, release: Release) -> bool:
        """Take a release with all filled in; tells whether it differs from what was known."""
        changed = self.releases.get(docname) != release
        self.releases[docname] = release
        self._derived.clear()
        if changed:
            self._note_edition()
        return changed

    def note_shown_files(self, docname: str, shown: tuple[tuple[str, Position], ...]) -> None:
        """Note which files a document shows and offers."""
        self.shown_files[docname] = shown

    def note_listing(self, docname: str, listing: object) -> None:
        """Note that a document shows a list of releases, as a value that can be pickled."""
        self.listings.setdefault(docname, []).append(listing)

    def unreported(self, kind: str, problems: Iterable[Problem]) -> list[Problem]:
        """Give the problems of a kind that the last build has not reported.

        Only digests are stored: the cache may not name a release that is withdrawn later.
        """
        found = {
            hashlib.sha256(repr(one).encode("utf-8", "replace")).digest(): one for one in problems
        }
        before = self.data["reported"].get(kind, ())
        self.data["reported"][kind] = set(found)
        return [problem for mark, problem in found.items() if mark not in before]

    @property
    def terms_checked(self) -> str:
        """A mark of the releases and settings whose terms were checked last."""
        return cast("str", self.data["terms_checked"])

    def note_terms_checked(self, mark: str) -> None:
        """Note the releases and settings whose terms are checked."""
        self.data["terms_checked"] = mark

    @property
    def tree(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Years with their releases, as the first document shows them to the builder of a book."""
        return cast("tuple[tuple[str, tuple[str, ...]], ...]", self.data["tree"])

    def note_tree(self, tree: tuple[tuple[str, tuple[str, ...]], ...]) -> bool:
        """Take the tree that a builder needs; tells whether it is another than before."""
        changed = self.tree != tree
        self.data["tree"] = tree
        return changed

    def note_mentions(self, docname: str, mentions: Mentions) -> None:
        """Note what a document names of others."""
        self.mentions[docname] = mentions

    def keep_only(self, docnames: AbstractSet[str]) -> None:
        """Forget releases that are gone or withheld."""
        self._derived.clear()
        for docname in self.sources.keys() - docnames:
            del self.sources[docname]
        for docname in self.releases.keys() - docnames:
            del self.releases[docname]
            self._note_edition()

    @property
    def edition(self) -> str:
        """A mark that is another whenever a release is."""
        return cast("str", self.data["edition"])

    def _note_edition(self) -> None:
        self.data["edition"] = uuid4().hex

    # -- Domain ------------------------------------------------------------------------------

    def clear_doc(self, docname: str) -> None:
        """Forget what reading a document noted; records are kept, they are made before it."""
        self.listings.pop(docname, None)
        self.mentions.pop(docname, None)
        self.shown_files.pop(docname, None)
        self.named.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take what a worker noted; records are the same in every process."""
        for docname in docnames:
            for noted in self.noted:
                if docname in otherdata[noted]:
                    self.data[noted][docname] = otherdata[noted][docname]

    def resolve_any_xref(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Answer that releases are documents, which the standard domain finds."""
        return []

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """List nothing: releases stand in the inventory as documents."""
        return iter(())


def _listed(env: BuildEnvironment) -> dict[str, Release]:
    releases = press_domain(env).releases
    return {name: one for name, one in releases.items() if not one.is_withdrawn}


def _moments(env: BuildEnvironment) -> dict[str, float]:
    return {name: instant(one.date) for name, one in press_domain(env).releases.items()}


def _newest(env: BuildEnvironment) -> list[tuple[str, Release]]:
    domain = press_domain(env)
    return sorted(domain.listed.items(), key=lambda item: domain.newest_first(item[0]))


def press_domain(env: BuildEnvironment) -> PressDomain:
    """Get the domain of a build."""
    return cast("PressDomain", env.get_domain("press"))


def setup(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(PressDomain)
