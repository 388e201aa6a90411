"""Second step: what strangers wrote becomes safe to publish."""

from __future__ import annotations

import re
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler import publishing
from crawler.cleaning import clean, clean_text, safe_address
from crawler.items import Article

_TAG = re.compile(r"<[^>]*>")
_MEDIA = re.compile(r"<(?:img|video|audio|iframe)\b")


class CleanPipeline:
    """Makes the body, and each value that goes beside it, safe; drops articles of which nothing is left."""

    def __init__(self, *, keep_attributes: bool) -> None:
        self._keep_attributes = keep_attributes

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(keep_attributes=publishing.dialect(crawler.settings["DIALECT"]).keep_attributes)

    def process_item(self, article: Article) -> Article:
        article.body = clean(article.body, url=article.url, keep_attributes=self._keep_attributes)
        if not _TAG.sub("", article.body).strip() and not _MEDIA.search(article.body):
            raise DropItem("no article: nothing of its text is left once it is made safe")
        article.title = clean_text(article.title)
        article.authors = _texts(article.authors)
        article.tags = _texts(article.tags)
        article.language = _text(article.language)
        article.site_name = _text(article.site_name)
        article.description = _text(article.description)
        article.image = safe_address(article.image) if article.image else None
        return article


def _text(value: str | None) -> str | None:
    return clean_text(value) or None if value else None


def _texts(values: list[str]) -> list[str]:
    return [text for value in values if (text := clean_text(value))]
