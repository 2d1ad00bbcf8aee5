"""Who signed the lists of what was published."""

from __future__ import annotations

from pathlib import Path

from . import manifest
from .audit import Finding, Kind, Lists, Unsettled
from .folder import LARGEST_LIST, Outside, Unread, read
from .signature import Check, check, fingerprints

UNSIGNED = "The lists are not signed: they tell whether a copy is whole, and not who published it."
NOBODY = (
    "The lists are signed, but nothing says by whom: name the file of those who may with --signers."
)
OWN = (
    "The lists are signed with the key {key}, which the same folder names: compare it with one "
    "that you have from elsewhere, and give that with --signers."
)
GIVEN = "The lists are signed by somebody whom {name} names."
NO_PROGRAM = "the signature cannot be checked: ssh-keygen is not installed; install OpenSSH"


def signed(of: Lists, given: Path | None) -> Finding | str:
    """Check the signature of the lists: what is wrong with it, or in words what it shows."""
    name = f"{of.prefix}{manifest.SUMS}"
    try:
        content = of.folder.read(name)
        signature = of.folder.find(f"{of.prefix}{manifest.SIGNATURE}")
        signers = given or of.folder.find(f"{of.prefix}{manifest.SIGNERS}")
    except (Outside, Unread) as error:
        return Finding(name, Kind.UNREADABLE, str(error))
    if given and not given.is_file():
        raise Unsettled(f"there is no file {given.name} of those who sign")
    if content is None or signature is None:
        return Finding(name, Kind.UNSIGNED, signers.name) if signers else UNSIGNED
    if signers is None:
        return NOBODY
    match check(content, signature, signers):
        case Check.ALTERED:
            return Finding(name, Kind.ALTERED)
        case Check.STRANGER:
            return Finding(name, Kind.STRANGER, signers.name)
        case Check.IMPOSSIBLE:
            raise Unsettled(NO_PROGRAM)
        case Check.GOOD:
            return GIVEN.format(name=signers.name) if given else OWN.format(key=_keys(signers))


def _keys(signers: Path) -> str:
    try:
        return ", ".join(fingerprints(read(signers, LARGEST_LIST)))
    except Unread:
        return "?"
