"""The sitemap (sitemaps.org, 0.9): every page that search engines may show, and when it changed.

Only of releases is it known when they last changed in a way that matters; other documents say
nothing. Sitemaps hold absolute addresses, so there is none without ``html_baseurl``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ..collection.shelves import collections
from ..domain import press_domain
from ..records.release import instant
from . import web
from .publication import MEANWHILE, Bundle, File, Publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NAME = "sitemap.xml"
MOST_ADDRESSES = 50_000
MOST_BYTES = 50 * 1024 * 1024
"""Of one file, as the protocol sets them."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_AROUND = 200
"""Bytes of a file beside its addresses, at most."""


def pages(env: BuildEnvironment) -> dict[str, date | None]:
    """Give the pages that search engines may show, by name, and when each last changed."""
    releases = press_domain(env).releases
    changed = {docname: web.last_change(release) for docname, release in releases.items()}
    moments = {docname: instant(when) for docname, when in changed.items()}
    found: dict[str, date | None] = {}
    for collection in collections(env):
        for shelf in collection.shelves:
            last = max(shelf.docnames, key=moments.__getitem__, default="")
            found[shelf.page] = changed.get(last)
    for docname in env.found_docs:
        if web.may_be_found(env, docname):
            found[docname] = changed.get(docname)
        else:
            found.pop(docname, None)
    return found


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Bundle]:
    """Give the sitemap, made when a release changes or another document comes or goes."""
    if not web.base(publication.config) or publication.config.press_preview:
        return []
    named = sorted(filter(partial(web.may_be_found, publication.env), publication.env.found_docs))
    inputs, make = (publication.builder.room, named), partial(_files, publication)
    return [Bundle(NAME, inputs, make)]


def _files(publication: Publication) -> dict[str, File]:
    """Give the sitemap, or its parts and their index."""
    base = web.base(publication.config)
    found = {web.address(publication, page): when for page, when in pages(publication.env).items()}
    entries = [_entry("url", address, found[address]) for address in sorted(found)]
    parts = list(_parts(entries, MOST_ADDRESSES, MOST_BYTES))
    if len(parts) == 1:
        return {NAME: _written("urlset", parts[0])}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = [_entry("sitemap", f"{base}{name}", None) for name in names]
    files = {name: _written("urlset", part) for name, part in zip(names, parts, strict=True)}
    return {NAME: _written("sitemapindex", index), **files}


def _entry(tag: str, address: str, when: date | None) -> str:
    changed = f"<lastmod>{_moment(when)}</lastmod>" if when else ""
    return f"<{tag}><loc>{escape(address)}</loc>{changed}</{tag}>\n"


def _moment(when: date) -> str:
    return web.moment(when).isoformat() if isinstance(when, datetime) else when.isoformat()


def _parts(entries: Iterable[str], most: int, most_bytes: int) -> Iterator[list[str]]:
    """Cut entries into files that hold at most so many, and so many bytes; at least one file."""
    part: list[str] = []
    size = _AROUND
    for entry in entries:
        length = len(entry.encode())
        if part and (len(part) == most or size + length > most_bytes):
            yield part
            part, size = [], _AROUND
        part.append(entry)
        size += length
    yield part


def _written(tag: str, entries: Sequence[str]) -> bytes:
    return f'{_HEAD}<{tag} xmlns="{_SPACE}">\n{"".join(entries)}</{tag}>\n'.encode()


def setup(app: Sphinx) -> None:
    """Join the outputs."""
    app.connect(MEANWHILE, on_press_outputs)
