"""A release as a document of the engine: letterhead, headline, blocks and body, end mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from docutils import nodes

from .. import labels
from ..blocks.block import Block, page_language
from ..blocks.changes import press_changes
from ..blocks.header import press_header
from ..blocks.notes import press_notes
from ..blocks.tags import press_tags
from ..domain import press_domain
from ..problems import Problem
from ..records import Release
from ..records.release import day_of
from .attachments import Attachment, attachments
from .bodies import BODIES
from .design import DESIGN
from .inline import INLINE
from .letterhead import house_of, letterhead
from .lists import LISTS
from .literal import call, joined, quoted, table
from .offers import OFFERS
from .pictures import PICTURES
from .press import PRESS
from .studio import Studio
from .tables import TABLES
from .writer import Place, Renderers, Writer, is_language

RENDERERS: Renderers = {
    **INLINE,
    **BODIES,
    **LISTS,
    **TABLES,
    **PICTURES,
    "plain_list": LISTS["bullet_list"],
    "plain_paragraph": BODIES["paragraph"],
    **PRESS,
    **OFFERS,
    **DESIGN,
}
"""All kinds of nodes; where two modules know one, the more special stands last."""


UNDETERMINED = "und"
"""The code of ISO 639 for a language that is not known."""


@dataclass(frozen=True)
class Sheet:
    """A release, written."""

    body: str
    head: str
    """The values of its letterhead and of its pages, as a dictionary of the engine."""
    anchors: tuple[str, ...]
    attached: tuple[Attachment, ...]
    problems: tuple[Problem, ...]


def release_sheet(
    studio: Studio,
    docname: str,
    doctree: nodes.document,
    *,
    without: frozenset[str] = frozenset(),
) -> Sheet:
    """Write a release whose references are resolved, without characters that no font has."""
    release = press_domain(studio.env).releases[docname]
    source = press_domain(studio.env).sources[docname]
    given = page_language(studio.env, docname)
    language = given if is_language(given) else UNDETERMINED
    page = studio.page(docname)
    place = Place(
        docname,
        str(Path(studio.env.doc2path(docname))),
        source.title_line,
        language,
        labels.labels(language),
        lambda uri: _absolute(page, uri),
        studio.picture,
        studio.download,
        studio.labels,
        docname,
        without,
    )
    writer = Writer(place, RENDERERS)
    if language != given:
        message = f"'{given}' is no language that a PDF can name; write a code such as fr"
        writer.warn(message, nodes.Text(""))
    top = doctree.next_node(nodes.section)
    top = top if top is not None else nodes.section()
    body = _body(writer, release, top)
    head = table(letterhead(studio, writer, docname, release))
    attached: tuple[Attachment, ...] = ()
    if not studio.config.press_preview:  # which has nothing for machines
        house, url = house_of(studio, release), studio.address(docname)
        attached = attachments(place, release, top, house=house, url=url)
    return Sheet(body, head, tuple(writer.anchors), attached, tuple(writer.finish()))


def _absolute(page: str, link: str) -> str:
    try:
        return urljoin(page, link)
    except ValueError:
        return link


def _body(writer: Writer, release: Release, top: nodes.Element) -> str:
    """Write the parts of a release in the order of its page."""
    run_in = _run_in(writer, release)
    writer.sections = 1
    made = [writer.anchor(name) for name in ("", *top["ids"])]
    opening, ended = True, False
    for child in top.children:
        if isinstance(child, nodes.title):
            made.append(call("headline", writer.content(child)))
            continue
        if opening and isinstance(child, press_header):
            continue
        if opening and not isinstance(child, Block):
            opening = False
            first = _first_paragraph(child)
            writer.opening = (first, _bold(writer, run_in))
            alone = "" if first else _bold(writer, run_in.rstrip(" —"))
            made.append(call("par", alone) if alone else "")
        if not ended and isinstance(child, press_notes | press_changes | press_tags):
            made.append("end-mark()")
            ended = True
        made.append(writer.render(child))
    return joined([*made, "" if ended else "end-mark()"])


def _first_paragraph(node: nodes.Node) -> nodes.Node | None:
    """Find the paragraph that the text begins with, if it begins with one below a heading."""
    while isinstance(node, nodes.section):
        inner = [child for child in node.children if not isinstance(child, nodes.title)]
        if not inner:
            return None
        node = inner[0]
    plain = isinstance(node, nodes.paragraph) and not node.next_node(nodes.image)
    return node if plain else None


def _run_in(writer: Writer, release: Release) -> str:
    """Say place and day as the first words of the text."""
    if not release.dateline or not release.date:
        return ""
    when = labels.moment(day_of(release.date), writer.place.language)
    pattern = writer.place.label("{place}, {date} — ")
    return pattern.format(place=", ".join(release.dateline), date=when)


def _bold(writer: Writer, words: str) -> str:
    return call("run-in", writer.words(words, nodes.Text(""))) if words else ""


def document(sheet: Sheet) -> str:
    """Put a release into a document of its own."""
    return "\n".join(
        [
            '#import "press.typ": *',
            *(f"#{one.expression()}" for one in sheet.attached),
            goto(sheet.anchors),
            f"#let of = {sheet.head}",
            "#show: sheet.with(of)",
            f"#release(of, {sheet.body})",
        ]
    )


def goto(anchors: Iterable[str]) -> str:
    """Define the link to a place of the document; to one that is elsewhere, or plain words."""
    known = table((quoted(name), "true") for name in anchors)
    return (
        f"#let places = {known}\n"
        "#let goto(name, body, to: none) = if name in places { link(label(name), body) } "
        "else if to != none { link(to, body) } else { body }"
    )
