"""When things are tried again: plain functions over counts and times."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum


class Failure(Enum):
    """What kind of thing kept an article from being published."""

    PASSING = "passing"  # the network or the server: the next run may well succeed
    LASTING = "lasting"  # the page itself: it will say the same for a while


_WAITS = {
    Failure.PASSING: [0, 0, 0, 1, 3, 6, 12, 24, 48, 96],
    Failure.LASTING: [24, 72, 168],
}


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
