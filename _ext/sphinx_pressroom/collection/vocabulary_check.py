"""The terms of all releases, checked together: near misses, and what the site does not allow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..digests import digest_of
from ..domain import press_domain
from ..problems import Problem, report
from ..records import Release
from ..records.release import instant
from ..records.text import Term
from .terms import near_misses, unknown

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def problems(env: BuildEnvironment) -> list[Problem]:
    """List what is wrong with the categories, then the tags, of all releases."""
    oldest_first = [
        release
        for _, release in sorted(
            press_domain(env).releases.items(), key=lambda item: (*_first_used(item[1]), item[0])
        )
    ]
    categories = [term for release in oldest_first for term in release.categories]
    tags = [term for release in oldest_first for term in release.tags]
    return [
        *_checked(categories, env.config.press_categories, "press_categories"),
        *_checked(tags, env.config.press_tags, "press_tags"),
    ]


def _first_used(release: Release) -> tuple[bool, float]:
    """Order by date; releases without one come last, so that a date given later moves nothing."""
    return (release.date is None, instant(release.date))


def _checked(
    terms: list[Term], allowed: Iterable[object] | None, setting_name: str
) -> list[Problem]:
    if allowed is None:
        return near_misses(terms, setting_name=setting_name)
    return unknown(terms, [str(name) for name in allowed], setting_name)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Report what the last build did not report already."""
    domain, config = press_domain(env), env.config
    mark = digest_of((domain.edition, config.press_categories, config.press_tags))
    if domain.terms_checked != mark:
        domain.note_terms_checked(mark)
        report(domain.unreported("terms", problems(env)))


def setup(app: Sphinx) -> None:
    """Connect the check."""
    app.connect("env-updated", on_env_updated)
