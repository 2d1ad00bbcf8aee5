"""Every ``press_…`` setting, once: default, what a change of it rebuilds, type and help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from sphinx.util.matching import Matcher

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SUFFIX = ".md"
"""Of the source files that our parser reads."""

RAW_HTML = ("allow", "sanitise", "forbid")
"""What may become of HTML in releases."""

LAYOUT = [
    "header",
    "notice",
    "lead",
    "gallery",
    "body",
    "quote",
    "facts",
    "links",
    "downloads",
    "contacts",
    "boilerplate",
    "notes",
    "changes",
    "tags",
]
PASS_FIELDS = [
    "myst",
    "mystnb",
    "substitutions",
    "html_meta",
    "orphan",
    "tocdepth",
    "nocomments",
    "nosearch",
    "no-search",
    "sd_hide_title",
    "html_theme*",
    "jupytext",
    "kernelspec",
    "og:*",
]
"""Top-level keys that MyST, Sphinx or other extensions own, as patterns of :mod:`fnmatch`."""


class Setting(NamedTuple):
    """One configuration value."""

    name: str
    default: Any
    types: tuple[type, ...]
    """None given: any."""
    description: str
    rebuild: Literal["env", ""] = "env"
    """What a change of it reads or writes again, as for ``add_config_value``."""


SETTINGS = (
    Setting(
        "press_releases",
        ["releases/**"],
        (list, tuple),
        "Which source files are releases: patterns on paths with suffix, as in exclude_patterns",
    ),
    Setting(
        "press_vocabulary",
        None,
        (str, dict),
        "A mapping of foreign field names: the name of a shipped one, a file, or the mapping",
    ),
    Setting(
        "press_kramdown",
        False,
        (bool, list, tuple),
        "Which releases are written for kramdown: all (True), or patterns on paths with suffix",
    ),
    Setting("press_contacts", "contacts.yml", (str,), "The contact book, a file of the source"),
    Setting(
        "press_boilerplates", "boilerplates.yml", (str,), "Standing texts, a file of the source"
    ),
    Setting("press_layout", LAYOUT, (list, tuple), "The blocks of a release, in order"),
    Setting(
        "press_extra_fields",
        [],
        (list, tuple, dict),
        "Names of the site's own front-matter fields, kept under 'ext'",
    ),
    Setting(
        "press_pass_fields",
        [],
        (list, tuple),
        "More names of fields that are left to MyST and other extensions",
    ),
    Setting(
        "press_region",
        None,
        (str,),
        "Country (ISO 3166) in which numbers without + are dialled; else from the language",
    ),
    Setting(
        "press_collections",
        {},
        (dict,),
        "Parts of the press room with an archive of their own: a name, and what it selects",
    ),
    Setting(
        "press_categories",
        None,
        (list, tuple),
        "The categories that there are; any other is an error. None allows all",
    ),
    Setting(
        "press_tags",
        None,
        (list, tuple),
        "The tags that there are; any other is an error. None allows all",
    ),
    Setting("press_per_page", 50, (int,), "Releases on one page of an archive"),
    Setting("press_feed_entries", 50, (int,), "Entries of a feed, the newest"),
    Setting(
        "press_pdf",
        False,
        (bool,),
        "Set each release as PDF too, and offer it on its page; needs the extra [pdf]",
    ),
    Setting(
        "press_pdf_volumes",
        ["years", "all"],
        (list, tuple),
        "Which volumes are bound of the PDFs: years, all, or none of them",
    ),
    Setting(
        "press_pdf_fonts",
        [],
        (list, tuple),
        "Files of fonts beside those that are shipped: paths from the folder of conf.py",
    ),
    Setting(
        "press_image_widths",
        [480, 800, 1200, 1600],
        (list, tuple),
        "Widths, in pixels, that screens choose from; the last is the largest shown. [] makes none",
    ),
    Setting(
        "press_raw_html",
        "sanitise",
        (str,),
        "HTML in releases: sanitise (keep harmless elements), forbid (show it as typed), or allow",
    ),
    Setting(
        "press_search",
        "auto",
        (str,),
        "Which search: auto (Pagefind where it is installed), pagefind, or sphinx",
    ),
    Setting(
        "press_signing_key",
        None,
        (str,),
        "The file of the private key (Ed25519, OpenSSH) that signs the list of what is published, "
        "outside of the repository; the environment variable PRESSROOM_SIGNING_KEY wins",
        rebuild="",
    ),
    Setting(
        "press_now",
        None,
        (),  # the clock itself says what it can read
        "The clock of the build: a time with zone; else SOURCE_DATE_EPOCH, else its beginning",
        rebuild="",
    ),
    Setting(
        "press_preview",
        False,
        (bool,),
        "Build drafts and embargoed releases too, for those who approve them; also -t preview",
    ),
    Setting(
        "press_shortcuts",
        True,
        (bool,),
        "Build the quicker way; without, the same is made the way of Sphinx, to find a fault",
        rebuild="",
    ),
)


def matcher(patterns: Any) -> Matcher:
    """Compile a setting that is true, or a list of path patterns in Sphinx's syntax."""
    if patterns is True:
        return Matcher(["**"])
    return Matcher(list(patterns or ()))


def release_paths(config: Config) -> Callable[[str], bool]:
    """Make the question whether a source path, with suffix, is a release that our parser reads."""
    matches = matcher(config.press_releases)
    return lambda path: path.endswith(SUFFIX) and matches(path)


def raw_html(config: Config) -> str:
    """Tell what becomes of HTML in releases; what is none of the policies is the default."""
    chosen = str(config.press_raw_html)
    return chosen if chosen in RAW_HTML else "sanitise"


def image_widths(config: Config) -> tuple[int, ...]:
    """Give the widths of pictures, in pixels, from the smallest; what is none is left out."""
    widths = config.press_image_widths or ()
    return tuple(sorted({width for width in widths if type(width) is int and width > 0}))


def region(config: Config) -> str:
    """Tell the country of the site: ``press_region``, or the likely one of its language."""
    if config.press_region:
        return str(config.press_region).upper()
    try:
        locale = Locale.parse(str(config.language), sep="-" if "-" in config.language else "_")
    except (ValueError, UnknownLocaleError):
        return ""
    if locale.territory:
        return locale.territory
    likely: str = get_global("likely_subtags").get(locale.language, "")
    return likely.rsplit("_", 1)[-1] if "_" in likely else ""


def setup(app: Sphinx) -> None:
    """Register the settings."""
    for setting in SETTINGS:
        types: Any = frozenset((*setting.types, type(None)) if setting.types else ())
        app.add_config_value(
            setting.name,
            setting.default,
            setting.rebuild,
            types=types,
            description=setting.description,
        )
