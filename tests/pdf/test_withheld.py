"""Drafts are in no PDF: neither their words nor what a PDF carries along."""

import pytest
from paper import streams, text_of

RELEASE = "---\ntitle: {0}\ndate: 2026-03-0{1}\nstatus: {2}\n---\n\n{0} text.\n"
WORDS = ("Lockgate", "Weirstone", "Millpond")


def _files(draft):
    return {
        f"releases/{word.lower()}.md": RELEASE.format(
            word, number, "draft" if word == draft else "published"
        )
        for number, word in enumerate(WORDS, 1)
    }


@pytest.mark.parametrize("builder", ["html", "dirhtml", "press-pdf"])
@pytest.mark.parametrize("first", ["", "Weirstone"], ids=["became one", "was one"])
def test_draft(build, builder, first):
    """A draft, or what has become one, has no PDF and no word in the volumes."""
    built = build(_files(first), builder=builder, press_pdf=True)
    assert built.warnings == ""
    if not first:
        assert "Weirstone text" in text_of(built.out / "archive/all.pdf")
        built = build(_files("Weirstone"), builder=builder, press_pdf=True)
    found = sorted(built.out.rglob("*.pdf"))
    assert {path.stem for path in found} == {"lockgate", "millpond", "2026", "all"}
    for pdf in found:
        assert "Weirstone" not in text_of(pdf, folds=False)
        assert not [one for one in streams(pdf) if b"eirstone" in one]
    assert any(b"Lockgate" in one for one in streams(built.out / "archive/all.pdf"))


def test_in_the_folder_of_its_page(build):
    """With dirhtml a PDF lies in the folder of its page, where the page's link leads."""
    built = build(_files(""), builder="dirhtml", press_pdf=True)
    assert (built.out / "releases/lockgate/lockgate.pdf").is_file()
    assert 'href="lockgate.pdf"' in built.page("releases/lockgate/index")
    assert not (built.out / "releases/lockgate.pdf").exists()
