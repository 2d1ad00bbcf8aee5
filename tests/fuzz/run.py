"""Fuzzing: ``python tests/fuzz/run.py --minutes 30`` tries inputs that nobody would write.

With atheris (the extra ``fuzz``) inputs that reach new lines are changed further; without it all are
made afresh. A crash is told with its smallest input, and kept in ``tests/fuzz/found``.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from watch import Crash

HERE = Path(__file__).parent
NAMES = ("front_matter", "kramdown", "directives")
ATHERIS = importlib.util.find_spec("atheris") is not None


class Session:
    """The executions of one target, until time is over."""

    def __init__(self, name: str, seed: int, seconds: float, place: Path) -> None:
        from targets import TARGETS, Newsroom

        self.name, self.seed, self.seconds = name, seed, seconds
        self.target = TARGETS[name](Newsroom(place))
        self.tried = 0
        self.crashes: dict[tuple[str, str], Crash] = {}
        self.began = time.monotonic()

    @property
    def is_over(self) -> bool:
        """Tell whether time is over."""
        return time.monotonic() - self.began > self.seconds

    def try_out(self, text: str) -> None:
        """Run one input; keep the smallest one of a crash that is new."""
        from watch import execute, smallest

        self.tried += 1
        crash = execute(self.target.run, text)
        if crash is None or crash.mark in self.crashes:
            return
        self.crashes[crash.mark] = crash = smallest(self.target.run, crash)
        folder = HERE / "found" / self.name
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{len(self.crashes)}.txt"
        file.write_bytes(crash.text.encode("utf-8", "surrogatepass"))
        print(f"\n{self.name}: {crash.kind} {crash.place}\n{crash.told}\n{crash.text[:500]!r}")

    def end(self) -> None:
        """Tell the figures and leave; libFuzzer would not come back."""
        from watch import peak

        took = time.monotonic() - self.began
        how = "coverage-guided" if ATHERIS else "at random"
        print(
            f"{self.name}: {self.tried:,} executions in {took / 60:.1f} minutes ({how}), "
            f"{len(self.crashes)} crashes, at most {peak() / 1e6:.0f} MB"
        )
        sys.stdout.flush()
        os._exit(bool(self.crashes))

    def run(self) -> None:
        """Try inputs, guided where that is possible."""
        if ATHERIS:
            self._guided()
        random = Random(self.seed)
        while not self.is_over:
            self.try_out(self.target.writer.fresh(random))
        self.end()

    def _guided(self) -> None:
        import atheris

        writer = self.target.writer

        def on_input(data: bytes) -> None:
            if self.is_over:
                self.end()
            self.try_out(data.decode("utf-8", "replace"))

        def change(data: bytes, longest: int, seed: int) -> bytes:
            random = Random(seed)
            new = not data.strip() or random.random() < 0.2
            text = data.decode("utf-8", "replace")
            made = writer.fresh(random) if new else writer.changed(text, random)
            return made.encode("utf-8", "replace")[:longest]

        seeds = Path(tempfile.mkdtemp())
        for number, text in enumerate(writer.seeds):
            (seeds / str(number)).write_bytes(text.encode())
        # Watched here: what takes too long or too much ends an input, not the session.
        limits = [
            f"-artifact_prefix={seeds}/",
            "-max_len=200000",
            "-len_control=0",
            "-timeout=1000000",
            "-rss_limit_mb=0",
        ]
        arguments = [sys.argv[0], f"-seed={self.seed}", "-verbosity=0", *limits, str(seeds)]
        atheris.Setup(arguments, on_input, custom_mutator=change)
        atheris.Fuzz()


def _session(name: str, seed: int, seconds: float) -> None:
    sys.path[:0] = [str(HERE)]
    if ATHERIS:
        import atheris

        with atheris.instrument_imports(include=["sphinx_pressroom"]):
            import targets  # noqa: F401
    Session(name, seed, seconds, Path(tempfile.mkdtemp())).run()


def main() -> int:
    """Fuzz the targets, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30, help="for all targets together")
    parser.add_argument("--target", choices=(*NAMES, "all"), default="all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        _session(options.target, options.seed, options.minutes * 60)
    names = NAMES if options.target == "all" else (options.target,)
    minutes = options.minutes / len(names)
    memory = Path("/dev/shm")
    failed = 0
    for name in names:
        command: list[Any] = [sys.executable, __file__, "--here", "--target", name]
        command += ["--minutes", str(minutes), "--seed", str(options.seed)]
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
            same = {**os.environ, "PYTHONHASHSEED": "0", "TMPDIR": place}
            quiet = subprocess.DEVNULL if ATHERIS else None
            failed += subprocess.run(command, env=same, stderr=quiet, check=False).returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
