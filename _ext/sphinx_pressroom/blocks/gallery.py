"""Gallery: pictures with caption, credit, terms and a larger file for print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from pydantic import TypeAdapter
from sphinx import addnodes
from sphinx.writers.html5 import HTML5Translator

from ..files import find, is_on_the_web
from ..labels import file_size
from ..photos import picture
from ..records import Image, Located, Release
from .block import (
    Block,
    BlockDirective,
    Page,
    Part,
    between,
    bullets,
    line,
    lower_children,
    register,
    spoken,
    tag_visitors,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_IMAGES: TypeAdapter[tuple[Image, ...]] = TypeAdapter(tuple[Image, ...])


class press_gallery(Block):
    """The pictures of a release; several are a list."""

    def lowered(self) -> list[nodes.Node]:
        """Become figures one after the other, which other builders place better than in a list."""
        return list(self.findall(press_image))


class press_image(Part):
    """A picture and what stands below it."""

    def lowered(self) -> list[nodes.Node]:
        """Become a figure with a caption, and a legend for the rest."""
        figure = nodes.figure()
        below: list[nodes.Node] = []
        for child in lower_children(self):
            if isinstance(child, press_image_caption):
                below = child.lowered()
            else:
                figure += child
        if below and isinstance(below[0], nodes.paragraph):
            first: Any = below.pop(0)
            caption: Any = nodes.caption(first.rawsource, "", *lower_children(first))
            caption.source, caption.line = first.source, first.line
            if hasattr(first, "uid"):
                caption.uid = first.uid  # by which Sphinx knows what translators have to see
            figure += caption
        if below:
            figure += nodes.legend("", *below)
        return [figure]


class press_image_caption(Part):
    """Caption, credit, terms and the link to the larger file."""


def build(release: Release, page: Page) -> list[Block]:
    """Make the gallery of a release."""
    return _build(release.images, page)


def _build(images: tuple[Image, ...], page: Page) -> list[Block]:
    shown = "grid" if len(images) > 1 else "text"
    made = (_figure(image, page, shown) for image in images)
    figures: list[nodes.Node] = [figure for figure in made if figure]
    if not figures:
        return []
    block = press_gallery("")
    block += figures if len(figures) == 1 else bullets("", [[figure] for figure in figures])
    return [block]


def _figure(image: Image, page: Page, shown: str) -> press_image | None:
    """Make a picture; one that is missing keeps its words."""
    photo = picture(page.env, page.docname, image.src, shown=shown)
    below = _below(image, page)
    if photo is None and not below:
        return None
    figure = press_image("")
    if photo is not None:
        photo["alt"] = "" if image.decorative else image.alt or ""
        figure += photo
    elif image.alt:
        below.insert(0, line("", image.alt))
    if below:
        figure += press_image_caption("", *below)
    return figure


def _below(image: Image, page: Page) -> list[nodes.Node]:
    """Give the caption, as it was parsed, and a line with credit, terms and the larger file."""
    caption = page.markdown(image.caption) if image.caption else []
    for node in caption:
        if isinstance(node, nodes.Element):
            node["classes"].append("press-caption")
    parts: list[nodes.Node] = []
    if image.credit:
        parts.append(spoken("press-credit", image.credit))
    if image.licence:
        parts.append(spoken("press-licence", image.licence))
    if image.hi_res and is_on_the_web(image.hi_res):
        shown = page.label("High resolution")
        uri = image.hi_res.text
        parts.append(nodes.reference("", shown, refuri=uri, classes=["press-hi-res"]))
    elif image.hi_res:
        parts += _hi_res(image.hi_res, page)
    return [*caption, line("press-rights", *between(" · ", parts))] if parts else caption


def _hi_res(wanted: Located, page: Page) -> list[nodes.Node]:
    file = find(page.env, page.docname, wanted)
    if file is None:
        return []
    detail = f"{file.format}, {file_size(file.size, page.language)}"
    words = page.label("High resolution ({detail})").format(detail=detail)
    made = addnodes.download_reference(
        "",
        "",
        nodes.inline("", words),
        reftarget=f"/{file.path}",
        refdoc=page.docname,
        classes=["press-hi-res"],
        position=wanted.position,
    )
    return [made]


class GalleryDirective(BlockDirective):
    """``press:gallery``: pictures, as a YAML list in the shape of ``images``."""

    field = "images"

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Show the front matter's pictures."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Show the pictures that the directive lists."""
        return _build(self.values(_IMAGES, "images") or (), page)


def visit_press_image(self: HTML5Translator, node: press_image) -> None:
    """Group picture and caption, and name the group by its caption (RGAA 1.9.1)."""
    attributes: dict[str, Any] = {}
    if node.next_node(press_image_caption):
        name = next(node.findall(press_image_caption)).astext()
        attributes = {"role": "group", "aria-label": " ".join(name.split())}
    self.body.append(self.starttag(node, "figure", CLASS="press-image", **attributes))


def depart_press_image(self: HTML5Translator, node: press_image) -> None:
    self.body.append("</figure>\n")


def visit_image_caption(self: HTML5Translator, node: press_image_caption) -> None:
    self.body.append(self.starttag(node, "figcaption", ""))


def depart_image_caption(self: HTML5Translator, node: press_image_caption) -> None:
    self.body.append("</figcaption>\n")


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(
        app,
        "gallery",
        GalleryDirective,
        (press_gallery, *tag_visitors("press-gallery")),
        (press_image, visit_press_image, depart_press_image),
        (press_image_caption, visit_image_caption, depart_image_caption),
    )
