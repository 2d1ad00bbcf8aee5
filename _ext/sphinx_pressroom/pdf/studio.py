"""The studio: what all documents of a build share on paper, and the folder that they are set from.

The folder holds copies, named by their content, of nothing but what a document shows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

import imagesize

from ..brand import Brand
from ..darkroom import PRINTS
from ..domain import press_domain
from ..files import published
from ..outputs.web import base, uri
from ..pictures import MOST_PIXELS
from .banner import banner
from .dress import dress
from .engine import Engine
from .inline import NOWHERE
from .writer import Picture

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from ..outputs.builder import NeverStale

HERE = Path(__file__).parent
TEMPLATE = HERE / "press.typ"
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"RIFF", ".webp"),
)
"""Formats that the engine shows, by their first bytes; and SVG."""


@dataclass
class Studio:
    """What documents are set with."""

    env: BuildEnvironment
    builder: NeverStale
    folder: Path
    brand: Brand
    fonts: tuple[Path, ...] = ()
    _staged: dict[str, str] = field(default_factory=dict)
    _broken: dict[str, str] = field(default_factory=dict)
    """Why staged pictures cannot be shown; nothing for those that can."""

    @property
    def config(self) -> Config:
        """The settings."""
        return self.env.config

    @cached_property
    def engine(self) -> Engine:
        """The engine, with its template in place."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fonts = self.folder / "fonts" if self.fonts else None
        for number, file in enumerate(self.fonts):
            (self.folder / "fonts").mkdir(exist_ok=True)
            (self.folder / "fonts" / f"{number}{file.suffix}").write_bytes(file.read_bytes())
        made = Engine(self.folder, fonts)
        (self.folder / "press.typ").write_bytes(TEMPLATE.read_bytes())
        (self.folder / "brand.typ").write_text(dress(self.brand, made.families()), "utf-8")
        return made

    @cached_property
    def organisation(self) -> str:
        """The name of the house."""
        values = self.config.values
        given = str(self.config.author)
        return str(self.config.project) if given == values["author"].default else given

    @cached_property
    def logo(self) -> str:
        """The staged logo; nothing where there is none that can be shown."""
        written = str(self.config.html_logo or "")
        if not written or "://" in written:
            return ""
        try:
            path = self._stage(Path(self.builder.confdir, written))
        except ValueError:
            return ""
        return "" if self.engine.shows(path) else path

    def banner(self, docname: str) -> str:
        """Say in a few words what each page of a release has to say first."""
        return banner(self.env, docname)

    # -- addresses -----------------------------------------------------------------------------

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label at which each release begins, by the address of its page."""
        return {self.page(docname): start(docname) for docname in press_domain(self.env).releases}

    def page(self, docname: str) -> str:
        """Give the address of a page, on a site of no name where the site has none."""
        return urljoin(base(self.config) or NOWHERE, uri(self.builder, docname))

    def address(self, docname: str) -> str:
        """Give the absolute address of a page; nothing when the site has none."""
        site = base(self.config)
        return urljoin(site, uri(self.builder, docname)) if site else ""

    def download(self, name: str) -> str:
        """Give the absolute address of a file that pages offer, by its published name."""
        site = base(self.config)
        return f"{site}_downloads/{quote(name)}" if site and name else ""

    # -- pictures ------------------------------------------------------------------------------

    def picture(self, path: str) -> Picture:
        """Stage a picture of the source folder; raises ``ValueError``."""
        if path not in self._staged:
            source = Path(self.env.srcdir).resolve()
            real = (source / path).resolve()
            if not real.is_relative_to(source):
                raise ValueError(f"'{path}' leads out of the source folder")
            prints = press_domain(self.env).prints.get(path, ())
            kept = [Path(self.builder.doctreedir, PRINTS, one.kept) for one in prints]
            self._staged[path] = self._stage(*kept or [real])
        staged = self._staged[path]
        if self._broken.get(staged):
            raise ValueError(f"'{path}' cannot be shown: {self._broken[staged]}")
        width, height = imagesize.get(self.folder / staged)
        if int(width) * int(height) > MOST_PIXELS:
            most = MOST_PIXELS // 1_000_000
            raise ValueError(f"'{path}' has more than {most} million pixels, save it smaller")
        return Picture(staged, max(int(width), 0), max(int(height), 0))

    def leave_out_broken(self) -> bool:
        """Look for staged pictures that the engine refuses; tells whether there are new ones."""
        new = {path for path in self._staged.values() if path not in self._broken}
        for path in new:
            self._broken[path] = self.engine.shows(path)
        return any(self._broken[path] for path in new)

    def _stage(self, file: Path) -> str:
        """Copy a file, as it is published, into the folder under the name of its content."""
        try:
            content = published(file)
        except OSError:
            raise ValueError(f"there is no file '{file.name}'") from None
        suffix = next((kind for sign, kind in _SIGNS if content.startswith(sign)), "")
        if not suffix and b"<svg" in content[:4096]:
            suffix = ".svg"
        if not suffix:
            raise ValueError(f"'{file.name}' is in a format that PDF cannot show")
        name = f"pictures/{hashlib.sha256(content).hexdigest()[:32]}{suffix}"
        staged = self.folder / name
        if not staged.is_file():
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_bytes(content)
        return name


def start(docname: str) -> str:
    """Name the label at which a release begins."""
    return f"{docname}#"
