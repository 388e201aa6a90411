"""The spider of the crawl: asks each source for its document, and each new or changed entry for its page."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response, TextResponse
from scrapy.utils.response import response_status_message
from twisted.python.failure import Failure as TwistedFailure
from w3lib.encoding import http_content_type_encoding

from crawler import sources
from crawler.archive import Archive
from crawler.config import Config, ConfigError, Content, Source, load
from crawler.editor import Clock, Editor
from crawler.identity import clean_url, normal_url
from crawler.items import Article, Page
from crawler.network.conditional import Validators
from crawler.network.failures import is_gone, passes, reason
from crawler.report import Event, Outcome, Report
from crawler.schedule import Failure, retry_at
from crawler.sources import Document, Further, Listing, SourceError
from crawler.state import PendingEntry, Published, State, StateError


class ArticlesSpider(scrapy.Spider):
    """Crawls the sources of a sources file.

    `config`, `state` and `report` are what the pipelines work with.
    """

    name = "articles"

    def __init__(
        self,
        config: Config,
        state: State,
        report: Report,
        *,
        chosen: Iterable[Source],
        limit: int | None,
        refetch: bool,
        clock: Clock,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.config = config
        self.state = state
        self.report = report
        self._sources = tuple(chosen)
        self._left = limit  # articles that may still be started; None: any number
        self._refetch = refetch
        self._now = clock
        self.editor = Editor(config, state, report, clock, refetch=refetch)
        self._archive = Archive(config.state.parent / "pages", state)
        self._started: defaultdict[str, set[str]] = defaultdict(set)  # source -> keys of its entries
        self._new: Counter[str] = Counter()  # source -> new articles that were started

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        *args: Any,
        config: Config | None = None,
        state: State | None = None,
        observer: Callable[[Event], None] | None = None,
        only: str | Iterable[str] = (),
        limit: str | int | None = None,
        refetch: str | bool = False,
        clock: Clock | None = None,
        **kwargs: Any,
    ) -> Self:
        """Make the spider, with arguments as `scrapy crawl articles -a` gives them.

        Args:
            crawler: Its setting `SOURCES_FILE` names the sources file.
            args: As any spider's.
            config: The sources file's content, where it has been read already.
            state: The state, where it is open already; the spider closes it.
            observer: Called with each event of the run.
            only: The names of the sources to crawl, a list or a text with commas; empty: all.
            limit: Start on this many articles at most.
            refetch: Fetch and write again even what has not changed; "1" and "true" mean yes.
            clock: Gives the time, aware, where it is not the machine's.
            kwargs: As any spider's.
        """
        try:
            config = config or load(Path(crawler.settings["SOURCES_FILE"]))
            chosen = config.select(only.split(",") if isinstance(only, str) and only else only)
            state = state or State(config.state)
        except (ConfigError, StateError) as error:
            print(error, file=sys.stderr)
            raise SystemExit(2) from None
        spider = super().from_crawler(
            crawler,
            *args,
            config=config,
            state=state,
            report=Report((source.name for source in chosen), observer),
            chosen=chosen,
            limit=int(limit) if limit else None,
            refetch=refetch in {True, "1", "true", "True", "yes"},
            clock=clock or _now,
            **kwargs,
        )
        crawler.signals.connect(spider._dropped, signal=signals.item_dropped)
        crawler.signals.connect(spider._broke, signal=signals.item_error)
        crawler.signals.connect(spider._stumbled, signal=signals.spider_error)
        crawler.signals.connect(spider._closed, signal=signals.spider_closed)
        return spider

    # Sources

    async def start(self) -> AsyncIterator[Any]:
        for source in self._sources:
            while self.crawler.engine.needs_backout():
                await self.crawler.signals.wait_for(signals.scheduler_empty)
            validators = Validators() if self._refetch else self.state.validators(source.name, source.url)
            yield self._document_request(source, source.url, validators, self._read_source)

    def _document_request(
        self, source: Source, url: str, validators: Validators, callback: Callable[..., Any], **arguments: Any
    ) -> Request:
        return Request(
            url,
            callback=callback,
            errback=self._source_failed,
            cb_kwargs={"source": source, **arguments},
            headers=validators.headers(),
            meta={"handle_httpstatus_list": [304], "allow_hosts": source.allow_hosts},
            priority=1,
            dont_filter=True,
        )

    def _read_source(self, response: Response, source: Source) -> Iterator[Request | Article]:
        if response.status == 304:
            self.state.not_modified(source.name, source.url, self._now())
            self.report.source_read(source.name, 0, "not modified")
        else:
            # A document of no kind is read as a feed, whose module says best what is wrong with it.
            kind = self._kind(source) or sources.recognise(_document(response)) or "feed"
            listing = self._listing(response, source, kind)
            if listing is not None:
                distrust = self.state.polled(
                    source.name,
                    source.url,
                    Validators.from_headers(response.headers),
                    listing.entries,
                    self._now(),
                    kind=kind,
                    identity=source.identity,
                    again=self._refetch,
                )
                self._note_distrust(source, distrust)
                self.report.source_read(source.name, len(listing.entries))
                yield from self._further(source, kind, listing)
        yield from self._work(source)

    def _further(self, source: Source, kind: str, listing: Listing) -> Iterator[Request]:
        for further in listing.more:
            validators = Validators() if self._refetch else self.state.further_validators(source.name, further)
            if validators is not None:
                yield self._document_request(
                    source, further.url, validators, self._read_further, kind=kind, further=further
                )

    def _read_further(
        self, response: Response, source: Source, kind: str, further: Further
    ) -> Iterator[Request | Article]:
        if response.status == 304:
            validators, entries = self.state.further_validators(source.name, further) or Validators(), []
        else:
            listing = self._listing(response, source, kind)
            if listing is None:
                return
            validators, entries = Validators.from_headers(response.headers), listing.entries
            self.report.source_read(source.name, len(entries))
            yield from self._further(source, kind, listing)
        distrust = self.state.read_further(
            source.name, further, validators, entries, self._now(), identity=source.identity, again=self._refetch
        )
        self._note_distrust(source, distrust)
        yield from self._work(source)

    def _note_distrust(self, source: Source, distrust: str | None) -> None:
        if distrust:
            self.report.note(source.name, f"its GUIDs are not trusted from now on: {distrust}")

    def _listing(self, response: Response, source: Source, kind: str) -> Listing | None:
        try:
            listing = sources.kind(kind).read(_document(response), source.options)
        except SourceError as error:
            self._source_unusable(source, str(error))
            return None
        for problem in listing.problems:
            self.report.note(source.name, problem)
        return listing

    def _source_failed(self, failure: TwistedFailure) -> Iterator[Request | Article]:
        source: Source = failure.request.cb_kwargs["source"]  # type: ignore[attr-defined]
        self._source_unusable(source, reason(failure.value))
        yield from self._work(source)

    def _stumbled(self, failure: TwistedFailure, response: Response) -> None:
        source: Source = response.cb_kwargs["source"]
        cause = f"{type(failure.value).__name__}: {failure.getErrorMessage()}"
        fault = f"a fault of the crawler's own at {response.url}: {cause}"
        self._source_unusable(source, fault)

    def _source_unusable(self, source: Source, error: str) -> None:
        self.state.poll_failed(source.name, source.url, error, self._now())
        self.report.source_failed(source.name, error)

    # Articles

    def _work(self, source: Source) -> Iterator[Request | Article]:
        started = self._started[source.name]
        waiting = [pending for pending in self.state.pending(source.name, self._now()) if pending.key not in started]
        held_back = 0
        for pending in sorted(waiting, key=_newest_first):
            if self._left == 0:
                return
            is_new = pending.article is None
            if is_new and self._new[source.name] >= source.max_new:
                held_back += 1
                continue
            started.add(pending.key)
            step = self._first_step(source, pending)
            if step is not None:
                self._new[source.name] += is_new
                if self._left is not None:
                    self._left -= 1
                yield step
        if held_back:
            self.report.note(source.name, f"{held_back} more wait for the next runs (max_new: {source.max_new} a run)")
        yield from self._look_again(source)

    def _look_again(self, source: Source) -> Iterator[Request]:
        for known in self.editor.due(source):
            current = self.state.current(known.id)
            if known.page is None or current is None or known.key is None or known.key in self._started[source.name]:
                continue
            self._started[source.name].add(known.key)
            pending = PendingEntry(known.key, current.record.entry, known.id)
            yield self._page_request(source, pending, known.page, look=known)

    def _first_step(self, source: Source, pending: PendingEntry) -> Request | Article | None:
        from crawler.extraction import carries_article  # takes a while to load, and most runs find nothing new

        entry = pending.entry
        if pending.article is None and not self._refetch and entry.url:
            known = None if pending.shares_link else self.state.article_at([normal_url(entry.url)])
            if known and known.hash and self.editor.leaves_to(source, known):
                self.editor.mention(source.name, pending.key, known, [])
                return None
        has_text = bool(entry.content or entry.summary)
        from_entry = source.content is Content.FEED or (source.content is Content.AUTO and carries_article(entry))
        if has_text and (from_entry or (source.content is Content.AUTO and not entry.url)):
            url = clean_url(entry.url) if entry.url else source.url
            return Article(source=source, entry=entry, key=pending.key, url=url, shares_link=pending.shares_link)
        if source.content is Content.FEED:
            self._give_up(source, pending, "the entry carries no text; set content: page to fetch its page")
        elif entry.url is None:
            self._give_up(source, pending, "the entry has no link and no text")
        elif not entry.url.lower().startswith(("http://", "https://")):
            self._give_up(source, pending, "the entry's link is no web address")
        else:
            try:
                return self._page_request(source, pending, entry.url)
            except ValueError as error:
                self._give_up(source, pending, f"the entry's link is no web address ({error})")
        return None

    def _page_request(
        self, source: Source, pending: PendingEntry, url: str, *, look: Published | None = None
    ) -> Request:
        return Request(
            url,
            callback=self._read_article,
            errback=self._article_failed,
            cb_kwargs={"source": source, "pending": pending, "look": look},
            headers=look.validators.headers() if look else None,
            meta={"handle_httpstatus_list": [304] if look else [], "allow_hosts": source.allow_hosts},
            dont_filter=True,
        )

    def _read_article(
        self, response: Response, source: Source, pending: PendingEntry, look: Published | None
    ) -> Iterator[Article]:
        content_type = _content_type(response)
        if look and response.status == 304:
            self.editor.unchanged(source, look, look.validators)
        elif look and not (response.body and isinstance(response, TextResponse)):
            self.editor.unseen(source, look, "the answer is no page")
        elif not response.body:
            self._failed(source.name, pending.key, response.url, "the answer is empty", Failure.PASSING)
        elif not isinstance(response, TextResponse):
            found = f"is {content_type.partition(';')[0] or 'binary data'}, not a page"
            self._failed(source.name, pending.key, response.url, found, Failure.LASTING)
        else:
            url = clean_url(pending.entry.url or response.url)
            article = Article(source=source, entry=pending.entry, key=pending.key, url=url)
            article.asked = look.page if look else pending.entry.url
            article.validators = Validators.from_headers(response.headers)
            article.look = look.id if look else None
            article.shares_link = pending.shares_link
            article.stored = self._store(response, source, pending.key)
            article.page = Page(response.url, response.body, http_content_type_encoding(content_type))
            if complete := getattr(sources.kind(self._kind(source) or "feed"), "complete", None):
                try:
                    article.entry = complete(_document(response), article.entry, source.options)
                except SourceError as error:
                    if look:
                        self.editor.unseen(source, look, str(error))
                    else:
                        self._failed(source.name, pending.key, response.url, str(error), Failure.PASSING)
                    return
                if article.entry is not pending.entry:
                    article.page = None
            yield article

    def _store(self, response: Response, source: Source, key: str) -> int | None:
        if not self.config.keep_pages:
            return None
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        status = response_status_message(response.status)
        try:
            return self._archive.store(
                response.url, status, headers, response.body, source=source.name, key=key, now=self._now()
            )
        except OSError as error:
            self.report.note(source.name, f"{response.url}: its page cannot be kept: {error.strerror}")
            return None

    def _kind(self, source: Source) -> str | None:
        return source.kind or self.state.kind(source.name, source.url)

    def _article_failed(self, failure: TwistedFailure) -> None:
        arguments = failure.request.cb_kwargs  # type: ignore[attr-defined]
        source, pending, look = arguments["source"], arguments["pending"], arguments["look"]
        known = look or self.state.article_of(source.name, pending.key)
        if known and known.hash and not known.withdrawn and is_gone(failure.value):
            self.editor.gone(source, known, reason(failure.value))
        elif look:
            self.editor.unseen(source, look, reason(failure.value))
        if look:
            return
        kind = Failure.PASSING if passes(failure.value) else Failure.LASTING
        self._failed(source.name, pending.key, failure.request.url, reason(failure.value), kind)  # type: ignore[attr-defined]

    def _give_up(self, source: Source, pending: PendingEntry, why: str) -> None:
        entry = pending.entry
        self._failed(source.name, pending.key, entry.url or entry.title or pending.key, why, None)

    def _dropped(self, item: Article, exception: Exception) -> None:
        self.editor.dropped(item, str(exception))
        if not item.look:
            self._failed(item.source.name, item.key, item.url, str(exception), Failure.LASTING)

    def _broke(self, item: Article, failure: TwistedFailure) -> None:
        found = f"could not be published: {failure.getErrorMessage()}"
        self._failed(item.source.name, item.key, item.url, found, Failure.PASSING)

    def _failed(self, source: str, key: str, url: str, why: str, failure: Failure | None) -> None:
        now = self._now()
        again = retry_at(failure, self.state.attempts(source, key) + 1, now) if failure else None
        self.state.failed(source, key, why, again, now)
        self.report.article(source, Outcome.FAILED, url, why)

    def _closed(self) -> None:
        self._archive.expire(self.config.keep_pages, self._now())
        self._archive.close()
        self.state.close()


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _document(response: Response) -> Document:
    return Document(response.url, response.body, _content_type(response))


def _newest_first(pending: PendingEntry) -> float:
    """A sort key: what has no date comes last."""
    moment = pending.entry.published or pending.entry.updated
    if moment is None:
        return 0.0
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return -(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _now() -> datetime:
    return datetime.now(UTC)
