"""The state as a SQLite database: one class whose methods are the steps of a run, each of them one transaction."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Self

import filelock

from crawler.identity import entry_key, fingerprint
from crawler.items import Enclosure, Entry
from crawler.network.conditional import Validators
from crawler.publishing.names import key as name_key
from crawler.sources import Further
from crawler.state.schema import MIGRATIONS


class StateError(RuntimeError):
    """The state cannot be used; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class PendingEntry:
    """An entry whose article is still to be fetched and published."""

    key: str
    entry: Entry
    article: int | None  # the id of the article that it became before it changed


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of an article that has, or is about to have, a post."""

    id: int
    url: str
    source: str
    title: str
    path: PurePosixPath
    hash: str | None
    next_hash: str | None
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source's row in `crawler status`."""

    name: str
    polled_at: datetime | None
    new: int
    total: int
    pending: int
    error: str | None


class State:
    """The memory of one sources file.

    Safe against being killed at any moment: what a source listed is stored, together with the validators that make
    the next answer short, before any of it is worked on, and an entry is settled only once its file is on disk.
    """

    def __init__(self, path: Path, *, lock: bool = True) -> None:
        """Open the database, making or migrating it as needed.

        Args:
            path: The database file; its folder is made if missing.
            lock: Hold the state for this process alone, as every run must; a mere reader passes False.

        Raises:
            StateError: Another run holds the state, or the file is damaged, unreadable or of a newer version.
        """
        self._path = path
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
        self._db = sqlite3.connect(self._path, isolation_level=None)
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
            raise StateError(f"{self._path}: was written by a newer version of the crawler; upgrade the crawler")
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

    # What sources say

    def validators(self, source: str, url: str) -> Validators:
        """What to send along so that an unchanged document is answered with 304; empty for a new address."""
        row = self._db.execute(
            "SELECT etag, last_modified FROM source WHERE name = ? AND url = ?", (source, url)
        ).fetchone()
        return Validators(row["etag"], row["last_modified"]) if row else Validators()

    def polled(
        self,
        source: str,
        url: str,
        validators: Validators,
        entries: Iterable[Entry],
        now: datetime,
        *,
        kind: str,
        again: bool = False,
    ) -> None:
        """Remember a source's answer: its validators, and each new or changed entry as pending.

        Args:
            source: The source's name.
            url: The address as the sources file has it.
            validators: Of the answer.
            entries: What the answer listed.
            now: The time of the answer.
            kind: The kind of source that it was read as.
            again: Make all the entries pending, also those that have not changed.
        """
        with self._transaction():
            self._remember(source, entries, now, again=again)
            self._record_poll(source, url, now, etag=validators.etag, last_modified=validators.last_modified, kind=kind)

    def read_further(
        self,
        source: str,
        further: Further,
        validators: Validators,
        entries: Iterable[Entry],
        now: datetime,
        *,
        again: bool = False,
    ) -> None:
        """Remember the answer of a further document of a source, such as one sitemap of an index."""
        with self._transaction() as db:
            self._remember(source, entries, now, again=again)
            db.execute(
                "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?)",
                (
                    source,
                    further.url,
                    validators.etag,
                    validators.last_modified,
                    further.updated and further.updated.isoformat(),
                ),
            )

    def further_validators(self, source: str, further: Further) -> Validators | None:
        """What to send along for a further document; None where its source says that it has not changed since."""
        row = self._db.execute(
            "SELECT etag, last_modified, updated FROM document WHERE source = ? AND url = ?", (source, further.url)
        ).fetchone()
        if row is None:
            return Validators()
        if further.updated and row["updated"] == further.updated.isoformat():
            return None
        return Validators(row["etag"], row["last_modified"])

    def kind(self, source: str, url: str) -> str | None:
        """The kind that the source's document was read as."""
        row = self._db.execute("SELECT kind FROM source WHERE name = ? AND url = ?", (source, url)).fetchone()
        return row["kind"] if row else None

    def _remember(self, source: str, entries: Iterable[Entry], now: datetime, *, again: bool) -> None:
        for entry in entries:
            data = _dump(entry)
            self._db.execute(
                "INSERT INTO entry (source, key, fingerprint, data, first_seen) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (source, key) DO UPDATE SET fingerprint = excluded.fingerprint,"
                " data = excluded.data, attempts = 0, retry_at = NULL, reason = NULL"
                " WHERE fingerprint <> excluded.fingerprint OR ?",
                (source, entry_key(entry), fingerprint(data), data, _text(now), again),
            )

    def not_modified(self, source: str, url: str, now: datetime) -> None:
        """Remember that a source's document was answered with 304."""
        with self._transaction():
            self._record_poll(source, url, now)

    def poll_failed(self, source: str, url: str, error: str, now: datetime) -> None:
        """Remember that a source could not be read; its validators stay."""
        with self._transaction():
            self._record_poll(source, url, now, error=error)

    def _record_poll(self, source: str, url: str, now: datetime, **values: str | None) -> None:
        self._db.execute("DELETE FROM source WHERE name = ? AND url IS NOT ?", (source, url))
        row = {"name": source, "url": url, "polled_at": _text(now), "new": 0, "error": None} | values
        self._db.execute(
            f"INSERT INTO source ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608
            f" ON CONFLICT (name) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in row)}",
            tuple(row.values()),
        )

    # What is to do

    def pending(self, source: str, now: datetime) -> list[PendingEntry]:
        """The entries of a source that are to be worked on now, in the order in which they were first seen."""
        rows = self._db.execute(
            "SELECT key, data, article FROM entry WHERE source = ? AND data IS NOT NULL"
            " AND (retry_at IS NULL OR retry_at <= ?) ORDER BY first_seen",
            (source, _text(now)),
        )
        return [PendingEntry(row["key"], _load(row["data"]), row["article"]) for row in rows]

    def attempts(self, source: str, key: str) -> int:
        """How often in a row an entry has given no post."""
        row = self._db.execute("SELECT attempts FROM entry WHERE source = ? AND key = ?", (source, key)).fetchone()
        return row["attempts"] if row else 0

    def failed(self, source: str, key: str, reason: str, retry_at: datetime | None) -> None:
        """Remember why an entry gave no post, and when to try again; None gives it up until it changes."""
        with self._transaction() as db:
            db.execute(
                "UPDATE entry SET attempts = attempts + 1, reason = ?, retry_at = ?, data = iif(?, data, NULL)"
                " WHERE source = ? AND key = ?",
                (reason, retry_at and _text(retry_at), retry_at is not None, source, key),
            )

    # Which articles are which posts

    def article_of(self, source: str, key: str) -> Published | None:
        """The article that an entry became before, or None."""
        row = self._db.execute(
            "SELECT article.* FROM entry JOIN article ON article.id = entry.article"
            " WHERE entry.source = ? AND entry.key = ?",
            (source, key),
        ).fetchone()
        return _published(row) if row else None

    def article_at(self, addresses: Iterable[str]) -> Published | None:
        """The article that one of these normalised addresses is known to lead to; the first that is known decides."""
        for address in addresses:
            row = self._db.execute(
                "SELECT article.* FROM address JOIN article ON article.id = address.article WHERE address.url = ?",
                (address,),
            ).fetchone()
            if row:
                return _published(row)
        return None

    def is_taken(self, path: PurePosixPath) -> bool:
        """Whether a post has this name, on a file system that knows no case."""
        return bool(self._db.execute("SELECT 1 FROM article WHERE folded = ?", (name_key(path),)).fetchone())

    def reserve(self, *, url: str, source: str, title: str, path: PurePosixPath, now: datetime) -> Published:
        """Give a new article its file name, for good, before the file is written."""
        with self._transaction() as db:
            row = db.execute(
                "INSERT INTO article (url, source, title, path, folded, first_seen) VALUES (?, ?, ?, ?, ?, ?)"
                " RETURNING *",
                (url, source, title, str(path), name_key(path), _text(now)),
            ).fetchone()
        return _published(row)

    def writing(self, article: int, file_hash: str) -> None:
        """Note the hash of the file that is about to be written, so that a killed run is told from a hand's edit."""
        with self._transaction() as db:
            db.execute("UPDATE article SET next_hash = ? WHERE id = ?", (file_hash, article))

    def settled(
        self,
        source: str,
        key: str,
        article: int,
        addresses: Iterable[str],
        now: datetime,
        *,
        written: str | None = None,
        title: str | None = None,
        new: bool = False,
    ) -> None:
        """Remember that an entry's article is published; call this once its file is on disk.

        Args:
            source: The entry's source.
            key: The entry's key.
            article: The article's id.
            addresses: Normalised addresses that lead to the article.
            now: The time.
            written: The hash of the file, if it was written.
            title: The article's title, if the file was written.
            new: The post is new, and counts as such for its source.
        """
        with self._transaction() as db:
            if written is not None:
                db.execute(
                    "UPDATE article SET hash = ?, next_hash = NULL, title = ?, written_at = ? WHERE id = ?",
                    (written, title, _text(now), article),
                )
            db.executemany(
                "INSERT INTO address (url, article) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(address, article) for address in addresses],
            )
            db.execute(
                "UPDATE entry SET article = ?, data = NULL, attempts = 0, retry_at = NULL, reason = NULL"
                " WHERE source = ? AND key = ?",
                (article, source, key),
            )
            if new:
                db.execute("UPDATE source SET new = new + 1 WHERE name = ?", (source,))

    def posts(self) -> list[Published]:
        """All articles that have a post."""
        rows = self._db.execute("SELECT * FROM article WHERE hash IS NOT NULL ORDER BY id")
        return [_published(row) for row in rows]

    # What hosts allow

    def robots(self, origin: str) -> tuple[datetime, bytes] | None:
        """When the robots.txt of an origin was fetched, and what it said."""
        row = self._db.execute("SELECT fetched, body FROM robots WHERE origin = ?", (origin,)).fetchone()
        return (datetime.fromisoformat(row["fetched"]), row["body"]) if row else None

    def keep_robots(self, origin: str, fetched: datetime, body: bytes) -> None:
        """Keep the robots.txt of an origin."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, _text(fetched), body))

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
            polled_at=_moment(row["polled_at"]),
            new=row["new"] or 0,
            total=row["total"],
            pending=row["pending"],
            error=row["error"] or row["reason"],
        )


def _published(row: sqlite3.Row) -> Published:
    return Published(
        id=row["id"],
        url=row["url"],
        source=row["source"],
        title=row["title"],
        path=PurePosixPath(row["path"]),
        hash=row["hash"],
        next_hash=row["next_hash"],
        first_seen=datetime.fromisoformat(row["first_seen"]),
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _dump(entry: Entry) -> str:
    return json.dumps(asdict(entry), default=lambda moment: moment.isoformat(), ensure_ascii=False, sort_keys=True)


def _load(text: str) -> Entry:
    values: dict[str, Any] = json.loads(text)
    for name in ("published", "updated"):
        if values[name]:
            values[name] = (datetime if "T" in values[name] else date).fromisoformat(values[name])
    values["enclosures"] = [Enclosure(**enclosure) for enclosure in values["enclosures"]]
    return Entry(**values)
