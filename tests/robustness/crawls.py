"""Crawls in processes that may die, and what they leave."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import connect

from forking import Conversation, Forker


@dataclass(frozen=True)
class Crawl:
    """A run of the command: its exit code (negative: the signal that killed it), its steps, what it said."""

    code: int
    steps: int
    told: str


class Crawls:
    """A process that forks a `crawler` whenever it is told to."""

    def __init__(self, forker: Forker) -> None:
        self._process = Conversation(forker, "robustness.child")

    def run(
        self,
        folder: Path,
        *arguments: str,
        die_at: int | None = None,
        full_at: int | None = None,
        now: datetime | None = None,
    ) -> Crawl:
        """Run `crawler run` in a folder.

        Args:
            folder: Where the sources file lies.
            arguments: Of the command.
            die_at: The step right before which it is killed.
            full_at: The step from which on the disk is full.
            now: The time that it takes it to be; None: the machine's.
        """
        wish = {
            "folder": str(folder),
            "arguments": ["run", *arguments],
            "die_at": die_at,
            "full_at": full_at,
            "now": now and now.isoformat(),
        }
        crawl = Crawl(**self._process.ask(wish))
        assert "Traceback" not in crawl.told, crawl.told
        return crawl

    def close(self) -> None:
        self._process.close()


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What the state of a folder answers."""
    with closing(connect(folder / ".crawler/state.db")) as db:
        return db.execute(query).fetchall()
