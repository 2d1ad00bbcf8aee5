"""Reading: front matter to records, once, in the main process, before Sphinx knows its documents.

The only writer of records. Drafts stop here: they never exist for Sphinx, and nothing of their
text is kept, not even in the cache. What cannot be told from a draft counts as one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from sphinx.util import logging

from . import front_matter, settings, vocabulary
from .domain import Book, PressDomain, Source, Stamp, press_domain, stamp_of
from .front_matter import Fields, Text
from .problems import Position, Problem, Subtype, report
from .records import Boilerplate, Contact, Located, Release, check
from .records.schema import release_adapter
from .safety import characters
from .suspicion import suspects
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_CONTACTS = TypeAdapter(dict[str, Contact])
_BOILERPLATES = TypeAdapter(dict[str, Boilerplate])
_MOST_LINES = 20
"""Warnings of one kind for one body."""
_STATUS_WORDS = ("status", "statut", "draft", "brouillon", "published", "publie", "publié")
"""What may be meant to hold a release back, in the words of other systems and of typing errors."""
_PUBLISHED = {
    "draft": {"false", "no", "non"},
    "brouillon": {"false", "no", "non"},
    "published": {"true", "yes", "oui"},
    "publie": {"true", "yes", "oui"},
    "publié": {"true", "yes", "oui"},
}
"""Values with which these say that the release is published."""


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Bring the records up to date and take drafts out of the build.

    Returns the documents whose file changed to an older time, and those whose release changed
    though their file did not: a contact or a boilerplate that they name was edited.
    """
    room = Room(app, env)
    paths = {name: env.doc2path(name, base=False).as_posix() for name in env.found_docs}
    wanted = {name for name, path in paths.items() if room.is_release(path)}
    unread = added | changed
    for docname in sorted(wanted):
        if not room.read(docname, again=docname in unread):
            room.kept_back += 1
            withhold(env, docname, added, changed, removed)
    room.domain.keep_only(wanted & env.found_docs)
    if room.kept_back:
        logger.info("press room: %d releases left out", room.kept_back)
    differing = {docname for docname in room.domain.sources if room.fill_in(docname)}
    return sorted((differing | room.unread) - added - changed)


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
        self.env, self.config = env, config
        self.kept_back = 0
        self._folders: dict[Path, Path] = {}
        self.unread: set[str] = set()
        """Releases of which the file has changed, to whatever time: Sphinx sees newer ones."""
        self.srcdir = Path(app.srcdir)
        self.domain: PressDomain = press_domain(env)
        self.is_release = settings.release_paths(config)
        self.is_kramdown = settings.matcher(config.press_kramdown)
        self._load_vocabulary(Path(app.confdir))
        self.vocabulary = self.domain.vocabulary
        self.region = _region(config, self.vocabulary)
        self.pass_patterns = [*settings.PASS_FIELDS, *(config.press_pass_fields or ())]
        self.domain.note_context(_context(config, self.vocabulary))
        self._read_book()

    def _load_vocabulary(self, confdir: Path) -> None:
        setting = self.config.press_vocabulary
        mark = vocabulary.mark(setting, confdir)
        if mark != self.domain.vocabulary_mark:
            loaded, problems = vocabulary.load(setting, confdir)
            report(problems)
            self.domain.note_vocabulary(loaded, mark)

    # -- data files --------------------------------------------------------------------------

    def _read_book(self) -> None:
        contacts = self.srcdir / (self.config.press_contacts or "")
        boilerplates = self.srcdir / (self.config.press_boilerplates or "")
        stamps = (stamp_of(contacts), stamp_of(boilerplates))
        if stamps != self.domain.book.stamps:
            book = Book(
                self._entries(contacts, _CONTACTS),
                self._entries(boilerplates, _BOILERPLATES),
                stamps,
            )
            self.domain.note_book(book)

    def _leads_out(self, path: Path) -> bool:
        """Tell whether a path of the source folder is a link to a file elsewhere."""
        if not path.is_relative_to(self.srcdir):
            return False
        real = path.resolve() if path.is_symlink() else self._real(path.parent)
        return not real.is_relative_to(self._real(self.srcdir))

    def _real(self, folder: Path) -> Path:
        """Follow the links of a folder, once for all the releases in it."""
        if folder not in self._folders:
            self._folders[folder] = folder.resolve()
        return self._folders[folder]

    def _entries(self, path: Path, adapter: TypeAdapter[dict[str, Any]]) -> dict[str, Any]:
        if not path.is_file():
            return {}
        if self._leads_out(path):
            report([_elsewhere(path)])
            return {}
        text, problems = _text_of(path)
        parsed = front_matter.parse(text, str(path), texts=False)
        checked = check(adapter, parsed.fields, region=self.region)
        found = [*parsed.problems, *checked.problems]
        report(problems or _in_order([*found, *_unsaid(suspects(parsed.fields), found)]))
        return checked.value or {}

    # -- one release -------------------------------------------------------------------------

    def read(self, docname: str, *, again: bool) -> bool:
        """Read a release unless it is known; tells whether it may be published."""
        path = Path(self.env.doc2path(docname))
        stamp = stamp_of(path)
        if stamp is None:
            return False
        known = self.domain.sources.get(docname)
        if known is not None and known.stamp == stamp and not again:
            return True
        mark = _mark(docname, stamp)
        if mark in self.domain.withheld:
            return False
        self.unread.add(docname)
        source, problems = self._parse(docname, path, stamp)
        report(problems)
        if source is None:
            self.domain.withheld.add(mark)
            return False
        self.domain.note_source(docname, source)
        return True

    def _parse(self, docname: str, path: Path, stamp: Stamp) -> tuple[Source | None, list[Problem]]:
        """Parse a file; there is no source for a draft, nor for one that Sphinx cannot read."""
        if self._leads_out(path):
            return None, [_elsewhere(path)]
        document, problems = _text_of(path)
        if problems:
            return None, problems
        start = Position(str(path), 1, 1)
        matter = front_matter.split(document)
        if matter is None:
            problems.append(_no_front_matter(document, start))
            if self._may_be_draft(_head(document)):
                return None, [*problems, _kept_back(start)]
        parsed = front_matter.parse(matter.text if matter else "", str(path), 2)
        passed = self._passed(parsed.fields)
        values = self._values(parsed.fields, set(passed))
        fallbacks = {
            "title": Text.at(_title_from(docname), start),
            "date": None,
        }
        also = [*(self.config.press_extra_fields or ()), *self.vocabulary.fields]
        checked = check(
            release_adapter(), values, region=self.region, fallbacks=fallbacks, also=also
        )
        if matter:
            found = [problem for problem in checked.problems if not _follows(problem, parsed)]
            twice = self._given_twice(parsed.fields)
            found = [*parsed.problems, *twice, *found]
            problems += _in_order([*found, *_unsaid(suspects(values), found)])
        release = checked.value
        if release is None or release.status == "draft":
            return None, problems if release is None else []
        if self._status_is_unclear(parsed, checked.problems):
            return None, [*problems, _kept_back(start)]
        relative = self.env.doc2path(docname, base=False).as_posix()
        at = values.keys_at.get("title", start)
        return (
            Source(
                path=relative,
                stamp=stamp,
                written=release,
                kramdown=self.is_kramdown(relative),
                title_line=at.line,
                matter_lines=matter.end if matter else 0,
                passed=_ranges(parsed.fields, passed, matter.end - 1 if matter else 0),
            ),
            problems,
        )

    def _passed(self, fields: Fields) -> list[str]:
        return [name for name in fields if any(fnmatchcase(name, p) for p in self.pass_patterns)]

    def _values(self, fields: Fields, passed: set[str]) -> Fields:
        """Take what is ours, in our vocabulary; the site's own fields go under ``ext``."""
        theirs = Fields(fields.position)
        own = set(self.config.press_extra_fields or ())
        extra = Fields(fields.position)
        for name, value in fields.items():
            if name in own:
                extra.put(name, value, fields.keys_at[name])
            elif name not in passed:
                theirs.put(name, value, fields.keys_at[name])
        values = self.vocabulary.translate(theirs)
        if self.vocabulary.language and values.get("language") is None:
            values.put(
                "language", Text.at(self.vocabulary.language, fields.position), fields.position
            )
        if extra:
            written = values.get("ext")
            if isinstance(written, Fields):
                for name, value in written.items():
                    extra.put(name, value, written.keys_at[name])
            values.put("ext", extra, extra.position)
        return values

    def _given_twice(self, fields: Fields) -> list[Problem]:
        """Find fields of ours that are given with a hyphen and with an underscore."""
        seen: dict[str, str] = {}
        found = []
        for name in fields:
            ours = name.replace("-", "_")
            if ours in Release.model_fields and ours in seen:
                message = (
                    f"'{ours}' is given twice, first on line {fields.keys_at[seen[ours]].line}; "
                    "this one counts, remove the other"
                )
                found.append(Problem(Subtype.DUPLICATE_FIELD, message, fields.keys_at[name]))
            seen[ours] = name
        return found

    def _status_is_unclear(self, parsed: front_matter.Parsed, problems: Iterable[Problem]) -> bool:
        """Tell whether something went wrong where the release may call itself a draft."""
        wrong = any(problem.message.startswith("status:") for problem in problems)
        names = self.vocabulary.names_of("status")
        twice = any(
            problem.subtype is Subtype.DUPLICATE_FIELD and problem.message.startswith(f"'{name}'")
            for problem in parsed.problems
            for name in names
        )
        unknown = {
            problem.message.split("'")[1]
            for problem in problems
            if problem.subtype is Subtype.UNKNOWN_FIELD
        }
        like = any(self._is_like_a_draft(name, parsed.fields.get(name)) for name in unknown)
        return wrong or twice or like or self._may_be_draft(parsed.unread)

    def _status_words(self) -> list[str]:
        return sorted({*_STATUS_WORDS, *self.vocabulary.names_of("status")})

    def _is_like_a_draft(self, name: str, value: Any) -> bool:
        """Tell whether an unknown field may be meant to hold the release back."""
        if isinstance(value, str) and value.strip().lower() in _PUBLISHED.get(name.lower(), ()):
            return False
        if name == "<<" and isinstance(value, dict):
            return any(self._is_like_a_draft(inner, value[inner]) for inner in value)
        return bool(get_close_matches(name.lower(), self._status_words(), n=1, cutoff=0.8))

    def _may_be_draft(self, text: str) -> bool:
        names = "|".join(re.escape(name) for name in self._status_words())
        return bool(re.search(rf"(?i)(?<!\w)(?:{names})[\"']?\s*[:=]", text))

    def fill_in(self, docname: str) -> bool:
        """Put contacts and boilerplates in place of their ids; tells whether the result is new."""
        source = self.domain.sources[docname]
        release, problems = resolve(source.written, self.domain.book, self.config)
        changed = self.domain.note_release(docname, release)
        if changed:
            report(problems)
        return changed


