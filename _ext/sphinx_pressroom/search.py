"""Search: Sphinx's own index, with each word stemmed once a build and not once a page."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinx.search import SearchLanguage, languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Remembering(SearchLanguage):
    """A search language that remembers the stems it has found; mixed into Sphinx's own."""

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Stem a word, or say again what its stem was."""
        known = self._stems.get(word)
        if known is None:
            known = self._stems[word] = super().stem(word)
        return known


def on_builder_inited(app: Sphinx) -> None:
    """Let the site's search language remember."""
    code = str(app.config.html_search_language or app.config.language)
    found: Any = languages.get(code) or languages.get(code.partition("_")[0]) or languages["en"]
    if isinstance(found, str):
        module, _, name = found.rpartition(".")
        found = getattr(import_module(module), name)
    if not issubclass(found, Remembering):
        app.add_search_language(type(found.__name__, (Remembering, found), {"lang": code}))


def setup(app: Sphinx) -> None:
    """Connect the choice of language."""
    app.connect("builder-inited", on_builder_inited, priority=100)
