"""Which known article an article is: what the state knows of it, judged by the plain functions of `identity`.

It reads the state and changes nothing; what follows from its answers is done by the editor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from crawler.config import Config, Duplicates, Source
from crawler.identity import Identity, addresses, found_at, is_titled, likeness, original
from crawler.identity.likeness import Signature
from crawler.identity.stories import Kinship, Telling, is_alike, is_copy, is_original, kinship, may_be_kin, prevails
from crawler.items import Article
from crawler.state import Published, State

if TYPE_CHECKING:
    from crawler.editing.updates import Reading


class Recognition:
    """Finds articles again, and says which source's telling of one prevails.

    Args:
        config: The sources file.
        state: The memory between runs.
        clock: Gives the time, aware.
    """

    def __init__(self, config: Config, state: State, clock: Callable[[], datetime]) -> None:
        self._sources = {source.name: source for source in config.sources}
        self._state = state
        self._clock = clock

    def find(self, article: Article) -> Published | None:
        """What is known of this very article: by its entry, else by its addresses, else by what pages call originals.

        What a source lists as a new entry at an old address is a new article where its title and its text are new: some
        pages hold the article of the day. A canonical link that leads to another article, as those of careless
        templates do, is taken off this one.
        """
        if known := self._state.article_of(article.source.name, article.key):
            return known
        if known := self._state.article_at(found_at(article)):
            return known if article.source.identity is Identity.LINK or self._is_like(article, known) else None
        if known := self._state.article_at(addresses(article)):
            if self._is_like(article, known):
                return known
            article.canonical_url = None
            return None
        return self._copied(article)

    def _is_like(self, article: Article, known: Published) -> bool:
        telling = self._known_telling(known)
        return telling is None or is_alike(self._new_telling(article), telling)

    def _copied(self, article: Article) -> Published | None:
        """The article that this one is a copy of, or that is a copy of this one, where one of their pages says so."""
        named = original(article)
        wanted = found_at(article) + ([named] if named else [])
        at_named = self._state.article_at([named]) if named else None
        candidates = [at_named] if at_named else []
        candidates += self._state.claimants(wanted)
        if not candidates:
            return None
        new = self._new_telling(article)
        for candidate in candidates:
            telling = None if candidate.withdrawn else self._known_telling(candidate, named)
            if telling and is_copy(new, telling):
                return candidate
        return None

    def alike(
        self, article: Article, found: Reading, shingles: frozenset[int], signature: Signature
    ) -> tuple[Published | None, list[Published]]:
        """The article that this one is by its text, or else those that tell its story and keep posts of their own.

        Args:
            article: One that `find` does not know.
            found: Its text.
            shingles: Of its text.
            signature: Of its text.
        """
        new = Telling(
            *(article.source.name, article.title, shingles, self._clock(), found.size, article.published),
            sketch=signature.sketch,
        )
        kin: list[Published] = []
        for candidate in self._state.articles_like(signature.bands):
            # What the state's row tells of an article is judged first: reading its text takes most of the time.
            if not may_be_kin(new, self._head(candidate)) or (telling := self._known_telling(candidate)) is None:
                continue
            relation = kinship(new, telling)
            if relation is Kinship.SAME and article.source.identity is not Identity.GUID:
                return candidate, []
            if relation is Kinship.STORY and not candidate.withdrawn:
                kin.append(candidate)
        if kin and article.source.duplicates is Duplicates.DROP:
            return kin[0], []
        return None, kin if article.source.duplicates is Duplicates.LINK else []

    def is_stand_in(self, article: Article, known: Published) -> bool:
        """Whether one page was served for two entries of a source, and is titled as neither of them.

        Args:
            article: One that is `known` by its text alone.
            known: Another article.
        """
        version = self._state.current(known.id)
        if article.page is None or version is None or known.source != article.source.name:
            return False
        listed, other = article.entry.title, version.record.entry.title
        return (
            not is_titled(listed, article.title)
            and not is_titled(other, version.record.title)
            and not is_titled(listed, other or "")
        )

    def takes_over(self, article: Article, found: Reading, known: Published, old: Reading | None) -> bool:
        """Whether a post should be made of this source's telling from now on.

        Args:
            article: What a source brings.
            found: Its text.
            known: The article that it is, by whatever source it is published from.
            old: The text of its post, where it is known.
        """
        if known.source == article.source.name or known.source not in self._sources:
            return True
        return prevails(*self._heads(article, found, known, old))

    def is_original(self, article: Article, found: Reading, known: Published) -> bool:
        """Whether the post is made of a copy of this very article, as that copy's page says."""
        return known.source != article.source.name and is_original(*self._heads(article, found, known, None))

    def leaves_to(self, source: Source, known: Published) -> bool:
        """Whether a source's article need not be fetched, since the post is made of another source's and stays so."""
        return (
            known.source != source.name and known.source in self._sources and source.priority <= self._priority(known)
        )

    def _heads(
        self, article: Article, found: Reading, known: Published, old: Reading | None
    ) -> tuple[Telling, Telling]:
        """The new telling and the known one, without their texts."""
        source, named = article.source, original(article)
        new = Telling(
            *(source.name, found.title, frozenset(), self._clock(), found.size),
            priority=source.priority,
            addresses=frozenset(found_at(article)),
            original=named,
        )
        return new, replace(self._head(known, named), size=old.size if old else found.size)

    def _new_telling(self, article: Article) -> Telling:
        from crawler.editing.updates import reading  # loads extraction, and a run that finds nothing new does without

        found = reading(article.title, article.body)
        return Telling(
            *(article.source.name, article.title, likeness.shingles(found.text), self._clock(), found.size),
            published=article.published,
            addresses=frozenset(found_at(article)),
            original=original(article),
        )

    def _known_telling(self, known: Published, named: str | None = None) -> Telling | None:
        from crawler.editing.updates import reading

        version = self._state.current(known.id)
        if version is None:
            return None
        record = version.record
        found = reading(record.title, record.body)
        return replace(
            self._head(known, named),
            title=record.title,
            shingles=likeness.shingles(found.text),
            size=found.size,
            published=record.published,
        )

    def _head(self, known: Published, named: str | None = None) -> Telling:
        """What is known of an article without its text; of its addresses, only whether that one is among them."""
        at_named = self._state.article_at([named]) if named else None
        return Telling(
            *(known.source, known.title, frozenset(), known.first_seen, 0),
            priority=self._priority(known),
            sketch=known.sketch or b"",
            addresses=frozenset([named]) if named and at_named and at_named.id == known.id else frozenset(),
            original=self._state.claims(known.id).get(known.source),
        )

    def _priority(self, known: Published) -> int:
        source = self._sources.get(known.source)
        return source.priority if source else 0
