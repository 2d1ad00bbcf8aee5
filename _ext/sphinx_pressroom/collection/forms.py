"""Forms of a list of releases: as lines, compact, as a table, as cards; grouped by year or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import category

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sphinx.writers.html5 import HTML5Translator

from ..blocks.block import (
    Block,
    Part,
    between,
    bullets,
    line,
    lower_children,
    press_heading,
    spoken,
    tag_visitors,
)
from ..blocks.header import headline, kind_of, press_moment
from ..labels import iso, labels, moment
from ..records import Release
from ..records.release import day_of
from ..typography import typeset
from .kept_lines import Entry, Kept
from .marks import marks

if TYPE_CHECKING:
    from sphinx.application import Sphinx


LONGEST_LEAD = 200
"""Characters of a lead that a card shows."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the releases of one page are shown."""

    language: str
    """Of the page."""
    site: str
    """Of releases that do not say."""
    link: Callable[..., nodes.Node]
    """Makes a link to a docname, given with what it holds."""
    picture: Callable[[str], nodes.image | None]
    """Makes the first picture of a docname's release."""
    now: float
    """The clock of the build, in seconds since 1970."""
    kept: Kept | None = None
    """Lines that are rendered once, where this is possible."""

    def label(self, message: str) -> str:
        """Say an interface word in the page's language."""
        return labels(self.language)(message)

    def foreign(self, release: Release) -> list[str]:
        """Give the class that tells a release's language, where it is not the page's."""
        its = self.of(release)
        return [] if its == self.language else [f"language-{its}"]

    def of(self, release: Release) -> str:
        """Tell a release's language."""
        return release.language or self.site

    def marks(self, release: Release, *, short: bool = False) -> list[nodes.Node]:
        """Make the words that tell how a release fares."""
        return marks(release, self.now, self.language, self.label, short=short)


class press_year(Block):
    """The releases of one year, below their heading."""

    tag = "section"


