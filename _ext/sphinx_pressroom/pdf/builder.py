"""The builder ``press-pdf``: a PDF of each release, and volumes; no pages."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from sphinx.util.display import progress_message

from ..outputs.builder import PressHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator


class PressPdfBuilder(PressHTMLBuilder):
    """Sets what the HTML builder would offer, with the addresses that its pages have."""

    name = "press-pdf"
    epilog = "The PDF files are in %(outdir)s."
    search = False
    sphinx_search = False

    def get_outdated_docs(self) -> Iterator[str]:
        """Name no document: which PDFs are set anew is told by what they show."""
        yield from ()

    def outdated(self) -> list[str]:
        """Name no document, for there are no pages."""
        return []

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Prepare nothing: the PDFs are set by now."""

    def copy_assets(self) -> None:
        """Copy nothing, for there are no pages."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write no pages."""

    def finish(self) -> None:
        """Delete what is gone, and close the books."""
        with progress_message("closing the books"):
            self.door.close()
