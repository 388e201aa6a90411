"""What a user may change about the posts that a dialect writes."""

from __future__ import annotations

import string
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

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
)


def _template(text: str) -> str:
    """Raises ValueError for a template that names a field that there is not."""
    for _, field, _, conversion in string.Formatter().parse(text):
        if field is not None and (field not in FIELDS or conversion):
            raise ValueError(f"{{{field}}} is no field of a post; allowed: {', '.join(FIELDS)}")
    return text


def _constant(value: Constant) -> Constant:
    for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
        _template(text)
    return value


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
    file_name: Template | None = None
    rename: dict[str, str] = Field(default_factory=dict)
    drop: tuple[str, ...] = ()
    add: dict[str, Annotated[Constant, AfterValidator(_constant)]] = Field(default_factory=dict)
