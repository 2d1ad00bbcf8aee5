"""What the long suite tries beyond the everyday one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def long(*values: Any) -> list[Any]:
    """Mark values of a parameter as those of the long suite."""
    return [pytest.param(value, marks=pytest.mark.long) for value in values]


def long_but(every_day: Iterable[Any], values: Iterable[Any]) -> list[Any]:
    """Mark all values of a parameter but those of every day."""
    kept = frozenset(every_day)
    return [one for value in values for one in ([value] if value in kept else long(value))]
