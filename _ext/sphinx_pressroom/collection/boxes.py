"""Boxes below a release: others of its series and event, and related ones. On the web only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .. import clock
from ..blocks.block import Block, page_language, press_heading, tag_visitors
from ..domain import press_domain
from ..labels import labels
from ..problems import report
from .around import around, problems
from .listing import listing

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LONGEST = 6
"""Releases of one series or event that a page names, the newest."""


class press_box(Block):
    """Other releases that have something to do with this one."""

    tag = "section"


class AddBoxes(SphinxPostTransform):
    """Put the boxes behind a release, before references are resolved."""

    default_priority = 3
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Add the boxes to the page of a release."""
        found = around(self.env, self.env.docname)
        if found is None:
            return
        release = press_domain(self.env).releases[self.env.docname]
        label = labels(page_language(self.env, self.env.docname))
        groups = (
            (label("In the series {name}").format(name=release.series), found.series[:LONGEST]),
            (label("At the event {name}").format(name=release.event), found.event[:LONGEST]),
            (label("Related releases"), found.related),
        )
        self.document.extend(self._boxes(groups))

    def _boxes(self, groups: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[press_box]:
        here = self.env.docname
        releases = press_domain(self.env).releases
        named: set[str] = set()
        for heading, docnames in groups:
            others = [name for name in docnames if name not in named]
            named.update(others)
            if others:
                box = press_box("", press_heading("", heading), classes=["no-search"])
                box += listing(
                    [(name, releases[name]) for name in others],
                    form="list",
                    group="",
                    here=here,
                    language=page_language(self.env, here),
                    now=clock.now(self.config),
                    link=partial(_link, here),
                )
                yield box


def _link(here: str, docname: str, *content: nodes.Node) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        *content,
        refdomain="std",
        reftype="doc",
        refexplicit=True,
        refwarn=True,
        reftarget=f"/{docname}",
        refdoc=here,
    )


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Report releases that others name and that there are not, as far as the last build has not."""
    report(press_domain(env).unreported("related", problems(env)))


def setup(app: Sphinx) -> None:
    """Register the boxes."""
    visit, depart = tag_visitors("press-box")
    app.add_node(press_box, html=(visit, depart))
    app.add_post_transform(AddBoxes)
    app.connect("env-updated", on_env_updated)
