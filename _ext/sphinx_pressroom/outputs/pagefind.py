"""Pagefind, the program: whether it is there and chosen, and what it says of pages."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError
from sphinx.util import logging

from ..problems import Position, Problem, Subtype, report
from .search_marks import IGNORED

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

FOLDER = "pagefind/"
CHOICES = ("auto", "pagefind", "sphinx")


def _program() -> Path | None:
    """Find Pagefind's program, which the extra ``[search]`` installs."""
    if find_spec("pagefind") is None:
        return None
    from pagefind.service import get_executable  # noqa: PLC0415  (an extra that may be absent)

    found = get_executable()
    return found if found and found.is_file() else None


def available() -> bool:
    """Tell whether Pagefind is installed, with its program."""
    return _program() is not None


def chosen(config: Config) -> bool:
    """Tell whether releases are searched with Pagefind; otherwise Sphinx's own search stays."""
    return config.press_search != "sphinx" and available()


@cache
def version() -> str:
    """Tell the version of Pagefind's program."""
    return _run("--version").strip()


def index(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """Have pages indexed, given by path in the output folder and marked; gives Pagefind's files.

    Pagefind's program is called on a folder of its own: its Python interface waits a tenth of a
    second for each page.
    """
    with TemporaryDirectory(prefix="pressroom-search-") as name:
        site, bundle = Path(name, "site"), Path(name, "bundle")
        site.mkdir()
        suffix = ""
        for path, page in pages:
            file = site / path
            suffix = file.suffix
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page, "utf-8")
        # Folders match "**/*" too, and are tried for seconds.
        pattern = f"**/*{suffix}"
        options = ["--site", "site", "--output-path", "bundle", "--glob", pattern, "--quiet"]
        ignored = (part for selector in IGNORED for part in ("--exclude-selectors", selector))
        _run(*options, *ignored, folder=name)
        files = (file for file in sorted(bundle.rglob("*")) if file.is_file())
        return {file.relative_to(bundle).as_posix(): file.read_bytes() for file in files}


def _run(*arguments: str, folder: str | None = None) -> str:
    """Call the program, out of reach of settings that the environment or a folder may hold."""
    environment = {key: value for key, value in os.environ.items() if "PAGEFIND" not in key.upper()}
    done = subprocess.run(  # noqa: S603  (the installed program, with options of ours)
        [str(_program()), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise ExtensionError(f"Pagefind made no index: {(done.stderr or done.stdout).strip()}")
    if done.stderr.strip():  # also notes on languages that it cannot stem
        logger.info("Pagefind: %s", done.stderr.strip())
    return done.stdout


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Check the choice, and say so when what is chosen is not there."""
    choice = config.press_search
    at = Position(str(app.confdir / "conf.py"), 1, 1)
    message = None
    if choice not in CHOICES:
        message = f"press_search: unknown search '{choice}'; known are {', '.join(CHOICES)}"
        config.press_search = "auto"
    elif choice == "pagefind" and not available():
        message = (
            "press_search: Pagefind is not installed, so that Sphinx's own search is used; "
            "install sphinx-pressroom[search]"
        )
    if message:
        report([Problem(Subtype.SETTING, message, at)])


def setup(app: Sphinx) -> None:
    """Connect the check."""
    app.connect("config-inited", on_config_inited)
