"""robots.txt by RFC 9309: no page of an origin before its rules are known, and the rules remembered across runs.

Settings, beside Scrapy's ROBOTSTXT_OBEY, ROBOTSTXT_PARSER and ROBOTSTXT_USER_AGENT (the product token that rules name):
    ROBOTSTXT_STORE (class or its path, `MemoryStore`): where answers are kept; a `RobotsStore`, built by
        `from_crawler(crawler)` where it has one.
    CRAWL_DELAY_MAX (float, seconds, 300): the longest `Crawl-delay` that is honoured.
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Protocol
from weakref import WeakKeyDictionary, WeakValueDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.datatypes import LocalCache
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler, load_object
from scrapy.utils.python import to_unicode

from crawler.network.compression import BodyTooLarge, DamagedBody
from crawler.network.failures import PassingRefusal, answered, is_failing, reason
from crawler.network.handler import HeadTooLarge
from crawler.network.hosts import origin
from crawler.network.redirect import RedirectRefused
from crawler.network.slots import downloader_of

logger = logging.getLogger(__name__)

SIZE_LIMIT = 500 * 1024  # bytes; RFC 9309, section 2.5
ENOUGH = 5 * 1024**2  # bytes, packed perhaps, after which no more of a robots.txt is read
LARGEST = 50 * 1024**2  # bytes that it may say to have, or have when it is unpacked
FRESH = timedelta(hours=24)  # section 2.4
STALE = timedelta(days=30)  # how long an old answer stands in for one that cannot be had; section 2.3.1.4
ASK_AGAIN = timedelta(minutes=10)  # after robots.txt could not be had

_KEPT = ("allow_hosts", "proxy", "is_guess")  # what a request's meta says of its robots.txt too
_ITSELF = "is_robots_txt"  # in the meta of what asks for one
TOO_MANY_REQUESTS = 429
# Rules name a product token alone (section 2.2.1); owners copy it from their logs as it stands there.
_VERSION = re.compile(rb"(?im)^((?:\xef\xbb\xbf)?[ \t]*user-?agent[ \t]*:[ \t]*[a-z_-]+)/[^\s#]*")


class RobotsDisallowed(IgnoreRequest):
    """A request that robots.txt forbids; the message is one line for the user."""


class RobotsUnreachable(PassingRefusal):
    """A request that has to wait until robots.txt can be had; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class RobotsRecord:
    """What an origin's robots.txt said; an empty body allows everything."""

    fetched: datetime  # aware
    body: bytes


class RobotsStore(Protocol):
    """Keeps the records of origins (`https://example.org:443`)."""

    def get(self, origin: str) -> RobotsRecord | None: ...

    def put(self, origin: str, record: RobotsRecord) -> None: ...


class MemoryStore:
    """Remembers for as long as the crawl lasts."""

    def __init__(self) -> None:
        self._records: dict[str, RobotsRecord] = {}

    def get(self, origin: str) -> RobotsRecord | None:
        return self._records.get(origin)

    def put(self, origin: str, record: RobotsRecord) -> None:
        self._records[origin] = record


