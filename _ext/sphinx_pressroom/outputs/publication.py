"""What a publication has beside its documents' pages, and what that is made from.

Whoever writes a file joins the event ``press-outputs``: its handlers take the application and the
:class:`Publication`, and return :class:`Output` and :class:`Bundle` objects. All outputs go through
the one door to the output folder, are written when what they show has changed, and are deleted when
nobody returns them any more. What takes long and needs pages of documents alone joins the event
``press-outputs-meanwhile`` instead: another process may make it while everything else is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from ..domain import PressDomain
    from .builder import NeverStale

EVENT = "press-outputs"
MEANWHILE = "press-outputs-meanwhile"
INPUTS = "press-page-inputs"
"""The event whose handlers tell what else a page, by docname or page name, is made from."""
BASIS = "press-basis"
"""The event whose handlers tell what else all pages and files are made from."""
LARGE = 500
"""Releases for which another process is worth it."""
ATTACHMENTS = "press-attachments"
"""The event whose handlers give further :class:`Attachment` objects of a release, by docname."""


File = bytes | Callable[[], bytes]
"""What a file holds; or, of one that is named by what it holds, how to make that if it is new."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the output folder that is no document's page."""

    path: str
    """In the output folder, with ``/`` between its parts."""
    inputs: object
    """All that its content depends on, beside settings and templates, or what gives that; told
    apart by its repr."""
    make: Callable[[], bytes]
    """Make the content; called only when the inputs have changed."""
    of_room: bool = False
    """Whether the inputs follow from the releases and the time alone; then they are not asked for
    unless one of these has changed."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that are all made together, and whose names are known only then."""

    name: str
    """What they are known by from one build to the next."""
    inputs: object
    """All that they depend on, beside settings and templates; told apart by its repr."""
    make: Callable[[], Mapping[str, File]]
    """Make the files, by their paths in the output folder; called when the inputs have changed."""
    apart: bool = False
    """Whether they need no files of other outputs, so that another process may make them."""


Given = Sequence[Output | Bundle]
"""What one handler gives."""


class Attachment(NamedTuple):
    """A file that is published with a release, in the output folder."""

    path: str
    name: str
    """As readers know it."""
    sha256: str


@dataclass(frozen=True)
class Publication:
    """The publication as it stands once all documents' pages are written. Read only."""

    env: BuildEnvironment
    builder: NeverStale
    domain: PressDomain
    digests: dict[str, str]
    """SHA-256 of each document's page, by docname."""
    attachments: Callable[[], dict[str, list[Attachment]]]
    """Tell what is published with each release, by docname; found once."""

    @property
    def config(self) -> Config:
        """The settings."""
        return self.env.config

    def html(self, docname: str) -> str:
        """Read a document's page as it was written."""
        return self.builder.get_output_path(docname).read_text(self.config.html_output_encoding)
