"""Crawls at given times, in one process: a JSON object a line in, `{"now", "only", "refetch"}`, what was told out.

With an argument, the dotted name of a function, the process kills itself as soon as that function has done its work.
"""

import asyncio
import json
import os
import pkgutil
import signal
import sys
import traceback
from datetime import datetime
from functools import cache
from pathlib import Path

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.utils.reactor import install_reactor

install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")

from crawler import runner  # noqa: E402 - the reactor comes first
from crawler.config import load  # noqa: E402
from crawler.reporting.report import Event  # noqa: E402
from crawler.spiders.articles import ArticlesSpider  # noqa: E402


@cache
def crawling(file: Path) -> AsyncCrawlerRunner:
    """What crawls the sources of a file; to make it takes as long as a crawl that finds nothing new."""
    settings = runner.settings(file, None)
    settings.set("EXTRACTION_PROCESSES", 0, "cmdline")
    settings.set("RETRY_TIMES", 0, "cmdline")
    return AsyncCrawlerRunner(settings)


async def crawl(wish: dict[str, str]) -> list[list[str]]:
    file = Path(wish["file"])
    now = datetime.fromisoformat(wish["now"])
    told: list[list[str]] = []

    def observe(event: Event) -> None:
        told.append([event.source, event.what, event.subject, event.detail])

    await crawling(file).crawl(
        ArticlesSpider,
        config=load(file),
        observer=observe,
        only=wish.get("only", ""),
        refetch=wish.get("refetch", ""),
        clock=lambda: now,
    )
    return told


def die_after(name: str) -> None:
    owner, _, attribute = name.rpartition(".")
    place = pkgutil.resolve_name(owner)
    work = getattr(place, attribute)

    def last(*args: object, **kwargs: object) -> None:
        work(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(place, attribute, last)


async def main() -> None:
    while line := await asyncio.to_thread(sys.stdin.readline):
        try:
            answer: object = await crawl(json.loads(line))
        except BaseException:
            answer = traceback.format_exc()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    def start() -> None:
        Deferred.fromFuture(asyncio.ensure_future(main())).addBoth(lambda _: reactor.stop())

    for name in sys.argv[1:]:
        die_after(name)
    reactor.callWhenRunning(start)
    reactor.run()
