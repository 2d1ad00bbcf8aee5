"""What Read the Docs is told to run offers the volume of all releases as the project's PDF."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOM = Path(__file__).parents[2]
PARTS = ("conf.py", "index.md", "contacts.md", "contacts.yml", "boilerplates.yml")
FOLDERS = ("releases", "uploads", "_static", "_templates")
TOLD = yaml.safe_load((ROOM / ".readthedocs.yaml").read_text("utf-8"))


def test_the_offered_pdf(tmp_path):
    """The commands, run as the service runs them, leave one PDF where it looks for it."""
    source, out = tmp_path / "checkout", tmp_path / "output"
    source.mkdir()
    for part in PARTS:
        shutil.copy2(ROOM / part, source / part)
    for folder in FOLDERS:
        shutil.copytree(ROOM / folder, source / folder)
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(python.parent), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join([str(ROOM / "_ext"), os.environ.get("PYTHONPATH", "")]),
        "READTHEDOCS_OUTPUT": str(out),
        "READTHEDOCS_CANONICAL_URL": "https://press.tarn.example/en/latest/",
    }
    for command in TOLD["build"]["jobs"]["build"]["pdf"]:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=source,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command
    [offered] = (out / "pdf").iterdir()
    assert offered.read_bytes()[:5] == b"%PDF-"
    assert b"https://press.tarn.example/en/latest/" in offered.read_bytes()


def test_what_is_installed():
    """The service builds pages in its own way, PDFs in ours, with all extras that these use."""
    assert TOLD["formats"] == ["pdf"]
    assert TOLD["build"]["jobs"].keys() == {"build"}
    assert TOLD["build"]["jobs"]["build"].keys() == {"pdf"}
    assert TOLD["sphinx"] == {"configuration": "conf.py", "fail_on_warning": True}
    [install] = TOLD["python"]["install"]
    room = (ROOM / "Makefile").read_text("utf-8").partition("ROOM ")[2].partition("\n")[0]
    assert set(install["extra_requirements"]) == set(
        room.partition("[")[2].split("]")[0].split(",")
    )
