"""The HTML that a release may hold, and what is found in it beside that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import nh3

from . import addresses

_PLAIN = """
    abbr acronym article aside b bdi bdo big br caption center cite code data dd del details dfn
    div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s
    samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr
    tt u ul var wbr a address blockquote col colgroup"""
ELEMENTS = frozenset(_PLAIN.split())
"""What texts, lists, tables and figures are made of; nothing that loads, runs or asks."""
EVERYWHERE = frozenset({"class", "lang", "dir", "title"})
"""Attributes of all elements; of classes, none of the theme's or of sphinx-design's own."""
ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"datetime"},
    "details": {"open"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
}
HIDDEN = frozenset({"script", "style"})
"""What is no text: it goes with all that stands in it."""
OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of something that stands between pieces of HTML."""

_ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "background"}
_OWN_CLASSES = ("press-", "sd-")
_TAG = re.compile(r"""</?([A-Za-z][\w:-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_VOID = re.compile(r'<(br|col|hr|wbr)((?: [\w-]+="[^"]*")*)>')
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def cleaned(html: str) -> str:
    """Give the HTML with nothing but the allowed elements, balanced, as XML allows it too."""
    made = nh3.clean(
        _TAG.sub(_known, html),
        tags=set(ELEMENTS),
        clean_content_tags=set(HIDDEN),
        attributes={"*": set(EVERYWHERE), **ATTRIBUTES},
        attribute_filter=_attribute,
        link_rel=None,
        url_schemes=set(addresses.SCHEMES),
    )
    return _VOID.sub(r"<\1\2 />", made).replace("&nbsp;", "\xa0")


def _known(tag: re.Match[str]) -> str:
    """Leave out other tags first: with some, as of drawings, the parser takes out their words."""
    return tag[0] if tag[1].lower() in ELEMENTS | HIDDEN else ""


def _attribute(element: str, name: str, value: str) -> str | None:
    if OPEN in value or (name in {"href", "cite"} and not addresses.is_allowed(value)):
        return None
    if name == "class":
        kept = [one for one in value.split() if not one.startswith(_OWN_CLASSES)]
        return " ".join(kept) or None
    return value


def without_comments(html: str) -> str:
    """Take comments out, also one that is never closed."""
    return _COMMENT.sub("", html)


def found_in(html: str) -> tuple[list[str], list[str]]:
    """Name what :func:`cleaned` takes out, each once; and give all addresses of links."""
    reader = _Finder()
    # Python's parser gives up at declarations that it does not know.
    reader.feed(html.replace("<![", "&lt;!["))
    reader.close()
    return list(dict.fromkeys(reader.found)), reader.addresses


def running(html: str) -> list[str]:
    """Name what would run: scripts, handlers and addresses of other schemes."""
    names = found_in(html)[0]
    return [one for one in names if _RUNS.match(one)]


_RUNS = re.compile(r"<(?:script|style)>|on\w+ of|'")


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name in _ADDRESSES and not addresses.is_allowed(value or ""):
                self.found.append(f"'{value}' of <{tag}>")
            elif name.startswith("on") or (tag in ELEMENTS and not _is_kept(tag, name)):
                self.found.append(f"{name} of <{tag}>")
            elif name == "href":
                self.addresses.append(value or "")


def _is_kept(element: str, name: str) -> bool:
    return name in EVERYWHERE or name in ATTRIBUTES.get(element, ())


_PART = re.compile(f"{OPEN}([0-9]+){CLOSE}")


def pieces(html: str) -> Iterator[str | int]:
    """Cut HTML at the numbers that stand for something else."""
    for index, part in enumerate(_PART.split(html)):
        if index % 2:
            yield int(part)
        elif part:
            yield part


def standing_for(number: int) -> str:
    """Make the text that stands for something else in HTML."""
    return f"{OPEN}{number}{CLOSE}"
