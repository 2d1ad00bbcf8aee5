"""What is known about HTML tags and addresses, for blocks and for running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from markdown_it.common.html_re import open_tag

from ..safety.addresses import SCHEMES

_BLOCK_NAMES = """
    address article aside applet audio blockquote body canvas caption center col colgroup dd
    details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset
    h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main map menu meta nav
    noframes noscript object ol optgroup p param pre script search section source style summary
    svg table tbody td template tfoot th thead title tr track ul video"""
BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
_VOID_NAMES = "area base br col embed frame hr img input link meta param source track wbr"
VOID_TAGS = frozenset(_VOID_NAMES.split())
RAW_TAGS = frozenset(("script", "style"))
#: Tags that show something from elsewhere: their address is offered as a link.
EMBEDS = frozenset(("iframe", "video", "audio", "embed", "object"))

OPEN_TAG = re.compile(open_tag)
CLOSE_TAG = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)\s*>")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ANY = re.compile(
    rf"(?P<comment><!--.*?-->)|(?P<open>{open_tag})|</(?P<close>[A-Za-z][A-Za-z0-9-]*)\s*>",
    re.DOTALL,
)
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f\u200b-\u200f\u2028\u2029\ufeff]")
_SCHEME = re.compile(r"([^/?#:]*):")


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening tag: its name in lower case and its attributes, entities resolved."""

    name: str
    attributes: dict[str, str]

    @property
    def classes(self) -> list[str]:
        """Return the names in the ``class`` attribute, in order."""
        return self.attributes.get("class", "").split()


class _TagReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tag: Tag | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.tag is None:
            pairs: dict[str, str] = {}
            for key, value in attrs:
                pairs.setdefault(key, value or "")
            self.tag = Tag(tag, pairs)


def read_tag(text: str) -> Tag:
    """Read one opening tag; text that is none gives a tag with an empty name."""
    reader = _TagReader()
    reader.feed(text)
    reader.close()
    return reader.tag or Tag("", {})


def tag_name(text: str) -> str:
    """Return the name of the tag that ``text`` begins with, in lower case, or nothing."""
    found = _TAG_NAME.match(text)
    return found[1].lower() if found else ""


def is_safe_address(address: str, schemes: frozenset[str] = SCHEMES) -> bool:
    """Tell whether a link to ``address`` may be shown: a known scheme, or none."""
    bare = _INVISIBLE.sub("", address)
    found = _SCHEME.match(bare)
    return bool(bare) and (found is None or found[1].lower() in schemes)


def closing_ends(text: str, start: int, name: str) -> dict[int, int]:
    """Return the offsets after the tags that close ``name``, by those after the tags that open it.

    ``start`` is the offset after the first opening tag; what stands behind its closing tag is not
    read, and -1 stands where none closes. Comments are passed over, and in scripts and styles only
    the closing tag counts.
    """
    if name in RAW_TAGS:
        found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, start)
        return {start: found.end() if found else -1}
    ends: dict[int, int] = {start: -1}
    waiting = [start]
    for tag in _ANY.finditer(text, start):
        opened = tag["open"]
        if opened and tag_name(opened) == name and not opened.endswith("/>"):
            waiting.append(tag.end())
            ends[tag.end()] = -1
        elif tag["close"] and tag["close"].lower() == name:
            ends[waiting.pop()] = tag.end()
            if not waiting:
                break
    return ends
