"""The page that searches with Pagefind, in any theme; its script is ``press-search.js``."""

from __future__ import annotations

import hashlib
import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from ..blocks.block import site_language
from ..blocks.header import TYPES
from ..domain import press_domain
from ..labels import N_, labels, language_name
from .builder import NeverStale
from .pagefind import FOLDER, chosen
from .search_marks import primary, searchable

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

PAGE = "search"
STATIC = Path(__file__).parents[1] / "theme" / "pressroom" / "static"
SCRIPT, STYLES = "press-search.js", "press-search.css"
FILTERS = {
    "year": N_("Year"),
    "category": N_("Category"),
    "tag": N_("Tag"),
    "type": N_("Type"),
    "language": N_("Language"),
}
ORDERS = {"relevance": N_("Most relevant first"), "date": N_("Newest first")}
_MESSAGES = {
    "file": N_("Search needs a web server: browsers forbid it to pages opened from a file."),
    "failed": N_("Search does not work at the moment."),
}
_BODY = """\
<link rel="stylesheet" href="{styles}">
<section class="press-search" data-bundle="{bundle}" data-languages="{languages}"
  data-count="{count}" data-none="{none}" data-all="{all}">
<h1>{title}</h1>
{messages}
<noscript><p>{noscript}</p></noscript>
<form role="search" method="get" hidden>
<div class="press-search-query">
<label for="press-search-field">{label}</label>
<input type="search" id="press-search-field" name="q" autocomplete="off" autocapitalize="off"
  spellcheck="false">
<button type="submit">{title}</button>
</div>
<div class="press-search-filters" role="group" aria-label="{narrow}">
{filters}
<button type="button" class="press-search-clear" hidden>{clear}</button>
</div>
<div class="press-search-order" hidden>
<label for="press-search-order">{order}</label>
<select id="press-search-order" name="order">{orders}</select>
</div>
</form>
<p class="press-search-status" role="status"></p>
<ol class="press-search-results" hidden></ol>
<p><button type="button" class="press-search-more" hidden>{more}</button></p>
<nav class="press-search-archives" aria-label="{archive}">
<ul>
{archives}
</ul>
</nav>
</section>
<script defer blocking="render" src="{script}"></script>
"""


def search_body(env: BuildEnvironment, builder: Builder) -> str:
    """Make the body of the search page, with a heading, in the site's language."""
    language = site_language(env)
    label = labels(language)
    words = {
        "title": label("Search"),
        "label": label("Search the press releases"),
        "narrow": label("Narrow the search"),
        "clear": label("Clear filters"),
        "order": label("Order"),
        "more": label("More results"),
        "count": label("Results: {count}"),
        "none": label("No result"),
        "all": label("Show all ({count})"),
        "archive": label("Archive"),
        "noscript": label("Search needs JavaScript."),
        "bundle": _uri(builder, FOLDER),
        "languages": " ".join(_languages(env)),
        "styles": _asset(builder, STYLES),
        "script": _asset(builder, SCRIPT),
    }
    parts = {
        "messages": _messages(language),
        "filters": _filters(env, language),
        "orders": _orders(language),
        "archives": _archives(env, builder, language),
    }
    return _BODY.format(**{name: escape(text) for name, text in words.items()}, **parts)


def _languages(env: BuildEnvironment) -> list[str]:
    """List the languages of which there is an index, the site's first."""
    site = site_language(env)
    found = {primary(code) for code in {one.language or site for one in searchable(env).values()}}
    return sorted(found, key=lambda code: (code != primary(site), code))


def _uri(builder: Builder, path: str) -> str:
    """Give the way from the search page to a path in the output folder."""
    return relative_uri(builder.get_target_uri(PAGE), path)


def _asset(builder: Builder, name: str) -> str:
    """Give the way to a static file, with a mark that changes when it does."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]
    return f"{_uri(builder, f'_static/{name}')}?v={mark}"


def _messages(language: str) -> str:
    label = labels(language)
    return "\n".join(
        f'<p class="press-search-{name}" hidden>{escape(label(message))}</p>'
        for name, message in _MESSAGES.items()
    )


def _filters(env: BuildEnvironment, language: str) -> str:
    """Make the places of the filters, and say what terms that are codes mean."""
    label = labels(language)
    types = {code: label(name) for code, name in TYPES.items()}
    languages = {code: language_name(code, language) for code in _languages(env)}
    meanings = {"type": types, "language": languages}
    made = []
    for name, title in FILTERS.items():
        words = json.dumps(meanings.get(name, {}), ensure_ascii=False, sort_keys=True)
        shown = escape(label(title))
        made.append(
            f'<details data-filter="{name}" data-words="{escape(words)}" hidden>'
            f'<summary>{shown}</summary><div role="group" aria-label="{shown}"></div></details>'
        )
    return "\n".join(made)


def _orders(language: str) -> str:
    label = labels(language)
    return "".join(
        f'<option value="{name}">{escape(label(title))}</option>' for name, title in ORDERS.items()
    )


def _archives(env: BuildEnvironment, builder: Builder, language: str) -> str:
    """Link the archives, which need neither JavaScript nor a server."""
    label = labels(language)
    releases = press_domain(env).listed.values()
    links = [("archive/index", label("All releases"))]
    if any(release.categories for release in releases):
        links.append(("category/index", label("By category")))
    if any(release.tags for release in releases):
        links.append(("tag/index", label("By tag")))
    return "\n".join(
        f'<li><a href="{escape(builder.get_relative_uri(PAGE, page))}">{escape(words)}</a></li>'
        for page, words in links
    )


def on_builder_inited(app: Sphinx) -> None:
    """Take Sphinx's search out, and bring ours to all themes; a site's own files replace it."""
    if isinstance(app.builder, NeverStale) and chosen(app.config):
        app.builder.sphinx_search = False
        files = [str(STATIC / name) for name in (SCRIPT, STYLES)]
        app.config.html_static_path = [*files, *app.config.html_static_path]


def on_html_page_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> str | None:
    """Make the search page ours where Sphinx would write its own."""
    if template != f"{PAGE}.html" or not isinstance(app.builder, NeverStale):
        return None
    if not chosen(app.config):
        return None
    context["press_search_page"] = True
    context["title"] = labels(site_language(app.env))("Search")
    context["body"] = search_body(app.env, app.builder)
    return "page.html"


def setup(app: Sphinx) -> None:
    """Connect the page."""
    app.connect("builder-inited", on_builder_inited)
    app.connect("html-page-context", on_html_page_context)
