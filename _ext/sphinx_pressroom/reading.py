"""Reading: front matter to records, once, in the main process, before Sphinx knows its documents.

The only writer of records. Drafts stop here: they never exist for Sphinx, and nothing of their
text is kept, not even in the cache. What cannot be told from a draft counts as one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from . import book, clock, settings, vocabulary
from .book import Book
from .domain import PressDomain, Source, Stamp, press_domain, stamp_of
from .problems import Problem, Subtype, report
from .records import Located, Release
from .records.life import begins
from .records.release import RELATIONS
from .release_file import Reader, Reading
from .safety import characters
from .shares import may_share, share_out
from .standing import NEVER, Kind, Standing, Withheld, first, lifts, soonest, turns
from .suspicion import deceptive_lines
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
NAMED = "this names a release that is withheld; it is left out until that is published"


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Bring the records up to date and take out of the build what is not public yet.

    Returns the documents whose file changed to an older time, and those whose release changed
    though their file did not: a contact or a boilerplate that they name was edited.
    """
    room = Room(app, env)
    wanted = room.files()
    unread = added | changed
    room.read(wanted, again=unread)
    room.decide()
    for docname in room.domain.withheld.paths:
        withhold(env, docname, added, changed, removed)
    room.domain.keep_only(env.found_docs.intersection(wanted))
    differing = room.fill_in(reads=bool(unread & env.found_docs))
    return sorted((differing | room.unread) - added - changed)


def survey(app: Sphinx) -> tuple[list[str], list[float]]:
    """Read all front matter without a build: which releases are public, and when what changes."""
    env = app.env
    env.find_files(app.config, app.builder)
    room = Room(app, env)
    wanted = room.files()
    room.read(wanted, again=set(wanted))
    room.decide()
    return sorted(room.domain.sources), list(room.moments())


def withhold(
    env: BuildEnvironment, docname: str, added: set[str], changed: set[str], removed: set[str]
) -> None:
    """Make a document not exist for Sphinx.

    Excluding it by pattern would read all documents again whenever a draft comes or goes
    (https://github.com/sphinx-doc/sphinx/issues/1139 is the way that Sphinx lacks). The path, which
    is as secret as the title, is taken from the project's own tables, which are stored.
    """
    project = env.project
    path = project._docname_to_path.pop(docname, None)
    if path is not None:
        project._path_to_docname.pop(path, None)
    added.discard(docname)
    changed.discard(docname)
    env.found_docs.discard(docname)
    if docname in env.all_docs:
        removed.add(docname)


