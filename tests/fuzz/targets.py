"""What is fuzzed: each target is told a text, and raises what breaks its promises."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import words
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from mutation import Writer
from myst_parser.config.main import MdParserConfig
from myst_parser.docutils_ import Parser
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences
from watch import FaultError

from sphinx_pressroom import front_matter, vocabulary
from sphinx_pressroom.blocks.lowering import LowerBlocks
from sphinx_pressroom.blocks.quote import make_quote
from sphinx_pressroom.kramdown import create_kramdown_parser, gather_quotes, html_to_nodes
from sphinx_pressroom.records import Release, check
from sphinx_pressroom.records.schema import release_adapter

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
REAL = ROOT.parent / "shared" / "corpus"
"""Real releases, on machines that have them."""
SOURCE = "releases/a.md"
UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
"""Categories of characters that break or colour the lines of a log."""

HEAD = "---\ntitle: A weir\ndate: 2026-03-31\n---\n\n"
ROOM = {
    "conf.py": """
extensions = ["myst_parser", "sphinx_design", "sphinx_pressroom"]
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "deflist"]
language = "en"
press_region = "FR"
press_kramdown = ["releases/kramdown.md"]
""",
    "index.md": "# Room\n",
    "page.md": "# Page\n",
    "contacts.yml": "hugo:\n  name: Hugo Lambert\n  emails: hugo@example.org\n",
    "boilerplates.yml": "about: The *institute* of rivers.\n",
    "releases/a.md": '---\ntitle: A\ndate: 2025-01-01\ntags: [weirs, "a b"]\nlead: Words\n---\n',
    "releases/b.md": "---\ntitle: B\ndate: 2026-01-01\ncategories: [x]\nlanguage: fr\n---\n",
    "releases/kramdown.md": HEAD,
    "releases/fuzz.md": HEAD,
}


@dataclass(frozen=True)
class Target:
    """A part of the press room, and who writes inputs for it."""

    run: Callable[[str], None]
    page: Callable[[str], None]
    """Make a page of the text; ``run`` does that with some of them, since it takes long."""
    writer: Writer


class Newsroom:
    """A press room that stays open, in which one document is read and shown again and again."""

    def __init__(self, folder: Path) -> None:
        for name, content in ROOM.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        (folder / "uploads").mkdir()
        (folder / "uploads/a.png").write_bytes((ROOT / "tests/fuzz/a.png").read_bytes())
        self.log = StringIO()
        self.app = SphinxTestApp("html", srcdir=folder, warning=self.log)
        self.app.build()

    def read(self, docname: str, text: str) -> bool:
        """Read a release's record; tells whether it may be published."""
        self._forget()
        app, env = self.app, self.app.env
        env.find_files(app.config, app.builder)
        env.doc2path(docname).write_bytes(text.encode("utf-8", "replace"))
        app.events.emit("env-get-outdated", env, set(), {docname}, set())
        self.check_log()
        return docname in env.found_docs

    def show(self, docname: str, text: str) -> nodes.document | None:
        """Read a text as a document, resolve it, write its HTML and lower it for other builders."""
        app, env, builder = self.app, self.app.env, self.app.builder
        if not self.read(docname, text):
            return None
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        env._pickled_doctree_cache.clear()
        builder.read_doc(docname, _cache=False)
        read = env.get_doctree(docname)
        resolved = env.get_and_resolve_doctree(
            docname, builder, doctree=read.deepcopy(), tags=app.tags
        )
        resolved.settings = builder.docsettings
        builder.current_docname = docname
        builder.fignumbers, builder.secnumbers = {}, {}
        builder.imgpath = builder.dlpath = ""
        resolved.walkabout(builder.create_translator(resolved, builder))
        LowerBlocks(resolved).run()
        resolved.astext()
        self.check_log()
        return read

    def _forget(self) -> None:
        self.log.seek(0)
        self.log.truncate()

    def check_log(self) -> None:
        """Find what a log may not have: a warning without a place, a break, a colour."""
        folder = str(self.app.srcdir)
        for line in self.log.getvalue().split("\n"):
            plain = strip_escape_sequences(line)
            if " [press." not in plain:
                continue
            if not re.match(rf"{re.escape(folder)}/[^:]+:\d+:(?:\d+:)? (?:WARNING|ERROR): ", plain):
                raise FaultError(f"a warning without a place: {plain!r}")
            if any(unicodedata.category(c) in UNSEEN for c in plain):
                raise FaultError(f"a log that breaks or is coloured: {plain!r}")
        if "Traceback" in self.log.getvalue():
            raise FaultError(f"a traceback in the log: {self.log.getvalue()}")


# -- front matter ----------------------------------------------------------------------------

_WORDS = [vocabulary.Vocabulary(), vocabulary.load("numerique.gouv.fr", Path())[0]]


def read_front_matter(text: str) -> None:
    """Read a text as front matter, with each vocabulary; what is wrong with it has a place in it."""
    lines = text.split("\n")
    whole = front_matter.split(f"---\n{text}\n---\n")
    front_matter.is_unclosed(f"---\n{text}")
    front_matter.parse_list(text, SOURCE, 2)
    if whole and whole.end > len(lines) + 2:
        raise FaultError(f"a fence that is not there: {whole}")
    for known in _WORDS:
        parsed = front_matter.parse(text, SOURCE, 2)
        checked = check(
            release_adapter(),
            known.translate(parsed.fields),
            region="FR",
            fallbacks={"title": "Fallback", "date": None},
        )
        if not isinstance(checked.value, Release):
            raise FaultError(f"no record: {checked.value!r}")
        for problem in (*parsed.problems, *checked.problems):
            source, line, column = problem.position
            inside = 2 <= line <= len(lines) + 1 and 1 <= column <= len(lines[line - 2]) + 1
            if source != SOURCE or not inside:
                raise FaultError(f"a place that is not in the text: {problem}")
            if any(unicodedata.category(c) in UNSEEN for c in problem.message):
                raise FaultError(f"a message that breaks or is coloured: {problem!r}")
            if not problem.message or len(problem.message) > 600:
                raise FaultError(f"a message of {len(problem.message)} characters: {problem}")


