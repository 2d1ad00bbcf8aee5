"""The parser of releases: MyST's own, or kramdown's, around the title and blocks of the record."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, MutableMapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import unquote

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig, merge_file_level, read_topmatter
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning
from sphinx.util import logging

from . import files, inclusion, layout, plain_text, shortcuts
from .blocks.block import Block, Page, page_language, press_direct_line, written_in
from .blocks.quote import make_quote
from .domain import Source, press_domain
from .kramdown import create_kramdown_parser, limit_marks
from .kramdown.html import html_to_nodes
from .kramdown.quotes import gather_quotes
from .problems import Position, Problem, Subtype, report
from .records import Located, Release
from .safety import addresses, markup
from .sanitising import not_kept, refused
from .settings import raw_html

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

WEB_SCHEMES = tuple(f"{scheme}:" for scheme in addresses.SCHEMES)
_DIRECT = ("tel:", "mailto:", "sms:")
_OF_MYST = frozenset({"inv", "path", "project"})
"""Schemes by which MyST finds targets."""
_TEMPLATE = re.compile(r"\{\{|\{%")
_AS_TYPED = "HTML and templates are text here; they are shown as they were typed"
_NAME = re.compile(r"(?!env\b)[A-Za-z][\w-]*(?:\.[A-Za-z]\w*)?")
"""Of a substitution; anything else is a program in Jinja, which is not confined."""
DEEPEST = 12
"""Directives in one another; tabs, grids and cards around a block are six. More would exhaust
the interpreter's stack."""


