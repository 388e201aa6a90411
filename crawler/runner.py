"""Crawls started from Python: what the commands do under their friendly faces."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any, TypeVar

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.logger import globalLogBeginner

AnySpider = TypeVar("AnySpider", bound=Spider)


def settings(sources_file: Path, log_level: str | None) -> Settings:
    """The project's settings for this sources file; without a log level Scrapy logs nothing."""
    project = Settings()
    project.setmodule("crawler.settings", priority="project")
    project.set("SOURCES_FILE", str(sources_file), priority="cmdline")
    project.set("LOG_ENABLED", log_level is not None, priority="cmdline")
    if log_level:
        project.set("LOG_LEVEL", log_level, priority="cmdline")
    return project


def run(spider: type[AnySpider], crawl_settings: Settings, **arguments: Any) -> tuple[AnySpider, str]:
    """Run one crawl to its end. A process can call this once: Twisted's reactor starts only once.

    Args:
        spider: The spider's class.
        crawl_settings: As `settings` makes them.
        arguments: The spider's.

    Returns:
        The spider, and why it ended: "finished", unless a signal or a limit ended the crawl before its time.

    Raises:
        Exception: What kept the crawl from starting.
        KeyboardInterrupt: A signal did.
    """
    # Else Twisted itself prints what it thinks critical, with a traceback: a certificate without names, say.
    globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)
    process = AsyncCrawlerProcess(crawl_settings)
    crawler = process.create_crawler(spider)
    task = process.crawl(crawler, **arguments)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    process.start()
    for number, handler in handlers.items():  # Scrapy's would go on taking signals, for a crawl that is over
        signal.signal(number, handler)
    if not task.done() or crawler.spider is None:
        raise KeyboardInterrupt
    if not task.cancelled() and (error := task.exception()):
        raise error
    assert isinstance(crawler.spider, spider)
    return crawler.spider, crawler.stats.get_value("finish_reason")
