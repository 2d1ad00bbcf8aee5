"""Plain words: what is made of them without asking Markdown is what Markdown makes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, make_document
from myst_parser.parsers.mdit import create_md_parser

from sphinx_pressroom import plain_text

SIGNS = st.sampled_from(
    [*" \n\r\0\t-+=%#@:>$~^!*_`[](){}<&;|\\'\"«»é.,’…1a/\u00a0\u202f", "une-clé"]
)
TEXTS = st.lists(SIGNS, max_size=12).map("".join)
RELEASE = """\
---
title: Ferry returns
date: 2026-03-01
lead: "{lead}"
quotes: [{{text: "{lead}", author: Ada}}]
---

A well-known pier - [open - again](https://port.example/a-b) at 10:30.
"""


def reader(extensions=()):
    """Make a parser of MyST's, with its document."""
    md = create_md_parser(MdParserConfig(enable_extensions=set(extensions)), DocutilsRenderer)
    document = md.options["document"] = make_document("a.md")
    document.settings.myst_suppress_warnings = []
    document.reporter.stream = None
    return md


def told(md):
    """Tell all of a parser's document, with the lines of its nodes and the count of its words."""
    document = md.options["document"]
    lines = [(node.tagname, node.line, node.source) for node in document.findall()]
    return document.pformat(), lines, document.current_line, md.renderer.md_env["wordcount"]


@given(TEXTS)
@example("[sous-[rive-]-]: **- mot-clé -**")
@example("a\r\nb\r\rc\n\nd")
@example("##")
@example("a\0b")
@example("![a-b](c-d)\\-`- -`<a-b>&-;")
def test_idle_signs(text):
    """A text has the same nodes where signs are passed over with which nothing begins."""
    ways = reader(), reader()
    plain_text.speed_up(ways[1])
    assert ways[1].options["press_plain"]
    for md in ways:
        md.render(text)
    assert told(ways[0]) == told(ways[1])


@given(TEXTS)
@example("a")
@example("Une sous-rivière : 5 % d’« eau » !")
@example("a " * 300 + "b")
def test_paragraphs(text):
    """A text that is a paragraph without asking Markdown is the one that Markdown makes of it."""
    ways = reader(), reader()
    plain_text.speed_up(ways[1])
    for md in ways:
        md.render("Before.")
    if plain_text.add_paragraph(text, 7, ways[1].renderer):
        ways[0].renderer.nested_render_text(text, 6)
        assert told(ways[0]) == told(ways[1])


@pytest.mark.parametrize("text", ["Rendez-vous à 5 %.", "« Ah »", "1. One", "- a", "a_b", "a\nb"])
def test_what_is_plain(text):
    """A line that begins with a letter and has no sign of Markdown is one; others may be more."""
    md = reader()
    plain_text.speed_up(md)
    md.render("")
    assert plain_text.add_paragraph(text, 1, md.renderer) is (text[0] == "R")


def test_words_that_are_not_counted():
    """Where MyST is told not to count words, none are counted."""
    md = reader()
    md.disable("wordcount")
    plain_text.speed_up(md)
    md.render("")
    assert plain_text.add_paragraph("Words", 1, md.renderer)
    assert "wordcount" not in md.renderer.md_env


@pytest.mark.parametrize("extension", ["linkify", "substitution", "replacements", "deflist"])
def test_other_rules(extension):
    """With a rule that was not looked at, Markdown is asked as ever."""
    md = reader([extension])
    if extension == "linkify":
        md.core.ruler.push("linkify_of_another", lambda state: None)
    plain_text.speed_up(md)
    md.render("")
    assert not plain_text.add_paragraph("Words", 1, md.renderer)


@pytest.mark.parametrize("lead", ["A well-known pier.", "A *well-known* pier.", "5. A pier"])
def test_the_same_page(build, lead):
    """A release is the same page without the shortcut, and knows the same of its words."""
    told = []
    for shortcuts in (True, False):
        built = build({"releases/a.md": RELEASE.format(lead=lead)}, press_shortcuts=shortcuts)
        told.append((built.page("releases/a"), built.app.env.metadata["releases/a"]["wordcount"]))
    assert told[0] == told[1]
