"""The setting ``press_collections``: names of collections, and what each selects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..problems import Position, Problem, Subtype, report
from .query import CHOICES, Selection
from .terms import page_names

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

OWN = frozenset({"archive", "category", "tag", "type", "language", "search", "genindex"})
"""First parts of the names of pages that are no collection's."""
_KNOWN = ("title", *(name for name in CHOICES if not name.endswith("collection")))

Collections = dict[str, tuple[str, Selection]]
"""Title and selection, by the name that stands in addresses."""


def collection_settings(setting: Any, conf: str) -> tuple[Collections, list[Problem]]:
    """Read the setting: by name a map of options, or the patterns of paths alone."""
    at = Position(conf, 1, 1)
    found: Collections = {}
    problems: list[Problem] = []
    names = page_names(str(name) for name in setting or {})
    for written, wanted in (setting or {}).items():
        name = names[str(written)]
        name = f"{name}-releases" if name in OWN else name
        within = f"press_collections: {written}: "
        if name != written:
            message = f"{within}call it '{name}', as in addresses, and give it a title"
            problems.append(Problem(Subtype.SETTING, message, at))
        options = dict(wanted) if isinstance(wanted, Mapping) else {"path": wanted}
        title = str(options.pop("title", None) or str(written).replace("-", " ").capitalize())
        selection, wrong = Selection.of(
            options, lambda _: at, subtype=Subtype.SETTING, within=within, known=_KNOWN
        )
        found[name] = title, selection
        problems += wrong
    return found, problems


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Report what is wrong with the setting."""
    report(collection_settings(config.press_collections, str(app.confdir / "conf.py"))[1])


def setup(app: Sphinx) -> None:
    """Connect the check of the setting."""
    app.connect("config-inited", on_config_inited)
