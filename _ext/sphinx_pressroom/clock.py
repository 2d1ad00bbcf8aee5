"""The one clock of a build: what it holds to be now, for embargoes and all else that waits.

``press_now``, else the environment's ``SOURCE_DATE_EPOCH``
(https://reproducible-builds.org/specs/source-date-epoch/), else the moment at which the build
began. Nothing else of the press room asks a clock.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .places import place
from .problems import Problem, Subtype, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SETTING = "press_now"
VARIABLE = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True)
class Now:
    """The clock once it is read; equal to any other, so that Sphinx sees no changed setting."""

    seconds: float = field(compare=False, repr=False)


def now(config: Config) -> float:
    """Tell what the build holds to be now, in seconds since 1970."""
    clock: Now = config.press_now
    return clock.seconds


def instant(given: Any) -> datetime:
    """Read an instant: a date-time with zone, as text or as such, or seconds since 1970.

    Raises ``ValueError`` for everything else.
    """
    if isinstance(given, int | float) or (isinstance(given, str) and given.strip().isdecimal()):
        try:
            return datetime.fromtimestamp(float(given), UTC)
        except (OverflowError, OSError):
            raise ValueError(f"{given} seconds since 1970 are in no calendar") from None
    read = given if isinstance(given, datetime) else datetime.fromisoformat(str(given).strip())
    if read.tzinfo is None:
        raise ValueError(f"'{given}' has no time zone")
    try:
        return read.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"'{given}' is in no calendar of UTC") from None


def iso(seconds: float) -> str:
    """Write an instant in UTC, to the second, as ISO 8601 does."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Read the clock, once; what is no instant is reported, and the true time counts."""
    found = datetime.now(UTC)
    name, given = SETTING, config.press_now
    if given is None:
        name, given = VARIABLE, os.environ.get(VARIABLE) or None
    try:
        found = found if given is None else instant(given)
    except ValueError as error:
        message = f"{name}: {error}; write it as 2026-03-31T09:00:00+02:00. The true time is taken"
        report([Problem(Subtype.SETTING, message, place(Path(app.confdir), name))])
    config.press_now = Now(found.timestamp())


def setup(app: Sphinx) -> None:
    """Read the clock before anything asks for it."""
    app.connect("config-inited", on_config_inited, priority=900)
