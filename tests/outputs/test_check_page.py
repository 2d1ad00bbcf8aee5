"""The page that says how anybody checks a release."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from conftest import Built, Project

FILES = {
    "plan.pdf": b"%PDF-1.4\nplan\n",
    "releases/a.md": "---\ntitle: A\ndate: 2026-03-31\ndownloads: [{file: /plan.pdf}]\n---\n\nA.\n",
    "releases/b.md": "---\ntitle: B\ndate: 2026-04-01\n---\n\nB.\n",
}


def commands(built: Built) -> list[str]:
    """Give the commands that the page shows."""
    soup = BeautifulSoup(built.page("check"), "html5lib")
    return [one.get_text().rstrip("\n") for one in soup.select("pre")]


def test_own_files(build: Project) -> None:
    """Its commands name files that this site has."""
    built = build(FILES, html_baseurl="https://port.example/")
    assert commands(built) == [
        "sha256sum plan.pdf",
        "shasum -a 256 plan.pdf",
        'certutil -hashfile "plan.pdf" SHA256',
        'Get-FileHash "plan.pdf"',
        "wget -r -np https://port.example/",
        "sha256sum -c SHA256SUMS",
        "shasum -a 256 -c SHA256SUMS",
        "pip install sphinx-pressroom\npressroom verify .",
    ]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_links(build: Project, builder: str, make_key: Callable[..., Path]) -> None:
    """Its links lead to the lists, the signature and the newest text."""
    built = build(FILES, builder=builder, press_signing_key=str(make_key("key")))
    page = built.out / ("check.html" if builder == "html" else "check/index.html")
    soup = BeautifulSoup(page.read_text("utf-8"), "html5lib")
    links = [link["href"] for link in soup.select("#check a:not(.headerlink)")]
    found = [(page.parent / link).resolve() for link in links]
    assert [file for file in found if not file.is_file()] == []
    assert [file.name for file in found] == [
        "SHA256SUMS",
        "press-releases.json",
        "SHA256SUMS.sig",
        "allowed_signers",
        "b.txt",
    ]


def test_signature_as_it_says(
    build: Project, make_key: Callable[..., Path], absent: Callable[[str], None]
) -> None:
    """The command for the signature works as it stands there, and shows the fingerprint below it."""
    if not shutil.which("ssh-keygen"):
        absent("no ssh-keygen")
    key = str(make_key("key"))
    built = build(FILES, html_baseurl="https://port.example/", press_signing_key=key)
    command, fingerprint = commands(built)[-2:]
    done = subprocess.run(
        command, shell=True, cwd=built.out, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.split()[-1] == fingerprint
    assert "port.example" in command


def test_without_signature(build: Project) -> None:
    """Without a key it says what the lists do not show."""
    assert "are not signed" in build(FILES).page("check")


def test_french(build: Project) -> None:
    """It speaks the site's language."""
    page = build(FILES, language="fr").page("check")
    assert "Vérifier un communiqué" in page
    assert "Ouvrez un terminal" in page


def test_own_page(build: Project) -> None:
    """A document of that name stands in its place."""
    built = build({**FILES, "check.md": "---\norphan: true\n---\n\n# Our way\n"})
    assert "Our way" in built.page("check")
    assert "sha256sum" not in built.page("check")
