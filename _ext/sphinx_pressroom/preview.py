"""Previews: drafts and embargoed releases, for those who approve them, never beside the public.

``press_preview = True`` or ``-t preview`` builds everything. Each page and each sheet of paper says
that it is not for the public, pages ask not to be indexed, nothing is made for machines, and no
output folder or cache ever holds both a preview and a public build.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from sphinx.util import logging

from . import labels
from .blocks.block import page_language
from .domain import press_domain
from .problems import Subtype
from .standing import Kind, Standing

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from .records import Release

logger = logging.getLogger(__name__)

TAG = "preview"
MARK = "press-preview"
"""The file that says of a folder that what lies in it is a preview."""
HEAD = (
    '<meta name="robots" content="noindex, nofollow, noarchive">\n'
    '<meta name="referrer" content="no-referrer">\n'
)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Take the tag for the setting."""
    config.press_preview = bool(config.press_preview) or TAG in app.tags


def on_builder_inited(app: Sphinx) -> None:
    """Keep previews and public builds apart.

    It ends the build itself: Sphinx prints each of its own errors with a traceback.
    """
    is_preview = bool(app.config.press_preview)
    doctrees, out = Path(app.doctreedir), Path(app.outdir)
    cached = (doctrees / "environment.pickle").is_file()
    filled = any(entry != doctrees for entry in out.iterdir())
    for folder, used, option in ((doctrees, cached, "with -d"), (out, filled, "as output")):
        marked = (folder / MARK).is_file()
        if is_preview and used and not marked:
            _end(
                f"this is a preview, and '{folder.name}' holds a public build; "
                f"give a folder of its own {option}, or empty this one"
            )
        if marked and not is_preview:
            _end(
                f"'{folder.name}' holds a preview, which is not for the public; "
                f"give another folder {option}, or empty this one"
            )
    if is_preview:
        for folder in (doctrees, out):
            (folder / MARK).write_text("Not for the public.\n", "utf-8")


def _end(message: str) -> NoReturn:
    logger.error("%s", message, type="press", subtype=Subtype.SETTING.code)
    raise SystemExit(2)


# -- what is said ------------------------------------------------------------------------------


def words(standing: Standing | None, release: Release | None, language: str) -> str:
    """Say what a page is, beginning with what holds its release back."""
    label = labels.labels(language)
    if standing is None:
        return label("Preview – not for the public")
    if standing.kind is Kind.DRAFT:
        return label("Draft – not for the public")
    if standing.until is None:
        return label("Held back, since its status or embargo cannot be read – not for the public")
    when = moment(_as_written(standing.until, release), language)
    return label("Embargoed until {moment} – not for the public").format(moment=when)


def said(env: BuildEnvironment, docname: str) -> str:
    """Say what a page of a preview is, in its release's language or the site's."""
    domain = press_domain(env)
    release = domain.releases.get(docname)
    return words(domain.withheld.standings.get(docname), release, page_language(env, docname))


def _as_written(until: float, release: Release | None) -> datetime:
    """Give the end of an embargo in the zone in which the release has it, else in UTC."""
    embargo = release.embargo if release else None
    if embargo and embargo.until.timestamp() == until:
        return embargo.until
    return datetime.fromtimestamp(until, UTC)


def moment(when: datetime, language: str) -> str:
    """Write a time in its own zone, and in UTC beside it."""
    offset = when.strftime("%z")
    utc = when.astimezone(UTC)
    there = utc if utc.date() != when.date() else None
    beside = labels.moment(there, language) if there else labels.clock(utc, language)
    if int(offset) == 0:
        return f"{labels.moment(when, language)} UTC"
    return f"{labels.moment(when, language)} (UTC{offset[:3]}:{offset[3:5]}), {beside} UTC"


def marked(page: bytes, banner: str) -> bytes:
    """Put a banner on a page of any theme, once, and ask machines to stay away from it."""
    if b'class="press-preview"' in page:
        return page
    said = f'\n<div class="press-preview" role="note">{escape(banner)}</div>'
    for tag, more in ((b"head", HEAD), (b"body", said)):
        pattern = re.compile(rb"<%b(?:\s[^>]*)?>" % tag)
        page = pattern.sub(lambda found, more=more: found[0] + more.encode(), page, count=1)  # type: ignore[misc]
    return page


def on_html_page_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Name no public address for a preview's page."""
    if app.config.press_preview:
        context["pageurl"] = None


def setup(app: Sphinx) -> None:
    """Connect what keeps previews apart."""
    app.connect("config-inited", on_config_inited, priority=100)
    app.connect("builder-inited", on_builder_inited, priority=100)
    app.connect("html-page-context", on_html_page_context, priority=900)
