"""What a page shows of other documents, as one digest: with it the page is written again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sphinx.util import docname_join

from .. import clock
from ..darkroom import published
from ..digests import digest_of
from ..domain import Mentions, press_domain
from ..standing import turns
from . import around as neighbours
from . import listing
from .notices import all_notices, notices
from .references import target_of
from .shelves import by_term, home

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def room(env: BuildEnvironment) -> str:
    """Digest what all that stands around texts follows from: releases, titles, and the time."""
    domain = press_domain(env)
    titles = [_title(env, docname) for docname in domain.releases]
    return digest_of((domain.edition, _turned(env), titles))


def standing(env: BuildEnvironment) -> str:
    """Digest what :func:`room` follows from, with the moments at which documents were read."""
    edition, read = press_domain(env).edition, sorted(env.all_docs.items())
    return digest_of((edition, _turned(env), read))


def _turned(env: BuildEnvironment) -> float:
    """Tell when a release last began to look different for the time alone."""
    now = clock.now(env.config)
    turned = (at for one in press_domain(env).releases.values() for at in turns(one) if at <= now)
    return max(turned, default=0.0)


def around(env: BuildEnvironment, docname: str) -> str:
    """Digest what a document's page shows around its text, and in it of archives and notices.

    It follows from the releases and the time alone, as :func:`room` does.
    """
    told = notices(env, docname)
    return digest_of((*_around(env, docname), told, *_archives(env, docname)))


def of_text(env: BuildEnvironment, docname: str) -> str:
    """Digest what a document's text shows of others."""
    return digest_of((of_documents(env, docname), tuple(_archives(env, docname))))


def of_documents(env: BuildEnvironment, docname: str) -> str:
    """Digest what a document's text shows of other documents, archives not among them."""
    parts = (
        tuple(listing.shown(env, docname)),
        notices(env, docname),
        tuple(_references(env, docname)),
        tuple(_tree(env, docname)),
        env.toc_secnumbers.get(docname),
        env.toc_fignumbers.get(docname),
        tuple(_pictures(env, docname)),
    )
    return digest_of(parts)


def is_alone(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether a document's text shows nothing of others but what :func:`around` tells."""
    return not (
        press_domain(env).listings.get(docname)
        or env.toctree_includes.get(docname)
        or env.toc_secnumbers.get(docname)
        or env.toc_fignumbers.get(docname)
        or any(domain != "press" for domain, _, _ in _mentions(env, docname).references)
    )


def _title(env: BuildEnvironment, docname: str) -> str:
    title = env.titles.get(docname)
    return title.astext() if title is not None else ""


def _around(env: BuildEnvironment, docname: str) -> Iterator[object]:
    """Give the neighbours with what their links show, and where the archives of its terms are."""
    found = neighbours.around(env, docname)
    if found is None:
        return
    domain = press_domain(env)
    release = domain.releases[docname]
    yield home(env, docname).prefix, release.date
    for name in (found.older, found.newer):
        yield name, _title(env, name) if name else ""
    for names in (found.related, found.series, found.event):
        yield listing.marks_of(env, names)
    shelves = domain.derive(by_term)
    for kind, terms in (("category", release.categories), ("tag", release.tags)):
        for term in terms:
            shelf = shelves.get((kind, term))
            yield shelf.page if shelf else None


def _references(env: BuildEnvironment, docname: str) -> Iterator[object]:
    """Give what the cross-references of a document lead to, and what they are called there."""
    labels: Any = env.domains.standard_domain
    for domain, kind, target in _mentions(env, docname).references:
        if domain == "press":
            continue
        bare = target.partition("#")[0]
        for name in dict.fromkeys((target, bare.lstrip("/"), docname_join(docname, bare))):
            if name in env.titles:
                yield name, _title(env, name), env.metadata[name].get("myst_slugs")
        yield target_of(env, docname, domain, kind, target)
        lowered = target.lower()
        yield labels.labels.get(lowered), labels.anonlabels.get(lowered)
        if domain not in {"", "std", "doc"}:
            yield press_domain(env).derive(_objects).get(domain)
        elif kind == "any":
            yield press_domain(env).derive(_objects)


def _archives(env: BuildEnvironment, docname: str) -> Iterator[object]:
    """Give the archive pages that a document's references to them lead to."""
    for domain, kind, target in _mentions(env, docname).references:
        if domain == "press":
            yield target_of(env, docname, domain, kind, target)


def _objects(env: BuildEnvironment) -> dict[str, str]:
    return {domain.name: repr(sorted(domain.get_objects())) for domain in env.domains.sorted()}


def _tree(env: BuildEnvironment, docname: str) -> Iterator[object]:
    """Give the titles of all documents below a document's tables of contents."""
    seen = {docname}
    waiting = list(env.toctree_includes.get(docname, ()))
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            yield name, _title(env, name)
            waiting += env.toctree_includes.get(name, ())


def _pictures(env: BuildEnvironment, docname: str) -> Iterator[object]:
    """Give the published names and sizes of a document's pictures."""
    for path in _mentions(env, docname).pictures:
        yield published(env, path)


def _mentions(env: BuildEnvironment, docname: str) -> Mentions:
    return press_domain(env).mentions.get(docname) or Mentions()


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write again the pages whose notices have changed; only digests of these are stored."""
    data = press_domain(env).data
    found = {docname: digest_of(those) for docname, those in all_notices(env).items()}
    before, data["noticed"] = data["noticed"], found
    both = before.keys() | found.keys()
    changed = {docname for docname in both if before.get(docname) != found.get(docname)}
    return sorted(changed & env.found_docs)


def setup(app: Sphinx) -> None:
    """Connect the writing of pages whose notices have changed."""
    app.connect("env-updated", on_env_updated)
