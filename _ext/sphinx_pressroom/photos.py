"""Photos: pictures on pages, in the sizes that screens need, and nothing jumps as they come."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as quote_url

from docutils import nodes

from . import files
from .darkroom import path_of, writes_pages
from .domain import press_domain
from .settings import image_widths

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from .records import Located

WIDTHS = {
    "text": "(min-width: 45rem) 42rem, calc(100vw - 2rem)",
    "grid": "(min-width: 45rem) 20.25rem, (min-width: 37rem) 50vw, calc(100vw - 2rem)",
    "feature": "(min-width: 67rem) 31rem, (min-width: 48rem) calc(50vw - 2rem), calc(100vw - 2rem)",
    "portrait": "4rem",
}
"""How wide a picture is shown, by its place; ``theme/pressroom/css`` makes it so."""


class press_photo(nodes.image):
    """A picture with the size that it has.

    Attribute ``pixels`` is its width and height, ``place`` one of :data:`WIDTHS`, ``turn`` whether
    it is the ``first`` of its page or a ``later`` one.
    """

    def lowered(self) -> list[nodes.Node]:
        """Become a plain image, as large as the page lets it be."""
        kept = ("uri", "alt", "candidates", "classes")
        return [nodes.image("", **{key: self[key] for key in kept if key in self})]


def picture(
    env: BuildEnvironment, docname: str, wanted: Located, *, shown: str = "text"
) -> press_photo | None:
    """Make an image node of a picture here (with its size) or on the web; nothing if missing."""
    if files.is_on_the_web(wanted):
        return press_photo("", uri=wanted.text, place=shown)
    found = files.find(env, docname, wanted)
    if found is None:
        return None
    image = press_photo("", uri=f"/{found.path}", place=shown, position=wanted.position)
    return _measured(image, found)


def shown_again(env: BuildEnvironment, path: str) -> press_photo:
    """Make an image node of a picture that another page shows, where nothing is said of it."""
    image = press_photo("", uri=path, candidates={"*": path}, alt="", place="feature")
    return _measured(image, files.describe(env, path))


def _measured(image: press_photo, file: files.LocalFile) -> press_photo:
    if file.width and file.height:
        # Not width and height: Sphinx makes a link of each image that carries those.
        image["pixels"] = (file.width, file.height)
    return image


# -- pages ---------------------------------------------------------------------------------------


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make photos of the pictures in texts, and tell a page's first picture from later ones."""
    if not writes_pages(app):
        return
    for image in list(doctree.findall(nodes.image)):
        if type(image) is nodes.image and not {"scale", "loading"} & image.attributes.keys():
            _become_photo(app.env, image)
    turn = "first"
    for photo in doctree.findall(press_photo):
        is_portrait = photo.get("place") == "portrait"  # small, and below what is read first
        photo["turn"] = "later" if is_portrait else turn
        turn = turn if is_portrait else "later"


def _become_photo(env: BuildEnvironment, image: nodes.image) -> None:
    path = path_of(image)
    if path not in env.images or not Path(env.srcdir, path).is_file():
        return
    made = press_photo(image.rawsource, **image.attributes)
    made["classes"] = [*image["classes"], "press-photo"]
    if "align" in image:
        made["classes"].append(f"align-{image['align']}")
    image.replace_self(_measured(made, files.describe(env, path)))


def visit_photo(self: HTML5Translator, node: press_photo) -> None:
    """Write the picture with its size, and let the browser choose among its files."""
    attributes = {"src": node["uri"], "alt": node.get("alt", "")}
    names = _names(self, node)
    if names:
        address = {name: posixpath.join(self.builder.imgpath, quote_url(name)) for name in names}
        attributes["src"] = [*address.values()][-1]
        if len(names) > 1:
            attributes["srcset"] = ", ".join(
                f"{address[name]} {width}w" for name, width in names.items()
            )
            attributes["sizes"] = _shown_width(node)
    attributes |= _dimensions(self, node)
    match node.get("turn"):
        case "first":
            attributes["fetchpriority"] = "high"
        case "later":
            attributes |= {"loading": "lazy", "decoding": "async"}
    inline = node.parent.parent if isinstance(node.parent, nodes.reference) else node.parent
    suffix = "" if isinstance(inline, nodes.TextElement) else "\n"
    self.body.append(self.emptytag(node, "img", suffix, **attributes))


def _names(self: HTML5Translator, node: press_photo) -> dict[str, int]:
    """Give the published names of a picture's files with their widths, the smallest first.

    The original is none of them where it is larger than any screen needs.
    """
    builder, path = self.builder, node["uri"]
    if path not in builder.images:
        return {}
    widths = image_widths(builder.config)
    photos = press_domain(builder.env).photos.get(path, ()) if "turn" in node else ()
    names = {photo.name: photo.width for photo in photos}
    if not photos or photos[-1].width < max(widths):
        names[builder.images[path]] = node.get("pixels", (0, 0))[0]
    return names


def _shown_width(node: press_photo) -> str:
    """Tell how wide a picture is shown, as the attribute ``sizes`` does.

    Of a picture that is loaded later many browsers know it better themselves (HTML, 4.8.4.2.2).
    """
    given = str(node.get("width", "")).removesuffix("px")
    width = f"{given}px" if given.isdigit() else WIDTHS[node.get("place", "text")]
    return f"auto, {width}" if node["turn"] == "later" else width


def _dimensions(self: HTML5Translator, node: press_photo) -> dict[str, str]:
    """Give width and height in pixels, from which browsers know the shape before the picture."""
    found: Any = {}  # docutils' stubs know of an older form
    if "width" in node or "height" in node:
        found = self.image_size(node)
    if "pixels" in node and "height" not in node:
        width, height = node["pixels"]
        shown = int(found.get("width", width))
        found |= {"width": str(shown), "height": str(round(shown * height / width))}
    return dict(found)


def depart_photo(self: HTML5Translator, node: press_photo) -> None:
    """Nothing is left to write."""


def setup(app: Sphinx) -> None:
    """Register the node."""
    app.add_node(press_photo, html=(visit_photo, depart_photo))
    app.connect("doctree-resolved", on_doctree_resolved)
