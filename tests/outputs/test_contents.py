"""Tables of contents of pages, which wait until somebody looks at them."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from sphinx_pressroom.outputs import contents

FILES = {
    "releases/a.md": "---\ntitle: Ferry\ndate: 2026-03-01\n---\n\n## *Pier*\n\nA.\n\n### B\n\nB.\n",
    "releases/b.md": "---\ntitle: Ferry & tide\ndate: 2026-03-02\n---\n\nIt sails.\n",
    "guide.md": "---\ntocdepth: 1\n---\n\n# Guide\n\n## First\n\nText.\n",
    "empty.md": "",
    "index.md": "# Room\n\n```{toctree}\n:numbered:\n\nguide\nempty\n```\n",
}
TEMPLATE = """\
{%- extends "!page.html" %}
{%- block body %}{{ toc }}|{{ toc|striptags }}|{{ toc|length }}|{{ display_toc }}{{ body }}{% endblock %}
"""


@pytest.mark.parametrize("theme", ["pressroom", "alabaster"])
def test_templates_that_show_it(project, theme):
    """A template that shows the table of contents shows the one that Sphinx makes."""
    found = []
    for taken in (True, False):
        room = project()
        built = room(
            {**FILES, "_templates/page.html": TEMPLATE},
            html_theme=theme,
            templates_path=["_templates"],
            press_shortcuts=taken,
        )
        found.append([built.page(name) for name in ("releases/a", "releases/b", "guide", "empty")])
        room.close()
    assert found[0] == found[1]
    assert "<em>Pier</em></a>" in found[0][0].partition("|")[0]


def test_nobody_looks(build, monkeypatch):
    """For a page that shows no table of contents none is written."""
    waited, made = [], []
    put_off = contents.put_off
    monkeypatch.setattr(contents, "put_off", lambda *of: waited.append(of[1]) or put_off(*of))
    monkeypatch.setattr(contents, "written", lambda *of: made.append(of) or "")
    build(FILES, html_theme="pressroom")
    assert "releases/a" in waited
    assert made == []


def test_somebody_may_look(build, monkeypatch):
    """A handler of somebody else is given the table of contents as the text that it is."""
    seen = {}

    def look(app, pagename, template, context, doctree):
        seen[pagename] = context.get("toc")

    look.__module__ = "looks"
    module = ModuleType("looks")
    module.setup = lambda app: app.connect("html-page-context", look) and None
    monkeypatch.setitem(sys.modules, "looks", module)
    built = build(FILES, extensions=["myst_parser", "sphinx_pressroom", "looks"])
    assert isinstance(seen["releases/a"], str)
    assert seen["releases/a"] == contents.written(built.app.builder, "releases/a")


def test_the_environment_keeps_it(build):
    """After a page is written the environment has its table of contents, in its place."""
    env = build(FILES).app.env
    assert [table.astext() for table in env.tocs.values()].count("") == 1
    assert not any(isinstance(table, contents.Waiting) for table in env.tocs.values())
