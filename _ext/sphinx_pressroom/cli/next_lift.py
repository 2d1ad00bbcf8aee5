"""``pressroom next-lift``: when a press room has to be built again, and whether that is overdue."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

READY, OVERDUE, UNREADABLE = 0, 1, 2
"""Exit codes."""
HELP = """\
Print the next moment (UTC, ISO 8601) at which something becomes public, or stops being current: the
end of an embargo, a date ahead, an announced change, an expiry. An empty line: there is none.
It names no release. The clock is press_now, else SOURCE_DATE_EPOCH, else the true time.

exit codes:
  0  no build is overdue
  1  one is: OUTPUT lacks a release whose time has come, or a moment lies between SINCE and now
  2  the press room cannot be read
"""


def add(commands: Subparsers) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser(
        "next-lift",
        help="print when the press room has to be built again",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "source", metavar="SOURCE", nargs="?", default=".", type=Path, help="the source folder"
    )
    parser.add_argument("-c", "--conf", type=Path, help="the folder of conf.py, if another")
    parser.add_argument(
        "--output", metavar="OUTPUT", type=Path, help="what was published last, or a copy of it"
    )
    parser.add_argument(
        "--since", metavar="SINCE", type=_moment, help="when it was built last, with time zone"
    )
    parser.set_defaults(run=run)


def _moment(text: str) -> datetime:
    """Read a moment; raises ``ArgumentTypeError``."""
    from ..clock import instant  # noqa: PLC0415  (commands start without Sphinx)

    try:
        return instant(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; write 2026-03-31T09:00:00+02:00") from None


def run(arguments: argparse.Namespace) -> int:
    """Read the front matter of all releases as a build does, and build nothing."""
    from sphinx.errors import SphinxError  # noqa: PLC0415
    from sphinx.util.docutils import docutils_namespace  # noqa: PLC0415

    from .. import clock  # noqa: PLC0415
    from ..reading import survey  # noqa: PLC0415
    from ..standing import soonest  # noqa: PLC0415

    try:
        with TemporaryDirectory() as folder, docutils_namespace():
            app = _app(arguments, folder)
            public, moments = survey(app)
            now = clock.now(app.config)
    except (SphinxError, OSError) as error:
        sys.stderr.write(f"pressroom: {error}\n")
        return UNREADABLE
    following = soonest(moments, now)
    sys.stdout.write(f"{clock.iso(following) if following else ''}\n")
    since = arguments.since.timestamp() if arguments.since else now
    missed = any(since < moment <= now for moment in moments)
    out = arguments.output
    lacking = sum(not _is_there(out, docname) for docname in public) if out else 0
    if missed or lacking:
        sys.stderr.write("pressroom: a build is overdue\n")
        return OVERDUE
    return READY


def _app(arguments: argparse.Namespace, folder: str) -> Sphinx:
    """Start Sphinx for its settings, with folders that pass."""
    from sphinx.application import Sphinx  # noqa: PLC0415

    source = arguments.source
    return Sphinx(
        source,
        arguments.conf or source,
        Path(folder, "out"),
        Path(folder, "doctrees"),
        "dummy",
        status=None,
        warning=None,
    )


def _is_there(out: Path, docname: str) -> bool:
    """Tell whether a folder has the page of a document, of either builder of pages."""
    return (out / f"{docname}.html").is_file() or (out / docname / "index.html").is_file()
