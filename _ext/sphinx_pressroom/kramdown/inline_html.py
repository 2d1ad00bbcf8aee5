"""Tags in running text: what has a meaning becomes Markdown's own tokens, the rest goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from markdown_it.token import Token

from .tags import EMBEDS, RAW_TAGS, VOID_TAGS, Tag, is_safe_address, read_tag, tag_name

#: Tags that have no Markdown of their own and change how their text reads.
_KEPT = frozenset(
    """abbr acronym bdi bdo big cite code del dfn ins kbd mark q rp rt ruby s samp small sub sup
    time tt u var""".split()
)
_KEPT_ATTRIBUTES = ("class", "title", "lang", "dir", "datetime")
_AS_TOKENS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_CDATA = "<![CDATA["

Normalize = Callable[[str], str]


@dataclass
class _Piece:
    """A token on its way: for a tag, what it is, and the index of the tag that it pairs with."""

    token: Token
    name: str = ""
    tag: Tag | None = None
    closes: bool = False
    partner: int | None = None


def convert_inline_html(tokens: list[Token], normalize: Normalize) -> list[Token]:
    """Return the tokens of one inline block with its HTML converted.

    ``normalize`` percent-encodes an address. Nothing but tags, comments and what stands in a
    script or style is taken out.
    """
    pieces = [_piece(token) for token in tokens]
    _pair(pieces)
    kept = _safe_links(list(_emit(pieces, normalize)))
    _set_levels(kept)
    return kept


def _piece(token: Token) -> _Piece:
    if token.type != "html_inline":
        return _Piece(token)
    text = token.content
    name = tag_name(text)
    if not name:
        return _Piece(token, "!")
    if text.startswith("</"):
        return _Piece(token, name, closes=True)
    return _Piece(token, name, read_tag(text))


def _pair(pieces: list[_Piece]) -> None:
    """Find the closing tag of every opening tag that stands on the same level of nesting."""
    levels: list[list[int]] = [[]]
    for index, piece in enumerate(pieces):
        if piece.token.nesting > 0:
            levels.append([])
        elif piece.token.nesting < 0:
            if len(levels) > 1:
                levels.pop()
        elif piece.tag is not None and piece.name not in VOID_TAGS:
            levels[-1].append(index)
        elif piece.closes:
            _close(pieces, levels[-1], index)


def _close(pieces: list[_Piece], opened: list[int], index: int) -> None:
    for place in range(len(opened) - 1, -1, -1):
        opener = opened[place]
        if pieces[opener].name == pieces[index].name:
            pieces[opener].partner, pieces[index].partner = index, opener
            del opened[place:]
            return


def _emit(pieces: list[_Piece], normalize: Normalize) -> Iterator[Token]:
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        skip = _hidden_until(piece)
        if not piece.name:
            yield piece.token
        elif piece.name == "!":
            yield from _declaration(piece.token)
        elif piece.name in VOID_TAGS or (piece.name in EMBEDS and piece.tag is not None):
            yield from _single(piece, normalize)
        elif piece.partner is not None and skip is None:
            opener = piece if piece.tag is not None else pieces[piece.partner]
            yield from _paired(opener, piece, normalize)
        index = index + 1 if skip is None else skip + 1


def _hidden_until(piece: _Piece) -> int | None:
    """Return the index of the tag that ends what is never shown."""
    return piece.partner if piece.tag is not None and piece.name in RAW_TAGS else None


def _declaration(token: Token) -> Iterator[Token]:
    if token.content.startswith(_CDATA):
        yield _text(token.content[len(_CDATA) : -3])


def _single(piece: _Piece, normalize: Normalize) -> Iterator[Token]:
    tag = piece.tag
    if tag is None:
        # Browsers show a line break for a closing tag too.
        if piece.name == "br":
            yield Token("hardbreak", "br", 0)
    elif piece.name == "br":
        yield Token("hardbreak", "br", 0)
    elif piece.name == "img":
        yield from _image(tag, normalize)
    elif piece.name in EMBEDS:
        yield from _embed(tag, normalize)


def _image(tag: Tag, normalize: Normalize) -> Iterator[Token]:
    source, alt = tag.attributes.get("src", "").strip(), tag.attributes.get("alt", "")
    if not is_safe_address(source):
        yield from [_text(alt)] if alt else []
        return
    token = Token("image", "img", 0, content=alt, children=[_text(alt)] if alt else [])
    token.attrs = {"src": normalize(source), "alt": ""}
    for key in ("title", "class"):
        if tag.attributes.get(key):
            token.attrs[key] = tag.attributes[key]
    yield token


def _embed(tag: Tag, normalize: Normalize) -> Iterator[Token]:
    address = (tag.attributes.get("src") or tag.attributes.get("data") or "").strip()
    label = tag.attributes.get("title") or address
    if address and is_safe_address(address):
        link = Token("link_open", "a", 1)
        link.attrs = {"href": normalize(address)}
        yield from (link, _text(label), Token("link_close", "a", -1))


def _paired(opener: _Piece, piece: _Piece, normalize: Normalize) -> Iterator[Token]:
    tag = opener.tag
    if tag is None:
        return
    opens = piece.tag is not None
    if tag.name == "a":
        if tag.attributes.get("href", "").strip():
            yield _edge("link", "a", opens, _link_attributes(tag, normalize))
    elif tag.name in _AS_TOKENS:
        kind = _AS_TOKENS[tag.name]
        yield _edge(kind, kind, opens, {})
    elif tag.name == "span":
        classes = tag.attributes.get("class", "")
        yield _edge("span", "span", opens, {"class": classes} if classes else {})
    elif tag.name in _KEPT:
        token = Token("html_inline", "", 0)
        token.content = _rebuilt(tag) if opens else f"</{tag.name}>"
        yield token


def _edge(kind: str, tag: str, opens: bool, attributes: dict[str, str]) -> Token:
    token = Token(f"{kind}_{'open' if opens else 'close'}", tag, 1 if opens else -1)
    if opens:
        token.attrs = {**attributes}
    return token


def _link_attributes(tag: Tag, normalize: Normalize) -> dict[str, str]:
    attributes = {"href": tag.attributes["href"].strip()}
    if is_safe_address(attributes["href"]):
        attributes["href"] = normalize(attributes["href"])
    for key in ("title", "class"):
        if tag.attributes.get(key):
            attributes[key] = tag.attributes[key]
    return attributes


def _rebuilt(tag: Tag) -> str:
    """Write the tag again with those attributes that can do no harm."""
    given = [
        f' {key}="{escape(tag.attributes[key])}"'
        for key in _KEPT_ATTRIBUTES
        if key in tag.attributes
    ]
    return f"<{tag.name}{''.join(given)}>"


def _safe_links(tokens: list[Token]) -> list[Token]:
    """Take away links with an address that is not allowed, and links in links."""
    kept: list[Token] = []
    opened: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            allowed = is_safe_address(str(token.attrGet("href") or "#"))
            opened.append(allowed and not any(opened))
            if not opened[-1]:
                continue
        elif token.type == "link_close" and opened and not opened.pop():
            continue
        kept.append(token)
    return kept


def _set_levels(tokens: list[Token]) -> None:
    level = 0
    for token in tokens:
        if token.nesting < 0:
            level -= 1
        token.level = level
        if token.nesting > 0:
            level += 1


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token
