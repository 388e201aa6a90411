"""Which articles became which posts, and what they said when."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

from crawler.identity.likeness import Signature
from crawler.items import Article, Entry
from crawler.network.conditional import Validators
from crawler.publishing.names import key as name_key
from crawler.state.changes import ChangeTables
from crawler.state.database import moment, text
from crawler.state.records import Record, dump_entry, dump_record, load_record

_MOST_VERSIONS = 20  # kept of an article, and as many refused ones
_MOST_CANDIDATES = 20
_LATEST = 100  # articles that are looked at of those that share a band
_NAME = "substr(folded, 1 + length(rtrim(folded, replace(folded, '/', ''))))"  # what follows the last /, as indexed
_APART = timedelta(hours=20)  # between two looks that count as two


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
    key: str | None  # of the source's entry that the post is made of
    page: str | None  # the address of its page; None where the entry carries it
    validators: Validators
    changed_at: datetime | None
    looked_at: datetime | None
    next_look: datetime | None
    gone: int  # looks in a row that found its page gone
    withdrawn: str | None  # why it is no post any more
    withdrawn_at: datetime | None
    sketch: bytes | None  # of its text; None where it is not known
    aside: str | None  # why its post lies in the quarantine; None where it does not


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said at a time."""

    id: int
    article: int
    seen: datetime
    source: str
    refused: str | None  # why it was not published
    size: int  # letters of its text
    data: bytes
    page: int | None  # the stored page that it was read from
    further: tuple[int, ...]  # the stored pages that it goes on in
    origins: dict[str, str]  # field -> where it came from

    @property
    def record(self) -> Record:
        return load_record(self.data)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of an article, for the state to remember."""

    hash: str  # of the file
    record: Record
    size: int  # letters of its text
    signature: Signature  # of its text
    changed: bool  # its text is another than before, so that this is a new version of it
    page: int | None = None  # the stored page that it was read from
    further: tuple[int, ...] = ()  # the stored pages that it goes on in
    former: tuple[int, ...] = ()  # the bands of the text in whose place it came

    @classmethod
    def of(
        cls,
        article: Article,
        file_hash: str,
        updated: date | None,
        size: int,
        signature: Signature,
        *,
        changed: bool,
        former: tuple[int, ...] = (),
    ) -> Written:
        """What is remembered of an article whose post has this hash and says that it was updated then."""
        record = Record.of(article, updated)
        return cls(file_hash, record, size, signature, changed, article.stored, article.stored_further, former)


@dataclass(frozen=True, slots=True)
class Looked:
    """A look at an article's page, and when the next one is due."""

    page: str
    validators: Validators
    next_look: datetime | None


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry that leads to an article."""

    source: str
    key: str
    url: str | None  # its link


class ArticleTables(ChangeTables):
    """The methods of the state that are about articles."""

    def article(self, article: int) -> Published | None:
        """The article of an id."""
        return self._one("SELECT * FROM article WHERE id = ?", article)

    def article_of(self, source: str, key: str) -> Published | None:
        """The article that an entry became before, or None."""
        return self._one(
            "SELECT article.* FROM entry JOIN article ON article.id = entry.article"
            " WHERE entry.source = ? AND entry.key = ?",
            source,
            key,
        )

    def article_at(self, addresses: Iterable[str]) -> Published | None:
        """The article that one of these normalised addresses is known to lead to; the first that is known decides."""
        for address in addresses:
            found = self._one(
                "SELECT article.* FROM address JOIN article ON article.id = address.article WHERE address.url = ?",
                address,
            )
            if found:
                return found
        return None

    def claimants(self, addresses: Iterable[str]) -> list[Published]:
        """The published articles whose pages name one of these normalised addresses as their original."""
        wanted = list(addresses)
        marks = ", ".join("?" * len(wanted))
        rows = self._db.execute(
            "SELECT * FROM article WHERE hash IS NOT NULL AND id IN"  # noqa: S608 - question marks only
            f" (SELECT article FROM claim WHERE url IN ({marks})) ORDER BY id LIMIT ?",
            (*wanted, _MOST_CANDIDATES),
        )
        return [_published(row) for row in rows]

    def claims(self, article: int) -> dict[str, str]:
        """The originals on other sites that an article's pages name: source -> normalised address."""
        rows = self._db.execute("SELECT source, url FROM claim WHERE article = ? ORDER BY source", (article,))
        return {row["source"]: row["url"] for row in rows}

    def articles_like(self, bands: Sequence[int]) -> list[Published]:
        """The published articles that share a MinHash band with a text, those that share the most first.

        Of many that share one, as forms do that are filled in each day, only the latest come into question: what is
        told by several sources is told within days.
        """
        if not bands:
            return []
        latest = "SELECT article FROM (SELECT article FROM band WHERE hash = ? ORDER BY article DESC LIMIT ?)"
        rows = self._db.execute(
            "SELECT article.* FROM (SELECT article, count(*) AS shared"  # noqa: S608 - question marks only
            f" FROM ({' UNION ALL '.join([latest] * len(bands))}) GROUP BY article"
            " ORDER BY shared DESC, article DESC LIMIT ?) AS found"
            " JOIN article ON article.id = found.article WHERE article.hash IS NOT NULL"
            " ORDER BY shared DESC, article.id DESC",
            (*itertools.chain.from_iterable((band, _LATEST) for band in bands), _MOST_CANDIDATES),
        )
        return [_published(row) for row in rows]

    def _one(self, query: str, *arguments: str | int) -> Published | None:
        row = self._db.execute(query, arguments).fetchone()
        return _published(row) if row else None

    def article_in(self, path: str) -> Published | None:
        """The article whose post has this path within the output folder."""
        return self._one("SELECT * FROM article WHERE folded = ?", name_key(PurePosixPath(path)))

    def is_taken(self, path: PurePosixPath, *, in_any_folder: bool = False) -> bool:
        """Whether a post has this path, or only its name `in_any_folder`, on a file system that knows no case."""
        column, wanted = (_NAME, PurePosixPath(path.name)) if in_any_folder else ("folded", path)
        return bool(self._db.execute(f"SELECT 1 FROM article WHERE {column} = ?", (name_key(wanted),)).fetchone())  # noqa: S608

    def reserve(
        self,
        *,
        url: str,
        source: str,
        key: str,
        title: str,
        path: PurePosixPath,
        addresses: Iterable[str],
        now: datetime,
    ) -> Published:
        """Give a new article its file name, for good, before the file is written.

        The entry and the addresses lead to it from here on, so that a killed run gives it no second name.
        """
        with self._transaction() as db:
            row = db.execute(
                "INSERT INTO article (url, source, key, title, path, folded, first_seen) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " RETURNING *",
                (url, source, key, title, str(path), name_key(path), text(now)),
            ).fetchone()
            db.execute("UPDATE entry SET article = ? WHERE source = ? AND key = ?", (row["id"], source, key))
            self._add_addresses(row["id"], addresses)
        return _published(row)

    def brought_back(self, known: Published, entry: Entry, *, is_there: bool) -> None:
        """Remember that an article whose post was deleted is to have it again, under its name.

        Args:
            known: The article.
            entry: That the post is made of; it is pending until then.
            is_there: The post's file is back already.
        """
        with self._transaction() as db:
            db.execute(
                "UPDATE article SET withdrawn = NULL, withdrawn_at = NULL, hash = iif(?, hash, NULL) WHERE id = ?",
                (is_there, known.id),
            )
            db.execute(
                "UPDATE entry SET data = ?, attempts = 0, retry_at = NULL, reason = NULL WHERE source = ? AND key = ?",
                (dump_entry(entry), known.source, known.key),
            )

    def moved_post(self, article: int, path: PurePosixPath) -> None:
        """Remember that the user moved a post to another path within the output folder.

        An article that had this path, whose post is not there any more, gets the free one in exchange.
        """
        folded = name_key(path)
        with self._transaction() as db:
            before = db.execute("SELECT path, folded FROM article WHERE id = ?", (article,)).fetchone()
            db.execute("UPDATE article SET folded = '' WHERE folded = ?", (folded,))  # each is there once
            db.execute("UPDATE article SET path = ?, folded = ? WHERE id = ?", (str(path), folded, article))
            db.execute("UPDATE article SET path = ?, folded = ? WHERE folded = ''", tuple(before))
            self._note_change(before["path"], "removed")
            self._note_change(str(path), "new")

    def writing(self, article: int, file_hash: str) -> None:
        """Note the hash of the file that is about to be written, so that a killed run is told from a hand's edit."""
        with self._transaction() as db:
            db.execute("UPDATE article SET next_hash = ? WHERE id = ?", (file_hash, article))

    def restoring(self) -> None:
        """Note that all posts are about to be written again as they were."""
        with self._transaction() as db:
            db.execute(
                "UPDATE article SET next_hash = hash WHERE hash IS NOT NULL AND withdrawn IS NULL AND aside IS NULL"
            )

    def being_written(self) -> list[Published]:
        """The posts that were to be written anew when a run was killed, or are to be restored."""
        rows = self._db.execute(
            "SELECT * FROM article WHERE next_hash IS NOT NULL AND hash IS NOT NULL AND withdrawn IS NULL"
            " AND aside IS NULL ORDER BY id"
        )
        return [_published(row) for row in rows]

    def settled(
        self,
        source: str,
        key: str,
        article: int,
        addresses: Iterable[str],
        now: datetime,
        *,
        written: Written | None = None,
        looked: Looked | None = None,
        claimed: str | None = None,
        new: bool = False,
        again: datetime | None = None,
    ) -> None:
        """Remember that an entry's article is published; call this once its file is on disk.

        Args:
            source: The entry's source.
            key: The entry's key.
            article: The article's id.
            addresses: Normalised addresses that lead to the article.
            now: The time.
            written: What the post was made of, if it was made of this entry.
            looked: The look at its page, if there was one.
            claimed: The normalised address on another site that its page names as the original.
            new: The post is new, and counts as such for its source.
            again: When to work on the entry once more, since something of its post could not be had.
        """
        with self._transaction() as db:
            if written is not None:
                self._add_version(source, key, article, now, written)
            if looked is not None:
                self._record_look(article, looked, now)
            self._add_addresses(article, addresses)
            if claimed is not None:
                db.execute("INSERT OR REPLACE INTO claim VALUES (?, ?, ?)", (article, source, claimed))
            db.execute(
                "UPDATE entry SET article = :article, data = iif(:again IS NULL, NULL, data), retry_at = :again,"
                " attempts = iif(:again IS NULL, 0, attempts + 1), reason = NULL, tried_at = :now"
                " WHERE source = :source AND key = :key",
                {"article": article, "again": again and text(again), "now": text(now), "source": source, "key": key},
            )
            if new:
                db.execute("UPDATE source SET new = new + 1 WHERE name = ?", (source,))

    def rewritten(self, article: int, file_hash: str, now: datetime) -> None:
        """Remember that a post was written again from what was known of it."""
        with self._transaction() as db:
            self._note_writing(article, file_hash)
            db.execute(
                "UPDATE article SET hash = ?, next_hash = NULL, aside = NULL, written_at = ? WHERE id = ?",
                (file_hash, text(now), article),
            )

    def reprocessed(self, article: int, written: Written, now: datetime) -> None:
        """Remember that a post was written again from the same page, read anew."""
        with self._transaction():
            found = self.article(article)
            assert found is not None
            self._add_version(found.source, found.key or "", article, now, written)

    def _note_writing(self, article: int, file_hash: str) -> None:
        row = self._db.execute("SELECT path, hash, aside FROM article WHERE id = ?", (article,)).fetchone()
        if row["hash"] is None or row["aside"] is not None:
            self._note_change(row["path"], "new")
        elif row["hash"] != file_hash:
            self._note_change(row["path"], "updated")

    def _add_version(self, source: str, key: str, article: int, now: datetime, written: Written) -> None:
        record = written.record
        self._note_writing(article, written.hash)
        # What feeds tell of it may be another though its file is not, which need not hold all that they tell.
        self._db.execute("DELETE FROM syndicated WHERE article = ?", (article,))
        self._db.execute(
            "UPDATE article SET hash = ?, next_hash = NULL, title = ?, url = ?, source = ?, key = ?, written_at = ?,"
            " sketch = ?, aside = NULL, gone = 0, changed_at = iif(? OR changed_at IS NULL, ?, changed_at)"
            " WHERE id = ?",
            (
                *(written.hash, record.title, record.url, source, key, text(now), written.signature.sketch or None),
                *(written.changed, text(now), article),
            ),
        )
        current = self.current(article)
        further = json.dumps(written.further) if written.further else None
        origins, data = json.dumps(record.origins), dump_record(record)
        values = (text(now), source, None, written.size, origins, data, written.page, further)
        if current is None or written.changed:
            self._insert_version(article, *values)
        else:
            self._db.execute(
                "UPDATE version SET source = ?, refused = ?, size = ?, fields = ?, data = ?, page = ?, further = ?"
                " WHERE id = ?",
                (*values[1:], current.id),
            )
        self._db.executemany(
            "DELETE FROM band WHERE hash = ? AND article = ?", [(band, article) for band in written.former]
        )
        self._db.executemany(
            "INSERT INTO band (hash, article) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(band, article) for band in written.signature.bands],
        )

    def _insert_version(self, article: int, *values: str | int | bytes | None) -> None:
        self._db.execute(
            "INSERT INTO version (article, seen, source, refused, size, fields, data, page, further)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article, *values),
        )
        self._db.execute(
            "DELETE FROM version WHERE id IN (SELECT id FROM version WHERE article = ? AND (refused IS NULL) = ?"
            " ORDER BY id DESC LIMIT -1 OFFSET ?)",
            (article, values[2] is None, _MOST_VERSIONS),
        )

    def _add_addresses(self, article: int, addresses: Iterable[str]) -> None:
        self._db.executemany(
            "INSERT INTO address (url, article) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(address, article) for address in addresses],
        )

    def kin(self, article: int) -> list[str]:
        """The addresses of the articles that tell the same story in posts of their own."""
        rows = self._db.execute(
            "SELECT article.url FROM kin JOIN article ON article.id = kin.other WHERE kin.article = ?"
            " AND withdrawn IS NULL ORDER BY article.id",
            (article,),
        )
        return [row["url"] for row in rows]

    def make_kin(self, one: int, other: int) -> None:
        """Remember that two articles tell the same story."""
        with self._transaction() as db:
            db.executemany("INSERT OR IGNORE INTO kin VALUES (?, ?)", [(one, other), (other, one)])

    # Looks at pages

    def due_looks(self, source: str, now: datetime) -> list[Published]:
        """The posts of a source whose pages are to be looked at again, those that wait longest first.

        What was looked at in the future, by a clock that was wrong, is to be looked at now.
        """
        rows = self._db.execute(
            "SELECT article.* FROM article LEFT JOIN entry ON entry.source = article.source AND entry.key = article.key"
            " WHERE (article.source = ?1 AND next_look <= ?2 OR article.source = ?1 AND looked_at > ?2)"
            " AND withdrawn IS NULL AND article.hash IS NOT NULL AND entry.data IS NULL ORDER BY next_look",
            (source, text(now)),
        )
        return [_published(row) for row in rows]

    def looked(self, article: int, looked: Looked, now: datetime, *, found: bool = True) -> None:
        """Remember a look that gave nothing new; `found` where the page was there."""
        with self._transaction() as db:
            self._record_look(article, looked, now)
            if found:
                db.execute("UPDATE article SET gone = 0, gone_at = NULL WHERE id = ?", (article,))

    def _record_look(self, article: int, looked: Looked, now: datetime) -> None:
        self._db.execute(
            "UPDATE article SET page = ?, etag = ?, last_modified = ?, looked_at = ?, next_look = ? WHERE id = ?",
            (
                looked.page,
                looked.validators.etag,
                looked.validators.last_modified,
                text(now),
                looked.next_look and text(looked.next_look),
                article,
            ),
        )

    def refused(
        self,
        article: int,
        source: str,
        reason: str,
        record: Record,
        size: int,
        looked: Looked | None,
        now: datetime,
        page: int | None = None,
    ) -> bool:
        """Keep a version that is not published, with the reason; whether it is another than the last refused one."""
        with self._transaction() as db:
            if looked is not None:
                self._record_look(article, looked, now)
            last = db.execute(
                "SELECT refused, size FROM version WHERE article = ? ORDER BY id DESC LIMIT 1", (article,)
            ).fetchone()
            if last and (last["refused"], last["size"]) == (reason, size):
                return False
            data = dump_record(record)
            self._insert_version(article, text(now), source, reason, size, json.dumps(record.origins), data, page, None)
            return True

    def gone(self, article: int, next_look: datetime, now: datetime, *, enough: int) -> int:
        """Remember that an article's page was not there; how many looks in a row, spaced in time, have found it so.

        With `enough` of them its post is to be taken down, and if the run is killed before it is, the next one looks
        again at once.
        """
        with self._transaction() as db:
            row = db.execute("SELECT gone, gone_at FROM article WHERE id = ?", (article,)).fetchone()
            last = moment(row["gone_at"])
            is_wrong = last is not None and last > now  # the clock was, so nothing is known of the time between
            counts = last is None or now - last >= _APART
            times: int = row["gone"] + counts
            again = now if times >= enough else next_look
            db.execute(
                "UPDATE article SET gone = ?, gone_at = ?, looked_at = ?, next_look = ? WHERE id = ?",
                (times, text(now) if counts or is_wrong else row["gone_at"], text(now), text(again), article),
            )
        return times

    def left_alone(self, article: int) -> None:
        """Remember that an article's page is not to be looked at any more."""
        with self._transaction() as db:
            db.execute("UPDATE article SET next_look = NULL WHERE id = ?", (article,))

    def taking_down(self, article: int, now: datetime, *, enough: int) -> None:
        """Note that a post is about to be taken down, so that a killed run is told from a hand that deleted it.

        As with `enough` looks that found its page gone, the next run looks again at once.
        """
        with self._transaction() as db:
            db.execute(
                "UPDATE article SET gone = max(gone, ?), next_look = ? WHERE id = ?", (enough, text(now), article)
            )

    def withdrawn(self, article: int, reason: str, now: datetime, *, removed: bool = False) -> None:
        """Remember that an article is no post any more, and will not become one again.

        Args:
            article: Its id.
            reason: Why.
            now: The time.
            removed: Its post was there until now.
        """
        with self._transaction() as db:
            row = db.execute(
                "UPDATE article SET withdrawn = ?, withdrawn_at = ?, next_look = NULL, next_hash = NULL WHERE id = ?"
                " RETURNING path",
                (reason, text(now), article),
            ).fetchone()
            if removed:
                self._note_change(row["path"], "removed")

    def set_aside(self, article: int, reason: str | None) -> None:
        """Remember that a post lies in the quarantine, and why; None: that it is back in its place."""
        with self._transaction() as db:
            row = db.execute("UPDATE article SET aside = ? WHERE id = ? RETURNING path", (reason, article)).fetchone()
            self._note_change(row["path"], "removed" if reason else "new")

    # What is remembered

    def posts(self) -> Iterator[Published]:
        """All articles that have a post, read one by one: there may be very many."""
        rows = self._db.execute("SELECT * FROM article WHERE hash IS NOT NULL AND withdrawn IS NULL ORDER BY id")
        return map(_published, rows)

    def paths(self, *, with_aside: bool = False) -> Iterator[str]:
        """Where posts should lie, within the output folder; those that are set aside as well, once they are back."""
        rows = self._db.execute(
            "SELECT path FROM article WHERE hash IS NOT NULL AND withdrawn IS NULL AND (aside IS NULL OR ?)"
            " ORDER BY id DESC",
            (with_aside,),
        )
        return (row["path"] for row in rows)

    def current(self, article: int) -> Version | None:
        """What the article's post is made of; None for posts of the state's first versions."""
        row = self._db.execute(
            "SELECT * FROM version WHERE article = ? AND refused IS NULL ORDER BY id DESC LIMIT 1", (article,)
        ).fetchone()
        return _version(row) if row else None

    def versions(self, article: int) -> list[Version]:
        """All that is kept of what the article said, the refused versions too, the oldest first."""
        rows = self._db.execute("SELECT * FROM version WHERE article = ? ORDER BY id", (article,))
        return [_version(row) for row in rows]

    def mentions(self, article: int) -> list[Mention]:
        """The entries that lead to an article, in the order in which they were first seen."""
        rows = self._db.execute(
            "SELECT source, key, url FROM entry WHERE article = ? ORDER BY first_seen, source, key", (article,)
        )
        return [Mention(*row) for row in rows]


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
        key=row["key"],
        page=row["page"],
        validators=Validators(row["etag"], row["last_modified"]),
        changed_at=moment(row["changed_at"]),
        looked_at=moment(row["looked_at"]),
        next_look=moment(row["next_look"]),
        gone=row["gone"],
        withdrawn=row["withdrawn"],
        withdrawn_at=moment(row["withdrawn_at"]),
        sketch=row["sketch"],
        aside=row["aside"],
    )


def _version(row: sqlite3.Row) -> Version:
    return Version(
        id=row["id"],
        article=row["article"],
        seen=datetime.fromisoformat(row["seen"]),
        source=row["source"],
        refused=row["refused"],
        size=row["size"],
        data=row["data"],
        page=row["page"],
        further=tuple(json.loads(row["further"] or "[]")),
        origins=json.loads(row["fields"]),
    )
