"""``pressroom verify``: whether a copy of a press room, or a file, is what was published."""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..proof.audit import Finding, Kind, Lists, Unsettled, lists, whole
from ..proof.folder import Folder
from ..proof.manifest import NAME, WELL_KNOWN
from ..proof.signed import signed
from ..proof.single import single

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

MATCHES, DIFFERS, UNSETTLED = 0, 1, 2
"""Exit codes."""
LONGEST = 300
"""Letters of a line about one thing; names come from files that anybody may have written."""
AGED = {Kind.TEXT, Kind.UNLISTED, Kind.MISSING}
ADVICE = (
    "'{path}' is an address, and this works without a connection; copy the press room first:\n"
    "  wget -r -np {path}\n"
    "or one page and the list, with curl -O, and give the list with --manifest."
)
HELP = """\
Compare a copy of a press room with its list of what was published. Nothing is asked of any server.

exit codes:
  0  all that was looked at matches
  1  something does not match; each such thing is a line
  2  it cannot be checked: there is no list, or it cannot be read, or a program is missing
"""


def add(commands: Subparsers) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser(
        "verify",
        help="check a copy of a press room, or one file of it",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "path", metavar="PATH", help="a folder with a copy of the press room, or a file of it"
    )
    parser.add_argument(
        "--manifest", metavar="FILE", type=Path, help=f"the list, where {NAME} is elsewhere"
    )
    parser.add_argument(
        "--signers", metavar="FILE", type=Path, help="who may sign, as ssh-keygen(1) has it"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check what was named, and say what does not match."""
    try:
        return _run(arguments.path, arguments.manifest, arguments.signers)
    except Unsettled as error:
        print(_shown(str(error), 4 * LONGEST), file=sys.stderr)  # noqa: T201
        return UNSETTLED


def _run(given: str, manifest: Path | None, signers: Path | None) -> int:
    if re.match(r"https?://", given, re.IGNORECASE):
        raise Unsettled(ADVICE.format(path=given))
    path = Path(given)
    if not path.exists():
        raise Unsettled(f"there is no file or folder '{given}'")
    if manifest and not manifest.is_file():
        raise Unsettled(f"there is no file '{manifest}'")
    of = lists(manifest or (path if path.is_dir() else _root(path)))
    found = list(_folder(path, of) if path.is_dir() else _file(path, of))
    found.append(signed(of, signers))
    wrong = [one for one in found if isinstance(one, Finding)]
    for one in found:
        print(_shown(str(one), LONGEST))  # noqa: T201
    if path.is_dir():
        print(_summary(of, wrong))  # noqa: T201
    return DIFFERS if wrong else MATCHES


def _folder(path: Path, of: Lists) -> Iterator[Finding]:
    return whole(Folder(path), of)


def _file(path: Path, of: Lists) -> Iterator[Finding | str]:
    found = single(path, of)
    yield found if isinstance(found, Finding) else f"{path.name}: {found}"


def _root(path: Path) -> Path:
    """Find the press room that a file lies in."""
    for folder in path.resolve().parents:
        if any((folder / name).is_file() for name in (NAME, f"{WELL_KNOWN}{NAME}")):
            return folder
    raise Unsettled(f"there is no {NAME} in the folders of '{path.name}'; give it with --manifest")


def _summary(of: Lists, wrong: list[Finding]) -> str:
    if not wrong:
        files = len({one.path for entry in of.entries for one in entry.files})
        return f"All matches: {len(of.entries)} releases, {files} files."
    lines = [f"{len(wrong)} of what was looked at does not match."]
    newest = max((entry.date for entry in of.entries), default="")
    if newest and any(one.kind in AGED for one in wrong):
        lines.append(
            f"The newest release of the list is of {newest}: an older list beside newer pages, or "
            "the other way round, looks like this too."
        )
    return "\n".join(_shown(line, LONGEST) for line in lines)


def _shown(text: str, most: int) -> str:
    """Keep what files are called from moving the cursor, or the direction, of a terminal."""
    clean = "".join(
        "\ufffd" if unicodedata.category(letter)[0] == "C" and letter != "\n" else letter
        for letter in text
    )
    return clean if len(clean) <= most else f"{clean[: most // 2]} … {clean[-most // 2 :]}"
