"""Last step: the article's file is written, and then the state remembers it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Self

from scrapy.crawler import Crawler

from crawler import publishing
from crawler.config import Config
from crawler.identity import addresses, normal_url
from crawler.items import Article
from crawler.publishing import files, names
from crawler.publishing.placeholders import placeholder
from crawler.publishing.post import Post
from crawler.report import Outcome, Report
from crawler.spiders.articles import ArticlesSpider
from crawler.state import Published, State


class PublishPipeline:
    """Writes each article as a post in the form of the sources file's dialect."""

    def __init__(self, config: Config, state: State, report: Report) -> None:
        self._output = config.output
        dialect = publishing.dialect(config.dialect)
        self._dialects = {source.name: dialect.customised(source.post) for source in config.sources}
        self._state = state
        self._report = report

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider = crawler.spider
        assert isinstance(spider, ArticlesSpider)
        return cls(spider.config, spider.state, spider.report)

    def process_item(self, article: Article) -> Article:
        source, known = article.source.name, article.known
        now = datetime.now(UTC)
        known_addresses = addresses(article)
        if known and known.hash and known.source != source:
            self._state.settled(source, article.key, known.id, known_addresses, now)
            self._report.article(source, Outcome.UNCHANGED, str(known.path), f"published from {known.source}")
            return article

        post = make_post(article, known.first_seen if known else now)
        known = known or self._name(article, post, now)
        file = self._output / known.path
        text = self._dialects[source].render(post, known.path)
        file_hash = hashlib.sha256(text.encode("utf-8")).hexdigest()
        if known.hash and _is_edited(file, known):
            self._state.settled(source, article.key, known.id, known_addresses, now)
            self._report.note(source, f"{known.path}: edited by hand, so left as it is though its article changed")
            self._report.article(source, Outcome.UNCHANGED, str(known.path), "edited by hand")
            return article

        self._state.writing(known.id, file_hash)
        changed = files.write(file, text)
        self._state.settled(
            source,
            article.key,
            known.id,
            known_addresses,
            now,
            written=file_hash,
            title=article.title,
            new=known.hash is None,
        )
        outcome = Outcome.NEW if known.hash is None else Outcome.UPDATED if changed else Outcome.UNCHANGED
        self._report.article(source, outcome, str(known.path))
        return article

    def _name(self, article: Article, post: Post, now: datetime) -> Published:
        dialect = self._dialects[article.source.name]

        def is_taken(path: PurePosixPath) -> bool:
            return self._state.is_taken(path) or not _may_become(self._output / path, dialect.render(post, path))

        path = names.free_name(dialect.path(post), is_taken)
        return self._state.reserve(url=article.url, source=article.source.name, title=article.title, path=path, now=now)


def make_post(article: Article, first_seen: datetime) -> Post:
    """The article as a dialect writes it."""
    source = article.source
    pinned = {normal_url(url): image for url, image in source.placeholders.items()}
    stand_in = pinned.get(normal_url(article.url)) or (
        pinned.get(normal_url(article.entry.url)) if article.entry.url else None
    )
    return Post(
        title=article.title,
        body=article.body,
        url=article.url,
        source=source.name,
        first_seen=first_seen,
        published=article.published,
        updated=article.modified,
        authors=tuple(article.authors),
        categories=source.categories,
        tags=tuple(dict.fromkeys([*source.tags, *article.tags])),
        language=article.language,
        site_name=article.site_name,
        description=article.description,
        image=article.image,
        placeholder=stand_in or placeholder(article.url),
    )


def _may_become(file: Path, text: str) -> bool:
    """Whether the file may be made: nothing is there, or this very text (which a lost state had written)."""
    try:
        return file.read_bytes() == text.encode("utf-8")
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _is_edited(file: Path, known: Published) -> bool:
    """Whether someone changed the file since it was written; one that is gone is no edit."""
    try:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return False
    return found not in {known.hash, known.next_hash}
