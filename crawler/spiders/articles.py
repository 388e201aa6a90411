"""The spider of the crawl: asks for the page of each new or changed entry, and yields its article."""

from __future__ import annotations

import asyncio
import errno
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request, Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.response import response_status_message
from twisted.python.failure import Failure as TwistedFailure

from crawler.archive import Archive
from crawler.config import BY_HAND, Config, ConfigError, Content, Source, load
from crawler.editing.editor import Clock, Editor, check_output
from crawler.editing.withdrawal import Directive, directives
from crawler.faults import fault
from crawler.identity import clean_url, normal_url
from crawler.identity.renaming import renamed
from crawler.items import Article
from crawler.network.conditional import Validators
from crawler.network.ending import CrawlEnded, end
from crawler.network.failures import is_gone, passes, reason
from crawler.network.politeness import HostPostponed, PoliteRetryMiddleware
from crawler.network.robots import RobotsDisallowed, RobotsUnreachable
from crawler.network.time_limit import SourceLeft
from crawler.pipelines.extract import LeftOut
from crawler.pipelines.workers import Workers
from crawler.reporting.report import Budget, Event, Outcome, Report
from crawler.rules.filters import facts_of, objection
from crawler.rules.patterns import PatternTooSlow
from crawler.rules.requests import rewritten
from crawler.scheduling.schedule import Failure, host_retry_at, retry_at
from crawler.sources import BlockedError, SourceError
from crawler.spiders.answers import content_type, document, page
from crawler.spiders.documents import DocumentsSpider, limit_reached
from crawler.spiders.whole import complete
from crawler.state import PendingEntry, Published, State, StateError
from crawler.state.adoption import UNVERIFIED

Result = TypeVar("Result")

_MOST_COUNTED = 10_000  # entries that wait: to count a million at the end of each run would take it seconds
_MOST_CHANGED = 100  # articles of a source in a run: there are sitemaps that date all their pages anew each day
_OWN = "own_address"  # marks a request for the address of an article itself: why the one before it brought nothing
_WITHDRAWN = {410, 451}  # gone on purpose, or by law
_YES = {True, "1", "true", "True", "yes"}
_OF_THE_DISK = {
    getattr(errno, name, None)  # not every system has each of them
    for name in "EACCES EDQUOT EEXIST EFBIG EIO EMFILE ENOSPC ENOTDIR EPERM EROFS".split()
}


