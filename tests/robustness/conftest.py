"""A process that forks crawls, for tests that need hundreds of them, and the sites that they visit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from forking import Forker
from robustness.crawls import Crawls
from robustness.faulty import FaultySite
from robustness.test_kills import Runs


@pytest.fixture(scope="session")
def crawls(forker: Forker) -> Iterator[Crawls]:
    running = Crawls(forker)
    yield running
    running.close()


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory, crawls: Crawls) -> Iterator[Runs]:
    made = Runs(tmp_path_factory.mktemp("runs"), crawls)
    yield made
    made.town.site.close()


@pytest.fixture
def site() -> Iterator[FaultySite]:
    running = FaultySite()
    yield running
    running.close()
