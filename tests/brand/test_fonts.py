"""Fonts are cut down to a site's characters, once, and look as they did."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import foundry
import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_pressroom.brand import characters, fonts
from sphinx_pressroom.brand.fonts import Broken, face, keep

SETS = ("latin", "latin-ext")


def content(folder, part):
    """Read a font that was made."""
    return (folder / "static" / "fonts" / part.name).read_bytes()


def opened(folder, part):
    """Open a font that was made."""
    return TTFont(BytesIO(content(folder, part)))


def test_cut(tmp_path):
    """A font becomes a WOFF2 for each set of characters that it has, without those of other sets."""
    letters = foundry.LATIN + foundry.EXTENDED + foundry.GREEK
    made = face(foundry.font(letters=letters), "x.ttf", SETS, tmp_path)
    assert (made.family, made.weight, made.style) == ("Merrow Sans", (400, 400), "normal")
    latin, extended = made.parts
    assert content(tmp_path, latin)[:4] == b"wOF2"
    assert set(opened(tmp_path, latin).getBestCmap()) == set(map(ord, foundry.LATIN))
    assert set(opened(tmp_path, extended).getBestCmap()) == set(map(ord, foundry.EXTENDED))
    assert ord("ł") in characters.numbers(extended.ranges)
    assert ord("é") not in characters.numbers(extended.ranges)


def test_no_file_for_characters_that_a_font_lacks(tmp_path):
    """A set of which a font has no character has no file."""
    made = face(foundry.font(letters=foundry.LATIN), "x.ttf", (*SETS, "greek"), tmp_path)
    assert len(made.parts) == 1


def test_more_characters(tmp_path):
    """Sets can be ranges that a site writes out."""
    letters = foundry.LATIN + foundry.GREEK
    made = face(foundry.font(letters=letters), "x.ttf", ("latin", "U+391-392,u+3b1"), tmp_path)
    assert set(opened(tmp_path, made.parts[1]).getBestCmap()) == {0x391, 0x392, 0x3B1}
    assert made.parts[1].ranges == "U+391-392,U+3B1"


@pytest.mark.parametrize("flavour", [None, "woff", "woff2"])
def test_kinds_of_files(tmp_path, flavour):
    """TrueType, WOFF and WOFF2 are cut down alike."""
    made = face(foundry.font(flavour=flavour), "x.any", SETS, tmp_path)
    assert set(opened(tmp_path, made.parts[0]).getBestCmap()) == set(map(ord, foundry.LATIN))


def test_variable(tmp_path):
    """A variable font stays one, and is measured at the weights of text and of headlines."""
    made = face(foundry.font(variable=True), "x.ttf", SETS, tmp_path)
    assert made.weight == (100, 900)
    assert "fvar" in opened(tmp_path, made.parts[0])
    text, headline = made.measures
    assert (text.weight, headline.weight) == (400, 700)
    assert text.width == pytest.approx(0.5, abs=0.001)
    assert headline.width == pytest.approx(0.53, abs=0.001)


def test_italic(tmp_path):
    """An italic is a face of its own."""
    made = face(foundry.font(italic=True, weight=700), "x.ttf", SETS, tmp_path)
    assert (made.style, made.weight) == ("italic", (700, 700))


def test_licence_stays(tmp_path):
    """Copyright and licence stay in what is published, as the OFL asks."""
    made = face(foundry.font(), "x.ttf", SETS, tmp_path)
    for part in made.parts:
        names = opened(tmp_path, part)["name"]
        assert names.getDebugName(0) == "The Merrow type foundry"
        assert names.getDebugName(13) == "OFL 1.1"


def test_font_that_may_not_be_cut(tmp_path):
    """A font whose maker forbids parts of it is compressed and stays whole."""
    letters = foundry.LATIN + foundry.GREEK
    made = face(foundry.font(letters=letters, embedding=0x0100), "x.ttf", SETS, tmp_path)
    (part,) = made.parts
    assert part.ranges == ""
    assert set(opened(tmp_path, part).getBestCmap()) == set(map(ord, letters))


def test_measured(tmp_path):
    """A font's width and heights are known, in parts of its em."""
    (measure,) = face(foundry.font(width=540), "x.ttf", SETS, tmp_path).measures
    assert (measure.weight, measure.ascent, measure.descent, measure.gap) == (400, 0.9, 0.3, 0)
    assert measure.width == pytest.approx(0.54)


def test_not_measured(tmp_path):
    """A font that lacks the letters of prose has no width to compare."""
    made = face(foundry.font(letters=foundry.GREEK), "x.ttf", ("greek",), tmp_path)
    assert (len(made.parts), made.measures) == (1, ())


def test_once(tmp_path, monkeypatch):
    """What is made is kept by its content: the same font costs nothing the next time."""
    from sphinx_pressroom.brand import subset

    first = face(foundry.font(), "x.ttf", SETS, tmp_path)
    monkeypatch.setattr(subset, "Source", None)
    assert face(foundry.font(), "renamed.ttf", SETS, tmp_path) == first
    with pytest.raises(Broken):
        face(foundry.font(width=520), "x.ttf", SETS, tmp_path)


def test_made_again(tmp_path):
    """A file that has gone, and a note that cannot be read, are made again; so are other sets."""
    first = face(foundry.font(), "x.ttf", SETS, tmp_path)
    (tmp_path / "static" / "fonts" / first.parts[0].name).unlink()
    assert face(foundry.font(), "x.ttf", SETS, tmp_path) == first
    assert opened(tmp_path, first.parts[0])
    (note,) = (tmp_path / "faces").glob("*.json")
    note.write_bytes(b"{}")
    assert face(foundry.font(), "x.ttf", SETS, tmp_path) == first
    assert face(foundry.font(), "x.ttf", ("latin",), tmp_path).parts != first.parts[:1]


