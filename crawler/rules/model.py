"""What a user may say of a source's pages: rules for what generic extraction does not get."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from crawler.rules.patterns import PatternText, check_template
from crawler.selectors import listed, xpath_of

MISSED = " (its rule found nothing)"  # after the origin of a field that should have come by rule


Expression = Annotated[str, AfterValidator(xpath_of)]  # given as CSS or XPath, kept as XPath
Expressions = Annotated[tuple[Expression, ...], BeforeValidator(listed)]  # one or a list


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, populate_by_name=True)


class Replacement(_Model):
    r"""A regular expression and what its matches are replaced by (`\1` and `\g<name>` stand for groups)."""

    find: PatternText
    with_: str = Field("", alias="with")

    @model_validator(mode="after")
    def _check(self) -> Replacement:
        check_template(self.find, self.with_)
        return self

    @classmethod
    def literal(cls, find: str, text: str) -> Replacement:
        """One of a text, as it stands, by another."""
        return cls(find=re.escape(find), with_=text.replace("\\", r"\\"))


class Wrap(_Model):
    """Elements that become the content of a new element each."""

    tag: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$")]
    select: Expression


class Move(_Model):
    """Elements that become the last content of another, the first that `into` finds."""

    into: Expression
    select: Expression


class Rules(_Model):
    """Where things are on the pages of a source, and what to do with these pages before they are read.

    Of several expressions for a field, the first that finds something counts.
    """

    body: Expressions = ()  # all that it finds, in the page's order
    title: Expressions = ()
    author: Expressions = ()  # one author or more from each element that it finds
    date: Expressions = ()
    image: Expressions = ()
    strip: Expressions = ()  # elements, or attributes, that are taken off the page
    replace: tuple[Replacement, ...] = ()  # over the page's markup, before all else
    next_page: Expressions = ()  # the link to the next piece of the article
    single_page: Expressions = ()  # the link to the whole article, such as a print view
    max_pages: Annotated[int, Field(ge=1, le=100)] = 20  # pieces of one article
    skip_if: Expressions = ()  # a page on which one of these finds something is not published
    dissolve: Expressions = ()  # elements that go, their content stays
    wrap: tuple[Wrap, ...] = ()
    move: tuple[Move, ...] = ()
    lazy_images: tuple[str, ...] = ()  # attributes of `img` that hold the picture's real address
    json_ld: bool = True  # believe what the page says in JSON-LD
    fall_back: bool = True  # read the page by generic extraction where the rule for the body finds nothing

    def over(self, other: Rules) -> Rules:
        """These rules, and the others' where these say nothing; of what is to be stripped, both."""
        said = {name: getattr(self, name) for name in self.model_fields_set}
        if "strip" in said:
            said["strip"] = (*self.strip, *other.strip)
        return other.model_copy(update=said) if said else other
