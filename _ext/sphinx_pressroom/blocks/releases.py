"""Releases: a list of the newest ones, on any page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..domain import Listing, press_domain
from ..records import Release
from .block import (
    Block,
    BlockDirective,
    between,
    bullets,
    page_language,
    register,
    spoken,
    tag_visitors,
)
from .header import kind_of, moment_node

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec


class press_releases(Block):
    """The place of a list, filled when all releases are known; attribute ``limit``, 0 for all."""


class ReleasesDirective(BlockDirective):
    """``press:releases``: the newest releases, ``limit`` of them or all."""

    has_content = False
    option_spec: ClassVar[OptionSpec] = {
        **BlockDirective.option_spec,
        "limit": directives.nonnegative_int,
    }

    def run(self) -> list[nodes.Node]:
        """Put the place of the list, and note that this page shows it."""
        limit = self.options.get("limit", 0)
        self.domain.note_listing(self.env.docname, Listing(limit))
        block = press_releases("", limit=limit, docname=self.env.docname)
        block["classes"] += self.options.get("class", [])
        self.set_source_info(block)
        self.add_name(block)
        return [block]


class FillLists(SphinxPostTransform):
    """Fill the lists of releases with links, before references are resolved."""

    default_priority = 2

    def run(self, **kwargs: Any) -> None:
        """Fill each list of a document."""
        domain = press_domain(self.env)
        here = self.env.docname
        if here in domain.sources and here not in domain.listings:
            return
        for node in list(self.document.findall(press_releases)):
            docname = node["docname"]
            page = page_language(self.env, docname)
            entries: list[list[nodes.Node]] = [
                [_entry(name, release, docname, page, page_language(self.env, name))]
                for name, release in domain.newest(node["limit"])
                if name != docname
            ]
            if entries:
                node.append(bullets("", entries))


def _entry(
    docname: str, release: Release, here: str, language: str, its_language: str
) -> nodes.paragraph:
    """Write one line: the linked headline first, for those who listen, then date and kind."""
    link = addnodes.pending_xref(
        "",
        nodes.inline("", release.short_title or release.title),
        refdomain="std",
        reftype="doc",
        refexplicit=True,
        refwarn=True,
        reftarget=f"/{docname}",
        refdoc=here,
    )
    title = nodes.inline("", "", link)
    if its_language != language:
        title["classes"].append(f"language-{its_language}")
    parts: list[nodes.Node] = [title]
    if release.date:
        parts.append(moment_node(release.date, language))
    parts += [spoken("press-type", kind) for kind in kind_of(release, language)]
    return nodes.paragraph("", "", *between(" · ", parts))


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write again the pages whose lists now show something else."""
    return press_domain(env).outdated_listings()


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(app, "releases", ReleasesDirective, (press_releases, *tag_visitors("press-releases")))
    app.add_post_transform(FillLists)
    app.connect("env-updated", on_env_updated)