class ReleaseRenderer(SphinxRenderer):
    """MyST's renderer, for which ``tel:`` is an address and a path from ``/`` a file of ours."""

    def create_warning(
        self,
        message: str,
        subtype: MystWarnings | str,
        *,
        wtype: str | None = None,
        line: int | None = None,
        append_to: nodes.Element | None = None,
    ) -> nodes.system_message | None:
        """Warn where a text stands, which for a boilerplate is its data file and not the page."""
        source = self.document["source"]
        if source == str(self.sphinx_env.doc2path(self.sphinx_env.docname)):
            return super().create_warning(
                message, subtype, wtype=wtype, line=line, append_to=append_to
            )
        code = subtype if isinstance(subtype, str) else subtype.value
        logger.warning(message, type=wtype or "myst", subtype=code, location=f"{source}:{line}")
        return None

    depth = 0
    """How many texts are being rendered, one in the other."""

    def nested_render_text(
        self,
        text: str,
        lineno: int,
        inline: bool = False,
        temp_root_node: nodes.Element | None = None,
        heading_offset: int = 0,
    ) -> None:
        """Render the text in a directive; show it as it was typed where too many hold it."""
        if self.depth == DEEPEST and not inline:
            message = f"directives stand more than {DEEPEST} deep in one another; take some out"
            self.create_warning(message, "too_large", wtype="press", line=lineno)
            self.current_node.append(nodes.literal_block(text, text))
            return
        self.depth += 1
        try:
            super().nested_render_text(text, lineno, inline, temp_root_node, heading_offset)
        finally:
            self.depth -= 1

    in_field = False
    """While a field of the front matter is rendered, whose HTML is text: values are escaped."""

    @property
    def policy(self) -> str:
        """What becomes of HTML (``press_raw_html``)."""
        return raw_html(self.sphinx_env.config)

    def report(self, subtype: Subtype, message: str, token: SyntaxTreeNode) -> None:
        """Warn once of what stands on a line."""
        line = (token.map or (1, 1))[0]
        problem = Problem(subtype, message, Position(str(self.document["source"]), line, 1))
        told: set[Problem] = self.md_env.setdefault("press_told", set())
        if problem not in told:
            told.add(problem)
            report([problem])

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Show HTML of a field as it was typed; leave a body's to MyST, without its comments."""
        self._render_html(token, in_line=False)

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Show HTML of a field as it was typed; leave a body's to MyST, without its comments."""
        self._render_html(token, in_line=True)

    def _render_html(self, token: SyntaxTreeNode, *, in_line: bool) -> None:
        html = markup.without_comments(token.content)
        if not html.strip():
            return
        if self.in_field or self.policy == "forbid":
            self.show_as_typed(html, token, in_line=in_line)
        else:
            SphinxRenderer.render_html_block(self, token)

    def render_text(self, token: SyntaxTreeNode) -> None:
        """Show a text; one that looks like a template stays as it is, and that is said."""
        if _TEMPLATE.search(token.content) and not token.meta.get("plain"):
            self.report(Subtype.RAW_HTML, _AS_TYPED, token)
        super().render_text(token)

    def show_as_typed(self, text: str, token: SyntaxTreeNode, *, in_line: bool) -> None:
        """Show markup as text, and say so."""
        if not text.startswith("</"):
            self.report(Subtype.RAW_HTML, _AS_TYPED, token)
        words = nodes.inline("", text.strip("\n"), support_smartquotes=False)
        self.current_node.append(words if in_line else nodes.paragraph("", "", words))

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        """Fill in names; a program, which may do anything that Python does, is text."""
        if self.policy == "allow" or _NAME.fullmatch(token.content.strip()):
            super().render_substitution(token, inline)
        else:
            self.show_as_typed(f"{{{{ {token.content.strip()} }}}}", token, in_line=inline)

    def run_directive(
        self, name: str, first_line: str, content: str, position: int, *args: Any, **kwargs: Any
    ) -> list[nodes.Element]:
        """Include no file from elsewhere; MyST reads it without asking the directive."""
        path = (first_line.strip() or content.strip()).partition("\n")[0].strip()
        wanted = name == "include" and path
        if wanted and inclusion.leads_out(self.sphinx_env, path):
            report([inclusion.refusal(path, str(self.document["source"]), position)])
            return []
        return super().run_directive(name, first_line, content, position, *args, **kwargs)

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Leave links to MyST, but for those that no file system could follow."""
        path = unquote(str(token.attrGet("href") or ""))
        if any(len(part.encode()) > files.LONGEST_NAME for part in path.split("/")):
            message = f"'{path[:50]}…' is longer than the name of any file"
            self.create_warning(message, "file", wtype="press", line=(token.map or [1])[0])
            self.render_children(token)
        else:
            super().render_link_unknown(token)

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Make telephone and mail links that machines can read; leave the others to MyST."""
        href = str(token.attrGet("href") or "")
        known = {*_OF_MYST, *self.md_config.url_schemes}
        if not addresses.is_allowed(href) and addresses.scheme(href) not in known:
            self.report(Subtype.LINK, refused(href), token)
            self.render_children(token)
        elif href.lower().startswith(_DIRECT):
            link = press_direct_line("", refuri=href)
            self.add_line_and_source_path(link, token)
            with self.current_node_context(link, append=True):
                self.render_children(token)
        else:
            super().render_link(token)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Show a picture of the source folder; one that is not there is said to be missing."""
        src = str(token.attrGet("src") or "")
        if not addresses.may_be_picture(src):
            self.report(Subtype.LINK, refused(src), token)
            self.render_children(token)
            return
        super().render_image(token)
        image = cast("nodes.image", self.current_node.children[-1])
        if "://" not in image["uri"] and not image["uri"].startswith("data:"):
            image["uri"] = self._local_picture(image["uri"])

    def _local_picture(self, uri: str) -> str:
        found = files.exists(self.sphinx_env, self.sphinx_env.docname, uri)
        return f"/{found}" if found else unquote(uri)


class KramdownRenderer(ReleaseRenderer):
    """Render what kramdown means: no directives, links of the old site, HTML as nodes."""

    base_url = ""

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Show a fence as code, whatever its info string looks like."""
        self.render_code_block(token)

    def render_inline(self, token: SyntaxTreeNode) -> None:
        """Say what kramdown's plugin has left out, and show the rest."""
        self._say(token.meta.get("runs", ()), token)
        for address in token.meta.get("links", ()):
            self.report(Subtype.LINK, refused(address), token)
        super().render_inline(token)

    def _say(self, names: Iterable[str], token: SyntaxTreeNode) -> None:
        if named := ", ".join(names):
            self.report(Subtype.RAW_HTML, not_kept(named), token)

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Write the tags that kramdown's plugin has kept, which carry no script."""
        if self.policy == "forbid":
            super().render_html_inline(token)
        else:
            SphinxRenderer.render_html_block(self, token)

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Turn HTML into nodes, so that it is safe, closed, and in every output."""
        if self.policy == "forbid":
            super().render_html_block(token)
            return
        self._say(markup.running(token.content), token)
        line = (token.map or (0, 0))[0]
        made = html_to_nodes(token.content, source=self.document["source"], line=line)
        for image in (found for node in made for found in node.findall(nodes.image)):
            if "://" not in image["uri"]:
                image["uri"] = self._local_picture(image["uri"])
        links = [found for node in made for found in node.findall(nodes.reference)]
        for link in links:
            self._relink(link)
        for block in made[:1]:
            if isinstance(block, nodes.Element):
                self.copy_attributes(token, block, ("class", "id"))
        self.current_node.extend(made)

    def _relink(self, link: nodes.reference) -> None:
        uri = link.get("refuri", "")
        if uri.lower().startswith(_DIRECT):
            link.parent.replace(link, press_direct_line("", "", *link.children, refuri=uri))
        elif not uri.lower().startswith(WEB_SCHEMES) and not uri.startswith("#"):
            link["refuri"] = self._address(uri)

    def _address(self, uri: str) -> str:
        return f"{self.base_url.rstrip('/')}{uri}" if uri.startswith("/") else uri

    def render_link_anchor(self, token: SyntaxTreeNode, target: str) -> None:
        """Link within the page; kramdown has no targets that could be missing elsewhere."""
        self.render_link_url(token)

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Offer a file of ours, else link to where the path led on the site it was written for."""
        href = str(token.attrGet("href") or "")
        path = href.partition("#")[0].partition("?")[0]
        env = self.sphinx_env
        link = files.link(env, env.docname, path) if path else None
        if link is None:
            token.attrs["href"] = self._address(href)
            self.render_link_url(token)
            return
        self.add_line_and_source_path(link, token)
        inner = nodes.inline()
        link.append(inner)
        self.current_node.append(link)
        with self.current_node_context(inner):
            self.render_children(token)


