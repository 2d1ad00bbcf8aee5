"""The vocabulary as a JSON Schema, and the version of stored records that follows from it."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from .life import Embargo, Withdrawal
from .media import Download, Fact, Image, Link, Quote
from .people import Boilerplate, Email, Phone
from .release import Release


@cache
def release_adapter() -> TypeAdapter[Release]:
    """Make the validator of releases."""
    return TypeAdapter(Release)


@cache
def json_schema() -> dict[str, Any]:
    """Describe the front matter as JSON Schema 2020-12, for editors that complete and check."""
    schema = release_adapter().json_schema()
    for name, model in [("Release", schema), *schema.get("$defs", {}).items()]:
        properties = model["properties"]
        for field, described in properties.items():
            properties[field] = _as_written(described)
        if name in _SHORTHANDS:
            model["type"] = ["object", *_TEXT["type"]]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


_TEXT = {"type": ["string", "number", "boolean"]}
"""What editors take a plain text for; to us all are the text that was typed."""
_ABOUT = {"description", "default", "title"}
_SHORTHANDS = {
    record.__name__
    for record in (
        *(Boilerplate, Download, Email, Embargo, Fact, Image, Link, Phone, Quote),
        Withdrawal,
    )
    if record.shorthand
}


def _as_written(described: dict[str, Any]) -> dict[str, Any]:
    """Let one value stand for a list of one, and a number for a text."""
    if described.get("type") == "array":
        about = {key: value for key, value in described.items() if key in _ABOUT}
        listed = {key: value for key, value in described.items() if key not in _ABOUT}
        return {**about, "anyOf": [listed, _as_written(described["items"])]}
    if described.get("type") == "string" and described.keys().isdisjoint({"pattern", "format"}):
        return {**described, **_TEXT}
    if "anyOf" in described:
        return {**described, "anyOf": [_as_written(item) for item in described["anyOf"]]}
    return described


@cache
def data_version() -> int:
    """Compute a number that changes whenever a field does, so that stored records are read anew."""
    text = json.dumps(release_adapter().json_schema(), sort_keys=True)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
