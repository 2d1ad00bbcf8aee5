"""Work shared out among processes, each of which is forked once and takes its share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from sphinx.util.parallel import ParallelTasks, parallel_available

from . import shortcuts

if TYPE_CHECKING:
    from sphinx.application import Sphinx

T = TypeVar("T")
R = TypeVar("R")

FEW = 5
"""Tasks that one process is done with before others have begun."""


def processes(app: Sphinx) -> int:
    """Tell how many processes may work at once."""
    return app.parallel if parallel_available and shortcuts.taken(app.config) else 1


def share_out(
    tasks: Sequence[T],
    count: int,
    work: Callable[[list[T]], R],
    take: Callable[[list[T], R], None],
) -> None:
    """Let so many processes work; what each has made of its share is taken here."""
    running = ParallelTasks(count)
    for start in range(count):
        running.add_task(work, list(tasks[start::count]), take)
    running.join()
