"""A benchmark's processes, and what each cost by the operating system's own figures."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Figures(NamedTuple):
    """What a process cost: CPU and wall seconds, MB at most."""

    cpu: float
    wall: float
    memory: int

    def __str__(self) -> str:
        return f"{self.cpu:7.2f} s CPU {self.wall:7.2f} s wall {self.memory:5} MB"


def run(*command: str | Path, **environment: str) -> Figures:
    """Run Python in a process of its own, and wait for its end."""
    start = os.times().elapsed
    process = subprocess.Popen(
        [sys.executable, *map(str, command)],
        env={**os.environ, **environment},
        stderr=subprocess.DEVNULL if "weasyprint" in str(command[1]) else None,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"a process failed: {command[-1]}")
    wall = os.times().elapsed - start
    return Figures(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss // 1024)


def middle(runs: list[Figures]) -> Figures:
    """Give the medians, and the largest memory."""
    return Figures(
        statistics.median(one.cpu for one in runs),
        statistics.median(one.wall for one in runs),
        max(one.memory for one in runs),
    )
