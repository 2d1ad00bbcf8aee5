"""The public record of a release as JSON-LD (schema.org), which its PDF carries along.

Fields are named here one by one: what is private, or the site's own (``ext``), never gets in.
"""

from __future__ import annotations

import json
from typing import Any

from ..blocks.header import kind_of
from ..collection.forms import plain
from ..labels import iso
from ..records import Change, Contact, Quote, Release

Values = dict[str, Any]


def json_ld(release: Release, *, language: str, house: str, url: str) -> bytes:
    """Write the record; without what the release does not say."""
    publisher: Values = {"@type": "Organization", "name": house}
    people = [one for one in release.contacts if isinstance(one, Contact)]
    publisher["contactPoint"] = [_contact(one) for one in people]
    record: Values = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "genre": kind_of(release, language)[0],
        "headline": release.title,
        "alternativeHeadline": release.short_title,
        "description": plain(release.lead.text) if release.lead else None,
        "identifier": release.number,
        "url": url,
        "inLanguage": language,
        "datePublished": iso(release.date) if release.date else None,
        "dateModified": iso(release.changed) if release.changed else None,
        "expires": iso(release.expires) if release.expires else None,
        "creativeWorkStatus": "Withdrawn" if release.is_withdrawn else None,
        "correction": [_correction(one) for one in release.corrections],
        "locationCreated": [{"@type": "Place", "name": one} for one in release.dateline],
        "articleSection": [str(one) for one in release.categories],
        "keywords": [str(one) for one in release.tags],
        "publisher": _said(publisher),
        "hasPart": [_quotation(one) for one in release.quotes],
        "citation": [one.url.text for one in release.links],
    }
    text = json.dumps(_said(record), ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace") + b"\n"


def _said(values: Values) -> Values:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _correction(one: Change) -> Values:
    return {
        "@type": "CorrectionComment",
        "text": plain(one.note.text),
        "datePublished": iso(one.at),
    }


def _contact(one: Contact) -> Values:
    return _said(
        {
            "@type": "ContactPoint",
            "name": one.name or one.organisation,
            "contactType": "press",
            "telephone": [str(phone.number) for phone in one.phones],
            "email": [str(email.address) for email in one.emails],
            "availableLanguage": list(one.languages),
        }
    )


def _quotation(one: Quote) -> Values:
    who: Values = {"@type": "Person", "name": one.author, "jobTitle": one.role}
    if one.organisation:
        who["affiliation"] = {"@type": "Organization", "name": one.organisation}
    return _said(
        {
            "@type": "Quotation",
            "text": plain(one.text.text),
            "inLanguage": one.language,
            "creator": _said(who) if one.author else None,
        }
    )
