"""The crawls of a simulation share a process; each test has a world of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from forking import Forker
from simulation.world import Crawls, World
from support import Site


@pytest.fixture(scope="session")
def crawls(forker: Forker) -> Iterator[Crawls]:
    running = Crawls(forker)
    yield running
    running.close()


@pytest.fixture
def world(tmp_path: Path, site: Site, crawls: Crawls, forker: Forker) -> World:
    return World(tmp_path, site, crawls, forker)
