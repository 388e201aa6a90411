"""Work that would hold up the crawl, done in other processes, each piece with a time limit."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary, ref

from pebble import ProcessExpired, ProcessPool
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.network.ending import CrawlEnded
from crawler.pipelines.beginning import MEMORY, begin

SMALL = 100_000  # bytes or characters; with less the way to another process and back takes as long as the work
MOST_TASKS = 2_000  # of one process: libxml2 keeps every name of an attribute that it has ever read

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Workers:
    """A pool of processes; with none, work is done in place.

    Args:
        processes: How many.
        timeout: Seconds that one piece of work may take; its process is then ended.
        is_ended: Whether the crawl is being ended. The signal may have been sent to all processes, as systemd does.
    """

    def __init__(self, processes: int, timeout: float, is_ended: Callable[[], bool] = lambda: False) -> None:
        self._processes = processes
        self._timeout = timeout
        self._is_ended = is_ended
        self._pool: ProcessPool | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Workers:
        """The workers that the parts of a crawl share.

        Settings: `EXTRACTION_PROCESSES` (0: in place) and `EXTRACTION_TIMEOUT` in seconds.
        """
        settings = crawler.settings
        if crawler not in _of_crawls:
            _of_crawls[crawler] = cls(
                settings.getint("EXTRACTION_PROCESSES"), settings.getfloat("EXTRACTION_TIMEOUT"), is_ended(crawler)
            )
        return _of_crawls[crawler]

    async def run(
        self, work: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """Call `work` in another process; all that goes in and comes out is pickled.

        Raises:
            DropItem: The work took too long or too much memory, or its process died.
            CrawlEnded: Its process, or that which starts them, was ended with the crawl.
        """
        if not self._processes:
            return work(*args, **kwargs)
        if self._pool and not self._pool.active and not self._is_ended():
            self.close()  # the death of a process that had nothing to do, or of that which starts them, has broken it
        if self._pool is None:
            self._pool = _start(self._processes)
        try:
            future = self._pool.schedule(work, args=list(args), kwargs=kwargs, timeout=self._timeout)
            result: Result = await asyncio.wrap_future(future)
        except TimeoutError:
            raise DropItem(f"it took longer than {self._timeout:g} s to read") from None
        except (ProcessExpired, EOFError, RuntimeError) as error:  # those of a pool that can start no process any more
            if self._is_ended():
                raise CrawlEnded from None
            if isinstance(error, ProcessExpired):
                raise DropItem("it could not be read: its process died") from None
            raise
        except MemoryError:
            raise DropItem(f"it needs more than {MEMORY // 2**20} MiB of memory to be read") from None
        return result

    async def run_if_large(
        self, size: int, work: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """As `run`, but in place where there is little to be worked on: `size` bytes or characters.

        Raises:
            DropItem: As `run` does.
        """
        return work(*args, **kwargs) if size < SMALL else await self.run(work, *args, **kwargs)

    def close(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None


def is_ended(crawler: Crawler) -> Callable[[], bool]:
    """Tells whether a crawl is being ended, and keeps nothing of it alive."""
    weak = ref(crawler)
    return lambda: (alive := weak()) is None or not alive.crawling


_of_crawls: WeakKeyDictionary[Crawler, Workers] = WeakKeyDictionary()


def _start(processes: int) -> ProcessPool:
    # A forked server starts workers quickly and without the crawl's open connections; what it has loaded they have.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["crawler.extraction", "crawler.cleaning", "crawler.sources", "crawler.pipelines.beginning", "pebble"]
    )
    # What goes wrong in a worker comes back from it. One that is ended while it starts, as at the end of a short crawl,
    # would leave half a traceback on standard error, which its server hands down to it.
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        with _deaf_to_signals(), _without_the_current_folder():
            forkserver.ensure_running()
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
    return ProcessPool(max_workers=processes, max_tasks=MOST_TASKS, initializer=begin, context=context)


@contextmanager
def _without_the_current_folder() -> Iterator[None]:
    """Let processes be started that look for no modules in the current folder.

    Python would look there first, and take a user's own `json.py` for the standard library's. Where this process looks,
    workers do as well.
    """
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTHONSAFEPATH"]
        if before is not None:
            os.environ["PYTHONSAFEPATH"] = before


@contextmanager
def _deaf_to_signals() -> Iterator[None]:
    """Let processes be started that signals to all of a run's processes do not kill while they load.

    Ctrl-C at a terminal sends one, and systemd. They are for the crawl, which ends its workers itself.
    """
    if threading.current_thread() is not threading.main_thread():  # which alone may say what a signal does
        yield
        return
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
