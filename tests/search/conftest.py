"""A small press room with Pagefind, served below a base path, and a browser to look at it."""

import importlib.util
import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sphinx_pressroom.outputs import pagefind

BASE = "/en/latest/"
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
CHROMIUM = "/usr/bin/chromium"
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


@pytest.fixture(scope="session")
def absent():
    """Return a function that skips for want of a tool, or fails where none may be wanting."""

    def skip(reason):
        if os.environ.get("PRESSROOM_NO_SKIP") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    return skip


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


class Handler(SimpleHTTPRequestHandler):
    """Serves one folder below the base path, under a strict policy."""

    def translate_path(self, path):
        return super().translate_path("/" + path.removeprefix(BASE))

    def do_GET(self):
        if self.path.startswith(BASE):
            super().do_GET()
        else:
            self.send_error(404)

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def serve():
    """Return a function that serves a folder and gives its address."""
    servers = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}{BASE}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def chromium(absent):
    """Start Debian's Chromium."""
    if importlib.util.find_spec("playwright") is None or not Path(CHROMIUM).exists():
        absent("no browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


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
