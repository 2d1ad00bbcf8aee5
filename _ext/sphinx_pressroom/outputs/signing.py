"""The key that signs the list of what is published: where it may lie, and that it can sign.

Nothing says where the key is, and nothing but its public half is kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..places import place
from ..problems import Problem, Subtype, report
from ..proof import signature
from ..proof.signature import Refused
from . import web
from .builder import NeverStale

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SETTING = "press_signing_key"
VARIABLE = "PRESSROOM_SIGNING_KEY"
_MARK = "PRIVATE KEY-----"
_CONTENT = "is a private key itself; give the path of a file, and take the key for known to others"
_INSIDE = "the key lies where it may be published or committed; move it out of the repository"


@dataclass(frozen=True)
class Signer:
    """A key that can sign."""

    key: Path
    public: str
    identity: str
    """Whose key it is: the host of the site."""

    @property
    def fingerprint(self) -> str:
        """The public key's fingerprint, as OpenSSH shows it."""
        return signature.fingerprint(self.public)

    @property
    def signers(self) -> bytes:
        """The file that ``ssh-keygen -Y verify`` wants."""
        return signature.signers(self.identity, self.public)

    def sign(self, content: bytes) -> bytes:
        """Sign the content of a file."""
        return signature.sign(content, self.key)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Keep a key that was written into ``conf.py`` out of the cache."""
    if _MARK in str(config.press_signing_key or ""):
        config.press_signing_key = None
        _refuse(app, SETTING, _CONTENT)


def on_builder_inited(app: Sphinx) -> None:
    """Look at the key, where the builder writes pages; say what is wrong with it, and go on."""
    builder = app.builder
    given = os.environ.get(VARIABLE) or app.config.press_signing_key
    if not given or not isinstance(builder, NeverStale) or not builder.press_archives:
        return
    name = VARIABLE if os.environ.get(VARIABLE) else SETTING
    if _MARK in given:
        _refuse(app, name, _CONTENT)
        return
    key = Path(app.confdir, Path(given).expanduser())
    if _is_inside(app, key):
        _refuse(app, name, _INSIDE)
        return
    try:
        public = signature.public_key(key)
    except Refused as refused:
        _refuse(app, name, refused.refusal.value)
        return
    identity = web.host(str(app.config.html_baseurl or "")) or "press-room"
    builder.signer = Signer(key, public, identity)


def _refuse(app: Sphinx, name: str, why: str) -> None:
    at = place(Path(app.confdir), SETTING)
    message = f"{name}: {why}. Until then the list of what is published is not signed"
    report([Problem(Subtype.SETTING, message, at)])


def _is_inside(app: Sphinx, key: Path) -> bool:
    """Tell whether a key lies, by its path or by its links, where builds or commits take files."""
    folders = [folder.resolve() for folder in _folders(app)]
    spellings = (Path(os.path.abspath(key)), key.resolve())  # noqa: PTH100  (links stay)
    return any(one.is_relative_to(folder) for one in spellings for folder in folders)


def _folders(app: Sphinx) -> Iterator[Path]:
    confdir = Path(app.confdir)
    yield from (Path(app.srcdir), confdir, Path(app.outdir), Path(app.doctreedir))
    config = app.config
    for path in (*config.html_static_path, *config.html_extra_path, *config.templates_path):
        yield confdir / path
    for folder in (Path(app.srcdir).resolve(), *Path(app.srcdir).resolve().parents):
        if (folder / ".git").exists():
            yield folder


def setup(app: Sphinx) -> None:
    """Connect the looking at the key."""
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited)
