"""The database under the state: opened for one run at a time, migrated as needed."""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import filelock

from crawler.publishing import files
from crawler.state.schema import MIGRATIONS


class StateError(RuntimeError):
    """The state cannot be used; the message is one line for the user."""


class StateHeldError(StateError):
    """Another run holds the state."""


REBUILD = "`crawler rebuild` makes it anew of what can be read of it, the stored pages and the posts"
_LONGEST_WAIT = 60_000  # milliseconds, for another process's transaction; one of 50,000 entries may take ten seconds

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def _explained(method: Callable[Concatenate[_Cursor, Parameters], Result]) -> Callable[..., Result]:
    @functools.wraps(method)
    def call(self: _Cursor, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return method(self, *args, **kwargs)
        except sqlite3.DatabaseError as error:
            if type(error) not in {sqlite3.OperationalError, sqlite3.DatabaseError}:
                raise  # it is of the statement, not of the file
            raise self.connection.failed(error) from error

    return call


class _Cursor(sqlite3.Cursor):
    """Raises StateError where the file fails: damaged, on a full disk, not to be written."""

    connection: _Connection
    execute = _explained(sqlite3.Cursor.execute)
    executemany = _explained(sqlite3.Cursor.executemany)
    fetchone = _explained(sqlite3.Cursor.fetchone)
    fetchall = _explained(sqlite3.Cursor.fetchall)
    __next__ = _explained(sqlite3.Cursor.__next__)


class _Connection(sqlite3.Connection):
    path: Path
    on_failure: Callable[[StateError], None] | None = None

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    # Those of sqlite3 pass the cursor's methods by.

    def execute(self, *arguments: Any) -> _Cursor:
        cursor: _Cursor = self.cursor()
        cursor.execute(*arguments)
        return cursor

    def executemany(self, *arguments: Any) -> _Cursor:
        cursor: _Cursor = self.cursor()
        cursor.executemany(*arguments)
        return cursor

    def failed(self, error: sqlite3.DatabaseError) -> StateError:
        failure = _failure(self.path, error)
        if self.on_failure:
            self.on_failure(failure)
        return failure


def _failure(path: Path, error: sqlite3.DatabaseError) -> StateError:
    is_of_the_disk = isinstance(error, sqlite3.OperationalError)
    told = _obstacle(path) or error if is_of_the_disk else f"{error}; {REBUILD}"
    return StateError(f"{path}: cannot be used as state: {told}")


def _obstacle(path: Path) -> str | None:
    return "it is a folder; name a file in it" if path.is_dir() else files.obstacle(path.parent)


@contextlib.contextmanager
def errors_of(path: Path) -> Iterator[None]:
    """Raise StateError for what goes wrong with the files of a state."""
    try:
        yield
    except OSError as error:
        raise StateError(f"{path}: cannot be used as state: {_obstacle(path) or error.strerror or error}") from None
    except sqlite3.DatabaseError as error:
        raise _failure(path, error) from None


def hold(path: Path) -> filelock.BaseFileLock:
    """Hold a state for this process alone, until the lock is released or the process ends, however it ends.

    Raises:
        StateHeldError: Another process holds it.
        OSError: The folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(path.with_name(path.name + ".lock"), timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise StateHeldError(f"{path}: another run{_holder(lock)} is using this state; wait for it to end") from None
    with contextlib.suppress(OSError):  # a courtesy to whoever finds the state locked
        Path(lock.lock_file).write_text(f"{os.getpid()} {text(datetime.now(UTC))}", encoding="ascii")
    return lock


def telling(path: Path) -> filelock.BaseFileLock:
    """For a run to hold while it tells what is in a state: others that end meanwhile wait, and tell what is left."""
    return filelock.FileLock(path.with_name(path.name + ".telling.lock"))


def _holder(lock: filelock.BaseFileLock) -> str:
    try:
        process, since = Path(lock.lock_file).read_text(encoding="ascii").split()
        return f" (process {int(process)}, since {datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M})"
    except (OSError, ValueError):
        return ""


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
        self._lock: filelock.BaseFileLock | None = None
        with errors_of(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = hold(path) if lock else None
            try:
                self._open()
            except BaseException:
                self._release()
                raise

    def _release(self) -> None:
        if self._lock:
            self._lock.release()

    def _open(self) -> None:
        self._db = sqlite3.connect(self.path, isolation_level=None, factory=_Connection)
        self._db.path = self.path
        self._db.row_factory = sqlite3.Row
        self._db.executescript(
            f"PRAGMA busy_timeout = {_LONGEST_WAIT}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;"
        )
        self._migrate()

    def tell_failures(self, observer: Callable[[StateError], None]) -> None:
        """Call `observer` whenever the file fails, besides raising the error, which others may swallow."""
        self._db.on_failure = observer

    def close(self) -> None:
        self._db.close()
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _migrate(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise StateError(f"{self.path}: was written by a newer version of the crawler; upgrade the crawler")
        while version < len(MIGRATIONS):
            with self._transaction() as db:
                (version,) = db.execute("PRAGMA user_version").fetchone()  # another process may be at it as well
                for migration in MIGRATIONS[version : version + 1]:
                    for statement in _statements(migration):
                        db.execute(statement)
                    version += 1
                    db.execute(f"PRAGMA user_version = {version}")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # where the disk fails, SQLite may have rolled back by itself
                self._db.execute("ROLLBACK")
            raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one after the other: sqlite3 runs whole scripts outside of transactions only."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def text(moment: datetime) -> str:
    """A moment as the database holds it: ISO 8601 in UTC, to the second, which sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def moment(found: str | None) -> datetime | None:
    """A moment as `text` wrote it."""
    return datetime.fromisoformat(found) if found else None
