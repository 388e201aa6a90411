"""Work that would hold up the crawl, done in other processes, each piece with a time limit."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing import forkserver
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
        self._processes = processes
        self._timeout = timeout
        self._pool: ProcessPool | None = None

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
        if not self._processes:
            return work(*args, **kwargs)
        if self._pool is None:
            self._pool = _start(self._processes)
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


def _start(processes: int) -> ProcessPool:
    # A forked server starts workers quickly and without the crawl's open connections.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawler.extraction", "crawler.cleaning"])
    # What goes wrong in a worker comes back from it. One that is ended while it starts, as at the end of a short crawl,
    # would leave half a traceback on standard error, which its server hands down to it.
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        forkserver.ensure_running()
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
    return ProcessPool(max_workers=processes, context=context)
