"""The papers of the press room: PDFs of one to three pages from the texts of papers.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from drawing import CORAL, NAVY
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    Image,
    ListFlowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

NAMES = {
    "fr": "Institut national des rivières et des rivages",
    "en": "National Institute of Rivers and Shores",
}
TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=10.5, leading=15.5, spaceAfter=8)
TITLE = ParagraphStyle(
    "title", TEXT, fontName="Helvetica-Bold", fontSize=22, leading=27, textColor=NAVY, spaceAfter=14
)
HEADING = ParagraphStyle(
    "heading",
    TEXT,
    fontName="Helvetica-Bold",
    fontSize=13,
    leading=18,
    textColor=NAVY,
    spaceBefore=10,
    spaceAfter=6,
)
SMALL = ParagraphStyle(
    "small", TEXT, fontSize=8.5, leading=12, textColor=colors.HexColor("#545c66")
)


def write_paper(paper: dict[str, Any], target: Path) -> None:
    """Write one paper; its pictures lie in the working folder.

    The same texts and pictures give the same bytes: reportlab names a picture by its path, which
    is why paths are relative here.
    """
    language = paper["language"]
    document = SimpleDocTemplate(
        str(target),
        pagesize=A4,
        leftMargin=24 * mm,
        rightMargin=24 * mm,
        topMargin=32 * mm,
        bottomMargin=24 * mm,
        title=paper["title"],
        author=NAMES[language],
        lang=language,
        invariant=1,
    )
    story: list[Flowable] = [Paragraph(paper["title"], TITLE)]
    for part in paper["parts"]:
        story += _flowables(part)

    def frame(canvas: Canvas, _: SimpleDocTemplate) -> None:
        _letterhead(canvas, language, paper["footer"])

    document.build(story, onFirstPage=frame, onLaterPages=frame)


def _letterhead(canvas: Canvas, language: str, footer: str) -> None:
    width, height = A4
    canvas.setFillColor(colors.HexColor(NAVY))
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawString(24 * mm, height - 18 * mm, NAMES[language])
    canvas.setStrokeColor(colors.HexColor(CORAL))
    canvas.setLineWidth(1.4)
    canvas.line(24 * mm, height - 22 * mm, width - 24 * mm, height - 22 * mm)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(24 * mm, 13 * mm, footer)
    canvas.drawRightString(width - 24 * mm, 13 * mm, str(canvas.getPageNumber()))


def _flowables(part: str | dict[str, Any]) -> list[Flowable]:
    if isinstance(part, str):
        return [PageBreak()] if part == "page" else [Paragraph(part, TEXT)]
    ((kind, value),) = part.items()
    if kind == "heading":
        return [Paragraph(value, HEADING)]
    if kind == "list":
        return [_bullets(value), Spacer(1, 8)]
    if kind == "table":
        return [_table(value), Spacer(1, 12)]
    if kind == "image":
        picture = Image(value["src"], 162 * mm, 91.125 * mm)
        return [picture, Spacer(1, 4), Paragraph(value["caption"], SMALL)]
    message = f"unknown part '{kind}'"
    raise ValueError(message)


def _bullets(lines: list[str]) -> Flowable:
    items = [Paragraph(line, TEXT) for line in lines]
    return ListFlowable(
        items, bulletType="bullet", start="\u2022", leftIndent=14, bulletColor=CORAL
    )


def _table(rows: list[list[str]]) -> Table:
    bold = ParagraphStyle("bold", TEXT, fontName="Helvetica-Bold", spaceAfter=0)
    plain = ParagraphStyle("plain", TEXT, spaceAfter=0)
    cells = [
        [Paragraph(text, plain if number else bold) for text in row]
        for number, row in enumerate(rows)
    ]
    table = Table(
        cells, repeatRows=1, hAlign="LEFT", colWidths=[162 * mm / len(rows[0])] * len(rows[0])
    )
    rule = colors.HexColor("#c9d6dc")
    table.setStyle(
        [("LINEBELOW", (0, 0), (-1, -1), 0.6, rule), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    )
    return table
