"""Atom feeds (RFC 4287): all releases, each category, and each collection.

A feed needs absolute addresses, so there are none without ``html_baseurl``; nor is there one
without a dated release, since it has to say when it last changed and no build's clock may say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from markupsafe import Markup

from ..blocks.block import page_language, site_language
from ..collection.forms import plain
from ..collection.selection import selections, would_hold
from ..collection.shelves import Shelf, collections
from ..domain import press_domain
from ..labels import labels
from . import web
from .article import Article, article
from .atom import Entry, Tomb, atom, writable
from .identity import identities, permanent
from .publication import MEANWHILE, Output, Publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..records import Withdrawal

NAME = "feed.xml"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that there is."""

    path: str
    """In the output folder."""
    title: str
    page: str
    """The name of the page that shows the same releases."""
    docnames: tuple[str, ...]
    """Its releases, newest first; all have a date."""
    withdrawn: tuple[str, ...]
    """Releases that it would have, and that were withdrawn on a day that they tell."""


# -- which feeds there are -----------------------------------------------------------------------


def feeds(env: BuildEnvironment) -> tuple[Feed, ...]:
    """List the feeds of a publication: all releases, each category, then each collection."""
    return press_domain(env).derive(_feeds)


def links(env: BuildEnvironment, pagename: str) -> list[tuple[str, str]]:
    """Give title and address, quoted and from the output's root, of the feeds a page announces.

    All pages announce all releases; pages of a collection or of a category, these too.
    """
    return [
        (feed.title, quote(feed.path))
        for feed in feeds(env)
        if f"{pagename}/".startswith(feed.path.removesuffix(NAME))
    ]


def _feeds(env: BuildEnvironment) -> tuple[Feed, ...]:
    wanted = web.base(env.config) and not env.config.press_preview
    return tuple(_all(env)) if wanted else ()


def _all(env: BuildEnvironment) -> Iterator[Feed]:
    title = env.config.html_title or env.config.project
    room = Markup(title).striptags()  # noqa: S704  (tags are taken out, as templates do)
    within = labels(site_language(env))("{room}: {part}")
    for collection in collections(env):
        part = collection.title or collection.name
        title = within.format(room=room, part=part) if part else room
        for shelf in collection.of_kind("archive"):
            gone = withdrawn(env, collection=collection.name)
            yield from _feed(env, f"{collection.prefix}{NAME}", title, shelf, gone)
        for shelf in () if collection.name else collection.of_kind("category"):
            title = within.format(room=room, part=shelf.term)
            gone = withdrawn(env, category=shelf.term)
            yield from _feed(env, f"{shelf.page}/{NAME}", title, shelf, gone)


def _feed(
    env: BuildEnvironment, path: str, title: str, shelf: Shelf, gone: Iterable[str]
) -> Iterator[Feed]:
    domain = press_domain(env)
    releases = domain.releases
    most = max(0, env.config.press_feed_entries or 0)
    dated = tuple(islice((name for name in shelf.docnames if releases[name].date), most))
    held = {*sorted([*dated, *gone], key=domain.newest_first)[:most]}
    if dated:
        tombs = tuple(docname for docname in gone if docname in held)
        yield Feed(path, title, shelf.page, dated, tombs)


def withdrawn(env: BuildEnvironment, collection: str = "", category: str = "") -> list[str]:
    """Name dated releases, of a collection or a category, that were withdrawn and say when."""
    domain = press_domain(env)
    found = []
    for docname in sorted(domain.releases.keys() - domain.listed.keys()):
        release = domain.releases[docname]
        if not (release.date and release.withdrawn and release.withdrawn.at):
            continue
        if category and category not in release.categories:
            continue
        if not collection or would_hold(selections(env)[collection][1], env, docname):
            found.append(docname)
    return found


# -- what is in them -----------------------------------------------------------------------------


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Output]:
    """Give all feeds."""
    names = identities(publication.env)

    @cache  # a release stands in several feeds
    def read(docname: str) -> Article:
        return article(publication.html(docname), web.address(publication, docname))

    outputs = []
    for feed in feeds(publication.env):
        entries = tuple(_entry(publication, docname, names[docname]) for docname in feed.docnames)
        about = _about(publication, feed)
        tombs = tuple(_tomb(publication, docname, names[docname]) for docname in feed.withdrawn)
        make = partial(atom, about, entries, tombs, read)
        inputs = (tuple(about.items()), entries, tombs)
        outputs.append(Output(feed.path, inputs, make))
    return outputs


def _about(publication: Publication, feed: Feed) -> dict[str, str]:
    config = publication.config
    base = web.base(config)
    nameless = config.author in {"", config.values["author"].default}
    return {
        "title": writable(feed.title),
        "link": web.address(publication, feed.page),
        "description": "",
        "language": site_language(publication.env),
        "author_name": writable(str(config.project if nameless else config.author)),
        "feed_url": f"{base}{quote(feed.path)}",
        "feed_guid": permanent(base, feed.path),
    }


def _entry(publication: Publication, docname: str, identity: str) -> Entry:
    env = publication.env
    release = publication.domain.releases[docname]
    published = cast("date", release.date)  # others are in no feed
    language = page_language(env, docname)
    return Entry(
        docname,
        writable(release.title),
        web.address(publication, docname),
        permanent(web.base(env.config), identity),
        web.moment(published),
        web.moment(release.changed or published),
        None if language == site_language(env) else language,
        tuple(writable(category) for category in release.categories),
        publication.digests.get(docname, ""),
    )


def _tomb(publication: Publication, docname: str, identity: str) -> Tomb:
    gone = cast("Withdrawal", publication.domain.releases[docname].withdrawn)
    why = writable(plain(gone.explanation.text)) if gone.explanation else ""
    when = web.moment(cast("date", gone.at))  # others are in no feed
    return Tomb(permanent(web.base(publication.config), identity), when, why)


def on_html_page_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Tell templates the feeds that a page announces."""
    if getattr(app.builder, "press_archives", False):
        pathto = context["pathto"]
        found = links(app.env, pagename)
        context["press_feeds"] = [
            {"title": title, "link": pathto(path, 1)} for title, path in found
        ]


def setup(app: Sphinx) -> None:
    """Join the outputs, and connect the links to feeds."""
    app.connect(MEANWHILE, on_press_outputs)
    app.connect("html-page-context", on_html_page_context)
