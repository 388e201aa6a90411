"""What became of posts, kept until those who are to hear of it have been told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from crawler.state.database import Database


@dataclass(frozen=True, slots=True)
class Untold:
    """What somebody has not been told yet: the paths of posts in the output folder, each once."""

    upto: int  # the last change that is in it
    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        return self.new + self.updated + self.removed


class ChangeTables(Database):
    """The methods of the state that are about changes and who was told of them."""

    def _note_change(self, path: str, what: str) -> None:
        """Note within a transaction that a post is new, updated or removed."""
        self._db.execute("INSERT INTO change (path, what) VALUES (?, ?)", (path, what))

    def untold(self, listener: str) -> Untold:
        """What a listener has not been told: all that is kept, where it was never told anything."""
        rows = self._db.execute(
            "SELECT id, path, what FROM change WHERE id > ifnull((SELECT change FROM told WHERE hook = ?), 0)"
            " ORDER BY id",
            (listener,),
        ).fetchall()
        found: dict[str, str] = {}
        for row in rows:
            before = found.pop(row["path"], None)
            if before == "new" and row["what"] == "removed":
                continue  # it came and went
            found[row["path"]] = "new" if before == "new" else row["what"]
        sorted_out = {what: tuple(path for path in found if found[path] == what) for what in set(found.values())}
        return Untold(rows[-1]["id"] if rows else 0, **sorted_out)

    def tell(self, listener: str, upto: int) -> None:
        """Remember that a listener was told of all changes up to one."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (listener, upto))

    def forget_changes(self, listeners: Collection[str]) -> None:
        """Forget the changes that all these listeners were told of, and the listeners that are no more."""
        with self._transaction() as db:
            marks = ", ".join("?" * len(listeners))
            db.execute(f"DELETE FROM told WHERE hook NOT IN ({marks})", tuple(listeners))  # noqa: S608 - question marks only
            (heard,) = db.execute("SELECT count(*) FROM told").fetchone()
            if heard == len(listeners):
                db.execute("DELETE FROM change WHERE id <= ifnull((SELECT min(change) FROM told), id)")
