"""The options of a brand in ``conf.py``: what is wrong is said at its place, with the way out."""

from __future__ import annotations

from pathlib import Path

import foundry
import pytest

THEME = {"html_theme": "pressroom"}
LOGO = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"


@pytest.fixture
def room(build):
    """Return a function that builds a press room with options of the theme."""

    def made(files=None, **options):
        return build(files or {}, html_theme_options=options, **THEME)

    return made


def sheet(built):
    """Read the style sheet of a build."""
    return (built.out / "_static" / "pressroom.css").read_text("utf-8")


def test_a_brand(room):
    """A brand whose colours can be read builds without a word."""
    built = room(
        {"brand/night.svg": LOGO, "fonts/MerrowSans.ttf": foundry.font()},
        accent="#1d4d2b",
        second="rgb(163 95 8)",
        font="Merrow Sans",
        font_headline='"Merrow Serif", serif',
        font_files=["fonts/MerrowSans.ttf"],
        font_characters=["latin", "U+0370-03FF"],
        logo_dark="brand/night.svg",
    )
    assert built.warnings == ""
    assert "--press-accent: #1d4d2b;" in sheet(built)
    assert "--press-second: #a35f08;" in sheet(built)
    assert (built.out / "_static" / "logo-dark.svg").read_text("utf-8") == LOGO
    assert built.app.builder.theme_options["logo_dark"] == "logo-dark.svg"


