"""A brand that changes leaves what a clean build would, and nothing of what it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

import foundry
import pytest

FILES = {
    "releases/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\n\nText.\n",
    "fonts/MerrowSans.ttf": foundry.font(),
    "night.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
FIRST = {
    "accent": "#1d4d2b",
    "second": "#a35f08",
    "font": "Merrow Sans",
    "font_files": ["fonts/MerrowSans.ttf"],
    "logo_dark": "night.svg",
}
CHANGES = {
    "accent": ({**FIRST, "accent": "#6a1fb0"}, {}),
    "second": ({**FIRST, "second": ""}, {}),
    "font": ({**FIRST, "font": "Merrow Sans, serif"}, {}),
    "characters": ({**FIRST, "font_characters": ["latin"]}, {}),
    "font-gone": ({"accent": "#1d4d2b"}, {}),
    "nothing-left": ({}, {}),
    "logo": ({**FIRST, "logo_dark": ""}, {}),
    "font-replaced": (None, {"fonts/MerrowSans.ttf": foundry.font(width=540)}),
    "logo-replaced": (None, {"night.svg": "<svg xmlns='http://www.w3.org/2000/svg' id='a'/>"}),
    "nothing": (None, {}),
}


@pytest.fixture
def new(project):
    """Return a function that makes a project each of whose builds is as in a process of its own.

    Sphinx remembers the checksums of files as long as a process lives.
    """
    from sphinx.builders.html._assets import _file_checksum_inner

    def made():
        one = project()

        def build(*arguments, **settings):
            _file_checksum_inner.cache_clear()
            built = one(*arguments, **settings)
            one.close()
            return built

        return build

    return made


def contents(folder: Path) -> dict[str, str]:
    """Digest every file of an output folder, by path."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_as_a_clean_build(new, change, builder):
    """After a change of one option, or of a file that one names, all is as in a clean build."""
    options, files = CHANGES[change]
    theme = {"html_theme": "pressroom", "html_baseurl": "https://merrow.example/"}
    ours, clean = new(), new()
    first = ours(FILES, builder=builder, html_theme_options=FIRST, **theme)
    before = contents(first.out)
    conf = {} if options is None else {"html_theme_options": options, **theme}
    after = contents(ours(files, builder=builder, **conf).out)
    wanted = FIRST if options is None else options
    other = clean({**FILES, **files}, builder=builder, html_theme_options=wanted, **theme)
    assert {name for name in after if after[name] != contents(other.out).get(name)} == set()
    assert after.keys() == contents(other.out).keys()
    assert (before == after) == (change == "nothing")
    style = (first.out / "_static" / "pressroom.css").read_text("utf-8")
    for font in (first.out / "_static").glob("fonts/*.woff2"):
        assert font.name in style


def test_only_what_shows_it(build):
    """Fonts that stay are not written again when a colour changes."""
    theme = {"html_theme": "pressroom"}
    built = build(FILES, html_theme_options=FIRST, **theme)
    times = {file.name: file.stat().st_mtime_ns for file in built.out.glob("_static/fonts/*")}
    assert times
    build({}, html_theme_options={**FIRST, "accent": "#6a1fb0"}, **theme)
    assert times == {
        file.name: file.stat().st_mtime_ns for file in built.out.glob("_static/fonts/*")
    }
