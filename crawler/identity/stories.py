"""Which articles tell one story, and whose telling becomes the post: decisions over data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from crawler.identity.likeness import FEWEST, containment, estimate, resemblance

# An agency's report is printed within days; what is alike later is a series, a yearly note, a form.
_WINDOW = timedelta(days=7)
_ONE_DAY = timedelta(days=1)  # zones
_SAME_TEXT = 0.9  # Jaccard
_SAME_STORY = 0.75  # of the shorter text; newspapers cut paragraphs and change sentences
_SHORT = 100  # shingles; weather, prices and results have most of their words in common
_ALIKE = 0.3  # of the shorter text: what an article and its copy for telephones have in common at least
_FOREIGN = 0.05  # less in common under one title is another language, or another article of a series
_DOUBT = 0.2  # that an estimate may be below the truth
_NAMED = 0.5  # of the shorter text, where a page says itself that it is a copy
_FULLER = 1.1  # a text counts as fuller than another from here on
_NO_LETTER = re.compile(r"[\W_]+")


class Kinship(Enum):
    """What two articles are to each other."""

    SAME = "the same article"
    STORY = "the same story, told by another source"
    NONE = "different articles"


@dataclass(frozen=True, slots=True)
class Telling:
    """What is compared of an article."""

    source: str
    title: str
    shingles: frozenset[int]
    first_seen: datetime
    size: int  # letters of its text
    published: date | None = None
    priority: int = 0
    sketch: bytes = b""  # of its text; empty where that is short or not known
    addresses: frozenset[str] = frozenset()  # normalised, that lead to it
    original: str | None = None  # the normalised address on another site that its page names as the original


def may_be_kin(one: Telling, other: Telling) -> bool:
    """Whether `kinship` may find two articles to be kin, judged without their shingles."""
    same_title = title_key(one.title) == title_key(other.title)
    if not same_title and (one.source == other.source or not _are_near(one, other)):
        return False
    return not (one.sketch and other.sketch) or estimate(one.sketch, other.sketch) >= _SAME_STORY - _DOUBT


def kinship(one: Telling, other: Telling) -> Kinship:
    """Compare two articles that have no address and no entry in common.

    Under one title and of one date, texts that differ in a word here and there are the same article: it has moved, or
    its source has given it another GUID. Of different sources, a text of the same days that holds most of the other
    tells the same story, whatever its headline. Within one source, articles of different titles stay apart however
    alike they are.
    """
    same_title = title_key(one.title) == title_key(other.title)
    if same_title and _dates_agree(one, other, _ONE_DAY) and resemblance(one.shingles, other.shingles) >= _SAME_TEXT:
        return Kinship.SAME
    if _are_near(one, other) and one.source != other.source and _dates_agree(one, other, _WINDOW):
        is_short = min(len(one.shingles), len(other.shingles)) < _SHORT
        if containment(one.shingles, other.shingles) >= (_SAME_TEXT if is_short else _SAME_STORY):
            return Kinship.STORY
    return Kinship.NONE


def is_alike(one: Telling, other: Telling) -> bool:
    """Whether two articles that share an address may be one, however much of it was rewritten or cut."""
    common = containment(one.shingles, other.shingles)
    is_short = min(len(one.shingles), len(other.shingles)) < FEWEST
    same_title = title_key(one.title) == title_key(other.title)
    return common >= _ALIKE or (same_title and (is_short or common >= _FOREIGN))


def is_copy(one: Telling, other: Telling) -> bool:
    """Whether two sources' articles are one, since one page names the other as the original, or both name the same.

    What a page says of itself is believed only as far as the texts bear it out: otherwise a careless template, or a
    page that would like to stand for somebody else's article, would make that article disappear.
    """
    if one.source == other.source or not (
        one.original in other.addresses
        or other.original in one.addresses
        or (one.original is not None and one.original == other.original)
    ):
        return False
    if min(len(one.shingles), len(other.shingles)) < FEWEST:
        return title_key(one.title) == title_key(other.title) and resemblance(one.shingles, other.shingles) >= _NAMED
    return containment(one.shingles, other.shingles) >= _NAMED


def is_original(one: Telling, other: Telling) -> bool:
    """Whether the other article's page names this one as its original."""
    return other.original in one.addresses


def prevails(new: Telling, current: Telling) -> bool:
    """Whether the post of a story should be made of the new telling.

    The source's priority decides, then which of them the other names as its original, then the fuller text.
    """
    if new.source == current.source:
        return True
    if new.priority != current.priority:
        return new.priority > current.priority
    if is_original(new, current) or is_original(current, new):
        return is_original(new, current)
    return new.size >= _FULLER * current.size


def _are_near(one: Telling, other: Telling) -> bool:
    return abs(one.first_seen - other.first_seen) <= _WINDOW


def _dates_agree(one: Telling, other: Telling, within: timedelta) -> bool:
    """Whether two articles may be of one time: a notice that is printed each month is another one each time."""
    days = [telling.published for telling in (one, other) if telling.published]
    if len(days) < 2:
        return True
    plain = [day.date() if isinstance(day, datetime) else day for day in days]
    return abs(plain[0] - plain[1]) <= within


def title_key(title: str) -> str:
    """What is left of a title when case, punctuation and spaces do not count."""
    return _NO_LETTER.sub("", title.casefold())
