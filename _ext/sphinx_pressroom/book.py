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
    if not any(isinstance(item, Located) for item in (*release.contacts, *release.boilerplate)):
        return release, []
    contacts, problems = resolve_contacts(release.contacts, book)
    boilerplates = tuple(
        _look_up(item, "boilerplate", book, problems) or Boilerplate(text=item)
        for item in release.boilerplate
    )
    return release.model_copy(update={"contacts": contacts, "boilerplate": boilerplates}), problems


def resolve_contacts(
    items: Iterable[Contact | Located], book: Book
) -> tuple[tuple[Contact, ...], list[Problem]]:
    """Look up the ids among contacts."""
    problems: list[Problem] = []
    found = tuple(
        _look_up(item, "contact", book, problems) or Contact(name=str(item)) for item in items
    )
    return found, problems


def _look_up(item: Any, kind: str, book: Book, problems: list[Problem]) -> Any:
    """Give what an id stands for; nothing, and a problem, where no file has it."""
    if not isinstance(item, Located):
        return item
    entries: dict[str, Any] = book.contacts
    file = book.contacts_file
    if kind == "boilerplate":
        entries, file = book.boilerplates, book.boilerplates_file
    found = entries.get(item.text)
    if found is None:
        names = sorted(entries.keys() - book.unnamed)
        known = f"it has {', '.join(names)}" if names else "it has none, or is missing"
        message = f"{file} has no {kind} '{item.text}'; {known}"
        problems.append(Problem(Subtype.UNKNOWN_ID, message, item.position))
    return found
