"""References to archive pages: from tags and categories, and from links that name a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from ..blocks.block import page_link
from ..domain import Mentions, References, press_domain
from . import names
from .shelves import BY_TERM, collections, shelf_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def archive_page(env: BuildEnvironment, name: str) -> str | None:
    """Tell whether there is an archive page of a name, which may have a suffix; gives its name."""
    page = name.removesuffix(".md").removesuffix(".html").strip("/")
    return page if page in press_domain(env).derive(_titles) else None


def _titles(env: BuildEnvironment) -> dict[str, str]:
    """Give the titles of all archive pages, by name."""
    found: dict[str, str] = {}
    for one in collections(env):
        found.update((shelf.page, names.title(env, shelf, one)) for shelf in one.shelves)
        for kind in BY_TERM:
            found[f"{one.prefix}{kind}/index"] = names.index_title(env, kind, one)
    return found


def target_of(env: BuildEnvironment, docname: str, domain: str, kind: str, target: str) -> str:
    """Find the archive page that a reference means, or nothing."""
    if domain == "press" and kind != "page":
        shelf = shelf_of(env, kind, target) if kind in BY_TERM else None
        return shelf.page if shelf else ""
    return archive_page(env, target) or archive_page(env, docname_join(docname, target)) or ""


class LinkArchives(SphinxPostTransform):
    """Take links to archive pages from MyST, which knows documents alone and asks nobody."""

    default_priority = 8  # MyST resolves at 9

    def run(self, **kwargs: Any) -> None:
        """Make them references of the press domain."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node["reftype"] == "myst" and node.get("refdomain") != "doc":
                docname = str(node.get("refdoc", self.env.docname))
                page = target_of(self.env, docname, "", "myst", str(node["reftarget"]))
                if page:
                    node["refdomain"], node["reftype"], node["reftarget"] = "press", "page", page


def on_missing_reference(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.Node
) -> nodes.Node | None:
    """Link to an archive page; a term is just its words where there are no archive pages."""
    domain = str(node.get("refdomain") or "")
    if domain not in {"press", "std", "doc", ""}:
        return None
    docname = str(node.get("refdoc", env.docname))
    page = target_of(env, docname, domain, str(node["reftype"]), str(node["reftarget"]))
    if page and not node.get("refexplicit"):
        content = nodes.inline("", press_domain(env).derive(_titles)[page])
    if page and getattr(app.builder, "press_archives", False):
        return page_link(app.builder, docname, page, content)
    return content if page or domain == "press" else None


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Read again what names a document or file that has come or gone; MyST asks when it reads."""
    return [
        docname
        for docname, mentions in press_domain(env).mentions.items()
        if docname not in removed and _there(env, docname, mentions.references) != mentions.there
    ]


def _there(env: BuildEnvironment, docname: str, references: References) -> tuple[str, ...]:
    """Name the documents (by docname) and files (by path from ``/``) that references may mean."""
    found = []
    for name in sorted({name for one in references for name in _names(env, docname, one)}):
        if name in env.found_docs:
            found.append(name)
        if os.path.isfile(os.path.join(env.srcdir, name)):  # noqa: PTH113, PTH118 - any name is asked
            found.append(f"/{name}")
    return tuple(found)


def _names(env: BuildEnvironment, docname: str, reference: tuple[str, str, str]) -> Iterator[str]:
    """Give the documents or files, from the source folder, that a target may mean."""
    domain, _, target = reference
    if domain not in {"", "std", "doc"}:
        return
    path = target.partition("#")[0]
    suffixes = tuple(env.config.source_suffix)
    for written in (path, docname_join(docname, path)):
        name = written.lstrip("/")
        if name:
            suffix = next((end for end in suffixes if name.endswith(end)), "")
            yield from (name, *(name.removesuffix(suffix) + end for end in ("", *suffixes)))


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a document mentions of others."""
    references = {
        (str(node.get("refdomain") or ""), str(node["reftype"]), str(node["reftarget"]))
        for node in doctree.findall(addnodes.pending_xref)
    }
    references |= {
        ("", "download", str(node["reftarget"]))
        for node in doctree.findall(addnodes.download_reference)
    }
    pictures = {
        path
        for image in doctree.findall(nodes.image)
        for path in (image.get("candidates") or {}).values()
    }
    env, docname = app.env, app.env.docname
    named = tuple(sorted(references))
    mentions = Mentions(named, _there(env, docname, named), tuple(sorted(pictures)))
    press_domain(env).note_mentions(docname, mentions)


def setup(app: Sphinx) -> None:
    """Connect the noting and the resolving."""
    app.connect("env-get-outdated", on_env_get_outdated, priority=600)
    app.connect("doctree-read", on_doctree_read, priority=900)
    app.add_post_transform(LinkArchives)
    app.connect("missing-reference", on_missing_reference)
