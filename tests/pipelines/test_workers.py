"""What is worked on beside the crawl has an end, whatever it is."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress

import pytest
from scrapy.exceptions import DropItem

from crawler.network.ending import CrawlEnded
from crawler.pipelines.workers import MEMORY, MOST_TASKS, SMALL, Workers


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(1, timeout=1)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("work", "argument", "told"),
    [(bytes, MEMORY, "needs more than 1024 MiB of memory"), (time.sleep, 600, "took longer than 1 s")],
)
def test_what_takes_too_much_costs_itself_alone(
    workers: Workers, work: Callable[[int], object], argument: int, told: str
) -> None:
    with pytest.raises(DropItem, match=told):
        asyncio.run(workers.run(work, argument))
    assert asyncio.run(workers.run_if_large(SMALL, len, "what comes next")) == 15


@pytest.mark.parametrize(("ended", "error"), [(False, DropItem), (True, CrawlEnded)])
def test_a_process_that_dies_with_the_crawl_says_nothing_of_its_work(ended: bool, error: type[Exception]) -> None:
    workers = Workers(1, timeout=60, is_ended=lambda: ended)
    with pytest.raises(error):
        asyncio.run(workers.run(os._exit, 1))
    workers.close()


def test_a_process_that_is_killed_while_it_has_nothing_to_do_costs_no_later_work() -> None:
    workers = Workers(1, timeout=60)
    os.kill(asyncio.run(workers.run(os.getpid)), signal.SIGKILL)
    with suppress(BrokenProcessPool):  # where this comes before the pool notices
        asyncio.run(workers.run(len, "under way"))
    assert asyncio.run(workers.run(len, "what comes next")) == 15
    workers.close()


def test_a_process_that_has_done_much_work_gives_way_to_another() -> None:
    async def processes() -> list[int]:
        return [await workers.run(os.getpid) for _ in range(MOST_TASKS + 2)]

    workers = Workers(1, timeout=60)
    first, *_, before_last, last = asyncio.run(processes())
    workers.close()

    assert first != before_last == last


INTERRUPTED = """
import asyncio, os, signal
from crawler.pipelines.workers import Workers

async def read():
    workers = Workers(1, timeout=60)
    reading = asyncio.ensure_future(workers.run(len, "four"))
    while not reading.done():
        await asyncio.sleep(0.02)
        os.killpg(0, signal.SIGINT)
    print(await reading)
    workers.close()

signal.signal(signal.SIGINT, lambda *_: None)
asyncio.run(read())
"""


def test_what_is_read_when_ctrl_c_is_pressed_is_read_to_its_end() -> None:
    reading = [sys.executable, "-c", INTERRUPTED]
    done = subprocess.run(reading, check=False, capture_output=True, text=True, timeout=60, start_new_session=True)
    assert (done.stdout, done.stderr) == ("4\n", "")
