"""The same sources give the same bytes, in another folder and with more threads."""

import shutil
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2]
PARTS = ("conf.py", "index.md", "contacts.md", "contacts.yml", "boilerplates.yml")
FOLDERS = ("releases", "uploads", "_static", "_templates")


@pytest.mark.long
def test_two_folders(tmp_path, run_sphinx):
    """Two folders and two processes, one with two threads, give the same PDFs to the byte."""
    made = []
    for name, jobs, builder in (("one", "1", "press-pdf"), ("another place", "2", "html")):
        source = tmp_path / name / "source"
        source.mkdir(parents=True)
        for part in PARTS:
            shutil.copy2(ROOM / part, source / part)
        for folder in FOLDERS:
            shutil.copytree(ROOM / folder, source / folder)
        out = tmp_path / name / "out"
        done = run_sphinx(source, out, "-j", jobs, "-D", "press_pdf=1", builder=builder)
        assert (done.returncode, done.stderr) == (0, "")
        pdfs = [path for path in out.rglob("*.pdf") if "_downloads" not in path.parts]
        made.append({path.relative_to(out).as_posix(): path.read_bytes() for path in pdfs})
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
    assert len(made[0]) > 20
