"""Front matter and data files: text to values, each knowing its line and column.

Scalars stay the text that the writer typed (``010``, ``NO``, ``12:30`` and ``2026-02-30`` are what
they look like); what a text means is for the field that receives it to decide. The YAML is read
from PyYAML's events, with its C parser where there is one: no recursion that input can drive, no
alias that multiplies, and what stands before and after a mistake is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from .problems import Position, Problem, Subtype
from .safety import characters

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_CHARACTERS = 1_000_000
"""Characters of one front matter or data file; releases have some thousands."""
MAX_VALUES = 50_000
"""Values of one file after aliases are followed; bounds what a few lines of YAML can grow to."""
MAX_DEPTH = 30
"""Levels of nesting; the vocabulary needs four."""
MAX_RESUMES = 20
"""How often reading goes on after a mistake in one file."""

_TOO_DEEP = f"values are nested more than {MAX_DEPTH} levels deep"
_FENCE = re.compile(r"(-{3,})[ \t]*\Z")
_TOP_LEVEL_KEY = re.compile(r"""(?:[^\W\d][\w .-]*|"[^"\n]+"|'[^'\n]+')[ \t]*:(?:[ \t]|$)""")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Text(str):  # noqa: SLOT000  (a str with slots cannot have any of its own)
    """A scalar as it was typed, with its place.

    ``plain`` when it stood without quotes, ``block`` when it stood below a ``|`` or ``>``.
    """

    position: Position
    plain: bool
    block: bool

    @classmethod
    def at(cls, text: str, position: Position, *, plain: bool = False, block: bool = False) -> Text:
        """Make a text that knows where it stands."""
        value = cls(text)
        value.position, value.plain, value.block = position, plain, block
        return value


class Items(list[Any]):
    """A sequence with its place."""

    def __init__(self, items: Iterator[Any] | list[Any], position: Position) -> None:
        super().__init__(items)
        self.position = position
        self.indices = list(range(len(self)))
        """Which item of the file each is, also after some were taken out."""

    def take_out(self, index: int) -> None:
        """Remove an item; the others keep the number that they have in the file."""
        del self[index], self.indices[index]


class Fields(dict[str, Any]):
    """A mapping with its place and the place of each key."""

    def __init__(self, position: Position) -> None:
        super().__init__()
        self.position = position
        self.keys_at: dict[str, Position] = {}

    def put(self, key: str, value: Any, position: Position) -> None:
        """Set a field and note where its key stands."""
        self[key] = value
        self.keys_at[key] = position


