"""Texts that would be markup elsewhere are shown as they are typed, and nothing runs."""

import json

import pytest
from paper import letters, text_of

TEXTS = {
    "panic": '#panic("stop")',
    "ends a string": '"); #panic("stop"); ("',
    "backslash": '\\"; #panic(1) \\u{41} \\',
    "package": '#import "@preview/cetz:0.3.0": *',
    "reads a file": '#read("/etc/passwd")',
    "math and labels": "$x^2$ <label> @reference ~ --- 'a' \"b\"",
    "marks": "= heading - item + item / term: */ // /* comment",
    "script": "<script>alert(1)</script>",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} %s %(a)s {0}",
    "sphinx": "{doc}`index` |today| :ref:`x` [link](javascript:alert(1))",
    "long": "x" * 900,
    "bidi": "a\u202eb\u2066c\u200fd",
}
RELEASE = """---
title: {0}
short_title: {0}
date: 2026-03-31
number: {0}
dateline: {0}
categories: [{0}]
tags: [{0}]
issuer: {0}
facts: [{{label: {0}, value: {0}, unit: {0}, source: {0}}}]
contacts: [{{name: {0}, role: {0}, organisation: {0}, hours: {0}}}]
quotes: [{{text: {1}, author: {0}, role: {0}, organisation: {0}}}]
downloads: [{{url: "https://a.example/x.pdf", title: {0}, description: {1}}}]
images: [{{src: /uploads/a.svg, alt: {0}, credit: {0}, licence: {0}, caption: {1}}}]
links: [{{url: "https://a.example/", title: {0}}}]
boilerplate: [{{title: {0}, text: {1}}}]
notes_to_editors: {1}
lead: {1}
---

`Text`

```text
{2}
```
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><rect width="9" height="9"/></svg>'


def _escaped(text):
    """Write a text in Markdown so that it means itself."""
    return "".join(f"\\{one}" if one in "\\`*_{}[]()#+-.!|<>~$@&\"':/^%=" else one for one in text)


def test_every_field(build):
    """What a field holds stands in the PDF letter by letter, wherever it is shown."""
    files = {"uploads/a.svg": PICTURE}
    for name, text in TEXTS.items():
        one, prose = json.dumps(text), json.dumps(_escaped(text))
        files[f"releases/{name.replace(' ', '-')}.md"] = RELEASE.format(one, prose, text)
    built = build(files, builder="press-pdf", html_baseurl="https://p.example/")
    assert [at for at in built.located if at.subtype == "pdf"] == []
    for name, text in TEXTS.items():
        found = letters(text_of(built.out / f"releases/{name.replace(' ', '-')}.pdf", folds=False))
        assert found.count(letters(text)) >= 20, name


@pytest.mark.parametrize("setting", ["project", "author"])
@pytest.mark.parametrize("text", ['#panic("x")', '"), panic("', "\\"])
def test_settings(build, setting, text):
    """A name of the house is no markup either."""
    release = "---\ntitle: T\ndate: 2026-01-01\n---\n\nText.\n"
    built = build({"releases/a.md": release}, builder="press-pdf", **{setting: text})
    assert built.located == []
    assert (built.out / "archive/all.pdf").exists()


@pytest.mark.parametrize("plane", range(17))
def test_every_plane(build, plane):
    """Characters of each plane of Unicode are shown, or named in one located warning."""
    numbers = range(plane * 0x10000 + 0xA1, (plane + 1) * 0x10000, 211)
    characters = [chr(one) for one in numbers if not 0xD800 <= one < 0xE000]
    body = "\n\n".join("x" + " ".join(characters[at : at + 40]) for at in range(0, 300, 40))
    release = f"---\ntitle: T\ndate: 2026-01-01\n---\n\nBegins.\n\n{body}\n"
    built = build({"releases/a.md": release}, builder="press-pdf")
    unseen = [at for at in built.located if at.subtype == "character"]
    assert bool(unseen) == (plane == 14)
    assert [(at.subtype, at.line > 6) for at in built.located if at not in unseen] == [
        ("pdf", True)
    ]
    assert "Begins" in text_of(built.out / "releases/a.pdf")
