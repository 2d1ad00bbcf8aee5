"""Transforms that have nothing to do in a document are not tried.

Sphinx tries ninety on each document, most of which walk through the whole tree to find nothing: a
release has no glossary, no doctest, no tab. Of those that cost something it is known here which
kinds of nodes they act on; they are spared where a document has none. Where a transform of somebody
else is at work, which may make any node, none is spared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.transforms import Transform
from sphinx import addnodes
from sphinx.domains.c import AliasNode as CAlias
from sphinx.domains.cpp import AliasNode as CPPAlias
from sphinx.transforms import SphinxSmartQuotes, SphinxTransform, SphinxTransformer
from sphinx.transforms.i18n import TranslationProgressTotaliser

from . import shortcuts
from .collection.listing import press_releases

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_OURS = f"{__package__}."
KNOWN = (
    *("docutils.", "sphinx.", "sphinxcontrib.", "alabaster.", "myst_parser.", "sphinx_design."),
    _OURS,
)
"""Beginnings of the modules whose transforms and handlers were looked at."""

_NAMED = "reference by name"
_TRANSLATED = "translated inline"
_TRANSLATION = "translation"
_DESIGNED = "component of sphinx-design"
_ANONYMOUS = "anonymous link or target"
_NUMBERED = "reference to a section by its number"
_IN_PAGE = "link within the page"
_ATTRIBUTES = {
    "refname": _NAMED,
    "translatable": _TRANSLATED,
    "translated": _TRANSLATION,
    "design_component": _DESIGNED,
    "anonymous": _ANONYMOUS,
    "section_numbers": _NUMBERED,
    "id_link": _IN_PAGE,
}
_SMART = "text with typewriter signs"
_ANY = (nodes.pending, nodes.substitution_reference, nodes.substitution_definition)
"""What may become anything."""
_TARGETS = (nodes.target,)
_CODE = (nodes.literal_block, nodes.doctest_block)
_NOTES = (nodes.footnote, nodes.footnote_reference, nodes.citation_reference)

NEEDS: dict[str, tuple[object, ...]] = {
    "sphinx.transforms.AutoIndexUpgrader": (addnodes.index,),
    "sphinx.transforms.HandleCodeBlocks": (nodes.block_quote,),
    "sphinx.transforms.DefaultSubstitutions": (nodes.substitution_reference,),
    "sphinx.transforms.MoveModuleTargets": _TARGETS,
    "sphinx.transforms.ReorderConsecutiveTargetAndIndexNodes": _TARGETS,
    "sphinx.transforms.DoctestTransform": (nodes.doctest_block,),
    "sphinx.transforms.GlossarySorter": (addnodes.glossary,),
    "sphinx.transforms.SphinxSmartQuotes": (_SMART,),
    "sphinx.transforms.i18n.RemoveTranslatableInline": (_TRANSLATED,),
    "sphinx.transforms.i18n.TranslationProgressTotaliser": (_TRANSLATION,),
    "sphinx.transforms.references.SphinxDanglingReferences": (_NAMED, *_TARGETS, *_NOTES),
    "sphinx.builders.latex.transforms.FootnoteDocnameUpdater": _NOTES,
    "sphinx.domains.citation.CitationDefinitionTransform": (nodes.citation,),
    "sphinx.domains.citation.CitationReferenceTransform": (nodes.citation_reference,),
    "docutils.transforms.references.AnonymousHyperlinks": (_ANONYMOUS,),
    "docutils.transforms.references.Substitutions": (nodes.substitution_reference,),
    "docutils.transforms.references.PropagateTargets": _TARGETS,
    "docutils.transforms.references.ExternalTargets": _TARGETS,
    "docutils.transforms.references.InternalTargets": _TARGETS,
    "docutils.transforms.misc.Transitions": (nodes.transition, nodes.footnote),
    "sphinx.transforms.post_transforms.OnlyNodeTransform": (addnodes.only,),
    "sphinx.transforms.post_transforms.PropagateDescDomain": (addnodes.desc_signature,),
    "sphinx.transforms.post_transforms.code.HighlightLanguageTransform": (
        *_CODE,
        addnodes.highlightlang,
    ),
    "sphinx.transforms.post_transforms.code.TrimDoctestFlagsTransform": _CODE,
    "sphinx.transforms.post_transforms.images.ImageDownloader": (nodes.image,),
    "sphinx.transforms.post_transforms.images.DataURIExtractor": (nodes.image,),
    "sphinx.domains.c.AliasTransform": (CAlias,),
    "sphinx.domains.cpp.AliasTransform": (CPPAlias,),
    "myst_parser.mdit_to_docutils.transforms.ResolveSectionRefs": (_NUMBERED,),
    "myst_parser.mdit_to_docutils.transforms.ResolveAnchorIds": (_IN_PAGE,),
    "sphinx_design.extension.AddFirstTitleCss": (nodes.docinfo,),
    "sphinx_pressroom.collection.listing.FillLists": (press_releases,),
    "sphinx_design.aside.AsideHtmlTransform": (_DESIGNED,),
    "sphinx_design.dropdown.DropdownHtmlTransform": (_DESIGNED,),
    "sphinx_design.tabs.TabSetHtmlTransform": (_DESIGNED,),
}
"""By a transform's name, the kinds of nodes without which it does nothing."""

