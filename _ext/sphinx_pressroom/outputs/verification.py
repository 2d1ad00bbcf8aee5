"""What lets anybody check a release: its canonical text, and lists of what was published.

Each release has its text as a file beside its page. ``press-releases.json`` says what belongs to
each release, ``SHA256SUMS`` the same for sha256sum; ``SHA256SUMS.sig`` is its signature.
All follow from what was published, and from no clock and no machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..blocks.block import page_language
from ..collection.forms import plain
from ..digests import digest_of
from ..labels import iso
from ..proof import manifest
from ..proof.canonical import VERSION, canonical, encoded
from ..records import Release
from . import web
from .attachments import smaller
from .publication import EVENT, Output, Publication
from .signing import Signer

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .builder import NeverStale

FOLDERS = ("", manifest.WELL_KNOWN)
"""Where the lists lie; some hosts drop folders whose name begins with a point."""


class Listed(NamedTuple):
    """A release as the lists have it."""

    docname: str
    page: str
    """The path of its page in the output folder."""
    text: str
    """The path of its canonical text."""
    release: Release
    files: tuple[tuple[str, str, str], ...]
    """Path, name and SHA-256 of each attachment."""

    @property
    def paths(self) -> Iterator[str]:
        """The paths of its text and its attachments."""
        yield self.text
        yield from (path for path, _, _ in self.files)


def is_proved(app: Sphinx) -> bool:
    """Tell whether a build publishes what can be checked: pages of ours, and no preview."""
    return bool(getattr(app.builder, "press_archives", False)) and not app.config.press_preview


def text_path(builder: Any, docname: str) -> str:
    """Name the file of a release's canonical text."""
    return web.beside(builder, docname, ".txt")


# -- what is listed --------------------------------------------------------------------------------


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Output]:
    """Give the texts, the lists, and their signature where there is a key."""
    listed = sorted(_listed(publication), key=lambda one: one.page)
    if not listed or not is_proved(app):
        return []
    digests = publication.digests
    outputs = [
        Output(one.text, digests.get(one.docname, ""), partial(_text, publication, one.docname))
        for one in listed
    ]
    told = [(one.page, one.files, digests.get(one.docname)) for one in listed]
    mark = digest_of((publication.builder.room, told))
    lists: dict[str, Any] = {
        manifest.NAME: (mark, cache(partial(_manifest, publication, listed))),
        manifest.SUMS: (mark, cache(partial(_sums, publication, listed))),
    }
    builder: Any = publication.builder
    signer: Signer | None = builder.signer
    if signer:
        by = (mark, signer.signers)
        lists[manifest.SIGNATURE] = (by, partial(_signature, publication, signer))
        lists[manifest.SIGNERS] = (signer.signers, lambda: signer.signers)
    for folder in FOLDERS:
        outputs += [Output(f"{folder}{name}", *one) for name, one in lists.items()]
    return outputs


def _listed(publication: Publication) -> list[Listed]:
    builder: Any = publication.builder
    kept: dict[str, str] = builder.door.kept
    attachments, files_of = publication.attachments(), publication.domain.shown_files
    found = []
    for docname, release in publication.domain.releases.items():
        files = [(one.path, one.name) for one in attachments[docname]]
        if docname in files_of:
            files += [(path, path.rpartition("/")[2]) for path in smaller(builder, docname)]
        there = sorted({(path, name, kept[path]) for path, name in files if path in kept})
        page, text = builder.page_path(docname), text_path(builder, docname)
        found.append(Listed(docname, page, text, release, tuple(there)))
    return found


def _values(release: Release, language: str) -> dict[str, Any]:
    """Tell what lists say of a release: what it is, and what became of it."""
    values: dict[str, Any] = {
        "title": release.title,
        "date": _moment(release.date),
        "language": language,
        "status": "withdrawn" if release.is_withdrawn else "published",
    }
    if release.changes:
        values["changes"] = [
            {"at": _moment(one.at), "kind": one.kind, "note": plain(one.note.text)}
            for one in release.changes
        ]
    if release.withdrawn:
        why = release.withdrawn.explanation
        explanation = plain(why.text) if why else None
        values["withdrawn"] = {"at": _moment(release.withdrawn.at), "explanation": explanation}
    return values


def _moment(when: date | None) -> str | None:
    return iso(when) if when else None


# -- what is written -------------------------------------------------------------------------------


def _text(publication: Publication, docname: str) -> bytes:
    """Read the text of a page that this build has not written."""
    return encoded(canonical(publication.html(docname)))


def _manifest(publication: Publication, listed: list[Listed]) -> bytes:
    builder: Any = publication.builder
    kept: dict[str, str] = builder.door.kept

    def attached(path: str, name: str, sha256: str) -> dict[str, Any]:
        size = Path(builder.outdir, path).stat().st_size
        return {"path": path, "name": name, "sha256": sha256, "size": size}

    def line(one: Listed) -> str:
        values = {
            "page": one.page,
            **_values(one.release, page_language(publication.env, one.docname)),
            "text": {"path": one.text, "sha256": kept[one.text]},
            "attachments": [attached(*file) for file in one.files],
        }
        return manifest.line(values)

    known = _known(publication, listed)
    lines = (known.get(one.docname) or line(one) for one in listed)
    return manifest.written(web.base(publication.config), VERSION, lines)


def _known(publication: Publication, listed: list[Listed]) -> dict[str, str]:
    """Give the lines of releases that say the same as in the last build, by docname.

    They follow from records and settings, which are the same, and from the release's files.
    """
    builder: NeverStale = publication.builder
    door, made = builder.door, builder.before.outputs.get(manifest.NAME)
    was, changed = builder.was, builder.changed
    if not made or not was or changed is None or not door.holds(manifest.NAME, made.digest):
        return {}
    pages = sorted(map(builder.page_path, was.releases))
    lines = manifest.lines(Path(builder.outdir, manifest.NAME).read_bytes())
    known = dict(zip(pages, lines, strict=True))
    return {
        one.docname: known[one.page]
        for one in listed
        if one.docname not in changed
        if all(door.before.get(path) == door.kept[path] for path in one.paths)
    }


def _sums(publication: Publication, listed: list[Listed]) -> bytes:
    builder: Any = publication.builder
    kept: dict[str, str] = builder.door.kept
    paths = [manifest.NAME, *(one.text for one in listed)]
    files = {path: sha256 for one in listed for path, _, sha256 in one.files}
    return manifest.sums({**files, **{path: kept[path] for path in paths}})


def _signature(publication: Publication, signer: Signer) -> bytes:
    return signer.sign(Path(publication.builder.outdir, manifest.SUMS).read_bytes())


def setup(app: Sphinx) -> None:
    """Join the outputs."""
    app.connect(EVENT, on_press_outputs)
