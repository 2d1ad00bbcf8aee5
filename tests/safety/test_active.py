"""Files that run something, and files that only look so; the hostile cases hold many more."""

import pytest

from sphinx_pressroom.safety.active import what_runs

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
)
W3C = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
HARMLESS = {
    "plain.svg": DRAWING.format('<path d="M0 0"/><style>.a { fill: url(#b) }</style>'),
    "link.svg": DRAWING.format('<a href="https://example.org/"><text>Words</text></a>'),
    "inside.svg": DRAWING.format('<use xlink:href="#a"/><image href="data:image/png;base64,AA"/>'),
    "inkscape.svg": f'<?xml version="1.0"?>\n{W3C}\n<!-- made by hand -->\n{DRAWING.format("")}',
    "feed.xml": "<rss><item><link>https://example.org/</link><text>url(x) @import</text></item></rss>",
    "atom.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://example.org/"/></feed>',
    "table.csv": "a;b\n<5;>6\n",
    "notes.txt": "MZ is a sign, FWS another. <script> is a word.",
    "kit.zip": "PK\x03\x04",
    "kit.pdf": "%PDF-1.7\n",
    "sheet.xlsx": "PK\x03\x04",
}
RUNNING = {
    "handler.svg": DRAWING.format('<path onclick="x"/>'),
    "utf16.svg": DRAWING.format("<script/>").encode("utf-16"),
    "broken.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>x",
    "use.svg": DRAWING.format('<use xlink:href="https://example.org/a.svg#a"/>'),
    "fill.svg": DRAWING.format('<path fill="url(https://example.org/a#b)"/>'),
    "data.svg": DRAWING.format('<image href="data:image/svg+xml,x"/>'),
    "a.svgz": "\x1f\x8b",
    "photo.jpg": "\n <script>x</script>",
    "photo.png": "\ufeff<!DOCTYPE html>",
    "KIT.EXE": "",
    "kit.pdf.js": "",
    "page.xht": "",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless(name):
    """A drawing, a table, an archive or a text runs nothing."""
    assert what_runs(name, HARMLESS[name].encode()) == ""


@pytest.mark.parametrize("name", RUNNING)
def test_running(name):
    """A program, a page, or a drawing with a script is found, whatever it is called."""
    content = RUNNING[name]
    assert what_runs(name, content if isinstance(content, bytes) else content.encode())
