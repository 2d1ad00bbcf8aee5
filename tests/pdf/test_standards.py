"""PDF/A-3a and PDF/UA-1, judged by veraPDF."""

import pytest


@pytest.mark.long
@pytest.mark.parametrize("room", ["house", "kitchen", "corpus"])
def test_6_21_pdf(rooms, vera, room):
    """Each PDF that was set is PDF/A-3a and PDF/UA-1."""
    pdfs = rooms(room).pdfs()
    verdicts = vera(pdfs)
    assert len(verdicts) == 2 * len(pdfs) > 30
    assert [one for one in verdicts if not one.passed] == []


@pytest.mark.long
def test_one_pdf_passes(rooms, vera):
    """The release that has every kind of node is PDF/A-3a and PDF/UA-1."""
    found = [path for path in rooms("kitchen").pdfs() if path.name == "everything.pdf"]
    verdicts = vera(found)
    assert [(one.flavour, one.passed, one.failed) for one in verdicts] == [
        ("ua1", True, ""),
        ("3a", True, ""),
    ]


@pytest.mark.long
def test_notices_pass(rooms, vera):
    """So are releases with a banner on each page: one corrected and replaced, one withdrawn."""
    names = {"corrected.pdf", "withdrawn.pdf"}
    found = [path for path in rooms("kitchen").pdfs() if path.name in names]
    verdicts = vera(found)
    assert [(one.flavour, one.passed, one.failed) for one in verdicts] == 2 * [
        ("ua1", True, ""),
        ("3a", True, ""),
    ]


@pytest.mark.long
@pytest.mark.parametrize("room", ["kitchen", "house", "corpus"])
def test_nothing_is_said(rooms, room):
    """Press rooms without mistakes are set without a warning of the PDF."""
    assert [line for line in rooms(room).warnings.splitlines() if "[press.pdf]" in line] == []
