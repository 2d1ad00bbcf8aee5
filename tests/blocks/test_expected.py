"""Every block, in every form a handbook would show it, in three outputs and two languages.

``snippets/<block>.<form>.md`` is a release, ``expected/<snippet>.<language>.html``, ``.tex`` and
``.txt`` what it becomes. ``pytest tests/blocks --regenerate`` writes them; read the diff.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SNIPPETS = sorted(path.stem for path in (HERE / "snippets").glob("*.md"))
LANGUAGES = ("en", "fr")
SUFFIXES = {"html": ".html", "latex": ".tex", "text": ".txt"}
CONF = {
    "extensions": ["myst_parser", "sphinx_design", "sphinx_pressroom"],
    "myst_enable_extensions": ["colon_fence"],
    "html_theme": "pressroom",
    "nitpicky": True,
    "press_now": "2027-06-01T00:00:00Z",
    "latex_documents": [
        (f"releases/{name}", f"{name}.tex", "", "", "howto", False) for name in SNIPPETS
    ],
}
Output = Callable[[str, str], Path]


def png(width: int, height: int) -> bytes:
    """Make a grey picture whose bytes are the same whatever compresses them."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    stored = struct.pack("<BHH", 1, len(rows), len(rows) ^ 0xFFFF) + rows
    data = b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(rows))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    made = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def pdf(language: str, size: int) -> bytes:
    """Make what passes for a PDF of a language and a size."""
    start = f"%PDF-1.7\n1 0 obj <</Type /Catalog /Lang ({language})>> endobj\n".encode()
    return start + b"%" * (size - len(start))


UPLOADS = {
    "uploads/gauge.png": png(120, 80),
    "uploads/gauge-print.png": png(360, 180),
    "uploads/boat.png": png(90, 60),
    "uploads/wave.png": png(60, 6),
    "uploads/portrait.png": png(48, 48),
    "uploads/kit.pdf": pdf("fr-FR", 48_300),
    "uploads/guide-en.pdf": pdf("en", 1_234_567),
    "uploads/rivers.csv": b"river,length\nLoire,1006\n",
    "uploads/photos.zip": b"PK\x05\x06" + bytes(3_100_000),
}


@pytest.fixture(scope="module")
def output(project: Callable[[], Callable[..., object]]) -> Output:
    """Build all snippets at once for a language and a builder; give the folder of the output."""
    folder = HERE / "snippets"
    files: dict[str, bytes] = {
        **UPLOADS,
        **{f"releases/{name}.md": (folder / f"{name}.md").read_bytes() for name in SNIPPETS},
        **{path.name: path.read_bytes() for path in folder.glob("*.yml")},
    }

    @cache
    def build(language: str, builder: str) -> Path:
        made = project()
        built = made(files, builder=builder, language=language, **CONF)
        made.close()
        assert built.warnings == ""
        return built.out

    return build


def release_of_html(text: str) -> str:
    """Take the article out of a page, as it was written."""
    found = re.search(r'<article class="press-release".*?</article>', text, re.DOTALL)
    assert found, "the page has no article"
    return found[0]


def release_of_latex(text: str) -> str:
    """Take the release out of a document, without what Sphinx puts around every one."""
    body = text.partition("\\begin{document}")[2].partition("\\end{document}")[0]
    start = body.index("\\phantomsection\\label")
    return body[start:].partition("\\renewcommand{\\indexname}")[0].strip()


READ: dict[str, Callable[[str], str]] = {
    "html": release_of_html,
    "latex": release_of_latex,
    "text": str.strip,
}


@pytest.mark.parametrize("builder", SUFFIXES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("snippet", SNIPPETS)
def test_snippet(
    request: pytest.FixtureRequest, output: Output, snippet: str, language: str, builder: str
) -> None:
    """A snippet becomes exactly what its expected file says."""
    folder = "" if builder == "latex" else "releases/"
    page = output(language, builder) / f"{folder}{snippet}{SUFFIXES[builder]}"
    made = READ[builder](page.read_text("utf-8")) + "\n"
    expected = HERE / "expected" / f"{snippet}.{language}{SUFFIXES[builder]}"
    if request.config.getoption("--regenerate", default=False):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(made, "utf-8")
    assert made == expected.read_text("utf-8")


def test_nothing_is_left_over() -> None:
    """Every expected file belongs to a snippet."""
    wanted = {
        f"{snippet}.{language}{suffix}"
        for snippet in SNIPPETS
        for language in LANGUAGES
        for suffix in SUFFIXES.values()
    }
    assert {path.name for path in (HERE / "expected").iterdir()} == wanted
