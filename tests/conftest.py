"""Fixtures that the whole suite shares: projects made of a few files, and built."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sphinx.application import builtin_extensions
from sphinx.locale import translators
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

from serving import Site

pytest_plugins = ("sphinx.testing.fixtures",)

for _extension in builtin_extensions:
    # What these say is in the language of whichever application imports them first.
    importlib.import_module(_extension)

Files = Mapping[str, str | bytes | None]
INDEX = "# Press room\n"
CONF = {"extensions": ["myst_parser", "sphinx_pressroom"], "language": "en", "press_region": "FR"}
CHROMIUM = "/usr/bin/chromium"
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("default", max_examples=50, deadline=None, suppress_health_check=SLOW)
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
"""How often properties are tried; no example has to be quick."""
NOTHING = SimpleNamespace(params={})
_LOCATED = re.compile(r"(.+?):(\d+):(\d+): (?:WARNING|ERROR): (.*) \[press\.(\w+)\]")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long tests, unless ``-m`` chooses or the suite runs in CI.

    What is tried with dirhtml's addresses after those of html is long.
    """
    for item in items:
        if "dirhtml" in getattr(item, "callspec", NOTHING).params.values():
            item.add_marker(pytest.mark.long)
    if config.option.markexpr or os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="long: run with -m long"))


class Warned(NamedTuple):
    """One of our warnings: the file's path in the source folder, its place, subtype and message."""

    path: str
    line: int
    column: int
    subtype: str
    message: str


@dataclass(frozen=True)
class Built:
    """What a build left: the app, its warnings as text without colours, and the output folder."""

    app: SphinxTestApp
    warnings: str
    out: Path

    @property
    def located(self) -> list[Warned]:
        """Our warnings, in the order of the log; any other line of the log fails the test."""
        found = []
        for line in self.warnings.splitlines():
            match = _LOCATED.fullmatch(line)
            assert match, f"neither ours nor located: {line}"
            path, row, column, message, subtype = match.groups()
            short = Path(path).relative_to(self.app.srcdir).as_posix()
            found.append(Warned(short, int(row), int(column), subtype, message))
        return found

    @property
    def releases(self) -> dict[str, Any]:
        """The records of the build, by docname."""
        return self.app.env.get_domain("press").releases

    def page(self, docname: str) -> str:
        """Read a page of the output."""
        return (self.out / f"{docname}.html").read_text("utf-8")


class Compiled(BytecodeCache):
    """The templates that this process has compiled; each build would do so again."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled from the same source."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


class Project:
    """A folder that is built as often as it is called, each time with some files changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.apps: list[SphinxTestApp] = []

    def __call__(
        self, files: Files, *, builder: str = "html", parallel: int = 0, **conf: Any
    ) -> Built:
        """Write the files (``None`` deletes one) and build; what was there before stays."""
        settings = {**CONF, **conf}
        lines = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
        first = not self.apps
        for name, content in {**({"index.md": INDEX} if first else {}), **files}.items():
            self._write(name, content)
        if first or conf:
            self._write("conf.py", lines)
        self.close()
        # The language of an earlier build stays where there is no catalogue, as for English.
        translators.clear()
        app = SphinxTestApp(
            builder, srcdir=self.folder, warning=StringIO(), verbosity=0, parallel=parallel
        )
        self.apps.append(app)
        if templates := getattr(app.builder, "templates", None):
            templates.environment.bytecode_cache = COMPILED
        app.build()
        warnings = strip_escape_sequences(app.warning.getvalue())
        return Built(app, warnings, Path(app.outdir))

    def _write(self, name: str, content: str | bytes | None) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def close(self) -> None:
        """Take back what Sphinx registered globally for the last build."""
        if self.apps:
            self.apps[-1].cleanup()


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Project]:
    """Build a project of its own folder: ``build({"releases/a.md": "…"}, press_kramdown=True)``."""
    (tmp_path / "source").mkdir()
    project = Project(tmp_path / "source")
    yield project
    project.close()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Project]]:
    """Make projects that all tests of a module look at and none changes."""
    made: list[Project] = []

    def make() -> Project:
        made.append(Project(tmp_path_factory.mktemp("source")))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture(scope="session")
def absent() -> Callable[[str], None]:
    """Return a function that skips for want of a tool, or fails where none may be wanting."""

    def skip(reason: str) -> None:
        if os.environ.get("PRESSROOM_NO_SKIP") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    return skip


@pytest.fixture(scope="session")
def chromium(absent: Callable[[str], None]) -> Iterator[Any]:
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


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder, as a careful newsroom does, and gives its address."""
    sites: list[Site] = []

    def start(folder: Path) -> str:
        sites.append(Site(folder))
        return sites[-1].url

    yield start
    for site in sites:
        site.close()


@pytest.fixture
def make_key(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes a key pair for signatures, beside the sources of a build."""

    def make(
        name: str, *, kind: str = "ed25519", passphrase: str = "", comment: str = "test"
    ) -> Path:
        key = tmp_path / name
        command = ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", comment, "-f", str(key)]
        subprocess.run(command, check=True, capture_output=True)
        return key

    return make