def test_same_bytes(tmp_path):
    """The same font is made the same anywhere, under names that its content gives."""
    one = face(foundry.font(), "x.ttf", SETS, tmp_path / "one")
    other = face(foundry.font(), "y.ttf", SETS, tmp_path / "other")
    changed = face(foundry.font(width=520), "x.ttf", SETS, tmp_path / "one")
    assert one == other
    assert [content(tmp_path / "one", part) for part in one.parts] == [
        content(tmp_path / "other", part) for part in other.parts
    ]
    assert {part.name for part in one.parts}.isdisjoint(part.name for part in changed.parts)


def test_swept(tmp_path):
    """Files of fonts that are no longer used go."""
    face(foundry.font(width=520), "x.ttf", SETS, tmp_path)
    kept = face(foundry.font(), "x.ttf", SETS, tmp_path)
    keep([kept], tmp_path)
    there = {file.name for file in (tmp_path / "static" / "fonts").iterdir()}
    assert there == {part.name for part in kept.parts}


@pytest.mark.parametrize("text", [b"", b"\0\1\0\0", b"OTTO", b"wOF2", b"true\0\0", b"ttcf" * 9])
def test_no_font(tmp_path, text):
    """What is no font is refused in one way."""
    with pytest.raises(Broken):
        face(text, "x.ttf", SETS, tmp_path)


WHOLE = foundry.font()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
def test_damaged(tmp_path, at, bytes_):
    """A damaged font is a font or is refused; it never ends the build."""
    damaged = WHOLE[:at] + bytes_ + WHOLE[at + len(bytes_) :]
    with suppress(Broken):
        face(damaged, "x.ttf", ("latin",), tmp_path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MerrowSans-Regular.ttf", ("MerrowSans", (400, 400), "normal")),
        ("MerrowSans-BoldItalic.ttf", ("MerrowSans", (700, 700), "italic")),
        ("Merrow_Sans-SemiBold.woff2", ("Merrow_Sans", (600, 600), "normal")),
        ("MerrowSans-ExtraLight.otf", ("MerrowSans", (200, 200), "normal")),
        ("MerrowSans[opsz,wght].ttf", ("MerrowSans", (100, 900), "normal")),
        ("MerrowSans-Italic[wght].ttf", ("MerrowSans", (100, 900), "italic")),
        ("MerrowSans-VariableFont_wght.ttf", ("MerrowSans", (100, 900), "normal")),
        ("MerrowSans.var.ttf", ("MerrowSans", (100, 900), "normal")),
        ("Merrow.TTF", ("Merrow", (400, 400), "normal")),
    ],
)
def test_without_the_tools(tmp_path, monkeypatch, name, expected):
    """Without fontTools a file is taken whole, and its name says what it is."""
    monkeypatch.setattr(fonts, "available", lambda: False)
    made = face(b"any bytes", name, SETS, tmp_path)
    assert (made.family, made.weight, made.style) == expected
    (part,) = made.parts
    assert content(tmp_path, part) == b"any bytes"
    assert part.format in {"truetype", "opentype", "woff2"}
    assert (part.ranges, made.measures) == ("", ())


def test_said_without_the_tools(build, monkeypatch):
    """Without fontTools the build says how to have fonts cut down, which is no warning."""
    monkeypatch.setattr(fonts, "available", lambda: False)
    options = {"font": "Merrow Sans", "font_files": ["MerrowSans-Bold.ttf"]}
    files = {"MerrowSans-Bold.ttf": foundry.font()}
    built = build(files, html_theme="pressroom", html_theme_options=options)
    assert built.warnings == ""
    assert "pip install 'sphinx-pressroom[fonts]'" in built.app.status.getvalue()
    css = (built.out / "_static" / "pressroom.css").read_text("utf-8")
    assert 'format("truetype");' in css
    assert "font-weight: 700;" in css
    assert 'font-family: "Merrow Sans";' in css


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", SETS),
        ("en-GB", SETS),
        ("pt_BR", SETS),
        ("el", (*SETS, "greek")),
        ("uk", (*SETS, "cyrillic")),
        ("sr", (*SETS, "cyrillic")),
        ("sr-Latn", SETS),
        ("ar", (*SETS, "arabic")),
        ("he", (*SETS, "hebrew")),
        ("vi", (*SETS, "vietnamese")),
        ("none such", SETS),
    ],
)
def test_sets_of_a_language(language, expected):
    """A site's fonts have the letters of Europe, and those of the script of its language."""
    assert characters.of_language(language) == expected


def test_sets():
    """The sets that most sites have part the characters between them, and hold what French needs."""
    latin, extended = (characters.numbers(characters.ranges(name)) for name in SETS)
    assert not latin & extended
    assert set(map(ord, "àâæçéèêëîïôœùûüÿÀÉŒ«»’“”…–—€№\u202f\u00a0×≥→")) <= latin
    assert set(map(ord, "ąćęłńśźżőűğışșțčďěňřšťůž")) <= extended | latin


@pytest.mark.parametrize("written", ["", "U+", "U+3FF-370", "U+110000", "41-5A", "greek, latin"])
def test_no_range(written):
    """What is no set and no range is refused."""
    with pytest.raises(ValueError):  # noqa: PT011  (the message is the caller's)
        characters.ranges(written)
