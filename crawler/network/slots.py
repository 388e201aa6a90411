"""Access to Scrapy's download slots, which pace the requests of each host."""

from __future__ import annotations

from collections.abc import Callable

from scrapy import Request
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


def give_up_waiting(slot: Slot, failure: Callable[[], Exception], whose: Callable[[Request], bool]) -> int:
    """Fail requests that wait for their turn in a slot, which no middleware sees on their way out any more.

    Args:
        slot: The slot.
        failure: Makes what each of them fails with.
        whose: Which of them.

    Returns:
        How many there were.
    """
    given_up = []
    for _ in range(len(slot.queue)):  # once around: what stays is put at the end, in its order
        request, waiting = slot.queue.popleft()
        if whose(request):
            given_up.append(waiting)
        else:
            slot.queue.append((request, waiting))
    for waiting in given_up:
        waiting.errback(failure())
    return len(given_up)
