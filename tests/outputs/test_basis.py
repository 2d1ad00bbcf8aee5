"""What is not asked about anew, since nothing that it follows from has changed."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from ferries import PIER, RELEASE, content, ferries

from sphinx_pressroom.collection import shown
from sphinx_pressroom.outputs import beside, sitemap
from sphinx_pressroom.outputs.publication import ATTACHMENTS, EVENT, INPUTS, Output

FILES = {**ferries(4), "about.md": "# About\n\nSee [](releases/r3.md).\n"}
EDITED = {"releases/r3.md": RELEASE.format(number=3, more=" soon")}
BASE = {"html_baseurl": "https://press.example/"}


@pytest.fixture
def asked(monkeypatch):
    """Note who is asked: for files, for the sitemap, and for the page of which document."""
    found = []

    def noted(module, name, what):
        own = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *given: (found.append(what(*given)), own(*given))[1]
        )

    noted(beside, "attachments", lambda builder, docname: "files")
    noted(sitemap, "pages", lambda env: "sitemap")
    noted(shown, "of_documents", lambda env, docname: docname)
    return found


def test_nothing(build, asked):
    """Where nothing has changed, no page and no other file is asked about, and all stay."""
    before = content(build(FILES, **BASE))
    assert {"files", "sitemap", "releases/r3", "about"} <= set(asked)
    asked.clear()
    assert content(build({})) == before
    assert asked == []


def test_an_edit(build, asked):
    """After an edit other pages are asked about only if their texts show other documents.

    What follows from the records alone is not made anew.
    """
    build(FILES, **BASE)
    asked.clear()
    built = build(EDITED)
    assert "sails again soon" in built.page("releases/r3")
    assert set(asked) == {"files", "releases/r3", "about"}


@pytest.mark.parametrize(
    "path", ["sitemap.xml", "genindex.html", "releases/r2.html", "search.html"]
)
def test_a_file_that_was_lost(build, path):
    """A file that somebody has deleted is made again, though nothing else has changed."""
    built = build(FILES, **BASE)
    before = content(built)
    (built.out / path).unlink()
    assert content(build({})) == before


def test_a_picture(build, asked):
    """Another picture has all asked about, and the page shows it."""
    build(FILES)
    asked.clear()
    built = build({"releases/pier.svg": PIER.replace("4", "8")})
    assert {"releases/r1", "about"} <= set(asked)
    assert {file.read_text() for file in built.out.glob("_images/*.svg")} == {
        PIER.replace("4", "8")
    }


@pytest.mark.parametrize("event", [EVENT, INPUTS, ATTACHMENTS])
def test_somebody_else(build, asked, monkeypatch, event):
    """Where another extension has a part in files, all is asked about in each build."""
    module = ModuleType("others")
    module.setup = lambda app: app.connect(event, lambda app, one: None) and {}
    monkeypatch.setitem(sys.modules, "others", module)
    build(FILES, **BASE, extensions=["myst_parser", "sphinx_pressroom", "others"])
    asked.clear()
    build({})
    assert {"files", "releases/r1"} <= set(asked)


def test_the_time_of_somebody_else(build, monkeypatch):
    """A file of another extension is made again when what it is made from has changed."""
    module, hours = ModuleType("others"), ["one"]

    def outputs(app, publication):
        return [Output("hour.txt", hours[0], hours[0].encode)]

    module.setup = lambda app: app.connect(EVENT, outputs) and {}
    monkeypatch.setitem(sys.modules, "others", module)
    build(FILES, extensions=["myst_parser", "sphinx_pressroom", "others"])
    hours[0] = "two"
    assert (build({}).out / "hour.txt").read_text() == "two"
