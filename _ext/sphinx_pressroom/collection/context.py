"""Where a page stands, in the words of Sphinx's templates: ``parents``, ``prev`` and ``next``.

So breadcrumb and neighbours appear in every theme that knows these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape

from ..blocks.block import page_language, site_language
from ..blocks.header import headline
from ..domain import press_domain
from ..labels import labels
from . import names
from .around import around
from .shelves import home

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def on_html_page_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Tell a release's page its neighbours in time and the archives that it stands in."""
    env = app.env
    found = around(env, pagename)
    if found is None:
        return
    pathto = context["pathto"]
    releases = press_domain(env).releases

    def link(docname: str | None) -> dict[str, str] | None:
        if docname is None:
            return None
        release = releases[docname]
        language = page_language(env, docname)
        words = escape(headline(release, language))
        return {"link": pathto(docname), "title": str(words), "lang": language}

    own = headline(releases[pagename], page_language(env, pagename))
    context["press_headline"] = str(escape(own))
    context["prev"], context["next"] = link(found.older), link(found.newer)
    if not getattr(app.builder, "press_archives", False):
        return
    prefix = home(env, pagename).prefix
    trail = [(f"{prefix}archive/index", labels(site_language(env))("Archive"))]
    date = releases[pagename].date
    if date and pagename in press_domain(env).listed:
        year, month = f"{date.year:04}", f"{date.year:04}/{date.month:02}"
        trail.append((f"{prefix}archive/{year}", year))
        trail.append((f"{prefix}archive/{month}", names.month(env, month)))
    context["parents"] = [{"link": pathto(page), "title": words} for page, words in trail]


def setup(app: Sphinx) -> None:
    """Connect the context."""
    app.connect("html-page-context", on_html_page_context)