class ArticlesSpider(DocumentsSpider):
    """Crawls the sources of a sources file.

    `config`, `state` and `report` are what the pipelines work with.
    """

    name = "articles"
    # What an item export shows, as by `-O articles.jsonl`: what becomes a post. Pages, as bytes, fit into no JSON.
    custom_settings = {  # noqa: RUF012 - Scrapy's own form
        "FEED_EXPORT_FIELDS": (
            "url title authors published modified language canonical_url site_name description tags image license body"
        ).split()
    }

    def __init__(self, *args: Any, limit: int | None, sources_file: Path, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._left = limit  # articles that may still be started; None: any number
        self._compare_names(sources_file)
        self.editor = Editor(self.config, self.state, self.report, self.clock, refetch=self._refetch)
        self.editor.sweep()
        if self._refetch:
            self.editor.restore()
        self._ending: asyncio.Future[None] | None = None
        self._archive = Archive(self.config.stored_pages, self.state)
        self._started: defaultdict[str, set[str]] = defaultdict(set)  # source -> keys of its entries
        self._new: Counter[str] = Counter()  # source -> new articles that were started
        self._changed: Counter[str] = Counter()  # source -> articles that were started since their entries changed
        self._asked_by: dict[str, str] = {}  # normalised address of a new article's page -> source
        self._held: list[tuple[Source, PendingEntry]] = []  # whose page another source's entry has asked for

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
        due_only: str | bool = False,
        clock: Clock | None = None,
        back_to: str | date | None = None,
        **kwargs: Any,
    ) -> Self:
        """Make the spider, with arguments as `scrapy crawl articles -a` gives them.

        Args:
            crawler: Its setting `SOURCES_FILE` names the sources file.
            args: As any spider's.
            config: The sources file's content, where it has been read already, and its output folder looked at.
            state: The state, where it is open already; the spider closes it.
            observer: Called with each event of the run.
            only: The names of the sources to crawl, a list or a text with commas; empty: all.
            limit: Start on this many articles at most.
            refetch: Fetch and write again even what has not changed; "1" and "true" mean yes.
            due_only: Ask only sources that are due, by their own rhythm where the sources file says nothing.
            clock: Gives the time, aware, where it is not the machine's.
            back_to: Go back through the sources' older pages until this day (YYYY-MM-DD); None: no further than usual.
            kwargs: As any spider's.
        """
        try:
            if config is None:
                check_output(config := load(Path(crawler.settings["SOURCES_FILE"])))
            chosen = config.select(only.split(",") if isinstance(only, str) and only else only)
            most = _argument("limit", int, limit, "a whole number") if limit else None
            first_day = _argument("back_to", _day, back_to, "a day, YYYY-MM-DD,") if back_to else None
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
            limit=most,
            sources_file=Path(crawler.settings["SOURCES_FILE"]).resolve(),
            refetch=refetch in _YES,
            due_only=due_only in _YES,
            insist=bool(only),
            clock=clock or _now,
            first_day=first_day,
            workers=Workers.from_crawler(crawler),
            **kwargs,
        )
        crawler.signals.connect(spider._dropped, signal=signals.item_dropped)
        crawler.signals.connect(spider._broke, signal=signals.item_error)
        crawler.signals.connect(spider._stumbled, signal=signals.spider_error)
        crawler.signals.connect(spider._go_on, signal=signals.spider_idle)
        crawler.signals.connect(spider._closed, signal=signals.spider_closed)
        state.tell_failures(spider._end)
        return spider

    def _compare_names(self, sources_file: Path) -> None:
        """Go on under the names that the sources file has now, and tell which sources are not in it any more."""
        listed = {source.name: source.url for source in self.config.sources if source.name != BY_HAND}
        others = (self.state.listed_elsewhere(sources_file, listed) | {BY_HAND}) - listed.keys()
        known = {name: url for name, url in self.state.source_addresses().items() if name not in others}
        for old, new in renamed(listed, known).items():
            self.state.rename_source(old, new)
            self.report.note(new, f"was named {old} before; its posts and its memory go on under the new name")
        for name, posts in self.state.left_sources({*listed, *others}, self.clock()).items():
            told = "its post stays as it is" if posts == 1 else f"its {posts} posts stay as they are"
            self.report.note(name, f"is not in the sources file any more; {told}")

    def work(self, source: Source) -> Iterator[Request | Article]:
        started = self._started[source.name]
        has_room = partial(self._has_room, source)
        all_are_wanted = self._refetch or self._since is not None or source.name == BY_HAND
        most_changed = -1 if all_are_wanted else _MOST_CHANGED
        for pending in self.state.pending(source.name, self.clock(), has_room, most_changed):
            if self._left == 0:
                return
            # Looked at each time: while one document's articles are on their way, another one may begin with its own.
            if pending.key in started or (source.name == BY_HAND and self._failed_before(source, pending)):
                continue
            is_new = pending.article is None
            if is_new and self._held_to_itself(self._is_left_out, source, pending) is not False:
                started.add(pending.key)
                continue
            is_change = not is_new and not pending.attempts
            if _is_counted(pending) and not self._has_room(source):
                continue
            if is_change and self._changed[source.name] == most_changed:
                continue
            started.add(pending.key)
            begin = self._by_hand if source.name == BY_HAND else self._first_step
            if step := self._started_on(begin, source, pending):
                self._changed[source.name] += is_change
                yield step
        if source.name != BY_HAND:
            yield from self._look_again(source)

    def _failed_before(self, source: Source, pending: PendingEntry) -> bool:
        """Whether an article that the user named in an earlier run, and not in this one, could not be had then."""
        named = {source.url, *getattr(source.options, "urls", ())}
        return pending.entry.url not in named and self.state.attempts(source.name, pending.key) > 0

    def _go_on(self) -> None:
        """Once nothing else is on its way, see what came of the pages that another source had asked for."""
        held, self._held = self._held, []
        if self._ending is not None:
            return
        self._asked_by.clear()
        requests = 0
        for source, pending in held:
            if self._left == 0:
                break
            if _is_counted(pending) and not self._has_room(source):
                self.waiting[source.name][_max_new(source)] += 1
                continue
            step = self._started_on(self._first_step, source, pending)
            if isinstance(step, Request):
                requests += 1
                self.crawler.engine.crawl(step)
        if requests:
            raise DontCloseSpider

    def _has_room(self, source: Source) -> bool:
        """Whether the run may start on one more new article of a source."""
        return self._since is not None or self._new[source.name] < source.max_new

    def _started_on(
        self, begin: Callable[[Source, PendingEntry], Request | Article | None], source: Source, pending: PendingEntry
    ) -> Request | Article | None:
        """The first step of an article, where it needs one, counted."""
        step = self._held_to_itself(begin, source, pending)
        if step is not None:
            self._new[source.name] += _is_counted(pending)
            if self._left is not None:
                self._left -= 1
        return step

    def _look_again(self, source: Source) -> Iterator[Request]:
        for known in self.editor.due(source):
            current = self.state.current(known.id)
            if known.page is None or current is None or known.key is None or known.key in self._started[source.name]:
                continue
            self._started[source.name].add(known.key)
            if self.is_postponed(source, known.page):
                continue
            pending = PendingEntry(known.key, current.record.entry, known.id)
            yield self._page_request(source, pending, known.page, look=known)

    def _by_hand(self, source: Source, pending: PendingEntry) -> Request | Article | None:
        """The first step of an article that the user names; one that has a post stays its source's."""
        known = self.state.article_at([normal_url(pending.entry.url or "")])
        if known is None:
            return self._first_step(source, pending)
        known = self.editor.located(known)
        current = self.state.current(known.id)
        entry = current.record.entry if current else pending.entry
        if self._refetch:
            known = self.editor.bring_back(known, entry)
        if known.withdrawn or self.editor.is_deleted(known):
            self.state.settled(source.name, pending.key, known.id, [], self.clock())
            self.editor.tell_withdrawn(source.name, known)
            return None
        keys = {mention.source: mention.key for mention in self.state.mentions(known.id)}
        owners = [each for each in self.config.sources if each.name in keys and each.name != source.name]
        if not owners:
            return self._first_step(source, pending)
        owner = next((each for each in owners if each.name == known.source), owners[0])
        self.state.settled(source.name, pending.key, known.id, [], self.clock())
        return self._first_step(owner, PendingEntry(keys[owner.name], entry, known.id))

    def _first_step(self, source: Source, pending: PendingEntry) -> Request | Article | None:
        from crawler.extraction import carries_article  # takes a while to load, and most runs find nothing new

        entry = pending.entry
        if pending.article is None and not self._refetch and entry.url:
            known = None if pending.shares_link else self.state.article_at([normal_url(entry.url)])
            if known and known.hash and self.editor.recognition.leaves_to(source, known):
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
        elif not self.is_postponed(source, entry.url):
            if pending.article is None and not pending.shares_link and not self._refetch:
                asked_by = self._asked_by.setdefault(normal_url(entry.url), source.name)
                if asked_by != source.name:
                    self._held.append((source, pending))
                    return None
            try:
                return self._page_request(source, pending, rewritten(entry.url, source.rewrite))
            except PatternTooSlow as error:
                self._give_up(source, pending, str(error))
            except ValueError as error:
                self._give_up(source, pending, f"the entry's link is no web address ({error})")
        return None

    def _page_request(
        self, source: Source, pending: PendingEntry, url: str, *, look: Published | None = None
    ) -> Request:
        # What is tried again, for a picture that could not be had perhaps, is wanted whole.
        has_failed = self.state.attempts(source.name, pending.key) > 0
        is_first_try = not self._refetch and not has_failed
        known = look or (self.state.article(pending.article) if pending.article and is_first_try else None)
        is_asked_again = known and known.hash and known.page == url and known.source == source.name
        validators = known.validators if known and is_asked_again else Validators()
        return self.ask(
            source,
            url,
            self._read_article,
            self.article_failed,
            {"source": source, "pending": pending, "look": look},
            validators.headers(),
            statuses=[304],
            priority=-has_failed,  # who fails ten times in a row is asked for nothing more: what may come goes first
        )

    def _read_article(
        self, response: Response, source: Source, pending: PendingEntry, look: Published | None
    ) -> Iterator[Article | Request]:
        if look and response.status == 304:
            self.editor.unchanged(source, look, look.validators)
        elif response.status == 304 and (known := self.state.article_of(source.name, pending.key)) and known.page:
            self.editor.unchanged_since_listed(source, pending.key, known)
        elif source.rewrite and (missing := response.meta.get(_OWN)):
            # The article is there, but not the view of it that the user wants to be read.
            if look:
                self.editor.unseen(source, look, missing)
            else:
                self._failed(source.name, pending.key, pending.entry.url or response.url, missing, Failure.PASSING)
        elif look and not (response.body and isinstance(response, TextResponse)):
            self.editor.unseen(source, look, "the answer is no page")
        elif not response.body:
            self._failed(source.name, pending.key, response.url, "the answer is empty", Failure.PASSING)
        elif not isinstance(response, TextResponse):
            found = f"is {content_type(response).partition(';')[0] or 'binary data'}, not a page"
            self._failed(source.name, pending.key, response.url, found, Failure.LASTING)
        else:
            url = clean_url(pending.entry.url or response.url)
            article = Article(source=source, entry=pending.entry, key=pending.key, url=url)
            article.asked = look.page if look else rewritten(pending.entry.url or response.url, source.rewrite)
            article.validators = Validators.from_headers(response.headers)
            article.look = look.id if look else None
            article.shares_link = pending.shares_link
            article.detour = bool(source.rewrite)
            article.may_be_entry = self._may_be_entry(source, pending)
            article.stored = self._store(response, article)
            if asked := self._asks_to_be_left_out(response, source):
                self._withdraw(source, pending, f"its page says {asked}")
                return
            article.page = page(response)
            try:
                complete(article, self._kind(source), document(response))
            except SourceError as error:
                if look:
                    self.editor.unseen(source, look, str(error))
                else:
                    self._failed(source.name, pending.key, response.url, str(error), Failure.PASSING)
                if isinstance(error, BlockedError):
                    self._blocked(source, str(error))
                return
            yield from self.whole(article, {"source": source, "pending": pending, "look": look})

    def _asks_to_be_left_out(self, response: Response, source: Source) -> str | None:
        if not source.takedown_on:
            return None
        headers = [value.decode("latin-1") for value in response.headers.getlist("X-Robots-Tag")]
        found = directives(response.body, headers, self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        return next((directive for directive in source.takedown_on if directive in found), None)

    def _withdraw(self, source: Source, pending: PendingEntry, why: str) -> None:
        known = self.state.article_of(source.name, pending.key)
        if known and known.hash and not known.withdrawn:
            self.editor.take_down(source, known, why)
            self.state.failed(source.name, pending.key, why, None, self.clock())
        else:
            self._give_up(source, pending, why)

    def keep(self, article: Article, response: Response, piece: int) -> None:
        if article.stored is not None:
            stored = self._store(response, article, piece)
            if stored is None:
                article.stored = None  # half of its pages would be read as half of its text
            else:
                article.stored_further += (stored,)

    def _store(self, response: Response, article: Article, piece: int = 0) -> int | None:
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
                response.url,
                status,
                headers,
                response.body,
                source=article.source.name,
                key=article.key,
                entry=article.entry,
                now=self.clock(),
                piece=piece,
            )
        except OSError as error:
            self.report.note(article.source.name, f"{response.url}: its page cannot be kept: {error.strerror}")
            return None

    def article_failed(self, failure: TwistedFailure) -> Iterator[Request | Article]:
        asked: Request = failure.request  # type: ignore[attr-defined]
        source, pending, look = (asked.cb_kwargs[name] for name in ("source", "pending", "look"))
        limit = limit_reached(source, failure.value)
        # A look has times of its own; what the user named is asked for when it is named again.
        is_host_down = not look and source.name != BY_HAND and self._is_host_down(asked.url, failure.value)
        if type(failure.value) is HostPostponed and "retry_times" not in asked.meta and not is_host_down:
            limit = reason(failure.value)  # for other pages' failures: this one was not asked for
        if limit:
            self.waiting[source.name][limit] += 1
            return
        if isinstance(failure.value, SourceLeft):
            return
        known = look or self.state.article_of(source.name, pending.key)
        post = known if known and known.hash and not known.withdrawn else None
        is_forbidden = Directive.ROBOTS in source.takedown_on and isinstance(failure.value, RobotsDisallowed)
        is_away = is_gone(failure.value) or is_forbidden
        if post and self._is_of_entry(post, pending) and not _is_withdrawn(failure.value):
            is_away = is_forbidden  # no page has ever been there
        if post and is_away and not (_OWN in asked.meta or _led_to(asked, post.url)):
            # What is gone is a link to the article's page, such as a click counter's, or a print view.
            own = replace(look, page=post.url) if look and not source.rewrite else look
            request = self._page_request(source, pending, post.url, look=own)
            request.meta[_OWN] = reason(failure.value)
            yield request
            return
        until = self.put_off(source, failure)
        is_settled = False
        if post and is_away:
            is_settled = self.editor.gone(source, post, reason(failure.value))
        elif known and known.withdrawn and is_away:
            is_settled = True
            self.editor.tell_withdrawn(source.name, known)
        elif look:
            self.editor.unseen(source, look, reason(failure.value), until)
        if look:
            return
        if known and is_settled:
            self.state.settled(source.name, pending.key, known.id, [], self.clock())
            return
        if is_host_down and not until:
            until = host_retry_at(self.state.waited(source.name, pending.key), self.clock())
        if until:
            self._fail(source.name, pending.key, asked.url, reason(failure.value), until, counts=False)
            return
        kind = Failure.PASSING if passes(failure.value) else Failure.LASTING
        if self._is_given_up(source, pending, failure.value, kind) and self._may_be_entry(source, pending):
            url = clean_url(pending.entry.url or asked.url)
            yield Article(source=source, entry=pending.entry, key=pending.key, url=url, shares_link=pending.shares_link)
            return
        self._failed(source.name, pending.key, asked.url, reason(failure.value), kind)

    def _is_given_up(self, source: Source, pending: PendingEntry, error: BaseException | None, kind: Failure) -> bool:
        """Whether a page will not be had, though nobody says that its article is to be gone."""
        if isinstance(error, RobotsDisallowed):
            return Directive.ROBOTS not in source.takedown_on
        if _is_withdrawn(error):
            return False
        return retry_at(kind, self.state.attempts(source.name, pending.key) + 1, self.clock()) is None

    def _may_be_entry(self, source: Source, pending: PendingEntry) -> bool:
        """Whether an article that never had a post, or had one of its entry, may be published as its entry has it."""
        from crawler.extraction import carries_more

        known = self.state.article_of(source.name, pending.key)
        if known is None and pending.entry.url and not pending.shares_link:
            known = self.state.article_at([normal_url(pending.entry.url)])
        has_page = known and known.hash and not known.withdrawn and not self._is_of_entry(known, pending)
        return source.content is Content.AUTO and not has_page and carries_more(pending.entry)

    def _is_of_entry(self, known: Published, pending: PendingEntry) -> bool:
        """Whether a post was made of its entry; not known of one that shares its page, or whose state was lost.

        One that is not verified yet may be taken for such: it is not written again unless it is this very entry's.
        """
        is_known = known.hash == UNVERIFIED or self.state.current(known.id) is not None
        return known.page is None and not pending.shares_link and is_known

    def _is_host_down(self, url: str, error: BaseException | None) -> bool:
        """Whether it is the host that fails, so that nothing is known against the page.

        A page that fails for good is not held for that each time: robots.txt, asked for once a day, shows that the
        host works.
        """
        if isinstance(error, RobotsUnreachable):
            return True
        retries = self.crawler.get_downloader_middleware(PoliteRetryMiddleware)  # none with RETRY_ENABLED = False
        return passes(error) and isinstance(retries, PoliteRetryMiddleware) and not retries.works(url)

    def _give_up(self, source: Source, pending: PendingEntry, why: str) -> None:
        entry = pending.entry
        self._failed(source.name, pending.key, entry.url or entry.title or pending.key, why, None)

    def _is_left_out(self, source: Source, pending: PendingEntry) -> bool:
        """Whether the entry tells that the source's filter does not want the article."""
        entry = pending.entry
        try:
            why = objection(source.filter, facts_of(entry), self.clock(), final=False)
        except PatternTooSlow as error:
            self._give_up(source, pending, str(error))
            return True
        if why:
            self._leave_out(source.name, pending.key, entry.url or entry.title or pending.key, why)
        return why is not None

    def _leave_out(self, source: str, key: str, url: str, why: str) -> None:
        self.state.failed(source, key, why, None, self.clock())
        self.report.left_out(source, url, why)

    def _held_to_itself(
        self, work: Callable[[Source, PendingEntry], Result], source: Source, pending: PendingEntry
    ) -> Result | None:
        """Do something with one entry of many; a fault of the crawler's own in it is no other entry's."""
        try:
            return work(source, pending)
        except Exception as error:
            if self.is_ended_by(error):
                raise
            entry = pending.entry
            self._fault(source, pending.key, entry.url or entry.title or pending.key, error, None)
            return None

    def _stumbled(self, failure: TwistedFailure, response: Response | TwistedFailure) -> None:
        if self.is_ended_by(failure.value):
            return
        request: Request = response.request  # type: ignore[union-attr, assignment]
        source: Source = request.cb_kwargs["source"]
        if pending := request.cb_kwargs.get("pending"):
            self._fault(source, pending.key, request.url, failure.value, request.cb_kwargs["look"])
        else:
            self._source_unusable(source, f"{request.url}: {fault(failure.value)}")

    def _dropped(self, item: Article, exception: Exception) -> None:
        if isinstance(exception, LeftOut):
            self._leave_out(item.source.name, item.key, item.url, str(exception))
            return
        self.editor.dropped(item, str(exception))
        if not item.look:
            self._failed(item.source.name, item.key, item.url, str(exception), Failure.LASTING)

    def _broke(self, item: Article, failure: TwistedFailure) -> None:
        if self.is_ended_by(failure.value):
            return
        known = self.state.article(item.look) if item.look else None
        self._fault(item.source, item.key, item.url, failure.value, known)

    def _fault(self, source: Source, key: str, url: str, error: BaseException | None, look: Published | None) -> None:
        """Something went wrong that no article should bring about: this one is tried again, as others that fail."""
        if look:
            self.editor.unseen(source, look, fault(error))
        else:
            self._failed(source.name, key, url, fault(error), Failure.PASSING)

    def _failed(self, source: str, key: str, url: str, why: str, failure: Failure | None) -> None:
        again = retry_at(failure, self.state.attempts(source, key) + 1, self.clock()) if failure else None
        self._fail(source, key, url, why, again)

    def _fail(self, source: str, key: str, url: str, why: str, again: datetime | None, *, counts: bool = True) -> None:
        self.state.failed(source, key, why, again, self.clock(), counts=counts)
        self.report.article(source, Outcome.FAILED, url, why)

    def is_ended_by(self, error: BaseException | None) -> bool:
        if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
            self._end(f"{error.filename or self.config.output}: cannot be written: {error.strerror}")
            return True
        return isinstance(error, StateError | CrawlEnded)

    def _end(self, why: object) -> None:
        """End the run early. What is pending stays so, and no attempt is counted."""
        if self._ending is None:
            end(self.crawler)
            self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=str(why)))

    def _closed(self) -> None:
        for source in self._sources:
            if self._left != 0 and not self._has_room(source):
                held_back = self.state.count_new(source.name, self._started[source.name], _MOST_COUNTED + 1)
                self.waiting[source.name][_max_new(source)] += held_back
            for limit, count in self.waiting[source.name].items():
                told = f"{count} more" if count <= _MOST_COUNTED else f"more than {_MOST_COUNTED}"
                if count:
                    self.report.note(source.name, f"{told} wait for the next runs ({limit})")
            self.report.sources[source.name].troubles = self.state.troubles(source.name)
        self.report.budget = Budget.of(self.crawler.stats.get_stats())
        try:
            self._archive.expire(self.config.keep_pages, self.clock())
        except OSError as error:  # Scrapy would keep it to itself
            print(f"{error.filename}: old pages cannot be removed: {error.strerror}", file=sys.stderr)
        self._archive.close()
        self.state.close()


def _argument(name: str, read: Callable[[Any], Result], value: object, needed: str) -> Result:
    """An argument of the spider's, as `scrapy crawl articles -a` gives it.

    Raises:
        ConfigError: It is not what is needed.
    """
    try:
        return read(value)
    except ValueError:
        raise ConfigError(f"-a {name}={value}: {needed} is needed") from None


def _day(value: str | date) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _is_counted(pending: PendingEntry) -> bool:
    """Whether an entry counts among the new ones of a run: what failed did before, and would starve others."""
    return pending.article is None and not pending.attempts


def _is_withdrawn(error: BaseException | None) -> bool:
    """Whether a server said that a page is gone on purpose."""
    return isinstance(error, HttpError) and error.response.status in _WITHDRAWN


def _max_new(source: Source) -> str:
    return f"max_new: {source.max_new} a run"


def _led_to(request: Request, url: str) -> bool:
    """Whether a request, or one that was redirected to it, was for the address."""
    asked = (request.url, *request.meta.get("redirect_urls", ()))
    return clean_url(Request(url).url) in map(clean_url, asked)  # as requests spell it


def _now() -> datetime:
    return datetime.now(UTC)
