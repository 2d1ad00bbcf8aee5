"""What archive pages are called, in the site's language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton

from ..blocks.block import site_language
from ..blocks.header import TYPES
from ..labels import N_, labels, language_name, locale, number
from .shelves import Collection, Kind, Shelf

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

INDEXES = {
    "category": N_("Categories"),
    "tag": N_("Tags"),
    "type": N_("Types"),
    "language": N_("Languages"),
}
"""Titles of the pages that list all terms of a kind."""

_TITLES = {
    "archive": N_("All releases"),
    "year": N_("Releases of {term}"),
    "month": N_("Releases of {term}"),
    "category": N_("Category: {term}"),
    "tag": N_("Tag: {term}"),
    "type": N_("Type: {term}"),
    "language": N_("Language: {term}"),
}


def term(env: BuildEnvironment, kind: Kind, written: str) -> str:
    """Name a term to readers: ``September 2026``, ``Media advisory``, ``French``."""
    language = site_language(env)
    if kind == "month":
        year, _, of_year = written.partition("/")
        first = date(int(year), int(of_year), 1)
        return format_skeleton("yMMMM", first, locale=locale(language))
    if kind == "type":
        return labels(language)(TYPES[written])
    return language_name(written, language) if kind == "language" else written


def month(env: BuildEnvironment, written: str) -> str:
    """Name a month without its year, as a heading: ``September``."""
    year, _, of_year = written.partition("/")
    first = date(int(year), int(of_year), 1)
    name = format_date(first, "LLLL", locale=locale(site_language(env)))
    return name[:1].upper() + name[1:]


def title(env: BuildEnvironment, shelf: Shelf, collection: Collection) -> str:
    """Name an archive page."""
    label = labels(site_language(env))
    words = label(_TITLES[shelf.kind]).format(term=term(env, shelf.kind, shelf.term))
    return _within(env, collection, words)


def index_title(env: BuildEnvironment, kind: Kind, collection: Collection) -> str:
    """Name the page that lists all terms of a kind."""
    return _within(env, collection, labels(site_language(env))(INDEXES[kind]))


def _within(env: BuildEnvironment, collection: Collection, words: str) -> str:
    if not collection.name:
        return words
    label = labels(site_language(env))
    return label("{collection} – {title}").format(collection=collection.title, title=words)


def count(env: BuildEnvironment, releases: int) -> str:
    """Say how many releases there are."""
    language = site_language(env)
    if releases == 1:
        return labels(language)("1 release")
    return labels(language)("{number} releases").format(number=number(releases, language))
