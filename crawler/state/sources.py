"""What sources say, and which of their entries are still to be worked on.

Some statements name the index that they use: by itself SQLite would go through all entries of the source, since it
knows not how few of them are pending, or have an address.
"""

from __future__ import annotations

import heapq
import itertools
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.hosts import site_of
from crawler.identity.entries import KnownEntry, Listed, fingerprint, match, said, without_marks
from crawler.identity.modes import Identity
from crawler.items import Entry, as_moment
from crawler.network.conditional import Validators
from crawler.scheduling.polling import Hints, Past
from crawler.scheduling.schedule import LONGEST_WAIT, next_poll
from crawler.sources import Further
from crawler.state.database import Database, moment, text
from crawler.state.records import dump_entry, load_entry

_ARRIVALS = 40  # the latest, that tell a source's rhythm
_IS_NEW = "article IS NULL AND attempts = 0"  # as indexed
_IS_AGAIN = "(article IS NOT NULL OR attempts > 0)"
_AT_ONCE = 100  # new entries that are read
_FIRST = -(2**63)  # below all ranks
_LONGEST_REFRESH = 10**8  # seconds; what a source asks for beyond is no time that matters


@dataclass(frozen=True, slots=True)
class PendingEntry:
    """An entry whose article is still to be fetched and published."""

    key: str
    entry: Entry
    article: int | None  # the id of the article that it became before it changed
    shares_link: bool = False  # other entries of its source have its link too
    attempts: int = 0  # in a row, that gave no post


@dataclass(frozen=True, slots=True)
class Failing:
    """A source that could not be read for some time."""

    failures: int  # in a row
    since: datetime
    next_poll: datetime | None  # it is left alone until then
    error: str


@dataclass(frozen=True, slots=True)
class KnownOfEntry:
    """What is remembered of an entry, for a person to read."""

    source: str
    key: str
    url: str | None
    title: str | None
    first_seen: datetime
    pending: bool  # still to be worked on
    attempts: int  # in a row, that gave no post
    reason: str | None  # why the last one gave none
    tried_at: datetime | None
    retry_at: datetime | None
    article: int | None


