"""Templates stay compiled from one build to the next, as long as the frame is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from ferries import ferries

from sphinx_pressroom.outputs import templates

FILTER = """
def setup(app):
    def add(app):
        app.builder.templates.environment.filters["loud"] = lambda text: text {how}
    app.connect("builder-inited", add)
"""


def compiled(built, monkeypatch):
    """Render a page as a build of its own would; name the templates that are compiled for it."""
    environment = built.app.builder.templates.environment
    found, own = [], type(environment).compile
    environment.bytecode_cache = None
    environment.cache.clear()
    monkeypatch.setattr(
        type(environment),
        "compile",
        lambda self, source, name=None, *more, **rest: (
            found.append(name),
            own(self, source, name, *more, **rest),
        )[1],
    )
    templates.keep(built.app.builder)
    environment.get_template("page.html")
    environment.get_template("layout.html")
    monkeypatch.undo()
    return found


def folders(built):
    """Name the folders of compiled templates."""
    return [path.name for path in Path(built.app.doctreedir, "press-html-templates").iterdir()]


def test_compiled_once(build, monkeypatch):
    """A template is compiled by the first build, and by none after it."""
    built = build(ferries(1))
    assert compiled(built, monkeypatch) == ["page.html", "layout.html"]
    assert compiled(built, monkeypatch) == []
    assert compiled(build({}), monkeypatch) == []


@pytest.mark.parametrize("change", ["conf.py", "a template"])
def test_another_frame(build, monkeypatch, change):
    """With other settings or templates all are compiled anew, and what was kept before goes."""
    built = build(ferries(1), templates_path=["own"])
    compiled(built, monkeypatch)
    before = folders(built)
    if change == "conf.py":
        conf = built.app.confdir / "conf.py"
        conf.write_text(conf.read_text() + FILTER.replace("{how}", "+ '!'"))
        again = build({})
    else:
        again = build({"own/footer.html": "<p>Other</p>"})
    assert set(compiled(again, monkeypatch)) == {"page.html", "layout.html"}
    assert len(folders(again)) == 1
    assert folders(again) != before


def test_what_is_kept_already(build):
    """A cache that somebody else has set is left to them."""
    built = build(ferries(1))
    environment = built.app.builder.templates.environment
    mine = environment.bytecode_cache
    assert mine is not None
    templates.keep(built.app.builder)
    assert environment.bytecode_cache is mine


def test_without_shortcuts(build):
    """Without the shortcuts nothing is kept."""
    built = build(ferries(1), press_shortcuts=False)
    built.app.builder.templates.environment.bytecode_cache = None
    templates.keep(built.app.builder)
    assert built.app.builder.templates.environment.bytecode_cache is None


def test_what_is_damaged(build, monkeypatch):
    """A file that was cut off is made again."""
    built = build(ferries(1))
    compiled(built, monkeypatch)
    kept = sorted(Path(built.app.doctreedir, "press-html-templates").rglob("*.cache"))
    for file in kept:
        file.write_bytes(file.read_bytes()[:-20])
    assert compiled(built, monkeypatch) == ["page.html", "layout.html"]
