"""The builders html and dirhtml, never stale: an incremental build leaves what a clean one would.

Sphinx writes a page when its source has changed. These builders write it when what it shows has
changed, write nothing else, and leave nothing behind (https://github.com/sphinx-doc/sphinx/issues/5506,
#14327, #12599). All goes through one :class:`~.door.Door`. What Sphinx itself would write into the
output folder is handed to the door: pages as the templates give them, assets by pointing the
builder elsewhere while it copies them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from docutils import nodes
from docutils.transforms import Transform
from docutils.utils import new_document
from markupsafe import escape
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder

from .. import preview, shortcuts, spared
from ..collection import affected, shown
from ..collection.kept_lines import KeptLines
from ..darkroom import FOLDER
from ..digests import digest_of
from ..domain import press_domain
from ..files import is_cleaned, published
from ..shares import FEW
from . import basis, contents, frame, state, tables, templates, words, workers
from .beside import Beside
from .door import Door
from .feeds import feeds, links
from .publication import ATTACHMENTS, BASIS, EVENT, INPUTS, MEANWHILE
from .state import Made
from .translator import quick, words_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .signing import Signer

INDEX = "searchindex.js"


class NeverStale(StandaloneHTMLBuilder):
    """What the two builders of pages share."""

    copysource = False  # done by the door
    press_archives: ClassVar[bool] = True
    sphinx_search = True
    versions: tuple[tuple[str, str], ...] = ()
    """Names and versions of the extensions that pages may be made by."""
    _quick: type[nodes.NodeVisitor] | None = None
    _rendered: str | None = None
    """What the templates have made last."""
    kept_lines: KeptLines | None = None
    """Lines of lists of this build, where it writes pages."""
    post_transforms: Sequence[type[Transform]] = ()
    """What Sphinx does with a document before it is written."""
    was: affected.Before | None = None
    """What there was before anything was read, if the last build ended with the same."""
    signer: Signer | None = None
    """Who signs the list of what is published."""

    def init(self) -> None:
        """Open the door and read what the last build made."""
        super().init()
        self.door = Door(Path(self.outdir))
        self._state_file = Path(self.doctreedir, f"press-{self.name}.pickle")
        self._words_file = Path(self.doctreedir, f"press-{self.name}-words.pickle")
        self.before = state.load(self._state_file)
        self.made = self.before.copy()
        self.beside = Beside(self)
        self.texts: dict[str, str] = {}
        """Digests of files that were put with the pages of documents, by path."""
        self.shown_images: dict[str, dict[str, str]] = {}
        self.arounds: dict[str, str] = {}
        self._written: set[str] = set()
        self._outdated: set[str] = set()

    # -- which pages are written -----------------------------------------------------------------

    def get_outdated_docs(self) -> Iterator[str]:
        """Name the documents whose page is not as the last build left it, or has another frame."""
        if self._needs_words and not self._words_file.is_file():
            yield from self.env.found_docs
            return
        for docname in self.env.found_docs:
            made = self.made.pages.get(docname)
            if made is None or not self.door.holds(self.page_path(docname), made.digest):
                yield docname

    def outdated(self) -> list[str]:
        """Name the documents whose page would now show something else."""
        self._outdated = set()
        if self._follows:
            return []
        is_same = bool(self.common) and self.common == self.before.common
        read = self.env.all_docs
        docnames = sorted(self.env.found_docs & read.keys())
        for docname, around in workers.look_around(self, docnames).items():
            made = self.before.pages.get(docname)
            if is_same and made and made.alone == read[docname] == self._alone(docname):
                is_as_made = made.around == around
            else:
                is_as_made = made is not None and made.inputs == self._inputs(docname, around)
            if not is_as_made:
                self._outdated.add(docname)
        return sorted(self._outdated)

    def _alone(self, docname: str) -> int:
        """Tell when a document was read, if its text shows nothing of others."""
        return self.env.all_docs[docname] if shown.is_alone(self.env, docname) else 0

    def _inputs(self, docname: str, around: str) -> str:
        """Digest all that a document's page is made from; its text by the moment of its reading."""
        read = self.env.all_docs[docname]
        text = shown.of_documents(self.env, docname)
        more = [found for found in self.events.emit(INPUTS, docname) if found]
        if self.config.press_preview:
            more.append(preview.said(self.env, docname))
        return digest_of((self.frame, read, text, around, *more))

    def around(self, docname: str) -> str:
        """Digest what stands around a page's text, unless no release has changed."""
        made = self.before.pages.get(docname)
        if made and (self.affected is not None and docname not in self.affected):
            return made.around
        return digest_of((shown.around(self.env, docname), links(self.env, docname)))

    @cached_property
    def affected(self) -> AbstractSet[str] | None:
        """The documents around which anything may have changed; nothing where all may."""
        if self.before.room == self.room:
            return set()
        if not self.was or self.changed is None or self.before.feeds != self._feeds:
            return None
        return affected.affected(self.env, self.was, self.changed, self.before.terms)

    @cached_property
    def changed(self) -> AbstractSet[str] | None:
        """The releases and documents that have changed; nothing where that is not known."""
        if self.was is None or self.before.frame != self.frame:
            return None
        return self.was.changed(self.env)

    @property
    def _feeds(self) -> tuple[tuple[str, str], ...]:
        return tuple((feed.path, feed.title) for feed in feeds(self.env))

    @cached_property
    def room(self) -> str:
        """A digest of what stands around the texts of all pages follows from."""
        return digest_of((self.frame, shown.room(self.env)))

    @cached_property
    def common(self) -> str:
        """A digest of what files follow from beside texts and releases, if that is known."""
        return basis.common(self)

    @cached_property
    def basis(self) -> str:
        """A digest of what all pages and files follow from; nothing where that is not known."""
        return basis.whole(self)

    @property
    def _follows(self) -> bool:
        """Whether all follows from what it did in the last build, so that it need not be asked."""
        return bool(self.basis) and self.basis == self.before.basis

    @property
    def is_as_before(self) -> bool:
        """Whether all follows from the same, and all pages of documents stay as they are."""
        return self._follows and self._pages_stay

    @cached_property
    def frame(self) -> str:
        """A digest of what all pages have in common: settings, templates, styles, versions."""
        return frame.digest(self)

    def page_path(self, pagename: str) -> str:
        """Name the file of a page in the output folder."""
        return f"{pagename}{self.out_suffix}"

    # -- pages -----------------------------------------------------------------------------------

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Prepare what all pages have in common."""
        super().prepare_writing(docnames)
        templates.keep(self)
        self.docsettings.stylesheet_path = None  # a file of docutils, looked for with each page
        if shortcuts.taken(self.config):
            self.kept_lines = KeptLines(partial(self.render_body, ""))

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Render a page and hand it to the door."""
        file = Path(outfilename or self.get_output_path(pagename))
        content = self.render_page(pagename, addctx, templatename, event_arg)
        if content is not None:
            self.door.put(self.door.path(file), content)

    def render_page(
        self, pagename: str, context: dict[str, Any], template: str, event_arg: Any = None
    ) -> bytes | None:
        """Render a page; nothing when Sphinx could not, which it has said."""
        nowhere = Path(os.devnull)
        self._rendered = None
        super().handle_page(pagename, context, template, outfilename=nowhere, event_arg=event_arg)
        if self._rendered is None:
            return None
        content = self._rendered.encode(self.config.html_output_encoding, "xmlcharrefreplace")
        if self.config.press_preview:
            return preview.marked(content, preview.said(self.env, pagename))
        return content

    def create_template_bridge(self) -> None:
        """Keep what the templates give, which Sphinx would write into a file."""
        super().create_template_bridge()
        render = self.templates.render

        def keep(template: str, context: dict[str, Any]) -> str:
            self._rendered = render(template, context)
            return self._rendered

        self.templates.render = keep

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Gather what templates know of a document, but its contents, which few of them show."""
        if docname not in self.env.tocs or not contents.may_wait(self):
            return super().get_doc_context(docname, body, metatags)
        with contents.put_off(self.env, docname):
            context = super().get_doc_context(docname, body, metatags)
        return {**context, "toc": contents.Later(partial(contents.written, self, docname))}

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Write a title or a table of contents as HTML, without a publisher of docutils."""
        if node is None or not shortcuts.taken(self.config):
            return super().render_partial(node)
        if isinstance(node, contents.Waiting):
            return {"fragment": ""}
        if (words := words_of(node, self._quick)) is not None:
            return {"title": words, "fragment": ""}
        document = new_document("<partial node>", self.docsettings)
        document.append(node)
        visitor: Any = self.create_translator(document, self)
        document.walkabout(visitor)
        return {"title": "".join(visitor.title), "fragment": "".join(visitor.fragment)}

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """Make the translator of a page, of a class that is made for the first."""
        if self._quick:
            return self._quick(*args)
        first = super().create_translator(*args)
        if shortcuts.taken(self.config):
            self._quick = quick(first)
        return first

    def render_body(self, pagename: str, content: list[nodes.Node]) -> str:
        """Write nodes as the HTML of a page's body; references in them are resolved already."""
        document = new_document(pagename, self.docsettings)
        document.extend(content)
        self.secnumbers, self.fignumbers = {}, {}
        self.current_docname = pagename
        visitor: Any = self.create_translator(document, self)
        document.walkabout(visitor)
        return "".join(visitor.fragment)

    def render_nodes(self, pagename: str, section: nodes.section, **context: Any) -> bytes:
        """Render a page of a section, whose title is the page's own."""
        title = section.next_node(nodes.title)
        context["title"] = str(escape(title.astext())) if title else ""
        context["body"] = self.render_body(pagename, [section])
        return self.render_page(pagename, context, "page.html") or b""

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Note which pictures the page shows, and what stands around its text."""
        every, self.images = self.images, {}
        super().write_doc_serialized(docname, doctree)
        self.shown_images[docname] = self.images
        self.arounds[docname] = self.around(docname)
        if shortcuts.taken(self.config):
            workers.forget(self.env)
        every.update(self.images)
        self.images = every

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Read documents with several processes, where these are worth it."""
        if workers.may_read(self, docnames):
            workers.read(self, docnames)
        elif shortcuts.taken(self.config):
            self._read_serial(docnames)
        else:
            super()._read_parallel(docnames, nproc)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write pages, and note what they were made from."""
        with spared.resolving(self.env, self.post_transforms):
            if not self._needs_words and workers.may_write(self, docnames):
                workers.write(self, sorted(docnames))
            elif len(docnames) <= FEW and shortcuts.taken(self.config):
                self._write_serial(sorted(docnames))
            else:
                super().write_documents(docnames)
        self._written = set(docnames)
        for docname in docnames:
            path = self.page_path(docname)
            digest = self.door.kept.get(path) or self.door.note(path)
            images, around = tuple(self.shown_images[docname].items()), self.arounds[docname]
            inputs, alone = self._inputs(docname, around), self._alone(docname)
            self.made.pages[docname] = Made(inputs, digest, images, around, alone)

    @property
    def _pages_stay(self) -> bool:
        """Whether no document has come, gone or changed."""
        return not self._written and self.made.pages.keys() == self.before.pages.keys()

    def gen_indices(self) -> None:
        """Make the indices of all documents."""
        self.beside.gather("indices", super().gen_indices)

    def gen_additional_pages(self) -> None:
        """Make the page of the search, and those of ``html_additional_pages``."""
        self.beside.gather("additional pages", super().gen_additional_pages)

    # -- search ----------------------------------------------------------------------------------

    @property
    def _needs_words(self) -> bool:
        return bool(self.search and self.sphinx_search)

    def load_indexer(self, docnames: AbstractSet[str]) -> None:
        """Take Sphinx's search index up where the last build left it."""
        if self.indexer and self._needs_words and self._index_changes(docnames):
            words.load(self.indexer, self._words_file, keep=self.env.all_docs.keys() - docnames)

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Give Sphinx's search index a page, where that search is used."""
        if self._needs_words:
            super().index_page(pagename, doctree, title)

    def dump_search_index(self) -> None:
        """Write Sphinx's search index, if there is anything new in it."""
        if not self.indexer or not self._needs_words:
            return
        known = self.made.outputs.get(INDEX)
        if not self._index_changes(self._written) and known:
            self.door.keep(INDEX, known.digest)
            return
        words.save(self.indexer, self._words_file, self.env.all_docs.keys())
        with self._elsewhere():
            super().dump_search_index()
        self.made.outputs[INDEX] = Made("", self.door.kept[INDEX])

    def _index_changes(self, docnames: AbstractSet[str]) -> bool:
        known = self.made.outputs.get(INDEX)
        whole = known is not None and self.door.holds(INDEX, known.digest)
        return bool(docnames) or not whole or self.made.pages.keys() != self.env.all_docs.keys()

    # -- what Sphinx copies ----------------------------------------------------------------------

    @contextmanager
    def _elsewhere(self) -> Iterator[None]:
        """Let Sphinx write into a passing folder, then put what is there through the door."""
        places = {"outdir": "", "_static_dir": "_static"}
        before = {name: getattr(self, name) for name in places}
        with TemporaryDirectory() as folder:
            for name, part in places.items():
                setattr(self, name, type(before[name])(Path(folder, part)))
            try:
                yield
            finally:
                for name, place in before.items():
                    setattr(self, name, place)
            for file in sorted(Path(folder).rglob("*")):
                if file.is_file():
                    self.door.put_file(file.relative_to(folder).as_posix(), file)

    def copy_static_files(self) -> None:
        """Copy what lies in ``_static``."""
        with self._elsewhere():
            super().copy_static_files()

    def copy_extra_files(self) -> None:
        """Copy the files of ``html_extra_path``."""
        with self._elsewhere():
            super().copy_extra_files()

    def write_buildinfo(self) -> None:
        """Write Sphinx's own note of the settings."""
        with self._elsewhere():
            super().write_buildinfo()

    def dump_inventory(self) -> None:
        """Write the inventory that other projects link by; a preview has none."""
        if self.config.press_preview:
            return
        known = self.before.outputs.get(INVENTORY_FILENAME)
        names = known.inputs if known and self.is_as_before else self._names()
        is_same = known is not None and known.inputs == names
        if known and is_same and self.door.keep_all({INVENTORY_FILENAME: known.digest}):
            return
        with self._elsewhere():
            super().dump_inventory()
        self.made.outputs[INVENTORY_FILENAME] = Made(names, self.door.kept[INVENTORY_FILENAME])

    def _names(self) -> str:
        """Digest the names by which other projects find what is here, and where that is."""
        config, domains = self.config, self.env.domains.sorted()
        found = [(domain.name, sorted(domain.get_objects())) for domain in domains]
        return digest_of((self.frame, config.project, config.version, found))

    def copy_download_files(self) -> None:
        """Copy the files that any document offers."""
        for source, (_, name) in self.env.dlfiles.items():
            self._copy(f"_downloads/{name}", Path(self.srcdir, source))

    def copy_image_files(self) -> None:
        """Copy the pictures that any page shows, and their smaller files."""
        photos = press_domain(self.env).photos
        for made in self.made.pages.values():
            for source, name in made.images:
                self._copy(f"{self.imagedir}/{name}", Path(self.srcdir, source))
                for photo in photos.get(source, ()):
                    path = f"{self.imagedir}/{photo.name}"
                    if path not in self.door.kept:
                        self.door.put_file(path, Path(self.doctreedir, FOLDER, photo.kept))

    def _copy(self, path: str, source: Path) -> None:
        """Put a file into the output folder, a picture without what is not for the public."""
        if path not in self.door.kept:
            try:
                if is_cleaned(source):
                    self.door.put(path, published(source))
                else:
                    self.door.put_file(path, source)
            except OSError as error:
                frame.logger.warning("cannot copy %s: %s", source, error.strerror)

    # -- the end ---------------------------------------------------------------------------------

    def finish(self) -> None:
        """Write all that is no document, delete what is gone, and close the books."""
        self._keep_pages()
        self.beside.write(self._write_others)
        self.door.close()
        # Sphinx may have been asked for some pages only.
        is_whole = self._outdated <= self._written
        made = self.made
        known = (self.room, self.common, self.basis) if is_whole else ("", "", "")
        made.room, made.common, made.basis = known
        made.frame = self.frame
        if not self.is_as_before:
            made.standing = shown.standing(self.env) if is_whole else ""
        if self.before.room != self.room:
            made.terms, made.feeds = affected.pages(self.env), self._feeds
        if self.made != self.before:
            state.save(self.made, self._state_file)

    def _write_others(self) -> dict[str, Made]:
        """Write what Sphinx makes; gives what is no page and is kept by what it follows from."""
        super().finish()
        if self.config.html_copy_source:
            self._copy_sources()
        own = {INDEX: self._needs_words, INVENTORY_FILENAME: not self.config.press_preview}
        outputs = self.made.outputs
        return {path: outputs[path] for path in own if own[path] and path in outputs}

    def _keep_pages(self) -> None:
        pages = self.made.pages
        for docname in pages.keys() - self.env.found_docs:
            del pages[docname]
        for docname in pages.keys() - self._written:
            self.door.keep(self.page_path(docname), pages[docname].digest)

    def _copy_sources(self) -> None:
        for docname in self.env.found_docs:
            source = Path(self.env.doc2path(docname))
            name = f"{docname}{source.suffix}"
            if source.suffix != self.config.html_sourcelink_suffix:
                name += self.config.html_sourcelink_suffix
            self.door.put_file(f"_sources/{name}", source)


