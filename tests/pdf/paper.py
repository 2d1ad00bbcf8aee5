"""PDFs as programs read them: their text, and that of the page that says the same."""

from __future__ import annotations

import re
import subprocess
import unicodedata
import zlib
from pathlib import Path
from urllib.parse import quote, urljoin

from bs4 import BeautifulSoup, NavigableString, Tag

LEFT_OUT = (
    *("h1 + .press-header", ".press-summary", ".press-own-pdf", ".headerlink", "script", "style"),
    *(".press-navigation", ".linenos"),
)
"""What a page has for itself; the header is the letterhead's."""
_STREAM = re.compile(rb">>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
OPENING = '«“„"‘‹'


def text_of(pdf: Path, *, folds: bool = True) -> str:
    """Read the text of a PDF's pages without what runs above and below them."""
    command = ["pdftotext", "-raw", "-nopgbrk", "-enc", "UTF-8"]
    body = ["-r", "72", "-x", "0", "-y", "58", "-W", "596", "-H", "726"]
    done = subprocess.run(
        [*command, *(body if folds else []), str(pdf), "-"], capture_output=True, check=True
    )
    return done.stdout.decode()


def streams(pdf: Path) -> list[bytes]:
    """Read all streams of a PDF, unpacked where they are packed, and what stands between them."""
    content = pdf.read_bytes()
    found = [_STREAM.sub(b"", content)]
    for packed in _STREAM.findall(content):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            found.append(packed)
    return found


def letters(text: str) -> str:
    """Keep letters and digits: lines, hyphens and quotation marks are each medium's own."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(one for one in plain if one.isalnum())


def page_text(html: str, address: str) -> str:
    """Read what a release's page says, with the addresses that paper writes out."""
    article = BeautifulSoup(html, "html5lib").select_one("article.press-release")
    for rule in LEFT_OUT:
        for element in article.select(rule):
            element.decompose()
    for link in article.select("a.press-download[href]"):
        link.append(NavigableString(" " + _plain(urljoin(address, link["href"]))))
    for link in article.select(".press-links a[href^='http'], .press-links a[href^='mailto:']"):
        _written_out(link)
    for words in article.select(".press-tags[aria-label]"):
        words.insert_before(NavigableString(words["aria-label"]))
    for numbered in article.select("ol:not(.breadcrumb)"):
        for number, item in enumerate(numbered.find_all("li", recursive=False), _start(numbered)):
            item.insert(0, NavigableString(f"{number} "))
    return article.get_text(" ")


def _start(numbered: Tag) -> int:
    return int(str(numbered.get("start", 1)))


def _written_out(link: Tag) -> None:
    shown = re.sub("^(?:mailto|tel):", "", link["href"])
    words = link.get_text()
    if shown not in words and words not in link["href"]:
        link.append(NavigableString(" " + shown))


def _plain(address: str) -> str:
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~")
