"""Dates that a page's markup singles out for its readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.extraction.dates.labels import MODIFIED_WORD, OTHER_WORD, PUBLISHED_WORD, names_other
from crawler.extraction.dates.stated import Said, read_moment
from crawler.extraction.dates.written import DIGIT, Order, dates_in, day_of, first_date
from crawler.extraction.document import LONGEST_NAMES, Document, Marked, holds, names_of
from crawler.extraction.elsewhere import elsewhere, is_listed_entry
from crawler.extraction.text import text_inside

_OTHER_ITEMS = {"Comment", "UserComments", "Answer", "Event", "Person", "JobPosting"}
_DATED = re.compile(
    r"date|time|publi|posted|datum|fecha|data|meta|byline|info|author|issued|created|modified|submitted|tarih|tanggal"
)
_DATE_WORD = re.compile(r"date|datum|fecha")
_TIMES = frozenset({"time", "relative-time", "local-time", "time-ago"})
_DATA_NAMES = ("data-datetime", "data-timestamp", "data-date", "data-time", "data-utime")
_NOT_DATED = frozenset({"a", "form", "label", "select", "button", "nav", "table", "main", "article"})
_names_elsewhere = elsewhere(r"events?|calendar|kalender|cookie\w*|archive")
_MOST_EXAMINED = 400  # elements
_MOST_READINGS = 60
_BESIDE_TITLE = 1.5  # what a date gains next to the title, and what it loses of that with each marked element between
_FARTHER = 0.07
_NEAR_MARKED = 25  # marked elements
_ABOVE_ALL = 1.5  # what a date loses that stands before the title and in no narrow container with it: today's
_NARROW = 5  # levels
_OF_A_LIST = 1.0  # what a date loses whose markup shows other days elsewhere: events, teasers, comments


class Kind(Enum):
    """What a date on a page is the date of."""

    PUBLISHED = "published"
    MODIFIED = "modified"


class Reading(NamedTuple):
    """What a marked element says, where it stands among the marked elements, and how much it looks like the date."""

    moment: date
    kind: Kind
    score: float
    origin: str
    at: int
    marked: Marked

    @property
    def said(self) -> Said:
        """The date with where it was found, as metadata have it."""
        return Said(self.moment, self.origin)

    def seen(self, order: Order) -> date | None:
        """What readers see of a moment that a `time` element gives to machines."""
        if self.marked.element.tag not in _TIMES:
            return None
        first = first_date(self.marked.text(300), order)
        return first[0] if first else None


class Shown(NamedTuple):
    """The dates that a page's markup singles out for its readers, best first of each kind."""

    published: Reading | None = None
    modified: Reading | None = None
    readings: tuple[Reading, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether the day of publishing is beyond doubt."""
        best = self.published
        return best is not None and best.score >= (1 if best.origin == "microdata" else 2.5)

    def shows(self, day: date | None, order: Order) -> bool:
        """Whether a day stands anywhere in what the page singles out for its readers."""
        return any(
            day_of(moment) == day
            for reading in self.readings
            for moment, _ in [(reading.moment, 0), *dates_in(reading.marked.text(300), order)]
        )


def shown_dates(document: Document, heading: HtmlElement | None, order: Order, *, everywhere: bool = True) -> Shown:
    """Dates that the page's markup singles out; those near the title are the article's, and all unless `everywhere`."""
    readings, title_at = _readings(document.marked, heading, order, everywhere=everywhere)
    kinds = [_alike(reading.marked) for reading in readings]
    repeated = Counter(kinds)
    days: dict[str, set[date]] = {}
    for alike, reading in zip(kinds, readings, strict=True):
        days.setdefault(alike, set()).add(day_of(reading.moment))
    around = set() if heading is None else {heading, *heading.iterancestors()}
    posts: dict[str, HtmlElement] = {}  # by what it has in common, what a date above the title shares with that alone
    for alike, reading in zip(kinds, readings, strict=True):
        if title_at is None or reading.at > title_at:
            break
        if (post := _shared(reading.marked.element, around)) is not None:
            posts.setdefault(alike, post)
    best: dict[Kind, Reading] = {}
    judged: list[Reading] = []
    for alike, reading in zip(kinds, readings, strict=True):
        if reading.origin == "microdata" and _is_of_other(reading.marked.element):
            continue
        score = reading.score
        listed = len(days[alike]) > 2 or (repeated[alike] > 2 and _is_item(reading.marked.element))
        if title_at is not None:
            score += _nearness(reading, title_at, around)
            if reading.at > title_at and alike in posts and not holds(posts[alike], reading.marked.element):
                listed = True  # it is another post's
        elif heading is not None:
            score -= 0.5
        if listed:
            score -= _OF_A_LIST
        if score <= 0:
            continue
        if _is_elsewhere(reading.marked.element, heading, changed=reading.kind is Kind.MODIFIED):
            if listed:
                continue  # of another article in a list of some
            score -= 2 if reading.origin == "microdata" else 4
        if score > 0:
            judged.append(reading._replace(score=score))
            if reading.kind not in best or score > best[reading.kind].score:
                best[reading.kind] = judged[-1]
    return Shown(best.get(Kind.PUBLISHED), best.get(Kind.MODIFIED), tuple(judged))


def _readings(
    candidates: Sequence[Marked], heading: HtmlElement | None, order: Order, *, everywhere: bool
) -> tuple[list[Reading], int | None]:
    """The dates in marked elements, and where among those the title is."""
    readings: list[Reading] = []
    title_at: int | None = None
    examined = 0
    for at, marked in enumerate(candidates):
        element = marked.element
        if element is heading:
            title_at = at
            continue
        if title_at is not None and not everywhere and at - title_at > _NEAR_MARKED:
            break
        tag = element.tag
        if tag not in _TIMES and (tag in _NOT_DATED or not _is_dated(marked.marks)):
            continue
        examined += 1
        if examined > _MOST_EXAMINED:
            break
        if said := _reading(marked, order):
            readings.append(Reading(*said, at, marked))
            if len(readings) > _MOST_READINGS:
                break
    return readings, title_at


def _nearness(reading: Reading, title_at: int, around: set[HtmlElement]) -> float:
    """What a date gains by standing near the title, whose ancestors are `around`."""
    gain: float = max(_BESIDE_TITLE - _FARTHER * abs(reading.at - title_at), 0)
    if reading.at > title_at:
        return gain
    if reading.origin == "text":
        gain /= 2
    return gain if _is_beside(reading.marked.element, around) else gain - _ABOVE_ALL


def _is_item(element: HtmlElement) -> bool:
    return next(element.iterancestors("li"), None) is not None


def _alike(marked: Marked) -> str:
    """What the elements that a template repeats have in common."""
    return f"{marked.element.tag} {marked.marks}"


def _is_beside(element: HtmlElement, around: set[HtmlElement]) -> bool:
    """Whether an element shares a narrow container with the title, whose ancestors are `around`."""
    return _shared(element, around) is not None


def _shared(element: HtmlElement, around: set[HtmlElement]) -> HtmlElement | None:
    """The narrow container that an element shares with the title, whose ancestors are `around`, if there is one."""
    outer = element
    for _ in range(_NARROW):
        if outer is None or outer in around:
            break
        outer = outer.getparent()
    return outer if outer is not None and outer in around else None


def _reading(marked: Marked, order: Order) -> tuple[date, Kind, float, str] | None:
    """What a marked element says: moment, kind, how much it looks like the article's date, origin."""
    element, marks = marked.element, marked.marks
    if names_other(marks):
        return None
    stated = read_moment(
        element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else None)
    )
    score, origin = 1.0, "text"
    words, at = "", None
    if element.get("itemprop") or element.get("property"):
        score, origin = 3.0, "microdata"
    elif element.tag in _TIMES or element.get("pubdate") is not None:
        score, origin = 2.0, "time"
    if stated is None or not isinstance(stated, datetime):
        words = marked.text(300)
        if stated is None:
            first = first_date(words, order) or _in_data(element)
            if first is None:
                return None
            stated, at = first
            score -= min(max(len(words) - 40, 0) / 80, 1.2)
    elif len(element) == 0:
        words = element.text or ""
    parent = element.getparent()
    before = (words[:at] if at else words) if len(words) > 12 else ""
    if parent is not None:
        marks += f" {(parent.get('class') or '')[:LONGEST_NAMES].lower()}"
        previous = element.getprevious()
        label = parent.text if previous is None else (previous.tail or "").strip() or previous.text
        if label and not DIGIT.search(label):
            before = f"{label[-40:]} {before}"
    if before := before.strip().lower():
        if OTHER_WORD.search(before):
            return None
        spoken_published, spoken_modified = PUBLISHED_WORD.search(before), MODIFIED_WORD.search(before)
        if spoken_published and (not spoken_modified or spoken_published.start() < spoken_modified.start()):
            return stated, Kind.PUBLISHED, score + 1.5, origin
        if spoken_modified:
            return stated, Kind.MODIFIED, score, origin
    kind, likely = _kind_named(marks)
    return stated, kind, score + likely, origin


