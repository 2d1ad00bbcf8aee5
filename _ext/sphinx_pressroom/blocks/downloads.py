"""Downloads: files to take away, each with its true format, size and language."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote as quote_url
from urllib.parse import unquote, urlsplit

from docutils import nodes
from pydantic import TypeAdapter
from sphinx import addnodes
from sphinx.writers.html5 import HTML5Translator

from ..files import LocalFile, find, is_on_the_web
from ..labels import file_size, language_name
from ..records import Download, Release
from .block import (
    Block,
    BlockDirective,
    Page,
    bullets,
    lower_children,
    press_heading,
    register,
    spoken,
    tag_visitors,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_DOWNLOADS: TypeAdapter[tuple[Download, ...]] = TypeAdapter(tuple[Download, ...])


class press_downloads(Block):
    """A heading and a list of files."""

    tag = "section"


class press_download(addnodes.download_reference):
    """A link to a file; attribute ``language`` where it differs from the page's.

    ``beside`` marks one whose ``refuri`` leads to a file beside the page.
    """

    def lowered(self) -> list[nodes.Node]:
        """Become a link where the file has an address, else its words."""
        children = lower_children(self)
        if "refuri" in self:
            link = nodes.reference("", "", *children, refuri=self["refuri"])
            return [link, nodes.Text(f" ({self['refuri']})")]
        return [nodes.inline("", "", *children)]


def build(release: Release, page: Page) -> list[Block]:
    """Make the download list of a release."""
    return _build(release.downloads, page)


def _build(items: tuple[Download, ...], page: Page) -> list[Block]:
    if not items:
        return []
    block = press_downloads("")
    block += press_heading("", page.label("Downloads"))
    block += bullets("", [_item(item, page) for item in items])
    return [block]


def _item(item: Download, page: Page) -> list[nodes.Node]:
    address = item.url or (item.file if item.file and is_on_the_web(item.file) else None)
    file = find(page.env, page.docname, item.file) if item.file and not address else None
    words = _words(item, file, page)
    link: nodes.Node
    if file is not None:
        link = press_download("", "", *words, reftarget=f"/{file.path}", refdoc=page.docname)
        link["position"] = item.file.position if item.file else None
    elif address is not None:
        link = press_download("", "", *words, reftarget=address.text, refuri=address.text)
    else:
        link = nodes.inline("", "", *words)
    language = item.language or (file.language if file else None)
    if isinstance(link, press_download) and language and not _same(language, page.language):
        link["language"] = language
    offered: list[nodes.Node] = [nodes.paragraph("", "", link)]
    if item.description:
        words = page.markdown(item.description)
        offered.append(nodes.container("", *words, classes=["press-description"]))
    return offered


def _words(item: Download, file: LocalFile | None, page: Page) -> list[nodes.Node]:
    """Say that it is a download, of what, and how large it is (RGAA 13.3; DSFR's download line)."""
    title = item.title or _own_name(item)
    verb = page.label("Download")
    if not title.casefold().startswith(verb.casefold()):
        title = page.label("Download “{title}”").format(title=title)
    parts = [file.format, file_size(file.size, page.language)] if file else []
    language = item.language or (file.language if file else None)
    if language and not _same(language, page.language):
        parts.append(language_name(language, page.language))
    detail: list[nodes.Node] = [nodes.Text(" "), spoken("press-detail", f"({', '.join(parts)})")]
    return [nodes.inline("", title), *(detail if parts else [])]


def _same(language: str, other: str) -> bool:
    return language.split("-", maxsplit=1)[0].lower() == other.split("-", maxsplit=1)[0].lower()


def _own_name(item: Download) -> str:
    address = str(item.file or item.url)
    return posixpath.basename(unquote(urlsplit(address).path)) or address


class DownloadsDirective(BlockDirective):
    """``press:downloads``: files, as a YAML list in the shape of ``downloads``."""

    field = "downloads"

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Offer the front matter's files."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Offer the files that the directive lists."""
        return _build(self.values(_DOWNLOADS, "downloads") or (), page)


def visit_download(self: HTML5Translator, node: press_download) -> None:
    attributes = {"hreflang": node["language"]} if "language" in node else {}
    builder = self.builder
    if "refuri" in node:
        attributes["href"] = node["refuri"]
        if node.get("beside"):
            attributes["download"] = ""
    elif "filename" in node and builder.download_support:
        attributes["href"] = posixpath.join(builder.dlpath, quote_url(node["filename"]))
        attributes["download"] = ""
    if "href" not in attributes:
        self.body.append(self.starttag(node, "span", "", CLASS="press-download"))
        self.context.append("</span>")
        return
    self.body.append(self.starttag(node, "a", "", CLASS="press-download", **attributes))
    self.context.append("</a>")


def depart_download(self: HTML5Translator, node: press_download) -> None:
    self.body.append(self.context.pop())


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(
        app,
        "downloads",
        DownloadsDirective,
        (press_downloads, *tag_visitors("press-downloads")),
        (press_download, visit_download, depart_download),
    )
