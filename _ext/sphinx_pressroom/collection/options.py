"""Options of a list's directive: all are taken, and each mistake is a warning at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from ..problems import Position, Problem, Subtype, report
from .query import CHOICES, CUTS, Selection, one_of
from .selection import folded, known_values

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

KNOWN = (*CHOICES, *CUTS, "form", "group", "class", "name")


class AnyOption(dict[str, Callable[[Any], Any]]):
    """An ``option_spec`` that takes any option as it was written.

    Parsers ask it before the directive runs, and would drop what it does not have with a warning
    of their own, without did-you-mean.
    """

    def __init__(self, shown: Mapping[str, Any]) -> None:
        """Have the names of some options, so that parsers look for options at all."""
        super().__init__(dict.fromkeys(shown, directives.unchanged))

    def __missing__(self, name: str) -> Callable[[Any], Any]:
        return directives.unchanged


class Options:
    """The options of one directive, taken one after the other."""

    def __init__(
        self, env: BuildEnvironment, options: Mapping[str, Any], start: Position, text: str
    ) -> None:
        self.env = env
        self.rest = dict(options)
        self.start = start
        self.lines = text.splitlines()
        self.problems: list[Problem] = []

    def at(self, name: str) -> Position:
        """Tell the line on which an option stands."""
        pattern = re.compile(rf"\s*:?[\"']?{re.escape(name)}[\"']?\s*:")
        for number, line in enumerate(self.lines[1:], 1):
            if pattern.match(line):
                return self.start._replace(line=self.start.line + number)
        return self.start

    def wrong(self, name: str, message: str) -> None:
        """Keep a mistake."""
        self.problems.append(Problem(Subtype.DIRECTIVE, message, self.at(name)))

    def report(self) -> None:
        """Warn of all mistakes, from the first line to the last."""
        report(sorted(self.problems, key=lambda problem: problem.position))

    def take(self, name: str) -> str:
        """Take an option as text."""
        return str(self.rest.pop(name, None) or "")

    def classes(self) -> list[str]:
        """Take the classes."""
        words = self.take("class")
        try:
            return list(directives.class_option(words)) if words else []
        except ValueError as error:
            self.wrong("class", f"class: {error}")
            return []

    def one_of(self, name: str, names: tuple[str, ...], default: str) -> str:
        """Take an option that has one of some values."""
        if name not in self.rest:
            return default
        try:
            return one_of(names, self.take(name).strip().lower())
        except ValueError as error:
            self.wrong(name, f"{name}: {error}")
            return default

    def selection(self) -> Selection:
        """Take what is left as a selection, and compare its values with those that there are."""
        selection, problems = Selection.of(self.rest, self.at, known=KNOWN)
        self.problems += problems
        for name, values in selection.include:
            self._compare(name, name, values)
        for name, values in selection.exclude:
            self._compare(f"exclude-{name}", name, values)
        return selection

    def _compare(self, written: str, name: str, values: tuple[str, ...]) -> None:
        known = known_values(self.env, name)
        for value in values:
            if known is not None and folded(value) not in known:
                has = "there is no" if name == "collection" else f"no release has the {name}"
                hint = _hint(value, known)
                self.wrong(written, f"{written}: {has} '{value}'{hint}")


def _hint(value: str, known: Mapping[str, str]) -> str:
    parts = [folded(part.strip()) for part in value.split(",")]
    if len(parts) > 1 and any(part in known for part in parts):
        return "; put semicolons between several values"
    near = get_close_matches(folded(value), list(known), n=1)
    return f", did you mean '{known[near[0]]}'?" if near else ""
