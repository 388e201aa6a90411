"""A headless Chromium, driven by scrapy-playwright, that gets every byte from the crawl and none from the network.

What a page asks for, its own document first, is answered with what Scrapy fetched: so the guard against private
addresses, robots.txt, the limits and what a source sends along hold for it as for anything else. What cannot be
answered so (WebSockets, WebRTC, what the browser itself would like to look up) ends at a proxy that nobody listens at.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections import defaultdict
from collections.abc import Awaitable
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser as Chromium
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from playwright.async_api import Request as PartRequest
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.provider import PlaywrightBrowserProvider

from crawler.network.compression import BodyTooLarge
from crawler.network.ending import CrawlEnded
from crawler.network.failures import PassingRefusal, too_large
from crawler.network.hosts import origin
from crawler.network.rendering import RenderingFailed, RenderWith, on_path
from crawler.network.slots import downloader_of, slot_of_parts
from crawler.selectors import is_xpath

logger = logging.getLogger(__name__)
# What it warns of reaches the request's errback, which tells the user once.
logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)

PAGES_AT_ONCE = 2  # each takes a process, and up to hundreds of megabytes
MOST_PARTS = 200  # requests that a page's scripts may make
PARTS_AT_ONCE = 6  # of one host, as browsers do
LARGEST = 5  # times DOWNLOAD_MAXSIZE: what a page may load in all
KEPT = 64 * 2**20  # bytes of scripts and style sheets, which the pages of a site share
GRACE = 10.0  # seconds that a page may need beyond its time, to be made and to be read

_WANTED = frozenset({"script", "stylesheet", "xhr", "fetch"})  # no pictures, frames, fonts, pings
# What is of one connection, or Scrapy's own to say.
_NOT_PASSED_ON = frozenset(
    "accept-encoding connection content-encoding content-length host keep-alive proxy-connection transfer-encoding"
    " upgrade user-agent".split()
)
_OF_THE_PAGE_BEFORE = ("Content-Encoding", "Content-Length", "ETag", "Last-Modified", "Cache-Control", "Expires")
_FLAGS = (
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--js-flags=--max-old-space-size=512",
)

Answer = dict[str, Any]  # the arguments of Route.fulfill


class Browser:
    """The browser of a crawl: started with the first page, ended by `close`. Each source has a profile of its own."""

    def __init__(self, crawler: Crawler):
        self._crawler = crawler
        self._handler = ScrapyPlaywrightDownloadHandler(crawler)
        self._handler.browser_provider = _Launcher(self._handler.config, crawler.settings.get("BROWSER", ""))
        self._pages = asyncio.Semaphore(PAGES_AT_ONCE)
        self._sources: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)  # one page of each at a time
        self._max_size = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self.kept = _Kept()

    async def close(self) -> None:
        """End the browser and all that belongs to it."""
        await self._handler.close()

    async def render(self, request: Request, response: Response, wanted: RenderWith) -> HtmlResponse:
        """The page as its scripts make it.

        Args:
            request: The page's.
            response: What answered.
            wanted: How the source wants its pages rendered.

        Raises:
            RenderingFailed: The page was not rendered in time, or not whole, or the browser failed.
            CrawlEnded: The crawl was ended before it was rendered.
            BodyTooLarge: The rendered page is larger than an answer may be.
        """
        async with self._sources[wanted.source], self._pages:
            if not self._crawler.crawling:
                raise CrawlEnded
            scene = _Scene(self._crawler, self.kept, request, response, wanted)
            try:
                async with asyncio.timeout(wanted.timeout + GRACE):
                    await self._handler.download_request(scene.request())
                    body = (await scene.read()).encode(errors="replace")
            except TimeoutError:
                raise RenderingFailed(f"the page keeps the browser busy for more than {wanted.timeout:g} s") from None
            except PlaywrightError as error:
                raise RenderingFailed(_told(error)) from None
            finally:
                await self._leave(scene)
        if isinstance(scene.refused, CrawlEnded):
            raise scene.refused
        if scene.refused:
            raise RenderingFailed(f"a part of the page cannot be had: {scene.refused}") from scene.refused
        max_size = request.meta.get("download_maxsize", self._max_size)
        if max_size and len(body) > max_size:
            raise BodyTooLarge(too_large(max_size))
        self._crawler.stats.inc_value("rendering/pages")
        headers = Headers(response.headers)
        for name in _OF_THE_PAGE_BEFORE:
            headers.pop(name, None)
        headers["Content-Type"] = "text/html; charset=utf-8"
        return HtmlResponse(response.url, response.status, headers, body, ["rendered"], request)

    async def _leave(self, scene: _Scene) -> None:
        """Close the page; where it does not let itself be closed, the browser. The next page gets another one."""
        scene.over.set()
        if scene.page is None or scene.page.is_closed():
            return
        try:
            async with asyncio.timeout(GRACE):
                await scene.page.close()
        except (TimeoutError, PlaywrightError):
            await self._handler.browser.close()


class _Scene:
    """One page in the browser, and what it asks for."""

    def __init__(self, crawler: Crawler, kept: _Kept, request: Request, document: Response, wanted: RenderWith):
        self.page: Page | None = None
        self.over = asyncio.Event()  # from now on nothing more is fetched for it
        self.refused: PassingRefusal | None = None  # why it is not whole, though a later crawl may have it whole
        self._crawler, self._kept = crawler, kept
        self._asked, self._document, self._wanted = request, document, wanted
        self._is_begun = False
        self._parts = 0
        self._left = LARGEST * crawler.settings.getint("DOWNLOAD_MAXSIZE")  # bytes

    def request(self) -> Request:
        """What scrapy-playwright is asked for."""
        user_agent = (self._asked.headers.get("User-Agent") or b"").decode("latin-1")
        return Request(
            self._document.url,
            callback=NO_CALLBACK,
            meta={
                "playwright": True,
                "playwright_context": self._wanted.source,
                "playwright_context_kwargs": {
                    "user_agent": user_agent,
                    "service_workers": "block",
                    "accept_downloads": False,
                },
                "playwright_page_init_callback": self._set,
                "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": 1000 * self._wanted.timeout},
                "playwright_include_page": True,
            },
        )

    async def _set(self, page: Page, _request: Request) -> None:
        self.page = page
        page.on("popup", lambda popup: popup.close())
        await page.route("**", self._answer)  # before scrapy-playwright's own, which would let the browser fetch it

    async def read(self) -> str:
        """What the page is once the article should be there.

        Raises:
            RenderingFailed: What the source waits for did not come.
        """
        assert self.page is not None
        time = 1000 * self._wanted.timeout
        awaited = self._wanted.wait_for
        try:
            if awaited:
                engine = "xpath" if is_xpath(awaited) else "css"
                await self.page.wait_for_selector(f"{engine}={awaited}", state="attached", timeout=time)
            else:
                await self.page.wait_for_load_state("networkidle", timeout=time)
        except PlaywrightTimeout:
            if awaited:
                found = f"render: {awaited} is not there after {self._wanted.timeout:g} s"
                raise RenderingFailed(found) from None
        finally:
            self.over.set()
        return await self.page.content()

    async def _answer(self, route: Route) -> None:
        part = route.request
        if part.is_navigation_request() and not self._is_begun:
            self._is_begun = True
            answer: Answer | None = _answer(self._document)
        else:
            answer = await self._part(part)
        try:
            if answer is None:
                await route.abort("aborted")
            else:
                await route.fulfill(**answer)
        except PlaywrightError:
            pass  # the page is gone

    async def _part(self, part: PartRequest) -> Answer | None:
        """What answers a request of the page; None where it is not made, or failed."""
        if part.resource_type not in _WANTED or self.over.is_set() or self._parts >= MOST_PARTS or self._left < 0:
            self._crawler.stats.inc_value("rendering/parts/left_out")
            return None
        self._parts += 1
        key = (self._wanted.source, part.url)
        if answer := self._kept.get(key):
            return answer
        try:
            response = await self._until_over(self._crawler.engine.download_async(self._part_request(part)))
        except Exception as error:  # whatever keeps one part from coming, the page goes on
            is_own = origin(part.url) == origin(self._document.url)
            if isinstance(error, CrawlEnded) or (isinstance(error, PassingRefusal) and is_own):
                self.refused = error
            outcome = "refused" if isinstance(error, IgnoreRequest) else "failed"
            self._crawler.stats.inc_value(f"rendering/parts/{outcome}")
            return None
        if response is None:
            return None
        self._crawler.stats.inc_value("rendering/parts/fetched")
        self._left -= len(response.body)
        if part.resource_type in {"xhr", "fetch"} and not _may_be_read(part.url, response, self._document.url):
            return None
        answer = _answer(response)
        if part.resource_type in {"script", "stylesheet"} and part.method == "GET" and _may_be_kept(response):
            self._kept.put(key, answer)
        return answer

    def _part_request(self, part: PartRequest) -> Request:
        headers = {name: value for name, value in part.headers.items() if not _is_own(name)}
        request = Request(
            part.url,
            method=part.method,
            headers=headers,
            body=part.post_data_buffer or b"",
            callback=NO_CALLBACK,
            meta={key: self._asked.meta[key] for key in ("allow_hosts", "ask_with") if key in self._asked.meta}
            | {"is_part_of_page": True, "dont_retry": True},
        )
        # A page's parts come at once, after its pause; waiting a second for each, none would be there in time.
        slot = slot_of_parts(urlparse_cached(request).hostname or "")
        downloader_of(self._crawler).per_slot_settings.setdefault(slot, {"delay": 0.0, "concurrency": PARTS_AT_ONCE})
        request.meta["download_slot"] = slot
        return request

    async def _until_over(self, download: Awaitable[Response]) -> Response | None:
        """What was downloaded; None where the page's time was up before. The download then ends by itself."""
        task = asyncio.ensure_future(download)
        over = asyncio.ensure_future(self.over.wait())
        await asyncio.wait({task, over}, return_when=asyncio.FIRST_COMPLETED)
        over.cancel()
        if task.done():
            return task.result()
        task.add_done_callback(lambda late: late.cancelled() or late.exception())
        return None