@dataclass(frozen=True, slots=True)
class _Rules:
    """What holds for an origin: the parsed rules, or why nothing may be fetched for now."""

    expires: float  # by the monotonic clock
    outcome: RobotParser | IgnoreRequest


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware with RFC 9309's answers to what can go wrong.

    4xx allows everything; 5xx, 429, 407 (a proxy's own) and no answer forbid everything for now, unless an earlier
    answer is at hand.
    Requests that come while robots.txt is on its way wait for it: Scrapy 2.14 to 2.19 lets them pass.

    Raises:
        RobotsDisallowed: The rules forbid it.
        RobotsUnreachable: The rules are not known. Where another component refused the request for robots.txt with an
            IgnoreRequest of its own kind, the same is raised here.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        store = load_object(crawler.settings.get("ROBOTSTXT_STORE") or MemoryStore)
        self._store: RobotsStore = build_from_crawler(store, crawler)
        self._longest_delay = crawler.settings.getfloat("CRAWL_DELAY_MAX", 300.0)
        self._known: LocalCache[str, _Rules] = LocalCache(10_000)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._read_of: WeakKeyDictionary[Request, int] = WeakKeyDictionary()  # bytes of a robots.txt that have come
        crawler.signals.connect(self._stop_when_enough, signal=signals.bytes_received)

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        if request.meta.get("dont_obey_robotstxt"):
            return
        outcome = (await self._rules(request)).outcome
        if isinstance(outcome, IgnoreRequest):
            self._stats.inc_value("robotstxt/unreachable")
            raise type(outcome)(*outcome.args) from outcome
        agent = self._agent(request)
        if not outcome.allowed(request.url, agent):
            self._stats.inc_value("robotstxt/forbidden")
            raise RobotsDisallowed(f"robots.txt of {_site(request)} does not allow it to {agent}")
        self._slow_down(request, outcome.crawl_delay(agent))

    async def _rules(self, request: Request) -> _Rules:
        key = origin(request.url)
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            rules = self._known.get(key)
            if rules is None or rules.expires < monotonic():
                self._known.pop(key, None)
                rules = self._known[key] = await self._look_up(key, request)
        return rules

    async def _look_up(self, key: str, request: Request) -> _Rules:
        now = datetime.now(UTC)
        record = self._store.get(key)
        # A record from the future is one from before the clock was set back, of unknown age.
        age = now - record.fetched if record and record.fetched <= now else None
        if record and age is not None and age < FRESH:
            return _Rules(monotonic() + (FRESH - age).total_seconds(), await self._parse(record.body, request))
        answer = await self._ask(request)
        if isinstance(answer, bytes):
            self._store.put(key, RobotsRecord(now, answer))
            return _Rules(monotonic() + FRESH.total_seconds(), await self._parse(answer, request))
        expires = monotonic() + (0 if request.meta.get("is_guess") else ASK_AGAIN.total_seconds())
        if record and age is not None and age < STALE:
            return _Rules(expires, await self._parse(record.body, request))
        return _Rules(expires, answer)

    async def _ask(self, request: Request) -> bytes | IgnoreRequest:
        """robots.txt, empty where there is none; or why nothing may be fetched."""
        self._stats.inc_value("robotstxt/request_count")
        meta = {key: request.meta[key] for key in _KEPT if key in request.meta}
        robots_request = Request(
            f"{_site(request)}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta=meta | {"dont_obey_robotstxt": True, "download_maxsize": LARGEST, _ITSELF: True},
            callback=NO_CALLBACK,
        )
        try:
            response = await self.crawler.engine.download_async(robots_request)
        except RedirectRefused:
            return b""  # section 2.3.1.2: more redirects than five may count as no robots.txt
        except (BodyTooLarge, DamagedBody, HeadTooLarge) as error:
            return RobotsUnreachable(_unreachable(request, reason(error)))
        except IgnoreRequest as error:
            return error
        except Exception as error:
            # Whatever broke, the rules are unknown: section 2.3.1.4 asks to assume the worst.
            self._stats.inc_value(f"robotstxt/exception_count/{type(error).__name__}")
            return RobotsUnreachable(_unreachable(request, reason(error)))
        return self._read(response, request)

    def _stop_when_enough(self, data: bytes, request: Request) -> None:
        if _ITSELF in request.meta:
            self._read_of[request] = self._read_of.get(request, 0) + len(data)
            if self._read_of[request] > ENOUGH:
                raise StopDownload(fail=False)

    def _read(self, response: Response, request: Request) -> bytes | RobotsUnreachable:
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if is_failing(response.status) or response.status == TOO_MANY_REQUESTS:
            return RobotsUnreachable(_unreachable(request, answered(response.status)))
        if not 200 <= response.status < 300:
            return b""
        body = response.body
        # Whole lines only: half of `Disallow: /a/b` would forbid more than it says.
        return body if len(body) <= SIZE_LIMIT else body[:SIZE_LIMIT].rpartition(b"\n")[0]

    async def _parse(self, body: bytes, request: Request) -> RobotParser:
        rules = _VERSION.sub(rb"\1", body)
        parser: RobotParser = build_from_crawler(self._parserimpl, self.crawler, rules)
        await self.crawler.signals.send_catch_log_async(signals.robots_parsed, robotparser=parser, request=request)
        return parser

    def _agent(self, request: Request) -> str:
        agent = self._robotstxt_useragent or request.headers.get(b"User-Agent", self._default_useragent)
        return to_unicode(agent or "*")

    def _slow_down(self, request: Request, crawl_delay: float | None) -> None:
        """Apply a Crawl-delay to the host's download slot, now and whenever it is made anew."""
        if not crawl_delay or request.meta.get("is_part_of_page"):  # the page itself has waited
            return
        downloader = downloader_of(self.crawler)
        key = downloader.get_slot_key(request)
        delay = min(crawl_delay, self._longest_delay)
        slot_settings = downloader.per_slot_settings.setdefault(key, {})
        if slot_settings.get("delay", self.crawler.settings.getfloat("DOWNLOAD_DELAY")) < delay:
            slot_settings |= {"delay": delay, "jitter": 0.0, "concurrency": 1}
            self._stats.inc_value("robotstxt/crawl_delay")
        slot = downloader.slots.get(key)
        if slot and slot.delay < delay:
            slot.delay, slot.jitter, slot.concurrency = delay, 0.0, 1


def _site(request: Request) -> str:
    parts = urlparse_cached(request)
    return f"{parts.scheme}://{parts.netloc}"


def _unreachable(request: Request, cause: str) -> str:
    return f"nothing of {_site(request)} is fetched for now: its robots.txt cannot be had ({cause})"
