"""The press room of this repository: settings, no logic."""

import os

project = "Institut national des rivières et des rivages"
author = "Institut national des rivières et des rivages"
copyright = "2022–2026, Institut national des rivières et des rivages"
version = "2026"  # what EPUB asks for: the edition of the archive
language = "fr"

extensions = ["myst_parser", "sphinx_design", "sphinx_pressroom"]
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "deflist"]

# The repository holds more than the publication.
include_patterns = ["index.md", "contacts.md", "releases/**"]

press_region = "FR"
press_pdf = True

html_theme = "pressroom"
html_title = "Salle de presse"
html_baseurl = os.environ.get(
    "READTHEDOCS_CANONICAL_URL", "https://presse.rivieres-rivages.example/"
)
html_logo = "_static/logo.svg"
html_theme_options = {
    "accent": "#0b6477",
    "second": "#b26a12",
    "nav_links": [
        {"title": "Archives", "url": "archive/index"},
        {"title": "Contacts", "url": "contacts"},
    ],
}
html_static_path = ["_static"]
templates_path = ["_templates"]
