"""The index of the stored pages: which of them lie where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.state.database import Database, text


@dataclass(frozen=True, slots=True)
class StoredPage:
    """Where a page lies as it was fetched."""

    id: int
    url: str  # after redirects
    fetched: datetime
    file: str  # within the folder of the archive
    offset: int  # bytes
    length: int  # bytes, compressed
    digest: str  # SHA-256 of the body, hexadecimal
    piece: int = 0  # which page of the article; see `crawler.archive`


class PageTables(Database):
    """The methods of the state that are about stored pages."""

    def stored_page(self, page: int) -> StoredPage | None:
        """The stored page of an id."""
        row = self._db.execute(
            "SELECT id, url, fetched, file, offset, length, digest, piece FROM page WHERE id = ?", (page,)
        ).fetchone()
        return StoredPage(**dict(row) | {"fetched": datetime.fromisoformat(row["fetched"])}) if row else None

    def last_page(self, source: str, key: str, piece: int = 0) -> tuple[int, str] | None:
        """The id and the digest of the page that was last stored for an entry, or of a further page of its article."""
        row = self._db.execute(
            "SELECT id, digest FROM page WHERE source = ? AND key = ? AND piece = ? ORDER BY id DESC LIMIT 1",
            (source, key, piece),
        ).fetchone()
        return (row["id"], row["digest"]) if row else None

    def keep_page(
        self,
        source: str,
        key: str,
        url: str,
        fetched: datetime,
        file: str,
        offset: int,
        length: int,
        digest: str,
        piece: int = 0,
    ) -> int:
        """Remember where a page was stored, once it is; gives back its id."""
        with self._transaction() as db:
            row = db.execute(
                "INSERT INTO page (source, key, url, fetched, file, offset, length, digest, piece)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (source, key, url, text(fetched), file, offset, length, digest, piece),
            ).fetchone()
        return int(row["id"])

    def end_of_pages(self, file: str) -> int:
        """How many bytes of a file are known to be whole records."""
        row = self._db.execute(
            "SELECT offset + length AS size FROM page WHERE file = ? ORDER BY offset DESC LIMIT 1", (file,)
        ).fetchone()
        return row["size"] if row else 0

    def forget_pages(self, file: str, *, beyond: int = 0) -> None:
        """Forget the pages of a file that is about to be removed, or those that end beyond so many bytes of it."""
        with self._transaction() as db:
            db.execute("DELETE FROM page WHERE file = ? AND offset + length > ?", (file, beyond))
