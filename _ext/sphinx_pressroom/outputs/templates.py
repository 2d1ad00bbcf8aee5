"""Templates that stay compiled from one build to the next, as long as the frame is the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache

from .. import shortcuts

if TYPE_CHECKING:
    from .builder import NeverStale


def keep(builder: NeverStale) -> None:
    """Let Jinja keep what it compiles beside the doctrees, unless it keeps that already.

    Jinja compares the text of a template alone; the frame tells what else may come into one, as
    filters of other extensions and of ``conf.py``.
    """
    environment = getattr(builder.templates, "environment", None)
    if not isinstance(environment, Environment) or not shortcuts.taken(builder.config):
        return
    if environment.bytecode_cache:
        return
    folder = Path(builder.doctreedir, f"press-{builder.name}-templates")
    own = folder / builder.frame
    for other in folder.glob("*"):
        if other != own:
            shutil.rmtree(other)
    own.mkdir(parents=True, exist_ok=True)
    environment.bytecode_cache = FileSystemBytecodeCache(str(own))
