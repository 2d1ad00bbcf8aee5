"""People and organisations: whom to call, and who we are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeAlias

import phonenumbers
from pydantic import (
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)

from ..front_matter import Text
from .text import Language, Located, OneLine, Prose, Record, Some, Unchecked, one_line

_EMAIL = re.compile(r"[\w+-]+(?:[.'][\w+-]+)*@(?:[\w-]+\.)+[^\W\d_][\w-]+")
_POSSIBLE = {
    phonenumbers.ValidationResult.IS_POSSIBLE,
    phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
}
_REASONS = {
    phonenumbers.ValidationResult.TOO_SHORT: "too short",
    phonenumbers.ValidationResult.TOO_LONG: "too long",
}


class Reachable(str):
    """A number or an address as people read it; ``uri`` is what a machine follows, if it can."""

    __slots__ = ("uri",)

    uri: str | None

    @classmethod
    def at(cls, text: str, uri: str | None) -> Reachable:
        """Make a text with its ``uri``."""
        value = cls(text)
        value.uri = uri
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        return Reachable.at, (str(self), self.uri)


def _phone(value: Any, info: ValidationInfo) -> Reachable:
    """Give a number's human and ``tel:`` forms; raises ``ValueError`` if no number is like it."""
    typed = one_line(value)
    if isinstance(value, Reachable):
        return value
    if isinstance(value, Unchecked):
        return Reachable.at(typed, None)
    return _number(typed, str((info.context or {}).get("region") or ""))


@lru_cache(1024)
def _number(typed: str, region: str) -> Reachable:
    """Read a number as it is dialled in a region; a press office has few."""
    spaced = re.sub(r"(?<=\d)[./](?=\d)", " ", typed)
    try:
        number = phonenumbers.parse(spaced, region or None)
    except phonenumbers.NumberParseException:
        raise ValueError(
            f"expected a phone number such as +33 1 99 00 01 43, got '{typed}'"
        ) from None
    if typed[0] not in "+0" and phonenumbers.is_possible_short_number_for_region(number, region):
        return Reachable.at(typed, f"tel:{number.national_number}")
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason not in _POSSIBLE:
        wrong = _REASONS.get(reason, "not of a possible length")
        code = phonenumbers.region_code_for_country_code(number.country_code or 0)
        raise ValueError(f"'{typed}' is {wrong} for a {_country(code)} number")
    uri = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966)
    return Reachable.at(
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL),
        uri.replace("-", ""),
    )


def _email(value: Any) -> Reachable:
    """Give an address and its ``mailto:`` form; raises ``ValueError`` if it is none."""
    if isinstance(value, Reachable):
        return value
    address = re.sub(r"(?i)^mailto:", "", one_line(value))
    if _EMAIL.fullmatch(address):
        return Reachable.at(address, f"mailto:{address}")
    if isinstance(value, Unchecked):
        return Reachable.at(address, None)
    raise ValueError(f"expected an e-mail address such as press@example.org, got '{address}'")


_AS_TEXT = WithJsonSchema({"type": "string"})
Number = Annotated[Reachable, PlainValidator(_phone), _AS_TEXT]
Mailbox = Annotated[Reachable, PlainValidator(_email), _AS_TEXT]


class Phone(Record):
    """A telephone number: as people read it, and as a machine dials it (RFC 3966)."""

    shorthand: ClassVar[str] = "number"

    number: Number = Field(description="The number, with + and country code or as dialled at home")
    label: OneLine | None = Field(None, description="What it is: desk, mobile, on call")


class Email(Record):
    """An e-mail address (RFC 5322, the forms that offices use)."""

    shorthand: ClassVar[str] = "address"

    address: Mailbox = Field(description="The address, name@host")
    label: OneLine | None = Field(None, description="What it is for")


_ADJECTIVES = {"FR": "French", "GB": "British", "US": "US", "DE": "German", "ES": "Spanish"}


def _country(code: str) -> str:
    return _ADJECTIVES.get(code, code if code not in {"ZZ", "001"} else "telephone")


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
