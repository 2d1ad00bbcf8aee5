"""Plain words, of which Markdown is asked less.

Markdown stops at each sign with which anything may begin, and tries all its rules there; of those
that MyST has by default, none begins with a hyphen, which French has in many words. And a text of
the front matter that has no sign of Markdown is a paragraph; no rule is tried on it. This is known
of the rules that are named here; with others, Markdown is asked as ever.
"""

from __future__ import annotations

import re

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, normalize
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.wordcount import basic_count
from myst_parser.mdit_to_docutils.base import DocutilsRenderer

RULES = (
    "normalize block inline text_join wordcount press_marks "
    "front_matter table code fence colon_fence myst_line_comment blockquote myst_block_break "
    "myst_target hr list footnote_def reference html_block heading lheading paragraph "
    "text newline escape myst_role backticks emphasis strikethrough link image footnote_ref "
    "autolink html_inline entity balance_pairs fragments_join"
)
"""Rules that were looked at."""
IDLE = "#%+-:=>@"
"""Signs at which Markdown stops, and with which none of these rules begins within a line."""
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,;.:?!'’\"“”«»()…€%/–—\u00a0\u202f-]*[\w.:?!'’\"”»)…€%])?")
"""One line of words, which begins with a letter."""


def speed_up(md: MarkdownIt) -> None:
    """Let a parser pass over idle signs and plain ends of lines, if all its rules are known."""
    known = set(RULES.split())
    if not all(known.issuperset(rules) for rules in md.get_active_rules().values()):
        return
    stops = {sign for sign in map(chr, range(128)) if md.inline.terminator_re.match(sign)}
    search = re.compile(f"[{re.escape(''.join(sorted(stops - set(IDLE))))}]").search

    def text(state: StateInline, silent: bool) -> bool:
        found = search(state.src, state.pos)
        end = found.start() if found else state.posMax
        if end == state.pos:
            return False
        if not silent:
            state.append_pending(state.src[state.pos : end])
        state.pos = end
        return True

    md.inline.ruler.at("text", text)
    md.core.ruler.at("normalize", _normalize)
    md.options["press_plain"] = True


def _normalize(state: StateCore) -> None:
    """Make ends of lines and zeros what Markdown reads, where there are any others."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def add_paragraph(words: str, line: int, renderer: DocutilsRenderer) -> bool:
    """Add the paragraph that a text of plain words is, as MyST would; tells whether it is one."""
    if not renderer.md.options.get("press_plain") or "_" in words or not _PLAIN.fullmatch(words):
        return False
    document = renderer.document
    made = nodes.paragraph(words)
    made.source = document["source"]
    made.line = document.current_line = line
    renderer.current_node.append(made)
    made.append(nodes.Text(words))
    _count(words, renderer)
    return True


def _count(words: str, renderer: DocutilsRenderer) -> None:
    """Count words as MyST's parser does, unless ``myst_disable_syntax`` has it count none."""
    count = renderer.md_env.get("wordcount")
    if count is None:
        return
    count["words"] += basic_count(words)
    count["minutes"] = round(count["words"] / renderer.md_config.words_per_minute)
