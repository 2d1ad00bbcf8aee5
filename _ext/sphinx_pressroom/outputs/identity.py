"""What a release is known by for ever, to readers of feeds and to machines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from ..domain import press_domain
from ..records import Release
from .web import host

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def permanent(base: str, identity: str) -> str:
    """Give the name, as a URN, of what has an identity at a site."""
    return uuid5(NAMESPACE_URL, f"{host(base)}/{identity}").urn


def identities(env: BuildEnvironment) -> dict[str, str]:
    """Give each release's identity by docname: its id, its first old address, or its docname.

    No two have the same: the one that says it most clearly keeps it, then the older one.
    """
    return press_domain(env).derive(_identities)


def _identities(env: BuildEnvironment) -> dict[str, str]:
    domain = press_domain(env)
    releases = domain.releases

    def rank(docname: str) -> tuple[object, ...]:
        one = releases[docname]
        return (not one.id, not one.aliases, *domain.oldest_first(docname))

    found: dict[str, str] = {}
    taken: set[str] = set()
    for docname in sorted(releases, key=rank):
        names = _names(env.config, docname, releases[docname])
        found[docname] = next(name for name in names if name not in taken)
        taken.add(found[docname])
    return found


def _names(config: Config, docname: str, release: Release) -> Iterator[str]:
    if release.id:
        yield release.id
    for alias in release.aliases:
        yield _plain(config, alias.text)
    yield _plain(config, docname)
    yield docname
    yield from (f"{docname}#{number}" for number in count(2))


def _plain(config: Config, path: str) -> str:
    """Name a page by its address, so that a docname is the same as its page's old address."""
    path = path.rstrip("/")
    for suffix in (config.html_file_suffix or ".html", ".html", ".htm"):
        path = path.removesuffix(suffix)
    return path.removesuffix("/index")
