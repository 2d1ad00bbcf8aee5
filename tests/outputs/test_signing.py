"""The key that signs the lists: what it signs, and what never becomes known of it."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Built, Project

FILES = {"releases/a.md": "---\ntitle: A\ndate: 2026-03-31\n---\n\nText.\n"}
MakeKey = Callable[..., Path]
SIGNED = ("SHA256SUMS.sig", "allowed_signers")


@pytest.fixture(autouse=True)
def program(absent: Callable[[str], None]) -> None:
    """Ask for ssh-keygen."""
    if not shutil.which("ssh-keygen"):
        absent("no ssh-keygen")


def verify(built: Built, folder: str = "") -> int:
    """Check the signature of a folder with the real ssh-keygen."""
    place = built.out / folder
    command = ["ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", "port.example"]
    command += ["-n", "press-release", "-s", "SHA256SUMS.sig"]
    content = (place / "SHA256SUMS").read_bytes()
    return subprocess.run(
        command, cwd=place, input=content, capture_output=True, check=False
    ).returncode


def test_signature(build: Project, make_key: MakeKey) -> None:
    """The list is signed, at the root and among the well-known addresses."""
    built = build(
        FILES, html_baseurl="https://port.example/", press_signing_key=str(make_key("key"))
    )
    assert built.warnings == ""
    assert verify(built) == 0
    assert verify(built, ".well-known") == 0
    (built.out / "SHA256SUMS").write_text("0  a\n")
    assert verify(built) != 0


def test_environment_wins(
    build: Project, make_key: MakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment's key signs, whatever the setting says."""
    monkeypatch.setenv("PRESSROOM_SIGNING_KEY", str(make_key("key")))
    built = build(FILES, html_baseurl="https://port.example/", press_signing_key="/nowhere")
    assert built.warnings == ""
    assert verify(built) == 0


def test_next_build(build: Project, make_key: MakeKey) -> None:
    """A later build signs what has changed; one without a key takes the signature away."""
    settings = {"html_baseurl": "https://port.example/"}
    key = str(make_key("key"))
    build(FILES, **settings, press_signing_key=key)
    before = {name: (build.folder / "_build/html" / name).stat().st_mtime_ns for name in SIGNED}
    again = build({}, **settings, press_signing_key=key)
    assert {name: (again.out / name).stat().st_mtime_ns for name in SIGNED} == before
    changed = build({"releases/b.md": FILES["releases/a.md"]}, **settings, press_signing_key=key)
    assert verify(changed) == 0
    other = build({}, **settings, press_signing_key=str(make_key("other")))
    assert verify(other) == 0
    unsigned = build({}, **settings, press_signing_key=None)
    assert [name for name in SIGNED if (unsigned.out / name).exists()] == []
    assert "are not signed" in unsigned.page("check")


def traces(key: Path) -> Iterator[bytes]:
    """Give what must become known nowhere: parts of the private key, and where it lies."""
    lines = key.read_bytes().splitlines()[1:-1]
    blob = base64.b64decode(b"".join(lines))
    # The seed, of 32 bytes, stands before the last copy of the public half.
    public = base64.b64decode(key.with_suffix(".pub").read_text().split()[1])[-32:]
    secret = blob[blob.rindex(public) - 32 :][:32]
    yield from (lines[2], lines[3], secret, secret.hex().encode(), base64.b64encode(secret)[:40])
    yield str(key).encode()
    yield b"desk-4"


