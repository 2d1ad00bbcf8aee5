"""The markdown-it-py plugin that makes a parser read Markdown as kramdown does."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..safety import addresses
from ..safety.markup import running
from .attributes import Attributes
from .block_lists import DEFINITIONS, attach_block_lists, block_list_rule
from .depth import limit_marks
from .html_blocks import html_block_rule
from .inline_html import convert_inline_html
from .spans import attach_span_lists, emphasis_rule, span_list_rule

_BREAKS = frozenset(("hardbreak", "softbreak"))


def kramdown_plugin(md: MarkdownIt) -> None:
    """Teach ``md`` kramdown's attribute lists, emphasis and HTML.

    Only classes and ids of attribute lists are kept. ``md.options["html"]`` has to be on for
    HTML to be read at all.
    """
    ends = ["paragraph", "reference", "blockquote"]
    md.block.ruler.before(
        "table", "kramdown_lists", block_list_rule, {"alt": [*ends, "list", "table"]}
    )
    md.block.ruler.at("html_block", html_block_rule, {"alt": ends})
    md.inline.ruler.at("emphasis", emphasis_rule)
    md.inline.ruler.before("emphasis", "kramdown_span_lists", span_list_rule)
    md.core.ruler.after("block", "kramdown_lists", attach_block_lists)
    md.core.ruler.after("inline", "kramdown_inline", _finish_inline)
    md.core.ruler.push("press_marks", limit_marks)


def _finish_inline(state: StateCore) -> None:
    """Convert HTML, attach span lists, and take away breaks that part nothing."""
    definitions: dict[str, Attributes] = state.env.get(DEFINITIONS, {})
    for token in state.tokens:
        if token.type == "fence" and token.info.lstrip().startswith("{"):
            # The name of a directive in braces is no language.
            token.info = ""
        if token.type == "inline" and token.children:
            if state.md.options.get("html_as_typed"):
                continue
            _note_unsafe(token)
            children = convert_inline_html(token.children, state.md.normalizeLink)
            token.children = _trimmed(attach_span_lists(children, definitions))
    state.tokens = _without_empty_paragraphs(state.tokens)


def _note_unsafe(token: Token) -> None:
    """Note what of tags and links would run, which the conversion leaves out."""
    children = token.children or []
    html = "".join(child.content for child in children if child.type == "html_inline")
    links = [str(child.attrGet("href") or "") for child in children if child.type == "link_open"]
    token.meta["runs"] = running(html) if html else []
    token.meta["links"] = [address for address in links if not addresses.is_allowed(address)]


def _trimmed(tokens: list[Token]) -> list[Token]:
    """Return the tokens without breaks at either end, where they only make space."""
    shown = [index for index, token in enumerate(tokens) if not _is_break(token)]
    return tokens[shown[0] : shown[-1] + 1] if shown else []


def _is_break(token: Token) -> bool:
    return token.type in _BREAKS or (token.type == "text" and not token.content.strip(" \t\n"))


def _without_empty_paragraphs(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        ended = [part.type for part in kept[-3:]] == [
            "paragraph_open",
            "inline",
            "paragraph_close",
        ]
        if ended and not kept[-2].children:
            del kept[-3:]
    return kept
