"""A queue of requests in which a host that is slow, or asked slowly, does not hold up the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from scrapy.crawler import Crawler
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface


class _BoundedInterface(DownloaderInterface):
    """Names only the slots that may take another request."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        # One that waits for each that is under way, so that none is late when its turn comes.
        self._most = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") + 1

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        # Scrapy counts those in a slot; one that still waits for its host's robots.txt is in none.
        busy = Counter(map(self.get_slot_key, self.downloader.active))
        return [(busy[slot], slot) for slot in possible_slots if busy[slot] < self._most]


class FairQueue(DownloaderAwarePriorityQueue):
    """For SCHEDULER_PRIORITY_QUEUE: Scrapy's, but a host gets no more places among CONCURRENT_REQUESTS than it can use.

    Requests that wait for their slot's delay, or for robots.txt, hold such a place. With Scrapy's queue one host
    that is asked every ten seconds takes them all, as soon as it has the most pages left, and the crawl stands still.
    """

    def __init__(self, crawler: Crawler, *args: Any, **kwargs: Any):
        super().__init__(crawler, *args, **kwargs)
        self._downloader_interface = _BoundedInterface(crawler)
