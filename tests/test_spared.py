"""Transforms that are spared: only where they would do nothing."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

import pytest
from docutils import nodes
from docutils.transforms import Transform
from docutils.utils import new_document
from sphinx.transforms import SphinxTransform

from sphinx_pressroom import spared

RELEASE = """\
---
title: Ferry returns
date: 2026-03-01
tags: harbour
---

It sails again, says [the port](https://port.example/).

{body}
"""
BODIES = {
    "smart quotes": 'He said "yes" -- at last...',
    "a footnote": "Tides[^1].\n\n[^1]: Of the harbour.",
    "a transition": "Before\n\n---\n\nafter",
    "a transition at the end": "## One\n\nText\n\n---\n\n## Two\n\nText",
    "a substitution": "{{ port }} opens",
    "code": "```python\n>>> 1  # doctest: +SKIP\n1\n```",
    "a target": "(berth)=\n## Berth\n\nSee [](#berth).",
    "only": "```{only} html\nOn the web.\n```",
    "an index": "```{index} single: ferry\n```\n\nFerry.",
    "a tab": "::::{tab-set}\n:::{tab-item} One\nText\n:::\n::::",
    "a dropdown": ":::{dropdown} More\nText\n:::",
    "an aside": ":::{aside} Note\nText\n:::",
    "a glossary": "```{glossary}\nZulu\n  Last.\nAlpha\n  First.\n```",
    "a description": "```{py:function} moor(ship)\nTies it up.\n```",
    "restructured text": "```{eval-rst}\nBerth_ and [CIT]_ and `it <https://x.example>`__.\n\n"
    ".. _Berth: https://berth.example\n\n.. [CIT] A book.\n\n>>> 1 + 1\n2\n```",
    "a missing target": "```{eval-rst}\nNowhere_ is.\n```",
}


class Foreign(SphinxTransform):
    """What another extension does to documents."""

    default_priority = 400

    def apply(self, **kwargs):
        for node in list(self.document.findall(nodes.strong)):
            node.replace_self(nodes.doctest_block("", ">>> 1"))


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_same(project, body, language):
    """With and without, a release is the same page, and the same is said of it."""
    conf = {
        "language": language,
        "extensions": ["myst_parser", "sphinx_design", "sphinx_pressroom"],
        "myst_enable_extensions": ["colon_fence", "substitution"],
        "myst_substitutions": {"port": "Tarn"},
    }
    found = []
    for shortcuts in (True, False):
        room = project()
        built = room(
            {"releases/a.md": RELEASE.format(body=body)}, **conf, press_shortcuts=shortcuts
        )
        found.append((built.page("releases/a"), built.warnings.replace(str(room.folder), "")))
        room.close()
    assert found[0] == found[1]


PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Soon."
msgstr "Bientôt."
"""


@pytest.mark.parametrize(("translated", "count"), [(True, 1), (False, 0)])
def test_translations_are_counted(project, translated, count):
    """Sphinx's count of what is translated is the same, where anything is and where nothing is."""
    files = {"releases/a.md": RELEASE.format(body="Soon.")}
    if translated:
        files["locales/fr/LC_MESSAGES/releases.po"] = PO
    found = []
    for shortcuts in (True, False):
        room = project()
        built = room(files, language="fr", press_shortcuts=shortcuts)
        assert ("Bientôt." in built.page("releases/a")) == translated
        found.append(built.app.env.get_doctree("releases/a")["translation_progress"])
        room.close()
    assert found[0] == found[1]
    assert found[0]["translated"] == count


@pytest.mark.parametrize("text", ['"', "l'eau", "`", "\\", "a & b", "--", "..", ". ."])
def test_signs(text):
    """A text with a sign that smart quotes know is told from one without, where these are asked."""
    document = new_document("a")
    document += [nodes.paragraph("", "Soon."), nodes.paragraph("", f"Now {text} then.")]
    assert spared._SMART in spared.found_in(document, smart=True)
    assert spared._SMART not in spared.found_in(document, smart=False)
    document.pop()
    assert spared._SMART not in spared.found_in(document, smart=True)


@pytest.mark.parametrize("name", spared._ATTRIBUTES)
def test_attributes(name):
    """A node that has an attribute which transforms look for, and no other, is noticed."""
    document = new_document("a")
    document += nodes.paragraph("", "", nodes.emphasis("", "Soon", **{name: 1}))
    assert spared._ATTRIBUTES[name] in spared.found_in(document, smart=False)


def test_some_are_spared(build, monkeypatch):
    """A release of plain words is tried by none of those that are known to do nothing there."""
    tried = []
    apply = spared.SphinxTransformer.apply_transforms

    def noted(self):
        apply(self)
        tried.extend(f"{one.__module__}.{one.__name__}" for _, one, _, _ in self.applied)

    monkeypatch.setattr(spared.SphinxTransformer, "apply_transforms", noted)
    build({"releases/a.md": RELEASE.format(body="Soon."), "index.md": "# Room\n"})
    assert tried
    assert not set(tried) & set(spared.NEEDS)


def test_with_a_transform_of_somebody_else(build, monkeypatch):
    """Where others change trees, nothing is spared: what they make is treated as ever."""
    module = ModuleType("shouts")
    module.setup = lambda app: app.add_transform(Foreign)
    monkeypatch.setitem(sys.modules, "shouts", module)
    files = {"releases/a.md": RELEASE.format(body="**Now**")}
    made = build(files, extensions=["myst_parser", "sphinx_pressroom", "shouts"])
    assert 'class="doctest' in made.page("releases/a")


@pytest.mark.parametrize("name", spared.NEEDS)
def test_they_exist(name):
    """Each that is spared is a transform that there is."""
    module, _, kind = name.rpartition(".")
    assert issubclass(getattr(importlib.import_module(module), kind), Transform)
