"""Quote: somebody's words, with who said them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from pydantic import TypeAdapter
from sphinx.writers.html5 import HTML5Translator

from ..labels import direction, labels
from ..photos import picture, press_photo
from ..problems import Subtype
from ..records import Quote, Release
from ..records.text import FilePath, Language, Located
from .block import Block, BlockDirective, Page, Part, lower_children, register

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

_OPENING = ("«", "“", "„", '"', "‘", "‹")
_PATH: TypeAdapter[Located] = TypeAdapter(FilePath)
_LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)


class press_quote(Block):
    """Words and their attribution.

    Attribute ``language`` where it differs from the page's; ``marks`` are the quotation marks for
    builders whose block quotes show none.
    """

    def lowered(self) -> list[nodes.Node]:
        """Become a block quote with an attribution, in marks so that two are not taken for one."""
        made = nodes.block_quote(classes=self["classes"])
        words = list(self.findall(nodes.paragraph))
        if words and words[0].astext()[:1] not in _OPENING:
            opening, closing = self["marks"]
            words[0].insert(0, nodes.Text(opening))
            words[-1].append(nodes.Text(closing))
        for child in lower_children(self):
            made += child.lowered() if isinstance(child, press_attribution) else child
        return [made]


class press_attribution(Part):
    """Who said it: portrait, words that introduce the author, author, role."""

    def lowered(self) -> list[nodes.Node]:
        """Become the attribution of a block quote, without the portrait."""
        words = [node for node in lower_children(self) if not isinstance(node, nodes.image)]
        return [nodes.attribution("", "", *words)]


def build(release: Release, page: Page) -> list[Block]:
    """Make the quotes of a release, each a block of its own."""
    return [_build(item, page.markdown(item.text), page) for item in release.quotes]


def _build(item: Quote, body: list[nodes.Node], page: Page) -> Block:
    role = ", ".join(part for part in (item.role, item.organisation) if part)
    portrait = _portrait(item.portrait, page) if item.portrait else None
    block = make_quote(
        body,
        [nodes.Text(item.author)] if item.author else [],
        [nodes.Text(role)] if role else [],
        [],
        portrait=portrait,
        language=item.language or page.language,
    )
    if item.language and item.language != page.language:
        block["language"] = item.language
        if direction(item.language) != direction(page.language):
            block["direction"] = direction(item.language)
        # docutils' own way to tell smart quotes whose marks to use
        block["classes"].append(f"language-{item.language}")
        for child in block.findall(press_attribution):
            child["classes"].append(f"language-{page.language}")
    return block


def _portrait(wanted: Located, page: Page) -> press_photo | None:
    return picture(page.env, page.docname, wanted, shown="portrait")


def make_quote(
    body: list[nodes.Node],
    author: list[nodes.Node],
    role: list[nodes.Node],
    before: list[nodes.Node],
    *,
    portrait: press_photo | None = None,
    language: str = "en",
) -> Block:
    """Make a quote of parsed words; ``before`` are words such as « adds » that lead to the name."""
    marks = labels(language)("“{words}”").split("{words}")
    block = press_quote("", *body, marks=tuple(marks))
    before, author, role = (_unemboldened(words) for words in (before, author, role))
    parts: list[nodes.Node] = []
    if before:
        parts += [nodes.inline("", "", *before), nodes.Text(" ")]
    if author:
        parts.append(nodes.inline("", "", *author, classes=["press-quote-author"]))
    if role:
        parts += [nodes.Text(", ")] if author else []
        parts.append(nodes.inline("", "", *role, classes=["press-quote-role"]))
    if parts:
        if portrait is not None:
            portrait["alt"] = ""
            portrait["classes"].append("press-portrait")
            parts.insert(0, portrait)
        block += press_attribution("", *parts)
    return block


def _unemboldened(words: list[nodes.Node]) -> list[nodes.Node]:
    """Take the bold from a name: how an author looks is the theme's business."""
    plain: list[nodes.Node] = []
    for word in words:
        plain += lower_children(word) if isinstance(word, nodes.strong) else [word]
    return plain


class QuoteDirective(BlockDirective):
    """``press:quote``: the words in Markdown, who said them in options."""

    field = "quotes"

    option_spec: ClassVar[OptionSpec] = {
        **BlockDirective.option_spec,
        "author": directives.unchanged,
        "role": directives.unchanged,
        "organisation": directives.unchanged,
        "portrait": directives.unchanged,
        "language": directives.unchanged,
    }

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Say what the front matter says."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Say what the directive holds."""
        item = Quote.model_construct(
            text=Located(""),
            author=self.options.get("author"),
            role=self.options.get("role"),
            organisation=self.options.get("organisation"),
            portrait=self.option(_PATH, "portrait"),
            language=self.option(_LANGUAGE, "language"),
        )
        if not self.content:
            self.warn(Subtype.DIRECTIVE, "'quote' has no words; write them below its options")
            return []
        return [_build(item, self.parse_content_to_nodes(), page)]


def _own_classes(node: nodes.Element) -> list[str]:
    return [name for name in node["classes"] if not name.startswith("language-")]


def visit_quote(self: HTML5Translator, node: press_quote) -> None:
    attributes = {"lang": node["language"]} if "language" in node else {}
    if "direction" in node:
        attributes["dir"] = node["direction"]
    plain = nodes.Element(ids=node["ids"], classes=_own_classes(node))
    self.body.append(self.starttag(plain, "figure", CLASS="press-quote"))
    self.body.append(self.starttag(nodes.Element(), "blockquote", **attributes))


def depart_quote(self: HTML5Translator, node: press_quote) -> None:
    if not (node.children and isinstance(node.children[-1], press_attribution)):
        self.body.append("</blockquote>\n")
    self.body.append("</figure>\n")


def visit_attribution(self: HTML5Translator, node: press_attribution) -> None:
    self.body.append("</blockquote>\n<figcaption>")


def depart_attribution(self: HTML5Translator, node: press_attribution) -> None:
    self.body.append("</figcaption>\n")


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(
        app,
        "quote",
        QuoteDirective,
        (press_quote, visit_quote, depart_quote),
        (press_attribution, visit_attribution, depart_attribution),
    )
