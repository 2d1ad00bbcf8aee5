"""Printing: the PDFs of a build, set before its pages are written.

Documents are resolved and written here, one after the other; the engine sets them in as many
threads as Sphinx may use processes. What it refuses is mended and set again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from docutils import nodes
from sphinx.util import logging
from sphinx.util.display import status_iterator

from ..domain import press_domain
from ..places import place
from ..problems import Position, Problem, Subtype, report
from .engine import Made, Refused
from .release_sheet import Sheet, document, release_sheet
from .studio import Studio
from .volumes import Volume, volume_document

T = TypeVar("T")
TRIES = 4
"""How often a document is mended: without characters, without pictures, and then given up."""


class Job(NamedTuple):
    """A release on its way."""

    docname: str
    doctree: nodes.document
    sheet: Sheet
    made: Future[Made]


@dataclass
class Printer:
    """Sets the PDFs of one build."""

    studio: Studio
    threads: int
    quiet: bool
    """Where pages are written, they say what is wrong with a document's references."""
    _sheets: dict[str, Sheet] = field(default_factory=dict)

    # -- releases ------------------------------------------------------------------------------

    def releases(self, docnames: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Set releases; one that the engine refuses to the end comes without content."""
        waiting: deque[Job] = deque()
        with ThreadPoolExecutor(max(self.threads, 1)) as pool:
            for docname in _told("setting PDFs... ", [*docnames], self.studio):
                doctree = self._resolved(docname)
                sheet = release_sheet(self.studio, docname, doctree)
                made = pool.submit(self.studio.engine.set, document(sheet))
                waiting.append(Job(docname, doctree, sheet, made))
                while len(waiting) > self.threads:
                    yield self._finished(waiting.popleft())
            while waiting:
                yield self._finished(waiting.popleft())

    def _resolved(self, docname: str) -> nodes.document:
        builder = self.studio.builder
        silence: AbstractContextManager[object] = nullcontext()
        if self.quiet:
            silence = logging.suppress_logging()
        with silence:
            return builder.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)

    def _finished(self, job: Job) -> tuple[str, bytes]:
        """Wait for a release; what the engine refused in it is left out, and it is set again."""
        sheet = job.sheet

        def again(without: frozenset[str]) -> Made:
            nonlocal sheet
            sheet = release_sheet(self.studio, job.docname, job.doctree, without=without)
            return self.studio.engine.set(document(sheet))

        made, refused = self._mended(job.made.result, again)
        source = press_domain(self.studio.env).sources[job.docname]
        at = Position(str(self.studio.env.doc2path(job.docname)), source.title_line, 1)
        told = [f"the engine says: {words}" for words in made.told]
        if refused:
            told.append(f"the PDF of this release cannot be set: {refused.message}")
        else:
            self._sheets[job.docname] = sheet
        report([*sheet.problems, *(Problem(Subtype.PDF, words, at) for words in told)])
        return job.docname, made.content

    def _mended(
        self, first: Callable[[], Made], again: Callable[[frozenset[str]], Made]
    ) -> tuple[Made, Refused | None]:
        """Set a document, again and again without what was refused in it."""
        without: frozenset[str] = frozenset()
        last: Refused | None = None
        for number in range(TRIES):
            try:
                return (again(without) if number else first()), None
            except Refused as refused:
                last = refused
                if not last.characters - without and not self.studio.leave_out_broken():
                    break
                without |= last.characters
        return Made(b""), last

    # -- volumes -------------------------------------------------------------------------------

    def volumes(self, wanted: Iterable[Volume]) -> Iterator[tuple[Volume, bytes]]:
        """Set volumes, of releases that can be set."""
        for volume in _told("binding volumes... ", [*wanted], self.studio, lambda one: one.path):
            bind = partial(self._bind, volume)
            made, refused = self._mended(partial(bind, frozenset()), bind)
            if refused:
                at = place(Path(self.studio.builder.confdir), "press_pdf")
                message = f"the volume '{volume.path}' cannot be set: {refused.message}"
                report([Problem(Subtype.PDF, message, at)])
            yield volume, made.content
            self.studio.engine.forget()

    def _bind(self, volume: Volume, without: frozenset[str]) -> Made:
        sheets = {docname: self._sheet(docname, without) for docname in volume.docnames}
        return self.studio.engine.set(volume_document(self.studio, volume, sheets))

    def _sheet(self, docname: str, without: frozenset[str]) -> Sheet:
        if docname not in self._sheets or without:
            doctree = self._resolved(docname)
            self._sheets[docname] = release_sheet(self.studio, docname, doctree, without=without)
        return self._sheets[docname]


def _told(
    what: str, wanted: list[T], studio: Studio, name: Callable[[T], str] = str
) -> Iterator[T]:
    """Go through what is to be set, and tell of it as Sphinx does."""
    verbosity = studio.config.verbosity
    yield from status_iterator(wanted, what, "darkgreen", len(wanted), verbosity, name)
