"""Archive pages: all releases, by year and month, by category, tag, type and language.

Plain pages with plain links, which need no JavaScript. They show what the directive ``releases``
shows, rendered by the builder's own translator, so that they look alike in every theme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from markupsafe import escape

from .. import clock
from ..blocks.block import line, page_link, site_language
from ..collection import listing, names
from ..collection.choices import choices
from ..collection.kept_lines import Kept
from ..collection.shelves import BY_TERM, Collection, Kind, Shelf, collections
from ..domain import press_domain
from ..labels import labels
from .feeds import links
from .navigation import sheet_links
from .publication import EVENT, INPUTS, Output, Publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .builder import NeverStale

LONG = 10
"""Pages of an archive, beyond which it is a long one."""


class Target(NamedTuple):
    """A page, what a link calls it, and how many releases stand there."""

    page: str
    words: str
    releases: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an archive."""

    name: str
    title: str
    parents: tuple[Target, ...]
    inputs: object
    content: Callable[[], list[nodes.Node]]
    beside: dict[str, Target] = field(default_factory=dict)
    """The pages before and after it, as ``prev`` and ``next``."""


class Sheet(NamedTuple):
    """So many releases of a shelf as stand on one page."""

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
    return f"{page.removesuffix('/index')}/page/{number}"


def index_name(collection: Collection, kind: Kind) -> str:
    """Name the page that lists all terms of a kind."""
    return f"{collection.prefix}{kind}/index"


def sheets(collection: Collection, shelf: Shelf, length: int) -> Iterator[Sheet]:
    """Cut a shelf into pages."""
    starts = cut(len(shelf.docnames), length)
    for number, (start, end) in enumerate(pairwise([*starts, len(shelf.docnames)]), 1):
        yield Sheet(collection, shelf, number, len(starts), shelf.docnames[start:end])


def cut(count: int, length: int) -> Sequence[int]:
    """Tell where each page of so many releases begins; also none have a page.

    A long archive is cut from its oldest release on: as one is added, the first page grows, from
    half the length to one and a half, and the others stay as they are.
    """
    if count <= LONG * length:
        return range(0, max(count, 1), length)
    half = (length + 1) // 2
    return [0, *range(half + (count - half) % length, count, length)]


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Output]:
    """Give all archive pages, but those whose name a document has."""
    builder: Any = publication.builder
    pages, documents = _Pages(publication.env, builder), publication.env.found_docs
    return [pages.output(name, page) for name, page in pages.named() if name not in documents]


