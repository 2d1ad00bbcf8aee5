"""What a release shows and offers: pictures, quotes, figures, files and links."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import AliasChoices, Field, model_validator

from .text import Address, FilePath, Language, OneLine, Prose, Record, When


class Image(Record):
    """A picture with what an editor needs to print it."""

    shorthand: ClassVar[str] = "src"

    src: FilePath = Field(description="The file, such as /uploads/photo.jpg")
    alt: OneLine | None = Field(None, description="What the picture tells those who cannot see it")
    decorative: bool = Field(False, description="True for a picture that tells nothing")
    caption: Prose | None = Field(None, description="The text below it, in Markdown")
    credit: OneLine | None = Field(None, description="Whom to name")
    licence: OneLine | None = Field(None, description="On what terms it may be used")
    hi_res: FilePath | None = Field(
        None,
        validation_alias=AliasChoices("hi_res", "hi-res", "hires"),
        description="A larger file for print",
    )


class Quote(Record):
    """Somebody's words, with who said them."""

    shorthand: ClassVar[str] = "text"

    text: Prose = Field(description="The words, in Markdown, without quotation marks or with them")
    author: OneLine | None = Field(None, description="Who said it")
    role: OneLine | None = Field(None, description="What the author does")
    organisation: OneLine | None = Field(None, description="For whom")
    portrait: FilePath | None = Field(None, description="A picture of the author")
    language: Language | None = Field(None, description="Language of the words, where it differs")


class Fact(Record):
    """A key figure: a label and a value, or a date."""

    shorthand: ClassVar[str] = "value"

    label: OneLine | None = Field(None, description="What is measured")
    value: OneLine | None = Field(None, description="The figure")
    unit: OneLine | None = Field(None, description="Its unit")
    source: OneLine | None = Field(None, description="Where the figure comes from")
    date: When | None = Field(None, description="Of when it is; alone, the date is the value")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.value is None and self.date is None:
            raise ValueError("expected a value, such as value: 340")
        return self


class Download(Record):
    """A file to take away, here or elsewhere."""

    shorthand: ClassVar[str] = "file"

    file: FilePath | None = Field(
        None, description="The file, such as /uploads/kit.pdf, or its address"
    )
    url: Address | None = Field(None, description="Its address, when it lies elsewhere")
    title: OneLine | None = Field(None, description="Its name; the file's own when not given")
    language: Language | None = Field(None, description="Its language")
    description: Prose | None = Field(None, description="What is in it, in Markdown")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.file is None and self.url is None:
            raise ValueError("expected a file or a url, such as file: /uploads/kit.pdf")
        return self


class Link(Record):
    """An address for further reading."""

    shorthand: ClassVar[str] = "url"

    url: Address = Field(description="The address")
    title: OneLine | None = Field(None, description="The words of the link")
