"""Third step: whether the article is one that has a post already."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from crawler.identity import addresses, article_url
from crawler.items import Article
from crawler.spiders.articles import ArticlesSpider
from crawler.state import State


class IdentifyPipeline:
    """Gives the article its address, and finds what the state knows of it: by its entry, else by its addresses."""

    def __init__(self, state: State) -> None:
        self._state = state

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert isinstance(crawler.spider, ArticlesSpider)
        return cls(crawler.spider.state)

    def process_item(self, article: Article) -> Article:
        article.known = self._state.article_of(article.source.name, article.key) or self._state.article_at(
            addresses(article)
        )
        article.url = article_url(article)
        return article
