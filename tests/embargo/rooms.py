"""Builds of press rooms in processes of their own, with a clock that the test sets."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import canaries


class Run(NamedTuple):
    """A build: its exit code, its whole log, its output folder, and its cache."""

    code: int
    log: str
    out: Path
    cache: Path

    def files(self) -> dict[str, bytes]:
        """Read the output, but for Sphinx's cache where it lies inside."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file() and self.cache not in path.parents
        }

    def traces(self) -> dict[str, set[str]]:
        """Find the words of the release under embargo in output, cache and log."""
        found = canaries.traces(self.out)
        if self.cache.is_dir() and self.out not in self.cache.parents:
            found |= {f"cache/{name}": words for name, words in canaries.traces(self.cache).items()}
        if words := canaries.found_in(self.log.encode()):
            found["log"] = words
        return found


def sphinx(source: Path, now: int | None, *options: str, out: Path | None = None, **kwargs) -> Run:
    """Build a folder as ``sphinx-build`` does; ``cache=False`` leaves the cache to Sphinx."""
    builder, cache = kwargs.get("builder", "html"), kwargs.get("cache", True)
    out = out or source.parent / f"out-{builder}"
    doctrees = source.parent / f"{out.name}-cache" if cache else out / ".doctrees"
    command = [sys.executable, "-m", "sphinx", "-b", builder, *options]
    command += ["-d", doctrees] if cache else []
    env = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    if now is not None:
        env["SOURCE_DATE_EPOCH"] = str(now)
    env["PYTHONHASHSEED"] = kwargs.get("seed", "0")
    made = subprocess.run(
        [*command, source, out], capture_output=True, text=True, env=env, check=False
    )
    return Run(made.returncode, made.stdout + made.stderr, out, doctrees)
