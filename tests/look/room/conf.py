"""The kitchen sink: all that may stand on a page, in one press room.

``tests/look/kitchen.py`` adds the snippets of the blocks and the pictures, and builds it.
"""

import os

project = "Tarn Harbour Trust"
author = "Tarn Harbour Trust"
copyright = "2024–2026, Tarn Harbour Trust"
version = "2026"
language = os.environ.get("KITCHEN_LANGUAGE", "en")

extensions = ["myst_parser", "sphinx_design", "sphinx_pressroom"]
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "deflist", "fieldlist"]
myst_heading_anchors = 3

# docutils has no quotation marks for Arabic, and says so once for each Arabic release.
suppress_warnings = ["docutils"]

press_region = "GB"
press_now = "2027-06-01T00:00:00Z"
press_per_page = 12
press_collections = {"harbour": {"title": "Harbour", "category": "Harbour"}}

html_title = "Press room"
html_baseurl = "https://press.tarn.example/en/latest/"
html_logo = "logo.svg"
html_theme = os.environ.get("KITCHEN_THEME", "pressroom")
if html_theme == "pressroom":
    html_theme_options = {
        "nav_links": [
            {"title": "Archive", "url": "archive/index"},
            {"title": "Contacts", "url": "contacts"},
        ],
        "footer_links": [
            {"title": "Index", "url": "genindex"},
            {"title": "Mentions légales", "url": "https://www.tarn.example/fr/", "lang": "fr"},
        ],
    }
