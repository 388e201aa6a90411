"""What a dialect writes: an article with all that its source's settings say of it, ready to become a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Post:
    """A post's content, the same for every dialect. Text is plain text, except `body`.

    `first_seen` is when the crawler first published the article (aware, UTC); it never changes afterwards, and
    dialects whose generator needs a date use it where `published` is None.
    """

    title: str
    body: str  # HTML, safe and well formed
    url: str  # the article at its source: the canonical link
    source: str  # the source's name
    first_seen: datetime
    published: date | None = None
    updated: date | None = None
    authors: tuple[str, ...] = ()
    fixed_author: str | None = None  # the author that the sources file gives to all articles of the source
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    site_name: str | None = None
    description: str | None = None
    image: str | None = None  # the article's lead image
    license: str | None = None  # the address of its licence
    also_at: tuple[str, ...] = ()  # the addresses at which other sources have it
    withdrawn: bool = False  # the site should not show it any more
    placeholder: str = ""  # the picture that stands in where there is no image