class _Pages:
    """The archive pages of a publication."""

    def __init__(self, env: BuildEnvironment, builder: NeverStale) -> None:
        self.env, self.builder = env, builder
        self.language = site_language(env)
        self.label = labels(self.language)
        self.length = max(1, int(env.config.press_per_page))
        self.releases = press_domain(env).listed

    def named(self) -> Iterator[tuple[str, Callable[[], Page]]]:
        """Give the names of the pages of all collections, each with what makes the page."""
        for collection in collections(self.env):
            for shelf in collection.shelves:
                for sheet in sheets(collection, shelf, self.length):
                    yield sheet.page, partial(self._sheet, sheet)
            for kind in BY_TERM:
                yield index_name(collection, kind), partial(self._index, collection, kind)

    def output(self, name: str, page: Callable[[], Page]) -> Output:
        """Make the output of a page."""
        more = [found for found in self.builder.events.emit(INPUTS, name) if found]

        def inputs() -> object:
            made = page()
            beside = tuple(made.beside.items())
            return made.title, made.parents, beside, links(self.env, name), made.inputs, *more

        path = self.builder.page_path(name)
        return Output(path, inputs, lambda: self._render(page()), of_room=not more)

    def _render(self, page: Page) -> bytes:
        def link(target: Target) -> dict[str, str]:
            uri = self.builder.get_relative_uri(page.name, target.page)
            return {"link": uri, "title": str(escape(target.words))}

        section = nodes.section("", nodes.title("", page.title), *page.content(), ids=["archive"])
        context = {
            "title": str(escape(page.title)),
            "body": self.builder.render_body(page.name, [section]),
            "parents": [link(parent) for parent in page.parents],
            **{name: link(target) for name, target in page.beside.items()},
        }
        return self.builder.render_page(page.name, context, "page.html") or b""

    # -- one shelf -----------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet) -> Page:
        shelf, number = sheet.shelf, sheet.number
        title = names.title(self.env, shelf, sheet.collection)
        if number > 1:
            title = self.label("{title}, page {number}").format(title=title, number=number)
        below = self._below(sheet) if number == 1 else ()
        entries = listing.marks_of(self.env, sheet.docnames)
        return Page(
            sheet.page,
            title,
            self._parents(sheet),
            (number, sheet.of, len(shelf.docnames) if number == 1 else 0, entries, below),
            partial(self._content, sheet, below),
            self._beside(sheet),
        )

    def _beside(self, sheet: Sheet) -> dict[str, Target]:
        page, number = sheet.shelf.page, sheet.number
        found = {}
        if number > 1:
            found["prev"] = Target(sheet_name(page, number - 1), self.label("Previous page"))
        if number < sheet.of:
            found["next"] = Target(sheet_name(page, number + 1), self.label("Next page"))
        return found

    def _content(self, sheet: Sheet, below: tuple[Target, ...]) -> list[nodes.Node]:
        link = partial(page_link, self.builder, sheet.page)
        made: list[nodes.Node] = []
        if sheet.number == 1:
            made.append(line("press-count", names.count(self.env, len(sheet.shelf.docnames))))
        if below:
            made.append(choices(self.label("Browse"), below, link))
        made += listing.listing(
            [(name, self.releases[name]) for name in sheet.docnames],
            form="list",
            group="none" if sheet.shelf.kind in {"year", "month"} else "year",
            here=sheet.page,
            language=self.language,
            now=clock.now(self.env.config),
            link=link,
            kept=Kept.of(self.builder, sheet.page),
        )
        if sheet.of > 1:
            made.append(sheet_links(partial(sheet_name, sheet.shelf.page), sheet, self.label, link))
        return made

    def _below(self, sheet: Sheet) -> tuple[Target, ...]:
        """Name the archives that divide this one: years and lists of terms, or a year's months."""
        collection, shelf = sheet.collection, sheet.shelf
        if shelf.kind == "year":
            months = collection.of_kind("month")
            return tuple(
                Target(month.page, names.month(self.env, month.term), len(month.docnames))
                for month in months
                if month.term.startswith(f"{shelf.term}/")
            )
        if shelf.kind != "archive":
            return ()
        years = [
            Target(year.page, year.term, len(year.docnames)) for year in collection.of_kind("year")
        ]
        return (*years, *(self._terms(collection, kind) for kind in BY_TERM))

    def _terms(self, collection: Collection, kind: Kind) -> Target:
        words = self.label(names.INDEXES[kind])
        return Target(index_name(collection, kind), words, len(collection.of_kind(kind)))

    def _parents(self, sheet: Sheet) -> tuple[Target, ...]:
        shelf, collection = sheet.shelf, sheet.collection
        archive = Target(f"{collection.prefix}archive/index", self.label("Archive"))
        if shelf.kind == "month":
            year = shelf.term.partition("/")[0]
            return archive, Target(f"{collection.prefix}archive/{year}", year)
        if shelf.kind in BY_TERM:
            return archive, self._terms(collection, shelf.kind)._replace(releases=0)
        return () if shelf.kind == "archive" and sheet.number == 1 else (archive,)

    # -- all terms of a kind -------------------------------------------------------------------

    def _index(self, collection: Collection, kind: Kind) -> Page:
        name = index_name(collection, kind)
        terms = tuple(
            Target(shelf.page, names.term(self.env, kind, shelf.term), len(shelf.docnames))
            for shelf in collection.of_kind(kind)
        )
        title = names.index_title(self.env, kind, collection)
        parents = (Target(f"{collection.prefix}archive/index", self.label("Archive")),)
        content = partial(self._choices, title, terms, partial(page_link, self.builder, name))
        return Page(name, title, parents, terms, content)

    def _choices(
        self, title: str, terms: tuple[Target, ...], link: Callable[..., nodes.reference]
    ) -> list[nodes.Node]:
        return [choices(title, terms, link)] if terms else []


def setup(app: Sphinx) -> None:
    """Join the outputs."""
    app.connect(EVENT, on_press_outputs)
