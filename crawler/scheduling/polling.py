"""When a source is asked: by its user's wish, by its own rhythm, and never when it asks to be left alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise
from statistics import median

from crawler.scheduling.schedule import outside

_SOONEST = timedelta(minutes=15)
_LATEST = timedelta(days=1)
_UNKNOWN = timedelta(hours=1)  # the rhythm of a source that has shown none yet
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_SPAN = re.compile(r"([1-9]\d{0,4})\s*([mhdw])")
_HOURS = re.compile(r"([01]?\d|2[0-4])\s*-\s*([01]?\d|2[0-4])")


class Rhythm(Enum):
    """A wish that leaves the time between two polls to the source's own rhythm."""

    AUTO = "auto"


def span(value: object) -> object:
    """`every:` as the sources file has it: "auto", or a number and a unit such as 30m, 2h, 1d, 1w.

    Raises:
        ValueError: It is neither.
    """
    if value is None or isinstance(value, timedelta | Rhythm):
        return value
    if value == Rhythm.AUTO.value:
        return Rhythm.AUTO
    if isinstance(value, str) and (found := _SPAN.fullmatch(value.strip())):
        return int(found[1]) * _UNITS[found[2]]
    raise ValueError(f"{value!r} is no time between two polls; write auto, 30m, 2h, 1d or 1w")


def hours(value: object) -> object:
    """`hours:` as the sources file has it: the hours at which a part of the day begins and ends, such as 22-6.

    Raises:
        ValueError: It is none.
    """
    if isinstance(value, str) and (found := _HOURS.fullmatch(value.strip())):
        begin, end = int(found[1]) % 24, int(found[2]) % 24
        return frozenset((begin + step) % 24 for step in range((end - begin) % 24 or 24))
    if value is None or isinstance(value, frozenset):
        return value
    raise ValueError(f"{value!r} is no part of a day; write the hours at which it begins and ends, such as 22-6")


@dataclass(frozen=True, slots=True)
class Hints:
    """How a source itself asks to be polled."""

    refresh: timedelta | None = None  # not before so long after the last poll
    skip_hours: frozenset[int] = frozenset()  # not in these hours of the day: UTC, 0 to 23
    skip_days: frozenset[int] = frozenset()  # nor on these days of the week: UTC, Monday is 0


@dataclass(frozen=True, slots=True)
class Wish:
    """When a source's user wants it asked."""

    every: timedelta | Rhythm | None = None  # None: in each run
    hours: frozenset[int] | None = None  # of the day, in the machine's zone; None: at any


@dataclass(frozen=True, slots=True)
class Past:
    """What polls have shown of a source."""

    polled: datetime | None = None
    not_before: datetime | None = None  # since it fails, or its site asks for it
    hints: Hints = Hints()
    arrivals: Sequence[datetime] = ()  # times at which new entries came, the latest first


def due(name: str, wish: Wish, past: Past, now: datetime, *, spread: bool) -> datetime:
    """When a source is to be asked next, at the earliest.

    Args:
        name: The source's; what is spread is spread by it, so that it stays where it is.
        wish: Its user's.
        past: Its own.
        now: The time of the question, aware, in the zone that `wish.hours` are meant in.
        spread: Do not ask all the sources that wait for an hour of the day at its very beginning.

    Returns:
        `now` where it is due; else a time to come.
    """
    share = int.from_bytes(hashlib.sha256(name.encode()).digest()[:2]) / 65536
    moment = now
    # After the clock was set back, what is known of the future counts for nothing.
    is_sure = past.polled is None or past.polled <= now
    if wish.every is not None and past.polled and is_sure:
        if isinstance(wish.every, Rhythm):
            gap = rhythm(past, now)
            moment = outside(max(now, past.polled + gap), past.hints.skip_hours, past.hints.skip_days)
        else:
            gap = wish.every
        # A little earlier than asked for, so that a run each hour finds what is due each hour; and not all at one time.
        moment = max(moment, past.polled + gap * (0.95 - 0.1 * share))
    if past.not_before and is_sure:
        moment = max(moment, past.not_before)
    if wish.hours is not None and moment.astimezone(now.tzinfo).hour not in wish.hours:
        moment = _next(moment.astimezone(now.tzinfo), wish.hours)
        if spread:
            moment += share * timedelta(hours=_run(moment.hour, wish.hours) - 0.5)
    return moment


def rhythm(past: Past, now: datetime) -> timedelta:
    """How often to ask a source whose user leaves that to it.

    Half its usual gap between two times at which something came, and ever more rarely the longer nothing does; not more
    often than it asks for itself, within a quarter of an hour and a day.
    """
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(past.arrivals)]
    usual = timedelta(seconds=median(gaps) / 2) if gaps else _UNKNOWN
    silence = (now - past.arrivals[0]) / 10 if past.arrivals else _UNKNOWN
    return min(max(_SOONEST, usual, silence, past.hints.refresh or _SOONEST), _LATEST)


def _next(moment: datetime, wanted: frozenset[int]) -> datetime:
    moment = moment.replace(minute=0, second=0, microsecond=0)
    while moment.hour not in wanted:
        moment += timedelta(hours=1)
    return moment


def _run(hour: int, wanted: frozenset[int]) -> int:
    """How many of the wanted hours follow one another from this one on."""
    return next((step for step in range(1, 24) if (hour + step) % 24 not in wanted), 24)
