"""Files that run something, in a browser or on a desktop: told by their names and contents."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from xml.parsers import expat

from . import addresses

_PROGRAM_NAMES = """
    app apk appimage application bat chm class cmd com command cpl csh deb desktop dll dmg ear elf
    exe gadget hta inf jar jnlp jse ksh lnk mjs msc msi msp mst pif pkg pl prg ps1 psm1 py pyc pyz
    rb reg rpm run scf scr sct sh swf url vb vbe vbs war wasm webloc ws wsc wsf wsh xap xbap xll"""
_PROGRAMS = frozenset(_PROGRAM_NAMES.split())
_MACROS = frozenset(
    ["docm", "dotm", "potm", "ppam", "ppsm", "pptm", "sldm", "xlam", "xlsb", "xlsm", "xltm"]
)
_PAGES = frozenset(
    [
        "asp",
        "aspx",
        "cgi",
        "htc",
        "htm",
        "html",
        "jsp",
        "mht",
        "mhtml",
        "php",
        "shtm",
        "shtml",
        "xht",
        "xhtml",
    ]
)
_SCRIPTS = frozenset(["js", "cjs"])
_XML = frozenset(
    [
        "atom",
        "gpx",
        "kml",
        "mathml",
        "mml",
        "rdf",
        "rss",
        "svg",
        "wsdl",
        "xml",
        "xsd",
        "xsl",
        "xslt",
        "xspf",
        "xul",
    ]
)
_SIGNATURES = (
    (b"\x7fELF", "a program for Linux"),
    (b"\xca\xfe\xba\xbe", "a program for macOS or Java"),
    (b"\xcf\xfa\xed\xfe", "a program for macOS"),
    (b"\xce\xfa\xed\xfe", "a program for macOS"),
    (b"#!", "a script for a shell"),
    (b"L\0\0\0\x01\x14\x02\0", "a Windows shortcut"),
    (b"ITSF", "a Windows help file"),
    (b"[InternetShortcut]", "a shortcut"),
    (b"[Desktop Entry]", "a shortcut"),
)
_SNIFFED = re.compile(
    r"<(?:!doctype html|!--|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p)"
    r"(?=[\s>/-])",
    re.IGNORECASE,
)
"""What browsers take for HTML whatever it is called (WHATWG, MIME sniffing, 7.1)."""
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_ELSEWHERE = re.compile(r"(?i)url\(\s*['\"]?\s*(?!#|data:image/(?:png|jpe?g|gif|webp)[;,])|@import")
_PICTURE = re.compile(r"(?i)data:image/(?:png|jpe?g|gif|webp)[;,]")
_SVG, _XHTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"


def what_runs(name: str, content: bytes) -> str:
    """Say what in a file runs, or that it is a program; nothing for a file that does neither."""
    suffix = PurePosixPath(name.lower()).suffix.lstrip(".")
    if suffix in _PROGRAMS:
        return f"it is a program or a shortcut (.{suffix})"
    if suffix in _MACROS:
        return f"it is a document with macros (.{suffix})"
    if suffix in _SCRIPTS:
        return f"it is a script (.{suffix})"
    if suffix in _PAGES:
        return "it is a web page, which can run scripts"
    if suffix == "svgz":
        return "it is a compressed drawing, into which nobody can look; save it as .svg"
    return _by_content(content, is_xml=suffix in _XML)


def _by_content(content: bytes, *, is_xml: bool) -> str:
    for sign, kind in _SIGNATURES:
        if content.startswith(sign):
            return f"it is {kind}"
    if content[:3] in {b"FWS", b"CWS", b"ZWS"} and b"\0" in content[:8]:
        return "it is a Flash film"
    if content.startswith(b"MZ") and b"\0" in content[:64]:
        return "it is a program for Windows"
    start = _text(content[:1024]).lstrip()
    if _SNIFFED.match(start) and not (is_xml and start.startswith("<!--")):
        return "it is a web page, which can run scripts"
    if is_xml or start.lower().startswith(("<?xml", "<svg", "<!doctype svg")):
        return _of_xml(content)
    return ""


def _text(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "latin-1")
    return content.decode(encoding, "ignore")


# -- XML, of which SVG is one --------------------------------------------------------------------


class _Found(Exception):  # noqa: N818  (what the file has, which ends the reading)
    """Something that runs, or that cannot be looked into."""


def _of_xml(content: bytes) -> str:
    parser = expat.ParserCreate(namespace_separator=" ")
    reading = _Xml()
    parser.StartElementHandler = reading.opened
    parser.EndElementHandler = reading.closed
    parser.CharacterDataHandler = reading.text
    parser.ProcessingInstructionHandler = _instruction
    parser.StartDoctypeDeclHandler = _doctype
    try:
        parser.Parse(content, True)
    except _Found as found:
        return str(found)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"it cannot be looked into, since it is no XML ({error})"
    return ""


def _doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    if internal:
        raise _Found("it declares entities (DOCTYPE); save it as plain SVG")
    if system and not (public or "").startswith("-//W3C//DTD SVG"):
        raise _Found(f"it asks for a file from elsewhere (DOCTYPE {system})")


def _instruction(target: str, data: str) -> None:
    if target.lower() == "xml-stylesheet":
        raise _Found("it loads a style sheet (xml-stylesheet)")


_LIVE = frozenset(
    [
        "audio",
        "embed",
        "foreignobject",
        "handler",
        "iframe",
        "listener",
        "object",
        "script",
        "video",
    ]
)
_MOVING = frozenset({"animate", "set", "animatemotion", "animatetransform"})
_STYLED = frozenset(["clip-path", "cursor", "fill", "filter", "mask", "stroke", "style"])


class _Xml:
    """One pass over a file, which ends where something is found."""

    def __init__(self) -> None:
        self.style = ""
        """The text of the style sheet that is being read."""
        self.in_style = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        local = local.lower()
        if space == _XHTML:
            raise _Found(f"it holds HTML (<{local}>)")
        if local in _LIVE and space in {_SVG, ""}:
            raise _Found(f"it holds <{local}>")
        self.in_style = local == "style"
        for full, value in attributes.items():
            _attribute(space, local, full.rpartition(" ")[2].lower(), value)

    def closed(self, name: str) -> None:
        self.in_style, self.style = False, ""

    def text(self, text: str) -> None:
        if self.in_style:
            self.style += text
            _styled(self.style)


def _styled(text: str) -> None:
    if _ELSEWHERE.search(text):
        raise _Found("it loads something from elsewhere (url or @import in a style)")


def _attribute(space: str, element: str, name: str, value: str) -> None:
    if name.startswith("on") and space == _SVG:
        raise _Found(f"it runs something ({name})")
    if element in _MOVING and name == "attributename" and re.match(r"(?i)on|.*href", value):
        raise _Found(f"it changes {value} (<{element}>)")
    if name in {"href", "src"} and not value.startswith("#"):
        _address(space, element, value)
    if space == _SVG and (name in _STYLED or name.startswith("marker")):
        _styled(value)


def _address(space: str, element: str, value: str) -> None:
    if not addresses.is_allowed(value) and not _PICTURE.match(value):
        raise _Found(f"it links to '{value[:60]}'")
    if space == _SVG and element != "a" and not _PICTURE.match(value):
        raise _Found(f"it loads '{value[:60]}'")
