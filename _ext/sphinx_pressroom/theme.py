"""The theme with a site's brand, and the look of blocks in every other theme."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import imagesize
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from . import brand
from .brand import fonts
from .brand.stylesheet import stylesheet
from .domain import Stamp, stamp_of
from .places import place
from .problems import Problem, Subtype, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

THEME = "pressroom"
FOLDER = Path(__file__).parent / "theme" / THEME
STYLES = ("blocks", "page", "print")
"""The theme's styles, in the order of the cascade; what they have of values stands before them."""
OPTIONAL = ("pygments", "sphinx-design", "design-tabs")
"""Parts of the names of files that only some pages need."""
SIGNS = ("<pre", "sd-")
"""Without any of these in its HTML a page needs none of them."""
FONT_HOSTS = frozenset({"fonts.googleapis.com", "fonts.gstatic.com", "fonts.bunny.net"})
"""Hosts that would learn of every reader of a page that takes its fonts from there."""


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Refuse style sheets of hosts that serve fonts."""
    if config.html_theme != THEME:
        return
    kept = []
    for number, sheet in enumerate(config.html_css_files):
        if urlsplit(sheet[0]).hostname in FONT_HOSTS:
            message = f"html_css_files: '{sheet[0]}' is on another host: {brand.AT_HOME}"
            at = place(Path(app.confdir), "html_css_files", number)
            report([Problem(Subtype.SETTING, message, at)])
        else:
            kept.append(sheet)
    config.html_css_files = kept


def on_builder_inited(app: Sphinx) -> None:
    """Dress the theme, or load the blocks' stylesheet in themes that are not ours."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and _ours(builder):
        _dress(app, builder)
    elif builder.format == "html" and app.config.html_theme != THEME:
        app.config.html_static_path.append(str(FOLDER / "css" / "blocks.css"))
        app.add_css_file("blocks.css")


def _ours(builder: StandaloneHTMLBuilder) -> bool:
    """Tell whether the theme is this one, or made from it."""
    theme = builder.theme
    folders = theme.get_theme_dirs() if theme else []
    return any(Path(folder).resolve() == FOLDER.resolve() for folder in folders)


