"""Access to Scrapy's download slots, which pace the requests of each host."""

from __future__ import annotations

from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler


def downloader_of(crawler: Crawler) -> Downloader:
    """The downloader of a crawl that has begun."""
    return crawler.engine.downloader


def hold(slot: Slot, until: float) -> None:
    """Let the slot take no request before the moment (of the monotonic clock)."""
    slot.lastseen = max(slot.lastseen, until)
    # Without any delay a slot neither looks at when it was last used nor keeps to its concurrency, when requests
    # reach it at the same moment.
    slot.delay = slot.delay or 0.001  # seconds
