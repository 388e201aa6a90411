"""Work that would hold up the crawl, done in other processes, each piece with a time limit."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Workers:
    """A pool of processes; with none, work is done in place.

    Args:
        processes: How many.
        timeout: Seconds that one piece of work may take; its process is then ended.
    """

    def __init__(self, processes: int, timeout: float) -> None:
        self._timeout = timeout
        self._pool: ProcessPool | None = None
        if processes:
            # A forked server starts workers quickly and without the crawl's open connections.
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["crawler.extraction", "crawler.cleaning"])
            self._pool = ProcessPool(max_workers=processes, context=context)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Workers:
        """Settings: `EXTRACTION_PROCESSES` (0: in place) and `EXTRACTION_TIMEOUT` in seconds."""
        return cls(crawler.settings.getint("EXTRACTION_PROCESSES"), crawler.settings.getfloat("EXTRACTION_TIMEOUT"))

    async def run(
        self, work: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """Call `work` in another process; all that goes in and comes out is pickled.

        Raises:
            DropItem: The work took too long, or its process died.
        """
        if self._pool is None:
            return work(*args, **kwargs)
        future = self._pool.schedule(work, args=list(args), kwargs=kwargs, timeout=self._timeout)
        try:
            result: Result = await asyncio.wrap_future(future)
        except TimeoutError:
            raise DropItem(f"the page took longer than {self._timeout:g} s to read") from None
        except ProcessExpired:
            raise DropItem("the page could not be read: its process died") from None
        return result

    def close(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
