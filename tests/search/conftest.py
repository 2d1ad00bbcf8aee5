"""A small press room with Pagefind, served below a base path, and a browser to look at it."""

import pytest

from sphinx_pressroom.outputs import pagefind

RELEASES = {
    "releases/2024/tides.md": """---
title: Le marégraphe de Valmer a cent ans
date: 2024-04-23
type: fact-sheet
categories: [Mer]
tags: [marées, archives]
quotes:
- {text: Nous gardons chaque registre., author: Odile Karsenti}
---

Un registre ouvert en 1924.

## Une lecture par heure

Les grandes marées d'équinoxe y sont notées au crayon violet.
""",
    "releases/2025/floods.md": """---
title: "Crues : les relevés de l'hiver"
date: 2025-02-01
categories: [Rivières]
tags: [crues, "niveaux, débits: relevés"]
---

La grande crue de janvier a coupé trois ponts. Un <b>détail</b> : `a < b && c`.
""",
    "releases/2026/universities.md": """---
title: Four universities map the estuary
date: 2026-03-31 09:30:00 +02:00
language: en
categories: [Mer]
tags: [archives]
---

Researchers from four universities measured the tides.
""",
}


@pytest.fixture(autouse=True, scope="session")
def _program(absent):
    """Ask for Pagefind, which an extra installs."""
    if not pagefind.available():
        absent("Pagefind is not installed")


@pytest.fixture(scope="session")
def releases():
    """Return the sources of three releases: two in French, the site's language, one in English."""
    return RELEASES


@pytest.fixture(scope="session")
def settings():
    """Return settings of a French press room."""
    return {
        "extensions": ["myst_parser", "sphinx_pressroom"],
        "language": "fr",
        "html_theme": "pressroom",
    }


@pytest.fixture
def tab(chromium):
    """Open a page; anything that the browser complains about fails the test."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: told.type == "error" and complaints.append(_told(told)))
    yield page
    page.close()
    assert [told for told in complaints if "favicon" not in told] == []


def _told(message):
    return f"{message.text} {message.location['url']}"
