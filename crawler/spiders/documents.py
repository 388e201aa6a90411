"""Asks each source for its document, and for those that the document leads to; keeps what they list."""

from __future__ import annotations

import asyncio
import hashlib
import sys
from abc import abstractmethod
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import date, datetime
from math import inf
from typing import Any

from scrapy import signals
from scrapy.exceptions import DropItem
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler import sources
from crawler.config import BY_HAND, Config, Source
from crawler.editing.editor import Clock
from crawler.faults import fault
from crawler.hosts import site_of
from crawler.items import Article
from crawler.network.conditional import Validators, fresh_for
from crawler.network.ending import CrawlEnded
from crawler.network.failures import is_gone, passes, reason
from crawler.network.politeness import AskedToWait, PoliteRetryMiddleware
from crawler.network.rendering import obstacle
from crawler.network.time_limit import SourceLeft, TimeLimitMiddleware, TimeUp
from crawler.network.traps import HostExhausted
from crawler.pipelines.workers import SMALL, Workers
from crawler.reporting.report import Report
from crawler.rules.folder import RuleBook
from crawler.scheduling.paging import (
    MOST_DOCUMENTS,
    MOST_LISTED,
    Poll,
    is_since,
    older_page,
    other_guess,
    reaches,
    since,
)
from crawler.scheduling.polling import Hints, due
from crawler.sources import BlockedError, Further, Listing, NothingListedError, SourceError
from crawler.spiders.answers import document
from crawler.spiders.whole import WholeArticlesSpider
from crawler.state import State

_WORK_EVERY = 20  # documents


def limit_reached(source: Source, error: BaseException | None) -> str | None:
    """The limit of a run that keeps a request of a source from being made, for the user; None where none does."""
    if isinstance(error, TimeUp):
        return f"max_time: {source.max_time:g} minutes a run"
    return reason(error) if isinstance(error, HostExhausted) else None


