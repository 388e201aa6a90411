"""robots.txt files kept in the state, so that a run does not ask each host for its own again."""

from __future__ import annotations

from scrapy.crawler import Crawler

from crawler.network.robots import STALE, MemoryStore, RobotsRecord, RobotsStore
from crawler.state.store import State


class StoredRobots:
    """The `ROBOTSTXT_STORE` of crawls that have a state; others remember for as long as they last."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._has_forgotten = False  # what is too old to be of use

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsStore:
        state = getattr(crawler.spider, "state", None)
        return cls(state) if isinstance(state, State) else MemoryStore()

    def get(self, origin: str) -> RobotsRecord | None:
        found = self._state.robots(origin)
        return RobotsRecord(*found) if found else None

    def put(self, origin: str, record: RobotsRecord) -> None:
        self._state.keep_robots(origin, record.fetched, record.body)
        if not self._has_forgotten:  # once a run is enough: it looks at all that are kept
            self._has_forgotten = True
            self._state.forget_robots(record.fetched - STALE)
