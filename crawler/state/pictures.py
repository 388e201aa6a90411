"""Which pictures are stored, and as which files."""

from __future__ import annotations

from crawler.state.database import Database


class PictureTables(Database):
    """The methods of the state that are about pictures."""

    def picture(self, url: str, max_width: int | None) -> str | None:
        """The file, within the folder of pictures, that holds the picture of an address; None: it was never stored.

        Args:
            url: The picture's address at its source.
            max_width: The width in pixels that it was to be scaled down to.
        """
        row = self._db.execute(
            "SELECT file FROM picture WHERE url = ? AND max_width = ?", (url, max_width or 0)
        ).fetchone()
        return str(row["file"]) if row else None

    def keep_picture(self, url: str, max_width: int | None, file: str) -> None:
        """Remember a picture, once its file is on disk."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO picture VALUES (?, ?, ?)", (url, max_width or 0, file))