class PressParser(MystParser):
    """Sphinx's parser for Markdown: releases get title and blocks, other pages are MyST's."""

    supported: ClassVar[tuple[str, ...]] = MystParser.supported  # type: ignore[misc]

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a page; a release with the parser that its source is written for."""
        env: BuildEnvironment = document.settings.env
        source = press_domain(env).sources.get(env.docname)
        # Sphinx parses each translated message on its own, under a made-up file name.
        if source is None or document["source"] != str(env.doc2path(env.docname)):
            super().parse(inputstring, document)
        else:
            _Reading(env, source, document).run(inputstring)
        _drop_empty_quotes(document)


class _Reading:
    """The reading of one release's document."""

    def __init__(self, env: BuildEnvironment, source: Source, document: nodes.document) -> None:
        self.env, self.source, self.document = env, source, document
        self.release: Release = press_domain(env).releases[env.docname]

    def run(self, text: str) -> None:
        """Build the document tree: title, blocks and body in the order of ``press_layout``."""
        self.env.metadata[self.env.docname].setdefault("orphan", "")
        parser = self._markdown(text)
        # The renderer refuses addresses and says so; the parser would leave them as typed.
        parser.validateLink = _any_link  # type: ignore[method-assign]
        parser.options["document"] = self.document
        state: MutableMapping[str, Any] = {}
        tokens = _titled(parser.parse(text, state), self.release.title, self.source.title_line)
        parser.renderer.render(tokens, parser.options, state)
        if self.source.kramdown:
            self._gather_quotes(self.document)
        self._place_blocks(parser)

    def _gather_quotes(self, node: nodes.Element) -> None:
        words = press_domain(self.env).vocabulary
        gather_quotes(
            node,
            partial(make_quote, language=page_language(self.env, self.env.docname)),
            quote_classes=frozenset(words.quote_classes),
            author_classes=frozenset(words.author_classes),
        )

    def _markdown(self, text: str) -> MarkdownIt:
        """Give the parser of a release: the one of all, unless its front matter sets MyST up."""
        if not self.source.kramdown and self.source.passed and (matter := read_topmatter(text)):
            config: MdParserConfig = self.env.myst_config  # type: ignore[attr-defined]
            return _myst(merge_file_level(config, matter, self._warn_of_matter))
        make = _kramdown_of_all if self.source.kramdown else _myst_of_all
        if shortcuts.taken(self.env.config):
            return press_domain(self.env).derive(make)
        return make(self.env)

    def _warn_of_matter(self, subtype: MystWarnings, message: str) -> None:
        create_warning(self.document, message, subtype, line=1, append_to=self.document)

    def _place_blocks(self, parser: MarkdownIt) -> None:
        renderer = cast("ReleaseRenderer", parser.renderer)
        top = next(node for node in self.document.children if isinstance(node, nodes.section))

        def markdown(text: Located) -> list[nodes.Node]:
            holder = nodes.Element()
            source = text.position.source or self.document["source"]
            with renderer.current_node_context(holder), written_in(self.document, source):
                line = max(text.position.line, 1)
                if plain_text.add_paragraph(text.text.rstrip("\n"), line, renderer):
                    return list(holder.children)
                renderer.in_field = True
                try:
                    renderer.nested_render_text(text.text, line - 1)
                finally:
                    renderer.in_field = False
            if self.source.kramdown:
                self._gather_quotes(holder)
            return list(holder.children)

        language = page_language(self.env, self.env.docname)
        page = Page(self.env, self.env.docname, language, markdown)
        layout.place(top, self.release, page, self.source)
        _level_inner_headings(self.document)


