"""The state as a SQLite database: its methods are the steps of a run, each of them one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from crawler.state.articles import ArticleTables
from crawler.state.database import moment, text
from crawler.state.pages import PageTables
from crawler.state.pictures import PictureTables
from crawler.state.sources import SourceTables


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source's row in `crawler status`."""

    name: str
    polled_at: datetime | None
    new: int
    total: int
    pending: int
    error: str | None


class State(SourceTables, ArticleTables, PageTables, PictureTables):
    """The memory of one sources file.

    Safe against being killed at any moment: what a source listed is stored, together with the validators that make
    the next answer short, before any of it is worked on, and an entry is settled only once its file is on disk.
    """

    # What hosts allow

    def robots(self, origin: str) -> tuple[datetime, bytes] | None:
        """When the robots.txt of an origin was fetched, and what it said."""
        row = self._db.execute("SELECT fetched, body FROM robots WHERE origin = ?", (origin,)).fetchone()
        return (datetime.fromisoformat(row["fetched"]), row["body"]) if row else None

    def keep_robots(self, origin: str, fetched: datetime, body: bytes) -> None:
        """Keep the robots.txt of an origin."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, text(fetched), body))

    # What `crawler status` tells

    def status(self, sources: Iterable[str]) -> list[SourceStatus]:
        """A row for each of these sources, in their order."""
        return [self._status(source) for source in sources]

    def _status(self, source: str) -> SourceStatus:
        row = self._db.execute(
            "SELECT (SELECT count(*) FROM article WHERE source = :name AND hash IS NOT NULL) AS total,"
            " (SELECT count(*) FROM entry WHERE source = :name AND data IS NOT NULL) AS pending,"
            " (SELECT reason FROM entry WHERE source = :name AND data IS NOT NULL AND reason IS NOT NULL LIMIT 1)"
            " AS reason, polled_at, new, error"
            " FROM (SELECT 1) LEFT JOIN source ON name = :name",
            {"name": source},
        ).fetchone()
        return SourceStatus(
            name=source,
            polled_at=moment(row["polled_at"]),
            new=row["new"] or 0,
            total=row["total"],
            pending=row["pending"],
            error=row["error"] or row["reason"],
        )
