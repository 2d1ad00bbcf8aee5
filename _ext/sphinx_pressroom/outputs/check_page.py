"""The page "Check a release": how anybody checks a file, a text or the whole archive."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from docutils import nodes
from markupsafe import escape

from ..blocks.block import bullets, line, site_language
from ..labels import labels
from ..proof import manifest
from ..proof.signature import NAMESPACE
from . import web
from .attachments import attachments
from .feeds import links
from .publication import EVENT, Output, Publication
from .signing import Signer
from .verification import is_proved, text_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE = "check"


class Example(NamedTuple):
    """Names of this site's own files, for the commands."""

    text: str
    file: str


def on_press_outputs(app: Sphinx, publication: Publication) -> list[Output]:
    """Give the page, unless a document has its name."""
    found = publication.domain.newest()
    if not found or PAGE in publication.env.found_docs or not is_proved(app):
        return []
    builder: Any = publication.builder
    files = [one for name, _ in found for one in attachments(app, name)]
    text = text_path(builder, found[0][0])
    example = Example(text, files[0].path if files else text)
    signer: Signer | None = builder.signer
    path = builder.door.path(Path(builder.get_output_path(PAGE)))
    by = (signer.public, signer.identity) if signer else None
    inputs = (example, by, links(publication.env, PAGE))
    return [Output(path, inputs, partial(_render, publication, example, signer))]


def _render(publication: Publication, example: Example, signer: Signer | None) -> bytes:
    builder: Any = publication.builder
    writer = _Writer(publication)
    parts = [*writer.lists(example, signer), *writer.file(example), *writer.text(example)]
    parts += [*writer.archive(), *writer.signature(signer)]
    title = writer.label("Check a release")
    section = nodes.section("", nodes.title("", title), *parts, ids=[PAGE])
    body = builder.render_body(PAGE, [section])
    context = {"title": str(escape(title)), "body": body, "parents": []}
    content: bytes = builder.render_page(PAGE, context, "page.html") or b""
    return content


class _Writer:
    """Writes the parts of the page, in the site's language."""

    def __init__(self, publication: Publication) -> None:
        self.label = labels(site_language(publication.env))
        self.base = web.base(publication.config)
        self._builder: Any = publication.builder

    def lists(self, example: Example, signer: Signer | None) -> Iterator[nodes.Node]:
        """Say what there is to check with, and link to it."""
        yield self._words(
            "Each release is published with its SHA-256: 64 digits and letters that follow from "
            "its text, and are others as soon as one character is. The same holds for each file. "
            "Whoever has a copy works out its SHA-256 and compares."
        )
        files = [
            (manifest.SUMS, self.label("all files, each with its SHA-256")),
            (manifest.NAME, self.label("all releases with their files, for machines")),
        ]
        if signer:
            files.append((manifest.SIGNATURE, self.label("the signature")))
            files.append((manifest.SIGNERS, self.label("the public key")))
        yield bullets("", [[line("", self._link(name), f": {words}")] for name, words in files])

    def file(self, example: Example) -> Iterator[nodes.Node]:
        """Say how a file is checked."""
        name = example.file.rpartition("/")[2]
        yield self._section(
            "A file or a picture",
            self._words("Open a terminal in the folder that holds the file, and type one line:"),
            *self._commands(
                ("Linux", f"sha256sum {_quoted(name)}"),
                ("macOS", f"shasum -a 256 {_quoted(name)}"),
                (self.label("Windows, command prompt"), f'certutil -hashfile "{name}" SHA256'),
                ("PowerShell", f"Get-FileHash '{name}'"),
            ),
            self._words(
                "What it answers has to stand in SHA256SUMS, and at the end of the release's page, "
                "under “Check this release”. Capitals and small letters mean the same here."
            ),
        )

    def text(self, example: Example) -> Iterator[nodes.Node]:
        """Say how a text is checked."""
        path = nodes.reference("", example.text, refuri=self._to(example.text), internal=True)
        yield self._section(
            "A text",
            self._words(
                "Beside each page lies the text of the release, without the look of the page. "
                "The newest:"
            ),
            line("", path),
            self._words(
                "Save that file and check it like any other. Then compare with it what you were "
                "sent: what does not stand in it was not published here."
            ),
        )

    def archive(self) -> Iterator[nodes.Node]:
        """Say how a copy of the whole press room is checked."""
        copied = [("wget", f"wget -r -np {self.base}")] if self.base else []
        yield self._section(
            "The whole archive",
            self._words("In the folder of a complete copy, type one line; each file is named:"),
            *self._commands(
                *copied,
                ("Linux", f"sha256sum -c {manifest.SUMS}"),
                ("macOS", f"shasum -a 256 -c {manifest.SUMS}"),
            ),
            self._words(
                "The program pressroom also reads the pages, and says in plain words what does "
                "not match; it needs no connection:"
            ),
            *self._commands(("Python", "pip install sphinx-pressroom\npressroom verify .")),
        )

    def signature(self, signer: Signer | None) -> Iterator[nodes.Node]:
        """Say how the signature is checked, and what can be said without one."""
        if not signer:
            yield self._section(
                "Who published it",
                self._words(
                    "The lists of this press room are not signed: they show that a copy is what "
                    "stands here, and nothing else. In doubt, call a press contact whose number "
                    "you know already."
                ),
            )
            return
        command = (
            f"ssh-keygen -Y verify -f {manifest.SIGNERS} -I {signer.identity} -n {NAMESPACE} "
            f"-s {manifest.SIGNATURE} < {manifest.SUMS}"
        )
        yield self._section(
            "Who published it",
            self._words(
                "SHA256SUMS is signed. OpenSSH, which Linux, macOS and Windows have, checks that; "
                "save the four files named above into one folder, and type:"
            ),
            *self._commands((self.label("Linux, macOS, Windows command prompt"), command)),
            self._words(
                "The answer begins with “Good” and ends with the fingerprint of the key. It has to "
                "be this one:"
            ),
            nodes.literal_block("", signer.fingerprint, language="none"),
            self._words(
                "Who forges a page can forge this one too: compare the fingerprint with one that "
                "you have from elsewhere, or ask a press contact whose number you know already."
            ),
        )

    # -- inside ----------------------------------------------------------------------------------

    def _words(self, message: str) -> nodes.paragraph:
        return line("", self.label(message))

    def _section(self, title: str, *parts: nodes.Node) -> nodes.section:
        name = nodes.make_id(title)
        return nodes.section("", nodes.title("", self.label(title)), *parts, ids=[name])

    @staticmethod
    def _commands(*commands: tuple[str, str]) -> Iterator[nodes.Node]:
        for system, command in commands:
            yield line("press-system", system)
            yield nodes.literal_block("", command, language="none")

    def _link(self, name: str) -> nodes.reference:
        return nodes.reference("", name, refuri=self._to(name), internal=True)

    def _to(self, path: str) -> str:
        here: str = self._builder.get_target_uri(PAGE)
        return "../" * here.count("/") + quote(path)


def _quoted(name: str) -> str:
    return f'"{name}"' if not name.isidentifier() and " " in name else name


def setup(app: Sphinx) -> None:
    """Join the outputs."""
    app.connect(EVENT, on_press_outputs)
