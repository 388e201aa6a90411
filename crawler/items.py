"""What travels through the crawler: an Entry, as a source mentions an article, and the Article that becomes a post.

Moments keep the precision that their source gave: an aware `datetime` where it named a zone, a naive one where
it did not, a plain `date` where it gave only a day, None where it gave nothing. (`datetime` is a `date`, so the
fields are annotated `date`.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.config import Source
    from crawler.network.conditional import Validators
    from crawler.scheduling.schedule import Failure
    from crawler.state import Published


def as_moment(known: date) -> datetime:
    """An aware moment for comparisons: UTC where no zone was named, the beginning of a day."""
    if not isinstance(known, datetime):
        return datetime.combine(known, time(), UTC)
    return known if known.tzinfo else known.replace(tzinfo=UTC)


@dataclass(slots=True)
class Enclosure:
    """A media file that an entry carries (RSS `enclosure`, Atom `link rel=enclosure`, Media RSS)."""

    url: str
    type: str | None = None
    length: int | None = None  # bytes


@dataclass(slots=True)
class Entry:
    """An article as its source mentions it.

    Addresses are absolute. `title`, `authors` and `tags` are plain text; `summary` and `content` are HTML as the
    source gave it (not yet safe), with addresses inside it still relative to `base`.
    """

    url: str | None = None
    guid: str | None = None
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    published: date | None = None
    updated: date | None = None
    summary: str | None = None
    content: str | None = None
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    image: str | None = None
    enclosures: list[Enclosure] = field(default_factory=list)
    base: str | None = None


@dataclass(slots=True)
class Page:
    """An article's page as it was fetched."""

    url: str  # after redirects
    body: bytes
    charset: str | None = None  # of the HTTP Content-Type header, unchecked


@dataclass(slots=True)
class Article:
    """The one item of the pipelines; each step fills in its own part.

    From the spider: `source`, `entry` and its `key` among the source's entries, `url` (where the article was asked
    for) and `page` (None where the entry carries the whole article).
    """

    source: Source
    entry: Entry
    key: str
    url: str
    page: Page | None = None
    detour: bool = False  # `page` was asked for in place of the article's own, as its source's rules say
    further_pages: list[Page] = field(default_factory=list)  # those that the article goes on in
    asked: str | None = None  # the address that its page was asked for at; None where there is no page
    validators: Validators | None = None  # of the page
    stored: int | None = None  # the id of its page among the stored pages
    stored_further: tuple[int, ...] = ()  # the ids of the pages that were asked for after it, in their order
    look: int | None = None  # the id of the article whose page this is another look at
    may_be_entry: bool = False  # its entry carries it, too, should its page not show it
    shares_link: bool = False  # other entries of the source have the entry's link too, so that it leads to no article

    # extract
    title: str = ""
    authors: list[str] = field(default_factory=list)
    published: date | None = None
    modified: date | None = None
    language: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None
    description: str | None = None
    tags: list[str] = field(default_factory=list)
    image: str | None = None
    license: str | None = None  # the address of its licence
    body: str = ""  # HTML; safe to publish once the clean step has run
    origins: dict[str, str] = field(default_factory=dict)  # field name -> where it came from ("json-ld", "entry" …)
    misses: list[str] = field(default_factory=list)  # rules of a field that found nothing, a line each
    idle: list[str] = field(default_factory=list)  # other rules that changed nothing, a line each

    # identify
    known: Published | None = None  # what the state knows of this very article

    # media
    lost_pictures: Failure | None = None  # why some stay links, where they were to be stored
