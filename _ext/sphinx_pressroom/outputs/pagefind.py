"""Pagefind, the program: whether it is there and chosen, and what it says of pages."""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, cast

from sphinx.errors import ExtensionError

from ..problems import Position, Problem, Subtype, report
from .search_marks import IGNORED

if TYPE_CHECKING:
    from io import BufferedReader

    from sphinx.application import Sphinx
    from sphinx.config import Config

FOLDER = "pagefind/"
CHOICES = ("auto", "pagefind", "sphinx")


def _program() -> Path | None:
    """Find Pagefind's program, which the extra ``[search]`` installs."""
    if find_spec("pagefind") is None:
        return None
    from pagefind.service import get_executable  # noqa: PLC0415  (an extra that may be absent)

    found = get_executable()
    return found if found and found.is_file() else None


def available() -> bool:
    """Tell whether Pagefind is installed, with its program."""
    return _program() is not None


def chosen(config: Config) -> bool:
    """Tell whether releases are searched with Pagefind; otherwise Sphinx's own search stays."""
    return config.press_search != "sphinx" and available()


@cache
def version() -> str:
    """Tell the version of Pagefind's program."""
    with _called("--version", errors=subprocess.PIPE) as program:
        said, errors = (part.decode("utf-8", "replace").strip() for part in program.communicate())
    if program.returncode:
        raise ExtensionError(f"Pagefind made no index: {errors or said}")
    return said


def index(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """Have pages indexed, given by path in the output folder and marked; gives Pagefind's files.

    Pagefind's program is spoken to as its own packages for Node and Python do, so that no page goes
    by way of a file; that for Python waits a tenth of a second for each.
    """
    with TemporaryFile() as errors, _called("--service", errors=errors) as service:
        try:
            made = _ask(service, [{"type": "NewIndex", "config": {"exclude_selectors": IGNORED}}])
            number = {"index_id": made["index_id"]}
            add = {"type": "AddFile", **number}
            added = [{**add, "file_path": path, "file_contents": page} for path, page in pages]
            found = _ask(service, [*added, {"type": "GetFiles", **number}])
        except EOFError as error:
            errors.seek(0)
            reason = str(error) or errors.read().decode("utf-8", "replace").strip()
            raise ExtensionError(f"Pagefind made no index: {reason}") from error
        finally:
            service.kill()
            with suppress(BrokenPipeError):
                cast("IO[bytes]", service.stdin).close()
    return {file["path"]: b64decode(file["content"]) for file in found["files"]}


def _ask(service: subprocess.Popen[bytes], requests: Sequence[Mapping[str, Any]]) -> Any:
    """Send requests and give the answer to the last one.

    Raises ``EOFError`` where there is none, with the reason if one is given.
    """
    into, out = cast("IO[bytes]", service.stdin), cast("BufferedReader", service.stdout)
    messages = [{"message_id": 0, "payload": request} for request in requests]
    sent = [b64encode(json.dumps(message).encode()) + b"," for message in messages]

    def send() -> None:
        with suppress(BrokenPipeError):
            into.writelines(sent)
            into.flush()

    Thread(target=send, daemon=True).start()
    rest = b""
    for _ in requests:
        while b"," not in rest:
            part = out.read1(1 << 20)
            if not part:
                raise EOFError
            rest += part
        answer, _, rest = rest.partition(b",")
        payload = json.loads(b64decode(answer))["payload"]
        if payload["type"] == "Error":
            raise EOFError(payload["message"])
    return payload


def _called(option: str, errors: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """Call the program, out of reach of settings that the environment or a folder may hold."""
    own = {name: value for name, value in os.environ.items() if "PAGEFIND" not in name.upper()}
    return subprocess.Popen(  # noqa: S603  (the installed program, with an option of ours)
        [str(_program()), option],
        cwd=Path(str(_program())).parent,
        env=own,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
    )


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Check the choice, and say so when what is chosen is not there."""
    choice = config.press_search
    at = Position(str(app.confdir / "conf.py"), 1, 1)
    message = None
    if choice not in CHOICES:
        message = f"press_search: unknown search '{choice}'; known are {', '.join(CHOICES)}"
        config.press_search = "auto"
    elif choice == "pagefind" and not available():
        message = (
            "press_search: Pagefind is not installed, so that Sphinx's own search is used; "
            "install sphinx-pressroom[search]"
        )
    if message:
        report([Problem(Subtype.SETTING, message, at)])


def setup(app: Sphinx) -> None:
    """Connect the check."""
    app.connect("config-inited", on_config_inited)
