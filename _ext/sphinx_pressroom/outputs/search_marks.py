"""What the search knows of a release: its text, what it shows of it, and terms to narrow it by.

The marks go into the copy of the page that Pagefind is given, so that the published page stays free
of them, whatever its theme and search.
"""

from __future__ import annotations

import re
from datetime import date
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from ..domain import press_domain
from ..labels import moment
from ..records import Release
from . import web

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

IGNORED = (".headerlink", ".no-search")
"""Selectors of what is no text of a release."""
_ARTICLE = re.compile(r'<article class="press-release"')
_MARKED = re.compile(r"<[^<>]*\sdata-pagefind-[^<>]*>", re.IGNORECASE)
_MARK = re.compile(r"data-pagefind-(?=(?:default-)?(?:meta|filter|sort)\b)", re.IGNORECASE)
_APOSTROPHE = re.compile(r"(?<=\w)’(?=(?:<[^>]*>)*\w)")


def searchable(env: BuildEnvironment) -> dict[str, Release]:
    """Give the releases that a search may find, the oldest first, and those without a date before.

    They are all but those whose front matter forbids it.
    """
    return press_domain(env).derive(_searchable)


def _searchable(env: BuildEnvironment) -> dict[str, Release]:
    releases, moments = press_domain(env).releases, press_domain(env).moments
    found = [docname for docname in releases if web.may_be_found(env, docname)]
    return {name: releases[name] for name in sorted(found, key=lambda name: (moments[name], name))}


class Marks(NamedTuple):
    """What a search shows of a release."""

    title: str
    language: str
    """BCP 47; the index is made for its first part, ``fr`` of ``fr-CA``."""
    when: date | None
    site_language: str

    @property
    def date(self) -> str:
        """Give the date as readers see it, in the site's language."""
        return moment(self.when, self.site_language) if self.when else ""

    @property
    def told(self) -> tuple[str, ...]:
        """What Pagefind is told beside the page, or what that follows from."""
        return self.title, self.language, repr(self.when), self.site_language


def marks(release: Release, site_language: str) -> Marks:
    """Tell what a search has to know of a release."""
    language = release.language or site_language
    return Marks(release.title, language, release.date, site_language)


def terms(release: Release, site_language: str) -> tuple[tuple[str, str], ...]:
    """Give the terms by which a search finds a release, with the names of their filters."""
    language = release.language or site_language
    found = [("language", primary(language)), ("type", release.type or "release")]
    if release.date:
        found.append(("year", str(release.date.year)))
    found += [("category", name) for name in release.categories]
    found += [("tag", name) for name in release.tags]
    return tuple(found)


def primary(language: str) -> str:
    """Give the language of a tag without its country or script."""
    return language.split("-", maxsplit=1)[0].lower()


def marked(page: str, of: Marks) -> str:
    """Give Pagefind the article of a page, with its language, and what to show of it."""
    article = _article(page)
    if "data-pagefind-" in article.lower():  # of a text or a template: what else it might say
        article = _MARKED.sub(lambda tag: _MARK.sub("data-", tag[0]), article)
    tag, _, rest = article.partition(">")
    values = {"title": of.title, "language": of.language, "date": of.date}
    spans = "".join(_span(name, value) for name, value in values.items())
    # Pagefind finds "eau" in l'eau, and in l’eau nothing; the script puts the typographic one back.
    rest = _APOSTROPHE.sub("'", rest)
    start = f'<html lang="{escape(primary(of.language))}">{tag}'
    return f"{start} data-pagefind-body>{spans}{rest}</article></html>"


def _article(page: str) -> str:
    """Cut the article out of a page, up to its end tag."""
    found = _ARTICLE.search(page)
    if not found:
        raise ValueError("a release's page without its article")
    return page[found.start() : page.rindex("</article>")]


def _span(name: str, value: str) -> str:
    """Write a mark; the value stands in an attribute of its own, where a comma is a comma."""
    return f'<span hidden data-pagefind-meta="{name}[data-v]" data-v="{escape(value)}"></span>'
