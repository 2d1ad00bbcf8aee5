"""Pictures as files: what they may tell in public, and the sizes that screens need.

:func:`.metadata.cleaned` takes from a file what is not for the public; :class:`.sizes.Sizes` makes
smaller ones of it, where Pillow is installed (the extra ``images``). Neither knows Sphinx.
"""

from __future__ import annotations


class Broken(Exception):  # noqa: N818  (what the file is, as the message goes on to say)
    """A file that is no picture, or a damaged one; the message says in what way."""


MOST_PIXELS = 89_478_485
"""Of a picture that is opened at all: Pillow's own limit, a quarter of a gigabyte in memory."""
