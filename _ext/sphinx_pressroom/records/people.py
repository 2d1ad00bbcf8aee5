"""People and organisations: whom to call, and who we are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeAlias

import phonenumbers
from pydantic import Field, ValidationInfo, WrapValidator, model_validator

from ..front_matter import Text
from .text import Language, Located, OneLine, Prose, Record, Some, Unchecked, one_line

_EMAIL = re.compile(r"[^@\s<>\"'(),;:\\]+@[^@\s<>\"'(),;:\\]+\.[^@\s<>\"'(),;:\\.]{2,}")
_REASONS = {
    phonenumbers.ValidationResult.TOO_SHORT: "too short",
    phonenumbers.ValidationResult.TOO_LONG: "too long",
}


class Phone(Record):
    """A telephone number: as people read it, and as a machine dials it (RFC 3966)."""

    shorthand: ClassVar[str] = "number"

    number: OneLine = Field(description="The number, with + and country code or as dialled at home")
    label: OneLine | None = Field(None, description="What it is: desk, mobile, on call")
    uri: str | None = Field(None, exclude=True, json_schema_extra={"readOnly": True})

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any, info: ValidationInfo) -> Any:
        fields = dict(value) if isinstance(value, dict) else {"number": value}
        if "number" in fields:
            fields["number"], fields["uri"] = _phone(fields["number"], _region(info))
        return fields


def _region(info: ValidationInfo) -> str:
    return str((info.context or {}).get("region") or "")


def _phone(value: Any, region: str) -> tuple[str, str | None]:
    """Give a number's human and ``tel:`` forms; raises ``ValueError`` if no number is like it."""
    typed = one_line(value)
    if isinstance(value, Unchecked):
        return typed, None
    spaced = re.sub(r"(?<=\d)[./](?=\d)", " ", typed)
    try:
        number = phonenumbers.parse(spaced, region or None)
    except phonenumbers.NumberParseException:
        raise ValueError(
            f"expected a phone number such as +33 1 99 00 01 43, got '{typed}'"
        ) from None
    if typed[0] not in "+0" and phonenumbers.is_possible_short_number_for_region(number, region):
        return typed, f"tel:{number.national_number}"
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason not in {
        phonenumbers.ValidationResult.IS_POSSIBLE,
        phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
    }:
        wrong = _REASONS.get(reason, "not of a possible length")
        code = phonenumbers.region_code_for_country_code(number.country_code or 0)
        raise ValueError(f"'{typed}' is {wrong} for a {_country(code)} number")
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966).replace("-", ""),
    )


_ADJECTIVES = {"FR": "French", "GB": "British", "US": "US", "DE": "German", "ES": "Spanish"}


def _country(code: str) -> str:
    return _ADJECTIVES.get(code, code if code not in {"ZZ", "001"} else "telephone")


class Email(Record):
    """An e-mail address (RFC 5322, the forms that offices use)."""

    shorthand: ClassVar[str] = "address"

    address: OneLine = Field(description="The address, name@host")
    label: OneLine | None = Field(None, description="What it is for")
    uri: str | None = Field(None, exclude=True, json_schema_extra={"readOnly": True})

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        fields = dict(value) if isinstance(value, dict) else {"address": value}
        if "address" not in fields:
            return fields
        address = one_line(fields["address"])
        address = re.sub(r"(?i)^mailto:", "", address)
        if _EMAIL.fullmatch(address):
            fields["uri"] = f"mailto:{address}"
        elif not isinstance(fields["address"], Unchecked):
            raise ValueError(
                f"expected an e-mail address such as press@example.org, got '{address}'"
            )
        fields["address"] = address
        return fields


class Contact(Record):
    """A press contact: a person or a service, and every way to reach it."""

    name: OneLine | None = Field(None, description="Who answers: a person or a service")
    role: OneLine | None = Field(None, description="What the person does")
    organisation: OneLine | None = Field(None, description="For whom")
    phones: Annotated[tuple[Phone, ...], Some] = Field(
        (), description="Numbers, or maps of number and label"
    )
    emails: Annotated[tuple[Email, ...], Some] = Field(
        (), description="Addresses, or maps of address and label"
    )
    languages: Annotated[tuple[Language, ...], Some] = Field(
        (), description="Languages spoken, as codes such as fr"
    )
    hours: OneLine | None = Field(None, description="When somebody answers")

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not (self.name or self.organisation or self.phones or self.emails):
            raise ValueError("expected a name, such as name: Camille Martin")
        return self


class Boilerplate(Record):
    """A standing text about the organisation."""

    shorthand: ClassVar[str] = "text"

    title: OneLine | None = Field(None, description="Its heading; 'About' when not given")
    text: Prose = Field(description="The text, in Markdown")
    language: Language | None = Field(None, description="Language of the text, where it differs")


def contact_or_id(value: Any, handler: Any) -> Contact | Located:
    """Read an item of ``contacts``: a text is an id of the contact book, a map a contact."""
    if isinstance(value, Text):
        return Located(one_line(value), value.position)
    if isinstance(value, Located):
        return value
    contact: Contact = handler(value)
    return contact


_ID = re.compile(r"[\w.-]+")


def boilerplate_or_id(value: Any, handler: Any) -> Boilerplate | Located:
    """Read an item of ``boilerplate``: one word is an id, anything else the text itself."""
    if isinstance(value, Text) and _ID.fullmatch(value.strip()):
        return Located(value.strip(), value.position)
    if isinstance(value, Located):
        return value
    boilerplate: Boilerplate = handler(value)
    return boilerplate


if TYPE_CHECKING:
    ContactItem: TypeAlias = Contact | Located
    BoilerplateItem: TypeAlias = Boilerplate | Located
else:
    # To pydantic an item is a map that may also be written as an id: a union would report each
    # mistake of a map once for the map and once more for the id.
    ContactItem = Annotated[
        Contact, WrapValidator(contact_or_id, json_schema_input_type=str | Contact)
    ]
    BoilerplateItem = Annotated[
        Boilerplate, WrapValidator(boilerplate_or_id, json_schema_input_type=str | Boilerplate)
    ]
