"""Work shared out among processes, each of which is forked once and takes its share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from sphinx.util.parallel import ParallelTasks, parallel_available

from . import shortcuts

if TYPE_CHECKING:
    from sphinx.application import Sphinx

T = TypeVar("T")
R = TypeVar("R")

FEW = 5
"""Tasks that one process is done with before others have begun."""


def may_share(tasks: Collection[T], app: Sphinx, few: int = FEW) -> bool:
    """Tell whether several processes may work, on more than a few tasks."""
    allowed = parallel_available and app.parallel > 1 and shortcuts.taken(app.config)
    return allowed and len(tasks) > few


def share_out(
    tasks: Sequence[T],
    app: Sphinx,
    work: Callable[[list[T]], R],
    take: Callable[[list[T], R], None],
) -> None:
    """Let processes work, as many as there may be; what each has made is taken here."""
    running = ParallelTasks(app.parallel)
    for start in range(app.parallel):
        running.add_task(work, list(tasks[start :: app.parallel]), take)
    running.join()


@contextmanager
def begun(work: Callable[[T], R], task: T, take: Callable[[T, R], None]) -> Iterator[None]:
    """Let a process work while this one does other things; what it has made is taken at the end."""
    running = ParallelTasks(1)
    running.add_task(work, task, take)
    try:
        yield
    except BaseException:
        running.terminate()
        raise
    running.join()