def _myst(config: MdParserConfig) -> MarkdownIt:
    parser = create_md_parser(config, ReleaseRenderer)
    parser.core.ruler.push("press_marks", limit_marks)
    return parser


def _myst_of_all(env: BuildEnvironment) -> MarkdownIt:
    parser = _myst(env.myst_config)  # type: ignore[attr-defined]
    if shortcuts.taken(env.config):
        plain_text.speed_up(parser)
    return parser


def _kramdown_of_all(env: BuildEnvironment) -> MarkdownIt:
    config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]
    plain = dataclasses.replace(config, enable_extensions=set())
    parser = create_kramdown_parser(plain, KramdownRenderer)
    parser.renderer.base_url = press_domain(env).vocabulary.base_url or ""  # type: ignore[attr-defined]
    parser.options["html_as_typed"] = raw_html(env.config) == "forbid"
    return parser


def _any_link(url: str) -> bool:
    return True


def _level_inner_headings(document: nodes.document) -> None:
    """Give headings inside quotes and blocks, which MyST makes rubrics, the level that fits."""
    for rubric in document.findall(nodes.rubric):
        depth = 1
        above = rubric.parent
        while above is not None:
            depth += isinstance(above, nodes.section)
            depth += isinstance(above, Block) and above.tag == "section"
            above = above.parent
        rubric["heading-level"] = min(depth, 6)


def _drop_empty_quotes(document: nodes.document) -> None:
    """Take out quotes without words, the inner ones first, of which outer ones may be all.

    Sphinx would do so, and break where they have a class.
    """
    for quote in reversed(list(document.findall(nodes.block_quote))):
        if not quote.children:
            quote.parent.remove(quote)


def _titled(tokens: list[Token], title: str, line: int) -> list[Token]:
    """Put the title before the body as its first heading, and level the body's headings below it.

    A first heading of the body that repeats the title is the title. Levels become consecutive: a
    release may start at any level and may skip some, its outline does not.
    """
    matter = [token for token in tokens if token.type == "front_matter" and token.content.strip()]
    body = [token for token in tokens if token.type != "front_matter"]
    if len(body) > 2 and body[0].tag == "h1" and _same(body[1].content, title):
        body = body[3:]
    above: list[int] = []
    for token in body:
        if token.level or token.type not in {"heading_open", "heading_close"}:
            continue
        written = int(token.tag[1])
        if token.type == "heading_open":
            while above and above[-1] >= written:
                above.pop()
            above.append(written)
        token.tag = f"h{min(len(above) + 1, 6)}"
    return [*matter, *_title_tokens(title, line), *body]


def _same(heading: str, title: str) -> bool:
    return " ".join(heading.split()).casefold() == title.casefold()


def _title_tokens(title: str, line: int) -> list[Token]:
    place = [line - 1, line]
    text = Token("text", "", 0, content=title, meta={"plain": True})
    return [
        Token("heading_open", "h1", 1, map=place, markup="#", block=True),
        Token("inline", "", 0, map=place, content=title, children=[text], block=True, level=1),
        Token("heading_close", "h1", -1, markup="#", block=True),
    ]


def setup(app: Sphinx) -> None:
    """Take the place of MyST's parser for Markdown."""
    app.add_source_parser(PressParser, override=True)