class SourceTables(Database):
    """The methods of the state that are about sources and their entries."""

    def validators(self, source: str, url: str, read_as: str | None = None) -> Validators:
        """What to send along so that an unchanged document is answered with 304.

        Empty for a new address, and where it was read in another way: it may list what was passed over then.
        """
        row = self._db.execute(
            "SELECT etag, last_modified FROM source WHERE name = ?1 AND url = ?2 AND ifnull(read_as, ?3) IS ?3",
            (source, url, read_as),
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
        identity: Identity = Identity.AUTO,
        again: bool = False,
        read_as: str | None = None,
    ) -> str | None:
        """Remember a source's answer: its validators, and each new or changed entry as pending.

        Args:
            source: The source's name.
            url: The address as the sources file has it.
            validators: Of the answer.
            entries: What the answer listed.
            now: The time of the answer.
            kind: The kind of source that it was read as.
            identity: What tells the source's entries apart.
            again: Make all the entries pending, also those that have not changed.
            read_as: Tells ways of reading its documents apart.

        Returns:
            Why the source's GUIDs are not trusted from now on, where this answer showed it.
        """
        with self._transaction() as db:
            db.execute(
                "DELETE FROM document WHERE source = ?1"
                " AND EXISTS (SELECT 1 FROM source WHERE name = ?1 AND read_as <> ?2)",
                (source, read_as),
            )
            self._record_poll(
                source,
                url,
                now,
                etag=validators.etag,
                last_modified=validators.last_modified,
                kind=kind,
                read_as=read_as,
            )
            return self._remember(source, entries, now, identity=identity, again=again)

    def read_further(
        self,
        source: str,
        further: Further,
        validators: Validators,
        entries: Iterable[Entry],
        now: datetime,
        *,
        identity: Identity = Identity.AUTO,
        again: bool = False,
    ) -> str | None:
        """Remember the answer of a further document of a source, such as one sitemap of an index; see `polled`."""
        with self._transaction() as db:
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
            return self._remember(source, entries, now, identity=identity, again=again)

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

    def keep_validators(self, source: str, validators: Validators) -> None:
        """Keep the validators of a source's document, now that all the documents that it leads to have been read."""
        with self._transaction() as db:
            db.execute(
                "UPDATE source SET etag = ?, last_modified = ? WHERE name = ?",
                (validators.etag, validators.last_modified, source),
            )

    def hint(self, source: str, hints: Hints) -> None:
        """Remember how a source asks to be polled."""
        skip = [sorted(hints.skip_hours), sorted(hints.skip_days)]
        with self._transaction() as db:
            db.execute(
                "UPDATE source SET refresh = ?, skip = ? WHERE name = ?",
                (
                    hints.refresh and min(int(hints.refresh.total_seconds()), _LONGEST_REFRESH),
                    json.dumps(skip) if any(skip) else None,
                    source,
                ),
            )

    def past(self, source: str, url: str, now: datetime) -> Past:
        """What polls have shown of a source; of a new address only whether its site wants to be left alone."""
        until = self.postponed(now).get(site_of(self.address(source, url)))
        row = self._db.execute(
            "SELECT polled_at, next_poll, refresh, skip FROM source WHERE name = ? AND url = ?", (source, url)
        ).fetchone()
        if row is None:
            return Past(not_before=until)
        skip_hours, skip_days = json.loads(row["skip"] or "[[], []]")
        return Past(
            moment(row["polled_at"]),
            max(filter(None, (moment(row["next_poll"]), until)), default=None),
            Hints(
                timedelta(seconds=row["refresh"]) if row["refresh"] else None,
                frozenset(skip_hours),
                frozenset(skip_days),
            ),
            self.arrivals(source),
        )

    def arrivals(self, source: str) -> list[datetime]:
        """The latest times at which new entries of a source came, each once, the latest first."""
        # From each to the one before it: of thousands that came at one time, DISTINCT would look at all.
        rows = self._db.execute(
            "WITH RECURSIVE arrival (moment) AS ("
            " SELECT max(first_seen) FROM entry WHERE source = ?1 UNION ALL"
            " SELECT (SELECT max(first_seen) FROM entry WHERE source = ?1 AND first_seen < moment)"
            " FROM arrival WHERE moment IS NOT NULL LIMIT ?2"
            ") SELECT moment FROM arrival WHERE moment IS NOT NULL",
            (source, _ARRIVALS),
        )
        return [datetime.fromisoformat(row["moment"]) for row in rows]

    def count_entries(self, source: str) -> int:
        """How many entries of a source have been seen."""
        (count,) = self._db.execute("SELECT count(*) FROM entry WHERE source = ?", (source,)).fetchone()
        return int(count)

    def kind(self, source: str, url: str) -> str | None:
        """The kind that the source's document was read as."""
        row = self._db.execute("SELECT kind FROM source WHERE name = ? AND url = ?", (source, url)).fetchone()
        return row["kind"] if row else None

    def not_modified(self, source: str, url: str, now: datetime, read_as: str | None = None) -> None:
        """Remember that a source's document was answered with 304."""
        with self._transaction():
            self._record_poll(source, url, now, read_as=read_as)

    def address(self, source: str, url: str) -> str:
        """Where to ask for a source: at its address, or where that has moved to for good."""
        row = self._db.execute("SELECT moved FROM source WHERE name = ? AND url = ?", (source, url)).fetchone()
        return (row and row["moved"]) or url

    def moved(self, source: str, to: str | None) -> None:
        """Remember where a source's address has moved to for good; None: it is back."""
        with self._transaction() as db:
            db.execute("UPDATE source SET moved = ? WHERE name = ?", (to, source))

    def poll_failed(
        self,
        source: str,
        url: str,
        error: str,
        now: datetime,
        *,
        for_good: bool = False,
        blocked: bool = False,
        until: datetime | None = None,
    ) -> datetime | None:
        """Remember that a source could not be read; its validators stay. The more often, the rarer it is asked.

        One that was gone `for_good` for days is asked each month. Of one that is `blocked` no entry is tried before it
        is asked again. `until` is when its server wants to be asked again.

        Returns:
            When it is asked again; None: in the next run.
        """
        row = self._db.execute(
            "SELECT failures, failing_since, gone_since FROM source WHERE name = ?", (source,)
        ).fetchone()
        failures = (row["failures"] if row else 0) + 1
        since = (row and moment(row["failing_since"])) or now
        gone_since = ((row and moment(row["gone_since"])) or now) if for_good else None
        again = next_poll(failures, now, blocked=blocked, gone_since=gone_since)
        again = max(filter(None, (again, until)), default=None)
        with self._transaction() as db:
            self._record_poll(
                source,
                url,
                now,
                error=error,
                failures=failures,
                failing_since=text(since),
                gone_since=text(gone_since) if gone_since else None,
                next_poll=text(again) if again else None,
            )
            if blocked and again:
                db.execute(
                    "UPDATE entry INDEXED BY entry_pending SET retry_at = ?1 WHERE source = ?2 AND data IS NOT NULL"
                    " AND (retry_at IS NULL OR retry_at < ?1)",
                    (text(again), source),
                )
        return again

    def put_off(self, source: str, site: str, until: datetime, now: datetime) -> None:
        """Ask for nothing of a site (`https://example.org/`) that a source has led to before the moment."""
        with self._transaction() as db:
            db.execute("DELETE FROM postponed WHERE retry_at <= ?", (text(now),))
            db.execute("INSERT OR REPLACE INTO postponed VALUES (?, ?)", (site, text(until)))
            db.execute(
                "UPDATE entry INDEXED BY entry_pending SET retry_at = ?1 WHERE source = ?2 AND data IS NOT NULL"
                " AND substr(url, 1, length(?3)) = ?3 AND (retry_at IS NULL OR retry_at < ?1)",
                (text(until), source, site),
            )
            db.execute(
                "UPDATE article SET next_look = ?1 WHERE source = ?2 AND next_look < ?1"
                " AND substr(page, 1, length(?3)) = ?3",
                (text(until), source, site),
            )

    def postponed(self, now: datetime) -> dict[str, datetime]:
        """The sites that are to be left alone, each until when; without those that a wrong clock put off for years."""
        rows = self._db.execute(
            "SELECT site, retry_at FROM postponed WHERE retry_at > ? AND retry_at <= ?",
            (text(now), text(now + LONGEST_WAIT)),
        )
        return {row["site"]: datetime.fromisoformat(row["retry_at"]) for row in rows}

    def failing(self, source: str) -> Failing | None:
        """Since when, and how, a source fails; None where its last poll went well."""
        row = self._db.execute(
            "SELECT failures, failing_since, next_poll, error FROM source WHERE name = ? AND failures > 0", (source,)
        ).fetchone()
        if row is None:
            return None
        return Failing(
            row["failures"], datetime.fromisoformat(row["failing_since"]), moment(row["next_poll"]), row["error"]
        )

    def _record_poll(self, source: str, url: str, now: datetime, **values: str | int | None) -> None:
        """Write a poll over the source's row; what is not given is that of a poll that went well and told nothing."""
        self._db.execute(
            "INSERT INTO source (name, url) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET url = excluded.url,"
            " etag = iif(url = excluded.url, etag, NULL),"
            " last_modified = iif(url = excluded.url, last_modified, NULL),"
            " kind = iif(url = excluded.url, kind, NULL), moved = iif(url = excluded.url, moved, NULL)",
            (source, url),
        )
        well: dict[str, str | int | None] = {"error": None, "failures": 0, "failing_since": None, "gone_since": None}
        row = well | {"next_poll": None, "polled_at": text(now), "new": 0} | values
        assignments = ", ".join(f"{name} = ?" for name in row)
        self._db.execute(f"UPDATE source SET {assignments} WHERE name = ?", (*row.values(), source))  # noqa: S608

    def _remember(
        self, source: str, entries: Iterable[Entry], now: datetime, *, identity: Identity, again: bool
    ) -> str | None:
        row = self._db.execute("SELECT guids FROM source WHERE name = ?", (source,)).fetchone()
        before = row["guids"] if row else None
        matched = match(
            entries,
            identity=identity,
            distrust=before,
            by_key=lambda key: self._known_entry("WHERE source = ? AND key = ?", source, key),
            by_address=lambda address: self._known_entry(
                "INDEXED BY entry_address WHERE source = ? AND address = ?", source, address
            ),
        )
        for listed in matched.entries:
            self._remember_entry(source, listed, now, again=again)
        if matched.distrust and before is None:
            self._db.execute("UPDATE source SET guids = ? WHERE name = ?", (matched.distrust, source))
            return matched.distrust
        return None

    def _known_entry(self, condition: str, *values: str) -> KnownEntry | None:
        row = self._db.execute(
            f"SELECT key, address, title, published, fingerprint AS mark FROM entry {condition}"  # noqa: S608
            " ORDER BY first_seen DESC LIMIT 1",
            values,
        ).fetchone()
        return KnownEntry(**row) if row else None

    def _remember_entry(self, source: str, listed: Listed, now: datetime, *, again: bool) -> None:
        entry, key = listed.entry, listed.key
        mark = fingerprint(said(entry))
        row = self._db.execute("SELECT fingerprint FROM entry WHERE source = ? AND key = ?", (source, key)).fetchone()
        if row is None:
            self._db.execute(
                "INSERT INTO entry (source, key, fingerprint, data, rank, first_seen) VALUES (?, ?, ?, ?, ?, ?)",
                (source, key, mark, dump_entry(entry), _rank(entry), text(now)),
            )
        elif again or (row["fingerprint"] != mark and row["fingerprint"] not in _former_marks(entry)):
            self._db.execute(
                "UPDATE entry SET fingerprint = ?, data = ?, rank = ?, attempts = 0, retry_at = NULL, reason = NULL"
                " WHERE source = ? AND key = ?",
                (mark, dump_entry(entry), _rank(entry), source, key),
            )
        elif row["fingerprint"] != mark:
            self._db.execute("UPDATE entry SET fingerprint = ? WHERE source = ? AND key = ?", (mark, source, key))
        told = {
            "url": entry.url,
            "address": listed.address,
            "shares_link": int(listed.shares_link),
            "title": entry.title,
            "published": entry.published and entry.published.isoformat(),
        }
        self._db.execute(
            f"UPDATE entry SET {', '.join(f'{name} = ?' for name in told)} WHERE source = ? AND key = ?"  # noqa: S608
            f" AND ({' OR '.join(f'{name} IS NOT ?' for name in told)})",
            (*told.values(), source, key, *told.values()),
        )

    # What is to do

    def pending(
        self,
        source: str,
        now: datetime,
        has_room: Callable[[], bool] = lambda: True,
        most_changed: int = -1,
    ) -> Iterator[PendingEntry]:
        """The entries of a source that are to be worked on now, the newest first; those without a date as they came.

        What was put off in the future, by a clock that was wrong, is to be tried now. New entries are read as they are
        asked for, since there may be a million of them, and a run begins with few.

        Args:
            source: The source's name.
            now: The time.
            has_room: Whether another entry may be begun that is new and never failed; else only the others are given.
            most_changed: How many to give of those that changed since they became an article, the longest untried
                first; negative: all.
        """
        failed = self._waiting("entry_again", f"{_IS_AGAIN} AND attempts > 0", source, now)
        changed = self._waiting(
            "entry_again", f"{_IS_AGAIN} AND attempts = 0 ORDER BY tried_at LIMIT ?", source, now, most_changed
        )
        new = itertools.takewhile(lambda _: has_room(), self._new(source, now))
        found = heapq.merge(sorted([*failed, *changed], key=_place), new, key=_place)
        return (
            PendingEntry(row["key"], load_entry(row["data"]), row["article"], bool(row["shares_link"]), row["attempts"])
            for row in found
        )

    def _new(self, source: str, now: datetime) -> Iterator[sqlite3.Row]:
        place: tuple[int, str, str] = (_FIRST, "", "")
        while rows := self._waiting(
            "entry_new",
            f"{_IS_NEW} AND (rank, first_seen, key) > (?, ?, ?) ORDER BY rank, first_seen, key LIMIT {_AT_ONCE}",
            source,
            now,
            *place,
        ):
            yield from rows
            place = _place(rows[-1])

    def _waiting(self, index: str, condition: str, source: str, now: datetime, *values: str | int) -> list[sqlite3.Row]:
        return self._db.execute(
            f"SELECT key, data, article, shares_link, attempts, rank, first_seen FROM entry"  # noqa: S608
            f" INDEXED BY {index} WHERE source = ? AND data IS NOT NULL"
            f" AND (retry_at IS NULL OR retry_at <= ? OR tried_at > ? OR retry_at > ?) AND {condition}",
            (source, text(now), text(now), text(now + LONGEST_WAIT), *values),
        ).fetchall()

    def count_new(self, source: str, besides: Iterable[str], most: int) -> int:
        """How many entries of a source are new, never failed, and wait, `besides` those of some keys; up to `most`."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM entry INDEXED BY entry_new"  # noqa: S608
            f" WHERE source = ? AND data IS NOT NULL AND {_IS_NEW}"
            " AND key NOT IN (SELECT value FROM json_each(?)) LIMIT ?)",
            (source, json.dumps(list(besides)), most),
        ).fetchone()
        return int(count)

    def attempts(self, source: str, key: str) -> int:
        """How often in a row an entry has given no post."""
        row = self._db.execute("SELECT attempts FROM entry WHERE source = ? AND key = ?", (source, key)).fetchone()
        return row["attempts"] if row else 0

    def shares_link(self, source: str, key: str) -> bool:
        """Whether other entries of its source have an entry's link too."""
        row = self._db.execute("SELECT shares_link FROM entry WHERE source = ? AND key = ?", (source, key)).fetchone()
        return bool(row and row["shares_link"])

    def waited(self, source: str, key: str) -> timedelta:
        """How long an entry was to be left alone after its last attempt."""
        row = self._db.execute(
            "SELECT tried_at, retry_at FROM entry WHERE source = ? AND key = ?"
            " AND tried_at IS NOT NULL AND retry_at IS NOT NULL",
            (source, key),
        ).fetchone()
        if row is None:
            return timedelta()
        return datetime.fromisoformat(row["retry_at"]) - datetime.fromisoformat(row["tried_at"])

    def failed(
        self, source: str, key: str, reason: str, retry_at: datetime | None, now: datetime, *, counts: bool = True
    ) -> None:
        """Remember why an entry gave no post, and when to try again; None gives it up until it changes.

        It `counts` as an attempt where its page was asked for.
        """
        with self._transaction() as db:
            db.execute(
                "UPDATE entry SET attempts = attempts + ?, reason = ?, retry_at = ?, tried_at = ?,"
                " data = iif(?, data, NULL) WHERE source = ? AND key = ?",
                (counts, reason, retry_at and text(retry_at), text(now), retry_at is not None, source, key),
            )

    # What is known

    def entries_at(self, link: str, address: str) -> list[KnownOfEntry]:
        """The entries that have this link or key, or this normalised address."""
        return self._entries("url = ? OR key = ? OR address = ?", link, link, address)

    def entries_of(self, article: int) -> list[KnownOfEntry]:
        """The entries that became an article."""
        return self._entries("article = ?", article)

    def _entries(self, condition: str, *values: str | int) -> list[KnownOfEntry]:
        rows = self._db.execute(
            "SELECT source, key, url, title, first_seen, data IS NOT NULL AS pending, attempts,"  # noqa: S608
            f" reason, tried_at, retry_at, article FROM entry WHERE {condition} ORDER BY first_seen, source, key",
            values,
        )
        return [
            KnownOfEntry(
                **dict(row)
                | {
                    "first_seen": datetime.fromisoformat(row["first_seen"]),
                    "pending": bool(row["pending"]),
                    "tried_at": moment(row["tried_at"]),
                    "retry_at": moment(row["retry_at"]),
                }
            )
            for row in rows
        ]

    def distrust(self, source: str) -> str | None:
        """Why the GUIDs of a source are not trusted; None where they are."""
        row = self._db.execute("SELECT guids FROM source WHERE name = ?", (source,)).fetchone()
        return row["guids"] if row else None


def _rank(entry: Entry) -> int:
    """An entry's place among the new ones: the newest have the smallest, those without a date come last."""
    known = entry.published or entry.updated
    return -int(as_moment(known).timestamp()) if known else 0


def _place(row: sqlite3.Row) -> tuple[int, str, str]:
    return row["rank"], row["first_seen"], row["key"]


def _former_marks(entry: Entry) -> set[str]:
    """The fingerprints that an entry had in earlier states: of all of it (version 2), or without its marks."""
    return {fingerprint(dump_entry(each)) for each in (entry, without_marks(entry))}
