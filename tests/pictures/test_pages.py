"""Pictures on pages: their files, how pages name them, and what is said of bad ones."""

import re
from pathlib import Path
from urllib.parse import unquote

import darkroom
import pytest
from bs4 import BeautifulSoup
from darkroom import GPS, SERIAL, jpeg, opened, photo, written

from sphinx_pressroom import darkroom as room
from sphinx_pressroom import photos

MATTER = "---\ntitle: T\ndate: 2026-03-31\n{fields}---\n\n{body}\n"
QUAY = jpeg(photo(1000, 600))
WIDE = jpeg(photo(2000, 500))


def release(fields="", body=""):
    return MATTER.format(fields=fields, body=body)


def images(built, page="releases/a"):
    return BeautifulSoup(built.page(page), "html.parser").select("main img, [role=main] img")


def candidates(built, image, page="releases/a"):
    """Read a srcset as a browser does: the width told, and the width of the file itself."""
    found = {}
    for part in str(image["srcset"]).split(", "):
        address, told = part.rsplit(" ", 1)
        file = (built.out / page).parent / unquote(address)
        found[int(told.removesuffix("w"))] = opened(file.read_bytes()).width
    return found


def published(built):
    return {file.name: file.read_bytes() for file in built.out.glob("_images/*")}


def test_gallery(build):
    """A picture of 1000 pixels is offered in 480, 800 and its own, each as wide as is said."""
    built = build({"releases/a.md": release("images: /quay.jpg\n"), "quay.jpg": QUAY})
    assert built.warnings == ""
    [image] = images(built)
    assert (image["width"], image["height"]) == ("1000", "600")
    assert candidates(built, image) == {480: 480, 800: 800, 1000: 1000}
    assert image["src"] in str(image["srcset"])
    assert "42rem" in image["sizes"]
    assert len(published(built)) == 3


def test_larger_than_screens(build):
    """Of a picture larger than any screen needs, the page shows the largest of the sizes."""
    built = build({"releases/a.md": release("images: /wide.jpg\n"), "wide.jpg": WIDE})
    [image] = images(built)
    assert candidates(built, image) == {480: 480, 800: 800, 1200: 1200, 1600: 1600}
    assert "-1600-" in image["src"]


def test_small_and_drawn_pictures(build):
    """A small picture, one of lines (SVG) and a moving one have a size, and no others to choose."""
    frames = [photo(600, 100), photo(600, 100).rotate(180)]
    files = {
        "small.png": written(photo(90, 60), "PNG"),
        "lines.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"/>',
        "moving.webp": written(frames[0], "WEBP", save_all=True, append_images=frames[1:]),
    }
    fields = "".join(f"- /{name}\n" for name in files)
    built = build({"releases/a.md": release(f"images:\n{fields}"), **files})
    assert built.warnings == ""
    assert [
        (image["width"], image["height"], image.has_attr("srcset")) for image in images(built)
    ] == [
        ("90", "60", False),
        ("900", "90", False),
        ("600", "100", False),
    ]


def test_every_place(build):
    """Gallery, text, quote and the list on another page each have sizes, by where they stand."""
    fields = "images: [/quay.jpg, /wide.jpg]\nquotes: [{text: W, author: A, portrait: /face.jpg}]\n"
    built = build(
        {
            "releases/a.md": release(fields, "![Boats](../wide.jpg) in a line"),
            "index.md": "# Room\n\n```{press:releases}\n:form: feature\n```\n",
            "quay.jpg": QUAY,
            "wide.jpg": WIDE,
            "face.jpg": jpeg(photo(700, 700)),
        }
    )
    assert built.warnings == ""
    gallery, second, text, portrait = images(built)
    # Browsers that know how wide a later picture is shown need not be told; others are.
    grid = photos.WIDTHS["grid"]
    assert [image["sizes"] for image in (gallery, second)] == [grid, f"auto, {grid}"]
    assert (text["sizes"], text["alt"]) == (f"auto, {photos.WIDTHS['text']}", "Boats")
    assert (text["width"], text["height"]) == ("2000", "500")
    assert str(text.next_sibling) == " in a line"
    assert portrait["sizes"] == "auto, 4rem"
    [feature] = images(built, "index")
    assert candidates(built, feature, "index") == {480: 480, 800: 800, 1000: 1000}
    assert feature["sizes"] == photos.WIDTHS["feature"]


