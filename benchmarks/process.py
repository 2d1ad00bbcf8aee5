"""A benchmark's processes, and what each cost by the operating system's own figures."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

LAUNCHER = """
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
wall = time.perf_counter() - start
figures = usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss // 1024
os.write(int(sys.argv[1]), " ".join(map(str, figures)).encode())
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A small process between: what is started begins with the peak memory of what starts it."""


class Figures(NamedTuple):
    """What a process cost: CPU and wall seconds, MB at most."""

    cpu: float
    wall: float
    memory: int

    def __str__(self) -> str:
        return f"{self.cpu:7.2f} s CPU {self.wall:7.2f} s wall {self.memory:5} MB"


def cost(command: Sequence[str], **options: Any) -> Figures:
    """Run a command in a process of its own, and wait for its end."""
    reader, writer = os.pipe()
    launcher = [sys.executable, "-IS", "-c", LAUNCHER, str(writer), *command]
    process = subprocess.run(launcher, check=False, pass_fds=(writer,), **options)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    if process.returncode:
        raise SystemExit(f"a process failed: {command[-1]}")
    cpu, wall, memory = told.split()
    return Figures(float(cpu), float(wall), int(memory))


def run(*command: str | Path, **environment: str) -> Figures:
    """Run Python so."""
    return cost(
        [sys.executable, *map(str, command)],
        env={**os.environ, **environment},
        stderr=subprocess.DEVNULL if "weasyprint" in str(command[1]) else None,
    )


def middle(runs: list[Figures]) -> Figures:
    """Give the medians, and the largest memory."""
    return Figures(
        statistics.median(one.cpu for one in runs),
        statistics.median(one.wall for one in runs),
        max(one.memory for one in runs),
    )
