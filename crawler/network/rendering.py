"""Pages whose article is there only after scripts ran: rendered by a real browser, which has no network of its own.

The page is fetched as any other: by robots.txt, pace, redirects, limits. What answers is laid into the browser, and
what the page's scripts then ask for is fetched by the crawl as well. The browser is loaded with the first such page.

Setting:
    BROWSER (str, empty): the browser's path; empty: Playwright's own, else a Chromium or Chrome on the PATH.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from crawler.network.failures import PassingRefusal

if TYPE_CHECKING:
    from crawler.network.browser import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


class RenderingFailed(PassingRefusal):
    """A page that the browser could not render; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class RenderWith:
    """For a request's meta, as `render_with`: that its page is to be rendered, and how.

    `timeout` is in seconds. `wait_for` is a selector of what has to be there; None: until the page is loaded and
    asks for nothing more, or the time is up.
    """

    source: str
    wait_for: str | None
    timeout: float


class RenderingMiddleware:
    """Renders the HTML page that answers a request with `render_with`.

    Place it outside of what follows redirects, retries and decompresses. The answer has no validators: they tell of the
    page as it was before its scripts ran.

    Raises:
        RenderingFailed: The page was not rendered in time, or not whole, or the browser failed.
        BodyTooLarge: The rendered page is larger than an answer may be.
    """

    def __init__(self, crawler: Crawler):
        self._crawler = crawler
        self._browser: Browser | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware._stop, signals.engine_stopped)
        return middleware

    async def process_response(self, request: Request, response: Response) -> Response:
        wanted: RenderWith | None = request.meta.get("render_with")
        is_page = isinstance(response, HtmlResponse) and response.body and 200 <= response.status < 300
        if wanted is None or not is_page:
            return response
        if self._browser is None:
            from crawler.network.browser import Browser

            self._browser = Browser(self._crawler)
        return await self._browser.render(request, response, wanted)

    async def _stop(self) -> None:
        if self._browser is not None:
            await self._browser.close()


def obstacle(browser: str) -> str | None:
    """Why pages cannot be rendered on this machine, in a line for the user; None where they can, as far as files show.

    Args:
        browser: The setting BROWSER.
    """
    if find_spec("scrapy_playwright") is None:
        return "render: true needs more packages: pip install 'syndication-crawler[render]'"
    if browser:
        return None if Path(browser).is_file() else f"there is no browser {browser} (key browser of the sources file)"
    if on_path() or any(_own_folder().glob("chromium*")):
        return None
    return (
        "render: true needs a Chromium or Chrome: install one, run 'playwright install chromium',"
        " or name its path (key browser of the sources file)"
    )


def on_path() -> str | None:
    """The path of a browser that is installed on the system."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def _own_folder() -> Path:
    """Where Playwright puts browsers that it installs (playwright.dev/docs/browsers)."""
    if named := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/ms-playwright"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", "")) / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ms-playwright"
