"""The canonical text, by its definition in docs/verification.md."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_pressroom.proof.canonical import DEEPEST, canonical, encoded, read, read_plainly

CASES = {
    "blocks": ("<h1>Title</h1><p>One</p><p>Two</p>", "Title\nOne\nTwo\n"),
    "line break": ("<p>One<br>Two<br/>Three</p>", "One\nTwo\nThree\n"),
    "inline": ("<p>One <b>bold</b><i>er</i> word</p>", "One bolder word\n"),
    "white space": ("<p> One\u00a0\n\t two\u202f\u3000three </p>", "One two three\n"),
    "no white space": ("<p>zero\u200bwidth\u2060 \x1c</p>", "zero\u200bwidth\u2060 \x1c\n"),
    "empty": ("<p></p><p>\u00a0</p><div><p>One</p></div>", "One\n"),
    "alt": ('<p>One <img src="a.png" alt="A  picture"> two</p>', "One\nA picture\ntwo\n"),
    "no alt": ('<p><img src="a.png"><img alt="" src="b.png">One</p>', "One\n"),
    "alt that is the address": ('<p><img alt="../a.png" src="../a.png">One</p>', "One\n"),
    "entities": ("<p>&eacute;&#233;&amp;lt;&nbsp;x</p>", "éé&lt; x\n"),
    "composed": ("<p>e\u0301</p>", "\u00e9\n"),
    "comments": ("<p>One<!-- <p>two</p> --> three</p>", "One three\n"),
    "scripts": ("<script>let a = '<p>';</script><style>p {}</style><p>One</p>", "One\n"),
    "template": ("<template><p>No</p></template><noscript>No</noscript><p>One</p>", "One\n"),
    "buttons": ("<p>One<button type=button>Copy</button></p>", "One\n"),
    "hidden": ("<p hidden>No</p><p HIDDEN=until-found>No</p><p>One</p>", "One\n"),
    "header link": ('<h2>One<a class="headerlink" href="#one">¶</a></h2>', "One\n"),
    "numbers of sections": ('<h2><span class="section-number">1. </span>One</h2>', "One\n"),
    "summary": ('<section class="no-search press-summary"><p>No</p></section><p>One</p>', "One\n"),
    "own PDF": ('<ul><li class="press-own-pdf"><p>No</p></li><li>One</li></ul>', "One\n"),
    "notice of another": ('<div class="press-notice-derived"><p>No</p></div>One', "One\n"),
    "proof": ('One<details class="press-proof"><summary>No</summary></details>', "One\n"),
    "lists of others": ('<div class="press-releases"><ul><li>No</ul></div>One', "One\n"),
    "class of another name": ('<p class="press-summary-like">One</p>', "One\n"),
    "table": ("<table><caption>C</caption><tr><th>A</th><td>B</td></tr></table>", "C\nA\nB\n"),
    "details": ("<details><summary>One</summary>Two</details>", "One\nTwo\n"),
    "article in it": ("<article>One</article>Two", "One\nTwo\n"),
    "stray end tags": ("<p>One</section></main></p></b>Two", "One\nTwo\n"),
    "class given twice": ('<p class="a" class="press-summary">One</p>', "One\n"),
}
WITHOUT_END_TAGS = {
    "paragraphs": (
        '<p class="press-summary">No<p>One<div>Two</div>',
        "One\nTwo\n",
    ),
    "items": (
        '<ul><li class="press-own-pdf"><p>No<ul><li>No</ul><p>No<li><p>One</ul><p>Two',
        "One\nTwo\n",
    ),
    "last item": ('<ul><li>One<li class="press-own-pdf"><p>No</ul>Two', "One\nTwo\n"),
    "item in a box": ('<ul><li class="press-own-pdf"><div>No<li>One</ul>', "One\n"),
    "terms": ("<dl><dt hidden>No<dd>One<dd hidden>No<dt>Two</dl>", "One\nTwo\n"),
    "cells": (
        "<table><tr><th hidden>No<td>One<td hidden><p>No<tr hidden><td>No<tr><td>Two</table>Three",
        "One\nTwo\nThree\n",
    ),
    "groups": (
        "<table><thead hidden><tr><th>No<tbody><tr><td>One<tfoot hidden><tr><td>No</table>Two",
        "One\nTwo\n",
    ),
    "table in a cell": (
        "<table><tr hidden><td><table><tr><td>No</table>No<tr><td>One</table>",
        "One\n",
    ),
}


def page(article: str) -> str:
    """Put the content of an article onto a page that says something around it."""
    return f'<!DOCTYPE html><body><p>Around<article class="press-release" lang="en">{article}</article><p>Around'


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    """What stands in an article gives these lines."""
    given_, wanted = CASES[name]
    assert canonical(page(given_)) == wanted


@pytest.mark.parametrize("name", WITHOUT_END_TAGS)
def test_without_end_tags(name: str) -> None:
    """What is left out ends where browsers end it, though its end tag is missing."""
    given_, wanted = WITHOUT_END_TAGS[name]
    assert canonical(page(given_)) == wanted


def test_only_articles_of_releases() -> None:
    """Nothing but the articles of releases counts, whatever the quotes around their class."""
    html = "<article>No</article><p>No<article class='a press-release'>One</article>"
    assert canonical(f"{html}<article class=press-release>Two</article>") == "One\nTwo\n"
    assert canonical("<p>No article</p>") == ""


def test_bytes() -> None:
    """It is UTF-8 with one newline at the end of each line."""
    assert encoded(canonical(page("<p>É\r\nÀ</p><p>Ω</p>"))) == b"\xc3\x89 \xc3\x80\n\xce\xa9\n"


def test_one_character_more() -> None:
    """Words that were hidden, changed, added or put elsewhere give another text."""
    first = canonical(page("<p>It is so.</p><p>Not more.</p>"))
    changed = [
        "<p>It is so.</p><p hidden>Not more.</p>",
        "<p>It is so!</p><p>Not more.</p>",
        "<p>It is not so.</p><p>Not more.</p>",
        "<p>Not more.</p><p>It is so.</p>",
        "<p>It is so.<br></p><p>Not</p><p>more.</p>",
    ]
    assert [one for one in changed if canonical(page(one)) == first] == []


def test_very_deep() -> None:
    """Elements deeper than browsers go are read, in no more time than others."""
    deep = "<b>" * 100_000 + "<p>One" * 3
    assert canonical(page(deep)) == "One\n" * 3
    assert DEEPEST < 1000


RUBBISH = st.lists(
    st.sampled_from(
        [
            *(
                "<article class=press-release>",
                "</article>",
                "<p>",
                "</p>",
                "<li>",
                "</ul>",
                "<![CDATA[",
            ),
            *(
                "<![if x]>",
                "<!--",
                "-->",
                "<!",
                "<?",
                "&#xD800;",
                "&bogus;",
                "<a href='",
                '"',
                ">",
                "<",
            ),
            *(
                "</",
                "/>",
                "<script>",
                "</script>",
                "<textarea>",
                "<svg/>",
                "\0",
                "\ud800",
                "x ",
                "é",
            ),
        ]
    )
).map("".join)


@given(RUBBISH)
def test_rubbish(text: str) -> None:
    """Rubbish never raises, and what comes of it is a canonical text."""
    found = canonical(f"<article class=press-release>{text}")
    assert found == "" or found.endswith("\n")
    assert unicodedata.is_normalized("NFC", found)
    assert not re.search(r"  |^ | $|\n\n|^\n", found, re.MULTILINE)
    encoded(found)


WRITTEN = st.lists(
    st.sampled_from(
        [
            *('<article class="press-release">', "</article>", "<p>", "</p>", "<li>", "</ul>"),
            *('<p class="a headerlink">', '<img alt="A &amp; b" src="x" />', "<br/>", "<br>"),
            *('<td lang="fr" hidden="">', '<a title=" class=" href="y">', "</a>", "<script>"),
            *("One ", "t&eacute;o", " \n\u00a0 ", "&lt;b&gt;", "&#8239;", "a &amp", "é", "\0"),
            *("</script>", "<!-- -->", "<B>", "< ", "<p hidden>", "</p >", '<h1\nid="a">', "<"),
        ]
    )
).map("".join)


@given(WRITTEN)
@example('<article class="press-release"><a title=" class=" href="b">One</a></article>')
@example('<article class="press-release"><script></article></script>One</article>')
@example('<article class="press-release">One<p')
def test_read_plainly(html: str) -> None:
    """A page that can be read in the short way is read as in the long one."""
    plainly = read_plainly(html)
    assert plainly is None or "".join(plainly.parts) == "".join(read(html).parts)


def test_most_is_read_plainly() -> None:
    """What docutils writes is read in the short way."""
    assert read_plainly('<article class="press-release"><p lang="en">One<br />two &amp;</p>\n')