_SIGNS = ('"', "'", "`", "\\", "&", "--", "..", ". .")
"""Signs that smart quotes make others of; any sign in a text that has been escaped."""
_ALWAYS = len(nodes.Element.list_attributes)
"""How many attributes each element has; what is looked for is none of them."""


def found_in(document: nodes.document, *, smart: bool) -> set[object]:
    """Tell which kinds of nodes a document has, and what else transforms look for.

    ``smart`` tells whether smart quotes are among what transforms make.
    """
    kinds: set[type] = set()
    attributes: set[str] = set()
    for node in document.findall(nodes.Element):
        kinds.add(type(node))
        if len(node.attributes) > _ALWAYS:
            attributes.update(node.attributes)
    found: set[object] = {one for kind in kinds for one in kind.__mro__}
    found.update(_ATTRIBUTES[name] for name in _ATTRIBUTES.keys() & attributes)
    return found | {_SMART} if smart and _has_signs(document) else found


def _has_signs(document: nodes.document) -> bool:
    """Tell whether a text has anything of which smart quotes make something else."""
    text = "\n".join(document.findall(nodes.Text))
    return any(sign in text for sign in _SIGNS)


def are_known(made: Iterable[object]) -> bool:
    """Tell whether classes and functions are all of modules that were looked at."""
    return all(_is_known(one.__module__) for one in made)


@cache
def _is_known(module: str) -> bool:
    return f"{module}.".startswith(KNOWN)


@cache
def _needs(transforms: frozenset[Any]) -> dict[Any, tuple[object, ...]] | None:
    """Give what transforms need, of those that need anything; nothing if not all are known."""
    if not are_known(transforms):
        return None
    named = {one: f"{one.__module__}.{one.__name__}" for one in transforms}
    return {one: NEEDS[name] for one, name in named.items() if name in NEEDS}


def needed(document: nodes.document, transforms: Iterable[type[Transform]]) -> set[type[Transform]]:
    """Give those transforms that may do something in a document."""
    asked = frozenset(transforms)
    needs = _needs(asked)
    if needs is None:
        return set(asked)
    found = found_in(document, smart=SphinxSmartQuotes in asked)
    if not found.isdisjoint(_ANY):
        return set(asked)
    return set(asked) - {one for one, what in needs.items() if found.isdisjoint(what)}


class Spare(SphinxTransform):
    """Take out of those that are still to come what has nothing to do; translations are in."""

    default_priority = 22

    def apply(self, **kwargs: Any) -> None:
        """Leave the transforms that may do something."""
        if not shortcuts.taken(self.config):
            return
        transformer: Any = self.document.transformer
        kept = needed(self.document, (one for _, one, _, _ in transformer.transforms))
        if TranslationProgressTotaliser not in kept:
            self.document["translation_progress"] = {"total": 0, "translated": 0}
        transformer.transforms = [one for one in transformer.transforms if one[1] in kept]


@contextmanager
def resolving(env: BuildEnvironment, transforms: Sequence[type[Transform]]) -> Iterator[None]:
    """Let an environment spare transforms, too, while pages are written."""
    if not shortcuts.taken(env.config):
        yield
        return
    env.apply_post_transforms = partial(_resolve, env, transforms)  # type: ignore[method-assign]
    try:
        yield
    finally:
        del env.apply_post_transforms


def _resolve(
    env: BuildEnvironment,
    transforms: Sequence[type[Transform]],
    doctree: nodes.document,
    docname: str,
) -> None:
    """Do as ``BuildEnvironment.apply_post_transforms`` does, with those that may do something."""
    before = env.current_document
    env.current_document = deepcopy(before)
    env.current_document.docname = docname
    try:
        transformer = SphinxTransformer(doctree)
        transformer.set_environment(env)
        kept = needed(doctree, transforms)
        transformer.add_transforms([one for one in transforms if one in kept])
        transformer.apply_transforms()
    finally:
        env.current_document = before
    env.events.emit("doctree-resolved", doctree, docname)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(Spare)
