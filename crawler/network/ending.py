"""The end of a crawl that a signal or a fault ends before its time, once what is under way has been answered."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.network.slots import downloader_of, give_up_waiting
from crawler.network.time_limit import SourceLeft


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

    Raises:
        CrawlEnded: `end` was called.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._is_ended = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

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