def _dress(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Write what the theme's options make of it, for Sphinx to copy with the other static files."""
    folder = Path(app.doctreedir, f"press-{builder.name}-brand")
    known = list(builder.theme.get_options({}))
    given = builder.theme_options
    found, problems = brand.read(given, known, Path(app.confdir), str(app.config.language), folder)
    report(problems)
    if found.faces and not fonts.available():
        logger.info("fonts are used whole; pip install 'sphinx-pressroom[fonts]' cuts them down")
    static = folder / "static"
    fonts.keep(found.faces, folder)
    logos = _logo_shapes(app.config, Path(app.confdir), found.logo_dark)
    fonts.write(static / "pressroom.css", f"{_styles(found)}{logos}".encode())
    options = {name: value for name, value in given.items() if name in known}
    builder.theme_options = {**options, "logo_dark": _logo(found, static)}
    app.config.html_static_path.append(str(static))


def _styles(found: brand.Brand) -> str:
    """Put all styles into one file, for one request."""
    parts = [(FOLDER / "css" / f"{name}.css").read_text("utf-8") for name in STYLES]
    widths = "\n".join(f".press-width-{n} {{ inline-size: {n}%; }}" for n in range(1, 101))
    return "\n".join([stylesheet(found), *parts, widths])


def _logo_shapes(config: Config, confdir: Path, dark: Path | None) -> str:
    """Tell the shape of the logos, so that the name beside them does not jump as they come.

    In the style sheet and not in each page, which then stays as it is when a logo changes.
    """
    rules = ""
    light = confdir / config.html_logo if config.html_logo else None
    for logo, page in (
        (light, "{}"),
        (dark, "@media screen and (prefers-color-scheme: dark) {{{}}}"),
    ):
        if shape := _shape(logo):
            width, height = shape
            rule = f".site-logo {{ aspect-ratio: auto {width:g} / {height:g}; }}"
            rules += f"\n{page.format(rule)}"
    return rules


def _logo(found: brand.Brand, static: Path) -> str:
    """Copy the logo for dark pages, and give its name."""
    for file in static.glob("logo-dark.*"):
        file.unlink()
    if not found.logo_dark:
        return ""
    name = f"logo-dark{found.logo_dark.suffix}"
    shutil.copyfile(found.logo_dark, static / name)
    return name


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Say widths with classes: a strict policy forbids the style attributes of docutils."""
    if app.config.html_theme != THEME or app.builder.format != "html":
        return
    for node in doctree.findall(nodes.Element):
        if isinstance(node, nodes.image | nodes.figure | nodes.table):
            _width(node)
        if isinstance(node, nodes.tgroup):
            _columns(node)


def _width(node: nodes.Element) -> None:
    """Take a share of the line as a class, and pixels of a picture as HTML has them."""
    share = re.fullmatch(r"([\d.]+) *%", str(node.get("width", "")))
    if share:
        del node["width"]
        node["classes"].append(_width_class(float(share[1])))
    if isinstance(node, nodes.image):
        for side in ("width", "height"):
            pixels = re.fullmatch(r"(\d+)(?:\.\d+)? *px", str(node.get(side, "")))
            if pixels:
                node[side] = pixels[1]


def _columns(group: nodes.tgroup) -> None:
    """Give the widths of columns to the cells of the first row."""
    table, row = group.parent, group.next_node(nodes.row)
    specs = list(group.findall(nodes.colspec))
    if "colwidths-given" not in table["classes"] or row is None:
        return
    table["classes"].remove("colwidths-given")
    table["classes"].append("colwidths-auto")
    total = sum(spec["colwidth"] for spec in specs)
    for cell, spec in zip(row.children, specs, strict=False):
        if isinstance(cell, nodes.entry) and "morecols" not in cell:
            cell["classes"].append(_width_class(100 * spec["colwidth"] / total))


def _width_class(share: float) -> str:
    return f"press-width-{min(max(round(share), 1), 100)}"


def on_html_page_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Load on a page of this theme what the page needs, and nothing else."""
    if app.config.html_theme != THEME:
        return
    context["press_logo_size"] = _logo_size(app)
    if context.get("press_release"):
        # Drawn only once the buttons are there: they would move the text.
        app.add_js_file("press-copy.js", loading_method="defer", blocking="render")
    body = str(context.get("body", ""))
    looked_at = doctree and any(sign in body for sign in SIGNS)
    needed = _needed(doctree) if looked_at else set()
    for name in ("css_files", "script_files"):
        context[name] = [
            file
            for file in context[name]
            if needed.issuperset(part for part in OPTIONAL if part in str(file.filename))
        ]


def _logo_size(app: Sphinx) -> tuple[int, int] | None:
    """Measure the logo, for a page that does not move when it comes; None if it has no size."""
    logo = app.config.html_logo
    shape = _shape(Path(app.confdir, logo) if logo else None)
    return (round(shape[0]), round(shape[1])) if shape else None


def _shape(logo: Path | None) -> tuple[float, float] | None:
    """Tell the width and height of a logo, in pixels; None where it has none."""
    stamp = stamp_of(logo) if logo and logo.is_file() else None
    return _measured(logo, stamp) if logo and stamp else None


@cache  # every page asks
def _measured(logo: Path, stamp: Stamp) -> tuple[float, float] | None:
    """Measure a picture, again only when its file has changed."""
    width, height = imagesize.get(logo)
    return (width, height) if min(width, height) > 0 else None


def _needed(doctree: nodes.document) -> set[str]:
    """Tell which of the optional files a page needs, by what stands on it."""
    names = {str(name) for node in doctree.findall(nodes.Element) for name in node["classes"]}
    needed = set()
    if doctree.next_node(nodes.literal_block):
        needed.add("pygments")
    if any(name.startswith("sd-") for name in names):
        needed.add("sphinx-design")
    if "sd-tab-set" in names:
        needed.add("design-tabs")
    return needed


def setup(app: Sphinx) -> None:
    """Register the theme."""
    app.add_html_theme(THEME, str(FOLDER))
    app.connect("config-inited", on_config_inited, priority=850)  # Sphinx has made pairs of them
    app.connect("builder-inited", on_builder_inited)
    app.connect("doctree-resolved", on_doctree_resolved)
    app.connect("html-page-context", on_html_page_context, priority=900)
