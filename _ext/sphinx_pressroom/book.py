"""The data files: press contacts and standing texts, which releases name by their ids.

They are read in each build and never stored: the contact of a release that is withheld is nobody's
business, and a book does not say whose contact is whose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from . import front_matter, source_text
from .problems import Problem, Subtype
from .records import Boilerplate, Contact, Located, Release, check
from .suspicion import linked_out, suspects, unsaid

_CONTACTS = TypeAdapter(dict[str, Contact])
_BOILERPLATES = TypeAdapter(dict[str, Boilerplate])


@dataclass(frozen=True, slots=True)
class Book:
    """Press contacts and standing texts by id, and the names of their files for messages."""

    contacts: dict[str, Contact] = field(default_factory=dict)
    boilerplates: dict[str, Boilerplate] = field(default_factory=dict)
    contacts_file: str = "contacts.yml"
    boilerplates_file: str = "boilerplates.yml"
    unnamed: frozenset[str] = frozenset()
    """Ids that only withheld releases use; no message lists them."""


def read(srcdir: Path, files: tuple[str, str], region: str) -> tuple[Book, list[Problem]]:
    """Read contacts and boilerplates; numbers without + are dialled in ``region`` (ISO 3166)."""
    people, problems = _entries(srcdir, files[0], _CONTACTS, region)
    texts, more = _entries(srcdir, files[1], _BOILERPLATES, region)
    return Book(people, texts, *files), [*problems, *more]


def _entries(
    srcdir: Path, file: str, adapter: TypeAdapter[dict[str, Any]], region: str
) -> tuple[dict[str, Any], list[Problem]]:
    path = srcdir / file
    if not path.is_file():
        return {}, []
    if outside := linked_out(path, srcdir):
        return {}, [outside]
    text, problems = source_text.read(path)
    parsed = front_matter.parse(text, str(path), texts=False)
    checked = check(adapter, parsed.fields, region=region)
    said = [*parsed.problems, *checked.problems]
    found = [*said, *unsaid(suspects(parsed.fields), said)]
    found.sort(key=lambda problem: problem.position)
    return checked.value or {}, problems or found


def resolve(release: Release, book: Book) -> tuple[Release, list[Problem]]:
    """Look up the ids of contacts and boilerplates; an id that no file has stays as a name."""
    contacts, problems = resolve_contacts(release.contacts, book)
    boilerplates = []
    for item in release.boilerplate:
        found = book.boilerplates.get(item.text) if isinstance(item, Located) else item
        if found is None and isinstance(item, Located):
            problems.append(_missing(item, "boilerplate", book.boilerplates_file, book))
        boilerplates.append(found or Boilerplate(text=item))
    if not contacts and not boilerplates:
        return release, problems
    update = {"contacts": contacts, "boilerplate": tuple(boilerplates)}
    return release.model_copy(update=update), problems


def resolve_contacts(
    items: Iterable[Contact | Located], book: Book
) -> tuple[tuple[Contact, ...], list[Problem]]:
    """Look up the ids among contacts."""
    problems: list[Problem] = []
    found = []
    for item in items:
        one = book.contacts.get(item.text) if isinstance(item, Located) else item
        if one is None and isinstance(item, Located):
            problems.append(_missing(item, "contact", book.contacts_file, book))
        found.append(one or Contact(name=str(item)))
    return tuple(found), problems


def _missing(item: Located, kind: str, file: str, book: Book) -> Problem:
    entries = book.contacts if kind == "contact" else book.boilerplates
    names = sorted(entries.keys() - book.unnamed)
    known = f"it has {', '.join(names)}" if names else "it has none, or is missing"
    message = f"{file} has no {kind} '{item.text}'; {known}"
    return Problem(Subtype.UNKNOWN_ID, message, item.position)
