"""Tables of contents of pages, made when somebody looks at them.

Sphinx copies each document's and writes it as HTML for the templates, of which most show none.
"""

from __future__ import annotations

from collections import UserString
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.environment.adapters.toctree import document_toc

from .. import shortcuts
from ..spared import are_known

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .builder import NeverStale


class Later(UserString):
    """A text that is made when it is asked for."""

    def __init__(self, make: Callable[[], str]) -> None:  # the text is made from nothing else
        self.make = make

    @cached_property
    def data(self) -> str:  # type: ignore[override]
        """Make the text."""
        return self.make()


class Waiting(nodes.bullet_list):
    """What stands for a table until it is made."""


def may_wait(builder: NeverStale) -> bool:
    """Tell whether a page's table of contents may be made later: nobody unknown looks at it."""
    handlers = (one.handler for one in builder.events.listeners["html-page-context"])
    return shortcuts.taken(builder.config) and are_known(handlers)


@contextmanager
def put_off(env: BuildEnvironment, docname: str) -> Iterator[None]:
    """Let a document's table of contents wait."""
    own = env.tocs[docname]
    env.tocs[docname] = Waiting()
    try:
        yield
    finally:
        env.tocs[docname] = own


def written(builder: NeverStale, docname: str) -> str:
    """Write a document's table of contents as HTML."""
    return builder.render_partial(document_toc(builder.env, docname, builder.tags))["fragment"]
