"""The tree for builders that make one book of all documents: the releases by year, newest first.

On the web, releases need no table of contents that names them, and none is made: the archive pages
are there. A book needs one, so the first document gets it, hidden, when such a builder reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ..blocks.block import site_language
from ..domain import press_domain
from ..labels import N_, labels
from .shelves import collections

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SEPARATE = (
    *("html", "dirhtml", "press-pdf", "text", "xml", "pseudoxml", "json", "pickle"),
    *("gettext", "linkcheck", "changes", "dummy", "doctest", "coverage"),
)
"""Builders that take each document for itself."""

WITHDRAWN = N_("Withdrawn")
Branches = tuple[tuple[str, tuple[str, ...]], ...]
"""Years, and the releases of each; then those without a date, and those withdrawn."""


def branches(env: BuildEnvironment) -> Branches:
    """Give the releases by year, then those without a date.

    Those withdrawn stand last: links of a book have to lead somewhere.
    """
    whole = collections(env)[0]
    years = [(shelf.term, shelf.docnames) for shelf in whole.of_kind("year")]
    dated = {docname for _, docnames in years for docname in docnames}
    rest = tuple(docname for docname in whole.docnames if docname not in dated)
    domain = press_domain(env)
    gone = tuple(sorted(domain.releases.keys() - domain.listed.keys()))
    title = labels(site_language(env))(WITHDRAWN)
    return (*years, *([("", rest)] if rest else []), *([(title, gone)] if gone else []))


class AddTree(SphinxTransform):
    """Put the tree into the first document."""

    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        """Add one hidden table of contents for each year, without what the document names."""
        tree = press_domain(self.env).tree
        if not tree or self.env.docname != self.config.root_doc:
            return
        named = {
            name
            for toctree in self.document.findall(addnodes.toctree)
            for name in toctree["includefiles"]
        }
        place: nodes.Element = next(self.document.findall(nodes.section), self.document)
        for year, docnames in tree:
            left = [docname for docname in docnames if docname not in named]
            if left:
                place += _toctree(self.env.docname, year, left)


def _toctree(here: str, year: str, docnames: list[str]) -> nodes.compound:
    made = addnodes.toctree(
        parent=here,
        entries=[(None, docname) for docname in docnames],
        includefiles=docnames,
        maxdepth=1,
        caption=year or None,
        rawcaption=year,
        glob=False,
        hidden=True,
        includehidden=False,
        numbered=0,
        titlesonly=True,
    )
    return nodes.compound("", made, classes=["toctree-wrapper"])


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Read the first document again when its tree is another: new releases, or another builder."""
    tree = () if app.builder.name in SEPARATE else branches(env)
    return [env.config.root_doc] if press_domain(env).note_tree(tree) else []


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Let a release stand in no table of contents without a warning."""
    if app.env.docname in press_domain(app.env).releases:
        app.env.metadata[app.env.docname].setdefault("orphan", True)


def setup(app: Sphinx) -> None:
    """Register the tree."""
    app.add_transform(AddTree)
    app.connect("env-get-outdated", on_env_get_outdated, priority=700)
    app.connect("doctree-read", on_doctree_read, priority=900)
