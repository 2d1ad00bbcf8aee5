"""Inclusion: the files that directives of a release read stay within the source folder.

Docutils and MyST read whatever file a path leads to, and some of them addresses too; their setting
(``file_insertion_enabled``) turns all of it off, also for the site's own pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst.directives.misc import Raw
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import CSVTable

from . import files
from .domain import press_domain
from .problems import Position, Problem, Subtype, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def leads_out(env: BuildEnvironment, path: str, folder: str = "") -> bool:
    """Tell whether a release would read a file outside of the source folder, or a draft.

    A relative path starts at the release's folder, as Sphinx has it, or at ``folder``.
    """
    if env.docname not in press_domain(env).sources:
        return False
    if path.startswith("<") and path.endswith(">"):  # what docutils itself has to include
        return "/" in path or "\\" in path
    try:
        found = Path(folder, path) if folder else Path(env.relfn2path(path)[1])
        real = found.resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, or no path at all
        return True
    srcdir = Path(env.srcdir).resolve()
    if not real.is_relative_to(srcdir):
        return True
    return files.is_withheld(env, Path(env.srcdir, real.relative_to(srcdir)))


def refusal(path: str, source: str, line: int) -> Problem:
    """Say that a file is not read, and the way out."""
    message = f"'{path}' leads out of the source folder or to a draft; it is not read, copy it"
    return Problem(Subtype.FILE, message, Position(source, line, 1))


class _Inside:
    """What a directive does before it reads a file."""

    reads: tuple[str, ...] = ()
    """Options that are paths."""
    argument = False
    """Whether the first argument is one too."""
    from_source = False
    """Whether paths start at the file that the directive stands in."""

    def run(self: Any) -> list[nodes.Node]:
        """Read nothing from elsewhere."""
        env = self.state.document.settings.env
        source, line = self.state_machine.get_source_and_line(self.lineno)
        folder = str(Path(source or "").absolute().parent) if self.from_source else ""
        wanted = [str(self.options[name]) for name in self.reads if self.options.get(name)]
        wanted += self.arguments[:1] if self.argument else []
        refused = [path for path in wanted if leads_out(env, path, folder)]
        if "url" in self.options and env.docname in press_domain(env).sources:
            refused.append(self.options["url"])
        if refused:
            report([refusal(refused[0], source or "", line or self.lineno)])
            return []
        found: list[nodes.Node] = super().run()  # type: ignore[misc]
        return found


class InsideInclude(_Inside, Include):
    """``include``; in Markdown the parser asks, since MyST reads the file itself."""

    argument = True


class InsideLiteralInclude(_Inside, LiteralInclude):
    """``literalinclude``, which also compares with a second file."""

    argument = True
    reads = ("diff",)


class InsideRaw(_Inside, Raw):
    """``raw``, of which the file or the address is an option."""

    reads = ("file",)
    from_source = True


class InsideCSVTable(_Inside, CSVTable):  # type: ignore[misc]
    """``csv-table``, of which a path from ``/`` starts at the source folder."""

    reads = ("file",)


def setup(app: Sphinx) -> None:
    """Take the place of the directives that read files."""
    app.add_directive("include", InsideInclude, override=True)
    app.add_directive("literalinclude", InsideLiteralInclude, override=True)
    app.add_directive("raw", InsideRaw, override=True)
    app.add_directive("csv-table", InsideCSVTable, override=True)
