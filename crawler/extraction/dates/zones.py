"""The zone of a moment that metadata give in UTC, as servers do, though neither author nor readers live there."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TypeGuard

from crawler.dates import parse_date

_LOCAL_MOMENT = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?[+-](?!00)\d\d:?\d\d\b")
_MOST_MOMENTS = 1_000  # places in the markup


def in_utc(moment: date | None) -> TypeGuard[datetime]:
    """Whether a moment is told in UTC, which may be no more than the server's habit."""
    return isinstance(moment, datetime) and moment.utcoffset() == timedelta(0)


def may_be(moment: datetime, shown: date) -> bool:
    """Whether a moment in UTC may be of the day before or after, which the page shows, in some inhabited zone."""
    if isinstance(shown, datetime):
        return False
    first, last = moment - timedelta(hours=11), moment + timedelta(hours=13)
    return shown != moment.date() and first.date() <= shown <= last.date()


def page_zone(moment: datetime, others: list[date], html: str) -> tzinfo:
    """The zone that the page itself uses for a moment which its metadata gives in UTC; UTC where nothing tells."""
    for other in others:
        if isinstance(other, datetime) and other.tzinfo is not None and other == moment and other.utcoffset():
            return other.tzinfo
    # Zones differ from UTC by whole hours, all but a few: minutes and seconds stay.
    seconds = f":{moment:%M:%S}"
    at = -1
    for _ in range(_MOST_MOMENTS):
        at = html.find(seconds, at + 1)
        if at < 0:
            break
        match = _LOCAL_MOMENT.match(html, max(0, at - 13))
        local = parse_date(match[0]) if match else None
        if isinstance(local, datetime) and local == moment and local.tzinfo is not None:
            return local.tzinfo
    return UTC


def shown_zone(moment: datetime, others: list[date]) -> tzinfo:
    """The zone in which the page shows its readers a moment that its metadata give in UTC; UTC where it does not."""
    for other in others:
        if isinstance(other, datetime) and other == moment and other.utcoffset():
            return other.tzinfo or UTC
        if isinstance(other, datetime) and other.tzinfo is None:
            offset = other - moment.replace(tzinfo=None)
            minutes = round(offset.total_seconds() / 60 / 15) * 15
            if -12 * 60 <= minutes <= 14 * 60 and abs(offset - timedelta(minutes=minutes)) <= timedelta(minutes=1):
                return timezone(timedelta(minutes=minutes)) if minutes else UTC
    return UTC
