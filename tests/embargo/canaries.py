"""A press room with one release under embargo, of which every part holds a word found nowhere else.

Whoever looks for these words looks into everything that a word can hide in: compressed members,
streams of PDFs, text chunks and metadata of pictures, other encodings, stems.
"""

from __future__ import annotations

import base64
import gzip
import io
import re
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

from PIL import Image, PngImagePlugin

LIFT = 1_774_940_400
"""2026-03-31 09:00 in Paris, which is 07:00 UTC."""
SLUG = "releases/2026/zqslugar-bridge"
WORDS = (
    *("zqtitlor", "zqleador", "zqbodyar", "zqslugar", "zqaltaro", "zqcaptor", "zqcredor"),
    *("zqfilnar", "zqimanar", "zqpersor", "zqtagoro", "zqauthor", "zqpdfora", "zqtransor"),
    *("zqnotora", "zqcomtar", "zqyamlar", "zqstatar", "zqextrar", "zqexifor", "zqhdimar"),
    *("zqmailor", "zqcator", "zqalias", "zqseries", "zqeditor", "zqfactor", "zqboiler"),
)
"""One for each part; a stemmer that cuts endings off leaves the first six letters."""
NEVER = {"zqcomtar", "zqyamlar", "zqexifor", "zqeditor", "zqseries", "zqtransor"}
"""Those that no public file shows either: comments, metadata, what editors leave behind, the name of
a series of one, and a translation into a language that the site has not."""


def picture(words: str, kind: str = "PNG") -> bytes:
    """Draw a picture whose metadata hold words."""
    image = Image.radial_gradient("L").resize((640, 400))
    file = io.BytesIO()
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", words)
        notes.add_itxt("Description", words, zip=True)
        image.save(file, "PNG", pnginfo=notes)
    else:
        exif = Image.Exif()
        exif[0x010E] = words  # ImageDescription
        exif[0x9286] = words  # UserComment
        image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def pdf(words: str) -> bytes:
    """Make the least of a PDF, its stream compressed."""
    stream = zlib.compress(f"BT ({words}) Tj ET".encode())
    return (
        b"%PDF-1.7\n1 0 obj<</Title(" + words.encode() + b")>>endobj\n"
        b"2 0 obj<</Filter/FlateDecode/Length %d>>stream\n"
        % len(stream)
        + stream
        + b"\nendstream endobj\n%%EOF\n"
    )


PUBLIC = {
    f"releases/2026/public-{number}.md": (
        f"---\ntitle: Open bridge {number}\ndate: 2026-03-{number:02} 09:00 +01:00\n"
        "lead: The bridge is open.\ntags: [bridges, rivers]\ncategories: [Works]\n"
        "contacts: [press]\nimages: [{src: /uploads/open.png, alt: A bridge}]\n"
        "downloads: [{file: /uploads/open.pdf, title: The plan}]\nboilerplate: [house]\n"
        f"---\n\nThe bridge of number {number} is open to all.\n"
    )
    for number in range(1, 6)
}
SHARED = {
    "index.md": "# Press room\n\n```{press:releases}\n```\n",
    "contacts.yml": "press:\n  name: Camille Martin\n  emails: press@rivers.example\n",
    "boilerplates.yml": "house:\n  text: The house looks after rivers.\n",
    "uploads/open.png": picture("open"),
    "uploads/open.pdf": pdf("open"),
    "_static/house.css": "body { color: black }\n",
    "_extra/robots.txt": "User-agent: *\n",
    **PUBLIC,
}
CONTACTS = SHARED["contacts.yml"] + (
    "secret:\n  name: zqpersor Roy\n  role: Director of zqpersor\n  emails: zqmailor@rivers.example\n"
)
BOILERPLATES = SHARED["boilerplates.yml"] + "new:\n  text: About the zqboiler house.\n"


def release(head: str) -> str:
    """Write the release, with what its front matter begins with."""
    return f"""---
{head}
# the zqyamlar of an editor
title: New zqtitlor over the river
lead: The zqleador is told at nine.
tags: [bridges, zqtagoro]
categories: [Works, zqcator]
series: The zqseries of bridges
aliases: [/2026/zqalias.html]
contacts: [press, secret]
boilerplate: [new]
images:
  - src: /uploads/zqimanar.png
    alt: The zqaltaro of the bridge
    caption: A zqcaptor at dawn
    credit: Photo zqcredor
    hi_res: /uploads/zqhdimar.jpg
quotes:
  - text: We are glad of it.
    author: Alex zqauthor
facts: [{{value: 12, label: zqfactor metres}}]
downloads:
  - {{file: /uploads/zqfilnar.pdf, title: The whole file}}
  - {{file: /_static/zqstatar.pdf, title: Of the static folder}}
  - {{file: /_extra/zqextrar.pdf, title: Of the extra folder}}
notes_to_editors: The zqnotora come last.
---

The zqbodyar is crossed by a bridge.

<!-- zqcomtar -->
"""


