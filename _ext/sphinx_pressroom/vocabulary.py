"""Foreign vocabularies: another site's field names and shapes, mapped to ours by data.

A vocabulary is a YAML file or a mapping in ``conf.py``; ``vocabularies/`` holds the ones that are
shipped, and shows the form.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter

from . import front_matter
from .front_matter import Fields, Items, Text
from .problems import Position, Problem, Subtype
from .records.check import check
from .records.release import Release
from .records.text import Language, OneLine, Record, Some

IGNORED = "ignored"


class Rule(Record):
    """What becomes of one foreign field."""

    to: OneLine = Field(description="Our field, or 'ignored'")
    key: OneLine | None = Field(None, description="A plain value becomes a map with this key")
    items: dict[str, str] = Field(
        default_factory=dict, description="Inner names: theirs to ours, or to 'ignored'"
    )
    add: dict[str, str] = Field(default_factory=dict, description="Put into each map made")
    values: dict[str, str] = Field(
        default_factory=dict, description="Values: theirs, in lower case, to ours"
    )
    root: Annotated[tuple[str, ...], Some] = Field(
        (), description="Our inner fields that hold paths of the site, which may lack their slash"
    )


def _rule(value: Any) -> Any:
    return {"to": value} if isinstance(value, str) else value


class Vocabulary(Record):
    """Another site's fields, and what else its texts take for granted."""

    language: Language | None = Field(None, description="Language of releases that do not say")
    region: OneLine | None = Field(None, description="Country in which phone numbers are dialled")
    base_url: OneLine | None = Field(
        None, description="Where root-relative links lead that nothing here answers"
    )
    quote_classes: Annotated[tuple[OneLine, ...], Some] = Field(
        ("citation",), description="kramdown classes of quotes"
    )
    author_classes: Annotated[tuple[OneLine, ...], Some] = Field(
        ("auteur-citation",), description="kramdown classes of their authors"
    )
    fields: dict[str, Annotated[Rule, BeforeValidator(_rule)]] = Field(
        default_factory=dict, description="Their fields and what becomes of each"
    )

    def translate(self, theirs: Fields) -> Fields:
        """Give the fields their names and shapes in our vocabulary; our own names stay."""
        ours = Fields(theirs.position)
        own: set[str] = set()
        for name, value in theirs.items():
            rule = self.fields.get(name)
            if rule is None:
                to = _our_name(name)
                if to in own:
                    del ours[to]
                own.add(to)
                _join(ours, to, value, theirs.keys_at[name])
            elif rule.to != IGNORED:
                _join(ours, rule.to, _reshape(value, rule), theirs.keys_at[name])
        return ours

    def names_of(self, ours: str) -> set[str]:
        """List the names under which a field of ours may stand."""
        return {ours, *(name for name, rule in self.fields.items() if rule.to == ours)}


def _our_name(name: str) -> str:
    """Take ``short-title`` for ``short_title``."""
    joined = name.replace("-", "_")
    return joined if joined in Release.model_fields else name


def _join(ours: Fields, name: str, value: Any, position: Position) -> None:
    """Set a field; values that several foreign fields give to one of ours become one list."""
    before = ours.get(name)
    if value is None:
        ours.setdefault(name, None)
        ours.keys_at.setdefault(name, position)
        return
    if before is not None and before != value:
        listed = [item for part in (before, value) for item in _as_list(part)]
        value = Items(listed, getattr(before, "position", position))
    ours.put(name, value, ours.keys_at.get(name, position))


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _reshape(value: Any, rule: Rule) -> Any:
    if isinstance(value, Items):
        return Items([_reshape(item, rule) for item in value], value.position)
    if isinstance(value, Text):
        if not value.strip():
            return None
        value = _translated(value, rule)
        if rule.key is None:
            return value
        made = Fields(value.position)
        made.put(rule.key, value, value.position)
        return _complete(made, rule)
    if isinstance(value, Fields):
        made = Fields(value.position)
        for name, inner in value.items():
            to = rule.items.get(name, name)
            if to != IGNORED:
                _join(made, to, inner, value.keys_at[name])
        if all(_is_empty(inner) for name, inner in made.items() if name not in _NAMES_ONLY):
            return None
        return _complete(made, rule)
    return value


_NAMES_ONLY = frozenset({"label", "title"})
"""Inner fields that say nothing without another one."""


def _is_empty(value: Any) -> bool:
    if isinstance(value, Text):
        return not value.strip()
    inner = value.values() if isinstance(value, dict) else value
    return value is None or (isinstance(value, dict | list) and all(map(_is_empty, inner)))


def _translated(value: Text, rule: Rule) -> Text:
    ours = rule.values.get(value.strip().lower())
    return value if ours is None else Text.at(ours, value.position, plain=True)


def _complete(made: Fields, rule: Rule) -> Fields:
    for name, constant in rule.add.items():
        if made and name not in made:
            made.put(name, Text.at(constant, made.position), made.position)
    for name in rule.root:
        path = made.get(name)
        if isinstance(path, Text) and path.strip() and not _is_rooted(path):
            made[name] = Text.at(f"/{path.strip()}", path.position, plain=path.plain)
    return made


def _is_rooted(path: str) -> bool:
    return path.strip().startswith("/") or ":" in path


_ADAPTER = TypeAdapter(Vocabulary)


def mark(setting: Any, confdir: Path) -> str:
    """Say what ``press_vocabulary`` means now; the same while loading it would give the same."""
    path = _file(setting, confdir)
    stamp = (path.stat().st_mtime_ns, path.stat().st_size) if path else None
    return repr((setting, stamp))


def load(setting: Any, confdir: Path) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Load the vocabulary that ``press_vocabulary`` names, holds or points to.

    What cannot be used is a problem, and the rest, or our own vocabulary alone, is what counts.
    """
    if not setting:
        return Vocabulary(), ()
    conf = Position(str(confdir / "conf.py"), 1, 1)
    if isinstance(setting, dict):
        checked = check(_ADAPTER, _positioned(setting, conf))
        return checked.value or Vocabulary(), checked.problems
    path = _file(setting, confdir)
    if path is None:
        message = f"press_vocabulary: there is no vocabulary and no file named '{setting}'"
        return Vocabulary(), (Problem(Subtype.SETTING, message, conf),)
    parsed = front_matter.parse(path.read_text("utf-8"), str(path))
    checked = check(_ADAPTER, parsed.fields)
    return checked.value or Vocabulary(), (*parsed.problems, *checked.problems)


def _file(setting: Any, confdir: Path) -> Path | None:
    if not isinstance(setting, str):
        return None
    shipped = Path(__file__).parent / "vocabularies" / f"{setting}.yml"
    for path in (shipped, confdir / setting):
        if path.is_file():
            return path
    return None


def _positioned(value: Any, position: Position) -> Any:
    """Give values from ``conf.py`` the place that messages can name."""
    if isinstance(value, dict):
        fields = Fields(position)
        for key, item in value.items():
            fields.put(str(key), _positioned(item, position), position)
        return fields
    if isinstance(value, list | tuple):
        return Items([_positioned(item, position) for item in value], position)
    return value if value is None else Text.at(str(value), position, plain=True)
