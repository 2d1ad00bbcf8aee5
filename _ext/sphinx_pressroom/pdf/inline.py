"""What stands in a line: emphasis, links, code, pictures in the text, notes."""

from __future__ import annotations

import re
from urllib.parse import quote

from docutils import nodes

from ..kramdown.html import html_to_nodes
from ..labels import direction
from .literal import call, joined, quoted
from .writer import Renderer, Renderers, Writer

NOWHERE = "https://nowhere.invalid/"
"""The address of a site that does not know its own."""
SCHEMES = ("http:", "https:", "mailto:", "tel:", "ftp:")
_SPACES = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>«»“”\"]*[\w/]")
_PART = re.compile(r"(?:https?://)?[^/?&=#]+[/?&=#]*|[/?&=#]+")
_LONGEST = 36
"""Characters of an address that stay together; the next may stand on another line."""
_ENDLESS = re.compile(r"[^\s\u200b\xad]{70,}")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


def around(function: str) -> Renderer:
    """Make what writes a function of the template around a node's content."""

    def render(writer: Writer, node: nodes.Element) -> str:
        return call(function, writer.content(node)) if node.children else ""

    return render


def content(writer: Writer, node: nodes.Element) -> str:
    """Write what is in a node, and nothing around it."""
    return joined(parts) if (parts := writer.parts(node)) else ""


def nothing(writer: Writer, node: nodes.Element) -> str:
    """Leave a node out."""
    return ""


def text(writer: Writer, node: nodes.Node) -> str:
    """Write a text; an address in it breaks where addresses may."""
    whole = _SPACES.sub(" ", str(node))
    made, at = [], 0
    for found in _URL.finditer(whole):
        made += [_prose(writer, whole[at : found.start()], node), url(writer, found[0], node)]
        at = found.end()
    return joined([*made, _prose(writer, whole[at:], node)]) if whole else ""


def _prose(writer: Writer, words: str, node: nodes.Node) -> str:
    """Write words; one that is longer than any line may be broken anywhere."""
    return writer.words(_ENDLESS.sub(_breakable, words), node)


def _breakable(found: re.Match[str]) -> str:
    return "\u200b".join(found[0][at : at + _LONGEST] for at in range(0, len(found[0]), _LONGEST))


def url(writer: Writer, address: str, node: nodes.Node) -> str:
    """Write an address so that it breaks behind its slashes, and never behind « www. »."""
    parts = []
    for part in _PART.findall(address):
        pieces = [part[at : at + _LONGEST] for at in range(0, len(part), _LONGEST)]
        parts += [writer.words(piece, node) for piece in pieces]
    made = call("address", *parts)
    return call("isolated", made) if direction(writer.place.language) == "rtl" else made


def linked(writer: Writer, uri: str, body: str) -> str:
    """Make a link of an address that may be followed; of any other, plain words."""
    label = writer.place.labels.get(uri.partition("#")[0])
    followed = uri.lower().startswith(SCHEMES) and not uri.startswith(NOWHERE)
    address = quoted(quote(uri, safe="!#$%&'()*+,/:;=?@[]~")) if followed else ""
    if label:
        return call("goto", quoted(label), body, to=address)
    return call("link", address, body) if address else body


def reference(writer: Writer, node: nodes.Element) -> str:
    """Write a link; one without words gets its address for words."""
    uri = node.get("refuri", "")
    body = writer.content(node)
    if not (node.astext().strip() or node.next_node(nodes.image)):
        if not uri:
            return ""
        writer.warn("a link without words; the PDF shows its address", node)
        body = url(writer, uri, node)
    if uri:
        return linked(writer, writer.place.absolute(uri), body)
    if "refid" in node:
        return call("goto", quoted(writer.label(node["refid"])), body)
    return body


def download(writer: Writer, node: nodes.Element) -> str:
    """Write a link to a file; its address is absolute, or there is none."""
    uri = node.get("refuri") or writer.place.download(node.get("filename", ""))
    body = writer.content(node)
    return linked(writer, uri, body) if uri else body


def footnote_reference(writer: Writer, node: nodes.Element) -> str:
    """Write the mark of a note, which leads to it."""
    mark = call("mark", writer.content(node))
    return call("goto", quoted(writer.label(node["refid"])), mark) if "refid" in node else mark


def citation_reference(writer: Writer, node: nodes.Element) -> str:
    """Write the label of a source in brackets."""
    body = joined(['"["', writer.content(node), '"]"'])
    return call("goto", quoted(writer.label(node["refid"])), body) if "refid" in node else body


def literal(writer: Writer, node: nodes.Element) -> str:
    """Write code in a line."""
    return call("code", writer.words(re.sub(r"\s+", " ", node.astext()), node) or '""')


def math(writer: Writer, node: nodes.Element) -> str:
    """Write a formula as its source: there is no reader of LaTeX in the engine."""
    return call("code", writer.words(re.sub(r"\s+", " ", node.astext()), node) or '""')


def raw(writer: Writer, node: nodes.Element) -> str:
    """Write the words of raw HTML; of any other format, nothing."""
    if "html" not in node.get("format", "").split():
        return ""
    in_line = isinstance(node.parent, nodes.TextElement)
    if not in_line and not _BREAK.fullmatch(node.astext()):
        parts = [writer.render(one) for one in _nodes_of(node, node.astext())]
        return joined(parts) if parts else ""
    lines = [
        writer.words(" ".join(one.astext() for one in _nodes_of(node, text)), node)
        for text in _BREAK.split(node.astext())
    ]
    between = [part for words in lines for part in ("linebreak()", words)][1:]
    return joined(between) if any(between) else ""


def _nodes_of(node: nodes.Element, html: str) -> list[nodes.Node]:
    return html_to_nodes(html, source=node.source or "", line=node.line or 1)


INLINE: Renderers = {
    "Text": text,
    "inline": content,
    "generated": content,
    "strong": around("strong"),
    "emphasis": around("emph"),
    "title_reference": around("emph"),
    "literal_emphasis": around("emph"),
    "literal_strong": around("strong"),
    "manpage": around("emph"),
    "subscript": around("sub"),
    "superscript": around("super"),
    "literal": literal,
    "math": math,
    "abbreviation": content,
    "acronym": content,
    "reference": reference,
    "number_reference": reference,
    "press_direct_line": reference,
    "download_reference": download,
    "footnote_reference": footnote_reference,
    "citation_reference": citation_reference,
    "pending_xref": content,
    "problematic": content,
    "press_moment": content,
    "raw": raw,
    "target": content,
    "substitution_reference": content,
}
