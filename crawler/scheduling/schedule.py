"""When things are tried, or looked at, again: plain functions over counts and times."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from enum import Enum


class Failure(Enum):
    """What kind of thing kept an article from being published."""

    PASSING = "passing"  # the network or the server: the next run may well succeed
    LASTING = "lasting"  # the page itself: it will say the same for a while
    PARTIAL = "partial"  # it is published, but for a picture


_WAITS = {
    Failure.PASSING: [0, 0, 0, 1, 3, 6, 12, 24, 48, 96],
    Failure.LASTING: [24, 72, 168],
    Failure.PARTIAL: [0, 0, 24, 72, 168],
}
LONGEST_WAIT = timedelta(days=8)  # none of these is longer
_POLLS_AT_ONCE = 3  # failures in a row that change nothing: outages end
_LONGEST_POLL_WAIT = timedelta(days=2)
_GONE_AFTER = timedelta(days=3)  # a server that is being mended may say so for hours
_GONE_WAIT = timedelta(days=30)
_FIRST_HOST_WAIT = timedelta(minutes=1)
_BLOCKED_WAIT = timedelta(hours=6)

MADE = datetime(2026, 1, 1, tzinfo=UTC)  # a clock that says less is wrong: no crawler was there then

SOON = timedelta(days=1)  # until a look that failed, or that found what was refused, is repeated


def retry_at(failure: Failure, attempts: int, now: datetime) -> datetime | None:
    """When to try an article again.

    Args:
        failure: The kind of the last failure.
        attempts: How often it was tried, the last time included.
        now: The time of the last attempt.

    Returns:
        The earliest time for the next attempt, or None to give the article up until its entry changes.
    """
    waits = _WAITS[failure]
    return now + timedelta(hours=waits[attempts - 1]) if attempts <= len(waits) else None


def host_retry_at(waited: timedelta, now: datetime) -> datetime:
    """When to try an article again whose host could not be had, so that nothing is known against the article itself.

    Args:
        waited: How long it was left alone before the last attempt; zero: it was not.
        now: The time of the last attempt.

    Returns:
        The earliest time for the next attempt: after twice that wait, from a minute up to two days.
    """
    return now + min(max(2 * waited, _FIRST_HOST_WAIT), _LONGEST_POLL_WAIT)


def next_poll(
    failures: int, now: datetime, *, blocked: bool = False, gone_since: datetime | None = None
) -> datetime | None:
    """When to ask a failing source again.

    Args:
        failures: Its failed polls in a row, the last one included.
        now: The time of the last one.
        blocked: Whether its site answered that with a challenge or a block page.
        gone_since: The time of the first poll in a row at which its server said that the source is gone for good.

    Returns:
        The earliest time: an hour after the fourth failure, then twice as long each time, up to two days; of a site
        that blocks, six hours after the first, up to four days; a month once it was gone at several polls over days.
        None: the next run.
    """
    if gone_since and failures >= _POLLS_AT_ONCE and now - gone_since >= _GONE_AFTER:
        return now + _GONE_WAIT
    if blocked:
        waits: list[timedelta] = [_BLOCKED_WAIT * 2**doubled for doubled in range(5)]
        return now + waits[min(failures, len(waits)) - 1]
    if failures <= _POLLS_AT_ONCE:
        return None
    hours = 2 ** min(failures - _POLLS_AT_ONCE - 1, 10)
    return now + min(timedelta(hours=hours), _LONGEST_POLL_WAIT)


def outside(moment: datetime, hours: Collection[int], days: Collection[int]) -> datetime:
    """The first moment, from this one on, that is in none of the hours and days in which a source is left alone.

    Args:
        moment: The earliest, aware.
        hours: Of the day in UTC, 0 to 23 (RSS `skipHours`).
        days: Of the week in UTC, Monday is 0 (RSS `skipDays`).

    Returns:
        The moment itself, also where no hour of the week is left; or the beginning of a later hour.
    """
    if len(set(hours)) >= 24 or len(set(days)) >= 7:
        return moment
    found = moment.astimezone(UTC)
    while found.hour in hours or found.weekday() in days:
        found = found.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return found


def next_look(changed: datetime, days: Iterable[float], now: datetime) -> datetime | None:
    """When to look at an article's page again.

    Args:
        changed: When the article was published, or last changed.
        days: How many days after that its page is looked at.
        now: The time of the last look.

    Returns:
        The first of these times that is still to come; None: it is not looked at any more. Times that have passed
        are left out, so that rare runs do not make up for them.
    """
    # What changed in the future, by a clock that was wrong, changed by now.
    times = (min(changed, now) + timedelta(days=number) for number in days)
    return min((time for time in times if time > now), default=None)
