"""What all pages and files follow from, as digests: while these stay, none is asked about anew.

A build in which nothing has changed would else look at each release for each file that may show it,
one after an edit at all pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import shortcuts
from ..digests import digest_of
from ..domain import press_domain
from ..spared import are_known
from .publication import ATTACHMENTS, BASIS, EVENT, INPUTS, MEANWHILE

if TYPE_CHECKING:
    from .builder import NeverStale

JOINED = (EVENT, MEANWHILE, INPUTS, ATTACHMENTS)
"""Events whose handlers make and name files, of whatever they like if they are not ours."""


def common(builder: NeverStale) -> str:
    """Digest all but the releases and the texts of documents.

    Nothing where it is not known: with handlers of others, and in a preview.
    """
    config = builder.config
    handlers = [one.handler for name in JOINED for one in builder.events.listeners[name]]
    if config.press_preview or not shortcuts.taken(config) or not are_known(handlers):
        return ""
    domain = press_domain(builder.env)
    files = domain.assets, domain.photos, domain.prints
    contacts = domain.book_stamps, domain.listed_contacts
    signers = builder.signer.signers if builder.signer else None
    return digest_of((builder.frame, files, contacts, signers, *builder.events.emit(BASIS)))


def whole(builder: NeverStale) -> str:
    """Digest all, texts by the moments of their reading; nothing where it is not known."""
    known = builder.common
    return known and digest_of((known, builder.room, sorted(builder.env.all_docs.items())))
