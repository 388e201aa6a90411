"""Which articles of a source are wanted: judged by entries before anything is fetched, and again once they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from crawler.items import Entry, as_moment
from crawler.rules.patterns import PatternText, is_found
from crawler.selectors import listed

_AGE = re.compile(r"\s*(?P<sign>[<>])\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>h|hours?|d|days?|w|weeks?)\s*")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}
_FIELDS = ("title", "url", "author", "tag", "text", "language", "age")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article; None, or an empty tuple: it is not known (yet).

    `titles`, `urls`, `authors` and `tags` may hold what the source and the page say of the same.
    """

    titles: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    text: str | None = None
    language: str | None = None
    published: date | None = None


def _age(value: str) -> str:
    try:
        _limit(value)
    except (ValueError, OverflowError):
        raise ValueError(f"{value!r} is no age; write '> 30 days', '< 12 hours' or '< 2 weeks'") from None
    return value


def _limit(age: str) -> tuple[bool, timedelta]:
    """Whether what is older is meant, and than what.

    Raises:
        ValueError: It is no age.
        OverflowError: It is longer than any calendar.
    """
    match = _AGE.fullmatch(age)
    if match is None:
        raise ValueError(age)
    return match["sign"] == ">", timedelta(hours=float(match["number"]) * _HOURS[match["unit"][0]])


Patterns = Annotated[tuple[PatternText, ...], BeforeValidator(listed)]
Words = Annotated[tuple[str, ...], BeforeValidator(listed)]


class Conditions(BaseModel):
    """What articles may be told by. Of several patterns or languages for one field, any may hold.

    Patterns are found anywhere in the field, in upper or lower case. A language stands for its regions, too: "pt" is
    also "pt-BR". An age is counted from the article's publication: "> 30 days".
    """

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    title: Patterns = ()
    url: Patterns = ()
    author: Patterns = ()
    tag: Patterns = ()
    text: Patterns = ()
    language: Words = ()
    age: Annotated[str, AfterValidator(_age)] | None = None


class Filter(BaseModel):
    """Articles are wanted that meet every condition of `include` and none of `exclude`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    include: Conditions = Conditions()
    exclude: Conditions = Conditions()


def facts_of(entry: Entry) -> Facts:
    """What an entry tells of its article."""
    return Facts(
        titles=(entry.title,) if entry.title else (),
        urls=(entry.url,) if entry.url else (),
        authors=tuple(entry.authors),
        tags=tuple(entry.tags),
        language=entry.language,
        published=entry.published,
    )


def objection(wanted: Filter, facts: Facts, now: datetime, *, final: bool) -> str | None:
    """Why an article is not wanted, in a line; None where it is, or where that cannot be told yet.

    Args:
        wanted: The source's filter.
        facts: What is known of the article.
        now: The time, aware.
        final: Whether nothing more will be known; what is still unknown then meets no condition. Before that, lists
            of authors and tags may grow, so that only an exclusion counts.

    Raises:
        PatternTooSlow: A pattern did not come to an end.
    """
    for field in _FIELDS:
        if _holds(wanted.exclude, field, facts, now):
            return f"its filter excludes {_shown(wanted.exclude, field)}"
    for field in _FIELDS:
        holds = _holds(wanted.include, field, facts, now)
        grows = field in {"author", "tag"} or holds is None
        if getattr(wanted.include, field) and not holds and (final or not grows):
            return f"its filter includes only {_shown(wanted.include, field)}"
    return None


def _holds(conditions: Conditions, field: str, facts: Facts, now: datetime) -> bool | None:
    """Whether a condition is there and met; None where what it is about is not known."""
    expected = getattr(conditions, field)
    if not expected:
        return False
    if field == "age":
        return _is_of_age(expected, facts.published, now)
    if field == "language":
        return None if facts.language is None else _is_language(facts.language, expected)
    known: dict[str, Iterable[str]] = {
        "title": facts.titles,
        "url": facts.urls,
        "author": facts.authors,
        "tag": facts.tags,
        "text": () if facts.text is None else (facts.text,),
    }
    values = [value for value in known[field] if value]
    return any(is_found(pattern, value) for value in values for pattern in expected) if values else None


def _is_language(language: str, expected: Iterable[str]) -> bool:
    tag = language.lower().replace("_", "-")
    return any(tag == one or tag.startswith(f"{one}-") for one in (word.lower().replace("_", "-") for word in expected))


def _is_of_age(expected: str, published: date | None, now: datetime) -> bool | None:
    if published is None:
        return None
    older, limit = _limit(expected)
    age = now - as_moment(published)
    return age > limit if older else age < limit


def _shown(conditions: Conditions, field: str) -> str:
    expected = getattr(conditions, field)
    return f"{field} {expected if isinstance(expected, str) else ' or '.join(map(repr, expected))}"
