"""Archive pages: all releases, by year and month, by category, tag, type and language.

Plain pages with plain links, which need no JavaScript. They show what the directive ``releases``
shows, rendered by the builder's own translator, so that they look alike in every theme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..blocks.block import bullets, line, site_language, spoken
from ..collection import listing, names
from ..collection.shelves import BY_TERM, Collection, Kind, Shelf, collections
from ..domain import press_domain
from ..labels import labels
from .navigation import press_navigation, sheet_links
from .publication import EVENT, Output, Publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .builder import NeverStale


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a shelf."""

    collection: Collection
    shelf: Shelf
    number: int
    """From 1."""
    of: int
    docnames: tuple[str, ...]

    @property
    def page(self) -> str:
        """The name of the page."""
        return sheet_name(self.shelf.page, self.number)


def sheet_name(page: str, number: int) -> str:
    """Name a later page of an archive: ``category/water/page/2``, but ``archive/page/2``."""
    if number == 1:
        return page
    return f"{page.removesuffix('index').removesuffix('/')}/page/{number}"


def sheets(collection: Collection, shelf: Shelf, length: int) -> Iterator[Sheet]:
    """Cut a shelf into pages."""
    parts = [
        shelf.docnames[start : start + length] for start in range(0, len(shelf.docnames), length)
    ] or [()]
    for number, docnames in enumerate(parts, 1):
        yield Sheet(collection, shelf, number, len(parts), docnames)


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Output]:
    """Give all archive pages, but those whose name a document has."""
    builder: Any = publication.builder
    pages = _Pages(publication.env, builder)
    return [output for output in pages.all() if output is not None]


