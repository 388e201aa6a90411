"""The database under the state: opened for one run at a time, migrated as needed."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import filelock

from crawler.state.schema import MIGRATIONS


class StateError(RuntimeError):
    """The state cannot be used; the message is one line for the user."""


class Database:
    """A SQLite database that one process writes and others may read."""

    def __init__(self, path: Path, *, lock: bool = True) -> None:
        """Open the database, making or migrating it as needed.

        Args:
            path: The database file; its folder is made if missing.
            lock: Hold the state for this process alone, as every run must; a mere reader passes False.

        Raises:
            StateError: Another run holds the state, or the file is damaged, unreadable or of a newer version.
        """
        self.path = path
        self._lock = filelock.FileLock(path.with_name(path.name + ".lock"), timeout=0)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if lock:
                self._lock.acquire()
            try:
                self._open()
            except BaseException:
                self._lock.release()
                raise
        except filelock.Timeout:
            raise StateError(f"{path}: another run is using this state; wait for it to end") from None
        except OSError as error:
            raise StateError(f"{path}: cannot be used as state: {error.strerror or error}") from None
        except sqlite3.DatabaseError as error:
            raise StateError(f"{path}: cannot be used as state: {error}; restore it or move it away") from None

    def _open(self) -> None:
        self._db = sqlite3.connect(self.path, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.executescript(
            "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            "PRAGMA foreign_keys = ON;"
        )
        self._migrate()

    def close(self) -> None:
        self._db.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _migrate(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise StateError(f"{self.path}: was written by a newer version of the crawler; upgrade the crawler")
        for number, migration in enumerate(MIGRATIONS[version:], version + 1):
            self._db.executescript(f"BEGIN IMMEDIATE; {migration}; PRAGMA user_version = {number}; COMMIT;")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def text(moment: datetime) -> str:
    """A moment as the database holds it: ISO 8601 in UTC, to the second, which sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def moment(found: str | None) -> datetime | None:
    """A moment as `text` wrote it."""
    return datetime.fromisoformat(found) if found else None
