"""One execution, watched: what is no part of the contract is a crash, with its smallest input."""

from __future__ import annotations

import resource
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

HANG = 5.0
"""Seconds of the processor's time that one input may take."""
GROWTH = 1 << 30
"""Bytes by which one input may let the process grow."""
_KILOBYTE = 1024


UPSTREAM = {
    # docutils: a figure whose content makes no node, such as one empty directive.
    ("UnboundLocalError", "docutils/parsers/rst/directives/images.py"),
    # docutils: its own parser, in eval-rst, has no limit of nesting.
    ("RecursionError", "docutils/parsers/rst/states.py"),
    # MyST: a footnote that is never referred to, in a tab set of sphinx-design, which drops it.
    ("ValueError", "myst_parser/mdit_to_docutils/transforms.py"),
}
"""Faults of what we stand on, by exception and a file on the way to it."""


class FaultError(Exception):
    """A promise that was not kept, though nothing was raised."""


class HangError(BaseException):
    """An input takes too long; no ``except Exception`` of anybody's may catch it."""


@dataclass(frozen=True)
class Crash:
    """What went wrong, where, and with which input."""

    kind: str
    place: str
    told: str
    text: str

    @property
    def mark(self) -> tuple[str, str]:
        """What tells one fault from others."""
        return self.kind, self.place


def execute(run: Callable[[str], None], text: str) -> Crash | None:
    """Run a target with an input; give the crash, if it is one."""
    before = peak()
    try:
        with _limited(HANG):
            run(text)
    except FaultError as fault:
        return Crash("fault", str(fault).partition(":")[0], str(fault), text)
    except HangError as hang:
        return Crash("hang", "", _ours(hang), text)
    except Exception as raised:
        # Sphinx wraps what a handler of an event raises.
        error = raised.__cause__ if isinstance(raised.__cause__, Exception) else raised
        if _is_upstream(error):
            return None
        told = "".join(traceback.format_exception(error)[-4:])
        return Crash(type(error).__name__, _ours(error), told, text)
    if peak() - before > GROWTH:
        return Crash("memory", "", f"grew by {peak() - before:,} bytes", text)
    return None


def smallest(run: Callable[[str], None], crash: Crash, seconds: float = 20) -> Crash:
    """Take away lines, then characters, as long as the same crash stays."""
    until = time.monotonic() + seconds
    for unit in ("\n", ""):
        parts = crash.text.split("\n") if unit else list(crash.text)
        size = max(len(parts) // 2, 1)
        while size and time.monotonic() < until:
            at, taken = 0, False
            while at < len(parts) and time.monotonic() < until:
                less = parts[:at] + parts[at + size :]
                found = execute(run, unit.join(less))
                if found is not None and found.mark == crash.mark:
                    parts, crash, taken = less, found, True
                else:
                    at += size
            size = size if taken and size == 1 else size // 2
    return crash


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise in an input that takes longer; what others do on the machine does not count."""

    def on_signal(*_: Any) -> None:
        raise HangError

    before = signal.signal(signal.SIGVTALRM, on_signal)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _is_upstream(error: Exception) -> bool:
    kind = type(error).__name__
    ways = {frame.filename for frame in traceback.extract_tb(error.__traceback__)}
    return any(kind == known and any(way.endswith(f) for way in ways) for known, f in UPSTREAM)


def peak() -> int:
    """Tell the most memory that the process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILOBYTE


def _ours(error: BaseException) -> str:
    """Say where it was raised, and the last place of ours on the way there."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "sphinx_pressroom" in frame.filename]
    shown = [*ours[-1:], *frames[-1:]]
    return " < ".join(f"{f.filename.rpartition('/')[2]}:{f.lineno} {f.name}" for f in shown[::-1])
