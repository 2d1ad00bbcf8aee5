"""Reading existing releases that were written for kramdown."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from myst_parser.config.main import MdParserConfig

from .depth import limit_marks
from .html import html_to_nodes
from .plugin import kramdown_plugin
from .quotes import MakeQuote, gather_quotes

__all__ = [
    "MakeQuote",
    "create_kramdown_parser",
    "gather_quotes",
    "html_to_nodes",
    "kramdown_plugin",
    "limit_marks",
]


def create_kramdown_parser(
    config: MdParserConfig, renderer_cls: Callable[[MarkdownIt], RendererProtocol]
) -> MarkdownIt:
    """Return a parser for kramdown's Markdown, to be rendered by ``renderer_cls``.

    What only MyST gives a meaning to, such as roles and directives, stays text.
    """
    md = (
        MarkdownIt("commonmark", renderer_cls=renderer_cls)
        .enable("table")
        .use(front_matter_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=False)
        .use(deflist_plugin)
        .use(kramdown_plugin)
    )
    md.options.update({"myst_config": config, "html": True, "typographer": False})
    return md
