"""The index that a visitor's search reads, and the list of releases that it is narrowed by.

A browser reads little of it: words that begin alike, and the texts of releases that it shows. The
list stands for filters and orders of Pagefind's own, which are three times as large.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from ..blocks.block import site_language
from . import pagefind, workers
from .pagefind import FOLDER, chosen
from .pagefind_files import Page, Section, read, write
from .publication import BASIS, MEANWHILE, Bundle, File
from .search_marks import IGNORED, Marks, marked, marks, primary, searchable, terms
from .search_parts import Block, Part, forget, names_of, shared_out, together

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .publication import Publication

LIST = f"{FOLDER}releases.json"
_BLANK = '<html><article class="press-release"><img src="a" alt="a">a</article></html>'
"""A page that has a word and a picture, which Pagefind notes."""

Row = tuple[str, tuple[tuple[str, str], ...]]
"""A release in the list: the part that it is in, and its terms with the names of their filters."""


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Bundle]:
    """Give the index and the list; made when a release's page, or what is said of it, changes."""
    builder, env = publication.builder, publication.env
    folder = Path(builder.doctreedir, f"press-{builder.name}-search")
    releases = searchable(env) if chosen(app.config) else {}
    if not releases:
        forget(folder, ())
        return []
    language = site_language(env)
    found = {docname: marks(release, language) for docname, release in releases.items()}
    stamps = {docname: (publication.digests[docname], *of.told) for docname, of in found.items()}
    version = app.extensions["sphinx_pressroom"].version
    basis = (version, pagefind.version(), IGNORED, builder.out_suffix)
    names = names_of({docname: of.when for docname, of in found.items()})
    parts = shared_out(folder, basis, stamps, names, partial(_asked, publication, found))
    forget(folder, parts)
    languages = {primary(of.language) for of in found.values()}

    def rows() -> list[Row]:
        return [(names[name][0], terms(one, language)) for name, one in releases.items()]

    return [
        Bundle(LIST, (builder.room, list(releases)), lambda: {LIST: listed(rows())}),
        *_bundles(publication, folder, parts, languages),
    ]


def on_press_basis(app: Sphinx) -> str:
    """Tell which version of Pagefind makes the index."""
    return pagefind.version() if chosen(app.config) else ""


def _bundles(
    publication: Publication, folder: Path, parts: Sequence[Part], languages: Collection[str]
) -> list[Bundle]:
    def index() -> dict[str, File]:
        workers.learn(publication.builder, [part for part in parts if not part.is_known])
        return _inside(joined(together(folder, parts), languages))

    return [
        # asks about all parts at once, before their texts are written
        Bundle(FOLDER, [part.digest for part in parts], index),
        *(_texts(part, block) for part in parts for block in part.blocks),
    ]


def _texts(part: Part, block: Block) -> Bundle:
    """Give the texts of a block, which are numbered in its part."""
    inputs = (part.name, part.begins[block.name], block.digest)
    make = partial(_fragments, part, block)
    return Bundle(f"{FOLDER}fragment/{part.name}/{block.name}", inputs, make, apart=True)


def _fragments(part: Part, block: Block) -> dict[str, File]:
    return _inside(part.fragments(block))


def _inside(files: Mapping[str, File]) -> dict[str, File]:
    return {f"{FOLDER}{path}": file for path, file in files.items()}


def _asked(
    publication: Publication, found: Mapping[str, Marks], docnames: Collection[str]
) -> dict[str, Page | None]:
    """Ask Pagefind what it knows of releases; it knows nothing of one without a word."""
    builder = publication.builder
    paths = {docname: builder.page_path(docname) for docname in docnames}
    pages = (
        (path, marked(publication.html(docname), found[docname])) for docname, path in paths.items()
    )
    # Pagefind fails where no page has a word, and numbers what pages say by what any page says.
    languages = sorted({primary(found[docname].language) for docname in docnames})
    blanks = dict(_blank(language, builder.out_suffix) for language in languages)
    try:
        told = dict(read(pagefind.index(chain(blanks.items(), pages))))
    except (KeyError, ValueError) as error:
        raise _unknown(error) from error
    known = {docname: told.pop(_address(path), None) for docname, path in paths.items()}
    if strange := told.keys() - set(map(_address, blanks)):
        raise _unknown(min(strange))
    return known


def _unknown(what: object) -> ExtensionError:
    return ExtensionError(
        f"the index of {pagefind.version()} is not known here ({what}): "
        "install sphinx-pressroom[search], or set press_search = 'sphinx'"
    )


def _blank(language: str, suffix: str) -> tuple[str, str]:
    """Make a page of a language, by its path."""
    return f"press-{language}{suffix}", marked(_BLANK, Marks("", language, None, language))


def _address(path: str) -> str:
    """Give a page's address as Pagefind does."""
    folder, _, name = f"/{path}".rpartition("/")
    return f"{folder}/" if name == "index.html" else f"/{path}"


def joined(known: Mapping[str, Section], languages: Iterable[str]) -> dict[str, File]:
    """Make the index of each language from what is known, with Pagefind's programs."""
    sections = {language: known.get(language, Section([], {})) for language in sorted(languages)}
    return write(pagefind.index(_blank(language, ".html") for language in sections), sections)


def listed(rows: Collection[Row]) -> bytes:
    """List releases in the order of their dates: of each its part, and its terms of each filter.

    In a part releases are numbered in the same order. A term is given by its place among all those
    of its filter, the most frequent of which come first. A number stands for as many more of what
    is before it.
    """
    parts = _runs(part for part, _ in rows)
    own: dict[str, list[list[str]]] = {name: [] for _, given in rows for name, _ in given}
    for _, given in rows:
        for found in own.values():
            found.append([])
        for name, term in given:
            if term not in own[name][-1]:
                own[name][-1].append(term)
    filters = {name: _filter(own[name]) for name in sorted(own)}
    content = {"parts": parts, "filters": filters}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _filter(releases: Collection[list[str]]) -> dict[str, object]:
    """Write a filter: all terms, and those that each release has."""
    counts = Counter(term for terms in releases for term in terms)
    order = sorted(counts, key=lambda term: (-counts[term], term))
    places = {term: place for place, term in enumerate(order)}
    return {"terms": order, "releases": _runs([places[term] for term in own] for own in releases)}


def _runs(values: Iterable[object]) -> list[object]:
    """Write a value once where it follows itself, and how often more."""
    found: list[object] = []
    for value, alike in groupby(values):
        found.append(value)
        if more := sum(1 for _ in alike) - 1:
            found.append(more)
    return found


def setup(app: Sphinx) -> None:
    """Join the outputs."""
    app.connect(MEANWHILE, on_press_outputs)
    app.connect(BASIS, on_press_basis)
