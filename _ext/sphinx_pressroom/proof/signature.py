"""Signatures in OpenSSH's format (PROTOCOL.sshsig), made and checked by ``ssh-keygen``.

Of a key nothing but its public half is ever kept: the private one is read by ssh-keygen alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import shutil
import subprocess
from enum import Enum
from pathlib import Path

PROGRAM = "ssh-keygen"
NAMESPACE = "press-release"
"""What signatures are for, so that one made for anything else is none for this."""
PRIVATE = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_KIND = "ssh-ed25519"
_PATIENCE = 30
"""Seconds that ssh-keygen may take."""


class Refusal(Enum):
    """Why a key cannot sign, and the way out; never with the key's path or content."""

    PROGRAM = "ssh-keygen is not installed or too old; install OpenSSH 8.1 or newer"
    MISSING = "there is no such file; name the file of the private key"
    NO_KEY = (
        "the file holds no private key in OpenSSH's format; make one with "
        "ssh-keygen -t ed25519 -N '' -f FILE, and name FILE"
    )
    OPEN = "others may read the file; take that from them with chmod 600"
    LOCKED = "a passphrase protects the key, and nobody is there to type it; make a key without"
    KIND = "the key is not of the kind Ed25519; make one with ssh-keygen -t ed25519"
    UNUSABLE = "ssh-keygen cannot sign with the key; try it with ssh-keygen -Y sign"


class Refused(Exception):  # noqa: N818
    """A key that cannot sign."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class Check(Enum):
    """What can be said of a signature."""

    GOOD = "good"
    ALTERED = "altered"
    STRANGER = "stranger"
    IMPOSSIBLE = "impossible"


def public_key(key: Path) -> str:
    """Give the public half of a private key, without its comment, once it is known to sign."""
    if not shutil.which(PROGRAM):
        raise Refused(Refusal.PROGRAM)
    if not key.is_file():
        raise Refused(Refusal.MISSING)
    done = _run("-y", "-P", "", "-f", str(key))
    if done.returncode:
        raise Refused(_refusal(key, done.stderr))
    kind, _, rest = done.stdout.decode("ascii", "replace").strip().partition(" ")
    if kind != _KIND:
        raise Refused(Refusal.KIND)
    sign(b"", key)
    return f"{kind} {rest.partition(' ')[0]}"


def _refusal(key: Path, said: bytes) -> Refusal:
    try:
        with key.open("rb") as file:
            is_private = file.read(len(PRIVATE)) == PRIVATE
    except OSError:
        return Refusal.MISSING
    if not is_private:
        return Refusal.NO_KEY
    if b"UNPROTECTED" in said:
        return Refusal.OPEN
    return Refusal.LOCKED if b"passphrase" in said else Refusal.NO_KEY


def sign(content: bytes, key: Path) -> bytes:
    """Sign bytes; the same key gives the same signature each time."""
    done = _run("-Y", "sign", "-n", NAMESPACE, "-f", str(key), content=content)
    if done.returncode or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise Refused(Refusal.UNUSABLE)
    return done.stdout


def signers(identity: str, public: str) -> bytes:
    """Write the file that tells ``ssh-keygen -Y verify`` whose key a public key is."""
    return f'{identity} namespaces="{NAMESPACE}" {public}\n'.encode()


def fingerprint(public: str) -> str:
    """Give a public key's fingerprint as OpenSSH shows it."""
    blob = base64.b64decode(public.split(" ")[1])
    return f"SHA256:{base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip('=')}"


def fingerprints(content: bytes) -> list[str]:
    """Give the fingerprints of all keys in a file of signers; what is no key is passed over."""
    found = []
    for line in content.decode("utf-8", "replace").splitlines():
        _, kind, rest = line.partition(f"{_KIND} ")
        try:
            found += [fingerprint(f"{kind}{rest.split()[0]}")] if kind and rest.split() else []
        except (binascii.Error, ValueError):
            continue
    return found


def check(content: bytes, signature: Path, allowed: Path) -> Check:
    """Check that bytes are signed by one of the signers of a file."""
    if not shutil.which(PROGRAM):
        return Check.IMPOSSIBLE
    given = ("-n", NAMESPACE, "-s", str(signature))
    if _run("-Y", "check-novalidate", *given, content=content).returncode:
        return Check.ALTERED
    named = _run("-Y", "find-principals", "-s", str(signature), "-f", str(allowed))
    who = named.stdout.decode("utf-8", "replace").partition("\n")[0].strip()
    if named.returncode or not who:
        return Check.STRANGER
    good = _run("-Y", "verify", *given, "-f", str(allowed), "-I", who, content=content)
    return Check.STRANGER if good.returncode else Check.GOOD


def _run(*arguments: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run ssh-keygen where it can ask nobody anything, and no agent answers for a file."""
    given = {name: value for name, value in os.environ.items() if name != "SSH_AUTH_SOCK"}
    return subprocess.run(  # noqa: S603  (its arguments are a list, and no shell reads them)
        [shutil.which(PROGRAM) or PROGRAM, *arguments],
        input=content,
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
        start_new_session=True,  # a terminal would be asked for a passphrase
        env={**given, "SSH_ASKPASS_REQUIRE": "never", "LC_ALL": "C"},
    )
