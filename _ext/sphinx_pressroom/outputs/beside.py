"""The files beside the pages of documents: made, kept, or left to another process.

They are what the handlers of ``press-outputs`` give, and pages that Sphinx makes of no document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import TYPE_CHECKING

from .. import preview
from ..digests import digest_of
from ..domain import press_domain
from . import workers
from .attachments import attachments
from .publication import EVENT, MEANWHILE, Attachment, Bundle, File, Given, Output, Publication
from .state import Made, Together

if TYPE_CHECKING:
    from .builder import NeverStale
    from .workers import Apart

TAKEN = "taken"
"""In place of the digest of a bundle's file where the site has its own: it is asked for again."""
PAGES = (".html", ".htm", ".pdf")
"""Ends of the names of what people read."""


class Beside:
    """What a builder makes beside the pages of documents, upon what the last build has left."""

    def __init__(self, builder: NeverStale) -> None:
        self.builder, self.door = builder, builder.door
        self.before, self.made = builder.before, builder.made
        self.is_preview = bool(builder.config.press_preview)

    def gather(self, what: str, make: Callable[[], None]) -> None:
        """Have pages made of no document, unless they are there and follow from the same."""
        before, kept = self.before.gathered.get(what), self.door.kept
        if before is not None and self.builder.is_as_before and self.door.keep_all(before):
            return
        known = set(kept)
        make()
        self.made.gathered[what] = {path: kept[path] for path in kept.keys() - known}

    def write(self, others: Callable[[], dict[str, Made]]) -> None:
        """Write what handlers give, and ``others``, which are told; keep all if nothing is new."""
        if self.builder.is_as_before:
            known = others()
            if self._keep():
                return
            done = [*self._given(MEANWHILE), *self._given(EVENT)]
        else:
            with workers.meanwhile(self.builder, self._given, MEANWHILE) as done:
                known = others()
                done.extend(self._given(EVENT))
        self.made.outputs, self.made.bundles = known, {}
        for one in done:
            self.made.outputs |= one.outputs
            self.made.bundles |= one.bundles

    def write_output(self, output: Output) -> Made:
        """Write a file, unless it is there as it would be; tells what it was made from."""
        made = self.made.outputs.get(output.path)
        is_known = made and output.of_room and self.before.room == self.builder.room
        inputs = made.inputs if made and is_known else self._inputs(output)
        if made and made.inputs == inputs and self.door.keep_all({output.path: made.digest}):
            return made
        content = output.make()
        if self.is_preview and output.path.endswith(".html"):
            content = preview.marked(content, preview.said(self.builder.env, ""))
        return Made(inputs, self.door.put(output.path, content))

    def write_bundle(self, bundle: Bundle) -> Together:
        """Write files, unless they are there as they would be; tells what they were made from."""
        inputs = self._inputs(bundle)
        before, files = self.made.bundles.get(bundle.name, ("", {}))
        if before == inputs and self.door.keep_all(files):
            return before, files
        made = bundle.make()
        return inputs, {path: self._put(path, file, files) for path, file in made.items()}

    # -- inside --------------------------------------------------------------------------------

    def _given(self, event: str) -> list[Apart]:
        """Write what the handlers of an event give; tells what it was made from."""
        return [self._write(given) for given in self.builder.events.emit(event, self._publication)]

    @cached_property
    def _publication(self) -> Publication:
        builder, domain = self.builder, press_domain(self.builder.env)
        pages = {docname: made.digest for docname, made in self.made.pages.items()}

        @cache
        def attached() -> dict[str, list[Attachment]]:
            return {docname: attachments(builder, docname) for docname in domain.releases}

        return Publication(builder.env, builder, domain, pages, attached)

    def _write(self, given: Given | None) -> Apart:
        """Write what a handler gives, if anything; tells what that was made from."""
        given = given or ()
        made = workers.make(self.builder, self._apart(given))
        for output in given:
            if isinstance(output, Bundle):
                if output.name not in made.bundles:
                    made.bundles[output.name] = self.write_bundle(output)
            elif put := self.builder.texts.get(output.path):
                made.outputs[output.path] = Made(self._inputs(output), put)
            elif output.path not in self.door.kept and self._may_make(output):
                made.outputs[output.path] = self.write_output(output)
        return made

    def _keep(self) -> bool:
        """Let all stay, if nothing it follows from has changed, nor anything else is gone."""
        if not self.builder.is_as_before:
            return False
        files = {path: made.digest for path, made in self.before.outputs.items()}
        for _, more in self.before.bundles.values():
            files |= more
        return {**self.door.kept, **files} == self.door.before and self.door.keep_all(files)

    def _may_make(self, output: Output) -> bool:
        """Tell whether a file is made: a preview has pages, and nothing for machines."""
        return not self.is_preview or output.path.endswith(PAGES)

    def _apart(self, found: Iterable[Output | Bundle]) -> list[Output | Bundle]:
        """Choose what needs no other files and is to be made."""
        return [
            one
            for one in found
            if (
                one.apart and self._is_new(one)
                if isinstance(one, Bundle)
                else self._is_of_room(one)
            )
        ]

    def _is_new(self, one: Output | Bundle) -> bool:
        if isinstance(one, Bundle):
            before, _ = self.before.bundles.get(one.name, ("", {}))
        else:
            made = self.before.outputs.get(one.path)
            before = made.inputs if made else ""
        return before != self._inputs(one)

    def _is_of_room(self, output: Output) -> bool:
        is_known = self.before.room == self.builder.room and output.path in self.before.outputs
        is_free = output.path not in self.door.kept
        return output.of_room and not is_known and is_free and self._may_make(output)

    def _inputs(self, output: Output | Bundle) -> str:
        """Digest what a file is made from."""
        given = output.inputs() if callable(output.inputs) else output.inputs
        return digest_of((self.builder.frame, given))

    def _put(self, path: str, file: File, before: dict[str, str]) -> str:
        """Write a file of a bundle, unless its name says that it is there already; its digest."""
        if path in self.door.kept:
            return TAKEN
        if isinstance(file, bytes):
            return self.door.put(path, file)
        if path in before and self.door.keep_all({path: before[path]}):
            return before[path]
        return self.door.put(path, file())