class _Kept:
    """Scripts and style sheets that were fetched in this crawl, up to KEPT bytes."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], Answer] = {}
        self._left = KEPT

    def get(self, key: tuple[str, str]) -> Answer | None:
        return self._answers.get(key)

    def put(self, key: tuple[str, str], answer: Answer) -> None:
        size = len(answer["body"])
        if key not in self._answers and size <= self._left:
            self._answers[key] = answer
            self._left -= size


class _Launcher(PlaywrightBrowserProvider):
    """Starts Playwright and the browser when they are needed."""

    def __init__(self, config: Any, executable: str):
        super().__init__(config)
        self._executable = executable
        self._nobody = socket.socket()  # bound, so that nobody else can listen there

    async def launch_browser(self) -> Chromium:
        if self.playwright is None:
            await self.start()
            self._nobody.bind(("127.0.0.1", 0))
        assert self.playwright is not None
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        if is_root:
            logger.warning("the browser runs without its sandbox, since the crawler runs as root")
        options: dict[str, Any] = {
            "args": list(_FLAGS),
            "chromium_sandbox": not is_root,
            "handle_sigint": False,  # the crawl ends it
            "handle_sigterm": False,
            "handle_sighup": False,
            "proxy": {"server": f"http://127.0.0.1:{self._nobody.getsockname()[1]}", "bypass": "<-loopback>"},
        }
        chromium = self.playwright.chromium
        # Playwright's own is looked for first: a launch that fails leaves folders behind.
        has_own = os.access(chromium.executable_path, os.X_OK)
        executable = self._executable or (None if has_own else on_path())
        return await chromium.launch(executable_path=executable, **options)

    async def close(self) -> None:
        await super().close()
        self._nobody.close()


def _answer(response: Response) -> Answer:
    headers = {}
    for name, values in response.headers.items():
        lower = name.decode("latin-1").lower()
        if lower not in _NOT_PASSED_ON:
            headers[lower] = ("\n" if lower == "set-cookie" else ", ").join(value.decode("latin-1") for value in values)
    return {"status": response.status, "headers": headers, "body": response.body}


def _may_be_read(asked: str, response: Response, page: str) -> bool:
    """Whether scripts of a page may see an answer that a redirect led to (CORS; the Fetch standard, section 4.9).

    The browser judges by the address that it asked for, since it knows nothing of the redirect.
    """
    if origin(response.url) == origin(asked):
        return True
    allowed = (response.headers.get("Access-Control-Allow-Origin") or b"").decode("latin-1").strip()
    parts = urlsplit(page)
    return allowed in {"*", f"{parts.scheme}://{parts.netloc}"}


def _is_own(name: str) -> bool:
    return name in _NOT_PASSED_ON or name.startswith(("sec-", ":"))


def _may_be_kept(response: Response) -> bool:
    said = b",".join(response.headers.getlist("Cache-Control")).lower()
    return response.status == 200 and b"no-store" not in said and b"no-cache" not in said


def _told(error: PlaywrightError) -> str:
    """The line of an error that says most to a user."""
    if "no usable sandbox" in error.message.lower():  # the command line, which is told as well, has the word, too
        return "the browser does not start: its sandbox does not work on this machine"
    return f"the browser failed: {error.message.splitlines()[0]}" if error.message else "the browser failed"
