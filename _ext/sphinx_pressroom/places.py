"""Where ``conf.py`` says something, for warnings about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from .problems import Position

Key = str | int


def place(confdir: Path, setting: str, *keys: Key) -> Position:
    """Find a setting in ``conf.py``, or what keys and indices lead to in it, as far as is seen.

    What is computed, or given on the command line, is said to be at the beginning of the file.
    """
    file = confdir / "conf.py"
    start = Position(str(file), 1, 1)
    try:
        source = file.read_bytes()
        assigned = list(_assigned(ast.parse(source)))
    except (OSError, SyntaxError, ValueError):
        return start
    found: ast.expr | ast.keyword | None = None
    for target, value in assigned:
        if target == (setting,):
            found = _inside(value, keys)
        elif target == (setting, *keys[:1]):
            found = _inside(value, keys[1:])
    if found is None:
        return start
    before = source.splitlines()[found.lineno - 1][: found.col_offset]
    return Position(str(file), found.lineno, len(before.decode("utf-8", "replace")) + 1)


def _assigned(module: ast.Module) -> Iterator[tuple[tuple[Key, ...], ast.expr]]:
    """Give what is assigned to names and to their keys (``name["key"] = …``), in order."""
    nodes = [node for node in ast.walk(module) if isinstance(node, ast.Assign)]
    for node in sorted(nodes, key=lambda one: one.lineno):
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield (target.id,), node.value
            elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                key = target.slice.value if isinstance(target.slice, ast.Constant) else None
                if isinstance(key, str | int):
                    yield (target.value.id, key), node.value


def _inside(value: ast.expr, keys: tuple[Key, ...]) -> ast.expr | ast.keyword:
    """Follow keys through what is written out; stop where it is not."""
    found: ast.expr | ast.keyword = value
    for key in keys:
        items = _items(value)
        if key not in items:
            break
        found, value = items[key]
    return found


def _items(value: ast.expr) -> dict[object, tuple[ast.expr | ast.keyword, ast.expr]]:
    if isinstance(value, ast.Dict):
        pairs = zip(value.keys, value.values, strict=True)
        return {key.value: (key, item) for key, item in pairs if isinstance(key, ast.Constant)}
    if isinstance(value, ast.Call):
        return {one.arg: (one, one.value) for one in value.keywords}
    if isinstance(value, ast.List | ast.Tuple):
        return {number: (item, item) for number, item in enumerate(value.elts)}
    return {}
