"""What our inputs are written with: words that mean something to one of our parsers."""

from __future__ import annotations

from sphinx_pressroom.collection.query import CHOICES, CUTS
from sphinx_pressroom.records import Release

BLOCKS = (
    *("header", "lead", "gallery", "quote", "facts", "links", "downloads", "contacts"),
    *("boilerplate", "notes", "tags", "releases", "archives"),
)
_INNER = """
    src alt decorative caption credit licence hi_res text author role organisation portrait language
    name phones emails languages hours number label address file url title description value unit
    source date uri image legende nom tel
"""
INNER = _INNER.split()
FIELDS = [*Release.model_fields, "short-title", "published", "files", "une-ou-diaporama", "lieu"]

CHARACTERS = [
    *("\0", "\x07", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u200d", "\u202e"),
    *("\u2066", "\u2069", "\u2028", "\u2029", "\ufeff", "\ufffd", "\uffff", "\U000e0001"),
    *(
        "\U0010ffff",
        "\U0001f309",
        "👨‍👩‍👧",
        "é",
        "e\u0301",
        "ﬁ",
        "ß",
        "İ",
        "أخبار",
        "新闻",
        "\u0338",
    ),
    *("a" + "\u0301" * 20, "\t", "\r", "\v", "\f", "«\u202fmots\u202f»", "“words”", "’", "…", "٣"),
    *("²", "½", "𝟙", "&amp;", "&#0;", "&#x1b;", "&#xD800;", "&nbsp;", "&notit;", "%00", "%2e%2e/"),
]
VALUES = [
    *("2026-02-30", "2026-03-31", "2026-03-31 25:61", "9999-12-31T23:59:59+14:00", "0001-01-01"),
    *("2026-03-29T02:30:00 Europe/Paris", "NO", "12:30", "010", "1.10", "1e999", "~", "null"),
    *("draft", "published", "release", "fr", "x-klingon", "qaa-Latn", "javascript:alert(1)"),
    *(
        "https://example.org/a b",
        "http://[::1",
        "//[",
        "https://exa\u2024mple.org:99999/",
        "mailto:",
    ),
    *("/uploads/a.png", "../../etc/passwd", "file:///etc/passwd", "C:\\x", "/", ".", "a/" * 200),
    *("01 99 00 01 43", "+33 1", "tel:+", "a@b.org", "@", "hugo", "about", "<script>x</script>"),
    *("{{ title }}", "{% raw %}", "{ref}`x`", "[x](y)", "![a](b)", "12 345,67 €", "-", "true"),
]
YAML = [
    *(f"{name}: " for name in FIELDS),
    *(f"  {name}: " for name in INNER),
    *(f"- {name}: " for name in INNER),
    *("\n", "\n  ", "\n- ", ": ", "- ", "[", "]", "{", "}", ",", "&a ", "*a", "|\n  ", ">-\n  "),
    *("'", '"', "!!python/object:x ", "!!binary ", "!a ", "%YAML 1.9\n", "@", "`", "#", "\t"),
    *("? ", "<<: *a\n", "---\n", "...\n", "----\n", "\\", '"\\ud800"', '"\\e[31m"', '"\\x00"'),
    *("[[", "]]", "{{", "}}", "- - - ", "? - a\n: b\n", "|2+\n", "x: &a [*a]\n", "\n\n", "\n---\n"),
]
KRAMDOWN = [
    *("{:.citation}", "{: .auteur-citation}", "{:#id .a .b}", "{:a: .b}", "{:a}", "{:.}", "{:"),
    *('{: title="x" }', "{: a='\\'' }", "{:toc}", "{::comment}", "{:/}", "{::nomarkdown}", "{:^"),
    *("{: .x}\n", "\n{:.citation}\n", "\n{: .auteur-citation}\n", "{:refdef: style='x'}\n"),
    *("> ", "> > ", "* ", "- ", "1. ", "12345678901. ", "    ", "\t", "# ", "## ", "\n===\n"),
    *(
        "**",
        "*",
        "__",
        "_",
        "***",
        "`",
        "``",
        "~~~\n",
        "```{note}\n",
        "[^1]",
        "[^1]: ",
        "[a]: /b\n",
    ),
    *("[", "](", ")", "![", "](/uploads/a.png)", "<", ">", "<https://a.b>", "\\", "  \n", "\\\\\n"),
    *("|", "| a | b |\n|---|:-:|\n| c | d |\n", "term\n: definition\n", "---\n", "***\n", "+++\n"),
    *('<div markdown="1">', "<div>", "</div>", "<p>", "</p>", "<br>", "<br/>", '<a href="/x">'),
    *("</a>", "<b>", "</b>", "<i>", "</i>", "<table>", "<tr>", '<td rowspan="999999999">', "<th>"),
    *('<td colspan="-1">', "</table>", "<ul><li>", "</ul>", "<blockquote>", "</blockquote>"),
    *('<img src="/uploads/a.png" alt="x" width="1e9%">', '<iframe src="x">', "<script>"),
    *("</script>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "<!x", "<svg onload=x>", "<style>"),
    *('<span class="citation">', "</span>", "<figure>", "<figcaption>", "<h1>", "<pre>", "<code>"),
    *("<dl><dt>", "<dd>", '<a name="x">', "<sup>", "<sub>", "<u>", "<hr>", "<p align=center>"),
    *(", a déclaré Anne Dupont, directrice.", " selon **Anne Dupont**, ministre : ", "« ", " »"),
    *(
        "**Anne Dupont**, ",
        "Anne Dupont\n",
        "souligne ",
        "ajoute-t-elle",
        "\n\n",
        "\n",
        "$x$",
        "$$",
    ),
]
OPTIONS = (
    *("author", "role", "organisation", "portrait", "language", "class", "name", "form", "group"),
    *("id", "title", "text", "categories", *CHOICES, *CUTS),
)
FENCES = [f"{{press:{name}}}" for name in BLOCKS] + [
    *("{releases}", "{eval-rst}", "{note}", "{figure} /uploads/a.png", "{card} Title", "{press:x}"),
    *("{tab-set}", "{tab-item} One", "{dropdown}", "{grid} 2", "{list-table}", "{code-block} x"),
    *("{press:archives} tag, year; ?", "{press:quote} argument", "{container}", "{admonition} x"),
]
DIRECTIVES = [
    *(f":{name}: " for name in OPTIONS),
    *(f":::{fence}\n" for fence in FENCES),
    *(f"```{fence}\n" for fence in FENCES),
    *(f".. press:{name}::\n" for name in BLOCKS),
    *(
        "   :author: x\n",
        "   :class: a b\n",
        "\n   - name: x\n",
        ":::\n",
        "::::\n",
        "```\n",
        "````\n",
    ),
    *("---\na: b\n---\n", ":a\n", "::", ": :\n", ":name: x\n", ":class: !!\n", ":limit: -1\n"),
    *("{press:doc}`x`", "{press:tag}`x`", "{doc}`/releases/a`", "{sub}`a`", "{abbr}`a (b)`"),
    *("(x)=\n", "% comment\n", "+++\n", "[](x)", "[](#x)", "<project:#x>", "{{ x }}", "{#i .c}"),
    *(
        "{.c}\n",
        "[a]{.c}",
        "- name: Hugo\n  emails: [a@b.org]\n",
        "- src: /uploads/a.png\n  alt: A\n",
    ),
    *("- file: /uploads/a.png\n", "- label: A\n  value: 1\n", "- url: https://a.b/\n", "- [[x]]\n"),
    *(
        "about",
        "hugo",
        "2026-13-01",
        "newest",
        "cards",
        "feature",
        "table",
        "year",
        "a; b;; c",
        "…",
    ),
]
