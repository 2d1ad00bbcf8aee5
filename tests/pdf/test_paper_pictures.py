"""Pictures in PDFs: what pages publish of them, in the size that paper needs."""

import re
from io import BytesIO

import pytest
from paper import streams
from PIL import Image

RELEASE = (
    "---\ntitle: T\ndate: 2026-03-31\nimages: [{{src: /{0}, alt: A quay}}]\n---\n\n![Q](/{0})\n"
)


def photos(pdf):
    """Read the JPEGs of a PDF."""
    return [Image.open(BytesIO(one)) for one in streams(pdf) if one.startswith(b"\xff\xd8\xff")]


@pytest.fixture(params=["release", "volume"])
def name(request):
    """Name a release's PDF and a volume."""
    return {"release": "releases/a.pdf", "volume": "archive/all.pdf"}[request.param]


@pytest.mark.parametrize("width", [900, 3000])
def test_place_and_device_stay_away(build, camera, name, width):
    """No stream of a PDF has a byte of where and with what a photo was taken, small or scaled."""
    photo = camera.jpeg(camera.photo(width, 600))
    assert camera.GPS in photo
    built = build({"releases/a.md": RELEASE.format("quay.jpg"), "quay.jpg": photo}, press_pdf=True)
    assert built.warnings == ""
    found = streams(built.out / name)
    assert any(b"A quay" in one or "A quay".encode("utf-16-be") in one for one in found)
    assert photos(built.out / name)
    for part in found:
        assert camera.GPS not in part
        assert camera.SERIAL not in part


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_logo(build, camera, form):
    """Nor has it of a logo that tells more than it shows."""
    logo = camera.written(camera.photo(90, 60), form, exif=camera.exif())
    assert camera.GPS in logo
    files = {"releases/a.md": RELEASE.format("quay.svg"), "logo.img": logo, "quay.svg": SVG}
    built = build(files, builder="press-pdf", html_logo="logo.img")
    for part in streams(built.out / "releases/a.pdf"):
        assert camera.GPS not in part


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


@pytest.mark.long
@pytest.mark.parametrize("builder", ["html", "press-pdf"])
def test_large_photo(build, camera, builder):
    """A photo of twenty megapixels is 2000 wide in the PDF, once, and the PDF stays small."""
    photo = camera.jpeg(camera.photo(5500, 3700))
    files = {"releases/a.md": RELEASE.format("quay.jpg"), "quay.jpg": photo}
    built = build(files, builder=builder, press_pdf=True)
    assert built.warnings == ""
    for pdf in (built.out / "releases/a.pdf", built.out / "archive/all.pdf"):
        assert [one.width for one in photos(pdf)] == [2000]
        assert pdf.stat().st_size < len(photo) / 2
    drawn = {path.name for path in (built.out.parent / "doctrees").glob("press-prints/*")}
    assert len(drawn) == 2


def test_upright(build, camera):
    """A photo that was taken with the telephone on its side stands upright, scaled or not."""
    files = {}
    for name, width in (("a", 600), ("b", 4600)):
        picture = camera.photo(width, width // 2)
        files[f"{name}.jpg"] = camera.jpeg(picture, exif=camera.exif(orientation=6))
        files[f"releases/{name}.md"] = RELEASE.format(f"{name}.jpg")
    built = build(files, builder="press-pdf")
    [large] = photos(built.out / "releases/b.pdf")
    assert (large.size, large.getexif().get(0x0112)) == ((2000, 4000), None)
    [small] = photos(built.out / "releases/a.pdf")
    assert (small.size, small.getexif()[0x0112]) == ((600, 300), 6)


def test_screens_have_no_more_for_it(build, camera):
    """Pages offer the same sizes with PDFs and without."""
    files = {"releases/a.md": RELEASE.format("q.jpg"), "q.jpg": camera.jpeg(camera.photo(2400))}
    with_pdf = re.findall(r"(\d+)w", build(files, press_pdf=True).page("releases/a"))
    assert with_pdf == re.findall(r"(\d+)w", build({}, press_pdf=False).page("releases/a"))
    assert "2000" not in with_pdf


@pytest.mark.long
def test_prints_go(build, camera):
    """What was drawn for paper goes from beside the doctrees when its release does, and with PDFs."""
    files = {
        f"{part}": content
        for name in "ab"
        for part, content in {
            f"releases/{name}.md": RELEASE.format(f"{name}.jpg"),
            f"{name}.jpg": camera.jpeg(camera.photo(2100 + ord(name), 400)),
        }.items()
    }
    counts = []
    for changed, wanted in ((files, True), ({"releases/a.md": None}, True), ({}, False)):
        built = build(changed, press_pdf=wanted)
        counts.append(len(list((built.out.parent / "doctrees").glob("press-prints/*"))))
    assert counts == [4, 2, 0]
