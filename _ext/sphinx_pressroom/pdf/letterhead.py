"""What stands around a release: letterhead, running lines, and the PDF's own data."""

from __future__ import annotations

import re
from datetime import date

from docutils import nodes

from .. import labels
from ..blocks.header import headline, kind_of
from ..collection.forms import plain
from ..records import Release
from ..records.release import day_of
from .literal import array, quoted, truth
from .studio import Studio, start
from .writer import Writer


def letterhead(
    studio: Studio, writer: Writer, docname: str, release: Release
) -> list[tuple[str, str]]:
    """Give the values of the letterhead, of the running lines and of the PDF's own data."""
    language, label = writer.place.language, writer.place.label
    here = nodes.Text("")

    def words(text: str) -> str:
        return quoted(writer.shown(text, here))

    kinds = kind_of(release, language)
    house = house_of(studio, release)
    particulars = [release.number or ""]
    particulars += [labels.moment(release.date, language) if release.date else ""]
    if release.revised:
        when = labels.moment(release.revised, language)
        particulars.append(label("Updated on {date}").format(date=when))
    lead = plain(release.lead.text) if release.lead else ""
    name = headline(release, language)
    foot = " · ".join(
        part for part in (house, release.number, _bare(writer, docname, studio)) if part
    )
    return [
        ("start", quoted(start(docname))),
        ("title", words(release.title)),
        ("author", words(house)),
        ("keywords", array(words(str(one)) for one in (*release.categories, *release.tags))),
        ("date", typst_date(release.date)),
        ("description", words(lead)),
        ("language", quoted(language)),
        ("mirrored", truth(labels.direction(language) == "rtl")),
        ("organisation", words(house)),
        ("logo", quoted(studio.logo) if studio.logo else "none"),
        ("kind", words(kinds[0])),
        ("particulars", array(words(part) for part in particulars if part)),
        ("running", words(name)),
        ("foot", array(words(part) for part in re.findall(r"[^/ ]+[/ ]*|[/ ]+", foot))),
        ("day", words(labels.moment(day_of(release.date), language) if release.date else "")),
        ("page-of", words(label("Page {page} of {pages}"))),
        ("banner", words(studio.banner(docname))),
    ]


def _bare(writer: Writer, docname: str, studio: Studio) -> str:
    """Give the address of a page as people write it."""
    return studio.address(docname).removeprefix("https://").removeprefix("http://")


def typst_date(when: date | None) -> str:
    """Write a day for the engine; without one it takes the beginning of 1970, not today."""
    if when is None:
        return "auto"
    return f"datetime(year: {when.year}, month: {when.month}, day: {when.day})"


def house_of(studio: Studio, release: Release) -> str:
    """Name who issues a release: its own issuers, or the house."""
    return ", ".join(release.issuer) or studio.organisation
