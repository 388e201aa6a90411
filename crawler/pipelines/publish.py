"""Last step: the article's file is written, and then the state remembers it."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from crawler.editing.editor import Editor
from crawler.items import Article
from crawler.spiders.articles import ArticlesSpider


class PublishPipeline:
    """Makes each article a post, or brings the post that there is up to date."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(ArticlesSpider.of(crawler).editor)

    def process_item(self, article: Article) -> Article:
        self._editor.publish(article)
        return article