def front_matter_target(room: Newsroom) -> Target:
    """Read front matter alone, then as a release of the room."""

    def run(text: str) -> None:
        read_front_matter(text)
        if _one_of(10, text):
            page(text)
        else:
            room.read("releases/fuzz", _document(text))

    def page(text: str) -> None:
        room.show("releases/fuzz", _document(text))

    seeds = [split.text for text in _releases() if (split := front_matter.split(text))]
    frames = ["a: @", "images:\n  - @\n", "[@]", "{a: @}", "quotes:\n  - text: |\n      @\n", "- @"]
    writer = Writer(seeds, words.YAML, [*words.VALUES, *words.CHARACTERS], frames)
    return Target(run, page, writer)


def _document(matter: str) -> str:
    return f"---\n{matter}\n---\n\nWords.\n"


# -- kramdown --------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"[<{\[&|`~\ufffd\0]|^(?: {0,3}[-.]{3,})", re.MULTILINE)
_SWALLOWS = re.compile(r"<(?:!|\?|/?[a-z])|\{::|\{:", re.IGNORECASE)
FIRST, LAST = "Avantlemot premier 4711 motpremier", "Aprèslemot dernier 4712 motdernier"


class _Renderer(DocutilsRenderer):
    def render_html_block(self, token):
        self.current_node.extend(html_to_nodes(token.content, source="test", line=1))


_SETTINGS = get_default_settings(Parser)
_SETTINGS.report_level = 5


def read_kramdown(text: str) -> str:
    """Read a body by the parser alone, without Sphinx; give what the document shows."""
    document = new_document("test", _SETTINGS)
    parser = create_kramdown_parser(MdParserConfig(all_links_external=True), _Renderer)
    parser.options["document"] = document
    parser.render(text)
    gather_quotes(document, make_quote)
    return document.astext()


def _check_words(text: str, shown: str) -> None:
    """Find words of plain paragraphs that a document does not show."""
    if FIRST not in shown:
        raise FaultError("the first paragraph is lost")
    if not _SWALLOWS.search(text) and LAST.replace(" ", "") not in re.sub(r"\s", "", shown):
        raise FaultError("the last paragraph is lost")
    if not _MARKUP.search(text):
        written = _WORD.findall(re.sub(r"^[\s>*+-]*\d+[.)]", "", text, flags=re.MULTILINE))
        lost = [word for word in written if not word.isdigit() and word not in shown]
        if lost:
            raise FaultError(f"words are lost: {lost[:5]} of {shown[:1000]!r}")


def kramdown_target(room: Newsroom) -> Target:
    """Read a body as kramdown; words of plain paragraphs are in the document."""

    def run(text: str) -> None:
        _check_words(text, read_kramdown(f"{FIRST}\n\n{text}\n\n{LAST}\n"))
        if _one_of(8, text):
            page(text)

    def page(text: str) -> None:
        body = f"{FIRST}\n\n{text}\n\n{LAST}\n"
        document = room.show("releases/kramdown", HEAD + body)
        _check_words(text, document.astext() if document else "")

    seeds = [text.split("\n---\n", 1)[-1] for text in _releases()]
    frames = ["> @", "* @", "<div>\n@\n</div>", "**@**", "[@](x)", "<table><tr><td>@</table>"]
    frames += ["@\n{: .citation}\n", '<p class="citation">@</p>', "1. @", "\n\n@\n\n"]
    common = [*words.VALUES, *words.CHARACTERS, *words.KRAMDOWN]
    return Target(run, page, Writer(seeds, words.KRAMDOWN, common, frames))


# -- directives ------------------------------------------------------------------------------


def directives_target(room: Newsroom) -> Target:
    """Read a document with directives: a release, or another page if it has no front matter."""

    def page(text: str) -> None:
        if text.startswith("---\n"):
            room.show("releases/fuzz", text)
        else:
            # Other pages are MyST's, which has no limit of nesting.
            with suppress(RecursionError):
                room.show("page", text)

    seeds = [*_releases(), *_snippets()]
    frames = [f":::{fence}\n@\n:::\n" for fence in words.FENCES]
    frames += [f"::::{fence}\n:class: x\n\n@\n::::\n" for fence in words.FENCES]
    frames += [f"```{fence}\n@\n```\n" for fence in words.FENCES]
    frames += [f"````{{eval-rst}}\n.. press:{name}::\n\n   @\n````\n" for name in words.BLOCKS]
    frames += [HEAD + "@", "> @", "- @", "---\ntitle: A\ndate: 2026-01-01\nlead: |\n  @\n---\n"]
    common = [*words.VALUES, *words.CHARACTERS, *words.YAML]
    return Target(page, page, Writer(seeds, words.DIRECTIVES, common, frames))


def _one_of(several: int, text: str) -> bool:
    """Choose an input in several, always the same ones."""
    return zlib.crc32(text.encode("utf-8", "replace")) % several == 0


def _releases() -> list[str]:
    files = [*sorted(ROOT.glob("releases/*/*.md")), *sorted(REAL.glob("*.md"))]
    return [file.read_text("utf-8") for file in files]


def _snippets() -> list[str]:
    return [file.read_text("utf-8") for file in sorted(ROOT.glob("tests/blocks/snippets/*.md"))]


TARGETS = {
    "front_matter": front_matter_target,
    "kramdown": kramdown_target,
    "directives": directives_target,
}
