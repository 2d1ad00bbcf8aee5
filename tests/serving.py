"""A web server as a careful newsroom runs one: compressed, below a path, under a strict policy."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

BASE = "/en/latest/"
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
COMPRESSED = {".html", ".css", ".js", ".svg", ".xml", ".json", ".csv"}


class Answer(NamedTuple):
    """What was asked for, and what went over the wire for it."""

    path: str
    status: int
    size: int
    """Bytes of the body as sent; headers are not counted."""


class Site:
    """A folder that is served; ``url`` is its address, ``answers`` all that was sent."""

    def __init__(self, folder: Path, base: str = BASE, policy: str = POLICY) -> None:
        self.folder, self.base, self.policy = folder, base, policy
        self.answers: list[Answer] = []
        handler = type("Handler", (_Handler,), {"site": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}{base}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        file = Path(self.translate_path("/" + path.removeprefix(self.site.base)))
        if file.is_dir():
            file /= "index.html"
        known = path.startswith(self.site.base) and file.is_file()
        if not known:
            file = self.site.folder / "404.html"
        body = file.read_bytes() if file.is_file() else b"not found"
        headers = {"Content-Type": self.guess_type(str(file))}
        if file.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self.site.answers.append(Answer(path, 200 if known else 404, len(body)))
        self.send_response(200 if known else 404)
        if self.site.policy:
            headers["Content-Security-Policy"] = self.site.policy
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        self.directory = str(self.site.folder)
        return super().translate_path(path)

    def guess_type(self, path: Any) -> str:
        found = super().guess_type(path)
        return f"{found}; charset=utf-8" if found.startswith("text/") else found

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def serving(folder: Path, base: str = BASE, policy: str = POLICY) -> Iterator[Site]:
    """Serve a folder as long as the context lasts."""
    site = Site(folder, base, policy)
    try:
        yield site
    finally:
        site.close()
