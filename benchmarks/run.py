"""Time clean builds of generated releases, paired: the press room and plain Sphinx in turn.

CPU seconds (user and system) and peak memory are the operating system's own figures of each
finished process. Run it with the environment in which sphinx-pressroom is installed:
``python benchmarks/run.py --count 1000 --runs 3``.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

import generate
from process import Figures, middle, run

KINDS = ("room", "plain", "matter")


def build(source: Path) -> Figures:
    """Build a folder from nothing in a process of its own; nothing is deleted between builds.

    Where thousands of files were just deleted, ext4 makes new ones at ten times the cost.
    """
    output = tempfile.mkdtemp(prefix=f"{source.name}-", dir=source.parent)
    options = ("-q", "-b", "html", "-d", f"{output}.doctrees")
    return run("-m", "sphinx", *options, source, output)


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
        runs = [{kind: build(folder / kind) for kind in KINDS} for _ in range(options.runs)]
    for kind in KINDS:
        cost = middle([found[kind] for found in runs])
        ratio = statistics.median(found["room"].cpu / found[kind].cpu for found in runs)
        print(f"{kind:7} {cost}   room/{kind} {ratio:.3f}")


if __name__ == "__main__":
    main()
