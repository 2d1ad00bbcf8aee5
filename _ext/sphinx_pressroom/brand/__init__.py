"""The brand of a site: its colours, fonts and logo, in the theme's tokens.

:func:`read` takes the theme's options; :func:`.tokens.tokens` is then the table of values for every
output, and :func:`.stylesheet.stylesheet` what browsers get of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor
from pathlib import Path
from typing import Any

from ..problems import Problem, Subtype
from .options import AT_HOME, Brand, Reading
from .tokens import changed

__all__ = ["AT_HOME", "Brand", "read"]

_USES = {
    "accent": "text needs 4.5:1; '{}' is used in its place, and yours as the ground of buttons",
    "second": "lines need 3:1; '{}' is used in its place",
}


def read(
    options: Mapping[str, Any], known: Sequence[str], confdir: Path, language: str, folder: Path
) -> tuple[Brand, list[Problem]]:
    """Read the theme's options, and say what is wrong with them.

    ``known`` are the names of all options; fonts are cut down into ``folder``, which may be kept
    from one build to the next.
    """
    reading = Reading(options, confdir)
    reading.known(known)
    brand = reading.brand(language, folder)
    for one in changed(brand):
        message = (
            f"'{one.given}' on the {one.role} '{one.ground}' has a contrast of "
            f"{floor(10 * one.ratio) / 10}:1, "
            f"and {_USES[one.option].format(one.used)}"
        )
        reading.wrong(message, one.option, subtype=Subtype.CONTRAST)
    return brand, reading.problems
