"""Suspicion: fields in Markdown are known as such; the hostile cases show what is found."""

from sphinx_pressroom.records import json_schema
from sphinx_pressroom.suspicion import PROSE


def test_fields_in_markdown_are_known():
    """Every field of which the description says Markdown counts as prose, and no other does."""
    schema = json_schema()
    declared = [schema, *schema["$defs"].values()]
    prose = {
        name
        for one in declared
        for name, field in one.get("properties", {}).items()
        if "Markdown" in field.get("description", "")
    }
    assert prose | {"withdrawn"} == PROSE
