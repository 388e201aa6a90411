"""Fourth step: the pictures of an article are fetched, so that its post can show them from its own site.

Scrapy's own media pipelines make the same call, `engine.download_async`. They are not built upon since they log a
traceback for each picture that fails, know no second address to try, and write files in place.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from weakref import WeakValueDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DropItem
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.datatypes import LocalCache

from crawler.items import Article
from crawler.media import Media
from crawler.media.shown import pictures
from crawler.network.asking import AskWith
from crawler.network.ending import CrawlEnded
from crawler.network.failures import passes, reason
from crawler.network.hosts import referer
from crawler.network.time_limit import TimeLimit
from crawler.pipelines.workers import Workers, is_ended
from crawler.scheduling.schedule import Failure
from crawler.spiders.articles import ArticlesSpider

if TYPE_CHECKING:
    from crawler.media.picture import Picture

_ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif,*/*;q=0.1"


@dataclass(frozen=True, slots=True)
class _Lost:
    """A picture that could not be had."""

    why: str
    passes: bool = False  # a later run may have it


class MediaPipeline:
    """Stores the pictures of each article whose source has `media: download`.

    One picture of an article at a time: most are of one host, which is asked for one thing at a time anyway, and many
    that wait there would take the places of other hosts' requests. A picture that cannot be had stays a link, and
    `Article.lost_pictures` says so.
    """

    def __init__(self, crawler: Crawler, spider: ArticlesSpider) -> None:
        self._crawler = crawler
        self._spider = spider
        self._library = spider.editor.library
        settings = crawler.settings
        self._workers = Workers(
            min(1, settings.getint("EXTRACTION_PROCESSES")), settings.getfloat("EXTRACTION_TIMEOUT"), is_ended(crawler)
        )
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._lost: LocalCache[str, _Lost] = LocalCache(10_000)  # what this run need not ask for again

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, ArticlesSpider.of(crawler))

    async def process_item(self, article: Article) -> Article:
        source, known = article.source, article.known
        leaves_to = self._spider.editor.recognition.leaves_to
        stays_as_it_is = known and known.hash and (known.withdrawn or leaves_to(source, known))
        if source.media is Media.LINK or stays_as_it_is:
            return article
        wanted = pictures(article.body, article.image, source.pictures.max_width)
        most = source.pictures.max_count
        lost = {tries[0]: found for tries in wanted[:most] if (found := await self._have(tries, article))}
        if len(wanted) > most:
            self._spider.report.note(source.name, f"{article.url}: has {len(wanted)} pictures; {most} are stored")
        if lost:
            url, first = next(iter(lost.items()))
            more = f", and {len(lost) - 1} more" if len(lost) > 1 else ""
            told = f"{article.url}: a picture stays a link: {url}: {first.why}{more}"
            self._spider.report.note(source.name, told)
            passing = any(each.passes for each in lost.values())
            article.lost_pictures = Failure.PARTIAL if passing else Failure.LASTING
        return article

    async def _have(self, tries: tuple[str, ...], article: Article) -> _Lost | None:
        """See that a picture is stored; why it is not, where no address gives it."""
        first: _Lost | None = None
        for url in tries:
            async with self._locks.setdefault(url, asyncio.Lock()):
                lost = await self._see_to(url, article)
            if lost is None:
                return None
            first = first or lost
        return first

    async def _see_to(self, url: str, article: Article) -> _Lost | None:
        if self._library.has(url, article.source):
            self._count("reused")
            return None
        if lost := self._lost.get(url):
            return lost
        picture = await self._fetch(url, article)
        if isinstance(picture, _Lost):
            self._lost[url] = picture
            self._count("lost")
            return picture
        self._library.store(url, article.source, picture)
        self._count("stored")
        return None

    async def _fetch(self, url: str, article: Article) -> Picture | _Lost:
        from crawler.media.picture import PictureError, read_picture  # loads Pillow

        try:
            response = await self._ask(url, article)
            return await self._workers.run(read_picture, response.body, article.source.pictures.max_width)
        except PictureError as error:
            return _Lost(str(error))
        except DropItem:
            return _Lost("it could not be read in time")
        except CrawlEnded:
            raise  # the article waits for the next run
        except Exception as error:
            # Whatever else went wrong with one picture, the article goes on without it.
            too_large = isinstance(error, DownloadCancelledError)
            return _Lost(reason(error), passes=passes(error) and not too_large)

    async def _ask(self, url: str, article: Article) -> Response:
        source = article.source
        headers = {"Accept": _ACCEPT}
        page = article.page.url if article.page else article.url
        if sent := referer(page, url):
            headers["Referer"] = sent
        request = Request(
            url,
            headers=headers,
            meta={
                "download_maxsize": source.pictures.max_bytes,
                "referrer": page,
                "allow_hosts": source.allow_hosts,
                "time_limit": TimeLimit(source.name, source.max_time),
                # The source's headers and cookies are for its pages.
                "ask_with": AskWith(source.url, {}, source.request.user_agent, source.request.proxy),
            },
            callback=NO_CALLBACK,
        )
        response = await self._crawler.engine.download_async(request)
        if response.status != 200:
            raise HttpError(response)
        return response

    def _count(self, what: str) -> None:
        self._crawler.stats.inc_value(f"media/{what}")

    def close_spider(self) -> None:
        self._workers.close()
