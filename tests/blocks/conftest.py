"""The option that writes expected files, for the tests of blocks."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``pytest tests/blocks --regenerate`` write what the blocks give now."""
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write tests/blocks/expected instead of comparing with it; read the diff",
    )
