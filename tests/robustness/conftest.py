"""A process that forks crawls, for tests that need hundreds of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from robustness.crawls import Crawls


@pytest.fixture(scope="session")
def crawls() -> Iterator[Crawls]:
    running = Crawls()
    yield running
    running.close()
