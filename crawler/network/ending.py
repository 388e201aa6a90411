"""The end of a crawl that a signal or a fault ends before its time, once what is under way has been answered."""

from __future__ import annotations

from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from crawler.network.slots import downloader_of, give_up_waiting
from crawler.network.time_limit import SourceLeft

_LOOK_EVERY = 1.0  # seconds


class CrawlEnded(SourceLeft):
    """A request that is not made any more, since the crawl is being ended; it says nothing of whom it would ask."""

    def __init__(self, message: str = "the crawl was ended before it was asked for"):  # as it is raised for robots.txt
        super().__init__(message)


def end(crawler: Crawler) -> int:
    """Let no more requests of a crawl out, those included that wait for their turn.

    Returns:
        How many are under way.
    """
    middleware = crawler.get_downloader_middleware(EndingMiddleware)
    assert isinstance(middleware, EndingMiddleware)
    return middleware.end()


class EndingMiddleware:
    """Lets no more requests out once the crawl is being ended.

    Scrapy would make those that wait for their host's turn, which may be minutes off (Crawl-delay, Retry-After), and
    the pictures of an article one after the other. Place it after robots.txt, whose answer requests wait for as well.

    Where it is Scrapy that ends a crawl, by a signal to `scrapy crawl` or for lack of memory, this is looked for: it
    sends no signal of that before all requests have been answered.

    Raises:
        CrawlEnded: `end` was called.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._is_ended = False
        self._watch = create_looping_call(self._look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware._engine_started, signals.engine_started)
        crawler.signals.connect(middleware._engine_stopped, signals.engine_stopped)
        return middleware

    def end(self) -> int:
        """As the function of this name."""
        self._is_ended = True
        slots = downloader_of(self._crawler).slots.values()
        for slot in slots:
            give_up_waiting(slot, CrawlEnded, lambda _: True)
        return sum(len(slot.transferring) for slot in slots)

    def process_request(self, request: Request) -> None:  # noqa: ARG002 - Scrapy's signature
        if self._is_ended:
            raise CrawlEnded

    def _engine_started(self) -> None:
        if self._crawler.crawling:  # Scrapy's shell has an engine, and no crawl
            self._watch.start(_LOOK_EVERY, now=False)

    def _engine_stopped(self) -> None:
        if self._watch.running:
            self._watch.stop()

    def _look(self) -> None:
        if not self._crawler.crawling or self._crawler.stats.get_value("memusage/limit_reached"):
            self.end()
