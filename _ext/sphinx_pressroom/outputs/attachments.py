"""The attachments of a release: files that it offers, pictures that it shows, and its PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain import press_domain
from .publication import ATTACHMENTS, Attachment

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .builder import NeverStale


def attachments(builder: NeverStale, docname: str) -> list[Attachment]:
    """List the attachments of a release, in the order in which its page has them."""
    if not builder.events.listeners[ATTACHMENTS]:
        return own(builder, docname)
    more = [found for given in builder.events.emit(ATTACHMENTS, docname) for found in given or ()]
    return [*own(builder, docname), *more]


def own(builder: NeverStale, docname: str) -> list[Attachment]:
    """List the files of the source folder that a release shows or offers."""
    env = builder.env
    shown = press_domain(env).shown_files.get(docname, ())
    found = (one for path, _ in shown for one in _published(env, builder, docname, path))
    return list(dict.fromkeys(found)) if shown else []


def _published(
    env: BuildEnvironment, builder: NeverStale, docname: str, path: str
) -> Iterator[Attachment]:
    """Give a file as it is published: among the pictures, among the downloads, or both."""
    its = press_domain(env).assets.get(path)
    if its is None:
        return
    docs, name = env.images.get(path, (set(), ""))
    if docname in docs:
        yield Attachment(f"{builder.imagedir}/{name}", its.name, its.sha256)
    readers, offered = env.dlfiles.get(Path(path), (set(), Path()))
    if docname in readers:
        yield Attachment(f"_downloads/{offered}", its.name, its.sha256)


def smaller(builder: NeverStale, docname: str) -> list[str]:
    """List the paths of the smaller files of a release's pictures, which browsers choose from."""
    env, domain = builder.env, press_domain(builder.env)
    if docname not in domain.shown_files:
        return []
    paths = dict.fromkeys(path for path, _ in domain.shown_files[docname])
    shown = [path for path in paths if docname in env.images.get(path, (set(), ""))[0]]
    photos = (photo for path in shown for photo in domain.photos.get(path, ()))
    return [f"{builder.imagedir}/{photo.name}" for photo in photos]
