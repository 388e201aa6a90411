"""How far back a source is read: plain functions over listings and dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.items import Entry
from crawler.network.conditional import Validators
from crawler.sources import Listing

MOST_DOCUMENTS = 1_000  # of one source in one run, whatever they link to
MOST_LISTED = 200_000  # addresses of one source in one run; what documents lead to after that is not asked for
_GUESSES = ("paged", "page")  # parameters by which many sites number the pages of their feeds


@dataclass(slots=True)
class Poll:
    """A poll of a source while its documents come in: the first one, and those that it leads to.

    Only when all of them have been read may the first one's validators be kept: a 304 would hide the others.
    """

    validators: Validators
    asked: set[str]
    listed: set[str] = field(default_factory=set)  # addresses of the entries so far
    pages: int = 1
    read: int = 0  # documents that the first one led to
    open: int = 1  # documents that are still to be read to their end
    complete: bool = True


def day_of(entry: Entry) -> date | None:
    """The day on which an entry was published or, where that is unknown, changed."""
    moment = entry.published or entry.updated
    return moment.date() if isinstance(moment, datetime) else moment


def is_since(moment: date | None, first_day: date | None) -> bool:
    """Whether something of that moment is of that day or later; what has no date counts as such."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return first_day is None or day is None or day >= first_day


def since(entries: Iterable[Entry], first_day: date | None) -> list[Entry]:
    """The entries of that day and later, and those without a date; all of them where no day is given."""
    return [entry for entry in entries if is_since(day_of(entry), first_day)]


def reaches(entries: Iterable[Entry], first_day: date) -> bool:
    """Whether a page of entries ends before that day, so that what is older need not be asked for."""
    days = [day for entry in entries if (day := day_of(entry))]
    return bool(days) and min(days) < first_day


def older_page(listing: Listing, url: str, kind: str, poll: Poll) -> str | None:
    """Where a source goes on into the past: as it says itself (RFC 5005), else a guess for feeds.

    Args:
        listing: What the page at `url` lists.
        url: The page's address.
        kind: The kind of source.
        poll: What was asked for before.
    """
    if listing.older:
        return listing.older if listing.older not in poll.asked else None
    if kind != "feed" or not listing.entries:
        return None
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    numbered = next((name for name in _GUESSES if any(key == name for key, _ in query)), _GUESSES[0])
    number = next((int(value) for key, value in query if key == numbered and value.isdecimal()), 1)
    return _numbered(url, numbered, number + 1)


def other_guess(url: str) -> str | None:
    """The second guess at a feed's second page, where the first one led nowhere."""
    first, second = _GUESSES
    return _numbered(url, second, 2) if dict(parse_qsl(urlsplit(url).query)).get(first) == "2" else None


def _numbered(url: str, name: str, number: int) -> str:
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in _GUESSES]
    return parts._replace(query=urlencode([*query, (name, str(number))])).geturl()
