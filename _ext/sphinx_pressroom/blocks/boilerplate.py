"""Boilerplate: the standing text about the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from ..problems import Subtype
from ..records import Boilerplate, Release
from .block import Block, BlockDirective, Page, press_heading, register, tag_visitors

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec


class press_boilerplate(Block):
    """A heading and a text."""

    tag = "section"


def build(release: Release, page: Page) -> list[Block]:
    """Make the standing texts of a release, each a block of its own."""
    found = [item for item in release.boilerplate if isinstance(item, Boilerplate)]
    return [_build(item.title, item.language, page.markdown(item.text), page) for item in found]


def _build(title: str | None, language: str | None, parsed: list[nodes.Node], page: Page) -> Block:
    block = press_boilerplate("", press_heading("", title or page.label("About")), *parsed)
    if language and language != page.language:
        block["language"], block["foreign"] = language, True
        for child in block.children:
            if isinstance(child, nodes.Element):
                child["classes"].append(f"language-{language}")
    return block


class BoilerplateDirective(BlockDirective):
    """``press:boilerplate``: a standing text in Markdown, its heading as the option ``title``."""

    field = "boilerplate"

    option_spec: ClassVar[OptionSpec] = {
        **BlockDirective.option_spec,
        "title": directives.unchanged,
    }

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Say what the front matter says."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Say what the directive holds."""
        if not self.content:
            self.warn(Subtype.DIRECTIVE, "'boilerplate' has no text; write it below its title")
            return []
        return [_build(self.options.get("title"), None, self.parse_content_to_nodes(), page)]


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(
        app,
        "boilerplate",
        BoilerplateDirective,
        (press_boilerplate, *tag_visitors("press-boilerplate")),
    )
