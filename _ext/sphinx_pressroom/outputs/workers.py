"""Documents read and written by several processes, each of which takes a share of them.

Sphinx forks for each few documents. A process that reads gives its whole environment back, with
all that others had read before; one that writes is given trees by the main process, which resolves
them all by itself. Here as many processes as there may be are forked once. Who reads gives back an
environment without the records, which only the main process makes; who writes also resolves, unless
another extension has a part in that, which may count on being in the main process
(https://github.com/sphinx-doc/sphinx/issues/11448, #11746).
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util.build_phase import BuildPhase

from .. import shortcuts
from ..collection.kept_lines import Lines
from ..domain import PressDomain, press_domain
from ..shares import FEW, begun, may_share, share_out
from ..spared import are_known
from . import publication, tables
from .publication import Bundle, Given, Output

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .builder import NeverStale
    from .search_parts import Part
    from .state import Made, Together

KEPT = 500
"""Trees of documents that are kept in memory between their reading and their writing."""
MANY = 500
"""Pages that one process has looked around when others have begun."""
RESOLVING = ("doctree-resolved", "missing-reference")
"""Events that are for the main process, if anybody else listens to them."""


class Files(NamedTuple):
    """Files that a process has put into the output folder."""

    kept: dict[str, str]
    """Their digests by path."""
    written: set[str]
    """Paths of those that were not there already."""


class Share(NamedTuple):
    """What came of the writing of some documents."""

    images: dict[str, dict[str, str]]
    """Of each page, the published names of its pictures by their path in the source folder."""
    arounds: dict[str, str]
    """What stands around the text of each page, as digests."""
    texts: dict[str, str]
    """Digests of the files that were put with pages, by path."""
    lines: Lines
    """Lines of lists, which archives are made of."""
    files: Files


class Apart(NamedTuple):
    """What came of files that need nothing of each other."""

    outputs: dict[str, Made]
    """What single ones were made from, by path."""
    bundles: dict[str, Together]
    """Those of bundles, by name."""
    files: Files


def read(builder: NeverStale, docnames: Sequence[str]) -> None:
    """Read documents as Sphinx does, with few processes that live long."""
    env = builder.env
    for docname in docnames:
        builder.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)

    def work(share: list[str]) -> bytes:
        env._app = builder._app
        for docname in share:
            builder.read_doc(docname, _cache=False)
        tables.close(env)
        noted: dict[str, Any] = env.domaindata[PressDomain.name]
        env.domaindata[PressDomain.name] = {name: noted[name] for name in PressDomain.noted}
        return pickle.dumps(env, pickle.HIGHEST_PROTOCOL)

    def take(share: list[str], found: bytes) -> None:
        env.merge_info_from(share, pickle.loads(found), builder._app)  # noqa: S301

    share_out(docnames, builder._app, work, take)


def write(builder: NeverStale, docnames: Sequence[str]) -> None:
    """Resolve and write documents; the first one here, so that all have what it makes."""
    _write(builder, docnames[0])

    def work(share: list[str]) -> Share:
        builder.texts.clear()
        known = set(builder.door.kept)
        for docname in share:
            _write(builder, docname)
        images = {docname: builder.shown_images[docname] for docname in share}
        arounds = {docname: builder.arounds[docname] for docname in share}
        lines = builder.kept_lines.found if builder.kept_lines else {}
        return Share(images, arounds, builder.texts, lines, _files(builder, known))

    def take(share: list[str], found: Share) -> None:
        builder.shown_images.update(found.images)
        builder.arounds.update(found.arounds)
        builder.texts.update(found.texts)
        if builder.kept_lines:
            builder.kept_lines.found.update(found.lines)
        _take(builder, found.files)

    share_out(docnames[1:], builder._app, work, take)


def make(builder: NeverStale, outputs: Given) -> Apart:
    """Make files that need nothing of each other, where they are many; gives what they came of."""
    made = Apart({}, {}, Files({}, set()))
    if not builder.parallel_ok or not may_share(outputs, builder._app):
        return made

    def work(share: list[Output | Bundle]) -> Apart:
        known = set(builder.door.kept)
        done = {
            one.path: builder.beside.write_output(one) for one in share if isinstance(one, Output)
        }
        more = {
            one.name: builder.beside.write_bundle(one) for one in share if isinstance(one, Bundle)
        }
        return Apart(done, more, _files(builder, known))

    def take(share: list[Output | Bundle], found: Apart) -> None:
        made.outputs.update(found.outputs)
        made.bundles.update(found.bundles)
        _take(builder, found.files)

    share_out(outputs, builder._app, work, take)
    return made


@contextmanager
def meanwhile(
    builder: NeverStale, write: Callable[[str], list[Apart]], event: str
) -> Iterator[list[Apart]]:
    """Have an event's files written by another process until all is done here; gives their origin.

    Where there is but one process, or little to do, they are written here, first.
    """
    done: list[Apart] = []
    releases = press_domain(builder.env).releases
    if not builder.parallel_ok or not may_share(releases, builder._app, few=publication.LARGE):
        done += write(event)
        yield done
        return

    def work(event: str) -> list[Apart]:
        known = set(builder.door.kept)
        found = write(event)
        return [*found, Apart({}, {}, _files(builder, known))]

    def take(_: str, found: list[Apart]) -> None:
        done.extend(found)
        _take(builder, found[-1].files)

    with begun(work, event, take):
        yield done


def look_around(builder: NeverStale, docnames: Sequence[str]) -> dict[str, str]:
    """Tell what stands around the text of each page, as digests; the first one's here."""
    found = {docname: builder.around(docname) for docname in docnames[:1]}
    rest = docnames[1:]

    def work(share: list[str]) -> dict[str, str]:
        return {docname: builder.around(docname) for docname in share}

    if builder.affected is None and may_share(rest, builder._app, few=MANY):
        share_out(rest, builder._app, work, lambda _, told: found.update(told))
    else:
        found.update(work(list(rest)))
    return found


