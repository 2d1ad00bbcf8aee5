"""Tags in running text: what has a meaning becomes Markdown's own tokens, the rest goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from .inline_tokens import (
    Normalize,
    edge_token,
    embed_tokens,
    image_tokens,
    link_attributes,
    rebuilt_tag,
    text_token,
)
from .tags import EMBEDS, RAW_TAGS, VOID_TAGS, Tag, is_safe_address, read_tag, tag_name

_KEPT_NAMES = """
    abbr acronym bdi bdo big cite code del dfn ins kbd mark q rp rt ruby s samp small sub sup
    time tt u var"""
#: Tags that have no Markdown of their own and change how their text reads.
_KEPT = frozenset(_KEPT_NAMES.split())
_AS_TOKENS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_CDATA = "<![CDATA["


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
    # Marks that became one strong mark leave empty text behind.
    shown = [t for t in _emit(pieces, normalize) if t.type != "text" or t.content]
    kept = _safe_links(shown)
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
        yield text_token(token.content[len(_CDATA) : -3])


def _single(piece: _Piece, normalize: Normalize) -> Iterator[Token]:
    tag = piece.tag
    if tag is None:
        # Browsers show a line break for a closing tag too.
        if piece.name == "br":
            yield Token("hardbreak", "br", 0)
    elif piece.name == "br":
        yield Token("hardbreak", "br", 0)
    elif piece.name == "img":
        yield from image_tokens(tag, normalize)
    elif piece.name in EMBEDS:
        yield from embed_tokens(tag, normalize)


def _paired(opener: _Piece, piece: _Piece, normalize: Normalize) -> Iterator[Token]:
    tag = opener.tag
    if tag is None:
        return
    opens = piece.tag is not None
    if tag.name == "a":
        if tag.attributes.get("href", "").strip():
            yield edge_token("link", "a", opens, link_attributes(tag, normalize))
    elif tag.name in _AS_TOKENS:
        kind = _AS_TOKENS[tag.name]
        yield edge_token(kind, kind, opens, {})
    elif tag.name == "span":
        classes = tag.attributes.get("class", "")
        yield edge_token("span", "span", opens, {"class": classes} if classes else {})
    elif tag.name in _KEPT:
        token = Token("html_inline", "", 0)
        token.content = rebuilt_tag(tag) if opens else f"</{tag.name}>"
        yield token


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
