"""PDF: each release on paper and for archives, set by Typst from the same tree as its page."""

from __future__ import annotations

import posixpath
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.osutil import relative_uri

from ..digests import digest_of
from ..domain import press_domain
from ..outputs.builder import NeverStale
from ..outputs.publication import ATTACHMENTS, BASIS, INPUTS, Attachment
from ..places import place
from ..problems import Problem, Subtype, report
from . import printed
from .builder import PressPdfBuilder
from .engine import engine_version
from .fonts import site_fonts
from .printed import Printed, Run, Wanted

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .printing import Printer

MISSING = "press_pdf: Typst is not installed; run pip install 'sphinx-pressroom[pdf]'"


class Press:
    """The PDFs of one application's build."""

    def __init__(self) -> None:
        self.common = ""
        self.fonts: tuple[Path, ...] = ()
        self.files: dict[str, Printed] = {}
        """PDFs of releases, by docname."""
        self.volumes: dict[str, tuple[str, int]] = {}
        """The name and the bytes of each volume, by the name of the page that it binds."""

    # -- what is wanted --------------------------------------------------------------------------

    def on_builder_inited(self, app: Sphinx) -> None:
        """Read what the last build set, or say why there are no PDFs."""
        self.common, self.files, self.fonts, self.volumes = "", {}, (), {}
        if not self._wanted(app):
            return
        if not engine_version():
            at = place(Path(app.confdir), "press_pdf")
            report([Problem(Subtype.SETTING, MISSING, at)])
            return
        builder: Any = app.builder
        self.fonts = site_fonts(app)
        self.common = printed.common_inputs(builder, self.fonts)

    @staticmethod
    def _wanted(app: Sphinx) -> bool:
        builder = app.builder
        if isinstance(builder, PressPdfBuilder):
            return True
        return isinstance(builder, NeverStale) and bool(app.config.press_pdf)

    def on_press_basis(self, app: Sphinx) -> str:
        """Tell what all PDFs are made with."""
        return self.common

    def on_page_inputs(self, app: Sphinx, docname: str) -> str:
        """Let a page depend on what its PDF is made from, whose size it shows."""
        if docname in self.volumes:
            return repr(self.volumes[docname])
        if not self.common or docname not in press_domain(app.env).releases:
            return ""
        builder: Any = app.builder
        return printed.inputs_of(builder, docname, self.common)

    # -- what is made ----------------------------------------------------------------------------

    def on_write_started(self, app: Sphinx, builder: Any) -> None:
        """Set the PDFs that are not as the last build left them."""
        if not self.common:
            return
        from .dress import brand_of  # noqa: PLC0415  (not before they are wanted)
        from .printing import Printer  # noqa: PLC0415
        from .studio import Studio  # noqa: PLC0415

        file = Path(app.doctreedir, f"press-{builder.name}-pdf.pickle")
        run = Run(builder, printed.load(file))
        releases = {
            docname: Wanted(printed.path_of(builder, docname), self.on_page_inputs(app, docname))
            for docname in sorted(press_domain(app.env).releases)
        }
        outdated = [docname for docname, wanted in releases.items() if not run.stands(wanted)]
        with tempfile.TemporaryDirectory() as folder:
            studio = Studio(app.env, builder, Path(folder), brand_of(builder), self.fonts)
            quiet = not isinstance(builder, PressPdfBuilder)
            printer = Printer(studio, app.parallel, quiet=quiet)
            for docname, content in printer.releases(outdated):
                run.put(releases[docname], content)
            self.files = {name: run.files[wanted.path] for name, wanted in releases.items()}
            self._bind(app, printer, run)
        run.close(file)

    def _bind(self, app: Sphinx, printer: Printer, run: Run) -> None:
        """Bind the volumes of which a release has changed."""
        from .volumes import volumes  # noqa: PLC0415

        wanted = {}
        for volume in volumes(app.env):
            members = [(name, self.files[name]) for name in volume.docnames]
            bound = [name for name, file in members if file.size]
            if bound:
                inputs = digest_of((self.common, volume.path, members))
                kept = replace(volume, docnames=tuple(bound))
                wanted[kept] = Wanted(volume.path, inputs)
        outdated = [volume for volume, one in wanted.items() if not run.stands(one)]
        for volume, content in printer.volumes(outdated):
            run.put(wanted[volume], content)
        for volume, one in wanted.items():
            page = f"archive/{volume.year or 'index'}"
            self.volumes[page] = (posixpath.basename(one.path), run.files[one.path].size)

    # -- what is offered -------------------------------------------------------------------------

    def on_doctree_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Offer a release's PDF on its page."""
        found = self.files.get(docname)
        builder: Any = app.builder
        if found and found.size:
            from .offer import offer  # noqa: PLC0415

            name = posixpath.basename(printed.path_of(builder, docname))
            offer(app.env, docname, doctree, name, found.size)

    def on_press_attachments(self, app: Sphinx, docname: str) -> list[Attachment]:
        """Give a release's PDF to the proof of what was published."""
        found = self.files.get(docname)
        if not found or not found.size:
            return []
        builder: Any = app.builder
        path = printed.path_of(builder, docname)
        return [Attachment(path, posixpath.basename(path), found.digest)]

    def on_html_page_context(
        self, app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any
    ) -> None:
        """Offer a volume below the archive that it binds."""
        name, size = self.volumes.get(pagename, ("", 0))
        if size and "body" in context:
            from .offer import volume_link  # noqa: PLC0415

            here = app.builder.get_target_uri(pagename)
            link = relative_uri(here, f"archive/{name}")
            context["body"] += volume_link(str(app.config.language), link, size)


def setup(app: Sphinx) -> None:
    """Register the builder, and print in the builds of pages that ask for it."""
    press = Press()
    app.add_builder(PressPdfBuilder)
    app.connect("builder-inited", press.on_builder_inited, priority=900)
    app.connect(INPUTS, press.on_page_inputs)
    app.connect(BASIS, press.on_press_basis)
    app.connect(ATTACHMENTS, press.on_press_attachments)
    app.connect("write-started", press.on_write_started)
    app.connect("doctree-resolved", press.on_doctree_resolved, priority=400)
    app.connect("html-page-context", press.on_html_page_context)
