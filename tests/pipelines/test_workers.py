"""What is worked on beside the crawl has an end, whatever it is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator

import pytest
from scrapy.exceptions import DropItem

from crawler.pipelines.workers import MEMORY, SMALL, Workers


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