SECRET = {
    "contacts.yml": CONTACTS,
    "boilerplates.yml": BOILERPLATES,
    f"{SLUG}.md": release("date: 2026-03-31 09:00 +02:00\nembargo: 2026-03-31 09:00 Europe/Paris"),
    f"{SLUG}.md~": "zqeditor\n",
    "uploads/zqimanar.png": picture("zqexifor"),
    "uploads/zqhdimar.jpg": picture("zqexifor", "JPEG"),
    "uploads/zqfilnar.pdf": pdf("zqpdfora"),
    "_static/zqstatar.pdf": pdf("zqpdfora"),
    "_static/zqstatar.pdf~": b"zqeditor",
    "_extra/zqextrar.pdf": pdf("zqpdfora"),
    "_extra/.DS_Store": b"zqeditor",
    "locale/fr/LC_MESSAGES/releases/2026/zqslugar-bridge.po": (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "The zqbodyar is crossed by a bridge."\nmsgstr "zqtransor"\n'
    ),
}
CONF = """\
project = "House of rivers"
language = "en"
extensions = ["myst_parser", "sphinx_design", "sphinx_pressroom"]
html_theme = "pressroom"
html_title = "Press room"
html_baseurl = "https://press.rivers.example/"
html_static_path = ["_static"]
html_extra_path = ["_extra"]
html_css_files = ["house.css"]
locale_dirs = ["locale"]
press_region = "FR"
press_pdf = True
"""


def write(folder: Path, *files: dict[str, str | bytes | None], conf: str = "") -> Path:
    """Write a press room into a folder; ``None`` deletes a file."""
    every = {"conf.py": CONF + conf}
    for more in files:
        every.update(more)
    for name, content in every.items():
        path = folder / name
        if content is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


# -- looking -------------------------------------------------------------------------------------


def found_in(content: bytes) -> set[str]:
    """Find the words in bytes, whatever they are packed in."""
    layers = list(unpacked(content))
    return {word for word in WORDS if any(_holds(layer, word) for layer in layers)}


def _holds(layer: bytes, word: str) -> bool:
    stem = word[:6].encode()
    if stem in layer.lower() or stem.decode().encode("utf-16-be") in layer.lower():
        return True
    return any(
        base64.b64encode(b"\0" * shift + word.encode())[4 if shift else 0 : -4] in layer
        for shift in range(3)
    )


def unpacked(content: bytes, depth: int = 3) -> list[bytes]:
    """Give bytes, and all that is packed in them."""
    found = [content]
    if depth == 0:
        return found
    inner: list[bytes] = []
    if content.startswith(b"\x1f\x8b"):
        inner.append(gzip.decompress(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                inner += [name.encode(), archive.read(name)]
    if content.startswith(b"%PDF"):
        inner += [
            _inflated(one) for one in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
        ]
        inner.append(_text_of_pdf(content))
    if content.startswith(b"\x89PNG"):
        inner += list(_chunks(content))
    for one in inner:
        found += unpacked(one, depth - 1)
    return found


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content)
    except zlib.error:
        return content


def _text_of_pdf(content: bytes) -> bytes:
    made = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=False)
    return made.stdout


def _chunks(content: bytes) -> list[bytes]:
    place, found = 8, []
    while place + 8 <= len(content):
        size, kind = struct.unpack(">I4s", content[place : place + 8])
        body = content[place + 8 : place + 8 + size]
        if kind in {b"tEXt", b"zTXt", b"iTXt", b"eXIf"}:
            found += [body, *(_inflated(body[cut:]) for cut in range(min(len(body), 40)))]
        place += 12 + size
    return found


def traces(folder: Path) -> dict[str, set[str]]:
    """Find the words in the names and contents of all files of a folder, by path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        words = found_in(name.encode())
        if path.is_file():
            words |= found_in(path.read_bytes())
        if words:
            found[name] = words
    return found
