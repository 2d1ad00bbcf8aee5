"""The command ``pressroom``; each command is a module with ``add`` and ``run``.

A command imports what it needs when it runs, so that each starts at once.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from . import next_lift, verify

COMMANDS = (verify, next_lift)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code."""
    parser = argparse.ArgumentParser(
        prog="pressroom", description="Tools of a press room made with sphinx-pressroom."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    arguments = parser.parse_args(argv)
    code: int = arguments.run(arguments)
    return code
