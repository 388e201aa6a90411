"""A brake for sites that never end: addresses that grow by repeating themselves, calendars without a last page.

Setting:
    HOST_REQUESTS_MAX (int, 10,000): the most requests to one host in a crawl; 0: any number.
"""

from __future__ import annotations

from collections import Counter
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

from crawler.network.failures import PassingRefusal

LONGEST = 4096  # characters of an address; servers and browsers agree on little more than 2,000
MOST_SEGMENTS = 40
MOST_REPEATS = 4  # of one segment of a path


class TrapRefused(IgnoreRequest):
    """A request to an address that looks like a trap; the message is one line for the user."""


class HostExhausted(PassingRefusal):
    """A request beyond what a crawl asks of one host; the message is one line for the user."""


def trap(url: str) -> str | None:
    """Why the address looks like one of an endless series; None where it does not.

    Relative links that a server resolves wrongly make paths such as `/a/b/a/b/a/b`.
    """
    if len(url) > LONGEST:
        return f"the address has {len(url)} characters"
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    if len(segments) > MOST_SEGMENTS:
        return f"the address is {len(segments)} folders deep"
    words = Counter(segment for segment in segments if not segment.isdecimal())  # numbers repeat: /2011/11/11/11
    for segment, times in words.most_common(1):
        if times > MOST_REPEATS:
            return f"the address repeats {segment!r} {times} times"
    return None


class TrapBrakeMiddleware:
    """Refuses addresses that look like traps, whoever named them, and more requests to a host than a crawl may need.

    Raises:
        TrapRefused: The address looks like a trap.
        HostExhausted: HOST_REQUESTS_MAX is reached.
    """

    def __init__(self, crawler: Crawler):
        self._stats = crawler.stats
        self._most = crawler.settings.getint("HOST_REQUESTS_MAX", 10_000)
        self._requests: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        reason = trap(request.url)
        if reason is not None:
            self._stats.inc_value("traps/refused")
            raise TrapRefused(f"looks like a trap: {reason}")
        host = urlparse_cached(request).hostname or ""
        if self._most and self._requests[host] >= self._most:
            self._stats.inc_value("traps/exhausted")
            raise HostExhausted(f"{host} was asked {self._most} times in this crawl already")
        self._requests[host] += 1
