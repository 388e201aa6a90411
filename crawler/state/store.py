"""The state as a SQLite database: its methods are the steps of a run, each of them one transaction."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.scheduling.health import Sample, Trouble, troubles
from crawler.state.adoption import AdoptionTables
from crawler.state.database import moment, text
from crawler.state.pictures import PictureTables
from crawler.state.syndication import SyndicationTables

_SAMPLES = 30  # of its latest articles
_LEFT = "left"  # that a source is not in the sources file any more, among the notices


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source's row in `crawler status`."""

    name: str
    polled_at: datetime | None
    new: int
    total: int
    pending: int
    error: str | None
    left_alone_until: datetime | None = None  # a moment to come, since it fails or its site asks for it
    troubles: tuple[Trouble, ...] = ()


class State(AdoptionTables, PictureTables, SyndicationTables):
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

    def forget_robots(self, before: datetime) -> None:
        """Forget the robots.txt files that were fetched before a moment."""
        with self._transaction() as db:
            db.execute("DELETE FROM robots WHERE fetched < ?", (text(before),))

    # Sources that are renamed, and those that are left out of the sources file

    def source_addresses(self) -> dict[str, str]:
        """The sources that have been asked: name -> address."""
        return {row["name"]: row["url"] for row in self._db.execute("SELECT name, url FROM source ORDER BY name")}

    def listed_elsewhere(self, file: Path, names: Collection[str]) -> set[str]:
        """The sources that other sources files with this state list, as long as these files are there.

        Args:
            file: The sources file, absolute.
            names: The sources that it lists, which is remembered.
        """
        path = os.fsencode(file)  # bytes, since folders may have names that are no UTF-8
        by_file: dict[bytes, set[str]] = {}
        for row in self._db.execute("SELECT CAST(file AS BLOB) AS file, source FROM listed"):
            by_file.setdefault(row["file"], set()).add(row["source"])
        if by_file.pop(path, set()) != set(names):
            with self._transaction() as db:
                db.execute("DELETE FROM listed WHERE file = CAST(? AS TEXT)", (path,))
                db.executemany("INSERT INTO listed VALUES (CAST(? AS TEXT), ?)", [(path, name) for name in names])
        return {name for other, listed in by_file.items() if _may_be_there(Path(os.fsdecode(other))) for name in listed}

    def rename_source(self, old: str, new: str) -> None:
        """Remember all that is known of a source under another name, of which nothing is known yet."""
        with self._transaction() as db:
            db.execute("UPDATE source SET name = ? WHERE name = ?", (new, old))
            for table in ("article", "claim", "document", "entry", "notice", "page", "version"):
                db.execute(f"UPDATE OR REPLACE {table} SET source = ? WHERE source = ?", (new, old))  # noqa: S608

    def left_sources(self, listed: Collection[str], now: datetime) -> dict[str, int]:
        """The sources with posts that are not listed any more, and how many posts; each is given out once."""
        with self._transaction() as db:
            told = {row["source"] for row in db.execute("SELECT source FROM notice WHERE what = ?", (_LEFT,))}
            left = self.source_addresses().keys() - set(listed)
            back = [(source, _LEFT) for source in told - left]
            db.executemany("DELETE FROM notice WHERE source = ? AND what = ?", back)
            new = {source: posts for source in sorted(left - told) if (posts := self._count_posts(source))}
            db.executemany("INSERT INTO notice VALUES (?, ?, ?)", [(source, _LEFT, text(now)) for source in new])
        return new

    def _count_posts(self, source: str) -> int:
        (count,) = self._db.execute(
            "SELECT count(*) FROM article WHERE source = ? AND hash IS NOT NULL AND withdrawn IS NULL", (source,)
        ).fetchone()
        return int(count)

    # What `crawler status` tells

    def status(self, source: str, url: str, now: datetime) -> SourceStatus:
        """How a source fares, at the address that the sources file has."""
        until = self.past(source, url, now).not_before
        row = self._db.execute(
            "SELECT (SELECT count(*) FROM article"
            " WHERE source = :name AND hash IS NOT NULL AND withdrawn IS NULL) AS total,"
            " (SELECT count(*) FROM entry INDEXED BY entry_pending"
            " WHERE source = :name AND data IS NOT NULL) AS pending,"
            " (SELECT reason FROM entry INDEXED BY entry_pending"
            " WHERE source = :name AND data IS NOT NULL AND reason IS NOT NULL LIMIT 1) AS reason,"
            " polled_at, new, error"
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
            left_alone_until=until if until and until > now else None,
            troubles=tuple(self.troubles(source)),
        )

    # How sources are

    def troubles(self, source: str) -> list[Trouble]:
        """What is wrong with a source, judged by its own past."""
        failing = self.failing(source)
        poll = self._db.execute("SELECT polled_at FROM source WHERE name = ?", (source,)).fetchone()
        samples = self._db.execute(
            "SELECT seen, size, fields FROM version WHERE source = ? AND refused IS NULL ORDER BY id DESC LIMIT ?",
            (source, _SAMPLES),
        )
        return troubles(
            source,
            failing=(failing.since, failing.failures, failing.error) if failing else None,
            polled=moment(poll["polled_at"]) if poll else None,
            arrivals=self.arrivals(source),
            samples=[
                Sample(datetime.fromisoformat(row["seen"]), row["size"], json.loads(row["fields"])) for row in samples
            ],
        )

    def untold_troubles(self, source: str, found: Iterable[Trouble]) -> list[Trouble]:
        """Those of a source's troubles that were not told before; those that have ended are forgotten."""
        now = {trouble.what: trouble for trouble in found}
        with self._transaction() as db:
            rows = db.execute("SELECT what FROM notice WHERE source = ?", (source,)).fetchall()
            before = {row["what"] for row in rows}
            db.executemany(
                "DELETE FROM notice WHERE source = ? AND what = ?", [(source, what) for what in before - set(now)]
            )
        return [trouble for what, trouble in now.items() if what not in before]

    def told_troubles(self, troubles_told: Iterable[Trouble]) -> None:
        """Remember that troubles were told."""
        with self._transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO notice VALUES (?, ?, ?)",
                [(trouble.source, trouble.what, text(trouble.since)) for trouble in troubles_told],
            )


def _may_be_there(file: Path) -> bool:
    """Whether a file exists, as far as this user may know."""
    try:
        return file.exists()
    except OSError:
        return True