class DocumentsSpider(WholeArticlesSpider):
    """Reads the documents of its sources into the state; what is to be done about their entries is `work`."""

    def __init__(
        self,
        config: Config,
        state: State,
        report: Report,
        *,
        chosen: Iterable[Source],
        refetch: bool,
        insist: bool,
        due_only: bool,
        clock: Clock,
        first_day: date | None,
        workers: Workers,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.config = config
        self.state = state
        self.report = report
        self.clock = clock
        self.rules = RuleBook(config.rules_folder)
        # Who asks for the past has it, however long that takes.
        limit = {} if first_day is None else {"max_time": inf}
        self._sources = tuple(source.model_copy(update=limit) for source in chosen)
        self._refetch = refetch
        self._insist = insist or refetch
        self._due_only = due_only
        self._since = first_day
        self._polls: dict[str, Poll] = {}
        self._postponed = {} if self._insist else state.postponed(clock())  # site -> until when, as earlier runs know
        self._put_off: dict[tuple[str, str], datetime] = {}  # source, site -> until when
        self._workers = workers
        self._large = asyncio.Semaphore(2)
        self.waiting: defaultdict[str, Counter[str]] = defaultdict(Counter)  # source -> limit -> what waits for it

    @abstractmethod
    def work(self, source: Source) -> Iterator[Request | Article]:
        """What is to be done about the entries of a source that the state holds."""

    @abstractmethod
    def is_ended_by(self, error: BaseException | None) -> bool:
        """Whether an error is of the run's end, or ends it, as those of the disk do: whatever comes next would fail."""

    async def start(self) -> AsyncIterator[Any]:
        retries = self.crawler.get_downloader_middleware(PoliteRetryMiddleware)  # none with RETRY_ENABLED = False
        if isinstance(retries, PoliteRetryMiddleware):
            for site, until in self._postponed.items():  # redirects may lead there, and pictures be there
                retries.leave_alone(site, until)
        unrendered = obstacle(self.crawler.settings.get("BROWSER")) if any(map(_is_rendered, self._sources)) else None
        for source in self._sources:
            if unrendered and _is_rendered(source):
                self.report.source_failed(source.name, unrendered)
                continue
            while self.crawler.engine.needs_backout():
                await self.crawler.signals.wait_for(signals.scheduler_empty)
            try:
                for step in self._begin(source):
                    yield step
            except Exception as error:
                if self.is_ended_by(error):
                    raise
                self._source_unusable(source, fault(error))

    def _begin(self, source: Source) -> Iterator[Request | Article]:
        """Ask for a source's document, or see to the entries that are known where there is none to be asked for."""
        listed = getattr(sources.kind(source.kind), "entries", None) if source.kind else None
        if self._is_left_alone(source):
            yield from self.work(source)
        elif listed and source.kind:
            # The sources file itself lists the articles.
            entries = listed(source.url, source.options)
            again = self._refetch or source.name == BY_HAND
            self.state.polled(
                source.name, source.url, Validators(), entries, self.clock(), kind=source.kind, again=again
            )
            self.report.source_read(source.name, len(entries))
            yield from self.work(source)
        else:
            whole = self._refetch or self._since is not None
            validators = Validators() if whole else self.state.validators(source.name, source.url, _read_as(source))
            address = self.state.address(source.name, source.url)
            yield self._document_request(source, address, validators, self._read_source)

    def _is_left_alone(self, source: Source) -> bool:
        """Whether a source is not asked this time; one that the user names is asked always."""
        if self._insist:
            return False
        now = self.clock().astimezone()
        past = self.state.past(source.name, source.url, now)
        moment = due(source.name, source.wish(on_watch=self._due_only), past, now, spread=self._due_only)
        if moment <= now:
            return False
        told = f"not asked before {moment.astimezone():%Y-%m-%d %H:%M}"
        failing = self.state.failing(source.name)
        if failing and failing.next_poll and failing.next_poll >= moment:
            told += f": {failing.error}"
        self.report.not_due(source.name, told)
        return True

    def _document_request(
        self, source: Source, url: str, validators: Validators, callback: Callable[..., Any], **arguments: Any
    ) -> Request:
        kind = self._kind(source)
        question = sources.question(kind, url, source.options, self.clock()) if kind else None
        conditions = validators.headers() if question is None else {}
        request = self.ask(
            source,
            url,
            callback,
            self._source_failed,
            {"source": source, **arguments},
            conditions if question is None else {"Content-Type": question.content_type},
            statuses=[304] if conditions else (),  # "not modified" says nothing to who knows no earlier version
            priority=1,
            is_page=kind is not None and question is None and sources.reads_pages(kind),
        )
        return request if question is None else request.replace(method="POST", body=question.body)

    async def _read_source(self, response: Response, source: Source) -> AsyncIterator[Request | Article]:
        if response.status == 304:
            self.state.not_modified(source.name, source.url, self.clock(), _read_as(source))
            self.report.source_read(source.name, 0, "not modified")
        else:
            try:
                async with self._room_for(response):
                    kind, listing = await self._read(response, source, self._kind(source))
                    for problem in listing.problems:
                        self.report.note(source.name, problem)
                    for request in self._take_in(response, source, kind, listing):
                        yield request
            except BlockedError as error:
                self._blocked(source, str(error))
                return
            except SourceError as error:
                self.state.moved(source.name, None)
                self._source_unusable(source, str(error))
            else:
                self._note_move(response, source)
        for step in self.work(source):
            yield step

    def _room_for(self, response: Response) -> AbstractAsyncContextManager[None]:
        """Two large documents at a time are read and taken in: their entries weigh many times what their bytes do."""
        return self._large if _size(response) >= SMALL else nullcontext()

    async def _read(self, response: Response, source: Source, kind: str | None) -> tuple[str, Listing]:
        """Read a document, a large one in another process: it may take long, and the other sources do not wait.

        Raises:
            SourceError: It cannot be read.
        """
        try:
            return await self._workers.run_if_large(
                _size(response), sources.read, document(response), kind, source.options
            )
        except DropItem as error:
            raise SourceError(str(error)) from None

    def _take_in(self, response: Response, source: Source, kind: str, listing: Listing) -> Iterator[Request]:
        # A 304 would hide what half a document does not list.
        poll = Poll(Validators.from_headers(response.headers), {source.url, response.url}, complete=not listing.is_cut)
        self._polls[source.name] = poll
        known = self.state.count_entries(source.name)
        entries = since(listing.entries, self._since)
        distrust = self.state.polled(
            source.name,
            source.url,
            Validators(),
            entries,
            self.clock(),
            kind=kind,
            identity=source.identity,
            again=self._refetch,
            read_as=_read_as(source),
        )
        asked = [time for time in (listing.refresh, fresh_for(response.headers)) if time]
        self.state.hint(source.name, Hints(max(asked, default=None), listing.skip_hours, listing.skip_days))
        self._note_distrust(source, distrust)
        self.report.source_read(source.name, len(entries))
        yield from self._follow(source, kind, listing, response.url, news=self.state.count_entries(source.name) > known)
        self._close_poll(source)

    def _follow(self, source: Source, kind: str, listing: Listing, url: str, *, news: bool) -> Iterator[Request]:
        """The requests for the documents that one document leads to: the sitemaps of an index, older pages."""
        poll = self._polls[source.name]
        further = [each for each in listing.more if is_since(each.updated, self._since)]
        older = None
        if self._since is not None:
            fresh = {entry.url for entry in listing.entries if entry.url} - poll.listed
            if fresh and not reaches(listing.entries, self._since):
                older = older_page(listing, url, kind, poll)
        elif listing.older and news and poll.pages < source.pages:
            older = listing.older
        poll.listed.update(entry.url for entry in listing.entries if entry.url)
        if older:
            poll.pages += 1
            further.append(Further(older))
        wanted = [
            (each, validators)
            for each in further
            if (validators := Validators() if self._refetch else self.state.further_validators(source.name, each))
            is not None
        ]
        # What was never read comes first: there may be more than one run reads.
        for each, known in sorted(wanted, key=lambda pair: pair[1] != Validators()):
            if each.url in poll.asked:
                continue
            if len(poll.asked) >= MOST_DOCUMENTS or len(poll.listed) >= MOST_LISTED:
                poll.complete = False
                self.waiting[source.name][f"{MOST_DOCUMENTS} documents, {MOST_LISTED} addresses a run"] += 1
                continue
            poll.asked.add(each.url)
            poll.open += 1
            # An older page is read even where it has not changed: it may lead on.
            validators = Validators() if each.url == older else known
            guessed = each.url == older and not listing.older
            yield self._document_request(
                source, each.url, validators, self._read_further, kind=kind, further=each, guessed=guessed
            )

    async def _read_further(
        self, response: Response, source: Source, kind: str, further: Further, guessed: bool
    ) -> AsyncIterator[Request | Article]:
        async with self._room_for(response):
            listing, error = None, ""
            if response.status != 304:
                try:
                    _, listing = await self._read(response, source, kind)
                except BlockedError as blocked:
                    self._polls[source.name].complete = False
                    self._blocked(source, str(blocked))
                except NothingListedError:  # the page after the last one
                    listing = Listing()
                except SourceError as unreadable:
                    error = str(unreadable)
            if listing and guessed and {entry.url for entry in listing.entries} <= self._polls[source.name].listed:
                error = "it is the first page again"
            if error:
                for request in self._further_failed(source, kind, further, error, guessed=guessed):
                    yield request
            elif listing is not None:
                known = self.state.count_entries(source.name)
                entries = since(listing.entries, self._since)
                if listing.is_cut:
                    self._polls[source.name].complete = False
                distrust = self.state.read_further(
                    source.name,
                    Further(further.url) if listing.is_cut else further,
                    Validators() if listing.is_cut else Validators.from_headers(response.headers),
                    entries,
                    self.clock(),
                    identity=source.identity,
                    again=self._refetch,
                )
                self._note_distrust(source, distrust)
                self.report.source_read(source.name, len(entries))
                news = self.state.count_entries(source.name) > known
                for request in self._follow(source, kind, listing, further.url, news=news):
                    yield request
        for step in self._after_further(source):
            yield step

    def _further_failed(
        self, source: Source, kind: str, further: Further, error: str, *, guessed: bool
    ) -> Iterator[Request]:
        poll = self._polls[source.name]
        if not guessed:
            poll.complete = False
            self._source_unusable(source, f"{further.url}: {error}")
        elif (second := other_guess(further.url)) and second not in poll.asked:
            poll.asked.add(second)
            poll.open += 1
            yield self._document_request(
                source, second, Validators(), self._read_further, kind=kind, further=Further(second), guessed=True
            )

    def _is_cut_off(self, source: Source, error: BaseException | None) -> bool:
        """Whether the failure of a page whose address was guessed does not mean that there is none."""
        has_numbers = self._polls[source.name].pages > 2  # one guess was right
        return isinstance(error, AskedToWait) or (has_numbers and passes(error) and not is_gone(error))

    def _after_further(self, source: Source) -> Iterator[Request | Article]:
        poll = self._polls[source.name]
        poll.read += 1
        self._close_poll(source)
        # Not each time: it looks at all that has changed or failed.
        if poll.open == 0 or poll.read % _WORK_EVERY == 0:
            yield from self.work(source)

    def _close_poll(self, source: Source) -> None:
        """A document of the poll has been read to its end, or cannot be read."""
        poll = self._polls[source.name]
        poll.open -= 1
        if poll.open == 0 and poll.complete:
            self.state.keep_validators(source.name, poll.validators)

    def _note_distrust(self, source: Source, distrust: str | None) -> None:
        if distrust:
            self.report.note(source.name, f"its GUIDs are not trusted from now on: {distrust}")

    def _source_failed(self, failure: Failure) -> Iterator[Request | Article]:
        source: Source = failure.request.cb_kwargs["source"]  # type: ignore[attr-defined]
        arguments = failure.request.cb_kwargs  # type: ignore[attr-defined]
        if further := arguments.get("further"):
            if isinstance(failure.value, SourceLeft):
                self._polls[source.name].complete = False
            elif limit := limit_reached(source, failure.value):
                self._polls[source.name].complete = False
                self.waiting[source.name][limit] += 1
            else:
                self.put_off(source, failure)
                told = reason(failure.value)
                guessed = arguments["guessed"] and not self._is_cut_off(source, failure.value)
                yield from self._further_failed(source, arguments["kind"], further, told, guessed=guessed)
            yield from self._after_further(source)
        elif not isinstance(failure.value, CrawlEnded):
            self.state.moved(source.name, None)
            ended = isinstance(failure.value, HttpError) and failure.value.response.status == 410
            told = (
                "is gone for good, its server says (410 Gone); remove it if it stays so"
                if ended
                else reason(failure.value)
            )
            self._source_unusable(source, told, for_good=ended, until=self.put_off(source, failure))
            yield from self.work(source)

    def _note_move(self, response: Response, source: Source) -> None:
        statuses = response.meta.get("redirect_reasons", [])
        if statuses and all(status in {301, 308} for status in statuses):
            self.state.moved(source.name, response.url)
            self.report.note(source.name, f"has moved for good: put {response.url} into the sources file")

    def _source_unusable(
        self, source: Source, error: str, *, for_good: bool = False, until: datetime | None = None
    ) -> None:
        self.state.poll_failed(source.name, source.url, error, self.clock(), for_good=for_good, until=until)
        self.report.source_failed(source.name, error)

    def put_off(self, source: Source, failure: Failure) -> datetime | None:
        """Leave the site of a failed request alone until the moment that its server asks for.

        Returns:
            The moment; None: it asks for none.
        """
        if not isinstance(failure.value, AskedToWait):
            return None
        site, until = site_of(failure.request.url), failure.value.until  # type: ignore[attr-defined]
        # Once, not for each of the requests that wait: it looks at all that is pending.
        if self._put_off.get((source.name, site)) != until:
            self._put_off[source.name, site] = until
            self.state.put_off(source.name, site, until, self.clock())
        return until

    def is_postponed(self, source: Source, url: str) -> bool:
        """Whether a page has to wait, since its site asked an earlier run to be left alone."""
        site = site_of(url)
        until = self._postponed.get(site)
        if until:
            told = f"{site} asks to be left alone until {until.astimezone():%Y-%m-%d %H:%M}"
            self.waiting[source.name][told] += 1
        return until is not None

    def _blocked(self, source: Source, error: str) -> None:
        """The source's site does not want to be asked: nothing more is, for hours."""
        limit = self.crawler.get_downloader_middleware(TimeLimitMiddleware)
        assert isinstance(limit, TimeLimitMiddleware)
        limit.leave(source.name)
        until = self.state.poll_failed(source.name, source.url, error, self.clock(), blocked=True)
        told = f"; left alone until {until.astimezone():%Y-%m-%d %H:%M}" if until else ""
        self.report.source_failed(source.name, error + told)

    def _kind(self, source: Source) -> str | None:
        return source.kind or self.state.kind(source.name, source.url)

    def note(self, source: str, note: str) -> None:
        self.report.note(source, note)


def _read_as(source: Source) -> str:
    """Another text where the sources file has other keys by which a source's documents are read."""
    keys = f"{source.kind} {source.options.model_dump_json(exclude_defaults=True)}"
    return hashlib.sha256(keys.encode()).hexdigest()


def _is_rendered(source: Source) -> bool:
    return source.render is not None


def _size(response: Response) -> int:
    """The bytes of a document, or any number where it is packed."""
    return sys.maxsize if response.body.startswith(b"\x1f\x8b") else len(response.body)
