"""First step: page and entry become title, authors, dates and body."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.items import Article
from crawler.pipelines.workers import Workers
from crawler.rules.filters import Facts, objection
from crawler.rules.folder import RuleBook
from crawler.rules.patterns import PatternTooSlow
from crawler.spiders.whole import WholeArticlesSpider

if TYPE_CHECKING:
    from crawler.extraction.result import Extraction
    from crawler.reporting.report import Report


_LONGEST_TITLE = 80  # characters, of one made of the text


class LeftOut(DropItem):
    """An article that its source's filter does not want; the message says why."""


class ExtractPipeline:
    """Fills in what the page and the entry say of the article, and drops pages that hold none.

    Args:
        workers: Where pages are read.
        rules: Which rules hold for them.
        report: Told of rules that find nothing.
        clock: Gives the time, aware, for the sources' filters; None: they are not applied.
    """

    def __init__(
        self,
        workers: Workers,
        rules: RuleBook,
        report: Report | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self._workers = workers
        self._rules = rules
        self._report = report
        self._clock = clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The spider may have a `report`."""
        spider = WholeArticlesSpider.of(crawler)
        return cls(Workers.from_crawler(crawler), spider.rules, getattr(spider, "report", None), spider.clock)

    async def process_item(self, article: Article) -> Article:
        result = await self._read(article) if article.page else await self._from_entry(article)
        if result.problem and result.problem.kind == "needs-javascript" and article.may_be_entry:
            article.page = article.asked = article.stored = None
            article.further_pages, article.stored_further = [], ()
            result = await self._from_entry(article)
        fill_in(article, result)
        if result.problem:
            needs_browser = result.problem.kind == "needs-javascript" and not article.source.render
            hint = " (render: true opens it in a browser)" if needs_browser else ""
            raise DropItem(f"no article: {result.problem.detail}{hint}")
        if self._clock and not article.look:
            _check_wanted(article, result.text, self._clock())
        return article

    async def _from_entry(self, article: Article) -> Extraction:
        from crawler import extraction  # takes a while to load, and a run that finds nothing new does without

        size = len(article.entry.content or article.entry.summary or "")
        return await self._workers.run_if_large(size, extraction.from_entry, article.entry, article.url)

    async def _read(self, article: Article) -> Extraction:
        from crawler import extraction
        from crawler.rules import apply

        assert article.page
        source = article.source
        rules = self._rules.rules(source.rules, article.page.url, lambda line: self._note(source.name, line))
        if not rules.model_fields_set and not article.further_pages:
            return await self._workers.run(extraction.extract, article.page, article.entry)
        pages = [article.page, *article.further_pages]
        reading = await self._workers.run(apply.extract, pages, article.entry, rules)
        article.misses, article.idle = reading.misses, reading.idle
        if self._report:
            for miss in reading.misses:
                self._report.rule_missed(source.name, miss, article.page.url)
        return reading.found

    def _note(self, source: str, line: str) -> None:
        if self._report:
            self._report.note(source, line)

    def close_spider(self) -> None:
        self._workers.close()


def _check_wanted(article: Article, text: str, now: datetime) -> None:
    """Apply the source's filter, now that all is known.

    Raises:
        LeftOut: The article is not wanted.
        DropItem: A pattern of the filter did not come to an end.
    """
    entry = article.entry
    facts = Facts(
        titles=tuple(filter(None, (article.title, entry.title))),
        urls=tuple(filter(None, (article.url, entry.url))),
        authors=(*article.authors, *entry.authors),
        tags=(*article.tags, *entry.tags),
        text=text,
        language=article.language,
        published=article.published,
    )
    try:
        why = objection(article.source.filter, facts, now, final=True)
    except PatternTooSlow as error:
        raise DropItem(str(error)) from None
    if why:
        raise LeftOut(why)


def fill_in(article: Article, result: Extraction) -> None:
    """Put what was extracted into the article."""
    article.title = result.title or _beginning(result.text)
    article.authors = result.authors
    article.published = result.published
    article.modified = result.modified
    article.language = result.language
    article.canonical_url = result.canonical_url
    article.site_name = result.site_name
    article.description = result.description
    article.tags = result.tags
    article.image = result.image
    article.license = result.license
    article.body = result.body
    article.origins = result.origins if result.title else result.origins | {"title": "text"}


def _beginning(text: str) -> str:
    """A title for an article that has none, as short notes have: how its text begins, up to a word's end."""
    line = text.strip().partition("\n")[0]
    if len(line) <= _LONGEST_TITLE:
        return line
    cut = line[:_LONGEST_TITLE]
    return f"{cut.rpartition(' ')[0] or cut}…"
