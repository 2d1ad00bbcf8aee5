"""The file of a release: its front matter as a record, and whether it may be meant for the public.

What cannot be told from a draft, or from a release under embargo, counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from . import clock, front_matter, settings, source_text
from .domain import Source, Stamp
from .front_matter import Fields, Text
from .problems import Position, Problem, Subtype
from .records import Release, check
from .records.schema import release_adapter
from .standing import Kind, as_of
from .suspicion import linked_out, suspects, unsaid
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_STATUS_WORDS = ("status", "statut", "draft", "brouillon", "published", "publie", "publié")
"""What may be meant to hold a release back, in the words of other systems and of typing errors."""
_EMBARGO_WORDS = (
    *("embargo", "embargo_until", "embargoed", "embargoed_until", "sous_embargo"),
    *("publishdate", "publish_date", "publish_on", "scheduled", "not_before", "hold_until"),
)
"""The same of a time before which it may not be published."""
_PUBLISHED = {
    "draft": {"false", "no", "non"},
    "brouillon": {"false", "no", "non"},
    "published": {"true", "yes", "oui"},
    "publie": {"true", "yes", "oui"},
    "publié": {"true", "yes", "oui"},
}
"""Values with which these say that the release is published."""


class Reading(NamedTuple):
    """What was read of a file: no source when it cannot be published, whatever the time."""

    source: Source | None
    problems: list[Problem]
    kind: Kind | None = None
    """Why it is not public, apart from the time."""


class Reader:
    """What reads the files of releases, under the settings of a build."""

    def __init__(self, env: BuildEnvironment, vocabulary: Vocabulary, region: str) -> None:
        self.env, self.config = env, env.config
        self.vocabulary, self.region = vocabulary, region
        self.is_kramdown = settings.matcher(env.config.press_kramdown)
        self.pass_patterns = [*settings.PASS_FIELDS, *(env.config.press_pass_fields or ())]

    def read(self, docname: str, path: Path, stamp: Stamp) -> Reading:
        """Parse a file; there is no source for one that Sphinx cannot read."""
        if outside := linked_out(path, Path(self.env.srcdir)):
            return Reading(None, [outside], Kind.UNCLEAR)
        document, problems = source_text.read(path)
        if problems:
            return Reading(None, problems, Kind.UNCLEAR)
        start = Position(str(path), 1, 1)
        matter = front_matter.split(document)
        if matter is None:
            problems.append(_no_front_matter(document, start))
            if self._may_be(_head(document), *_STATUS_WORDS, *_EMBARGO_WORDS):
                return Reading(None, [*problems, _kept_back(start, "status")], Kind.UNCLEAR)
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
            problems += _in_order([*found, *unsaid(suspects(values), found)])
        release = checked.value
        if release is None:
            return Reading(None, problems, Kind.UNCLEAR)
        problems += _disagreeing(release, values)
        kind = Kind.DRAFT if release.status == "draft" else None
        unclear = self._unclear(parsed, checked.problems)
        if "embargo" in values and values["embargo"] is None:
            message = "embargo: is empty; write when it ends, or remove the line"
            problems.append(Problem(Subtype.INVALID_VALUE, message, values.keys_at["embargo"]))
            unclear = "embargo"
        if unclear and not kind:
            problems.append(_kept_back(start, unclear))
            kind = Kind.UNCLEAR
        if _withdrawn_somehow(release, checked.problems):
            release = release.model_copy(update={"status": "withdrawn"})
        public, due = (
            (release, None) if self.config.press_preview else as_of(release, clock.now(self.config))
        )
        at = values.keys_at.get("title", start)
        relative = self.env.doc2path(docname, base=False).as_posix()
        source = Source(
            path=relative,
            stamp=stamp,
            written=public,
            kramdown=self.is_kramdown(relative),
            title_line=at.line,
            matter_lines=matter.end if matter else 0,
            passed=_ranges(parsed.fields, passed, matter.end - 1 if matter else 0),
            due=due,
        )
        return Reading(source, problems, kind)

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

    def _unclear(self, parsed: front_matter.Parsed, problems: Iterable[Problem]) -> str:
        """Name which of status and embargo may hold the release back, and cannot be read."""
        for field, words in (("status", _STATUS_WORDS), ("embargo", _EMBARGO_WORDS)):
            if self._is_unclear(field, words, parsed, problems):
                return field
        return ""

    def _is_unclear(
        self,
        field: str,
        words: Iterable[str],
        parsed: front_matter.Parsed,
        problems: Iterable[Problem],
    ) -> bool:
        """Tell whether something went wrong where the release may be held back."""
        beginnings = (f"{field}:", f"{field}.", f"unknown field '{field}.")
        wrong = any(problem.message.startswith(beginnings) for problem in problems)
        names = self.vocabulary.names_of(field)
        twice = any(
            problem.subtype is Subtype.DUPLICATE_FIELD and problem.message.startswith(f"'{name}")
            for problem in parsed.problems
            for name in names
        )
        unknown = {
            problem.message.split("'")[1]
            for problem in problems
            if problem.subtype is Subtype.UNKNOWN_FIELD
        }
        wanted = sorted({*words, *names})
        like = any(_is_like(name, parsed.fields.get(name), wanted) for name in unknown)
        bare = "|".join(re.escape(name) for name in wanted)
        said = re.search(rf"(?im)^[ \t]*[\"']?(?:{bare})[\"']?[ \t]+\S", parsed.unread)
        return wrong or twice or like or bool(said) or self._may_be(parsed.unread, *wanted)

    def _may_be(self, text: str, *words: str) -> bool:
        """Tell whether a text that is no YAML may hold the release back."""
        every = {*words, *self.vocabulary.names_of("status"), *self.vocabulary.names_of("embargo")}
        names = "|".join(re.escape(name) for name in sorted(every))
        return bool(re.search(rf"(?i)(?<!\w)(?:{names})[\"']?\s*[:=]", text))


def _is_like(name: str, value: Any, words: list[str]) -> bool:
    """Tell whether an unknown field may be meant to hold the release back."""
    if isinstance(value, str) and value.strip().lower() in _PUBLISHED.get(name.lower(), ()):
        return False
    if name == "<<" and isinstance(value, dict):
        return any(_is_like(inner, value[inner], words) for inner in value)
    return bool(get_close_matches(name.lower(), words, n=1, cutoff=0.8))


def _withdrawn_somehow(release: Release, problems: Iterable[Problem]) -> bool:
    """Tell whether a release is withdrawn, be it in words that cannot be read."""
    beginnings = ("withdrawn:", "withdrawn.", "unknown field 'withdrawn.")
    wrong = any(problem.message.startswith(beginnings) for problem in problems)
    return wrong or release.withdrawn is not None


def _disagreeing(release: Release, values: Fields) -> list[Problem]:
    """Compare the date of a release with the end of its embargo."""
    if not release.embargo or not release.date:
        return []
    until, on = release.embargo.until, release.date
    if isinstance(on, datetime):
        same = on == until if on.tzinfo else on == until.replace(tzinfo=None)
    else:
        same = on == until.date()
    if same:
        return []
    message = (
        f"the date {on.isoformat()} is not that on which the embargo ends, {until.isoformat()}; "
        "the later one counts, mend the other"
    )
    return [Problem(Subtype.EMBARGO, message, values.keys_at["date"])]


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


def _kept_back(start: Position, field: str) -> Problem:
    message = (
        f"this release is kept back, since what it says of its {field} cannot be read; "
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
