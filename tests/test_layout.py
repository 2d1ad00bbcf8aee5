"""Where the blocks of a release stand."""

import re

RELEASE = """\
---
title: T
date: 2026-03-31
lead: The lead.
facts: [{label: Rivers, value: 12}]
tags: [water]
---
The body.
"""


def order(page):
    found = re.findall(r'class="(press-(?:header|lead|facts|tags))"|(The body)', page)
    return [name or words for name, words in found]


def test_default_order(build):
    """Header and lead stand before the body, figures and keywords after it."""
    built = build({"releases/a.md": RELEASE})
    assert order(built.page("releases/a")) == [
        "press-header",
        "press-lead",
        "The body",
        "press-facts",
        "press-tags",
    ]


def test_own_order(build):
    """press_layout orders the blocks and leaves out those that it does not name."""
    built = build({"releases/a.md": RELEASE}, press_layout=["facts", "body", "lead"])
    assert order(built.page("releases/a")) == ["press-facts", "The body", "press-lead"]


def test_body_comes_last_when_not_named(build):
    """A layout that forgets the body loses nothing."""
    built = build({"releases/a.md": RELEASE}, press_layout=["lead"])
    assert order(built.page("releases/a")) == ["press-lead", "The body"]


def test_unknown_block_is_named(build):
    """A name in press_layout that is no block is a warning that lists the names there are."""
    built = build({"releases/a.md": RELEASE}, press_layout=["leed", "body"])
    assert "conf.py:1:1: WARNING: press_layout: unknown block 'leed'; known are" in built.warnings
    assert "[press.setting]" in built.warnings


def test_empty_directive_takes_the_blocks_place(build):
    """A block that a directive has placed does not stand a second time where the layout puts it."""
    text = RELEASE + "\n```{press:facts}\n```\n\nAfter.\n"
    built = build({"releases/a.md": text})
    page = built.page("releases/a")
    assert page.count('class="press-facts"') == 1
    assert page.index("press-facts") < page.index("After.")
