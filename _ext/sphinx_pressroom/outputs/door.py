"""The one door to the output folder: it writes what differs, whole or not, and keeps account.

The ledger ``.pressroom/ledger`` lists every file that the last build made with its SHA-256, in the
format of ``sha256sum``. It is written last. A file changed after it is not trusted but read; a file
that no build asks for any more is deleted; files that never were ours are left alone. A journal
names files that a build has begun to add, so that those of a killed build are known too.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from io import FileIO
from pathlib import Path

ACCOUNT = ".pressroom"


class Door:
    """The way into an output folder during one build; paths are relative, with ``/``."""

    def __init__(self, outdir: Path) -> None:
        self.outdir = outdir
        self._account = outdir / ACCOUNT
        self._ledger = self._account / "ledger"
        self._journal = self._account / "journal"
        self._new = self._account / "new"
        self._prefix = f"{outdir.as_posix()}/"
        self._since = _changed(self._ledger)
        self.before = {**dict.fromkeys(_lines(self._journal), ""), **_entries(self._ledger)}
        """What the last build left, by path; no digest where that build was not finished."""
        self.kept: dict[str, str] = {}
        """What this build wants to be there, by path."""
        self.written: set[str] = set()
        """What this build has written, by path."""
        self._journalled = set(self.before)
        self._adding: FileIO | None = None
        """The journal, while it is written; processes of one build may share it."""
        self._folders: set[str] = set()
        """Folders that this build has seen."""
        if self._new.exists():
            shutil.rmtree(self._new)

    def path(self, file: Path) -> str:
        """Tell the path of a file in the output folder."""
        name = file.as_posix()
        if not name.startswith(self._prefix):
            raise ValueError(f"{name} is not in {self.outdir}")
        return name[len(self._prefix) :]

    def holds(self, path: str, digest: str) -> bool:
        """Tell whether a file is there, whole, and has a digest."""
        return self._now(path) == digest

    def keep_all(self, files: Mapping[str, str]) -> bool:
        """Let files stay, given with their digests, if all of them are there; tells whether."""
        if not all(self.holds(*file) for file in files.items()):
            return False
        self.kept.update(files)
        return True

    def keep(self, path: str, digest: str) -> None:
        """Let a file stay that is there."""
        self.kept[path] = digest

    def note(self, path: str) -> str:
        """Take account of a file that another process of this build has put there."""
        digest = _digest(self._prefix + path)
        if digest != self.before.get(path):
            self.written.add(path)
        self.kept[path] = digest
        return digest

    def put(self, path: str, content: bytes) -> str:
        """Write a file unless it is already so; gives its digest."""
        return self._put(path, hashlib.sha256(content).hexdigest(), lambda: content)

    def put_file(self, path: str, source: Path) -> str:
        """Write a copy of a file unless it is already so; gives its digest."""
        return self._put(path, _digest(os.fspath(source)), source.read_bytes)

    def close(self) -> None:
        """Delete what nobody wants any more, and write the ledger."""
        gone = self.before.keys() - self.kept.keys()
        if not gone and not self.written and self.kept == self.before:
            return
        self._delete(gone)
        lines = "".join(f"{digest}  {_escaped(path)}\n" for path, digest in _sorted(self.kept))
        self._replace(os.fspath(self._ledger), lines.encode())
        if self._adding:
            self._adding.close()
            self._adding = None
        self._journal.unlink(missing_ok=True)
        shutil.rmtree(self._new)
        self._folders.clear()

    # -- inside --------------------------------------------------------------------------------

    def _now(self, path: str) -> str:
        """Give the digest of a file as it is, or nothing when it is missing."""
        file = self._prefix + path
        changed = _changed(file)
        if changed is None:
            return ""
        known = self.before.get(path, "")
        if known and self._since is not None and changed <= self._since:
            return known
        return _digest(file)

    def _put(self, path: str, digest: str, content: Callable[[], bytes]) -> str:
        if self._now(path) != digest:
            self._announce(path)
            self._replace(self._prefix + path, content())
            self.written.add(path)
        self.kept[path] = digest
        return digest

    def _announce(self, path: str) -> None:
        """Write the name of a new file into the journal before there is one."""
        if path not in self._journalled:
            self._journalled.add(path)
            if self._adding is None:
                self._make(os.fspath(self._account))
                self._adding = self._journal.open("ab", buffering=0)
            self._adding.write(f"{_escaped(path)}\n".encode())

    def _replace(self, file: str, content: bytes) -> None:
        """Write a file beside and move it into place, so that it is never half there."""
        self._make(os.fspath(self._new))
        beside = f"{self._new}/{os.getpid()}"
        with open(beside, "wb") as new:  # noqa: PTH123  (paths cost more than files)
            new.write(content)
        self._make(os.path.dirname(file))  # noqa: PTH120
        os.replace(beside, file)  # noqa: PTH105

    def _make(self, folder: str) -> None:
        """Make a folder, once in a build."""
        if folder in self._folders:
            return
        try:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        except FileExistsError:
            self._make_room(Path(folder))
        self._folders.add(folder)

    def _make_room(self, folder: Path) -> None:
        """Make a folder where the last build had a file."""
        for parent in (*reversed(folder.parents), folder):
            if parent.is_relative_to(self.outdir) and parent.is_file():
                if self.path(parent) not in self.before:
                    raise FileExistsError(f"{parent} is in the way of a folder")
                parent.unlink()
        folder.mkdir(parents=True, exist_ok=True)

    def _delete(self, paths: set[str]) -> None:
        folded = {path.casefold(): path for path in self.kept}
        for path in sorted(paths):
            file = self.outdir / path
            same = folded.get(path.casefold())
            if same and file.exists() and file.samefile(self.outdir / same):
                continue  # the folder takes two spellings for one name
            if file.is_file() or file.is_symlink():
                file.unlink()
            _remove_empty(file.parent, self.outdir)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _changed(file: str | Path) -> int | None:
    """Give the moment, in nanoseconds, at which a file or its name last changed."""
    try:
        status = os.stat(file)  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError):
        return None
    return max(status.st_mtime_ns, status.st_ctime_ns)


def _digest(file: str) -> str:
    with open(file, "rb") as content:  # noqa: PTH123
        return hashlib.file_digest(content, "sha256").hexdigest()


def _sorted(entries: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(entries.items())


def _escaped(path: str) -> str:
    return path.replace("\\", "\\\\").replace("\n", "\\n")


def _plain(path: str) -> str:
    return path.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return []
    return [_plain(line) for line in text.split("\n")[:-1]]


def _entries(ledger: Path) -> dict[str, str]:
    """Read the ledger; a line that is none, such as a merge may leave, is passed over."""
    found = {}
    for line in _lines(ledger):
        digest, gap, path = line.partition("  ")
        if gap and path and len(digest) == 64:
            found[path] = digest
    return found
