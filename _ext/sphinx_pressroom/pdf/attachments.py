"""What a PDF carries along for machines: a release's public record, and its text (PDF/A-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docutils import nodes

from ..labels import N_
from ..records import Release
from .literal import call, quoted
from .markdown import Markdown
from .record import json_ld
from .writer import Place


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF."""

    name: str
    kind: str
    """Its media type (RFC 6838)."""
    about: str
    content: bytes

    def expression(self) -> str:
        """Write the call that attaches it."""
        return call(
            "pdf.attach",
            quoted(self.name),
            call("bytes", quoted(self.content.decode())),
            relationship='"alternative"',
            mime_type=quoted(self.kind),
            description=quoted(self.about),
        )


RECORD = N_("The record of this release, for machines")
TEXT = N_("The text of this release, in Markdown")


def attachments(
    place: Place, release: Release, top: nodes.Element, *, house: str, url: str
) -> tuple[Attachment, ...]:
    """Make the files that a release's PDF carries."""
    record = json_ld(release, language=place.language, house=house, url=url)
    text = Markdown(place.absolute, place.download).document(top)
    return (
        Attachment("release.json", "application/ld+json", place.label(RECORD), record),
        Attachment("release.md", "text/markdown", place.label(TEXT), text),
    )


def bound(members: Sequence[tuple[Attachment, ...]]) -> tuple[Attachment, ...]:
    """Put the records of several releases into one file, and their texts into another."""
    if not members:
        return ()
    records = b",\n".join(record.content.strip() for record, _ in members)
    texts = b"\n\n".join(text.content.strip() for _, text in members)
    first, second = members[0]
    return (
        replace(first, name="releases.json", content=b"[\n" + records + b"\n]\n"),
        replace(second, name="releases.md", content=texts + b"\n"),
    )
