"""A browser, and a server under the policy that the theme is made for."""

import importlib.util
import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"


class Handler(SimpleHTTPRequestHandler):
    """Serves one folder under a strict policy."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def absent():
    """Return a function that skips for want of a tool, or fails where none may be wanting."""

    def skip(reason):
        if os.environ.get("PRESSROOM_NO_SKIP") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    return skip


@pytest.fixture(scope="session")
def serve():
    """Return a function that serves a folder and gives its address."""
    servers = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

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
