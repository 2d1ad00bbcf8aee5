"""What machines on the web ask for: absolute addresses, and moments that know their zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from ..records import Release
    from .builder import NeverStale
    from .publication import Publication


def host(whole: str) -> str:
    """Tell the host of an absolute address; nothing for any other."""
    try:
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""


def base(config: Config) -> str:
    """Give the site's address with a slash at its end, or nothing when it has no absolute one."""
    return _base(str(config.html_baseurl or ""))


@cache
def _base(given: str) -> str:
    return f"{given.rstrip('/')}/" if host(given) else ""


def may_be_found(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether a search may find a document: whether its metadata do not forbid it."""
    return {"nosearch", "no-search"}.isdisjoint(env.metadata.get(docname, ()))


def uri(builder: StandaloneHTMLBuilder, page: str) -> str:
    """Give a page's address from the publication's root, quoted; dirhtml leaves that undone."""
    return quote(builder.get_target_uri(page), safe="/%")


def beside(builder: NeverStale, docname: str, suffix: str) -> str:
    """Name a file of a document in the output folder: beside its page, or in the page's folder."""
    page = builder.page_path(docname)
    if page == f"{docname}/index.html":
        return f"{docname}/{docname.rpartition('/')[2]}{suffix}"
    return f"{docname}{suffix}"


def address(publication: Publication, page: str) -> str:
    """Give a page's absolute address, by docname or page name; needs an absolute base."""
    root, way = base(publication.config), uri(publication.builder, page)
    return urljoin(root, way) if "//" in way or "/." in f"/{way}" else f"{root}{way}"


def absolute(page: str, link: str) -> str:
    """Say a link as it stands on a page from anywhere else; one that is none stays what it is."""
    try:
        return urljoin(page, link.strip())
    except ValueError:
        return link


def last_change(release: Release) -> date | None:
    """Tell when a release last changed in a way that matters, or was withdrawn."""
    return release.changed or release.date


def moment(when: date) -> datetime:
    """Give a moment with its zone; a day counts from its midnight, a time without zone as UTC."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    return when if when.tzinfo else when.replace(tzinfo=UTC)
