"""Redirects: a small page at each old address of a release, which leads to where it is now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize
from urllib.parse import quote

from sphinx.util.osutil import relative_uri

from ..blocks.block import page_language
from ..collection.shelves import BY_TERM, collections
from ..domain import press_domain
from ..labels import direction
from ..problems import Problem, Subtype, report
from . import sitemap, web
from .archive import sheets
from .builder import NeverStale
from .feeds import feeds
from .publication import EVENT, Output, Publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..records import Located

LONGEST_NAME = 255
"""Bytes of a file's or folder's name that every file system takes."""
_FOLDERS = ("_static", "_images", "_downloads", "_sources", "_modules", "pagefind", ".pressroom")
_FILES = ("objects.inv", "searchindex.js", ".buildinfo", sitemap.NAME)


class Claims(NamedTuple):
    """What old addresses come to."""

    redirects: dict[str, str]
    """Docnames by the path, in the output folder, of the page that leads there."""
    problems: list[Problem]


def aliases(env: BuildEnvironment, builder: NeverStale) -> Claims:
    """Decide which old addresses lead to their release: those that nothing and nobody else has."""
    domain = press_domain(env)
    releases = domain.releases
    if not any(release.aliases for release in releases.values()):
        return Claims({}, [])
    claims = Claims({}, [])
    taken = _Taken(env, builder)

    for docname in sorted(releases, key=domain.oldest_first):
        for alias in releases[docname].aliases:
            path = _path(alias.text, builder)
            wrong = taken.against(path, docname)
            if wrong:
                claims.problems.append(_problem(alias, wrong))
            else:
                taken.add(path, docname, f"an old address of {env.doc2path(docname, base=False)}")
                claims.redirects[path] = docname
    return claims


def _path(alias: str, builder: NeverStale) -> str:
    """Tell which file a browser gets at an old address."""
    if alias.endswith("/"):
        return f"{alias}index.html"
    if alias.lower().endswith((".html", ".htm", builder.out_suffix)):
        return alias
    return _page(alias, builder)


def _page(name: str, builder: NeverStale) -> str:
    return builder.page_path(name)


def _problem(alias: Located, wrong: str) -> Problem:
    message = f"the old address '/{alias.text}' {wrong}; no page there leads to this release"
    return Problem(Subtype.ALIAS, message, alias.position)


class _Taken:
    """The files and folders that there are, as a file system that folds case would see them."""

    def __init__(self, env: BuildEnvironment, builder: NeverStale) -> None:
        self._files: dict[str, tuple[str, str]] = {}
        self._folders: dict[str, str] = {}
        for path, what in _own(env, builder):
            self.add(path, "", what)

    def add(self, path: str, docname: str, what: str) -> None:
        """Note a file, with the release that it leads to and words that say what it is."""
        key = _key(path)
        self._files.setdefault(key, (docname, what))
        for folder in _above(key):
            self._folders.setdefault(folder, what)

    def against(self, path: str, docname: str) -> str:
        """Say what keeps a release from having a page at a path; nothing if nothing does."""
        if any(len(name.encode()) > LONGEST_NAME for name in path.split("/")):
            return f"has a part longer than {LONGEST_NAME} bytes"
        key = _key(path)
        first = key.split("/", maxsplit=1)[0]
        if first in _FOLDERS:
            return f"lies in {first}/, which is the builder's own"
        owner, what = self._files.get(key, (docname, ""))
        if owner != docname:
            return f"is {what}"
        if key in self._folders:
            return f"would be a file where there is the folder of {self._folders[key]}"
        inside = next((self._files[one][1] for one in _above(key) if one in self._files), "")
        return f"would lie in a folder where there is {inside}" if inside else ""


def _key(path: str) -> str:
    return normalize("NFC", path.casefold())


def _above(path: str) -> list[str]:
    return [str(folder) for folder in PurePosixPath(path).parents][:-1]


def _own(env: BuildEnvironment, builder: NeverStale) -> Iterator[tuple[str, str]]:
    """Go through the files of a publication that are no redirect."""
    for docname in env.found_docs:
        yield _page(docname, builder), f"the address of {env.doc2path(docname, base=False)}"
    length = max(1, int(env.config.press_per_page or 1))
    names = ["search", "genindex", *env.config.html_additional_pages]
    for collection in collections(env):
        names += [f"{collection.prefix}{kind}/index" for kind in BY_TERM]
        for shelf in collection.shelves:
            names += [sheet.page for sheet in sheets(collection, shelf, length)]
    for name in names:
        yield _page(name, builder), f"the address of the page '{name}'"
    for path in (*_FILES, *(feed.path for feed in feeds(env))):
        yield path, f"the file '{path}'"


# -- events --------------------------------------------------------------------------------------


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Report the old addresses that lead nowhere, those alone that the last build has not seen."""
    if isinstance(app.builder, NeverStale):
        problems = aliases(env, app.builder).problems
        report(press_domain(env).unreported("aliases", problems))


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Output]:
    """Give the page of each old address; a preview has none."""
    if publication.config.press_preview:
        return []
    found = aliases(publication.env, publication.builder).redirects
    return [_output(publication, path, docname) for path, docname in sorted(found.items())]


def _output(publication: Publication, path: str, docname: str) -> Output:
    to = relative_uri(quote(path), web.uri(publication.builder, docname))
    whole = web.address(publication, docname) if web.base(publication.config) else to
    language = page_language(publication.env, docname)
    inputs = (publication.domain.releases[docname].title, to, whole, language)
    return Output(path, inputs, partial(_make, *inputs))


def _make(title: str, to: str, whole: str, language: str) -> bytes:
    name, link = escape(title), escape(to)
    return f"""<!DOCTYPE html>
<html lang="{escape(language)}" dir="{direction(language)}">
  <head>
    <meta charset="utf-8">
    <title>{name}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta http-equiv="refresh" content="0; url={link}">
    <link rel="canonical" href="{escape(whole)}">
  </head>
  <body>
    <p><a href="{link}">{name}</a></p>
  </body>
</html>
""".encode()


def setup(app: Sphinx) -> None:
    """Join the outputs, and connect the check of old addresses."""
    app.connect("env-updated", on_env_updated)
    app.connect(EVENT, on_press_outputs)
