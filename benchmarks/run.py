"""Time clean builds of generated releases, paired: the press room and plain Sphinx in turn.

CPU seconds (user and system) and peak memory are the operating system's own figures of each
finished process. Run it with the environment in which sphinx-pressroom is installed:
``python benchmarks/run.py --count 1000 --runs 3``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import generate

KINDS = ("room", "plain", "matter")


class Figures(NamedTuple):
    """What one build cost."""

    cpu: float
    wall: float
    memory: int


def build(source: Path, output: Path) -> Figures:
    """Build a folder from nothing in a process of its own."""
    shutil.rmtree(output, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", f"{output}.doctrees"]
    shutil.rmtree(f"{output}.doctrees", ignore_errors=True)
    start = os.times().elapsed
    process = subprocess.Popen([*command, str(source), str(output)])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build of {source.name} failed")
    return Figures(usage.ru_utime + usage.ru_stime, os.times().elapsed - start, usage.ru_maxrss)


def main() -> None:
    """Run the pairs and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in KINDS:
            generate.write(folder / kind, kind, options.count)
        runs = [
            {kind: build(folder / kind, folder / f"{kind}.html") for kind in KINDS}
            for _ in range(options.runs)
        ]
    for kind in KINDS:
        cpu = statistics.median(run[kind].cpu for run in runs)
        wall = statistics.median(run[kind].wall for run in runs)
        memory = max(run[kind].memory for run in runs) // 1024
        ratio = statistics.median(run["room"].cpu / run[kind].cpu for run in runs)
        figures = f"{cpu:7.2f} s CPU {wall:7.2f} s wall {memory:5} MB"
        print(f"{kind:7} {figures}   room/{kind} {ratio:.3f}")


if __name__ == "__main__":
    main()
