"""Access to Scrapy's download slots, which pace the requests of each host."""

from __future__ import annotations

from collections.abc import Callable

from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler

_PARTS = "parts of pages: "


def downloader_of(crawler: Crawler) -> Downloader:
    """The downloader of a crawl that has begun."""
    return crawler.engine.downloader


def slot_of_parts(host: str) -> str:
    """The key of the slot for what rendered pages ask a host for, beside the host's own slot."""
    return f"{_PARTS}{host}"


def slots_of_hosts(crawler: Crawler) -> list[tuple[str, Slot]]:
    """Each slot there is, and the host that it paces."""
    return [(key.removeprefix(_PARTS), slot) for key, slot in downloader_of(crawler).slots.items()]


def hold(slot: Slot, until: float) -> None:
    """Let the slot take no request before the moment (of the monotonic clock)."""
    slot.lastseen = max(slot.lastseen, until)
    # Without any delay a slot neither looks at when it was last used nor keeps to its concurrency, when requests
    # reach it at the same moment.
    slot.delay = slot.delay or 0.001  # seconds


def give_up_waiting(slot: Slot, failure: Callable[[], Exception]) -> int:
    """Fail the requests that wait for their turn in a slot, which no middleware sees on their way out any more.

    Returns:
        How many there were.
    """
    count = len(slot.queue)
    for _ in range(count):
        _, waiting = slot.queue.popleft()
        waiting.errback(failure())
    return count