def resolve(release: Release, book: Book, config: Config) -> tuple[Release, list[Problem]]:
    """Look up the ids of contacts and boilerplates; an id that no file has stays as a name."""
    contacts, problems = resolve_contacts(release.contacts, book, config)
    boilerplates = [
        _look_up(item, book.boilerplates, str(config.press_boilerplates), "boilerplate", problems)
        or Boilerplate(text=item)
        for item in release.boilerplate
    ]
    if not contacts and not boilerplates:
        return release, problems
    update = {"contacts": contacts, "boilerplate": tuple(boilerplates)}
    return release.model_copy(update=update), problems


def resolve_contacts(
    items: Iterable[Contact | Located], book: Book, config: Config
) -> tuple[tuple[Contact, ...], list[Problem]]:
    """Look up the ids among contacts."""
    problems: list[Problem] = []
    found = tuple(
        _look_up(item, book.contacts, str(config.press_contacts), "contact", problems)
        or Contact(name=str(item))
        for item in items
    )
    return found, problems


def _look_up(
    item: Any, entries: dict[str, Any], file: str, kind: str, problems: list[Problem]
) -> Any:
    if not isinstance(item, Located):
        return item
    found = entries.get(item.text)
    if found is None:
        known = f"it has {', '.join(sorted(entries))}" if entries else "it has none, or is missing"
        message = f"{file} has no {kind} '{item.text}'; {known}"
        problems.append(Problem(Subtype.UNKNOWN_ID, message, item.position))
    return found


