"""Sanitising: what of a release would run, load, hide or deceive is out before anything sees it.

One pass over the tree of each release, before titles, pictures and files are taken from it and
before it is stored; every builder writes what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.transforms import SphinxTransform

from .blocks.contacts import press_contacts
from .blocks.downloads import press_downloads
from .blocks.links import press_links
from .domain import press_domain
from .places import place
from .problems import Problem, Subtype, position_of, report
from .safety import addresses, characters, markup
from .settings import RAW_HTML, raw_html
from .suspicion import lookalike_message

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_BREAKS = frozenset({"<br />\n", "\\\\\n"})
"""What MyST and kramdown's reader make of a hard break."""
_FROM_FIELDS = (press_contacts, press_downloads, press_links)
"""Blocks of which the addresses were judged with the front matter."""
_ICON = re.compile(
    r'<svg(?: [\w-]+="[\w .:#-]*")* class="sd-(?:octicon|material-icon)[\w -]*"'
    r'(?: [\w-]+="[\w .:#-]*")*>'
    r'(?:<(?:path|circle|rect|g|polygon)(?: [\w-]+="[\w .,:#()-]*")*\s*/?>|</(?:path|g)>|\s)*</svg>'
)
"""An icon of sphinx-design: outlines, and nothing that could run."""


class Sanitise(SphinxTransform):
    """Clean the tree of a release."""

    default_priority = 880  # behind all that makes text; titles and files are collected later

    def apply(self, **kwargs: Any) -> None:
        """Clean the tree, if it is a release's."""
        if self.env.docname not in press_domain(self.env).sources:
            return
        policy = raw_html(self.config)
        raws: dict[int, nodes.Element] = {}
        found = list(self.document.findall())
        texts = "".join(node for node in found if isinstance(node, nodes.Text))
        may_deceive = characters.may_deceive(texts)
        for node in found:
            if isinstance(node, nodes.Text):
                if may_deceive:
                    self._text(node)
                continue
            if isinstance(node, nodes.Element) and "<!--" in node.rawsource:
                _forget_comments(node)
            match node:
                case nodes.reference():
                    self._reference(node)
                case nodes.image():
                    self._image(node)
                case nodes.raw() | nodes.comment() | nodes.meta() if policy != "allow":
                    self._unseen(node, raws)
        for parent in raws.values():
            _Raw(self, parent).clean(as_typed=policy == "forbid")

    def _unseen(self, node: nodes.Element, raws: dict[int, nodes.Element]) -> None:
        """Take out what no reader is meant to see; note the parents of raw nodes."""
        if isinstance(node, nodes.comment):
            node.parent.remove(node)
        elif isinstance(node, nodes.meta):
            self._meta(node)
        elif node.astext() not in _BREAKS:
            raws.setdefault(id(node.parent), node.parent)

    def warn(self, subtype: Subtype, message: str, node: nodes.Node) -> None:
        """Warn where a node stands."""
        at = position_of(node, str(self.document["source"]))
        report([Problem(subtype, message, at)])

    # -- texts, links and pictures -----------------------------------------------------------

    def _text(self, node: nodes.Text) -> None:
        """Take out characters that nobody sees, which may still come from entities and files."""
        for _, character in characters.deceptive(node):
            if isinstance(node.parent, nodes.raw):
                break
            self.warn(Subtype.CHARACTER, characters.message(character), node.parent)
            node.parent.replace(node, nodes.Text(characters.cleaned(node)))
            break

    def _meta(self, node: nodes.Element) -> None:
        if "http-equiv" in node:
            message = f"<meta http-equiv={node['http-equiv']}> is taken out; a page does not obey"
            self.warn(Subtype.RAW_HTML, f"{message} its release, set it in the server", node)
            node.parent.remove(node)

    def _reference(self, node: nodes.reference) -> None:
        uri = str(node.get("refuri", ""))
        if "reftitle" in node:
            node["reftitle"] = characters.cleaned(str(node["reftitle"]))
        if not addresses.is_allowed(uri):
            self.warn(Subtype.LINK, refused(uri), node)
            node.parent.replace(node, nodes.inline("", "", *node.children))
        elif host := addresses.lookalike(uri):
            if not _is_inside(node, _FROM_FIELDS):
                self.warn(Subtype.LINK, lookalike_message(uri, host), node)
            node.parent.insert(node.parent.index(node) + 1, nodes.Text(f" ({host})"))

    def _image(self, node: nodes.image) -> None:
        uri = str(node["uri"])
        if "alt" in node:
            node["alt"] = characters.cleaned(str(node["alt"]))
        if not addresses.may_be_picture(uri):
            self.warn(Subtype.LINK, refused(uri), node)
            node.parent.replace(node, nodes.inline("", node.get("alt", "")))


def _forget_comments(node: nodes.Element) -> None:
    """Take comments from the source that a node keeps for translators; code is what it is."""
    if not isinstance(node, nodes.FixedTextElement | nodes.literal):
        node.rawsource = markup.without_comments(node.rawsource)


def refused(address: str) -> str:
    """Say that an address is none for a page, and the way out."""
    allowed = ", ".join(sorted(addresses.SCHEMES))
    shown = address if len(address) <= 60 else f"{address[:60]}…"
    return f"'{shown}' is not an address that a page may lead to ({allowed}); its words are kept"


def not_kept(named: str) -> str:
    """Say what of HTML is taken out, and the way out."""
    return f"{named}: not kept of HTML; write it in Markdown (see press_raw_html)"


def _is_inside(node: nodes.Node, kinds: tuple[type, ...]) -> bool:
    above = node.parent
    while above is not None and not isinstance(above, kinds):
        above = above.parent
    return above is not None


