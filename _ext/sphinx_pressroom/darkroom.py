"""The darkroom: smaller files of all pictures, drawn once the documents are read.

What is wrong with a picture is said here too, at each place that names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from . import files
from .domain import Photo, press_domain
from .pictures.sizes import Note, Sizes, available
from .places import place
from .problems import Problem, Subtype, position_of, report
from .settings import image_widths

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

FOLDER, PRINTS = "press-pictures", "press-prints"
"""Beside the doctrees: for screens, and for paper."""
PAPER = 2000
"""Pixels across a page between its margins, at 300 dots an inch."""
DRAWN = frozenset({"JPEG", "PNG", "WebP"})
"""Formats that browsers show and that smaller pictures are made of."""


def writes_pages(app: Sphinx) -> bool:
    """Tell whether the builder is one of ours, which choose among a picture's files."""
    return bool(getattr(app.builder, "press_archives", False))


# -- where pictures are named, for what is wrong with them ---------------------------------------


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Note which files a document shows or offers, and where it says so."""
    env = app.env
    found = []
    for node in doctree.findall(nodes.Element):
        path = _path_of(env, node)
        position = node.attributes.pop("position", None)
        if path:
            found.append((path, position or position_of(node)))
    if found:
        press_domain(env).note_shown_files(env.docname, tuple(found))


def path_of(image: nodes.image) -> str:
    """Give the path of a picture in the source folder; empty when it is elsewhere."""
    return str((image.get("candidates") or {}).get("*", ""))


def _path_of(env: BuildEnvironment, node: nodes.Element) -> str:
    if isinstance(node, nodes.image):
        return path_of(node)
    if isinstance(node, addnodes.download_reference) and "filename" in node:
        return env.relfn2path(node["reftarget"], env.docname)[0]
    return ""


# -- the sizes -----------------------------------------------------------------------------------


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Draw the sizes of all pictures, for screens and paper, and say which are damaged."""
    domain = press_domain(env)
    domain.photos.clear()
    domain.prints.clear()
    if not writes_pages(app):
        return
    faults = {path: asset.fault for path, asset in domain.assets.items() if asset.fault}
    paper_only = app.builder.name == "press-pdf"
    if not paper_only:
        sizes = Sizes(Path(app.doctreedir, FOLDER), image_widths(app.config))
        found = _found(env) if sizes.widths else []
        if found and not available():
            logger.info(
                "pictures are published in one size; "
                "pip install 'sphinx-pressroom[images]' makes smaller ones for phones"
            )
        faults |= _draw(app, found, sizes, domain.photos)
    printed = paper_only or app.config.press_pdf
    sizes = Sizes(Path(app.doctreedir, PRINTS), (PAPER,))
    faults |= _draw(app, _found(env, of_releases=True) if printed else [], sizes, domain.prints)
    report(domain.unreported("pictures", _problems(env, faults)))


class Found(NamedTuple):
    """A picture that pages show: its path in the source folder, published name and pixels."""

    path: str
    digest: str
    name: str
    pixels: int


def _found(env: BuildEnvironment, *, of_releases: bool = False) -> list[Found]:
    """Give the pictures that smaller ones are made of."""
    made = []
    releases = press_domain(env).releases.keys()
    for path, (docs, _) in env.images.items():
        if of_releases and releases.isdisjoint(docs):
            continue
        its = files.asset(env, path)
        if its.fault or not Path(env.srcdir, path).is_file():
            continue
        described = files.describe(env, path)
        if described.format in DRAWN:
            pixels = (described.width or 0) * (described.height or 0)
            made.append(Found(path, its.digest, its.name, pixels))
    return made


def _draw(
    app: Sphinx, found: Sequence[Found], sizes: Sizes, drawn: dict[str, tuple[Photo, ...]]
) -> dict[str, str]:
    """Draw the sizes of pictures, on as many processors as the build has; gives what is damaged."""
    notes: list[Note] = []

    def note(one: Found) -> Note:
        source = Path(app.srcdir, one.path)
        return sizes.of(one.digest, one.pixels, lambda: files.published(source))

    if available():
        with ThreadPoolExecutor(max(app.parallel, 1)) as pool:
            notes = list(pool.map(note, found))
    sizes.keep_only()
    for one, its in zip(found, notes, strict=False):
        own = PurePosixPath(one.name)
        drawn[one.path] = tuple(
            Photo(size.width, f"{own.stem}-{size.width}-{size.digest}{own.suffix}", size.digest)
            for size in its.sizes
        )
    return {one.path: its.fault for one, its in zip(found, notes, strict=False) if its.fault}


def _problems(env: BuildEnvironment, faults: dict[str, str]) -> Iterator[Problem]:
    for shown in press_domain(env).shown_files.values():
        for path, position in shown:
            if path in faults:
                message = (
                    f"'/{path}' is no picture that can be read ({faults[path]}); save it anew, or "
                    "replace it. It is published as it is"
                )
                yield Problem(Subtype.FILE, message, position)


def published(env: BuildEnvironment, path: str) -> tuple[object, ...]:
    """Give what pages and PDFs have of a picture's files: its published name, and its sizes."""
    name = env.images[path][1] if path in env.images else None
    domain = press_domain(env)
    return name, domain.photos.get(path, ()), domain.prints.get(path, ())


# -- settings ------------------------------------------------------------------------------------


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Refuse widths that are none."""
    for number, width in enumerate(config.press_image_widths or ()):
        if width not in image_widths(config):
            message = f"press_image_widths: expected pixels, such as 800, not {width!r}"
            at = place(Path(app.confdir), "press_image_widths", number)
            report([Problem(Subtype.SETTING, message, at)])


def setup(app: Sphinx) -> None:
    """Connect the drawing, before anything asks for its files."""
    app.connect("config-inited", on_config_inited)
    app.connect("doctree-read", on_doctree_read)
    app.connect("env-updated", on_env_updated)
