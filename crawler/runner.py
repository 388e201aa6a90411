"""Crawls started from Python: what the commands do under their friendly faces."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any, TypeVar

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.logger import globalLogBeginner

from crawler.network.ending import end

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


class _Process(AsyncCrawlerProcess):
    """Scrapy's, whose way of ending by a signal is told, and is short.

    Args:
        crawl_settings: As `settings` makes them.
        at_once: Whether the first signal ends the crawl as the second does, since it leaves nothing half done.
    """

    def __init__(self, crawl_settings: Settings, *, at_once: bool) -> None:
        super().__init__(crawl_settings)
        self._at_once = at_once

    def _signal_shutdown(self, signum: int, frame: Any) -> None:
        from twisted.internet import reactor

        super()._signal_shutdown(signum, frame)
        if self._at_once:
            self._signal_kill(signum, frame)
        else:
            reactor.callFromThread(self._end, signum)

    def _end(self, signum: int) -> None:
        for crawler in self.crawlers:
            requests = end(crawler)
            count = {0: "", 1: " (1 request)"}.get(requests, f" ({requests} requests)")
            hint = "; press Ctrl-C again to stop now" if signum == signal.SIGINT else ""
            print(f"stopping: finishing what is under way{count}{hint}", file=sys.stderr, flush=True)


def run(
    spider: type[AnySpider], crawl_settings: Settings, *, at_once: bool = False, **arguments: Any
) -> tuple[AnySpider, str]:
    """Run one crawl to its end. A process can call this once: Twisted's reactor starts only once.

    Args:
        spider: The spider's class.
        crawl_settings: As `settings` makes them.
        at_once: Whether a signal ends it at once, as it may where nothing is written.
        arguments: The spider's.

    Returns:
        The spider, and why it ended: "finished", unless a signal or a limit ended the crawl before its time.

    Raises:
        Exception: What kept the crawl from starting.
        KeyboardInterrupt: A signal did.
    """
    # Else Twisted itself prints what it thinks critical, with a traceback: a certificate without names, say.
    globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)
    process = _Process(crawl_settings, at_once=at_once)
    crawler = process.create_crawler(spider)
    task = process.crawl(crawler, **arguments)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    process.start()
    for number, handler in handlers.items():  # Scrapy's would go on taking signals, for a crawl that is over
        signal.signal(number, handler)
    if task.done() and not task.cancelled() and (error := task.exception()):
        raise error
    if not task.done() or crawler.spider is None:
        raise KeyboardInterrupt
    assert isinstance(crawler.spider, spider)
    return crawler.spider, crawler.stats.get_value("finish_reason")
