"""What the engine refuses reaches the author at its line, and the PDF is made without it."""

import subprocess

import pytest
from paper import text_of

MATTER = "---\ntitle: T\ndate: 2026-03-31\n---\n\nBegins.\n\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
    b"\x90wS\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
FILES = {
    "good.png": PNG,
    "broken.png": PNG[:40] + b"nothing",
    "future.avif": b"\0\0\0 ftypavif",
    "huge.png": PNG[:16] + b"\0\0\xc3\x50" * 2 + PNG[24:],
    "drawing.svg": SVG.format("<rect width='9' height='9'/>"),
}
CASES = {
    "glyph": ("Deux 一 words.", 8, "no font has 一 (U+4E00)"),
    "private": ("Signe \ue000.", 8, "U+E000"),
    "two glyphs": ("One 一.\n\nTwo 二.", 8, "一 (U+4E00), 二 (U+4E8C)"),
    "undescribed": ("```{figure} /good.png\n```", 8, "without description"),
    "broken": ("![Words](/broken.png)", 8, "'broken.png' cannot be shown: failed to decode"),
    "format": ("![Words](/future.avif)", 8, "in a format that PDF cannot show"),
    "huge": ("![Words](/huge.png)", 8, "more than 89 million pixels"),
    "remote": ("![Words](https://a.example/x.png)", 8, "is on another host"),
    "no words": ("See [](https://a.example/x) there.", 8, "a link without words"),
    "deep": ("> " * 15 + "Words", 8, "inside each other"),
    "unknown": ("```{odd}\nWords\n```", 8, "'odd_node' is unknown"),
}
CONF = """
from docutils import nodes
from docutils.parsers.rst import Directive


class odd_node(nodes.General, nodes.Element):
    pass


class Odd(Directive):
    has_content = True

    def run(self):
        node = odd_node("", nodes.paragraph("", "\\n".join(self.content)))
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]


def setup(app):
    app.add_node(odd_node)
    app.add_directive("odd", Odd)
"""


@pytest.mark.parametrize("case", CASES)
def test_warned_and_made(build, case, monkeypatch, tmp_path):
    """One warning names the line; the PDF is made, with what can be shown."""
    body, line, message = CASES[case]
    monkeypatch.syspath_prepend(tmp_path / "source")
    files = {**FILES, "odd_extension.py": CONF, "releases/a.md": f"{MATTER}{body}\n"}
    built = build(
        files,
        builder="press-pdf",
        extensions=[
            "myst_parser",
            "sphinx_pressroom",
            *(["odd_extension"] if case == "unknown" else []),
        ],
        suppress_warnings=["myst.xref_missing"],
    )
    told = [at for at in built.located if at.subtype == "pdf"]
    assert [(at.path, at.line) for at in told] == [("releases/a.md", line)]
    assert message in told[0].message
    text = text_of(built.out / "releases/a.pdf")
    assert "Begins" in text
    if "Words" in body:
        assert "Words" in text


@pytest.mark.parametrize("picture", ["good.png", "drawing.svg"])
def test_passed(build, picture):
    """A picture is shown without a word; drawings that run something are no pictures of releases."""
    built = build(
        {**FILES, "releases/a.md": f"{MATTER}![Words](/{picture})\n"}, builder="press-pdf"
    )
    assert built.located == []


@pytest.mark.parametrize(
    ("body", "levels"),
    [("## One\n\n### Two", ["2", "3"]), ("#### One\n\n###### Two", ["2", "3"])],
)
def test_headings(build, body, levels):
    """Headings of a release go down one level at a time, however they are written."""
    built = build({"releases/a.md": f"{MATTER}{body}\n"}, builder="press-pdf")
    assert [at for at in built.located if at.subtype == "pdf"] == []
    assert (built.out / "releases/a.pdf").exists()


def test_symlink(build, tmp_path):
    """A picture that a link fetches from elsewhere is not in the PDF."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG)
    uploads = tmp_path / "source" / "uploads"
    uploads.mkdir()
    (uploads / "linked.png").symlink_to(secret)
    built = build(
        {"releases/a.md": f"{MATTER}![Words](/uploads/linked.png)\n"}, builder="press-pdf"
    )
    assert {at.line for at in built.located} == {8}
    command = ["pdfimages", "-list", str(built.out / "releases/a.pdf")]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert len(listed.splitlines()) == 2


def test_without_typst(build, monkeypatch):
    """Without the engine all else is built, and one warning at the setting says what to do."""
    monkeypatch.setattr("sphinx_pressroom.pdf.engine_version", lambda: "")
    built = build({"releases/a.md": f"{MATTER}Words.\n"}, press_pdf=True)
    (told,) = built.located
    assert (told.path, told.subtype) == ("conf.py", "setting")
    assert "pip install 'sphinx-pressroom[pdf]'" in told.message
    assert "Words." in built.page("releases/a")
    assert not list(built.out.rglob("*.pdf"))


@pytest.mark.parametrize(
    ("fonts", "message"),
    [
        (["fonts/none.ttf"], "there is no file 'fonts/none.ttf'"),
        (["good.png"], "'good.png' is no font"),
        (["fonts/false.ttf"], "'false.ttf' is no font"),
    ],
)
def test_fonts(build, fonts, message):
    """A font that is none is named at its place in the settings."""
    files = {**FILES, "fonts/false.ttf": "no font", "releases/a.md": MATTER}
    built = build(files, builder="press-pdf", press_pdf_fonts=fonts)
    (told,) = built.located
    assert (told.path, told.subtype) == ("conf.py", "file")
    assert message in told.message
