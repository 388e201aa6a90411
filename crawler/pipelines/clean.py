"""Second step: what strangers wrote becomes safe to publish."""

from __future__ import annotations

import re
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler import publishing
from crawler.cleaning import clean, clean_text, safe_address
from crawler.items import Article
from crawler.pipelines.workers import Workers
from crawler.sources import LONGEST_VALUE, MOST_VALUES
from crawler.spiders.whole import WholeArticlesSpider

LONGEST_TEXT = 10_000  # characters of a description
_TAG = re.compile(r"<[^>]*>")
_MEDIA = re.compile(r"<(?:img|video|audio|iframe)\b")


class CleanPipeline:
    """Makes the body, and each value that goes beside it, safe; drops articles of which nothing is left.

    Args:
        workers: Where large bodies are cleaned.
        keep_attributes: As for `clean`.
    """

    def __init__(self, workers: Workers, *, keep_attributes: bool) -> None:
        self._workers = workers
        self._keep_attributes = keep_attributes

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        WholeArticlesSpider.of(crawler)  # others' items are no articles
        dialect = publishing.dialect(crawler.settings["DIALECT"])
        return cls(Workers.from_crawler(crawler), keep_attributes=dialect.keep_attributes)

    async def process_item(self, article: Article) -> Article:
        body = article.body
        article.body = await self._workers.run_if_large(
            len(body), clean, body, url=article.url, keep_attributes=self._keep_attributes
        )
        if not _TAG.sub("", article.body).strip() and not _MEDIA.search(article.body):
            raise DropItem("no article: nothing of its text is left once it is made safe")
        article.title = clean_text(article.title[:LONGEST_VALUE])
        article.authors = _texts(article.authors)
        article.tags = _texts(article.tags)
        article.language = _text(article.language)
        article.site_name = _text(article.site_name)
        article.description = _text(article.description)
        article.image = safe_address(article.image) if article.image else None
        article.license = safe_address(article.license) if article.license else None
        return article


def _text(value: str | None) -> str | None:
    return clean_text(value[:LONGEST_TEXT]) or None if value else None


def _texts(values: list[str]) -> list[str]:
    return [text for value in values[:MOST_VALUES] if len(value) <= LONGEST_VALUE and (text := clean_text(value))]
