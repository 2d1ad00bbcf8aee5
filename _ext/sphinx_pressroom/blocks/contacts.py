"""Contacts: whom a journalist can call, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from pydantic import TypeAdapter
from sphinx.writers.html5 import HTML5Translator

from ..book import resolve_contacts
from ..labels import language_name
from ..problems import report
from ..records import Contact, Email, Located, Phone, Release
from ..records.people import ContactItem
from .block import (
    Block,
    BlockDirective,
    Page,
    Part,
    bullets,
    line,
    press_direct_line,
    press_heading,
    register,
    spoken,
    tag_visitors,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_CONTACTS: TypeAdapter[tuple[ContactItem, ...]] = TypeAdapter(tuple[ContactItem, ...])


class press_contacts(Block):
    """A heading and a list of contacts."""

    tag = "section"


class press_contact(Part):
    """One contact: name, role, numbers, addresses, hours."""


def build(release: Release, page: Page) -> list[Block]:
    """Make the contacts of a release."""
    found = tuple(item for item in release.contacts if isinstance(item, Contact))
    return cards(found, page)


def cards(items: tuple[Contact, ...], page: Page) -> list[Block]:
    """Make the block of some contacts."""
    if not items:
        return []
    block = press_contacts("")
    title = page.label("Press contacts") if len(items) > 1 else page.label("Press contact")
    block += press_heading("", title)
    block += bullets("", [[_contact(item, page)] for item in items])
    return [block]


def _contact(item: Contact, page: Page) -> press_contact:
    made = press_contact("")
    name = item.name or item.organisation
    if name:
        made += line("press-contact-name", name)
    about = [item.role, item.organisation if item.name else None]
    if any(about):
        made += line("press-contact-role", ", ".join(part for part in about if part))
    if item.phones:
        made += bullets("press-phones", [[_phone(number, name, page)] for number in item.phones])
    if item.emails:
        made += bullets("press-emails", [[_email(address)] for address in item.emails])
    if item.languages:
        names = ", ".join(language_name(code, page.language) for code in item.languages)
        words = page.label("Languages: {languages}").format(languages=names)
        made += line("press-languages", words)
    if item.hours:
        made += line("press-hours", item.hours)
    return made


def _label(text: str | None) -> list[nodes.Node]:
    return [spoken("press-label", text), nodes.Text(" ")] if text else []


def _phone(item: Phone, name: str | None, page: Page) -> nodes.paragraph:
    number: nodes.Node = nodes.inline("", item.number)
    if item.number.uri:
        parts = [page.label("Phone"), *([name] if name else []), item.number]
        number = press_direct_line("", item.number, refuri=item.number.uri, spoken=", ".join(parts))
    return line("", *_label(item.label), number)


def _email(item: Email) -> nodes.paragraph:
    address: nodes.Node = nodes.inline("", item.address)
    if item.address.uri:
        address = press_direct_line("", item.address, refuri=item.address.uri)
    return line("", *_label(item.label), address)


class ContactsDirective(BlockDirective):
    """``press:contacts``: ids or contacts, as a YAML list in the shape of ``contacts``."""

    field = "contacts"

    def from_release(self, release: Release, page: Page) -> list[Block]:
        """Show the front matter's contacts."""
        return build(release, page)

    def from_content(self, page: Page) -> list[Block]:
        """Show the contacts that the directive lists."""
        items = self.values(_CONTACTS, "contacts") or ()
        found, problems = resolve_contacts(items, self.domain.book)
        report(problems)
        self.env.note_dependency(str(self.config.press_contacts))
        named = (item.text for item in items if isinstance(item, Located))
        self.domain.note_named(self.env.docname, named)
        return cards(found, page)


def visit_contact(self: HTML5Translator, node: press_contact) -> None:
    self.body.append(self.starttag(node, "address", CLASS="press-contact"))


def depart_contact(self: HTML5Translator, node: press_contact) -> None:
    self.body.append("</address>\n")


def setup(app: Sphinx) -> None:
    """Register the block."""
    register(
        app,
        "contacts",
        ContactsDirective,
        (press_contacts, *tag_visitors("press-contacts")),
        (press_contact, visit_contact, depart_contact),
    )
