"""The page "Check a release": how anybody checks a file, a text or the whole archive."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from docutils import nodes

from ..blocks.block import bullets, line, site_language
from ..labels import labels
from ..proof import manifest
from ..proof.signature import NAMESPACE
from . import check_words as words
from . import web
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
    text = text_path(builder, found[0][0])
    files = (one.path for name, _ in found for one in publication.attachments()[name])
    example = Example(text, next(files, text))
    signer: Signer | None = builder.signer
    path = builder.page_path(PAGE)
    by = (signer.public, signer.identity) if signer else None
    inputs = (example, by, links(publication.env, PAGE))
    return [Output(path, inputs, partial(_render, publication, example, signer))]


def _render(publication: Publication, example: Example, signer: Signer | None) -> bytes:
    builder: Any = publication.builder
    writer = _Writer(publication)
    parts = [*writer.lists(signer), writer.file(example), writer.text(example)]
    parts += [writer.archive(), writer.signature(signer)]
    title = writer.label(words.TITLE)
    section = nodes.section("", nodes.title("", title), *parts, ids=[PAGE])
    content: bytes = builder.render_nodes(PAGE, section, parents=[])
    return content


class _Writer:
    """Writes the parts of the page, in the site's language."""

    def __init__(self, publication: Publication) -> None:
        self.label = labels(site_language(publication.env))
        self.base = web.base(publication.config)
        self._builder: Any = publication.builder

    def lists(self, signer: Signer | None) -> Iterator[nodes.Node]:
        """Say what there is to check with, and link to it."""
        yield self._words(words.WHAT)
        files = {manifest.SUMS: words.SUMS, manifest.NAME: words.RELEASES}
        if signer:
            files |= {manifest.SIGNATURE: words.SIGNATURE, manifest.SIGNERS: words.SIGNERS}
        colon = self.label("{room}: {part}").format(room="", part="")
        named = [(self._link(name), f"{colon}{self.label(said)}") for name, said in files.items()]
        yield bullets("", [[line("", *parts)] for parts in named])

    def file(self, example: Example) -> nodes.section:
        """Say how a file is checked."""
        name = example.file.rpartition("/")[2]
        return self._section(
            ("file", words.FILE),
            self._words(words.TERMINAL),
            *self._commands(
                ("Linux", f"sha256sum {_quoted(name)}"),
                ("macOS", f"shasum -a 256 {_quoted(name)}"),
                (self.label(words.WINDOWS), f'certutil -hashfile "{name}" SHA256'),
                ("PowerShell", f'Get-FileHash "{name}"'),
            ),
            self._words(words.ANSWER),
        )

    def text(self, example: Example) -> nodes.section:
        """Say how a text is checked."""
        newest = line("", self._link(example.text))
        return self._section(
            ("text", words.TEXT), self._words(words.BESIDE), newest, self._words(words.COMPARE)
        )

    def archive(self) -> nodes.section:
        """Say how a copy of the whole press room is checked."""
        copied = [("wget", f"wget -r -np {self.base}")] if self.base else []
        return self._section(
            ("archive", words.ARCHIVE),
            self._words(words.COPY),
            *self._commands(
                *copied,
                ("Linux", f"sha256sum -c {manifest.SUMS}"),
                ("macOS", f"shasum -a 256 -c {manifest.SUMS}"),
            ),
            self._words(words.PROGRAM),
            *self._commands(("Python", "pip install sphinx-pressroom\npressroom verify .")),
        )

    def signature(self, signer: Signer | None) -> nodes.section:
        """Say how the signature is checked, and what can be said without one."""
        if not signer:
            return self._section(("signature", words.WHO), self._words(words.UNSIGNED))
        command = (
            f"ssh-keygen -Y verify -f {manifest.SIGNERS} -I {signer.identity} -n {NAMESPACE} "
            f"-s {manifest.SIGNATURE} < {manifest.SUMS}"
        )
        return self._section(
            ("signature", words.WHO),
            self._words(words.SIGNED),
            *self._commands((self.label(words.SHELLS), command)),
            self._words(words.GOOD),
            nodes.literal_block("", signer.fingerprint, language="none"),
            self._words(words.ELSEWHERE),
        )

    # -- inside ----------------------------------------------------------------------------------

    def _words(self, message: str) -> nodes.paragraph:
        return line("", self.label(message))

    def _section(self, named: tuple[str, str], *parts: nodes.Node) -> nodes.section:
        name, title = named
        return nodes.section("", nodes.title("", self.label(title)), *parts, ids=[name])

    @staticmethod
    def _commands(*commands: tuple[str, str]) -> Iterator[nodes.Node]:
        for system, command in commands:
            yield line("press-system", system)
            yield nodes.literal_block("", command, language="none")

    def _link(self, path: str) -> nodes.reference:
        here: str = self._builder.get_target_uri(PAGE)
        uri = "../" * here.count("/") + quote(path)
        return nodes.reference("", path, refuri=uri, internal=True)


def _quoted(name: str) -> str:
    """Write a name as shells read it; published names hold no quotation marks."""
    return f'"{name}"' if " " in name else name


def setup(app: Sphinx) -> None:
    """Join the outputs."""
    app.connect(EVENT, on_press_outputs)