def learn(builder: NeverStale, parts: Sequence[Part]) -> None:
    """Ask what the search does not know yet, which is kept beside the doctrees."""
    if may_share(parts, builder._app, few=1):
        share_out(parts, builder._app, _learn, lambda *_: None)


def _learn(parts: Sequence[Part]) -> None:
    for part in parts:
        part.sections()


def may_read(builder: NeverStale, docnames: Collection[str]) -> bool:
    """Tell whether documents are read in shares: where their number is worth it."""
    many = len(docnames) > max(FEW, len(builder.env.all_docs) // 10)
    return many and shortcuts.taken(builder.config)


def may_write(builder: NeverStale, docnames: Collection[str]) -> bool:
    """Tell whether documents are written in shares: where all that resolve them are known."""
    handlers = (one.handler for name in RESOLVING for one in builder.events.listeners[name])
    return (
        builder.parallel_ok
        and may_share(docnames, builder._app)
        and are_known((*handlers, *builder.post_transforms))
    )


def forget(env: BuildEnvironment) -> None:
    """Keep few trees of documents in memory, where Sphinx keeps all, and none of their pickles."""
    trees = env._write_doc_doctree_cache
    while len(trees) > KEPT:
        trees.popitem()
    env._pickled_doctree_cache.clear()


def _write(builder: NeverStale, docname: str) -> None:
    env = builder.env
    builder.phase = BuildPhase.RESOLVING
    doctree = env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
    builder.phase = BuildPhase.WRITING
    builder.write_doc_serialized(docname, doctree)
    builder.write_doc(docname, doctree)


def _files(builder: NeverStale, known: set[str]) -> Files:
    door = builder.door
    kept = {path: digest for path, digest in door.kept.items() if path not in known}
    return Files(kept, door.written & kept.keys())


def _take(builder: NeverStale, files: Files) -> None:
    builder.door.kept.update(files.kept)
    builder.door.written.update(files.written)
