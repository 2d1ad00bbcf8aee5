"""The tokens, and the faces of a site's own fonts, as browsers take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .fonts import Face
from .metrics import BOLD, Measure, descriptors
from .options import Brand
from .tokens import Value, colours, fallback, fonts, screen, source

_DARK = "screen and (prefers-color-scheme: dark)"
_PHONE = "screen and (max-width: 44.99rem)"
_FOLLOWS = {"second": "accent", "accent-fill": "accent", "on-accent": "background"}
"""Colours that are another's where they are the same: a site's style sheet sets them at once."""
_KEYWORDS = {
    "-apple-system",
    "monospace",
    "sans-serif",
    "serif",
    "system-ui",
    "ui-monospace",
    "ui-serif",
}


def stylesheet(brand: Brand) -> str:
    """Write the faces of the site's fonts, then all tokens: for light, dark and paper."""
    light, dark = _colours(brand, "light"), _colours(brand, "dark")
    dark = {role: value for role, value in dark.items() if light[role] != value}
    named = {*light.values(), *dark.values()}
    raw = {name: value for name, value in source()["raw"].items() if _raw(name) in named}
    families: dict[str, Value] = dict(fonts(brand))
    if families["font-headline"] == families["font"]:
        families["font-headline"] = "var(--press-font)"
    foreign = source()["sphinx-design"].items()
    design = {f"color-{name}": f"var(--press-{role})" for name, role in foreign}
    return "\n".join(
        [
            *_faces(brand),
            _rule(":root", "raw", raw),
            _rule(":root", "press", {**light, **families, **screen(brand)}, "light dark"),
            _media(_DARK, _rule(":root", "press", dark)),
            _media(_PHONE, _rule(":root", "press", source()["phone"])),
            _media("print", _rule(":root", "press", source()["paper"], "light")),
            # `html:root` outweighs sphinx-design's own `:root`, which stands later in the cascade.
            _rule("html:root", "sd", {**design, "color-shadow": "transparent"}),
        ]
    )


# -- tokens --------------------------------------------------------------------------------------


def _colours(brand: Brand, scheme: str) -> dict[str, str]:
    """Write a colour by its name: one that follows another, or one of the first tier."""
    raw, names = source()["raw"], source()[scheme]
    found = colours(brand, scheme)
    written = {
        role: _raw(names[role]) if raw[names[role]] == value else value
        for role, value in found.items()
    }
    follow = {role: by for role, by in _FOLLOWS.items() if found[role] == found[by]}
    return written | {role: f"var(--press-{by})" for role, by in follow.items()}


def _raw(name: str) -> str:
    return f"var(--raw-{name})"


def _rule(selector: str, prefix: str, values: Mapping[str, Value], scheme: str = "") -> str:
    lines = [f"color-scheme: {scheme}"] if scheme else []
    lines += [f"--{prefix}-{name}: {_value(value)}" for name, value in values.items()]
    return _block(selector, lines)


def _value(value: Value) -> str:
    if isinstance(value, str):
        return value
    return ", ".join(one if one in _KEYWORDS else f'"{one}"' for one in value)


def _block(head: str, lines: Iterable[str]) -> str:
    return "\n".join([f"{head} {{", *(f"  {line};" for line in lines), "}\n"])


def _media(query: str, rule: str) -> str:
    inside = "".join(f"  {line}\n" for line in rule.splitlines())
    return f"@media {query} {{\n{inside}}}\n"


# -- fonts ---------------------------------------------------------------------------------------


def _faces(brand: Brand) -> Iterator[str]:
    for face in brand.faces:
        for part in face.parts:
            lines = [
                *_name(face.family, face.style, face.weight),
                "font-display: swap",
                f'src: url("fonts/{part.name}") format("{part.format}")',
            ]
            lines += [f"unicode-range: {part.ranges}"] if part.ranges else []
            yield _block("@font-face", lines)
    for face in brand.faces:
        if face.style == "normal":
            kind = _kind(brand, face.family)
            for measure, weight in _spans(face):
                local, adjusted = descriptors(measure, kind)
                sources = ", ".join(f'local("{name}")' for name in local.names)
                lines = [*_name(fallback(face.family), face.style, weight), f"src: {sources}"]
                lines += [f"{name}: {value}" for name, value in adjusted.items()]
                yield _block("@font-face", lines)


def _name(family: str, style: str, weight: tuple[float, float]) -> list[str]:
    ends = " ".join(f"{end:g}" for end in dict.fromkeys(weight))
    return [f'font-family: "{family}"', f"font-style: {style}", f"font-weight: {ends}"]


def _kind(brand: Brand, family: str) -> str:
    """Tell whether a family is one with serifs, by what its list ends in."""
    families = brand.font if family in brand.font else brand.font_headline
    return families[-1]


def _spans(face: Face) -> Iterator[tuple[Measure, tuple[float, float]]]:
    """Give each measure with the weights that it stands for."""
    least, greatest = face.weight
    for measure in face.measures:
        if len(face.measures) == 1:
            yield measure, face.weight
        elif measure.weight < BOLD:
            yield measure, (least, BOLD - 1)
        else:
            yield measure, (BOLD, greatest)
