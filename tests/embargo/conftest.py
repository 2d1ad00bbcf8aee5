"""Press rooms that a test writes, and builds as often as it likes."""

import canaries
import pytest
from rooms import sphinx


@pytest.fixture
def room(tmp_path):
    """Write a press room, and build it: ``room(files, …)(now, "-j", "2")``."""
    made = []

    def make(*files, conf="", name="source"):
        folder = tmp_path / f"room-{len(made)}" / name
        folder.mkdir(parents=True)
        made.append(folder)
        canaries.write(folder, canaries.SHARED, *files, conf=conf)

        def build(now, *options, change=None, **kwargs):
            if change:
                canaries.write(folder, change, conf=conf)
            return sphinx(folder, now, *options, **kwargs)

        build.folder = folder
        return build

    return make
