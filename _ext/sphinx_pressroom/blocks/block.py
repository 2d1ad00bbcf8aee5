"""What every block is made of: its node, its directive, its headings and links.

A block is a thin node around standard docutils nodes: it says what a thing is, its children say
what is in it. HTML writes the node; every other builder gets what :meth:`Block.lowered` returns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar

from docutils import nodes
from docutils.parsers.rst import directives
from pydantic import TypeAdapter
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from .. import front_matter, settings
from ..domain import PressDomain, press_domain
from ..labels import labels
from ..problems import Position, Problem, Subtype, report
from ..records import Located, Release, check
from ..suspicion import suspects

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec
    from sphinx.writers.html5 import HTML5Translator

T = TypeVar("T")
Visitor: TypeAlias = Callable[["HTML5Translator", Any], None]


@dataclass(frozen=True, slots=True)
class Page:
    """What a block needs to know of the page it stands on."""

    env: BuildEnvironment
    docname: str
    language: str
    markdown: Callable[[Located], list[nodes.Node]]
    """Parse a text of the front matter with the page's own parser."""

    def label(self, message: str) -> str:
        """Say an interface word in the page's language."""
        return labels(self.language)(message)


class Block(nodes.General, nodes.Element):
    """A block of a release."""

    tag: str = "div"

    def lowered(self) -> list[nodes.Node]:
        """Give the standard nodes that say the same to builders that do not know this block."""
        return lower_children(self)


class Part(nodes.Part, nodes.Element):
    """A part of a block that only HTML tells from what it holds."""

    def lowered(self) -> list[nodes.Node]:
        """Give the standard nodes for this part."""
        return lower_children(self)


def lower_children(node: nodes.Element) -> list[nodes.Node]:
    """Hand a node's children on, without the parts around them."""
    children = list(node.children)
    node.children = []
    return children


class press_heading(Part, nodes.TextElement):
    """The heading of a block, of the level that fits where the block stands."""

    def lowered(self) -> list[nodes.Node]:
        """Become a heading outside the table of contents."""
        made = nodes.rubric("", "", *lower_children(self), classes=self["classes"])
        made["heading-level"] = 2
        return [made]


def spoken(cls: str, text: str) -> nodes.inline:
    """Make a piece of text that carries a class."""
    return nodes.inline("", text, classes=[cls])


def line(cls: str, *parts: nodes.Node | str) -> nodes.paragraph:
    """Make a paragraph with a class, of nodes and texts."""
    children = [nodes.Text(part) if isinstance(part, str) else part for part in parts]
    return nodes.paragraph("", "", *children, classes=[cls] if cls else [])


def bullets(cls: str, items: Sequence[list[nodes.Node]]) -> nodes.bullet_list:
    """Make a list with a class."""
    made = nodes.bullet_list(bullet="*", classes=[cls] if cls else [])
    made.extend(nodes.list_item("", *item) for item in items)
    return made


def term_link(kind: str, term: str, docname: str) -> addnodes.pending_xref:
    """Make the link from a category or tag to its archive; plain words where there is none."""
    return addnodes.pending_xref(
        "",
        nodes.Text(term),
        refdomain="press",
        reftype=kind,
        reftarget=str(term),
        refdoc=docname,
        refexplicit=True,
        refwarn=False,
    )


def page_link(builder: Any, here: str, page: str, *content: nodes.Node) -> nodes.reference:
    """Make the link from a page to another of ours, when references are resolved."""
    address = builder.get_relative_uri(here, page)
    return nodes.reference("", "", *content, refuri=address, internal=True)


