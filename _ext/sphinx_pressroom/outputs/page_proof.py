"""The proof on a release's page: the SHA-256 of its text and of each file that belongs to it.

It stands behind the article, whose text it is about, so that neither searches nor feeds take it in.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import escape

from ..blocks.block import page_language
from ..domain import press_domain
from ..labels import direction, labels
from ..proof.canonical import canonical, digest, encoded
from . import check_page
from .attachments import attachments, own
from .publication import INPUTS
from .verification import is_proved, text_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_END = "</article>"


def on_page_inputs(app: Sphinx, docname: str) -> str:
    """Let a page depend on the files whose digests it shows; PDFs say so themselves."""
    if docname not in press_domain(app.env).releases or not is_proved(app):
        return ""
    builder: Any = app.builder
    return repr(own(builder, docname))


def on_html_page_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Put the proof behind the article."""
    if pagename not in press_domain(app.env).releases or not is_proved(app):
        return
    head, end, rest = str(context.get("body", "")).rpartition(_END)
    if end:
        context["body"] = f"{head}{end}\n{_proof(app, pagename, f'{head}{end}')}{rest}"


def _proof(app: Sphinx, docname: str, body: str) -> str:
    builder: Any = app.builder
    language = page_language(app.env, docname)
    label = labels(language)
    path = text_path(builder, docname)
    text = quote(posixpath.basename(path))
    link = f'<a href="{text}">{escape(label("Text of this release"))}</a>'
    content = encoded(canonical(body))
    if path not in builder.door.kept:  # as a file of the site's own
        builder.texts[path] = builder.door.put(path, content)
    entries = [(link, digest(content))]
    files = dict.fromkeys((one.name, one.sha256) for one in attachments(builder, docname))
    entries += [(f"<bdi>{escape(name)}</bdi>", sha256) for name, sha256 in files]
    lines = "".join(f"<li>{what} <code>{sha256}</code></li>\n" for what, sha256 in entries)
    way = builder.get_relative_uri(docname, check_page.PAGE)
    turned = ' dir="rtl"' if direction(language) == "rtl" else ""
    return (
        f'<details class="press-proof no-search" lang="{escape(language)}"{turned}>\n'
        f"<summary>{escape(label('Check this release'))}</summary>\n"
        f"<p>{escape(label('SHA-256 of its text and of its files, as they were published.'))} "
        f'<a href="{escape(way)}">{escape(label("How to check"))}</a></p>\n'
        f"<ul>\n{lines}</ul>\n</details>\n"
    )


def setup(app: Sphinx) -> None:
    """Connect the proof, behind whoever else changes the text of a page."""
    app.connect(INPUTS, on_page_inputs)
    app.connect("html-page-context", on_html_page_context, priority=950)
