"""What stands around the texts of pages is compared when it may have changed, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinx_pressroom.collection import shown
from sphinx_pressroom.outputs import archive

RELEASE = "---\ntitle: {title}\ndate: 2026-03-0{day}\ntags: harbour\n---\n\n{body}\n"


def release(day, title="Ferry", body="It sails."):
    """Write a release."""
    return RELEASE.format(day=day, title=title, body=body)


@pytest.fixture
def asked(monkeypatch):
    """Note for which pages it is asked what they show of others."""
    found = []
    around, sheet = shown.around, archive._Pages._sheet
    monkeypatch.setattr(
        shown, "around", lambda env, name: (found.append(name), around(env, name))[1]
    )
    monkeypatch.setattr(
        archive._Pages,
        "_sheet",
        lambda self, one: (found.append(one.page), sheet(self, one))[1],
    )
    return found


def test_nothing_has_changed(build, asked):
    """Nobody asks after a build that changed nothing, or another text than front matter."""
    build({"releases/a.md": release(1), "releases/b.md": release(2)})
    asked.clear()
    build({})
    built = build({"releases/a.md": release(1, body="It sails again.")})
    assert not asked
    assert "sails again" in built.page("releases/a")


def test_another_title(build, asked):
    """A new title is on the page of its neighbour and in archives, which are asked again."""
    build({"releases/a.md": release(1), "releases/b.md": release(2)})
    asked.clear()
    built = build({"releases/a.md": release(1, title="Tram")})
    assert {"releases/a", "releases/b", "archive/index"} <= set(asked)
    assert "Tram" in built.page("releases/b")
    assert "Tram" in built.page("archive/index")


def test_one_page_alone(build):
    """Sphinx asked for one page writes that one; the pages around it follow in the next build."""
    build({"releases/a.md": release(1), "releases/b.md": release(2)})
    build.close()
    file = build.folder / "releases/a.md"
    file.write_text(release(1, title="Tram"), "utf-8")
    app = SphinxTestApp("html", srcdir=build.folder)
    app.build(filenames=[file])
    app.cleanup()
    assert "Tram" not in (Path(app.outdir) / "releases/b.html").read_text("utf-8")
    assert "Tram" in build({}).page("releases/b")