# -- raw nodes -----------------------------------------------------------------------------------


class _Raw:
    """The raw nodes of one parent, which may open in one and close in another."""

    def __init__(self, sanitise: Sanitise, parent: nodes.Element) -> None:
        self.sanitise, self.parent = sanitise, parent
        self.in_line = isinstance(parent, nodes.TextElement)
        self.told: dict[int | None, tuple[nodes.Node, list[str]]] = {}

    def clean(self, *, as_typed: bool) -> None:
        """Put what may stay in place of the raw nodes."""
        children = list(self.parent.children)
        wanted = [child for child in children if self._is_written(child)]
        for node in wanted:
            self._note(node)
        if as_typed:
            typed = {id(node): self._as_typed(node) for node in wanted}
            made = [one for child in children for one in typed.get(id(child), [child])]
        else:
            made = self._balanced(children, wanted)
        self.parent.children = []
        self.parent.extend(made)
        self._report(as_typed=as_typed)

    def _is_written(self, node: nodes.Node) -> bool:
        """Tell whether a node is raw and the writer's."""
        own = node.astext() in _BREAKS or _ICON.fullmatch(node.astext())
        return isinstance(node, nodes.raw) and not own

    def _note(self, node: nodes.Node) -> None:
        line = get_source_line(node)[1]
        names = self.told.setdefault(line, (node, []))[1]
        html = markup.without_comments(node.astext())
        if not _writes_html(node):
            names.append(f"raw {node['format']}")  # type: ignore[index]
            return
        found, led = markup.found_in(html)
        names += found
        for address in led:
            if host := addresses.lookalike(address):
                self.sanitise.warn(Subtype.LINK, lookalike_message(address, host), node)

    def _report(self, *, as_typed: bool) -> None:
        for node, names in self.told.values():
            named = ", ".join(list(dict.fromkeys(names))[:6])
            if as_typed:
                message = "HTML is shown as it was typed; write it in Markdown (press_raw_html)"
            else:
                message = not_kept(named)
            if names or (as_typed and node.astext().strip()):
                self.sanitise.warn(Subtype.RAW_HTML, message, node)

    def _as_typed(self, node: nodes.Node) -> list[nodes.Node]:
        text = markup.without_comments(node.astext()).strip("\n")
        return self._words(text) if text.strip() and _writes_html(node) else []

    def _words(self, text: str) -> list[nodes.Node]:
        words = characters.cleaned(text)
        return [nodes.Text(words)] if self.in_line else [nodes.paragraph("", words.strip())]

    # -- balance -----------------------------------------------------------------------------

    def _balanced(self, children: list[nodes.Node], wanted: list[nodes.Node]) -> list[nodes.Node]:
        """Clean from the first raw node to the last as one text, in which others are numbers."""
        if not wanted:
            return children
        first, last = children.index(wanted[0]), children.index(wanted[-1])
        middle = _without_scripts(children[first : last + 1], wanted)
        html = "".join(
            self._source(node) if node in wanted else markup.standing_for(number)
            for number, node in enumerate(middle)
        )
        parts = list(markup.pieces(markup.cleaned(html)))
        others = [number for number, node in enumerate(middle) if node not in wanted]
        if [part for part in parts if isinstance(part, int)] == others:
            like = wanted[0]
            made: list[nodes.Node] = []
            for part in parts:
                made += [middle[part]] if isinstance(part, int) else self._kept(part, like)
        else:
            made = [one for node in middle for one in self._alone(node, wanted)]
        return [*children[:first], *made, *children[last + 1 :]]

    def _alone(self, node: nodes.Node, wanted: list[nodes.Node]) -> list[nodes.Node]:
        """Clean one node without its neighbours, which it would swallow."""
        return self._kept(markup.cleaned(self._source(node)), node) if node in wanted else [node]

    def _source(self, node: nodes.Node) -> str:
        if not _writes_html(node):
            return ""
        html = node.astext()
        return html.replace(markup.OPEN, "\ufffd").replace(markup.CLOSE, "\ufffd")

    def _kept(self, html: str, like: nodes.Node) -> list[nodes.Node]:
        html = characters.cleaned(html)
        if not html.strip() and not self.in_line:
            return []
        if "<" not in html:
            return self._words(unescape(html))
        made = nodes.raw("", html, format="html")
        made.source, made.line = like.source, like.line
        return [made]


def _writes_html(node: nodes.Node) -> bool:
    return isinstance(node, nodes.raw) and "html" in node["format"].split()


def _without_scripts(middle: list[nodes.Node], wanted: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Leave out what stands between the tags of a script; one never closed hides nothing."""
    tags = {id(node): node.astext().lower() for node in wanted}
    kept: list[nodes.Node] = []
    index = 0
    while index < len(middle):
        text = tags.get(id(middle[index]), "")
        opened = re.match(r"<(script|style)\b(?!.*</\1)", text, re.DOTALL)
        if opened is None:
            kept.append(middle[index])
            index += 1
            continue
        closed = (
            at
            for at in range(index + 1, len(middle))
            if f"</{opened[1]}" in tags.get(id(middle[at]), "")
        )
        index = next(closed, index) + 1
    return kept


# -- settings ------------------------------------------------------------------------------------


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Refuse a policy that is none."""
    if config.press_raw_html not in RAW_HTML:
        names = ", ".join(RAW_HTML)
        message = f"press_raw_html: expected {names}, not {config.press_raw_html!r}"
        report([Problem(Subtype.SETTING, message, place(Path(app.confdir), "press_raw_html"))])


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(Sanitise)
    app.connect("config-inited", on_config_inited)
