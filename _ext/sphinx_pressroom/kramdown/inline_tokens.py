"""Tokens of markdown-it for tags of HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from markdown_it.token import Token

from .tags import Tag, is_safe_address

Normalize = Callable[[str], str]

_KEPT_ATTRIBUTES = ("class", "title", "lang", "dir", "datetime")


def image_tokens(tag: Tag, normalize: Normalize) -> Iterator[Token]:
    """Return an image, or its alternative text where the address is not allowed."""
    source, alt = tag.attributes.get("src", "").strip(), tag.attributes.get("alt", "")
    if not is_safe_address(source):
        yield from [text_token(alt)] if alt else []
        return
    token = Token("image", "img", 0, content=alt, children=[text_token(alt)] if alt else [])
    token.attrs = {"src": normalize(source), "alt": ""}
    for key in ("title", "class"):
        if tag.attributes.get(key):
            token.attrs[key] = tag.attributes[key]
    yield token


def embed_tokens(tag: Tag, normalize: Normalize) -> Iterator[Token]:
    """Return a link to what a tag would play or show."""
    address = (tag.attributes.get("src") or tag.attributes.get("data") or "").strip()
    label = tag.attributes.get("title") or address
    if address and is_safe_address(address):
        link = Token("link_open", "a", 1)
        link.attrs = {"href": normalize(address)}
        yield from (link, text_token(label), Token("link_close", "a", -1))


def edge_token(kind: str, tag: str, opens: bool, attributes: dict[str, str]) -> Token:
    """Return the token that opens or closes a span."""
    token = Token(f"{kind}_{'open' if opens else 'close'}", tag, 1 if opens else -1)
    if opens:
        token.attrs = {**attributes}
    return token


def link_attributes(tag: Tag, normalize: Normalize) -> dict[str, str]:
    """Return the attributes of a link that are kept."""
    attributes = {"href": tag.attributes["href"].strip()}
    if is_safe_address(attributes["href"]):
        attributes["href"] = normalize(attributes["href"])
    for key in ("title", "class"):
        if tag.attributes.get(key):
            attributes[key] = tag.attributes[key]
    return attributes


def rebuilt_tag(tag: Tag) -> str:
    """Write the tag again with those attributes that can do no harm."""
    given = [
        f' {key}="{escape(tag.attributes[key])}"'
        for key in _KEPT_ATTRIBUTES
        if key in tag.attributes
    ]
    return f"<{tag.name}{''.join(given)}>"


def text_token(content: str) -> Token:
    """Return a token of plain text."""
    token = Token("text", "", 0)
    token.content = content
    return token
