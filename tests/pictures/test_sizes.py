"""Smaller pictures: how large, of what, and kept from one build to the next."""

import darkroom
import pytest
from darkroom import ARTIST, chunk, jpeg, opened, photo, written

from sphinx_pressroom.pictures import Broken
from sphinx_pressroom.pictures.metadata import cleaned
from sphinx_pressroom.pictures.scaling import scaled
from sphinx_pressroom.pictures.sizes import Sizes


def drawn(content, *widths):
    return {width: opened(made) for width, made in scaled(cleaned(content), widths)}


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
    ],
)
def test_smaller_in_the_same_format(form, mode):
    """A picture of 1000 by 600 becomes one of 500 by 300, of its format and its kind of colours."""
    made = drawn(written(photo(mode=mode), form), 500)[500]
    assert (made.format, made.mode, made.size) == (form, mode, (500, 300))
    # The same slope of light, from dark above to bright below.
    grey = made.convert("L")
    assert grey.resize((1, 2)).getpixel((0, 0)) < 120 < grey.resize((1, 2)).getpixel((0, 1))


def test_never_larger_than_the_picture():
    """Widths that a picture has not got are not made of it, nor its own."""
    assert list(drawn(jpeg(), 480, 999, 1000, 1600)) == [480, 999]


def test_upright():
    """A photo taken with the phone on its side stands upright, and says nothing of sides."""
    made = drawn(jpeg(exif=darkroom.exif(orientation=6)), 300)[300]
    assert made.size == (300, 500)
    assert 0x0112 not in made.getexif()
    # Turned by 90° to the right, dark above becomes dark at the right.
    grey = made.convert("L").resize((2, 1))
    assert grey.getpixel((1, 0)) < grey.getpixel((0, 0))


def test_artist_stays_in_smaller_ones():
    """Each size says who made the picture."""
    told = drawn(jpeg(), 480)[480].getexif()
    assert str(told[0x013B]).encode("latin-1").decode() == ARTIST


def test_author_of_a_png_stays_in_smaller_ones():
    """Each size of a PNG has its texts Author and Copyright."""
    content = written(photo(), "PNG")
    content = content[:33] + chunk(b"tEXt", b"Author\0Ada North") + content[33:]
    assert drawn(content, 480)[480].info["Author"] == "Ada North"


@pytest.mark.parametrize(("profile", "kept"), [(b"Display P3" * 9, True), (b"sRGB IEC" * 9, False)])
def test_profile_stays_if_it_tells_anything(profile, kept):
    """A colour profile is in each size, unless it says what browsers take for granted."""
    made = drawn(jpeg(icc_profile=profile), 480)[480]
    assert ("icc_profile" in made.info) is kept


def test_no_size_of_more_bytes():
    """A size that would weigh more than the picture itself is not made."""
    flat = written(photo(2000, 20).quantize(2), "PNG", optimize=True)
    assert all(len(made) < len(flat) for _, made in scaled(flat, (1999, 1500, 1000)))
    assert 1999 not in drawn(flat, 1999)


def test_moving_pictures_are_let_alone():
    """Of a moving picture there are no sizes, which would stand still."""
    frames = [photo(600, 100), photo(600, 100).rotate(180)]
    for form in ("PNG", "WEBP"):
        moving = written(frames[0], form, save_all=True, append_images=frames[1:], duration=99)
        assert drawn(moving, 480) == {}


@pytest.mark.parametrize("content", [b"", b"<html>", jpeg()[:30000], written(photo(), "PNG")[:900]])
def test_damaged_files_are_said_to_be(content):
    """What cannot be drawn is said to be broken."""
    with pytest.raises(Broken):
        list(scaled(content, (480,)))


def test_drawn_once(tmp_path):
    """What was drawn is taken from the folder; what is lost there is drawn again."""
    asked = []

    def content():
        asked.append(1)
        return cleaned(jpeg())

    note = Sizes(tmp_path, (480, 800)).of("name", 600_000, content)
    assert [size.width for size in note.sizes] == [480, 800]
    assert Sizes(tmp_path, (480, 800)).of("name", 600_000, content) == note
    assert len(asked) == 1
    (tmp_path / note.sizes[0].digest).unlink()
    assert Sizes(tmp_path, (480, 800)).of("name", 600_000, content) == note
    assert len(asked) == 2


def test_other_widths_are_drawn_anew(tmp_path):
    """Other widths, or another picture, are never answered with what was drawn before."""
    one = Sizes(tmp_path, (480,)).of("name", 600_000, jpeg)
    other = Sizes(tmp_path, (500,)).of("name", 600_000, jpeg)
    third = Sizes(tmp_path, (480,)).of("third", 600_000, lambda: jpeg(photo(700, 700)))
    assert len({one.sizes, other.sizes, third.sizes}) == 3


def test_folder_forgets(tmp_path):
    """What no picture has any more is deleted."""
    Sizes(tmp_path, (480,)).of("name", 600_000, jpeg)
    later = Sizes(tmp_path, (500,))
    note = later.of("name", 600_000, jpeg)
    later.keep_only()
    names = sorted(file.name for file in tmp_path.iterdir() if file.suffix != ".json")
    assert names == [size.digest for size in note.sizes]


def test_bombs_are_not_opened(tmp_path):
    """A picture of more pixels than Pillow allows is said to have too many, and not even read."""
    note = Sizes(tmp_path, (480,)).of("name", 90_000_000, lambda: pytest.fail("it was read"))
    assert note.fault == "it has more than 89 million pixels"
