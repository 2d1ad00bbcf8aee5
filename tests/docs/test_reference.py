"""The reference against the code that it describes."""

import importlib.util
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]


def load_tool():
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reference_is_written_from_the_declarations():
    """Every table that the declarations give today stands in the reference."""
    tool = load_tool()
    written = tool.REFERENCE.read_text("utf-8")
    missing = [name for name, table in tool.tables().items() if table not in written]
    assert missing == []


def test_reference_names_every_block():
    """Every block that a front matter fills is named in the reference."""
    from sphinx_pressroom.blocks import builders

    written = (ROOT / "docs" / "reference.md").read_text("utf-8")
    missing = [name for name in builders() if f"`{name}`" not in written]
    assert missing == []


def test_reference_has_a_table_for_every_record():
    """Every kind of record that the schema knows has its table in the reference."""
    from sphinx_pressroom.records import json_schema

    tool = load_tool()
    assert sorted(tool.RECORDS) == sorted(json_schema()["$defs"])


def test_schema_file_is_the_records_own():
    """The schema that editors take is the one that the records give today."""
    tool = load_tool()
    assert tool.SCHEMA.read_text("utf-8") == tool.schema()


@pytest.mark.parametrize(
    ("matter", "valid"),
    [
        ({"title": "A", "date": "2026-03-31"}, True),
        (
            {"title": "A", "date": "2026-03-31", "contacts": ["x", {"name": "B", "phones": "1"}]},
            True,
        ),
        ({"title": "A"}, False),
        ({"title": "A", "date": "2026-03-31", "contat": "x"}, False),
        ({"title": "A", "date": "yesterday"}, False),
    ],
)
def test_schema_judges_front_matter(matter, valid):
    """The schema accepts what the records accept and refuses what they refuse."""
    from sphinx_pressroom.records import json_schema

    validator = jsonschema.Draft202012Validator(json_schema())
    assert validator.is_valid(matter) is valid
