"""Write the tables of docs/reference.md from the declarations in the package.

``python tools/reference.py`` rewrites what stands between the markers; a test compares.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sphinx_pressroom.problems import Subtype
from sphinx_pressroom.records import json_schema
from sphinx_pressroom.settings import PASS_FIELDS, SETTINGS

REFERENCE = Path(__file__).parent.parent / "docs" / "reference.md"
SCHEMA = REFERENCE.with_name("release.schema.json")
RECORDS = (
    *("Image", "Quote", "Contact", "Phone", "Email", "Download", "Fact", "Link", "Boilerplate"),
    *("Embargo", "Change", "Withdrawal"),
)


def fields(model: dict[str, Any]) -> str:
    """List the fields of a record with what they mean."""
    required = set(model.get("required", ()))
    rows = [
        f"| `{name}`{' (required)' if name in required else ''} | {field['description']} |"
        for name, field in model["properties"].items()
    ]
    return "\n".join(["| field | meaning |", "|---|---|", *rows])


def settings() -> str:
    """List the settings with default and meaning."""
    default = {s.name: f"`{s.default!r}`" for s in SETTINGS} | {"press_layout": "see above"}
    rows = [f"| `{s.name}` | {default[s.name]} | {s.description} |" for s in SETTINGS]
    return "\n".join(["| setting | default | meaning |", "|---|---|---|", *rows])


def warnings() -> str:
    """List the subtypes of warnings."""
    rows = [f"| `press.{subtype.code}` | {subtype.meaning} |" for subtype in Subtype]
    return "\n".join(["| warning | meaning |", "|---|---|", *rows])


def tables() -> dict[str, str]:
    """Give each table by the name of its markers."""
    schema = json_schema()
    made = {"release": fields(schema), "settings": settings(), "warnings": warnings()}
    made["passed"] = ", ".join(f"`{name}`" for name in PASS_FIELDS)
    for name in RECORDS:
        made[name.lower()] = fields(schema["$defs"][name])
    return made


def filled(text: str) -> str:
    """Put the tables between their markers."""
    for name, table in tables().items():
        text = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)",
            lambda found, table=table: f"{found[1]}{table}\n{found[2]}",
            text,
            flags=re.DOTALL,
        )
    return text


def schema() -> str:
    """Write the JSON Schema that editors take."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema(), "utf-8")
    REFERENCE.write_text(filled(REFERENCE.read_text("utf-8")), "utf-8")