class Room:
    """One pass over the releases of a source folder."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        config = app.config
        self.app, self.env, self.config = app, env, config
        self.now = clock.now(config)
        self.is_preview = bool(config.press_preview)
        self.readings: dict[str, Reading] = {}
        """Releases of which the file has changed, and those that were withheld until now."""
        self.waits: dict[str, float] = {}
        """When each release may be public, in seconds since 1970."""
        self.hidden: list[Release] = []
        """What is left out, in memory alone."""
        self.unread: set[str] = set()
        """Those of them that this build shows; Sphinx sees files of newer times by itself."""
        self.srcdir = Path(app.srcdir)
        self.domain: PressDomain = press_domain(env)
        self.is_release = settings.release_paths(config)
        self._load_vocabulary(Path(app.confdir))
        self.vocabulary = self.domain.vocabulary
        self.region = _region(config, self.vocabulary)
        self.domain.note_context(_context(config, self.vocabulary))
        self.reader = Reader(env, self.vocabulary, self.region)

    def _load_vocabulary(self, confdir: Path) -> None:
        setting = self.config.press_vocabulary
        mark = vocabulary.mark(setting, confdir)
        if mark != self.domain.vocabulary_mark:
            loaded, problems = vocabulary.load(setting, confdir)
            report(problems)
            self.domain.note_vocabulary(loaded, mark)

    # -- data files --------------------------------------------------------------------------

    def _open_book(self, *, needed: bool) -> bool:
        """Read the data files when they have changed or are needed; tells whether they have."""
        files = (str(self.config.press_contacts or ""), str(self.config.press_boilerplates or ""))
        stamps = tuple(stamp_of(self.srcdir / file) for file in files)
        changed = stamps != self.domain.book_stamps
        self.domain.note_book_stamps(stamps)

        def read() -> Book:
            made, problems = book.read(self.srcdir, files, self.region)
            report(problems if changed else [])
            return replace(made, unnamed=self._unnamed())

        self.domain.read_book = read
        if changed or needed:
            _ = self.domain.book  # before workers fork, so that it is read once
        return changed

    def _unnamed(self) -> frozenset[str]:
        """Give the ids that none but withheld releases use."""
        public = {name for one in self.domain.sources.values() for name in _ids(one.written)}
        return frozenset(name for one in self.hidden for name in _ids(one)) - public

    # -- which releases are public -----------------------------------------------------------

    def decide(self) -> None:
        """Keep the releases that this build shows, and note which it leaves out, and until when."""
        written = {name: source.written for name, source in self.domain.sources.items()}
        for docname, reading in self.readings.items():
            written.pop(docname, None)
            if reading.source:
                written[docname] = reading.source.written
        self.waits = waits = lifts(written)
        standings = {
            docname: standing
            for docname in {*written, *self.readings}
            if (standing := self._standing(docname, waits))
        }
        hidden = {
            name
            for name in standings
            if not self.is_preview or (name in self.readings and not self.readings[name].source)
        }
        self.domain.withheld = Withheld(
            {name: self.env.doc2path(name, base=False).as_posix() for name in sorted(hidden)},
            standings,
            soonest((one.until for one in standings.values()), self.now),
        )
        self.hidden = [written[name] for name in sorted(hidden) if name in written]
        for docname, reading in sorted(self.readings.items()):
            self._take(docname, reading, standings.get(docname), hidden=docname in hidden)
        for docname, source in list(self.domain.sources.items()) if hidden else ():
            if docname not in hidden:
                self._be_discreet(docname, source, hidden)
        self._log(waits)

    def moments(self) -> Iterator[float]:
        """Give the moments at which one of the releases read becomes public, or looks different."""
        for name, reading in self.readings.items():
            if reading.source and reading.kind is None:
                yield self.waits[name]
                yield from turns(reading.source.written)
                yield from (begins(change.at) for change in reading.source.written.changes)
                yield from [reading.source.due] if reading.source.due else []

    def _standing(self, docname: str, waits: Mapping[str, float]) -> Standing | None:
        reading = self.readings.get(docname)
        if reading and reading.kind:
            return Standing(reading.kind)
        lift = waits[docname]
        return Standing(Kind.EMBARGO, lift) if lift > self.now else None

    def _take(
        self, docname: str, reading: Reading, standing: Standing | None, *, hidden: bool
    ) -> None:
        """Store what may be stored, and report what may be said."""
        if not hidden or (standing and standing.kind is Kind.UNCLEAR):
            report(reading.problems)
        if hidden or reading.source is None:
            return
        self.unread.add(docname)
        self.domain.note_source(docname, reading.source)

    def _be_discreet(self, docname: str, source: Source, hidden: set[str]) -> None:
        """Take out of a public release what names withheld ones; it is read again next time."""
        update: dict[str, Any] = {}
        for field in RELATIONS:
            items: tuple[Located, ...] = getattr(source.written, field)
            wrong = [item for item in items if first(hidden, docname, item.text)]
            if wrong:
                update[field] = tuple(item for item in items if item not in wrong)
                report(Problem(Subtype.EMBARGO, NAMED, item.position) for item in wrong)
        if update:
            written = source.written.model_copy(update=update)
            self.domain.note_source(docname, source._replace(written=written, due=NEVER))

    def _log(self, waits: Mapping[str, float]) -> None:
        """Say how many releases are withheld and when the first will be public, no more."""
        withheld, before = self.domain.withheld, self.domain.clock
        if withheld.paths:
            when = clock.iso(withheld.next) if withheld.next else "not known"
            count = len(withheld.paths)
            logger.info("press room: releases withheld: %d; next date: %s", count, when)
        late = [self.now - waits[name] for name in self.readings if before < waits.get(name, 0)]
        late = [seconds for seconds in late if seconds >= 0]
        if late and before:
            logger.info("press room: published: %d, %d seconds late", len(late), max(late))
        self.domain.note_clock(self.now)

    # -- one release -------------------------------------------------------------------------

    def files(self) -> dict[str, str]:
        """Give the documents that are releases, with their paths in the source folder."""
        found = {name: self.env.doc2path(name, base=False) for name in self.env.found_docs}
        paths = {name: path.as_posix() for name, path in sorted(found.items())}
        return {name: path for name, path in paths.items() if self.is_release(path)}

    def read(self, wanted: Mapping[str, str], *, again: AbstractSet[str]) -> None:
        """Read releases, but for those that are known and say now what they said then."""
        unread = []
        for docname, path in wanted.items():
            stamp = stamp_of(f"{self.srcdir}/{path}")
            known = self.domain.sources.get(docname)
            if stamp is None:
                self.readings[docname] = Reading(None, [], Kind.UNCLEAR)
            elif (
                known is None or known.stamp != stamp or docname in again or self._says_more(known)
            ):
                unread.append((docname, self.srcdir / path, stamp))

        def work(share: list[tuple[str, Path, Stamp]]) -> dict[str, Reading]:
            return {name: self.reader.read(name, path, stamp) for name, path, stamp in share}

        if may_share(unread, self.app):
            found: dict[str, Reading] = {}
            share_out(unread, self.app, work, lambda _, read: found.update(read))
            self.readings.update({docname: found[docname] for docname, _, _ in unread})
        else:
            self.readings.update(work(unread))

    def _says_more(self, source: Source) -> bool:
        """Tell whether a change that was left out is public by now, or the clock was put back."""
        if self.is_preview:
            return False
        ahead = any(begins(change.at) > self.now for change in source.written.changes)
        return ahead or (source.due is not None and source.due <= self.now)

    def fill_in(self, *, reads: bool) -> set[str]:
        """Put contacts and boilerplates in place of their ids; gives the releases that are new."""
        changed = self._open_book(needed=reads or bool(self.unread))
        differing = set()
        for docname, source in self.domain.sources.items():
            if changed or docname in self.unread or docname not in self.domain.releases:
                release, problems = book.resolve(source.written, self.domain.book)
                if self.domain.note_release(docname, release):
                    report(problems)
                    differing.add(docname)
        return differing


def _ids(release: Release) -> Iterator[str]:
    for item in (*release.contacts, *release.boilerplate):
        if isinstance(item, Located):
            yield item.text


def _region(config: Config, words: Vocabulary) -> str:
    if config.press_region or not words.region:
        return settings.region(config)
    return words.region.upper()


def _context(config: Config, words: Vocabulary) -> str:
    """Digest the settings that records depend on."""
    parts = [
        words.model_dump_json(),
        _region(config, words),
        repr([getattr(config, one.name) for one in settings.SETTINGS if one.rebuild]),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Hide our fields from MyST, which would parse them twice and show them as its own.

    Lines are emptied, never moved; fields that others own are left where they are.
    """
    source = press_domain(app.env).sources.get(docname)
    if source is None:
        return
    lines = content[0].split("\n")
    path = str(app.env.doc2path(docname))
    report(deceptive_lines(lines, source.matter_lines, path))
    kept = {line for start, end in source.passed for line in range(start, end)}
    for line in range(1, source.matter_lines - 1):
        lines[line] = characters.cleaned(lines[line]) if line in kept else ""
    content[0] = "\n".join(lines)


def setup(app: Sphinx) -> None:
    """Connect the reading of releases."""
    app.connect("env-get-outdated", on_env_get_outdated)
    app.connect("source-read", on_source_read)