CASES = {
    "no-colour": (
        {"accent": "blau"},
        (
            "html_theme_options: accent: 'blau' is no colour that can be read; "
            "write #0b5a8a, rgb(11 90 138) or oklch(45% 0.107 242)"
        ),
        "setting",
    ),
    "no-text": (
        {"second": 0xFF0000},
        (
            "html_theme_options: second: '16711680' is no colour that can be read; "
            "write #0b5a8a, rgb(11 90 138) or oklch(45% 0.107 242)"
        ),
        "setting",
    ),
    "yellow-links": (
        {"accent": "#ffd400"},
        (
            "html_theme_options: accent: '#ffd400' on the surface '#f7f8fa' has a contrast of 1.3:1, "
            "and text needs 4.5:1; '#8c6f00' is used in its place, and yours as the ground of buttons"
        ),
        "contrast",
    ),
    "yellow-lines": (
        {"second": "#ffd400"},
        (
            "html_theme_options: second: '#ffd400' on the surface '#f7f8fa' has a contrast of 1.3:1, "
            "and lines need 3:1; '#af8c00' is used in its place"
        ),
        "contrast",
    ),
    "unknown": (
        {"acent": "#1d4d2b"},
        "html_theme_options: acent: the theme has no such option; did you mean 'accent'?",
        "setting",
    ),
    "family": (
        {"font": "Merrow; } body { color: red"},
        (
            "html_theme_options: font: 'Merrow; } body { color: red' is no name of a font; "
            'write names with commas between: "Source Serif 4, serif"'
        ),
        "setting",
    ),
    "quotes": (
        {"font_headline": "'Merrow, serif"},
        (
            "html_theme_options: font_headline: ''Merrow, serif' is no name of a font; "
            'write names with commas between: "Source Serif 4, serif"'
        ),
        "setting",
    ),
    "missing-file": (
        {"font": "Merrow", "font_files": ["fonts/Merrow.ttf"]},
        (
            "html_theme_options: font_files[0]: there is no file 'fonts/Merrow.ttf'; "
            "give its path from the folder of conf.py"
        ),
        "file",
    ),
    "no-font": (
        {"font": "Merrow", "font_files": ["index.md"]},
        (
            "html_theme_options: font_files[0]: 'index.md' is no font; "
            "those end in .ttf, .otf, .woff, .woff2"
        ),
        "file",
    ),
    "other-host": (
        {"font": "Merrow", "font_files": "https://fonts.googleapis.com/css2?family=Merrow"},
        (
            "html_theme_options: font_files[0]: 'https://fonts.googleapis.com/css2?family=Merrow' is "
            "on another host: download the family, put its files into the project, say in a folder "
            "'fonts', and name them in font_files"
        ),
        "file",
    ),
    "other-host-as-family": (
        {"font": "//fonts.googleapis.com/css2?family=Merrow"},
        (
            "html_theme_options: font: '//fonts.googleapis.com/css2?family=Merrow' is "
            "on another host: download the family, put its files into the project, say in a folder "
            "'fonts', and name them in font_files"
        ),
        "setting",
    ),
    "characters": (
        {"font_characters": ["latin", "klingon"]},
        (
            "html_theme_options: font_characters[1]: 'klingon' is no set of characters; there are "
            "latin, latin-ext, vietnamese, greek, cyrillic, hebrew, arabic, or U+0370-03FF"
        ),
        "setting",
    ),
    "logo": (
        {"logo_dark": "night.svg"},
        (
            "html_theme_options: logo_dark: there is no file 'night.svg'; "
            "give its path from the folder of conf.py"
        ),
        "file",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_said_once(room, case):
    """What is wrong is said once, in conf.py, with the way out; the rest of the look is there."""
    options, message, subtype = CASES[case]
    built = room(**options)
    (warned,) = built.located
    assert (warned.path, warned.message, warned.subtype) == ("conf.py", message, subtype)
    assert "--press-background" in sheet(built)
    assert "body {" not in sheet(built).split("--press-measure")[0]


def test_unknown_option_without_a_near_one(room):
    """An option like none that there is leads to the handbook."""
    (warned,) = room(zzz=True).located
    assert "zzz: the theme has no such option; the handbook lists" in warned.message


def test_broken_font(room):
    """A damaged font is said to be one, and the rest of the brand stands."""
    files = {"fonts/a.ttf": b"\0\1\0\0 this is no font", "fonts/b.ttf": foundry.font()[:-200]}
    built = room(files, accent="#1d4d2b", font="Merrow Sans", font_files="fonts/*.ttf")
    assert [warned.subtype for warned in built.located] == ["file", "file"]
    assert "'a.ttf' is no font, or a damaged one (" in built.located[0].message
    assert built.located[1].message.endswith("; get it again")
    assert "--press-accent: #1d4d2b;" in sheet(built)
    assert "@font-face" not in sheet(built)


def test_font_that_nobody_names(room):
    """A font of a family that no list names is not published, and the family's name is said."""
    files = {"fonts/x.ttf": foundry.font("Merrow Sans Text")}
    built = room(files, font="Merrow Sans", font_files=["fonts/x.ttf"])
    (warned,) = built.located
    assert "'x.ttf' is of the family 'Merrow Sans Text'" in warned.message
    assert "write font: 'Merrow Sans Text'" in warned.message
    assert not list((built.out / "_static").glob("fonts/*"))


def test_style_sheets_of_font_hosts(build):
    """A style sheet of a host of fonts is refused, others stay."""
    remote = "https://fonts.googleapis.com/css2?family=Merrow&display=swap"
    built = build(
        {"_static/a.css": "p { margin: 0 }"},
        html_css_files=["a.css", remote],
        html_static_path=["_static"],
        **THEME,
    )
    (warned,) = built.located
    assert warned.subtype == "setting"
    assert f"html_css_files: '{remote}' is on another host: download the family" in warned.message
    assert "googleapis" not in built.page("index")
    assert "a.css" in built.page("index")


def test_other_themes(build):
    """Options of another theme are left to it."""
    built = build({}, html_theme="alabaster", html_theme_options={"nosidebar": True})
    assert built.warnings == ""
    assert not (built.out / "_static" / "pressroom.css").exists()


def test_theme_made_from_ours(build):
    """A theme that inherits from ours has a brand, and options of its own."""
    toml = '[theme]\ninherit = "pressroom"\n[options]\nmotto = ""\n'
    built = build(
        {"themes/ours/theme.toml": toml},
        html_theme="ours",
        html_theme_path=["themes"],
        html_theme_options={"accent": "#1d4d2b", "motto": "Aye"},
    )
    assert built.warnings == ""
    assert "--press-accent: #1d4d2b;" in sheet(built)


def test_place(build, tmp_path):
    """The place of a mistake is its line in conf.py, however that is written."""
    from sphinx_pressroom.places import place

    conf = tmp_path / "conf.py"
    conf.write_text(
        'project = "é"\n'
        "if True:\n"
        '    options = {"accent": "red"}\n'
        'html_theme_options = {"é": 1, "accent": "blau",\n'
        '    "font_files": [\n'
        '        "a.ttf", "b.ttf"],\n'
        "}\n"
        'html_theme_options["second"] = "rot"\n'
        'other = dict(accent="blau")\n',
        "utf-8",
    )

    def found(*keys):
        at = place(tmp_path, *keys)
        return at.line, at.column

    assert found("html_theme_options", "accent") == (4, 31)
    assert found("html_theme_options", "font_files", 1) == (6, 18)
    assert found("html_theme_options", "second") == (8, 32)
    assert found("html_theme_options") == (4, 22)
    assert found("html_theme_options", "unseen") == (4, 22)
    assert found("options", "accent") == (3, 16)
    assert found("other", "accent") == (9, 14)
    assert found("nowhere") == (1, 1)
    conf.write_text("html_theme_options = (", "utf-8")
    assert found("html_theme_options") == (1, 1)
    conf.unlink()
    assert found("html_theme_options") == (1, 1)


def test_command_line(build):
    """An option of the command line counts, and its mistakes are said at the beginning of conf.py."""
    from io import StringIO

    from sphinx.testing.util import SphinxTestApp

    folder = Path(build({}, **THEME).app.srcdir)
    build.close()
    options = {"html_theme_options.accent": "blau"}
    app = SphinxTestApp("html", srcdir=folder, confoverrides=options, warning=StringIO())
    app.build()
    app.cleanup()
    assert "conf.py:1:1: WARNING: html_theme_options: accent: 'blau'" in app.warning.getvalue()
