"""Volumes: the releases of a year, and all of them, bound into one file each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from .. import labels, preview
from ..blocks.block import site_language
from ..collection import names
from ..collection.shelves import collections
from ..domain import press_domain
from ..records.release import day_of, instant
from .attachments import Attachment, bound
from .letterhead import typst_date
from .literal import array, call, joined, quoted, table, truth
from .release_sheet import UNDETERMINED, Sheet, goto
from .writer import is_language

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .studio import Studio


@dataclass(frozen=True, slots=True)
class Volume:
    """A file that holds several releases."""

    path: str
    year: str
    """Whose releases it holds; empty for all."""
    docnames: tuple[str, ...]
    """The oldest first, as volumes are bound."""

    def parts(self, env: BuildEnvironment) -> Iterator[tuple[str, list[str]]]:
        """Give the releases by year; in the volume of a year there is one part, without a name."""
        if self.year:
            yield "", [*self.docnames]
            return
        releases = press_domain(env).releases
        found: dict[str, list[str]] = {}
        for docname in self.docnames:
            date = releases[docname].date
            found.setdefault(f"{date.year:04}" if date else "", []).append(docname)
        yield from found.items()


def volumes(env: BuildEnvironment) -> list[Volume]:
    """Give the volumes of a press room: one a year, and one of everything."""
    domain = press_domain(env)
    if not domain.listed:
        return []
    whole = collections(env)[0]

    def oldest_first(docnames: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted(docnames, key=domain.oldest_first))

    found = [
        Volume(f"archive/{shelf.term}.pdf", shelf.term, oldest_first(shelf.docnames))
        for shelf in whole.of_kind("year")
    ]
    every = Volume("archive/all.pdf", "", oldest_first(whole.docnames))
    wanted = env.config.press_pdf_volumes
    return [*(found if "years" in wanted else []), *([every] if "all" in wanted else [])]


def volume_document(studio: Studio, volume: Volume, sheets: Mapping[str, Sheet]) -> str:
    """Write a volume: cover, contents, and its releases, each on a page of its own."""
    env = studio.env
    label = labels.labels(site_language(env))
    members = [sheets[docname] for docname in volume.docnames if docname in sheets]
    start = f"volume:{volume.path}"
    places = chain([start], *(sheet.anchors for sheet in members))
    offset = "1" if volume.year else "2"
    parts = [
        '#import "press.typ": *',
        *(f"#{one.expression()}" for one in _attached(volume, members)),
        goto(places),
        f"#let of = {table(_head(studio, volume, start))}",
        "#show: sheet.with(of)",
        f"#cover(of, {array(quoted(words) for words in _particulars(studio, volume))})",
        f"#contents(of, {quoted(label('Contents'))})",
    ]
    for year, docnames in volume.parts(env):
        if not volume.year:
            parts.append(f"#year(of, {quoted(year or label('Undated'))})")
        for docname in docnames:
            if docname in sheets:
                sheet = sheets[docname]
                parts.append("#" + call("release", sheet.head, joined([sheet.body]), offset=offset))
    return "\n".join(parts)


def _attached(volume: Volume, members: Sequence[Sheet]) -> tuple[Attachment, ...]:
    return bound([sheet.attached for sheet in members if sheet.attached])


def title(env: BuildEnvironment, volume: Volume) -> str:
    """Name a volume."""
    label = labels.labels(site_language(env))
    if volume.year:
        return label("Press releases of {year}").format(year=volume.year)
    return label("All press releases")


def _particulars(studio: Studio, volume: Volume) -> Iterator[str]:
    """Say how many releases there are, and from when to when."""
    env, language = studio.env, site_language(studio.env)
    yield names.count(env, len(volume.docnames))
    releases = press_domain(env).releases
    dates = [date for name in volume.docnames if (date := releases[name].date)]
    if dates:
        ends = (day_of(min(dates, key=instant)), day_of(max(dates, key=instant)))
        yield " – ".join(dict.fromkeys(labels.moment(day, language) for day in ends))


def _head(studio: Studio, volume: Volume, start: str) -> list[tuple[str, str]]:
    env = studio.env
    language = site_language(env)
    dates = [date for name in volume.docnames if (date := press_domain(env).releases[name].date)]
    name = title(env, volume)
    foot = f"{studio.organisation} · {name}"
    return [
        ("start", quoted(start)),
        ("title", quoted(f"{name} – {studio.organisation}")),
        ("author", quoted(studio.organisation)),
        ("keywords", "()"),
        ("date", typst_date(max(dates, key=instant) if dates else None)),
        ("description", quoted(names.count(env, len(volume.docnames)))),
        ("language", quoted(language if is_language(language) else UNDETERMINED)),
        ("mirrored", truth(labels.direction(language) == "rtl")),
        ("organisation", quoted(studio.organisation)),
        ("logo", quoted(studio.logo) if studio.logo else "none"),
        ("running", quoted(name)),
        ("foot", array([quoted(foot)])),
        ("page-of", quoted(labels.labels(language)("Page {page} of {pages}"))),
        ("banner", quoted(preview.said(env, "") if env.config.press_preview else "")),
    ]