def _in_data(element: HtmlElement) -> tuple[date, int] | None:
    """The date in an attribute that a script fills the element from, as where it shows how long ago that was."""
    for name in _DATA_NAMES:
        if (value := element.get(name)) and (moment := read_moment(value)):
            return moment, 0
    return None


@lru_cache(maxsize=10_000)
def _kind_named(marks: str) -> tuple[Kind, float]:
    """What a class and an id say that the date in them is of, and how much they look like the article's own."""
    if PUBLISHED_WORD.search(marks):
        return Kind.PUBLISHED, 1.0
    if MODIFIED_WORD.search(marks):
        return Kind.MODIFIED, 0.0
    return Kind.PUBLISHED, 0.5 if _DATE_WORD.search(marks) else 0.0


@lru_cache(maxsize=10_000)
def _is_dated(marks: str) -> bool:
    """Whether a class and an id look like those of a date; templates repeat them over and over."""
    return _DATED.search(marks) is not None and not names_other(marks)


def _is_elsewhere(element: HtmlElement, heading: HtmlElement | None, *, changed: bool = False) -> bool:
    """Whether an element belongs to comments, teasers, a side bar and the like.

    A page's foot may well say when the page was last changed.
    """
    outer = element
    for _ in range(10):
        if outer is None or outer.tag in {"body", "html", "main"}:
            return False
        names = names_of(outer)
        if outer.tag == "nav" or (outer.tag == "aside" and not _is_dated(names)):
            return True
        if outer.tag == "footer" and not changed and "meta" not in names:
            article = next(outer.iterancestors("article"), outer.getparent())  # its own footer tells of it
            return article is None or article.tag == "body" or not holds(article, heading)
        if is_listed_entry(outer) or _names_elsewhere(names.replace("footer", "") if changed else names):
            return not holds(outer, heading)
        if outer.tag == "a" and outer is not element and len(" ".join(text_inside(outer).split())) > 60:
            return True
        outer = outer.getparent()
    return False


def _is_of_other(element: HtmlElement) -> bool:
    """Whether microdata say that a property is that of a comment, an event and the like."""
    for outer in element.iterancestors():
        if kind := outer.get("itemtype"):
            return kind.rstrip("/").rpartition("/")[2] in _OTHER_ITEMS
    return False
