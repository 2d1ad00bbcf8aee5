"""The repository's own press room, with every builder that Sphinx has for a publication."""

import subprocess
import sys
from pathlib import Path

import pytest

from longer import long

ROOT = Path(__file__).parents[2]
EVERY_DAY = ("html", "dirhtml", "press-pdf", "epub")
NOW_AND_THEN = ("singlehtml", "latex", "text", "man", "texinfo", "gettext", "linkcheck")
BUILDERS = [
    *EVERY_DAY,
    *long(*NOW_AND_THEN),
]


@pytest.mark.parametrize("builder", BUILDERS)
def test_room_builds_without_a_warning(builder, tmp_path):
    """The press room builds with no warning and no unknown node; links abroad are not followed."""
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-b", builder]
    command += ["-D", "linkcheck_ignore=https?://.*", "-d", str(tmp_path / "doctrees")]
    done = subprocess.run(
        [*command, str(ROOT), str(tmp_path / "out")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
