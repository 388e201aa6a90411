"""What a state that was lost takes in again from outside: posts, entries and stored pages that it knows nothing of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath

from crawler.identity.entries import Listed
from crawler.publishing.names import key as name_key
from crawler.state.articles import ArticleTables, Published
from crawler.state.database import text
from crawler.state.pages import PageTables
from crawler.state.sources import SourceTables

UNVERIFIED = "unverified"  # in the place of a post's hash: nobody knows whether it was edited by hand


class AdoptionTables(SourceTables, ArticleTables, PageTables):
    """The methods of the state by which it is made anew."""

    def is_new(self) -> bool:
        """Whether nothing was ever remembered."""
        row = self._db.execute(
            "SELECT EXISTS (SELECT 1 FROM source) OR EXISTS (SELECT 1 FROM entry) OR EXISTS (SELECT 1 FROM article)"
        ).fetchone()
        return not row[0]

    def adopt(
        self,
        *,
        url: str,
        source: str,
        title: str,
        path: PurePosixPath,
        file_hash: str | None,
        addresses: Iterable[str],
        first_seen: datetime,
    ) -> Published:
        """Take in a post that is there already.

        Args:
            url: Of its article.
            source: The name of the source that it came from; empty where that is not known.
            title: Its title.
            path: Within the output folder.
            file_hash: SHA-256 of the file as the crawler wrote it; None where that is not known, so that the post is
                not written again before it was seen to be the crawler's own.
            addresses: Normalised addresses that lead to the article.
            first_seen: When it was first published.
        """
        with self._transaction() as db:
            row = db.execute(
                "INSERT INTO article (url, source, title, path, folded, hash, first_seen) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " RETURNING id",
                (url, source, title, str(path), name_key(path), file_hash or UNVERIFIED, text(first_seen)),
            ).fetchone()
            self._add_addresses(row["id"], addresses)
        adopted = self.article(row["id"])
        assert adopted is not None
        return adopted

    def verified(self, article: int, file_hash: str) -> None:
        """Remember that a post is as the crawler wrote it."""
        with self._transaction() as db:
            db.execute("UPDATE article SET hash = ? WHERE id = ?", (file_hash, article))

    def recall(self, source: str, listed: Listed, first_seen: datetime) -> None:
        """Remember again that a source listed an entry; it is pending until it is settled."""
        with self._transaction():
            self._remember_entry(source, listed, first_seen, again=False)

    def knows_page(self, file: str, offset: int) -> int | None:
        """The id of the stored page that begins at an offset of a file."""
        row = self._db.execute("SELECT id FROM page WHERE file = ? AND offset = ?", (file, offset)).fetchone()
        return int(row["id"]) if row else None

    def knows_entry(self, source: str, key: str) -> bool:
        """Whether a source's entry is known."""
        return bool(self._db.execute("SELECT 1 FROM entry WHERE source = ? AND key = ?", (source, key)).fetchone())

    def forget_picture(self, url: str) -> None:
        """Forget which file a picture is."""
        with self._transaction() as db:
            db.execute("DELETE FROM picture WHERE url = ?", (url,))