def test_nothing_becomes_known(
    build: Project, make_key: MakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the output nor the cache nor the log holds the key, its place or its comment."""
    key = make_key("secret-place", comment="nell@desk-4")
    monkeypatch.setenv("PRESSROOM_SIGNING_KEY", str(key))
    built = build(FILES)
    assert (built.out / "SHA256SUMS.sig").is_file()
    files = [file for file in (build.folder / "_build").rglob("*") if file.is_file()]
    assert any("doctrees" in file.parts for file in files)
    log = built.warnings + built.app.status.getvalue()
    for trace in traces(key):
        assert [file for file in files if trace in file.read_bytes()] == []
        assert trace not in log.encode()


@pytest.mark.parametrize("name", ["setting", "environment"])
def test_key_itself(
    build: Project, make_key: MakeKey, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A key given in place of its path is refused, and stays out of the log and of the cache."""
    content = make_key("key").read_text()
    if name == "environment":
        monkeypatch.setenv("PRESSROOM_SIGNING_KEY", content)
    built = build(FILES, press_signing_key=content if name == "setting" else None)
    (warned,) = built.located
    assert warned.subtype == "setting"
    assert "is a private key itself" in warned.message
    secret = content.splitlines()[2]
    assert secret not in built.warnings + built.app.status.getvalue()
    for file in (build.folder / "_build").rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes(), file
    assert not (built.out / "SHA256SUMS.sig").exists()


def place_in_source(folder: Path, key: Path) -> Path:
    """Move a key into the source folder."""
    return key.rename(folder / "key")


def place_by_link(folder: Path, key: Path) -> Path:
    """Link from the source folder to a key outside of it, which a copy would follow."""
    os.symlink(key, folder / "key")
    return folder / "key"


def place_behind_link(folder: Path, key: Path) -> Path:
    """Link from outside to a key in the source folder."""
    key.rename(folder / "key")
    os.symlink(folder / "key", key)
    return key


def place_in_repository(folder: Path, key: Path) -> Path:
    """Make a repository of all around the source folder."""
    (folder.parent / ".git").mkdir()
    return key


@pytest.mark.parametrize(
    "place", [place_in_source, place_by_link, place_behind_link, place_in_repository]
)
def test_where_others_may_find_it(
    build: Project, make_key: MakeKey, place: Callable[[Path, Path], Path]
) -> None:
    """A key in the source folder or in its repository is refused, without naming its place."""
    key = place(build.folder, make_key("key"))
    built = build(FILES, press_signing_key=str(key))
    (warned,) = built.located
    assert (warned.path, warned.subtype) == ("conf.py", "setting")
    assert "move it out of the repository" in warned.message
    assert str(key) not in built.warnings
    assert not (built.out / "SHA256SUMS.sig").exists()
    assert (built.out / "SHA256SUMS").is_file()


def test_extra_folders(build: Project, make_key: MakeKey, tmp_path: Path) -> None:
    """A key in a folder that is copied into the output is refused."""
    (tmp_path / "extra").mkdir()
    key = make_key("key").rename(tmp_path / "extra" / "key")
    built = build(FILES, press_signing_key=str(key), html_extra_path=["../extra"])
    assert "move it out of the repository" in built.warnings
    assert not (built.out / "SHA256SUMS.sig").exists()


@pytest.mark.parametrize("fault", ["locked", "open", "rubbish", "rsa", "none"])
def test_keys_that_cannot_sign(
    build: Project, make_key: MakeKey, tmp_path: Path, fault: str
) -> None:
    """A key that cannot sign is one warning with the way out, and the build goes on unsigned."""
    key = tmp_path / fault
    if fault == "rubbish":
        key.write_text("rubbish")
        key.chmod(0o600)
    elif fault != "none":
        options = {"locked": {"passphrase": "secret"}, "rsa": {"kind": "rsa"}}
        make_key(fault, **options.get(fault, {}))
        key.chmod(0o644 if fault == "open" else 0o600)
    built = build(FILES, press_signing_key=str(key))
    (warned,) = built.located
    ways = {
        "locked": "make a key without",
        "open": "chmod 600",
        "rubbish": "ssh-keygen -t ed25519",
        "rsa": "ssh-keygen -t ed25519",
        "none": "no such file",
    }
    assert ways[fault] in warned.message
    assert re.search("press_signing_key", warned.message)
    assert str(tmp_path) not in warned.message
    assert (built.out / "press-releases.json").is_file()
    assert not (built.out / "SHA256SUMS.sig").exists()


def test_without_the_program(
    build: Project, make_key: MakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ssh-keygen there is one warning, and no signature."""
    key = str(make_key("key"))
    monkeypatch.setenv("PATH", "")
    built = build(FILES, press_signing_key=key)
    (warned,) = built.located
    assert "ssh-keygen is not installed" in warned.message
    assert not (built.out / "SHA256SUMS.sig").exists()
