"""Third step: whether the page is the article's, and whether that has a post already."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.editing.editor import Editor
from crawler.identity import article_url, stand_in
from crawler.items import Article
from crawler.spiders.articles import ArticlesSpider


class IdentifyPipeline:
    """Gives the article its address, and finds what the state knows of it."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(ArticlesSpider.of(crawler).editor)

    def process_item(self, article: Article) -> Article:
        if why := stand_in(article):
            raise DropItem(f"no article: {why}")
        article.known = self._editor.recognition.find(article)
        article.url = article_url(article)
        return article