class _Pages:
    """The archive pages of a publication."""

    def __init__(self, env: BuildEnvironment, builder: NeverStale) -> None:
        self.env, self.builder = env, builder
        self.language = site_language(env)
        self.label = labels(self.language)
        self.length = max(1, int(env.config.press_per_page))
        self.entries = {name: listing.shown_of(env, name) for name in press_domain(env).releases}

    def all(self) -> Iterator[Output | None]:
        """Make the pages of all collections."""
        for collection in collections(self.env):
            for shelf in collection.shelves:
                for sheet in sheets(collection, shelf, self.length):
                    yield self._sheet(sheet)
            for kind in BY_TERM:
                yield self._index(collection, kind)

    def _output(
        self,
        page: str,
        inputs: object,
        title: str,
        content: Callable[[], list[nodes.Node]],
        parents: Sequence[tuple[str, str]],
    ) -> Output | None:
        if page in self.env.found_docs:
            return None
        path = self.builder.door.path(self.builder.get_output_path(page))
        make = partial(self._render, page, title, content, parents)
        return Output(path, (title, tuple(parents), inputs), make)

    def _render(
        self,
        page: str,
        title: str,
        content: Callable[[], list[nodes.Node]],
        parents: Sequence[tuple[str, str]],
    ) -> bytes:
        section = nodes.section("", nodes.title("", title), *content(), ids=["archive"])
        body = self.builder.render_body(page, [section])
        trail = [
            {"link": self.builder.get_relative_uri(page, name), "title": nodes_text(words)}
            for name, words in parents
        ]
        context = {
            "title": nodes_text(title),
            "body": body,
            "parents": trail,
            "press_archive": page,
        }
        return self.builder.render_page(page, context, "page.html") or b""

    # -- one shelf -----------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet) -> Output | None:
        title = names.title(self.env, sheet.shelf, sheet.collection)
        if sheet.number > 1:
            title = self.label("{title}, page {number}").format(title=title, number=sheet.number)
        below = self._below(sheet)
        inputs = (
            (sheet.number, sheet.of, len(sheet.shelf.docnames)),
            tuple((name, self.entries[name]) for name in sheet.docnames),
            tuple(below),
        )
        content = partial(self._content, sheet, below)
        return self._output(sheet.page, inputs, title, content, self._parents(sheet))

    def _content(self, sheet: Sheet, below: Sequence[tuple[str, str, int]]) -> list[nodes.Node]:
        releases = press_domain(self.env).releases
        here = sheet.page
        group = (
            "year" if sheet.shelf.kind in {"archive", "category", "tag", "type", "language"} else ""
        )
        made: list[nodes.Node] = [
            line("press-count", names.count(self.env, len(sheet.shelf.docnames)))
        ]
        if below:
            made.append(self._choices(here, below))
        made += listing.listing(
            [(name, releases[name]) for name in sheet.docnames],
            form="list",
            group=group,
            here=here,
            language=self.language,
            link=partial(self._link, here),
        )
        if sheet.of > 1:
            made.append(
                sheet_links(
                    partial(sheet_name, sheet.shelf.page),
                    sheet,
                    self.label,
                    partial(self._link, here),
                )
            )
        return made

    def _link(self, here: str, page: str, *content: nodes.Node) -> nodes.reference:
        uri = self.builder.get_relative_uri(here, page)
        return nodes.reference("", "", *content, refuri=uri, internal=True)

    def _below(self, sheet: Sheet) -> list[tuple[str, str, int]]:
        """Name the archives that divide this one, with their counts: years, or a year's months."""
        inner: dict[Kind, Kind] = {"archive": "year", "year": "month"}
        kind = inner.get(sheet.shelf.kind)
        if kind is None or sheet.number > 1:
            return []
        found = [
            (shelf.page, names.term(self.env, kind, shelf.term), len(shelf.docnames))
            for shelf in sheet.collection.of_kind(kind)
            if shelf.term.startswith(sheet.shelf.term)
        ]
        if sheet.shelf.kind == "archive":
            found += [
                (f"{sheet.collection.prefix}{kind}/index", self.label(names.INDEXES[kind]), number)
                for kind in BY_TERM
                if (number := len(sheet.collection.of_kind(kind))) > 1 or kind == "category"
            ]
        return found

    def _choices(self, here: str, below: Sequence[tuple[str, str, int]]) -> press_navigation:
        entries: list[list[nodes.Node]] = [
            [
                line(
                    "",
                    self._link(here, page, nodes.Text(words)),
                    " ",
                    spoken("press-count", f"({number})"),
                )
            ]
            for page, words, number in below
        ]
        navigation = press_navigation("", label=self.label("Browse"), kind="press-choices")
        navigation += bullets("", entries)
        return navigation

    def _parents(self, sheet: Sheet) -> list[tuple[str, str]]:
        shelf, prefix = sheet.shelf, sheet.collection.prefix
        trail = []
        if shelf.kind != "archive":
            trail.append((f"{prefix}archive/index", self.label("Archive")))
        if shelf.kind == "month":
            year = shelf.term.partition("/")[0]
            trail.append((f"{prefix}archive/{year}", year))
        if shelf.kind in BY_TERM:
            trail.append((f"{prefix}{shelf.kind}/index", self.label(names.INDEXES[shelf.kind])))
        return trail

    # -- all terms of a kind -------------------------------------------------------------------

    def _index(self, collection: Collection, kind: Kind) -> Output | None:
        page = f"{collection.prefix}{kind}/index"
        terms = [
            (shelf.page, names.term(self.env, kind, shelf.term), len(shelf.docnames))
            for shelf in collection.of_kind(kind)
        ]
        title = names.index_title(self.env, kind, collection)
        parents = [(f"{collection.prefix}archive/index", self.label("Archive"))]
        content = partial(self._terms, page, terms)
        return self._output(page, tuple(terms), title, content, parents)

    def _terms(self, here: str, terms: Sequence[tuple[str, str, int]]) -> list[nodes.Node]:
        return [self._choices(here, terms)] if terms else []


def nodes_text(words: str) -> str:
    """Escape a text for the places of a page where Sphinx expects HTML."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def setup(app: Sphinx) -> None:
    """Join the outputs."""
    app.connect(EVENT, on_press_outputs)
