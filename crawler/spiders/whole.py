"""What the spiders share: asking as a source wants it, and fetching an article that is cut into pages."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Self

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from crawler import sources
from crawler.archive import WHOLE
from crawler.config import Source
from crawler.identity import clean_url
from crawler.items import Article, Page
from crawler.network.asking import AskWith
from crawler.network.failures import is_gone, passes, reason
from crawler.network.rendering import RenderWith
from crawler.network.time_limit import SourceLeft, TimeLimit, TimeUp
from crawler.network.traps import HostExhausted
from crawler.rules.folder import RuleBook
from crawler.rules.requests import RequestOptions
from crawler.sources import Document
from crawler.spiders import answers

_PLAIN = RequestOptions()


def add_page(article: Article, page: Page, piece: int) -> None:
    """Give an article a page that was asked for after its own, as it goes on there or is there whole (`WHOLE`)."""
    if piece != WHOLE:
        article.further_pages.append(page)
        return
    if article.page and not article.detour:
        article.url = clean_url(article.page.url)
    article.page, article.detour = page, True


def complete(article: Article, kind: str | None, document: Document) -> None:
    """Have an article's own page read by its source's kind, where that knows the site's data in it.

    Raises:
        SourceError: The page is not what it should be.
    """
    read = getattr(sources.kind(kind or "feed"), "complete", None)
    entry = read(document, article.entry, article.source.options) if read else article.entry
    if entry is not article.entry:
        article.entry, article.page = entry, None


class WholeArticlesSpider(scrapy.Spider):
    """Follows an article's pages as its source's rules say, and yields the article once they are there."""

    rules: RuleBook
    clock: Callable[[], datetime]

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The spider of a crawl, for the parts that work with it.

        Raises:
            NotConfigured: There is none, as where Scrapy's shell sets up what a crawl consists of, or it is another's.
        """
        if not isinstance(crawler.spider, cls):
            raise NotConfigured
        return crawler.spider

    @abstractmethod
    def note(self, source: str, note: str) -> None:
        """Tell the user of something that was read around."""

    @abstractmethod
    def article_failed(self, failure: Failure) -> Iterable[Request | Article]:
        """The article of the failed request (its `cb_kwargs`) cannot be had this time, unless by other requests."""

    def ask(
        self,
        source: Source,
        url: str,
        callback: Callable[..., Any],
        errback: Callable[..., Any],
        arguments: dict[str, Any],
        headers: dict[str, str] | None = None,
        statuses: Iterable[int] = (),
        priority: int = 0,
        *,
        is_page: bool = True,
    ) -> Request:
        """A request as the source wants its requests to be.

        Args:
            source: The source.
            url: The address.
            callback: Called with the answer and `arguments`.
            errback: Called with the failure.
            arguments: By name.
            headers: Further ones, such as the validators of a conditional request.
            statuses: Codes that the callback takes besides 2xx.
            priority: Scrapy's.
            is_page: Whether the address is that of a page, which the source may want rendered.

        Raises:
            ValueError: The address is none.
        """
        meta: dict[str, Any] = {
            "handle_httpstatus_list": list(statuses),
            "allow_hosts": source.allow_hosts,
            "time_limit": TimeLimit(source.name, source.max_time),
        }
        if source.max_bytes:
            meta["download_maxsize"] = source.max_bytes
        options = source.request
        if options != _PLAIN:
            meta["ask_with"] = AskWith(source.url, options.secrets(), options.user_agent, options.proxy)
        if source.render and is_page:
            meta["render_with"] = RenderWith(source.name, source.render.wait_for, source.render.timeout)
            headers = None  # validators are those of the page as it was before its scripts ran
        said = self.rules.of_site(url, lambda line: self.note(source.name, line)).headers
        return Request(
            url,
            callback=callback,
            errback=errback,
            cb_kwargs=arguments,
            headers=said | (headers or {}),
            meta=meta,
            priority=priority,
            dont_filter=True,
        )

    def keep(self, article: Article, response: Response, piece: int) -> None:
        """Store a page that was asked for after the article's own; see `crawler.archive.Archive.store`."""

    def whole(
        self, article: Article, arguments: dict[str, Any], *, seek_whole: bool = True, asked: tuple[str, ...] = ()
    ) -> Iterator[Article | Request]:
        """The article, or the request for a page that is still missing of it.

        Args:
            article: With its first page.
            arguments: Of the page's request, for whoever hears of its failure.
            seek_whole: Whether a page with the whole article may still be asked for.
            asked: What was asked for already.
        """
        source, page = article.source, article.page
        if page is None:
            yield article
            return
        rules = self.rules.rules(source.rules, page.url, lambda line: self.note(source.name, line))
        # It takes a while to load, and a run that finds nothing new does without.
        from crawler.rules.apply import next_piece

        asked = (*asked, article.asked) if article.asked else asked
        piece = next_piece([page, *article.further_pages], asked, rules, seek_whole=seek_whole)
        if piece is None:
            yield article
        else:
            own = {"article": article, "is_whole": piece.is_whole, "asked": (*asked, piece.url)}
            yield self.ask(source, piece.url, self._read_piece, self._piece_failed, arguments | own)

    def _read_piece(
        self, response: Response, article: Article, is_whole: bool, asked: tuple[str, ...], **arguments: Any
    ) -> Iterator[Article | Request]:
        if response.body and isinstance(response, TextResponse):
            page = answers.page(response)
            piece = WHOLE if is_whole else len(article.further_pages) + 1
            self.keep(article, response, piece)
            add_page(article, page, piece)
            yield from self.whole(article, arguments, seek_whole=False, asked=asked)
        else:
            yield from self._without(article, is_whole, asked, arguments, response.url, "the answer is no page")

    def _piece_failed(self, failure: Failure) -> Iterator[Article | Request]:
        request: Request = failure.request  # type: ignore[attr-defined]
        arguments = dict(request.cb_kwargs)
        may_come = passes(failure.value) and not is_gone(failure.value)
        if isinstance(failure.value, TimeUp | SourceLeft | HostExhausted) or (may_come and not arguments["is_whole"]):
            yield from self.article_failed(failure)  # half an article is none; it is tried again
            return
        article, is_whole, asked = (arguments.pop(name) for name in ("article", "is_whole", "asked"))
        yield from self._without(article, is_whole, asked, arguments, request.url, reason(failure.value))

    def _without(
        self, article: Article, is_whole: bool, asked: tuple[str, ...], arguments: dict[str, Any], url: str, why: str
    ) -> Iterator[Article | Request]:
        self.note(article.source.name, f"{url}: {why}; {article.url} is read without it")
        if is_whole:
            yield from self.whole(article, arguments, seek_whole=False, asked=asked)
        else:
            yield article
