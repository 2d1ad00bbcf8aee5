"""Signatures in OpenSSH's format, made and checked by the real ssh-keygen."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_pressroom.proof import signature
from sphinx_pressroom.proof.signature import Check, Refusal, Refused

MakeKey = Callable[..., Path]


@pytest.fixture(autouse=True)
def program(absent: Callable[[str], None]) -> None:
    """Ask for ssh-keygen."""
    if not shutil.which("ssh-keygen"):
        absent("no ssh-keygen")


def test_openssh_knows_it(make_key: MakeKey, tmp_path: Path) -> None:
    """ssh-keygen -Y verify, as the handbook has it, accepts a signature and the file of signers."""
    key = make_key("key")
    public = signature.public_key(key)
    (tmp_path / "list").write_bytes(b"content")
    (tmp_path / "list.sig").write_bytes(signature.sign(b"content", key))
    (tmp_path / "signers").write_bytes(signature.signers("press.example", public))
    command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "press.example"]
    command += ["-n", "press-release", "-s", "list.sig"]

    def verify(content: bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            command, cwd=tmp_path, input=content, capture_output=True, check=False
        )

    good = verify(b"content")
    assert good.returncode == 0
    assert good.stdout.startswith(b"Good")
    assert good.stdout.decode().split()[-1] == signature.fingerprint(public)
    assert verify(b"content!").returncode != 0


def test_the_same_each_time(make_key: MakeKey) -> None:
    """The same key signs the same bytes in the same way."""
    key = make_key("key")
    assert signature.sign(b"content", key) == signature.sign(b"content", key)


def test_no_comment(make_key: MakeKey) -> None:
    """The comment of a key, which names a person and a machine, is not published."""
    public = signature.public_key(make_key("key", comment="nell@desk-4"))
    assert len(public.split()) == 2
    assert b"nell" not in signature.signers("press.example", public)


def test_keys_that_cannot_sign(make_key: MakeKey, tmp_path: Path) -> None:
    """Of each key that cannot sign it is said why."""
    make_key("open").chmod(0o644)
    (tmp_path / "rubbish").write_text("rubbish")
    (tmp_path / "rubbish").chmod(0o600)
    made = {
        make_key("locked", passphrase="secret"): Refusal.LOCKED,
        make_key("rsa", kind="rsa"): Refusal.KIND,
        tmp_path / "rubbish": Refusal.NO_KEY,
        make_key("good").with_suffix(".pub"): Refusal.NO_KEY,
        tmp_path / "open": Refusal.OPEN,
        tmp_path / "none": Refusal.MISSING,
        tmp_path: Refusal.MISSING,
    }
    for key, refusal in made.items():
        with pytest.raises(Refused) as refused:
            signature.public_key(key)
        assert refused.value.refusal is refusal, key.name
        assert str(tmp_path) not in str(refused.value)


def test_without_the_program(make_key: MakeKey, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where ssh-keygen is not installed, nothing is signed and nothing is checked."""
    key = make_key("key")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused) as refused:
        signature.public_key(key)
    assert refused.value.refusal is Refusal.PROGRAM
    assert signature.check(b"", key, key) is Check.IMPOSSIBLE


def test_whose(make_key: MakeKey, tmp_path: Path) -> None:
    """A signature is good, or its content was altered, or its signer is a stranger."""
    key, other = make_key("key"), make_key("other")
    signed, mine, theirs = tmp_path / "sig", tmp_path / "mine", tmp_path / "theirs"
    signed.write_bytes(signature.sign(b"content", key))
    mine.write_bytes(b"# ours\n\n" + signature.signers("a", signature.public_key(key)))
    theirs.write_bytes(signature.signers("a", signature.public_key(other)))
    assert signature.check(b"content", signed, mine) is Check.GOOD
    assert signature.check(b"content", signed, theirs) is Check.STRANGER
    assert signature.check(b"contents", signed, mine) is Check.ALTERED
    assert signature.fingerprints(mine.read_bytes()) == [
        signature.fingerprint(signature.public_key(key))
    ]
    (tmp_path / "rubbish").write_bytes(b"a ssh-ed25519 \xff\nssh-ed25519 \n")
    assert signature.fingerprints((tmp_path / "rubbish").read_bytes()) == []
    assert signature.check(b"content", tmp_path / "rubbish", mine) is Check.ALTERED


def test_other_purposes(make_key: MakeKey, tmp_path: Path) -> None:
    """What the same key has signed for another purpose is no signature of a press room."""
    key = make_key("key")
    (tmp_path / "file").write_bytes(b"content")
    command = ["ssh-keygen", "-Y", "sign", "-n", "git", "-f", str(key), str(tmp_path / "file")]
    subprocess.run(command, check=True, capture_output=True)
    allowed = tmp_path / "signers"
    allowed.write_bytes(signature.signers("a", signature.public_key(key)))
    assert signature.check(b"content", tmp_path / "file.sig", allowed) is Check.ALTERED
