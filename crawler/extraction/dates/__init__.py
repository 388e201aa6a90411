"""When a page says that its article was published and last changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction.dates.prose import date_in_prose
from crawler.extraction.dates.shown import Shown, shown_dates
from crawler.extraction.dates.stated import Said, in_address, in_state, stated_modified, stated_published, stated_weakly
from crawler.extraction.dates.written import Order, day_of
from crawler.extraction.dates.zones import in_utc, may_be, page_zone, shown_zone
from crawler.extraction.document import Document, short_text
from crawler.extraction.language import find_language

_REGION = re.compile(r"-([a-z]{2}|\d{3})(?!\w)")  # of a tag of language (BCP 47), perhaps behind its script
_MONTH_FIRST_COUNTRIES = {"us", "ph", "ca"}
_DAY_FIRST_DOMAINS = {"uk", "au", "nz", "ie", "za", "in", "sg", "my", "hk", "ng", "ke", "pk", "mt", "eu"}
_YEAR_FIRST = frozenset({"zh", "ja", "ko"})
_LONGEST_TITLE = 300  # characters
_DOUBTFUL = 1.0  # the score below which running text is asked, too
_LIKELY = 2.0  # the score of a date that is most likely the article's
_ONE_DAY = timedelta(days=1)
_ONE_MOMENT = timedelta(hours=1)  # by which a page and its metadata may differ on when it was published
_ONE_MOMENT = timedelta(hours=1)  # by which a page and its metadata may differ on when it was published


@dataclass(slots=True)
class Dates:
    """The dates of an article with where they were found."""

    published: date | None = None
    published_origin: str = ""
    modified: date | None = None
    modified_origin: str = ""


def find_dates(document: Document, heading: HtmlElement | None = None) -> Dates:
    """The article's dates, as precise as the page gives them.

    Statements made for machines go before what stands on the page for readers, and that before the address. Where
    a page only says when it was changed, that is its date, too (with " (modified)" behind its origin).

    Args:
        heading: The title on the page, if it is known: dates near it are the article's.
    """
    weighing = _Weighing(document, heading)
    weighing.believe_statements()
    weighing.look_at_page()
    weighing.prefer_day_shown()
    weighing.share_zone()
    weighing.prefer_day_of_address()
    weighing.search_prose()
    return weighing.result()


class _Weighing:
    """What the sources of a page say of its dates, and what is believed so far."""

    def __init__(self, document: Document, heading: HtmlElement | None) -> None:
        self.document = document
        self.heading = heading
        self.stated = list(stated_published(document))
        self.changed = list(stated_modified(document))
        self.address = in_address(document.url)
        self.shown = Shown()
        self.other_days: set[date] = set()  # that the metadata state beside the day of publishing
        self.published: Said | None = None
        self.modified: Said | None = None

    @cached_property
    def order(self) -> Order:
        """How the page writes its dates, which is not asked where the metadata say all."""
        return _order(self.document, self.heading)

    def believe_statements(self) -> None:
        """Metadata first; a moment that they give in UTC is told in the zone that the page uses."""
        for said in self.stated:
            self.published = _finer(self.published, said)
        for said in self.changed:
            self.modified = _finer(self.modified, said)
        if self.published is None:
            return
        moment = self.published.moment
        if in_utc(moment):
            zone = page_zone(moment, [said.moment for said in self.stated], self.document.html)
            self.published = self.published._replace(moment=moment.astimezone(zone))
        day = day_of(self.published.moment)
        self.other_days = {day_of(said.moment) for said in self.stated} - {day}
        self.other_days |= {changed for said in self.changed if (changed := day_of(said.moment)) > day}

    def look_at_page(self) -> None:
        """Fill in what the metadata leave open (the day, the hour, the zone) from what the page shows its readers."""
        moment = self.published.moment if self.published else None
        left_open = not isinstance(moment, datetime) or in_utc(moment)
        if left_open or self.other_days:
            self.shown = shown_dates(self.document, self.heading, self.order, everywhere=left_open)
        if not left_open:
            return
        weak = list(stated_weakly(self.document))
        if best := self.shown.published:
            weak.insert(0 if self.shown.sure else len(weak), best.said)
            if in_utc(best.moment) and isinstance(seen := best.seen(self.order), datetime):
                weak.append(Said(seen, best.origin))
        days = [day_of(said.moment) for said in weak]
        if self.address and self.address not in days:
            agreed = len(days) > 1 and len(set(days)) == 1
            weak.insert(len(weak) if agreed else 0, Said(self.address, "url"))
        for said in weak:
            self.published = _finer(self.published, said)
        if changed := self.shown.modified:
            self.modified = _finer(self.modified, changed.said)
        if self.published and in_utc(moment := self.published.moment):
            zone = shown_zone(moment, [said.moment for said in weak])
            self.published = self.published._replace(moment=moment.astimezone(zone))

    def prefer_day_shown(self) -> None:
        """The day that the page gives its readers, where the metadata do not speak against it."""
        best = self.shown.published
        if best is None or self.published is None:
            return
        moment = self.published.moment
        if in_utc(moment) and self.shown.sure:
            seen = best.seen(self.order) if in_utc(best.moment) else best.moment
            other = (
                isinstance(best.moment, datetime) and in_utc(best.moment) and abs(best.moment - moment) > _ONE_MOMENT
            )
            if seen is not None and not other and may_be(moment, seen):
                self.published = Said(seen, best.origin)
        # The metadata state that day, too, and neither the page nor its address has a word of the other.
        alike = sum(day_of(said.moment) == day_of(best.moment) for said in self.stated)
        if (
            (best.score >= _LIKELY or alike > 1)
            and day_of(best.moment) in self.other_days
            and self.address != day_of(moment)
            and not self.shown.shows(day_of(moment), self.order)
        ):
            self.published = best.said

    def share_zone(self) -> None:
        """A change in UTC is told in the zone of publishing."""
        if self.published is None or self.modified is None:
            return
        published, modified = self.published.moment, self.modified.moment
        if isinstance(published, datetime) and published.tzinfo is not None and in_utc(modified):
            self.modified = self.modified._replace(moment=modified.astimezone(published.tzinfo))

    def prefer_day_of_address(self) -> None:
        """A republished or migrated article keeps its first address.

        A moment in UTC may be of another day in the zone of its author, whose day the address tells.
        """
        if self.published is None or self.address is None:
            return
        later = day_of(self.published.moment) - self.address
        best = self.shown.published
        if (
            best is not None
            and abs(later) == _ONE_DAY
            and day_of(best.moment) == self.address
            and not isinstance(self.published.moment, datetime)
        ):
            self.published = best.said  # the metadata give but the day, that of UTC
        elif later > _ONE_DAY or (in_utc(self.published.moment) and abs(later) == _ONE_DAY):
            self.published = Said(self.address, "url")

    def search_prose(self) -> None:
        """Ask the running text where nothing else gives a date, or only what may be the date of something else."""
        if self.published is None and self.modified is None:
            guess = in_state(self.document) or date_in_prose(self.document, self.heading, self.order)
        elif self.published is None:
            changed = self.shown.modified
            seen = changed is not None and self.modified is not None and self.modified.moment == changed.moment
            guess = self._called_published() if seen else self._alone()
        elif self.stated or self.published.origin not in {"meta", "og", "text"}:
            return
        elif self._is_doubtful():
            guess = date_in_prose(self.document, self.heading, self.order)
        else:
            guess = self._called_published() if self.published.origin != "text" else None
        if guess:
            self.published = Said(guess, "text")

    def _is_doubtful(self) -> bool:
        """Whether the date is one that the page shows, but hardly as the article's."""
        best = self.shown.published
        return (
            best is not None
            and self.published is not None
            and self.published.moment == best.moment
            and best.score < _DOUBTFUL
        )

    def _called_published(self) -> date | None:
        return date_in_prose(self.document, self.heading, self.order, labelled=True)

    def _alone(self) -> date | None:
        """The day in a line of its own near the title, unless it is later than the last change."""
        day = date_in_prose(self.document, self.heading, self.order, alone=True)
        return day if day and self.modified and day_of(day) <= day_of(self.modified.moment) else None

    def _is_of_today(self, published: Said, modified: Said) -> bool:
        """Whether the later of two dates that the page shows is that of the visit: it stands farther from the title."""
        best, changed = self.shown.published, self.shown.modified
        return (
            best is not None
            and changed is not None
            and published.moment == best.moment
            and modified.moment == changed.moment
            and changed.score > best.score
        )

    def result(self) -> Dates:
        """The dates that are believed; no change before the article was published."""
        published, modified = self.published, self.modified
        before = published and modified and day_of(modified.moment) < day_of(published.moment)
        if modified and (published is None or (before and self._is_of_today(published, modified))):
            published = Said(modified.moment, f"{modified.origin} (modified)")
        elif before:
            modified = None
        return Dates(*(published or (None, "")), *(modified or (None, "")))


def _finer(known: Said | None, said: Said) -> Said:
    """What is known already; what is said now only where nothing is, or where it tells the hour of the same day."""
    if known is None:
        return said
    finer = isinstance(said.moment, datetime) and not isinstance(known.moment, datetime)
    return said if finer and day_of(said.moment) == known.moment else known


def _order(document: Document, heading: HtmlElement | None) -> Order:
    """The month comes first in the English of America, the year in the languages of East Asia."""
    language = find_language(document, short_text(heading, _LONGEST_TITLE) if heading is not None else None)[0] or ""
    if language[:2] in _YEAR_FIRST:
        return Order(year_first=True)
    croatian = language[:2] in {"hr", "bs"}
    if region := _REGION.search(language.lower()):
        return Order(region[1] in _MONTH_FIRST_COUNTRIES, croatian)
    domain = (urlsplit(document.url).hostname or "").rpartition(".")[2]
    return Order(language[:2].lower() == "en" and domain not in _DAY_FIRST_DOMAINS, croatian)
