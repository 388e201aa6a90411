"""What a user may change about the posts that a dialect writes."""

from __future__ import annotations

import math
import string
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from crawler.publishing.names import Slug

Constant = str | bool | int | float | tuple[str, ...]


class Body(StrEnum):
    """How the article's body is written."""

    HTML = "html"  # raw HTML: intact to the character
    MARKDOWN = "markdown"  # for people who edit posts


class FrontMatter(StrEnum):
    """The language of the front matter."""

    YAML = "yaml"
    TOML = "toml"
    JSON = "json"


class Zone(StrEnum):
    """The zone that dates are written in."""

    UTC = "utc"
    SOURCE = "source"  # the offset that the source gave


class LeadPicture(StrEnum):
    """Where the lead picture is, if the article shows it above its text."""

    BOTH = "both"  # in the front matter and in the body
    FRONT_MATTER = "front_matter"  # for themes that show it from there


# The names that a template may use; `crawler.publishing.values` fills them in.
FIELDS = (
    "title",
    "slug",
    "name",
    "date",
    "updated",
    "first_seen",
    "author",
    "source",
    "site",
    "url",
    "domain",
    "category",
    "categories",
    "language",
    "description",
    "image",
    "license",
)
_MOMENTS = ("date", "updated", "first_seen")
_EXAMPLE: Mapping[str, object] = dict.fromkeys(FIELDS, "text") | dict.fromkeys(_MOMENTS, date(2024, 2, 29))


def _template(text: str) -> str:
    """Raises ValueError for a template that names a field that there is not, or asks for a form that it has not."""
    for _, field, form, conversion in string.Formatter().parse(text):
        if field is not None and (field not in FIELDS or conversion or "{" in (form or "")):
            raise ValueError(f"{{{field}}} is no field of a post; allowed: {', '.join(FIELDS)}")
    try:
        text.format_map(_EXAMPLE)
    except (ValueError, KeyError) as error:
        raise ValueError(f"{text!r} is no template: {error}; only dates take a form, such as {{date:%Y}}") from None
    return text


def _simple(value: object) -> object:
    is_list = isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    if not is_list and not isinstance(value, str | bool | int | float):
        raise ValueError("a text, a number, true, false or a list of texts is needed")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("JSON has no such number")
    return value


def _constant(value: Constant) -> Constant:
    for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
        _template(text)
    return value


Addition = Annotated[Constant, BeforeValidator(_simple), AfterValidator(_constant)]
Template = Annotated[str, Field(min_length=1), AfterValidator(_template)]


class PostOptions(BaseModel):
    """The `post:` key of a sources file; what is left out stays as the dialect has it.

    A template is text with fields in braces, `{date:%Y}/{slug}`; a brace itself is doubled. Dates take the codes of
    `strftime`. `add` sets keys, new ones or the dialect's own, to constants or templates; it comes after `rename` and
    `drop`, and takes the names that the file will have.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: Body | None = None
    front_matter: FrontMatter | None = None
    slug: Slug | None = None
    dates: Zone | None = None
    lead_picture: LeadPicture | None = None
    file_name: Template | None = None
    rename: dict[str, str] = Field(default_factory=dict)
    drop: tuple[str, ...] = ()
    add: dict[str, Addition] = Field(default_factory=dict)