class PressHTMLBuilder(NeverStale):
    """Pages as ``name.html``."""


class PressDirectoryBuilder(NeverStale, DirectoryHTMLBuilder):
    """Pages as ``name/index.html``."""

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Give a page's address, quoted, which Sphinx's own builder leaves undone."""
        return quote(super().get_target_uri(docname, typ))

    def page_path(self, pagename: str) -> str:
        """Name the file of a page in the output folder."""
        is_index = pagename.rpartition("/")[2] == "index"
        return super().page_path(pagename if is_index else f"{pagename}/index")


def on_builder_inited(app: Sphinx) -> None:
    """Tell the builder which extensions there are."""
    if isinstance(app.builder, NeverStale):
        found = ((name, str(one.version)) for name, one in app.extensions.items())
        app.builder.versions = tuple(sorted(found))
        app.builder.post_transforms = app.registry.get_post_transforms()


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Note what there is, if any document has changed."""
    builder = app.builder
    if isinstance(builder, NeverStale) and shortcuts.taken(app.config):
        is_same = (added or changed or removed) and builder.before.standing == shown.standing(env)
        builder.was = affected.before(env) if is_same else None
    return []


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Keep few trees in memory, however many documents there are."""
    if shortcuts.taken(app.config):
        workers.forget(app.env)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have the pages written again that would now show something else."""
    if not isinstance(app.builder, NeverStale):
        return []
    if shortcuts.taken(app.config):
        tables.close(env)
    return app.builder.outdated()


def setup(app: Sphinx) -> None:
    """Put the builders in place of Sphinx's own, and offer the events that outputs join."""
    app.add_event(EVENT)
    app.add_event(MEANWHILE)
    app.add_event(INPUTS)
    app.add_event(BASIS)
    app.add_event(ATTACHMENTS)
    app.add_builder(PressHTMLBuilder, override=True)
    app.add_builder(PressDirectoryBuilder, override=True)
    app.connect("builder-inited", on_builder_inited)
    app.connect("env-get-outdated", on_env_get_outdated, priority=100)
    app.connect("source-read", on_source_read)
    app.connect("env-updated", on_env_updated, priority=900)
