"""What feeds and the sitemap tell of each post beside its text, kept so that a run need not read all posts again.

It is made of the posts, and made anew where a post, or the form of its page's address, is another since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.state.database import Database

_IS_POST = "article.hash IS NOT NULL AND article.withdrawn IS NULL AND article.aside IS NULL"
_SYNDICATED = f"syndicated JOIN article ON article.id = syndicated.article WHERE syndicated.dated <> '' AND {_IS_POST}"
# Of which file, and of which form of addresses, a row was made.
_STAMP = "article.hash || ' ' || article.path || ' ' || :form"


@dataclass(frozen=True, slots=True)
class Syndicated:
    """When a post was published, and where its page is."""

    article: int
    source: str
    changed: str  # as the sitemap says it
    page: str | None  # None: not known


class SyndicationTables(Database):
    """The methods of the state that are about feeds and the sitemap."""

    def unsyndicated(self, source: str, form: str) -> list[int]:
        """The posts of a source of which it is not known, or not any more, what feeds tell of them.

        Args:
            source: Its name.
            form: Stands for all that their pages' addresses are made of, beside the posts.
        """
        rows = self._db.execute(
            "SELECT article.id FROM article LEFT JOIN syndicated ON syndicated.article = article.id"  # noqa: S608
            f" WHERE source = :source AND {_IS_POST} AND made_of IS NOT {_STAMP} ORDER BY article.id",
            {"source": source, "form": form},
        )
        return [row["id"] for row in rows]

    def syndicate(self, form: str, rows: Iterable[tuple[int, str, str, str | None]]) -> None:
        """Remember what feeds tell of posts.

        Args:
            form: As for `unsyndicated`.
            rows: Article, when it was published, as text that sorts as time does, when it changed, and its page; the
                first of these is empty where the post is not to be told of.
        """
        with self._transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO syndicated (article, made_of, dated, changed, page)"  # noqa: S608
                f" SELECT id, {_STAMP}, :dated, :changed, :page FROM article WHERE id = :article",
                [
                    {"article": article, "dated": dated, "changed": changed, "page": page, "form": form}
                    for article, dated, changed, page in rows
                ],
            )

    def syndicated(self) -> Iterator[Syndicated]:
        """What feeds may tell of, the newest first."""
        rows = self._db.execute(
            f"SELECT article.id, source, changed, syndicated.page FROM {_SYNDICATED}"  # noqa: S608
            " ORDER BY dated DESC, url DESC"
        )
        return (Syndicated(*row) for row in rows)

    def is_syndicated(self, source: str) -> bool:
        """Whether feeds may tell of a post of a source."""
        row = self._db.execute(f"SELECT 1 FROM {_SYNDICATED} AND source = ? LIMIT 1", (source,)).fetchone()  # noqa: S608
        return row is not None

    def is_first_of_its_page(self, article: int, url: str) -> bool:
        """Whether no earlier one of the posts that feeds may tell of is of the same page."""
        row = self._db.execute(
            f"SELECT 1 FROM {_SYNDICATED} AND url = ? AND article.id < ? LIMIT 1",  # noqa: S608
            (url, article),
        ).fetchone()
        return row is None
