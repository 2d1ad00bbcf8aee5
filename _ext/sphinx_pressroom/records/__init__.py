"""Records: what a release says, validated and frozen.

Each field is declared once, in ``release.py``, ``people.py`` or ``media.py``, with its help text.
From that one declaration come validation, the located warnings (``check.py``), the JSON Schema for
editors and the version of the stored data (``schema.py``).
"""

from .check import Checked, check
from .life import Change, Embargo, Withdrawal
from .media import Download, Fact, Image, Link, Quote
from .people import Boilerplate, Contact, Email, Phone
from .release import Release, ReleaseType
from .schema import data_version, json_schema
from .text import Located, Moment

__all__ = [
    "Boilerplate",
    "Change",
    "Checked",
    "Contact",
    "Download",
    "Email",
    "Embargo",
    "Fact",
    "Image",
    "Link",
    "Located",
    "Moment",
    "Phone",
    "Quote",
    "Release",
    "ReleaseType",
    "Withdrawal",
    "check",
    "data_version",
    "json_schema",
]
