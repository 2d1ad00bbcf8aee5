"""Discretion: what public pages and the log may not say of releases that are withheld.

A page may link to such a release, include its file, or name it in a table of contents. Then an
error says so, without title or path, and the page is read again in each build until that is mended,
or the release is published.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.util import docname_join

from .domain import press_domain
from .problems import Problem, Subtype, position_of, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LINK = "this leads to a release that is withheld; its words stay, the link comes with the release"
INCLUDED = "this page includes the file of a release that is withheld; the page is left empty"
NAMED = "this names a release that is withheld; take it out until that is published"
_LINKS = (addnodes.pending_xref, addnodes.download_reference, nodes.reference)
_TELLING = 12
"""Letters from which the last part of a path is no everyday word."""


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Keep the log from naming what is withheld."""
    words = list(_words(env))
    for handler in logging.getLogger("sphinx").handlers:
        handler.filters = [one for one in handler.filters if not isinstance(one, Discreet)]
        if words:
            handler.filters.insert(0, Discreet(words))
    return []


def _words(env: BuildEnvironment) -> Iterator[str]:
    """Give what would tell a withheld release: its path, and the last of that unless a word."""
    for docname, path in press_domain(env).withheld.paths.items():
        yield docname
        yield path
        last = docname.rpartition("/")[2]
        if len(last) >= _TELLING or re.search(r"[-_\d]", last):
            yield last


class Discreet(logging.Filter):
    """Replaces messages of Sphinx and its extensions that name what is withheld."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__()
        found = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self._names = re.compile(rf"(?<![\w-])(?:{found})(?![\w-])", re.IGNORECASE)

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, and none that tells."""
        if self._names.search(unquote(record.getMessage())):
            record.msg, record.args, record.exc_info = NAMED, (), None
            record.levelno, record.levelname = logging.ERROR, "ERROR"
            record.type, record.subtype = "press", Subtype.EMBARGO.code
        return True


def on_builder_inited(app: Sphinx) -> None:
    """Keep Sphinx from telling which files it has found."""
    logging.getLogger("sphinx.sphinx.events").addFilter(_is_no_list)


def _is_no_list(record: logging.LogRecord) -> bool:
    """Tell the lines of ``-vv`` from that which lists all files, before embargoes are known."""
    return "'env-get-outdated'" not in record.getMessage()


# -- pages ---------------------------------------------------------------------------------------


def on_include_read(app: Sphinx, path: Path, parent: str, content: list[str]) -> None:
    """Include nothing of a file that is withheld."""
    if Path(path).as_posix() in press_domain(app.env).withheld.paths.values():
        content[0] = ""


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Take out links to withheld releases, before anything of them is noted."""
    env = app.env
    hidden = press_domain(env).withheld.paths
    if not hidden:
        return
    for node in list(doctree.findall(nodes.Element)):
        if isinstance(node, _LINKS) and any(name in hidden for name in _targets(env, node)):
            _complain(env, node, LINK)
            _forget_source(node)
            node.replace_self(_words_of(node))


def _forget_source(node: nodes.Element) -> None:
    """Take the source's text, which docutils keeps, from an element, all in it and around it."""
    for inner in node.findall(nodes.Element):
        inner.rawsource = ""
    while (node := node.parent) is not None:
        node.rawsource = ""


def _targets(env: BuildEnvironment, node: Any) -> Iterator[str]:
    """Give the docnames that a link may mean."""
    text = str(node.get("reftarget") or node.get("refuri") or "")
    path = unquote(text).partition("#")[0].partition("?")[0]
    path = re.sub(r"^https?://[^/]+", "", path)
    bare = re.sub(r"(?:/|/index)?(?:\.md|\.html?|\.pdf)?$", "", path)
    base = str(env.config.html_baseurl or "")
    prefix = re.sub(r"^https?://[^/]+", "", base).strip("/")
    yield bare.lstrip("/")
    yield bare.lstrip("/").removeprefix(prefix).lstrip("/")
    yield docname_join(env.docname, bare)


def _words_of(node: nodes.Element) -> list[nodes.Node]:
    """Give what a link shows, unless that is its target."""
    given = node.get("refexplicit", True) and node.children
    said = node.astext().strip().strip("<>/")
    told = said and said in unquote(str(node.get("reftarget") or node.get("refuri") or ""))
    return list(node.children) if given and not told else []


def forget_files(app: Sphinx, doctree: nodes.document) -> None:
    """Empty a page that takes its text from a withheld file, and forget that there is one."""
    env = app.env
    withheld = press_domain(env).withheld.paths
    hidden = {Path(env.srcdir, path).resolve() for path in withheld.values()}
    if not hidden:
        return
    used = env.dependencies.get(env.docname, set())
    told = {path for path in used if Path(env.srcdir, path).resolve() in hidden}
    if not told:
        return
    used -= told
    env.included.get(env.docname, set()).difference_update(withheld)
    _complain(env, doctree, INCLUDED)
    _empty(doctree)


def _empty(doctree: nodes.document) -> None:
    """Leave the title of a page, and nothing that docutils has noted of the rest."""
    titles = list(doctree.findall(nodes.title))[:1]
    doctree.children = []
    doctree += [nodes.section("", *titles, ids=["page"]) for _ in titles]
    for title in titles:
        title.rawsource = ""
    for name, value in vars(new_document("", doctree.settings)).items():
        if isinstance(value, dict | list) and name not in {"attributes", "children"}:
            setattr(doctree, name, value)


def _complain(env: BuildEnvironment, node: nodes.Node, message: str) -> None:
    at = position_of(node, str(env.doc2path(env.docname)))
    report([Problem(Subtype.EMBARGO, message, at)])
    env.note_reread()


def setup(app: Sphinx) -> None:
    """Connect what keeps quiet: links before files are noted, files after."""
    app.connect("builder-inited", on_builder_inited)
    app.connect("env-get-outdated", on_env_get_outdated, priority=600)
    app.connect("include-read", on_include_read)
    app.connect("doctree-read", on_doctree_read, priority=300)
    app.connect("doctree-read", forget_files, priority=900)
