"""`crawler reprocess`: today's extraction, cleaning and dialect over the stored pages, without any request."""

from __future__ import annotations

import asyncio
import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scrapy.exceptions import DropItem

from crawler import publishing
from crawler.archive import Archive
from crawler.config import Config, Source
from crawler.editing.editor import Clock, Editor, file_hash, is_edited, keep_title
from crawler.editing.updates import Change, Reading, judge, reading
from crawler.faults import fault
from crawler.identity import article_url, clean_url, likeness
from crawler.items import Article, Page
from crawler.pipelines.clean import CleanPipeline
from crawler.pipelines.extract import ExtractPipeline
from crawler.pipelines.workers import Workers
from crawler.reporting.report import Report
from crawler.rules.folder import RuleBook
from crawler.settings import EXTRACTION_TIMEOUT
from crawler.sources import Document, SourceError
from crawler.spiders.whole import add_page, complete
from crawler.state import Published, Record, State, Version, Written

_FIELDS = ("title", "authors", "published", "language", "description", "image")
_BETTER = 1.02  # of the letters: more than a trifle was found


class Outcome(StrEnum):
    """What today's rules make of a post."""

    SAME = "same"
    CHANGED = "changed"
    BETTER = "better"  # more text, or a field that was missing
    WORSE = "worse"  # it would lose; it is left as it is
    LOST = "lost"  # no article is found any more; it is left as it is
    EDITED = "edited"  # by hand, so left as it is
    NO_PAGE = "no page"  # the page is not kept; only the dialect was applied


@dataclass(frozen=True, slots=True)
class Revised:
    """A post, and what today's rules make of it."""

    post: Published
    outcome: Outcome
    reason: str = ""
    diff: str = ""


class Reprocessing:
    """Reads the pages of posts anew.

    Args:
        config: The sources file.
        state: The memory between runs.
        clock: Gives the time, aware.
        processes: That extract, beside this one; 0: none.
        write: Write what is changed or better.
    """

    def __init__(self, config: Config, state: State, clock: Clock, *, processes: int, write: bool) -> None:
        self._config = config
        self._state = state
        self._write = write
        self._sources = {source.name: source for source in config.sources}
        self._editor = Editor(config, state, Report(self._sources), clock)
        self._archive = Archive(config.stored_pages, state)
        self._workers = Workers(processes, EXTRACTION_TIMEOUT)
        self._at_once = 2 * max(processes, 1)
        self._extract = ExtractPipeline(self._workers, RuleBook(config.rules_folder))
        self._clean = CleanPipeline(self._workers, keep_attributes=publishing.dialect(config.dialect).keep_attributes)

    def run(self, names: Iterable[str], since: datetime | None, tell: Callable[[Revised], None]) -> None:
        """Revise the posts of these sources, or of all, that were first published since then.

        Args:
            names: Of sources; empty: all.
            since: Aware; None: from the beginning.
            tell: Called with each post.
        """
        wanted = set(names) or set(self._sources)
        articles = [
            post.id
            for post in self._state.posts()
            if post.source in wanted and post.source in self._sources and (since is None or post.first_seen >= since)
        ]
        try:
            asyncio.run(self._revise_all(articles, tell))
        finally:
            self._workers.close()

    async def _revise_all(self, articles: list[int], tell: Callable[[Revised], None]) -> None:
        for start in range(0, len(articles), self._at_once):
            for revised in await asyncio.gather(*map(self._revise, articles[start : start + self._at_once])):
                if revised is not None:
                    tell(revised)

    async def _revise(self, article_id: int) -> Revised | None:
        known = self._state.article(article_id)
        assert known is not None
        post = self._editor.located(known)
        current = self._state.current(post.id)
        file = self._config.output / post.path
        if current is None or not (file.exists() or post.aside):
            return None
        source = self._sources[post.source]
        article, kept = self._article(source, post, current)
        article.shares_link = self._state.shares_link(post.source, post.key or "")
        try:
            if kept:
                await self._extract.process_item(article)
                await self._clean.process_item(article)
                article.url = article_url(article)
        except DropItem as error:
            return Revised(post, Outcome.LOST, str(error))
        except Exception as error:  # the other posts are revised all the same
            return Revised(post, Outcome.LOST, fault(error))
        return self._compare(post, current, article, kept=kept)

    def _article(self, source: Source, post: Published, current: Version) -> tuple[Article, bool]:
        """The article before extraction, and whether what it was read from is kept; else as it was read then."""
        record = current.record
        loaded = self._pages(current)
        if not loaded:
            from_entry = current.page is None and bool(record.entry.content or record.entry.summary)
            article = record.article(source, post.key or "")
            if from_entry:
                article.url = clean_url(record.entry.url) if record.entry.url else source.url
            return article, from_entry
        (page, content_type, _), *further = loaded
        article = Article(
            source=source,
            entry=record.entry,
            key=post.key or "",
            url=clean_url(record.entry.url or page.url),
            page=page,
            detour=bool(source.rewrite),
        )
        kind = source.kind or self._state.kind(source.name, source.url)
        try:
            complete(article, kind, Document(page.url, page.body, content_type))
        except SourceError:
            return record.article(source, post.key or ""), False
        for page, _, piece in further:
            add_page(article, page, piece)
        return article, True

    def _pages(self, version: Version) -> list[tuple[Page, str, int]]:
        """The pages that a version was read from, with their content types and which of its pages they are.

        Empty where one of them is not kept any more: half of an article's pages are no measure of it.
        """
        found = []
        for number in [version.page, *version.further] if version.page else []:
            stored, loaded = self._state.stored_page(number), self._archive.load(number)
            if stored is None or loaded is None:
                return []
            found.append((*loaded, stored.piece))
        return found

    def _compare(self, post: Published, current: Version, article: Article, *, kept: bool) -> Revised:
        record = current.record
        keep_title(article, record)
        old, new = reading(record.title, record.body), reading(article.title, article.body)
        self._editor.keep_date(article, post, record)
        text = self._editor.text(article, post, record.updated)
        if file_hash(text) == post.hash:
            return Revised(post, Outcome.SAME)
        file = self._config.output / post.path
        diff = _diff(file.read_text(encoding="utf-8", errors="replace") if file.exists() else "", text, str(post.path))
        if is_edited(file, post):
            return Revised(post, Outcome.EDITED, "edited by hand", diff)
        judgement = judge(old, new)
        if judgement.change is Change.WORSE:
            return Revised(post, Outcome.WORSE, judgement.reason, diff)
        if lost := [name for name in _FIELDS if getattr(record, name) and not getattr(article, name)]:
            return Revised(post, Outcome.WORSE, f"{', '.join(lost)} would be lost", diff)
        if self._write:
            former, signature = (likeness.signature(likeness.shingles(each.text)) for each in (old, new))
            article.stored, article.stored_further = current.page, current.further
            written = Written.of(
                article, file_hash(text), record.updated, new.size, signature, changed=False, former=former.bands
            )
            self._editor.revise(post, text, written)
        if not kept:
            return Revised(post, Outcome.NO_PAGE, "", diff)
        return Revised(post, Outcome.BETTER if _is_better(record, article, old, new) else Outcome.CHANGED, "", diff)


def _is_better(record: Record, article: Article, old: Reading, new: Reading) -> bool:
    gained = any(getattr(article, name) and not getattr(record, name) for name in _FIELDS)
    return gained or new.size > _BETTER * old.size


def _diff(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), name, f"{name}, reprocessed", lineterm="", n=1
    )
    return "\n".join(lines)