def by_year(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Group releases by year: the newest first, unless the oldest stand first; no date last."""
    groups: dict[str, list[Entry]] = {}
    for docname, release in entries:
        year = f"{release.date.year}" if release.date else ""
        groups.setdefault(year, []).append((docname, release))
    years = [int(year) for year in groups if year]
    order = sorted(years, reverse=years != sorted(years))
    return [(year, groups[year]) for year in [*map(str, order), ""] if year in groups]


def with_headings(entries: Sequence[Entry], form: str, look: Look) -> list[nodes.Node]:
    """Show releases below a heading for each year."""
    made: list[nodes.Node] = []
    for year, those in by_year(entries):
        heading = press_heading("", year or look.label("Without a date"))
        caption = look.label("Releases of {term}").format(term=year) if year else heading.astext()
        made.append(press_year("", heading, FORMS[form](those, look, caption)))
    return made


# -- the forms -------------------------------------------------------------------------------


def _list(entries: Sequence[Entry], look: Look, caption: str) -> nodes.Element:
    """Put the linked headline first, for those who listen, then date and kind."""
    if look.kept:
        page = look.language, look.site
        return look.kept.listed(
            entries, page, lambda entry, link: _lines([entry], replace(look, link=link))
        )
    return _lines(entries, look)


def _lines(entries: Sequence[Entry], look: Look) -> nodes.Element:
    return bullets(
        "press-list",
        [[_line(entry, look, look.marks(entry[1]), _kinds(entry[1], look))] for entry in entries],
    )


def _compact(entries: Sequence[Entry], look: Look, caption: str) -> nodes.Element:
    return bullets(
        "press-compact",
        [[_line(entry, look, look.marks(entry[1], short=True), [])] for entry in entries],
    )


def _line(
    entry: Entry, look: Look, told: Sequence[nodes.Node], kinds: Sequence[nodes.Node]
) -> nodes.paragraph:
    """Make a line of columns; dots part them where they stand one after the other."""
    columns = [_marked(entry, look, told), *_date(entry[1], look)]
    if kinds:
        columns.append(nodes.inline("", "", *between(" · ", kinds), classes=["press-kinds"]))
    parts: list[nodes.Node] = []
    for column in columns:
        parts += [spoken("press-dot", " · "), column] if parts else [column]
    return line("", *parts)


def _feature(entries: Sequence[Entry], look: Look, caption: str) -> nodes.Element:
    """Show each release large, with its first picture, which says nothing that the words do not."""
    items: list[list[nodes.Node]] = []
    for entry in entries:
        shown = look.picture(entry[0])
        items.append([*_card(entry, look), *([shown] if shown else [])])
    return bullets("press-feature", items)


def _cards(entries: Sequence[Entry], look: Look, caption: str) -> nodes.Element:
    return bullets("press-cards", [list(_card(entry, look)) for entry in entries])


def _card(entry: Entry, look: Look) -> Iterable[nodes.Node]:
    _, release = entry
    yield line("press-card-title", _title(entry, look))
    detail = [*_date_and_kinds(release, look), *look.marks(release)]
    yield line("press-card-detail", *between(" · ", detail))
    if words := short_lead(release):
        made = line("press-card-lead", typeset(words, look.of(release)))
        made["classes"] += look.foreign(release)
        yield made


def _table(entries: Sequence[Entry], look: Look, caption: str) -> nodes.Element:
    made = press_table("", caption=caption)
    names = (look.label("Date"), look.label("Headline"), look.label("Category"))
    made += press_row("", *(press_cell("", name) for name in names), head=True)
    for entry in entries:
        _, release = entry
        title = [_marked(entry, look, look.marks(release))]
        cells = (_date(release, look), title, [nodes.Text(_section(release, look))])
        made += press_row("", *(press_cell("", "", *cell) for cell in cells), head=False)
    return made


FORMS: dict[str, Callable[[Sequence[Entry], Look, str], nodes.Element]] = {
    "cards": _cards,
    "feature": _feature,
    "list": _list,
    "table": _table,
    "compact": _compact,
}
"""By its name, what shows releases; the text names a table to those who do not see it."""


def _title(entry: Entry, look: Look) -> nodes.inline:
    docname, release = entry
    words = nodes.inline("", headline(release, look.of(release)))
    return nodes.inline("", "", look.link(docname, words), classes=look.foreign(release))


def _marked(entry: Entry, look: Look, told: Sequence[nodes.Node]) -> nodes.inline:
    """Put the marks behind the headline, in the language of the page."""
    title = _title(entry, look)
    dotted = [part for one in told for part in (spoken("press-dot", " · "), one)]
    return nodes.inline("", "", title, *dotted) if told else title


def _date(release: Release, look: Look) -> list[nodes.Node]:
    """Say the day; machines get the time as well, which people find on the release's own page."""
    when = release.date
    if when is None:
        return []
    return [press_moment("", moment(day_of(when), look.language), datetime=iso(when))]


def _date_and_kinds(release: Release, look: Look) -> list[nodes.Node]:
    return [*_date(release, look), *_kinds(release, look)]


def _kinds(release: Release, look: Look) -> list[nodes.Node]:
    return [spoken("press-type", kind) for kind in kind_of(release, look.language)]


def _section(release: Release, look: Look) -> str:
    return ", ".join(release.categories or kind_of(release, look.language))


# -- a lead in plain words -------------------------------------------------------------------


def short_lead(release: Release) -> str:
    """Give the first words of a lead as plain text."""
    return cut(plain(release.lead.text)) if release.lead else ""


_NOT_READ = re.compile(r"\{:[^{}\n]*\}|\{[\w:.-]+\}(?=`)")
"""Attribute lists of kramdown and names of MyST's roles."""


def plain(markdown: str) -> str:
    """Take the words of a Markdown text."""
    tokens = MarkdownIt("commonmark").parse(_NOT_READ.sub("", markdown))
    words = " ".join(
        "".join(map(_words, token.children or ())) if token.type == "inline" else token.content
        for token in tokens
        if token.type in {"inline", "code_block", "fence"}
    )
    return " ".join(words.split())


def _words(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return token.content if token.type in {"text", "code_inline", "image"} else ""


def cut(words: str, length: int = LONGEST_LEAD) -> str:
    """Cut a text between two words; where a script has none, between two characters."""
    if len(words) <= length:
        return words
    end = words.rfind(" ", length // 2, length + 1)
    if end < 0:
        end = length
        while category(words[end])[0] == "M" and end > length // 2:
            end -= 1
    return words[:end].rstrip(" ,;:.–—-") + "…"


# -- the table -------------------------------------------------------------------------------


class press_table(Block):
    """A table of releases; attribute ``caption`` is for those who do not see it."""

    def lowered(self) -> list[nodes.Node]:
        """Become a table with a row of headings."""
        head, body = nodes.thead(), nodes.tbody()
        for row in lower_children(self):
            if isinstance(row, press_row):
                (head if row["head"] else body).extend(row.lowered())
        columns = [nodes.colspec(colwidth=width) for width in (20, 50, 30)]
        group = nodes.tgroup("", *columns, head, body, cols=len(columns))
        return [nodes.table("", group, classes=["colwidths-given"])]


class press_row(Part):
    """A release, or with the attribute ``head`` the names of the columns."""

    def lowered(self) -> list[nodes.Node]:
        """Become a row."""
        cells = [cell for cell in lower_children(self) if isinstance(cell, press_cell)]
        entries = (nodes.entry("", nodes.paragraph("", "", *cell.lowered())) for cell in cells)
        return [nodes.row("", *entries)]


class press_cell(Part, nodes.TextElement):
    """A cell of a row."""


def visit_table(self: HTML5Translator, node: press_table) -> None:
    self.body.append(self.starttag(node, "table", CLASS="press-table"))
    self.body.append(f"<caption>{self.encode(node['caption'])}</caption>\n")


def depart_table(self: HTML5Translator, node: press_table) -> None:
    self.body.append("</tbody></table>\n")


def visit_row(self: HTML5Translator, node: press_row) -> None:
    self.body.append("<thead><tr>" if node["head"] else "<tr>")


def depart_row(self: HTML5Translator, node: press_row) -> None:
    self.body.append("</tr></thead>\n<tbody>\n" if node["head"] else "</tr>\n")


def visit_cell(self: HTML5Translator, node: press_cell) -> None:
    self.body.append('<th scope="col">' if node.parent["head"] else "<td>")


def depart_cell(self: HTML5Translator, node: press_cell) -> None:
    self.body.append("</th>" if node.parent["head"] else "</td>")


def setup(app: Sphinx) -> None:
    """Register what the forms are made of."""
    app.add_node(press_year, html=tag_visitors("press-year"))
    app.add_node(press_table, html=(visit_table, depart_table))
    app.add_node(press_row, html=(visit_row, depart_row))
    app.add_node(press_cell, html=(visit_cell, depart_cell))