@dataclass(frozen=True, slots=True)
class Split:
    """A document cut into front matter and body: lines, counted from 0, ``end`` past the fence."""

    text: str
    end: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read, what was wrong, and the text of entries that could not be read."""

    fields: Fields
    problems: tuple[Problem, ...]
    unread: str = ""


def split(document: str) -> Split | None:
    """Find the front matter: between a first line of three hyphens and the next one.

    Returns ``None`` for a document that has none, or whose front matter is never closed.
    """
    first, _, rest = document.partition("\n")
    if not (opening := _FENCE.match(first)):
        return None
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if (fence and len(fence[1]) >= len(opening[1])) or line.rstrip() == "...":
            return Split("\n".join(lines[:number]), number + 2)
    return None


def is_unclosed(document: str) -> bool:
    """Tell whether a document opens a front matter of fields that it never closes."""
    first, _, rest = document.partition("\n")
    second = rest.partition("\n")[0]
    return bool(_FENCE.match(first) and _TOP_LEVEL_KEY.match(second) and split(document) is None)


def parse(text: str, source: str, first_line: int = 1, *, texts: bool = True) -> Parsed:
    """Read YAML text whose top level is a mapping.

    ``source`` and ``first_line`` say where the text stands; every value, key and problem gets its
    place from them. Never raises: an entry that is not YAML becomes a problem and, with ``texts``,
    where it is a line of ``key: text``, is taken as that text; the entries around it are kept.
    """
    return _Reading(text, source, first_line, texts=texts).run(
        Fields(Position(source, first_line, 1))
    )


def parse_list(text: str, source: str, first_line: int = 1) -> tuple[Any, tuple[Problem, ...]]:
    """Read YAML text of any shape, as directives hold it; ``None`` where there is nothing."""
    reading = _Reading(text, source, first_line)
    try:
        value = reading.whole()
    except (yaml.YAMLError, _ExcessError) as error:
        reading.report(error, 0)
        value = None
    return value, tuple(reading.problems)


class _ExcessError(Exception):
    """More nesting or more values than any release needs, or no fields at all."""

    def __init__(self, message: str, index: int) -> None:
        super().__init__(message)
        self.index = index


class _Entry(NamedTuple):
    """The first line of an entry that is not YAML: its key, its value and where that begins."""

    key: str
    value: str
    at: int

    @classmethod
    def of(cls, entry: str) -> _Entry | None:
        """Split the line at its first colon."""
        key, colon, rest = entry.partition("\n")[0].partition(":")
        if not colon or not _TOP_LEVEL_KEY.match(entry):
            return None
        at = len(key) + 1 + len(rest) - len(rest.lstrip())
        return cls(key.strip().strip("\"'"), rest.strip(), at)

    @property
    def is_bracketed_text(self) -> bool:
        """Tell whether words follow a closed bracket: a text that looks like a list or a map."""
        return bool(re.match(r"(?:\[[^\[\]]*\]|\{\{.*?\}\}|\{[^{}]*\})\s*[^\s#]", self.value)) or (
            self.value.startswith("{{")
        )

    @property
    def text(self) -> str:
        """The value without quotation marks around the whole of it."""
        quoted = len(self.value) > 1 and self.value[0] in "\"'" and self.value[-1] == self.value[0]
        half = self.value[:1] in {'"', "'"} and self.value.count(self.value[0]) == 1
        return self.value[1:-1] if quoted else self.value[1:] if half else self.value


class _Reading:
    """One pass over one YAML text."""

    def __init__(self, text: str, source: str, first_line: int, *, texts: bool = True) -> None:
        self.source, self.texts = source, texts
        self.problems: list[Problem] = []
        self.unread: list[str] = []
        self.values = 0
        self.anchors: dict[str, Any] = {}
        self.first_line = first_line
        self.deceptive: set[int] = set()
        """Lines that were reported for characters that nobody sees."""
        self.text = self._readable(text)
        self.offset = 0
        """Where in the text the part that is being read begins."""

    def _readable(self, text: str) -> str:
        self.starts = [0, *(match.end() for match in re.finditer("\n", text[:MAX_CHARACTERS]))]
        if len(text) > MAX_CHARACTERS:
            self._note(
                Subtype.TOO_LARGE,
                f"the front matter has {len(text):,} characters, more than the {MAX_CHARACTERS:,} "
                "that are read; move long texts into the body",
                self.place(0),
            )
            self.unread.append(text)
            return ""
        told: set[int] = set()
        for bad in _NOT_TEXT.finditer(text):
            place = self.place(bad.start())
            if place.line not in told and len(told) < MAX_RESUMES:
                told.add(place.line)
                message = f"the character U+{ord(bad[0]):04X} is not text; remove it"
                self._note(Subtype.ENCODING, message, place)
        self._note_deceptive(text)
        text = _NOT_TEXT.sub("\ufffd", text)
        # YAML 1.1 takes these for line breaks; every editor shows them as part of the line.
        return text.translate({0x85: " ", 0x2028: " ", 0x2029: " "})

    def _note_deceptive(self, text: str) -> None:
        """Say which lines hold characters that nobody sees; values are read without them."""
        for index, character in characters.deceptive(text):
            place = self.place(index)
            if place.line not in self.deceptive and len(self.deceptive) < MAX_RESUMES:
                self.deceptive.add(place.line)
                self._note(Subtype.CHARACTER, characters.message(character), place)

    def _note(self, subtype: Subtype, message: str, position: Position) -> None:
        self.problems.append(Problem(subtype, message, position))

    def place(self, index: int) -> Position:
        """Turn an index into the text into a position."""
        line = bisect_right(self.starts, index) - 1
        return Position(self.source, self.first_line + line, index - self.starts[line] + 1)

    # -- the top level, entry by entry -------------------------------------------------------

    def run(self, fields: Fields) -> Parsed:
        for _ in range(MAX_RESUMES):
            self.entry = self.offset
            self.values = 0
            try:
                self._entries(fields)
                break
            except (yaml.YAMLError, _ExcessError) as error:
                if not self._resume_after(error, fields):
                    break
        else:
            self.unread.append(self.text[self.offset :])
        return Parsed(fields, tuple(self.problems), "\n".join(self.unread))

    def _entries(self, fields: Fields) -> None:
        events = self._events()
        event: Any
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                self._fill(fields, events, depth=1, top=True)
                return
            if isinstance(event, yaml.NodeEvent):
                if self._value(event, events, depth=1) is not None:
                    message = "expected fields such as 'title: …', each on a line of its own"
                    start: Any = event.start_mark
                    raise _ExcessError(message, self.offset + start.index)
                return

    def _events(self) -> Iterator[Any]:
        return iter(yaml.parse(self.text[self.offset :], Loader=Loader))

    def whole(self) -> Any:
        events = self._events()
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                return self._value(event, events, depth=1)
        return None

    def _resume_after(self, error: yaml.YAMLError | _ExcessError, fields: Fields) -> bool:
        """Report a mistake, save the text of its entry, and step to the next entry."""
        start = self.entry
        following = self.text.find("\n", start)
        while following != -1 and not _TOP_LEVEL_KEY.match(self.text, following + 1):
            following = self.text.find("\n", following + 1)
        end = len(self.text) if following == -1 else following + 1
        entry = self.text[start:end]
        line = _Entry.of(entry)
        bracketed = line is not None and line.is_bracketed_text
        if line is not None and bracketed:
            here = self.place(start).line
            self.problems = [known for known in self.problems if known.position.line != here]
            message = f"a text cannot begin with '{line.value[0]}'; put it in quotes"
            self._note(Subtype.YAML, message, self.place(start + line.at))
        else:
            self.report(error, start)
        self.unread.append(entry)
        if line is not None:
            if line.key in fields and fields.keys_at[line.key] == self.place(start):
                del fields[line.key], fields.keys_at[line.key]
            if self.texts:
                self._take_as_text(line, start, fields)
        self.offset = end
        return end < len(self.text)

    def _take_as_text(self, line: _Entry, start: int, fields: Fields) -> None:
        """Take ``key: text`` that is not YAML as what it looks like, in place of a part of it."""
        if line.value and (line.is_bracketed_text or line.value[0] not in "[{|>&!-"):
            text = Text.at(characters.cleaned(line.text), self.place(start + line.at), plain=True)
            fields.put(line.key, text, self.place(start))

    # -- values ------------------------------------------------------------------------------

    def _value(self, event: Any, events: Iterator[Any], depth: int) -> Any:
        index = self.offset + event.start_mark.index
        self._count(depth, index)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event.anchor or "", depth, index)
        position = self.place(index)
        value: Any
        self._check_tag(event, position)
        if isinstance(event, yaml.ScalarEvent):
            plain = not event.style  # None from PyYAML's own parser, "" from libyaml
            absent = plain and event.value in {"", "~", "null"}
            block = event.style in {"|", ">"}
            text = self._checked_text(event.value, position, self.place_of_end(event))
            value = None if absent else Text.at(text, position, plain=plain, block=block)
        elif isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(self._value(item, events, depth + 1))
            value = Items(items, position)
        else:
            value = self._fill(Fields(position), events, depth)
        if event.anchor:
            self.anchors[event.anchor] = value
        return value

    def _fill(self, fields: Fields, events: Iterator[Any], depth: int, top: bool = False) -> Fields:
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            index = self.offset + event.start_mark.index
            if top:
                self.entry = index
            position = self.place(index)
            key = self._value(event, events, depth + 1)
            value = self._template(next(events), events, depth + 1)
            if not isinstance(key, str):
                self._note(Subtype.YAML, "expected the name of a field before the colon", position)
                continue
            name = str(key)
            if name in fields:
                self._note(
                    Subtype.DUPLICATE_FIELD,
                    f"'{name}' is given twice, first on line {fields.keys_at[name].line}; "
                    "this one counts, remove the other",
                    position,
                )
            fields.put(name, value, position)
        return fields

    def _template(self, event: Any, events: Iterator[Any], depth: int) -> Any:
        """Read a value; ``{{ … }}``, which YAML takes for maps, is the text that it looks like."""
        index = self.offset + event.start_mark.index
        line = self.text[index:].partition("\n")[0].strip()
        if not (line.startswith("{{") and line.endswith("}}")):
            return self._value(event, events, depth)
        before = len(self.problems)
        self._value(event, events, depth)
        del self.problems[before:]
        position = self.place(index)
        self._note(Subtype.YAML, "a text cannot begin with '{'; put it in quotes", position)
        return Text.at(characters.cleaned(line), position, plain=True)

    def _count(self, depth: int, index: int) -> None:
        self.values += 1
        if depth > MAX_DEPTH:
            raise _ExcessError(_TOO_DEEP, index)
        if self.values > MAX_VALUES:
            raise _ExcessError(
                f"there are more than {MAX_VALUES:,} values, aliases included", index
            )

    def _alias(self, anchor: str, depth: int, index: int) -> Any:
        """Follow ``*anchor``; what an alias repeats counts again, so that it cannot multiply."""
        if anchor not in self.anchors:
            raise _ExcessError(
                f"'*{anchor}' refers to nothing above it; put a text that begins with * in quotes",
                index,
            )
        value = self.anchors[anchor]
        waiting = [(value, depth)]
        while waiting:
            item, level = waiting.pop()
            self._count(level, index)
            inner = item.values() if isinstance(item, dict) else item
            if isinstance(item, dict | list):
                waiting += [(child, level + 1) for child in inner]
        return value

    def place_of_end(self, event: Any) -> int:
        """Give the line on which a value ends."""
        return self.place(min(self.offset + event.end_mark.index, len(self.text))).line

    def _checked_text(self, text: str, position: Position, last_line: int) -> str:
        """Refuse what is no text, or deceives, where a writer spelt it as an escape."""
        for _, character in characters.deceptive(text):
            if self.deceptive.isdisjoint(range(position.line, last_line + 1)):
                self._note(Subtype.CHARACTER, characters.message(character), position)
            break
        text = characters.cleaned(text)
        if bad := _NOT_TEXT.search(text):
            message = f"the character U+{ord(bad[0]):04X} is not text; remove it"
            self._note(Subtype.ENCODING, message, position)
            return _NOT_TEXT.sub("\ufffd", text)
        return text

    def _check_tag(self, event: Any, position: Position) -> None:
        if event.tag and event.tag not in {"!", "tag:yaml.org,2002:str"}:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._note(Subtype.YAML, f"'{shown}' is not used here; write the text only", position)

    def report(self, error: yaml.YAMLError | _ExcessError, start: int) -> None:
        """Note an error of PyYAML, or an excess, in a writer's words."""
        if isinstance(error, _ExcessError):
            large = Subtype.TOO_LARGE if "more than" in str(error) else Subtype.YAML
            self._note(large, str(error), self.place(error.index))
            return
        problem = getattr(error, "problem", None) or "unreadable"
        context = getattr(error, "context", None) or ""
        if "nesting depth" in problem:
            self._note(Subtype.TOO_LARGE, _TOO_DEEP, self.place(self._too_deep_at(start)))
            return
        mark = getattr(error, "problem_mark", None)
        if any(
            word in context for word in ("quoted scalar", "simple key", "alias", "anchor", "flow")
        ):
            mark = getattr(error, "context_mark", None) or mark
        index = start if mark is None else min(self.offset + mark.index, len(self.text))
        self._note(Subtype.YAML, self._in_plain_words(problem, context, index), self.place(index))

    def _too_deep_at(self, start: int) -> int:
        """Find the first value beyond the depth; libyaml looks ahead and gives up before it.

        PyYAML's own parser gives each level as it comes, so this ends after some thirty of them, or
        at a mistake that libyaml would have come to after them.
        """
        depth = 0
        with suppress(yaml.YAMLError):
            for event in yaml.parse(self.text[start:], Loader=yaml.SafeLoader):
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                if depth > MAX_DEPTH and event.start_mark:
                    return start + event.start_mark.index
        return start

    def _in_plain_words(self, problem: str, context: str, index: int) -> str:
        found = self.text[index : index + 1]
        if "mapping values are not allowed" in problem:
            return "a colon followed by a space stands inside the text; put the text in quotes"
        if "quoted scalar" in context:
            return "a quotation mark is opened here and not closed as it should be"
        if found == "\t":
            return "a tab stands where YAML allows only spaces; indent with spaces"
        if "cannot start any token" in problem:
            return f"a text cannot begin with '{found}'; put it in quotes"
        if "alias" in problem or "alias" in context or "anchor" in context:
            return "a text that begins with * or & has to stand in quotes"
        if "simple key" in context:
            return "expected the name of a field, a colon and a space, such as 'title: …'"
        if "flow" in context and found in {"[", "{"}:
            return f"'{found}' is opened here and not closed as it should be"
        return "this line does not fit the ones around it; check its indentation and quotes"
