"""Retries that are bounded and spaced, and hosts that are left alone when they ask for it.

Settings, beside Scrapy's RETRY_TIMES and RETRY_HTTP_CODES:
    RETRY_BACKOFF (float, seconds, 2): the wait before a first retry; it doubles with each further one.
    RETRY_AFTER_MAX (float, seconds, 60): the longest wait within a crawl; who asks for more is postponed.
    HOST_FAILURES_MAX (int, 10): failures in a row after which an origin (scheme, host and port) is postponed.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.network.failures import PassingRefusal, answered, is_failing, reason
from crawler.network.hosts import origin, registrable_domain
from crawler.network.slots import downloader_of, give_up_waiting, hold, slots_of_hosts

ASKS_TO_WAIT = frozenset({429, 503})  # the statuses that Retry-After belongs to; RFC 6585, RFC 9110
LONGEST_POSTPONEMENT = timedelta(days=1)  # a host cannot be silenced for good by one absurd header
AFTER_FAILURES = timedelta(minutes=30)
SLOWEST = 60.0  # seconds between requests, for a host that keeps answering 429


class HostPostponed(PassingRefusal):
    """A request to a host that is left alone for now; the message is one line for the user.

    `until` (aware) is when the host may be asked again.
    """

    def __init__(self, message: str, until: datetime):
        super().__init__(message, until)
        self.until = until

    def __str__(self) -> str:
        return str(self.args[0])


class AskedToWait(HostPostponed):
    """A request to a host that asked, by Retry-After, to be left alone: later crawls have to heed it too."""


def retry_after(value: str, now: datetime) -> float | None:
    """The seconds to wait that a Retry-After header asks for (RFC 9110, section 10.2.3), in either form.

    Args:
        value: The header's value.
        now: The present, aware, for the form that names a moment.

    Returns:
        Seconds from now, zero for a moment that has passed; None for a value of neither form.
    """
    value = value.strip()
    if re.fullmatch(r"\d{1,300}(\.\d*)?", value, re.ASCII):  # with fractions, as some APIs send it
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:  # `-0000`, which an HTTP date cannot have but some send
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class PoliteRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, spaced through the download slots, and the answers to 429, 503 and failing hosts.

    429 and 503 hold back every host of the same registrable domain for as long as Retry-After asks (else for the
    backoff), and slow the answering host down for the rest of the crawl. Other failures hold back their own host for
    the backoff. A request that only tries whether there is a server (meta key `is_guess`) is not repeated, nor its host
    held back, where no HTTP answer comes. Nothing is repeated in a crawl that is being ended.

    Raises:
        AskedToWait: For a host that asked for a longer wait than RETRY_AFTER_MAX.
        HostPostponed: For one that failed too often in a row.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._backoff = crawler.settings.getfloat("RETRY_BACKOFF", 2.0)
        self._longest_wait = crawler.settings.getfloat("RETRY_AFTER_MAX", 60.0)
        self._most_failures = crawler.settings.getint("HOST_FAILURES_MAX", 10)
        self._held: dict[str, float] = {}  # registrable domain -> until when, by the monotonic clock
        self._postponed: dict[str, HostPostponed] = {}  # origin or registrable domain -> until when, and why
        self._failures: Counter[str] = Counter()  # origin -> failures in a row
        self._working: set[str] = set()  # origins that have answered otherwise

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        # Sent before the slot takes its next request, so that not one more goes out after a 429.
        crawler.signals.connect(middleware._response_downloaded, signals.response_downloaded)
        crawler.signals.connect(middleware._request_reached_downloader, signals.request_reached_downloader)
        return middleware

    def works(self, url: str) -> bool:
        """Whether the address's origin has answered anything in this crawl but that it fails or is too busy."""
        return origin(url) in self._working

    def leave_alone(self, url: str, until: datetime) -> None:
        """Let no request to the address's origin go out before a moment that it named in an earlier crawl."""
        told = f"{urlsplit(url).netloc} asks to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC"
        self._postponed[origin(url)] = AskedToWait(told, until)

    def process_request(self, request: Request) -> None:
        for name in _names(request):
            postponed = self._postponed.get(name)
            if postponed is None:
                continue
            if postponed.until > datetime.now(UTC):
                self._count("postponed")
                raise type(postponed)(*postponed.args)
            del self._postponed[name]

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if response.status in ASKS_TO_WAIT:
            self.process_request(request)
        return super().process_response(request, response) if self.crawler.crawling else response

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        if request.meta.get("is_guess"):
            return None
        if isinstance(exception, self.exceptions_to_retry):
            self._failed(request, reason(exception))
        return super().process_exception(request, exception) if self.crawler.crawling else None

    def _response_downloaded(self, response: Response, request: Request) -> None:
        if response.status in ASKS_TO_WAIT:
            self._asked_to_wait(request, response)
        elif is_failing(response.status):
            self._failed(request, answered(response.status))
        else:
            self._failures.pop(origin(request.url), None)
            self._working.add(origin(request.url))

    def _request_reached_downloader(self, request: Request) -> None:
        slot = self._slot(request)
        if slot is not None:
            hold(slot, self._held.get(registrable_domain(_host(request)), 0.0))

    def _asked_to_wait(self, request: Request, response: Response) -> None:
        now = datetime.now(UTC)
        host, header = _host(request), response.headers.get("Retry-After")
        domain = registrable_domain(host)
        asked = retry_after(header.decode("latin-1"), now) if header else None
        wait = self._backoff_of(request) if asked is None else asked
        self._count("asked_to_wait")
        if wait > self._longest_wait:
            until = now + timedelta(seconds=min(wait, LONGEST_POSTPONEMENT.total_seconds()))
            told = f"{host} answered {response.status} and asks to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC"
            self._postpone(domain, AskedToWait(told, until))
        else:
            self._hold_domain(domain, wait)
            self._slow_down(request)
        self._count_failure(request, answered(response.status))

    def _failed(self, request: Request, cause: str) -> None:
        slot = self._slot(request)
        if slot is not None:
            hold(slot, monotonic() + self._backoff_of(request))
        self._count_failure(request, cause)

    def _count_failure(self, request: Request, cause: str) -> None:
        name = origin(request.url)
        self._failures[name] += 1
        if self._failures[name] >= self._most_failures:
            until = datetime.now(UTC) + AFTER_FAILURES
            host = urlparse_cached(request).netloc.rpartition("@")[2]
            told = f"{host} failed {self._failures[name]} times in a row (at last: {cause}); left alone for now"
            self._postpone(name, HostPostponed(told, until))
            del self._failures[name]

    def _postpone(self, name: str, postponed: HostPostponed) -> None:
        """Let no request to the origin, or to a host of the registrable domain, go out before the moment."""
        self._postponed[name] = postponed
        for slot in downloader_of(self.crawler).slots.values():
            count = give_up_waiting(
                slot, lambda: type(postponed)(*postponed.args), lambda request: name in _names(request)
            )
            self._count("postponed", count)

    def _hold_domain(self, domain: str, seconds: float) -> None:
        until = self._held[domain] = max(self._held.get(domain, 0.0), monotonic() + seconds)
        for host, slot in slots_of_hosts(self.crawler):
            if registrable_domain(host) == domain:
                hold(slot, until)

    def _slow_down(self, request: Request) -> None:
        slot = self._slot(request)
        if slot is None:
            return
        slot.delay = min(max(2 * slot.delay, self._backoff / 2), max(SLOWEST, slot.delay))
        slot.concurrency = 1
        slot_settings = downloader_of(self.crawler).per_slot_settings.setdefault(request.meta["download_slot"], {})
        slot_settings |= {"delay": slot.delay, "concurrency": 1}

    def _backoff_of(self, request: Request) -> float:
        return float(min(self._backoff * 2 ** request.meta.get("retry_times", 0), self._longest_wait))

    def _slot(self, request: Request) -> Slot | None:
        return downloader_of(self.crawler).slots.get(request.meta.get("download_slot", ""))

    def _count(self, name: str, count: int = 1) -> None:
        self.crawler.stats.inc_value(f"politeness/{name}", count)


def _names(request: Request) -> tuple[str, str]:
    """What a request may be postponed with: its origin, where that fails; its domain, where that asks for it."""
    return origin(request.url), registrable_domain(_host(request))


def _host(request: Request) -> str:
    return urlparse_cached(request).hostname or ""
