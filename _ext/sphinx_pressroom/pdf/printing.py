"""Printing: the PDFs of a build, set before its pages are written.

Documents are resolved and written here, one after the other; the engine sets them in as many
threads as Sphinx may use processes. What it refuses is mended and set again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx.util.display import status_iterator

from ..domain import press_domain
from ..problems import Position, Problem, Subtype, report
from .engine import Refused
from .release_sheet import Sheet, document, release_sheet
from .studio import Studio

if TYPE_CHECKING:
    from ..outputs.builder import NeverStale

TRIES = 3
"""How often a document is mended: without characters, without pictures, and then given up."""


@dataclass(frozen=True)
class Job:
    """A release on its way."""

    docname: str
    doctree: nodes.document
    sheet: Sheet
    made: Future[bytes]


def resolved(builder: NeverStale, docname: str, *, quiet: bool) -> nodes.document:
    """Resolve a document's references; quietly, where its page will say what is wrong."""
    silence: AbstractContextManager[object] = nullcontext()
    if quiet:
        silence = logging.suppress_logging()
    with silence:
        return builder.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)


def print_releases(
    studio: Studio, docnames: Iterable[str], threads: int, *, quiet: bool
) -> Iterator[tuple[str, bytes]]:
    """Set releases, and give each as PDF; nothing for one that the engine refuses to the end."""
    wanted = sorted(docnames)
    builder = studio.builder
    named = status_iterator(
        wanted, "setting PDFs... ", "darkgreen", len(wanted), studio.config.verbosity
    )
    waiting: deque[Job] = deque()
    with ThreadPoolExecutor(max(threads, 1)) as pool:
        for docname in named:
            doctree = resolved(builder, docname, quiet=quiet)
            sheet = release_sheet(studio, docname, doctree)
            made = pool.submit(studio.engine.set, document(sheet))
            waiting.append(Job(docname, doctree, sheet, made))
            while len(waiting) > threads:
                yield _finished(studio, waiting.popleft())
        while waiting:
            yield _finished(studio, waiting.popleft())


def _finished(studio: Studio, job: Job) -> tuple[str, bytes]:
    """Wait for a release; what the engine refused in it is left out, and it is set again."""
    sheet, without = job.sheet, frozenset[str]()
    try:
        made = job.made.result()
    except Refused as refused:
        made, last = b"", refused
        for _ in range(TRIES):
            if not (last.characters - without) and not studio.leave_out_broken():
                break
            without |= last.characters
            sheet = release_sheet(studio, job.docname, job.doctree, without=without)
            try:
                made = studio.engine.set(document(sheet))
            except Refused as again:
                last = again
            else:
                break
        if not made:
            report([_given_up(studio, job.docname, last)])
    report(sheet.problems)
    return job.docname, made


def _given_up(studio: Studio, docname: str, refused: Refused) -> Problem:
    source = press_domain(studio.env).sources[docname]
    at = Position(str(studio.env.doc2path(docname)), source.title_line, 1)
    return Problem(Subtype.PDF, f"the PDF of this release cannot be set: {refused.message}", at)