def test_only_the_first_is_loaded_at_once(build):
    """The first picture of a page is loaded first, later ones and portraits when they are near."""
    fields = "images: [/quay.jpg, /wide.jpg]\nquotes: [{text: W, author: A, portrait: /quay.jpg}]\n"
    built = build({"releases/a.md": release(fields), "quay.jpg": QUAY, "wide.jpg": WIDE})
    assert [
        (image.get("fetchpriority"), image.get("loading"), image.get("decoding"))
        for image in images(built)
    ] == [("high", None, None), (None, "lazy", "async"), (None, "lazy", "async")]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("width=300px", {"width": "1000", "style": "width: 300px;", "sizes": "300px"}),
        ("width=300", {"width": "300", "height": "180", "sizes": "300px"}),
        ('width="50%"', {"style": "width: 50%;", "sizes": photos.WIDTHS["text"]}),
        (".left align=right", {"class": ["left", "press-photo", "align-right"]}),
    ],
)
def test_size_that_a_writer_gives(build, options, expected):
    """A picture of a text with a width or a place of its own keeps it, and its shape is known."""
    body = f"![Boats](../quay.jpg){{{options}}}"
    files = {"releases/a.md": release(body=body), "quay.jpg": QUAY}
    built = build(files, myst_enable_extensions=["attrs_inline"])
    assert built.warnings == ""
    [image] = images(built)
    assert {name: image.get(name) for name in expected} == expected
    assert image["height"]


def test_nothing_private_is_published(build):
    """In no published file, of pictures shown or offered, is a byte of place or device left."""
    fields = "images: [{src: /quay.jpg, hi_res: /big.jpg}]\ndownloads: [/kit.png, /big.jpg]\n"
    built = build(
        {
            "releases/a.md": release(fields, "![Boats](../text.webp)"),
            "quay.jpg": QUAY,
            "big.jpg": WIDE,
            "kit.png": written(photo(900, 90), "PNG", exif=darkroom.exif()),
            "text.webp": written(photo(900, 90), "WEBP", exif=darkroom.exif()),
        }
    )
    assert built.warnings == ""
    files = [*built.out.glob("_images/*"), *built.out.glob("_downloads/*/*")]
    assert len(files) == 3 + 3 + 2  # quay and text with two sizes each, two to download
    for file in files:
        assert not {GPS, SERIAL} & set(re.findall(GPS + b"|" + SERIAL, file.read_bytes())), file
        assert 0x8825 not in opened(file.read_bytes()).getexif(), file


def test_size_that_is_told_is_that_of_the_file(build):
    """The size of a larger file is that of what is downloaded, without a phone's metadata."""
    heavy = jpeg(
        photo(900, 600), darkroom.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + bytes(60_000))
    )
    fields = "images: [{src: /quay.jpg, hi_res: /heavy.jpg}]\n"
    built = build({"releases/a.md": release(fields), "quay.jpg": QUAY, "heavy.jpg": heavy})
    [file] = built.out.glob("_downloads/*/heavy.jpg")
    told = re.search(r"High resolution \(JPEG, ([\d.]+) kB\)", built.page("releases/a"))
    assert abs(float(told[1]) * 1000 - file.stat().st_size) <= 500
    assert file.stat().st_size < len(heavy) - 59_000


@pytest.mark.parametrize("field", ["images: {}", "images: [{{src: /quay.jpg, hi_res: {}}}]"])
@pytest.mark.parametrize("content", [QUAY[:3000], b"\xff\xd8\xff<html>"])
def test_damaged_file(build, field, content):
    """A damaged picture is a located warning, and is published as it is."""
    fields = f"{field.format('/bad.jpg')}\n"
    built = build({"releases/a.md": release(fields), "quay.jpg": QUAY, "bad.jpg": content})
    [warned] = built.located
    column = fields.index("/bad.jpg") + 1
    assert (warned.path, warned.line, warned.column) == ("releases/a.md", 4, column)
    assert (warned.subtype, "'/bad.jpg' is no picture" in warned.message) == ("file", True)
    assert content in [file.read_bytes() for file in built.out.rglob("*.jpg")]


def test_damaged_pixels(build):
    """A picture whose parts are whole and whose pixels are not is a located warning as well."""
    content = bytearray(written(photo(900, 90), "PNG"))
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(400)
    built = build(
        {"releases/a.md": release("", "Words.\n\n![A](../bad.png)"), "bad.png": bytes(content)}
    )
    [warned] = built.located
    assert (warned.path, warned.line, warned.subtype) == ("releases/a.md", 8, "file")
    [image] = images(built)
    assert not image.has_attr("srcset")


def test_bomb(build):
    """A file that says to have more pixels than there is memory for is a warning and is not opened."""
    head = (20_000).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0"
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        darkroom.chunk(kind, data)
        for kind, data in ((b"IHDR", head), (b"IDAT", b"x"), (b"IEND", b""))
    )
    built = build({"releases/a.md": release("images: /bomb.png\n"), "bomb.png": bomb})
    [warned] = built.located
    assert (warned.line, warned.column) == (4, 9)
    assert "more than 89 million pixels" in warned.message


