"""A limit to the time that a crawl spends on one source, however slowly its hosts answer; and an end to it."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from scrapy import Request

from crawler.network.failures import PassingRefusal


class TimeUp(PassingRefusal):
    """A request of a source that has had its time in this crawl; the message is one line for the user."""


class SourceLeft(PassingRefusal):
    """A request of a source that is left alone for the rest of this crawl; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """For a request's meta, as `time_limit`: whose time it takes, and how many minutes there are of it."""

    source: str
    minutes: float


class TimeLimitMiddleware:
    """Lets no more requests of a source out once its time is up. What is under way has DOWNLOAD_TIMEOUT to end.

    The time counts from the source's first request that gets here, waits for its host's pace included.

    Raises:
        TimeUp: The time is up.
        SourceLeft: `leave` was called for the source.
    """

    def __init__(self) -> None:
        self._begun: dict[str, float] = {}  # source -> when, by the monotonic clock
        self._left: set[str] = set()

    def leave(self, source: str) -> None:
        """Let no more requests of the source out. The few that wait for their host already are not called back."""
        self._left.add(source)

    def process_request(self, request: Request) -> None:
        limit: TimeLimit | None = request.meta.get("time_limit")
        if limit is None:
            return
        if limit.source in self._left:
            raise SourceLeft("the source is left alone for the rest of this run")
        now = monotonic()
        if now - self._begun.setdefault(limit.source, now) > 60 * limit.minutes:
            raise TimeUp(f"the source's time in this run is up (max_time: {limit.minutes:g} minutes)")
