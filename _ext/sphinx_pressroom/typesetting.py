"""Typesetting: the no-break spaces of French, in all texts of a document, for every builder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .blocks.block import page_language, press_direct_line
from .typography import is_french, typeset

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_AS_WRITTEN = (
    nodes.FixedTextElement,
    nodes.Invisible,
    nodes.literal,
    nodes.math,
    nodes.raw,
    press_direct_line,
)
"""Code, formulas, comments, numbers to dial: what is not prose."""
_LANGUAGE = re.compile(r"language-([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]+)*)")


class Typeset(SphinxTransform):
    """Set the French passages of a document, before anything is taken from it."""

    default_priority = 860  # quotes are made typographic at 750 (Sphinx) and 855 (docutils)

    def apply(self, **kwargs: Any) -> None:
        """Set all texts."""
        _set(self.document, french=is_french(page_language(self.env, self.env.docname)))


def _set(node: nodes.Element, *, french: bool) -> None:
    """Set what stands in a node, which may say its own language."""
    for child in list(node.children):
        if isinstance(child, nodes.Text):
            if french and (words := typeset(str(child), "fr")) != child:
                node.replace(child, nodes.Text(words))
        elif isinstance(child, nodes.Element) and not isinstance(child, _AS_WRITTEN):
            its = _language(child)
            _set(child, french=is_french(its) if its else french)


def _language(node: nodes.Element) -> str:
    """Tell the language that a node says it has."""
    if "language" in node:
        return str(node["language"])
    for name in node["classes"]:
        if match := _LANGUAGE.fullmatch(name):
            return match[1]
    return ""


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Tell pdfLaTeX, which knows few characters, what the narrow no-break space is."""
    if config.latex_engine == "pdflatex":
        preamble = config.latex_elements.get("preamble", "")
        declared = "\\DeclareUnicodeCharacter{202F}{\\,}\n"
        config.latex_elements = {**config.latex_elements, "preamble": declared + preamble}


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(Typeset)
    app.connect("config-inited", on_config_inited)
