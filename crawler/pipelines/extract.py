"""First step: page and entry become title, authors, dates and body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.items import Article
from crawler.pipelines.workers import Workers

if TYPE_CHECKING:
    from crawler.extraction.result import Extraction


class ExtractPipeline:
    """Fills in what the page and the entry say of the article, and drops pages that hold none."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Workers.from_crawler(crawler))

    async def process_item(self, article: Article) -> Article:
        from crawler import extraction  # takes a while to load, and a run that finds nothing new does without

        if article.page is None:
            result = extraction.from_entry(article.entry, article.url)
        else:
            result = await self._workers.run(extraction.extract, article.page, article.entry)
        fill_in(article, result)
        if result.problem:
            raise DropItem(f"no article: {result.problem.detail}")
        return article

    def close_spider(self) -> None:
        self._workers.close()


def fill_in(article: Article, result: Extraction) -> None:
    """Put what was extracted, and what the source's settings fix, into the article."""
    article.title = result.title or ""
    article.authors = result.authors
    article.published = result.published
    article.modified = result.modified
    article.language = result.language
    article.canonical_url = result.canonical_url
    article.site_name = result.site_name
    article.description = result.description
    article.tags = result.tags
    article.image = result.image
    article.body = result.body
    article.origins = result.origins
    if article.source.author:
        article.authors = [article.source.author]
        article.origins["authors"] = "sources file"
