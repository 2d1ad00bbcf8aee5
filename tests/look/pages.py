"""The kinds of page that there are, each with one page of the kitchen sink that shows it."""

from __future__ import annotations

from longer import long_but

RELEASES = {
    "release": "releases/2026/everything.html",
    "long words": "releases/2026/words.html",
    "long headline": "releases/2026/headline.html",
    "pictures": "releases/2026/gallery.html",
    "right to left": "releases/2026/arabic.html",
    "french": "releases/2026/french.html",
    "correction": "releases/2026/correction.html",
    "corrected": "releases/2026/corrected.html",
    "withdrawn": "releases/2026/withdrawn.html",
    "replacing": "releases/2026/replacing.html",
    "paragraph": "releases/2026/paragraph.html",
    "no picture": "releases/2025/statement.html",
    "long": "releases/2025/long.html",
}
KINDS = {
    "landing": "index.html",
    "release": RELEASES["release"],
    "right to left": RELEASES["right to left"],
    "listing": "lists.html",
    "archive": "archive/index.html",
    "later page": "archive/page/2.html",
    "year": "archive/2026.html",
    "month": "archive/2026/09.html",
    "term": "category/harbour.html",
    "terms": "tag/index.html",
    "collection": "harbour/archive/index.html",
    "contacts": "contacts.html",
    "check": "check.html",
    "search": "search.html",
    "results": "search.html?q=gates",
    "index": "genindex.html",
    "not found": "404.html",
}
"""One page of each kind."""
ALL = {**KINDS, **RELEASES}
EVERY_DAY = ("landing", "release", "search")
"""Kinds that are looked at on each run; the others in the long one."""
SOME = long_but(EVERY_DAY, KINDS)
HOUSE = {
    "landing": "index.html",
    "release": "releases/2026/trait-fin-carte-complete.html",
    "media kit": "releases/2025/dossier-campagne-estran.html",
    "english": "releases/2026/twin-marshes.html",
    "archive": "archive/index.html",
    "contacts": "contacts.html",
    "search": "search.html",
    "not found": "404.html",
}
"""Pages of the repository's own press room, in French."""
