"""Moments as posts give them.

A source's moment may be aware, naive or a mere day (see `crawler.items`). A day stays a day. A naive moment is read
as UTC, which keeps the day and the hour that the source printed. Parts of a second are cut off, never rounded, so that
no moment moves into the next day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime


def in_utc(moment: date) -> date:
    """An aware moment in UTC, or the same day."""
    if not isinstance(moment, datetime):
        return moment
    return _in_utc(aware(moment))


def _in_utc(known: datetime) -> datetime:
    try:
        return known.astimezone(UTC)
    except OverflowError:  # the first or last hours of the calendar, which stand for "no date" anyway
        return known.replace(tzinfo=UTC)


def aware(moment: date) -> datetime:
    """The moment with its own offset and in whole seconds; a day begins at midnight UTC.

    An offset of odd seconds, as places had before zones, has no form in RFC 3339 and the like; UTC stands for it.
    """
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), UTC)
    if (offset := moment.utcoffset()) and offset % timedelta(minutes=1):
        moment = _in_utc(moment)
    return moment.replace(microsecond=0, tzinfo=moment.tzinfo or UTC)


def not_after(moment: date, latest: datetime) -> date:
    """The moment, or the latest one where it is later."""
    return latest if aware(moment) > latest else moment


def iso(moment: date) -> str:
    """ISO 8601 in the form that every generator reads: `2022-05-26T03:38:09Z`, `…+08:00`, or the day alone."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return aware(moment).isoformat().removesuffix("+00:00") + ("Z" if not aware(moment).utcoffset() else "")


def http(moment: date) -> str:
    """The form of HTTP's dates and of JavaScript's `toUTCString`: `Thu, 26 May 2022 03:38:09 GMT`."""
    return format_datetime(aware(in_utc(moment)), usegmt=True)


def rfc_822(moment: date) -> str:
    """The form that RSS wants, with the moment's own offset: `Thu, 26 May 2022 11:38:09 +0800`."""
    return format_datetime(aware(moment))
