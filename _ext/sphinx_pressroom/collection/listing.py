"""Lists of releases: the directive ``press:releases``, and what a list shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .. import clock
from ..blocks.block import (
    Block,
    BlockDirective,
    page_language,
    register,
    site_language,
    tag_visitors,
)
from ..darkroom import published
from ..digests import digest_of
from ..domain import press_domain
from ..files import exists
from ..photos import press_photo, shown_again
from . import forms
from .forms import FORMS, Look, short_lead
from .kept_lines import Entry, Kept
from .marks import marked_by
from .options import AnyOption, Options
from .selection import Selection, select

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec

GROUPS = ("year", "none")


class Listed(NamedTuple):
    """A list that a document shows."""

    selection: Selection
    form: str
    """One of :data:`.forms.FORMS`."""
    group: str
    """``year``, or ``none``."""

    def shown(self, env: BuildEnvironment, docname: str) -> tuple[object, ...]:
        """Give what the list shows on a document's page."""
        found = select(self.selection, env, without=docname)
        return tuple((name, mark_of(env, name, self.form)) for name in found)


def listing(
    entries: Sequence[Entry],
    *,
    form: str,
    group: str,
    here: str,
    language: str,
    now: float,
    link: Callable[..., nodes.Node],
    site: str = "",
    picture: Callable[[str], nodes.image | None] = lambda _: None,
    kept: Kept | None = None,
) -> list[nodes.Node]:
    """Show releases, but not the page ``here`` itself, in a form.

    ``link`` is given a docname and the node that the link holds; ``site`` is the language of
    releases that do not say, where it is not the page's.
    """
    others = [(docname, release) for docname, release in entries if docname != here]
    look = Look(language, site or language, link, picture, now, kept)
    if not others:
        return []
    if group == "year":
        return forms.with_headings(others, form, look)
    return [FORMS[form](others, look, look.label("Releases"))]


def marks_of(env: BuildEnvironment, docnames: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Give releases, each with a digest of what a list shows of it."""
    known = press_domain(env).derive(_marks)
    return tuple((name, known.get((name, "list")) or mark_of(env, name)) for name in docnames)


def mark_of(env: BuildEnvironment, docname: str, form: str = "list") -> str:
    """Digest what a list shows of a release."""
    known = press_domain(env).derive(_marks)
    key = docname, form
    if key not in known or form == "feature":  # which pictures there are is known at the end
        known[key] = digest_of(shown_of(env, docname, form))
    return known[key]


def _marks(env: BuildEnvironment) -> dict[tuple[str, str], str]:
    return {}


def shown_of(env: BuildEnvironment, docname: str, form: str = "list") -> tuple[object, ...]:
    """Give what a list shows of a release, as values that are told apart by their repr.

    They are as they were written: how they are set follows from the language.
    """
    release = press_domain(env).releases[docname]
    language = page_language(env, docname)
    told = marked_by(release, clock.now(env.config))
    words = release.short_name
    if form == "compact":
        return words, language, release.date, told
    kinds = release.type, tuple(map(str, release.categories))
    lead = short_lead(release) if form in {"cards", "feature"} else ""
    found = words, language, release.date, told, *kinds, lead
    if form != "feature":
        return found
    path = picture_path(env, docname)
    return *found, published(env, path)


def picture_path(env: BuildEnvironment, docname: str) -> str:
    """Find a release's first picture among those that pages show; empty when there is none."""
    for image in press_domain(env).releases[docname].images:
        path = exists(env, docname, image.src.text)
        if path in env.images:
            return str(path)
    return ""


def shown(env: BuildEnvironment, docname: str) -> tuple[object, ...]:
    """Give what the lists of a document show."""
    noted = press_domain(env).listings.get(docname, ())
    return tuple((listed, listed.shown(env, docname)) for listed in noted)


# -- the directive ---------------------------------------------------------------------------


class press_releases(Block):
    """The place of a list, filled when all releases are known.

    Attribute ``listed`` is its number among the lists of ``docname``.
    """


class ReleasesDirective(BlockDirective):
    """``press:releases``: any selection of the releases, in any form."""

    has_content = False
    option_spec: ClassVar[OptionSpec] = AnyOption(BlockDirective.option_spec)

    def run(self) -> list[nodes.Node]:
        """Put the place of the list, and note that this page shows it."""
        docname = self.env.docname
        options = Options(self.env, self.options, self.position, self.block_text)
        classes = options.classes()
        self.options["name"] = options.take("name")
        form = options.one_of("form", tuple(FORMS), "list")
        group = options.one_of("group", GROUPS, "none")
        selection = options.selection()
        options.report()
        number = len(self.domain.listings.get(docname, ()))
        self.domain.note_listing(docname, Listed(selection, form, group))
        block = press_releases("", listed=number, docname=docname, classes=classes)
        self.set_source_info(block)
        if self.options["name"]:
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
        for place in list(self.document.findall(press_releases)):
            docname = place["docname"]
            listed: Listed = domain.listings[docname][place["listed"]]
            found = select(listed.selection, self.env, without=docname)
            made = listing(
                [(name, domain.releases[name]) for name in found],
                form=listed.form,
                group=listed.group,
                here=docname,
                language=page_language(self.env, docname),
                now=clock.now(self.config),
                link=partial(document_link, docname),
                site=site_language(self.env),
                picture=self._picture,
            )
            place.extend(made)

    def _picture(self, docname: str) -> press_photo | None:
        path = picture_path(self.env, docname)
        return shown_again(self.env, path) if path else None


def document_link(here: str, docname: str, *content: nodes.Node) -> addnodes.pending_xref:
    """Make the link of a document to another, whatever the builder makes of it."""
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


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write again the pages whose lists now show something else."""
    data = press_domain(env).data
    found = {docname: shown(env, docname) for docname in press_domain(env).listings}
    before, data["shown"] = data["shown"], found
    return sorted(docname for docname in found if before.get(docname) != found[docname])


def setup(app: Sphinx) -> None:
    """Register the directive, also by its short name, and the forms."""
    forms.setup(app)
    visitors = tag_visitors("press-releases")
    register(app, "releases", ReleasesDirective, (press_releases, *visitors))
    app.add_directive("releases", ReleasesDirective)
    app.add_post_transform(FillLists)
    app.connect("env-updated", on_env_updated)
