"""The vocabulary as a JSON Schema, and the version of stored records that follows from it."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from .release import Release


@cache
def release_adapter() -> TypeAdapter[Release]:
    """Make the validator of releases."""
    return TypeAdapter(Release)


@cache
def json_schema() -> dict[str, Any]:
    """Describe the front matter as JSON Schema 2020-12, for editors that complete and check."""
    schema = release_adapter().json_schema()
    for model in [schema, *schema.get("$defs", {}).values()]:
        properties = model.get("properties", {})
        properties.pop("uri", None)
        model["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


@cache
def data_version() -> int:
    """Compute a number that changes whenever a field does, so that stored records are read anew."""
    text = json.dumps(release_adapter().json_schema(), sort_keys=True)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