def test_said_once_and_mended(build):
    """A damaged picture is not warned of again until it changes; a sound one in its place is shown."""
    files = {"releases/a.md": release("images: /quay.jpg\n"), "quay.jpg": QUAY[:3000]}
    assert len(build(files).located) == 1
    assert build({}).located == []
    built = build({"quay.jpg": QUAY})
    assert built.warnings == ""
    assert candidates(built, images(built)[0]) == {480: 480, 800: 800, 1000: 1000}


def test_what_is_gone_goes(build):
    """Sizes of a picture that no page shows any more leave the output and what is kept for it."""
    built = build({"releases/a.md": release("images: /quay.jpg\n"), "quay.jpg": QUAY})
    kept = Path(built.app.doctreedir, room.FOLDER)
    assert len(list(kept.iterdir())) == 3
    built = build({"releases/a.md": release()})
    assert published(built) == {}
    assert list(kept.iterdir()) == []


def test_widths_of_the_site(build):
    """A site chooses the widths; with none there is one file, without a warning or a word."""
    files = {"releases/a.md": release("images: /quay.jpg\n"), "quay.jpg": QUAY}
    [image] = images(built := build(files, press_image_widths=[640, 320]))
    assert candidates(built, image) == {320: 320, 640: 640}
    [image] = images(built := build(files, press_image_widths=[]))
    assert (built.warnings, image.has_attr("srcset"), len(published(built))) == ("", False, 1)


def test_widths_that_are_none(build):
    """A width that is no number of pixels is a located warning, and the others hold."""
    files = {"releases/a.md": release("images: /quay.jpg\n"), "quay.jpg": QUAY}
    built = build(files, press_image_widths=[480, "wide", -3, 2000])
    assert [(one.path, one.subtype) for one in built.located] == [("conf.py", "setting")] * 2
    assert "not 'wide'" in built.located[0].message
    assert candidates(built, images(built)[0]) == {480: 480, 1000: 1000}


def test_without_pillow(build, monkeypatch):
    """Without Pillow a picture has one file, still without its place, and the build says so once."""
    monkeypatch.setattr(room, "available", lambda: False)
    files = {"releases/a.md": release("images: /quay.jpg\n"), "quay.jpg": QUAY}
    built = build({**files, "releases/b.md": release("images: /quay.jpg\n")})
    assert built.warnings == ""
    assert built.app.status.getvalue().count("sphinx-pressroom[images]") == 1
    [image] = images(built)
    assert (image["width"], image.has_attr("srcset")) == ("1000", False)
    [content] = published(built).values()
    assert GPS not in content


def test_pillow_arrives(build, monkeypatch):
    """Once Pillow is installed, pages are written again with the sizes that it makes."""
    files = {"releases/a.md": release("images: /quay.jpg\n"), "quay.jpg": QUAY}
    with monkeypatch.context() as without:
        without.setattr(room, "available", lambda: False)
        build(files)
    built = build({})
    assert candidates(built, images(built)[0]) == {480: 480, 800: 800, 1000: 1000}


def test_other_builders(build):
    """A builder that writes no pages of ours draws nothing, and shows pictures as before."""
    files = {"releases/a.md": release("images: /quay.jpg\n"), "quay.jpg": QUAY}
    built = build(files, builder="singlehtml")
    assert built.warnings == ""
    page = (built.out / "index.html").read_text("utf-8")
    assert "srcset" not in page
    assert not Path(built.app.doctreedir, room.FOLDER).exists()


def test_feeds(build):
    """In feeds, each candidate of a picture is an absolute address of a file that there is."""
    files = {"releases/a.md": release("images: /quay.jpg\n"), "quay.jpg": QUAY}
    built = build(files, html_baseurl="https://port.example/en/")
    [srcset] = re.findall(r"srcset=\S*?\"([^\"]+)", (built.out / "feed.xml").read_text("utf-8"))
    addresses = [part.split()[0] for part in srcset.split(", ")]
    assert len(addresses) == 3
    for address in addresses:
        path = unquote(address).removeprefix("https://port.example/en/")
        assert (built.out / path).is_file()


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_foreign_themes(build, theme):
    """In other themes too, pictures have sizes, and the style that keeps their shape is loaded."""
    files = {"releases/a.md": release("", "![Boats](../quay.jpg)"), "quay.jpg": QUAY}
    built = build(files, html_theme=theme)
    [image] = images(built)
    assert candidates(built, image) == {480: 480, 800: 800, 1000: 1000}
    [rule] = re.findall(r"\.press-photo \{[^}]*", (built.out / "_static/blocks.css").read_text())
    assert "block-size: auto" in rule
