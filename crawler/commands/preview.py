"""`crawler preview`: one page fetched as a crawl would fetch it, and the post that would come of it, unwritten."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from crawler import publishing, runner
from crawler.commands.console import FAILED, WENT_WELL, fail
from crawler.config import Config, Source, by_hand
from crawler.editing.editor import make_post
from crawler.identity import article_url, clean_url
from crawler.items import Article, Entry
from crawler.network.failures import reason
from crawler.network.rendering import obstacle
from crawler.rules.folder import RuleBook
from crawler.rules.patterns import PatternTooSlow
from crawler.rules.requests import rewritten
from crawler.sources import SourceError
from crawler.spiders import answers
from crawler.spiders.whole import WholeArticlesSpider, complete
from crawler.state import State

_FIELDS = "title authors published modified language site_name description tags image license".split()


class PreviewSpider(WholeArticlesSpider):
    """Fetches one page and takes its article through the steps that write nothing."""

    name = "preview"
    custom_settings = {  # noqa: RUF012 - Scrapy's own form
        "ITEM_PIPELINES": {
            "crawler.pipelines.extract.ExtractPipeline": 100,
            "crawler.pipelines.clean.CleanPipeline": 200,
        }
    }

    def __init__(self, config: Config, source: Source, kind: str | None, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.config = config
        self.article: Article | None = None
        self.error = "nothing came of it"
        self.notes: list[str] = []
        self.rules = RuleBook(config.rules_folder)
        self.clock = lambda: datetime.now(UTC)
        self._source = source
        self._kind = kind
        self._url = url

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._done, signal=signals.item_scraped)
        crawler.signals.connect(spider._dropped, signal=signals.item_dropped)
        crawler.signals.connect(spider._broke, signal=signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        try:
            if self._source.render and (unrendered := obstacle(self.crawler.settings.get("BROWSER"))):
                raise ValueError(unrendered)
            url = rewritten(self._url, self._source.rewrite)
            yield self.ask(self._source, url, self._read, self.article_failed, {})
        except (ValueError, PatternTooSlow) as error:
            self.error = str(error)

    def _read(self, response: Response) -> Iterator[Article | Request]:
        if not isinstance(response, TextResponse):
            self.error = "the answer is no page"
            return
        page = answers.page(response)
        article = Article(
            source=self._source, entry=Entry(url=self._url), key=self._url, url=clean_url(self._url), page=page
        )
        article.detour = bool(self._source.rewrite)
        try:
            complete(article, self._kind, answers.document(response))
        except SourceError as error:
            self.error = str(error)
            return
        yield from self.whole(article, {})

    def note(self, source: str, note: str) -> None:  # noqa: ARG002 - there is one source
        self.notes.append(note)

    def _done(self, item: Article) -> None:
        self.article = item

    def article_failed(self, failure: Failure) -> tuple[()]:
        self.error = reason(failure.value)
        return ()

    def _dropped(self, exception: Exception) -> None:
        self.error = str(exception)

    def _broke(self, failure: Failure) -> None:
        self.error = failure.getErrorMessage()


def preview(url: str, file: Path, config: Config | None, name: str | None, console: Console) -> int:
    """Show what would come of a page.

    Args:
        url: The page's address.
        file: The sources file, which need not exist.
        config: What it says, if it exists.
        name: The source whose settings count; None: none in particular.
        console: Where to show it.

    Returns:
        The exit code of the command.

    Raises:
        ConfigError: No source has that name, or it is no web address.
    """
    with_it = by_hand(config, [url])
    source = config.select([name])[0] if config and name else with_it.sources[-1]
    config = config or with_it
    kind = source.kind
    if kind is None and config.state.exists():
        with State(config.state, lock=False) as state:
            kind = state.kind(source.name, source.url)
    spider, _ = runner.run(
        PreviewSpider, runner.settings(file, None), at_once=True, config=config, source=source, kind=kind, url=url
    )
    article = spider.article
    if article is None:
        fail(f"{url}: {spider.error}")
        return FAILED
    article.url = article_url(article)
    post = make_post(article, datetime.now(UTC), article.modified)
    dialect = publishing.dialect(config.dialect).customised(source.post)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("field", "from", "value"):
        table.add_column(column, overflow="fold")
    for field in _FIELDS:
        value = getattr(article, field)
        table.add_row(field, article.origins.get(field, ""), escape(_shown(value)))
    if source.author:
        table.add_row("author", "sources file", escape(source.author))
    pages = f", of {1 + len(article.further_pages)} pages" if article.further_pages else ""
    size = f"{len(article.body)} characters of HTML{pages}, in the post below"
    table.add_row("body", article.origins.get("body", ""), size)
    table.add_row("file", f"{config.dialect} dialect", escape(str(dialect.path(post))))
    console.print(table)
    for line in (*spider.notes, *(f"rule {line}" for line in (*article.misses, *article.idle))):
        console.print(escape(line), style="yellow")
    console.print()
    console.print(dialect.render(post), markup=False)
    return WENT_WELL


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")
