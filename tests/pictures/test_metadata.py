"""What pictures tell beside what they show, and what of that is published."""

from contextlib import suppress

import darkroom
import pytest
from darkroom import ARTIST, COPYRIGHT, GPS, SERIAL, chunk, iptc, jpeg, opened, photo, segment
from hypothesis import given
from hypothesis import strategies as st

from sphinx_pressroom.pictures import Broken
from sphinx_pressroom.pictures.metadata import cleaned

XMP = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + GPS + b"</x:xmpmeta>")
COMMENT = segment(0xFE, b"taken at " + GPS)


def png(*chunks, **options):
    content = darkroom.written(photo(300, 200), "PNG", exif=darkroom.exif(), **options)
    return content[:33] + b"".join(chunks) + content[33:]


def webp(**options):
    return darkroom.written(photo(300, 200), "WEBP", exif=darkroom.exif(), **options)


PICTURES = {
    "JPEG": jpeg(),
    "JPEG with XMP and a comment": jpeg(None, XMP, COMMENT),
    "progressive JPEG": jpeg(progressive=True),
    "JPEG in four inks": jpeg(photo(mode="CMYK")),
    "JPEG with another after its end": jpeg() + jpeg(),
    "PNG": png(),
    "PNG with texts": png(chunk(b"tEXt", b"Comment\0" + GPS), chunk(b"zTXt", b"exif\0\0" + GPS)),
    "PNG with what no reader knows": png(chunk(b"prVW", GPS)),
    "PNG with something after its end": png() + GPS,
    "WebP": webp(),
    "lossless WebP with XMP": webp(lossless=True, xmp=b"<x:xmpmeta>" + GPS + b"</x:xmpmeta>"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_place_and_device_go(name):
    """Whatever the format and wherever it stands, no byte of place or device stays; pixels do."""
    content = PICTURES[name]
    assert GPS in content
    made = cleaned(content)
    assert GPS not in made
    assert SERIAL not in made
    assert not opened(made).getexif().get_ifd(0x8825)
    assert opened(made).tobytes() == opened(content).tobytes()


@pytest.mark.parametrize("name", PICTURES)
def test_artist_and_copyright_stay(name):
    """Those who take a picture away find in it who made it and whose it is."""
    told = opened(cleaned(PICTURES[name])).getexif()
    # Pillow takes Exif's texts for Latin-1.
    assert [str(told[tag]).encode("latin-1").decode() for tag in (0x013B, 0x8298)] == [
        ARTIST,
        COPYRIGHT,
    ]


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_clean_stays(name):
    """A picture that is clean already is published byte for byte."""
    once = cleaned(PICTURES[name])
    assert cleaned(once) == once


def test_credit_of_agencies_becomes_exif():
    """An agency's by-line, credit and copyright notice stay where Exif has none; the place goes."""
    said = iptc(byline=b"Ada North", credit=b"Port Agency", notice=b"(c) Port", city=GPS)
    made = cleaned(jpeg(None, said, exif=darkroom.exif(rights=False)))
    told = opened(made).getexif()
    assert (told[0x013B], told[0x8298]) == ("Ada North, Port Agency", "(c) Port")
    assert GPS not in made


def test_way_up_and_colours_stay():
    """Which side is up, and a colour profile, are still in the file."""
    profile = b"a wide gamut" * 20
    made = opened(cleaned(jpeg(exif=darkroom.exif(orientation=6), icc_profile=profile)))
    assert made.getexif()[0x0112] == 6
    assert made.info["icc_profile"] == profile


def test_author_of_a_png_stays():
    """A PNG's texts Author and Copyright are kept as they are."""
    made = cleaned(png(chunk(b"tEXt", b"Author\0Ada North"), chunk(b"tEXt", b"Software\0Paint 4")))
    assert b"Author\0Ada North" in made
    assert b"Paint" not in made


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<svg/>", b"GIF89a;", b"RIFF....WAVEfmt "])
def test_other_files_are_let_alone(content):
    """What is no JPEG, PNG or WebP is published as it is."""
    assert cleaned(content) == content


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\xff\xffExif",
        b"\xff\xd8\xff\xe0\0\x02no marker",
        jpeg()[:4000],
        b"\x89PNG\r\n\x1a\n",
        png()[:500],
        webp()[:500],
        b"RIFF\x04\0\0\0WEBP",
    ],
)
def test_damaged_files_are_said_to_be(content):
    """What begins as a picture and does not go on as one is said to be broken."""
    with pytest.raises(Broken):
        cleaned(content)


@given(st.sampled_from([jpeg(photo(40, 30)), png(), webp()]), st.data())
def test_no_damage_is_a_traceback(content, data):
    """Any byte may be wrong and any end missing: the file is cleaned or said to be broken."""
    at = data.draw(st.integers(0, min(len(content), 2000) - 1))
    end = data.draw(st.sampled_from([at + 1, len(content)]))
    damaged = content[:at] + data.draw(st.binary(max_size=4)) + content[at + 1 : end]
    with suppress(Broken):
        assert isinstance(cleaned(damaged), bytes)
