"""The words of a PDF are those of its page, in the same order."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from paper import letters, page_text, text_of


def _releases(room):
    for pdf in room.pdfs():
        page = pdf.with_suffix(".html")
        if page.exists() and "press-release" in (html := page.read_text("utf-8")):
            yield pdf, html


def _run_in(html):
    """Give the letters of place and day, which paper says once more where the text begins."""
    header = BeautifulSoup(html, "html5lib").select_one(".press-dateline")
    places = [one.get_text() for one in header.select(".press-place")] if header else []
    return letters("".join(places)) if places else ""


def _first_difference(page, paper):
    pairs = enumerate(zip(page, paper, strict=False))
    shorter = min(len(page), len(paper))
    return next((number for number, (one, other) in pairs if one != other), shorter)


def _without_run_in(html, page, paper):
    """Take place and day out of the text of a PDF, where the page goes on without them."""
    places = _run_in(html)
    at = _first_difference(page, paper)
    while at > 0 and places and not paper.startswith(places, at) and paper[:at].endswith(places[0]):
        at -= 1
    if places and paper.startswith(places, at):
        end = paper.find(page[at : at + 30], at + len(places))
        if 0 < end < at + len(places) + 30:
            return paper[:at] + paper[end:]
    return paper


def _is_arabic(html):
    return BeautifulSoup(html, "html5lib").select_one("article[dir=rtl]") is not None


def differing(room):
    """Name the releases whose words on paper are not those of the page, with the first ones."""
    found = {}
    for pdf, html in _releases(room):
        address = room.base + pdf.relative_to(room.out).with_suffix(".html").as_posix()
        page, paper = letters(page_text(html, address)), letters(text_of(pdf))
        paper = _without_run_in(html, page, paper[max(paper.find(page[:12]), 0) :])
        # Programs take Arabic out of a PDF from the left; that its letters are there is enough.
        if paper != page and not (_is_arabic(html) and not Counter(page) - Counter(paper)):
            at = _first_difference(page, paper)
            found[pdf.name] = (page[max(at - 20, 0) : at + 60], paper[max(at - 20, 0) : at + 60])
    return found


@pytest.mark.long
@pytest.mark.parametrize("room", ["kitchen", "house", "corpus"])
def test_6_21_pdf_words(rooms, room):
    """All that a page says stands in its PDF, and nothing else, in the same order."""
    assert differing(rooms(room)) == {}
