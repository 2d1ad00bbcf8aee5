"""The dress of a site's PDFs: its colours, fonts and sizes, for the template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .. import brand as brands
from ..brand import Brand
from ..brand.tokens import Value, tokens
from .literal import array, quoted

if TYPE_CHECKING:
    from ..outputs.builder import NeverStale

BODY = ("Source Serif 4", "Source Sans 3")
HEADLINE = ("Source Sans 3", "Source Serif 4")
CODE = ("DejaVu Sans Mono", *HEADLINE)
"""The families that are always there; the last is part of the engine."""
COLOURS = ("accent", "accent-strong", "second", "muted", "surface", "edge", "danger")
SIZES = ("size-small", "size-body", "size-lead", "size-h3", "size-h2", "size-h1")


def dress(brand: Brand, there: frozenset[str]) -> str:
    """Write the site's colours, fonts and sizes for the template."""
    values = tokens(brand, "paper")
    lines = [f'#let {name} = rgb("{values[name]}")' for name in COLOURS]
    lines += [
        f'#let ink = rgb("{values["text"]}")',
        f'#let line-colour = rgb("{values["line"]}")',
    ]
    lines += [f"#let {name} = {values[name]}" for name in SIZES]
    lines += [
        f"#let font-body = {_families(values['font'], there, BODY)}",
        f"#let font-headline = {_families(values['font-headline'], there, HEADLINE)}",
        f"#let font-code = {_families((), there, CODE)}",
    ]
    return "\n".join(lines) + "\n"


def _families(given: Value, there: frozenset[str], always: tuple[str, ...]) -> str:
    wanted = [family for family in given if family.lower() in there]
    return array(quoted(family) for family in dict.fromkeys((*wanted, *always)))


def brand_of(builder: NeverStale) -> Brand:
    """Read the brand from the theme's options; what is wrong with them the theme has said."""
    options = builder.theme_options
    folder = Path(builder.doctreedir, f"press-{builder.name}-brand")
    found, _ = brands.read(
        options, [*options], Path(builder.confdir), str(builder.config.language), folder
    )
    return found