def between(separator: str, parts: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Put a text between nodes."""
    joined: list[nodes.Node] = []
    for part in parts:
        joined += [nodes.Text(separator), part] if joined else [part]
    return joined


@contextmanager
def written_in(document: nodes.document, source: str) -> Iterator[None]:
    """Let warnings name the file that a text stands in, which is not the page's own."""
    page = document["source"]
    document["source"] = source
    try:
        yield
    finally:
        document["source"] = page


def set_position(node: nodes.Node, position: Position) -> None:
    """Tell a node and all in it where it was written, for warnings and translators."""
    for inner in node.findall():
        if getattr(inner, "line", None) is None and isinstance(inner, nodes.Element):
            inner.source, inner.line = position.source, position.line


def tag_visitors(cls: str = "") -> tuple[Visitor, Visitor]:
    """Make the HTML visitors of a block that is one element around its children."""

    def visit(self: HTML5Translator, node: Block) -> None:
        attributes = {"lang": node["language"]} if node.get("foreign") else {}
        self.body.append(self.starttag(node, node.tag, CLASS=cls, **attributes))
        self.section_level += node.tag == "section"

    def depart(self: HTML5Translator, node: Block) -> None:
        self.section_level -= node.tag == "section"
        self.body.append(f"</{node.tag}>\n")

    return visit, depart


class press_direct_line(nodes.reference):
    """A number to dial or an address to write to, readable for machines (docutils cloaks mail).

    Attribute ``spoken`` is the link's name for a screen reader, where it has one of its own.
    """

    def lowered(self) -> list[nodes.Node]:
        """Become a plain link."""
        return [nodes.reference("", "", *lower_children(self), refuri=self["refuri"])]


class press_address(press_direct_line):
    """A link whose address is written out where a page cannot be clicked."""

    def lowered(self) -> list[nodes.Node]:
        """Become a link and, where its words are others, its address."""
        uri = self["refuri"]
        words = self.astext()
        shown = [] if words in uri else [nodes.Text(f" ({re.sub('^(?:mailto|tel):', '', uri)})")]
        return [*super().lowered(), *shown]


def visit_direct_line(self: HTML5Translator, node: press_direct_line) -> None:
    attributes = {"href": node["refuri"]}
    if "spoken" in node:
        attributes["aria-label"] = node["spoken"]
    self.body.append(self.starttag(node, "a", "", **attributes))


def depart_direct_line(self: HTML5Translator, node: press_direct_line) -> None:
    self.body.append("</a>")


def visit_heading(self: HTML5Translator, node: press_heading) -> None:
    level = min(max(self.section_level, 2), 6)
    self.body.append(self.starttag(node, f"h{level}", ""))
    node["level"] = level


def depart_heading(self: HTML5Translator, node: press_heading) -> None:
    self.body.append(f"</h{node['level']}>\n")


class BlockDirective(SphinxDirective):
    """The directive of a block.

    With content or options it makes the block from these; empty it places the front matter's
    block, which then does not stand where ``press_layout`` would put it.
    """

    has_content = True
    required_arguments = 0
    optional_arguments = 0
    option_spec: ClassVar[OptionSpec] = {
        "class": directives.class_option,
        "name": directives.unchanged,
    }

    field: ClassVar[str] = ""
    """The front-matter field that fills the block."""

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Make the front matter's block; no node when there is nothing to show."""
        raise NotImplementedError

    def from_content(self, page: Page) -> list[Block]:
        """Make the block of this directive's own content and options."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """Make the block, with its class and its name."""
        own = set(self.options) - {"class", "name"}
        blocks = self.from_content(self.page()) if self.content or own else self._place()
        for block in blocks:
            block["classes"] += self.options.get("class", [])
            set_position(block, self.position)
        if blocks:
            self.add_name(blocks[0])
        return list(blocks)

    def _place(self) -> list[Block]:
        name = self.name.rsplit(":", 1)[-1]
        release = self.domain.releases.get(self.env.docname)
        note_placed(self.env, name)
        busy = _names(self.env, "press_placing")
        if release is None:
            self.warn(Subtype.EMPTY_BLOCK, f"'{name}' is empty, and this page is no release")
            return []
        if name in busy:
            self.warn(Subtype.EMPTY_BLOCK, f"'{name}' stands in the text that it would place")
            return []
        busy.add(name)
        blocks = self.from_release(release, self.page())
        busy.discard(name)
        if not blocks and not getattr(release, self.field, None):
            message = f"'{name}' is empty, and so is the front matter; give it content or remove it"
            self.warn(Subtype.EMPTY_BLOCK, message)
        return blocks

    # -- what subclasses need ----------------------------------------------------------------

    @property
    def domain(self) -> PressDomain:
        """The store of the press room."""
        return press_domain(self.env)

    @property
    def position(self) -> Position:
        """Where the directive begins."""
        source, number = self.get_source_info()
        if source.startswith("<"):  # Sphinx's word for a text that a directive has it parse
            source = str(self.state.document["source"])
        return Position(source, number or self.lineno, 1)

    @property
    def first_line(self) -> int:
        """The line of the file on which the content begins."""
        return self.lineno + self.content_offset + 1

    def page(self) -> Page:
        """Describe the page that the directive stands on."""
        docname = self.env.docname
        return Page(self.env, docname, page_language(self.env, docname), self._markdown)

    def _markdown(self, text: Located) -> list[nodes.Node]:
        here = text.position.source == self.get_source_info()[0]
        offset = text.position.line - self.lineno - 1
        if here:
            return self.parse_text_to_nodes(text.text, offset=offset)
        with written_in(self.state.document, text.position.source):
            return self.parse_text_to_nodes(text.text, offset=offset)

    def option(self, adapter: TypeAdapter[T], name: str) -> T | None:
        """Read an option as the record's field would."""
        if not self.options.get(name):
            return None
        value = front_matter.Text.at(self.options[name], self.position)
        checked = check(adapter, value, within=name)
        self._report(checked.problems)
        return checked.value

    def values(self, adapter: TypeAdapter[T], within: str) -> T | None:
        """Read the content as YAML in the front matter's shape; mistakes are located in it."""
        source = self.get_source_info()[0]
        text = "\n".join(self.content)
        values, problems = front_matter.parse_list(text, source, self.first_line)
        report([*problems, *suspects(values)])
        if values is None:
            return None
        region = settings.region(self.config)
        if not isinstance(values, list):
            values = front_matter.Items([values], values.position)
        checked = check(adapter, values, region=region, within=within)
        report(checked.problems)
        return checked.value

    def _report(self, problems: Sequence[Problem]) -> None:
        report(
            Problem(Subtype.DIRECTIVE, problem.message, problem.position) for problem in problems
        )

    def warn(self, subtype: Subtype, message: str) -> None:
        """Warn at the directive's first line."""
        report([Problem(subtype, message, self.position)])


def _names(env: BuildEnvironment, key: str) -> set[str]:
    """Get a set of block names that is kept while one document is read."""
    document = env.current_document
    names: set[str] = document.get(key) or set()
    document[key] = names
    return names


def note_placed(env: BuildEnvironment, name: str) -> None:
    """Note that a directive stands for the front matter's block."""
    _names(env, "press_placed").add(name)


def placed(env: BuildEnvironment) -> set[str]:
    """Give the names of blocks that directives of the document have placed."""
    return _names(env, "press_placed")


def page_language(env: BuildEnvironment, docname: str) -> str:
    """Give a page's language: its release's, or the site's."""
    release = press_domain(env).releases.get(docname)
    if release is not None and release.language:
        return release.language
    return site_language(env)


def site_language(env: BuildEnvironment) -> str:
    """Give the site's language as BCP 47 writes it."""
    return str(env.config.language).replace("_", "-")


def register(
    app: Sphinx,
    name: str,
    directive: type[BlockDirective],
    *visitors: tuple[type, Visitor, Visitor],
) -> None:
    """Register a block: its nodes with their HTML, and its directive in the press domain."""
    for node, visit, depart in visitors:
        app.add_node(node, html=(visit, depart))
    app.add_directive_to_domain("press", name, directive)


def setup(app: Sphinx) -> None:
    """Register what blocks share."""
    app.add_node(press_heading, html=(visit_heading, depart_heading))
    for node in (press_direct_line, press_address):
        app.add_node(node, html=(visit_direct_line, depart_direct_line))
