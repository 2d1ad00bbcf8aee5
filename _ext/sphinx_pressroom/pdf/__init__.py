"""PDF: each release on paper and for archives, set by Typst from the same tree as its page."""

from __future__ import annotations

import posixpath
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..domain import press_domain
from ..outputs.builder import INPUTS, NeverStale
from ..places import place
from ..problems import Problem, Subtype, report
from . import printed
from .builder import PressPdfBuilder
from .engine import engine_version
from .offer import offer
from .printed import Printed
from .printing import print_releases
from .studio import Studio, brand_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MISSING = "press_pdf: Typst is not installed; run pip install 'sphinx-pressroom[pdf]'"


class Press:
    """The PDFs of one application's build."""

    def __init__(self) -> None:
        self.common = ""
        self.files: dict[str, Printed] = {}
        """PDFs of releases, by docname."""

    # -- what is wanted --------------------------------------------------------------------------

    def on_builder_inited(self, app: Sphinx) -> None:
        """Read what the last build set, or say why there are no PDFs."""
        self.common, self.files = "", {}
        if not self._wanted(app):
            return
        if not engine_version():
            at = place(Path(app.confdir), "press_pdf")
            report([Problem(Subtype.SETTING, MISSING, at)])
            return
        builder: Any = app.builder
        self.common = printed.common_inputs(builder, ())

    @staticmethod
    def _wanted(app: Sphinx) -> bool:
        builder = app.builder
        if isinstance(builder, PressPdfBuilder):
            return True
        return isinstance(builder, NeverStale) and bool(app.config.press_pdf)

    def on_page_inputs(self, app: Sphinx, docname: str) -> str:
        """Let a page depend on what its PDF is made from, whose size it shows."""
        if not self.common or docname not in press_domain(app.env).releases:
            return ""
        builder: Any = app.builder
        return printed.inputs_of(builder, docname, self.common)

    # -- what is made ----------------------------------------------------------------------------

    def on_write_started(self, app: Sphinx, builder: Any) -> None:
        """Set the PDFs that are not as the last build left them."""
        if not self.common:
            return
        file = Path(app.doctreedir, f"press-{builder.name}-pdf.pickle")
        ledger = printed.load(file)
        before = dict(ledger.files)
        ledger.files = {}
        outdated = []
        for docname in sorted(press_domain(app.env).releases):
            path, inputs = printed.path_of(builder, docname), self.on_page_inputs(app, docname)
            known = before.get(path)
            if known and known.inputs == inputs and self._stands(builder, path, known):
                ledger.files[path] = self.files[docname] = known
            else:
                outdated.append(docname)
        if outdated:
            self._print(app, builder, outdated, ledger)
        if ledger.files != before:
            printed.save(ledger, file)

    @staticmethod
    def _stands(builder: NeverStale, path: str, known: Printed) -> bool:
        if not known.digest:
            return True
        if builder.door.holds(path, known.digest):
            builder.door.keep(path, known.digest)
            return True
        return False

    def _print(
        self, app: Sphinx, builder: NeverStale, docnames: list[str], ledger: printed.Ledger
    ) -> None:
        quiet = not isinstance(builder, PressPdfBuilder)
        with tempfile.TemporaryDirectory() as folder:
            studio = Studio(app.env, builder, Path(folder), brand_of(builder))
            for docname, content in print_releases(studio, docnames, app.parallel, quiet=quiet):
                path = printed.path_of(builder, docname)
                digest = builder.door.put(path, content) if content else ""
                inputs = self.on_page_inputs(app, docname)
                made = Printed(inputs, digest, len(content))
                ledger.files[path] = self.files[docname] = made

    # -- what is offered -------------------------------------------------------------------------

    def on_doctree_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Offer a release's PDF on its page."""
        found = self.files.get(docname)
        builder: Any = app.builder
        if found and found.size:
            name = posixpath.basename(printed.path_of(builder, docname))
            offer(app.env, docname, doctree, name, found.size)


def setup(app: Sphinx) -> None:
    """Register the builder, and print in the builds of pages that ask for it."""
    press = Press()
    app.add_builder(PressPdfBuilder)
    app.connect("builder-inited", press.on_builder_inited, priority=900)
    app.connect(INPUTS, press.on_page_inputs)
    app.connect("write-started", press.on_write_started)
    app.connect("doctree-resolved", press.on_doctree_resolved, priority=400)