def _region(config: Config, words: Vocabulary) -> str:
    if config.press_region or not words.region:
        return settings.region(config)
    return words.region.upper()


def _context(config: Config, words: Vocabulary) -> str:
    """Digest the settings that records depend on."""
    parts = [
        words.model_dump_json(),
        _region(config, words),
        repr([getattr(config, setting.name) for setting in settings.SETTINGS]),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _mark(docname: str, stamp: Stamp) -> str:
    return hashlib.sha256(f"{docname}\0{stamp.mtime}\0{stamp.size}".encode()).hexdigest()


def _text_of(path: Path) -> tuple[str, list[Problem]]:
    """Read a file as Sphinx does; bytes that are no UTF-8 are a problem, placed at the first."""
    content = path.read_bytes()
    try:
        text, problems = content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        place = Position(str(path), before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = "this is not UTF-8 text; save the file in the UTF-8 encoding"
        text, problems = (
            content.decode("utf-8", "replace"),
            [Problem(Subtype.ENCODING, message, place)],
        )
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def _elsewhere(path: Path) -> Problem:
    message = "this is a link to a file outside of the source folder, which is not read; copy it"
    return Problem(Subtype.FILE, message, Position(str(path), 1, 1))


def _unsaid(problems: Iterable[Problem], said: Iterable[Problem]) -> list[Problem]:
    """Leave out what stands on a line of which something was said, and all but one of a line."""
    lines = {problem.position.line for problem in said}
    found: dict[int, Problem] = {}
    for problem in problems:
        if problem.position.line not in lines:
            found.setdefault(problem.position.line, problem)
    return list(found.values())


def _follows(problem: Problem, parsed: front_matter.Parsed) -> bool:
    """Tell whether a missing field is the consequence of a mistake that was reported."""
    return problem.subtype is Subtype.MISSING_FIELD and bool(parsed.unread)


def _no_front_matter(document: str, start: Position) -> Problem:
    if front_matter.is_unclosed(document):
        message = "the front matter is never closed; put a line of three hyphens after its fields"
        return Problem(Subtype.YAML, message, start)
    message = (
        "there is no front matter; begin the file with a line of three hyphens, the fields "
        "title and date, and another such line"
    )
    return Problem(Subtype.MISSING_FIELD, message, start)


def _head(document: str) -> str:
    """Give the lines at the top that may be meant as front matter."""
    return "\n".join(document.split("\n")[:100])


def _kept_back(start: Position) -> Problem:
    message = (
        "this release is kept back, since what it says of its status cannot be read; "
        "mend the lines named above, then it is published"
    )
    return Problem(Subtype.WITHHELD, message, start)


def _title_from(docname: str) -> str:
    return docname.rsplit("/", 1)[-1].replace("-", " ").replace("_", " ").capitalize()


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.position)


def _ranges(fields: Fields, names: list[str], end: int) -> tuple[tuple[int, int], ...]:
    """Give the lines of top-level fields, from 0, each up to the next field."""
    starts = sorted(position.line - 1 for position in fields.keys_at.values())
    ranges = []
    for name in names:
        start = fields.keys_at[name].line - 1
        following = [line for line in starts if line > start]
        ranges.append((start, following[0] if following else end))
    return tuple(ranges)


def _deceptive(lines: list[str], start: int, path: str) -> list[Problem]:
    """Take characters that nobody sees out of a body; gives what was found, one a line."""
    found = []
    for number in range(start, len(lines)):
        for column, character in characters.deceptive(lines[number]):
            place = Position(path, number + 1, column + 1)
            found.append(Problem(Subtype.CHARACTER, characters.message(character), place))
            lines[number] = characters.cleaned(lines[number])
            break
    return found[:_MOST_LINES]


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Hide our fields from MyST, which would parse them twice and show them as its own.

    Lines are emptied, never moved; fields that others own are left where they are.
    """
    source = press_domain(app.env).sources.get(docname)
    if source is None:
        return
    lines = content[0].split("\n")
    report(_deceptive(lines, source.matter_lines, str(app.env.doc2path(docname))))
    kept = {line for start, end in source.passed for line in range(start, end)}
    for line in range(1, source.matter_lines - 1):
        lines[line] = characters.cleaned(lines[line]) if line in kept else ""
    content[0] = "\n".join(lines)


def setup(app: Sphinx) -> None:
    """Connect the reading of releases."""
    app.connect("env-get-outdated", on_env_get_outdated)
    app.connect("source-read", on_source_read)
