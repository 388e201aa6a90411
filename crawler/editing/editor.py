"""The editor: what becomes of an article, decided by `recognition` and the plain functions of `updates`, and done.

It keeps the order that a killed run needs: the state knows what is about to be written before the file is replaced,
and what was written once it is.
"""

from __future__ import annotations

import hashlib
import itertools
import shlex
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import DropItem

from crawler import publishing
from crawler.config import BY_HAND, Config, ConfigError, Source, Takedown
from crawler.editing import verification
from crawler.editing.moving import follow
from crawler.editing.recognition import Recognition
from crawler.editing.verification import Making
from crawler.identity import addresses, likeness, normal_url, original
from crawler.identity.likeness import Signature
from crawler.items import Article, Entry
from crawler.media.library import Library
from crawler.network.conditional import Validators
from crawler.publishing import files, names
from crawler.publishing.found import FoundPost, found_post, read_post
from crawler.publishing.placeholders import placeholder
from crawler.publishing.post import Post
from crawler.reporting.report import Outcome, Report
from crawler.scheduling.schedule import SOON, next_look, retry_at
from crawler.state import Looked, Published, Record, State, Written
from crawler.state.adoption import UNVERIFIED

if TYPE_CHECKING:
    from crawler.editing.updates import Reading

Clock = Callable[[], datetime]

EDITED = "edited by hand"
SOME = 20  # posts that nobody deletes one by one between two runs
_FEW = 3  # that nobody deletes so if nothing else is in their folder either
DELETED = "its post was deleted by hand"
UNKNOWN = "left as it is: edited by hand, or its article changed, while the state was lost"


class Editor:
    """Publishes articles, brings their posts up to date, and takes them down.

    Args:
        config: The sources file.
        state: The memory between runs.
        report: Told of what is done.
        clock: Gives the time, aware.
        refetch: Write again even what has not changed.
    """

    def __init__(self, config: Config, state: State, report: Report, clock: Clock, *, refetch: bool = False) -> None:
        self._config = config
        self._output = config.output
        dialect = publishing.dialect(config.dialect)
        self._dialects = {source.name: dialect.customised(source.post) for source in config.sources}
        self._sources = {source.name: source for source in config.sources}
        self.library = Library(config, state)
        self.recognition = Recognition(config, state, clock)
        self._state = state
        self._report = report
        self._clock = clock
        self._refetch = refetch
        self._are_away = are_away(config, state)
        self._has_followed = False  # posts that were moved

    def sweep(self) -> None:
        """Remove what killed runs have left half written; call this while the state is held."""
        for folder in {self._output, self.library.folder, self._config.taken_down}:
            files.sweep(folder)

    def restore(self) -> None:
        """Write the posts again that are all away, as they were: their sources may not list them any more.

        A run that is killed meanwhile takes no post for deleted, and the next one that refetches goes on with it.
        """
        if self._are_away:
            self._state.restoring()
        restored: Counter[str] = Counter()
        lost: Counter[str] = Counter()
        for known in self._state.being_written():
            if (self._output / known.path).exists():
                continue
            text = self._remade(known)
            if text is None:
                lost[known.source] += 1
                continue
            self._write(known, text)
            self._state.rewritten(known.id, file_hash(text), self._clock())
            restored[known.source] += 1
        for source, number in restored.items():
            self._report.note(source, f"posts written again as they were: {number}")
        for source, number in lost.items():
            way = "" if source in self._sources else ", which takes its source in the sources file"
            self._report.note(source, f"posts that cannot be written again as they were{way}: {number}")

    # Publishing

    def publish(self, article: Article) -> None:
        """Make the article a post, or see what it means for the post that there is."""
        from crawler.editing.updates import reading  # loads extraction, and a run that finds nothing new does without

        found = reading(article.title, article.body)
        shingles = likeness.shingles(found.text)
        signature = likeness.signature(shingles)
        # Another source may have brought it while this one was on its way.
        known = article.known or self.recognition.find(article)
        kin: list[Published] = []
        if known is None:
            known, kin = self.recognition.alike(article, found, shingles, signature)
            if known and self.recognition.is_stand_in(article, known):
                raise DropItem(f"no article: its page says what that of {known.url} says, and is titled as neither")
        if known and known.withdrawn:
            self._settle(article, known)
            self.tell_withdrawn(article.source.name, known)
        elif (known := known or self._forgotten(article)) and known.hash:
            self._again(article, self.located(known), found, signature)
        else:
            self._first(article, known, found, signature, kin)

    def _first(
        self, article: Article, known: Published | None, found: Reading, signature: Signature, kin: list[Published]
    ) -> None:
        now = self._clock()
        post = make_post(
            article, known.first_seen if known else now, article.modified, tuple(other.url for other in kin)
        )
        known = known or self._name(article, post)
        for other in kin:
            self._state.make_kin(known.id, other.id)
        text = self._render(article.source.name, post, known.path)
        self._write(known, text)
        written = Written.of(article, file_hash(text), post.updated, found.size, signature, changed=True)
        self._settle(article, known, written=written, new=True)
        for other in kin:
            self._refresh(other)
        self._report.article(article.source.name, Outcome.NEW, str(known.path))

    def _forgotten(self, article: Article) -> Published | None:
        """The article's post where the state knows nothing of it, having been lost, or being older than the post."""
        dialect, now = self._dialects[article.source.name], self._clock()
        wished = dialect.path(post := make_post(article, now))
        if not (self._output / names.possible(wished)).exists():
            return None
        made = read_post(self._render(article.source.name, post, wished), "", wished, dialect)
        there: list[FoundPost] = []

        def is_others(path: PurePosixPath) -> bool:
            found = None if self._state.is_taken(path) else found_post(self._output / path, path, dialect)
            if found and verification.is_of(found, article, made):
                there.append(found)
            return not there and (self._output / path).exists()

        names.free_name(wished, is_others)
        if not there:
            return None
        return self._state.adopt(
            url=article.url,
            source=article.source.name,
            title=article.title,
            path=there[0].path,
            file_hash=None,
            addresses=addresses(article),
            first_seen=min([now, *there[0].moments]),
        )

    def _verify(self, article: Article, known: Published) -> Making | None:
        """What an unverified post was made with; None where the article gives another file."""
        path, dialect = self._output / known.path, self._dialects[article.source.name]
        found = found_post(path, known.path, dialect)
        if found is None:
            return None

        def render(made: Making) -> str:
            post = make_post(article, made.first_seen, made.updated, made.also_at)
            return self._render(article.source.name, post, known.path)

        return verification.making(path.read_bytes(), found, [known.first_seen], render)

    def _name(self, article: Article, post: Post) -> Published:
        # Looked for in each folder only where there are some, since that takes reading all names.
        has_folders = any("/" in dialect.file_name for dialect in self._dialects.values())
        in_any_folder = has_folders and self._dialects[article.source.name].folders_vanish

        def is_taken(path: PurePosixPath) -> bool:
            return self._state.is_taken(path, in_any_folder=in_any_folder) or not _may_become(
                self._output / path, lambda: self._render(article.source.name, post, path)
            )

        return self._state.reserve(
            url=article.url,
            source=article.source.name,
            key=article.key,
            title=article.title,
            path=names.free_name(self._dialects[article.source.name].path(post), is_taken),
            addresses=addresses(article),
            now=self._clock(),
        )

    # Bringing up to date

    def _again(self, article: Article, known: Published, found: Reading, signature: Signature) -> None:
        from crawler.editing.updates import Change, Judgement, judge, reading, updated

        source, now = article.source, self._clock()
        if self.is_deleted(known):
            self._settle(article, known)
            self._report.article(source.name, Outcome.UNCHANGED, str(known.path), DELETED)
            return
        current = self._state.current(known.id)
        record = current.record if current else None
        old = reading(record.title, record.body) if record else None
        if record:
            self.keep_date(article, known, record)
            if keep_title(article, record):
                found = reading(article.title, article.body)
        if not self.recognition.takes_over(article, found, known, old):
            self.mention(source.name, article.key, known, addresses(article), original(article))
            return
        # A copy is no measure of what it was copied from.
        is_new = old is None or self.recognition.is_original(article, found, known)
        judgement = judge(old, found, article.entry.title) if old and not is_new else Judgement(Change.CHANGED)
        if judgement.change is Change.WORSE:
            self._refuse(article, known, judgement.reason, found.size)
            return
        is_same = judgement.change is Change.NONE and (article.look or not record or _is_labelled_as(article, record))
        if is_same and known.source == source.name and not self._refetch:
            self._settle(article, known)
            outcome = Outcome.UPDATED if self._refresh(known) else Outcome.UNCHANGED
            self._report.article(source.name, outcome, str(known.path))
            return
        changed = judgement.change is Change.CHANGED
        # Of what nothing else is known, the file itself may tell that it is of this very article.
        made = self._verify(article, known) if record is None else None
        date = made.updated if made else record.updated if record else None
        if made is None and (record is None or changed):
            date = updated(article.modified, (record.updated or record.published) if record else None, now)
        file = self._output / known.path
        text = file.read_text(encoding="utf-8") if made else self.text(article, known, date)
        if made:
            self._state.verified(known.id, file_hash(text))
        elif is_edited(file, known) and not _may_become(file, lambda: text):
            left = f"{EDITED}, so left as it is{' though its article changed' if changed else ''}"
            self._report.note(source.name, f"{known.path}: {UNKNOWN if known.hash == UNVERIFIED else left}")
            self._refuse(article, known, EDITED, found.size)
            return
        if known.aside and file_hash(text) == known.hash:
            self._settle(article, known)
            self._report.article(source.name, Outcome.UNCHANGED, str(known.path), f"in quarantine: {known.aside}")
            return
        rewritten = self._write(known, text)
        former = likeness.signature(likeness.shingles(old.text)).bands if old else ()
        written = Written.of(article, file_hash(text), date, found.size, signature, changed=changed, former=former)
        self._settle(article, known, written=written)
        self._report.article(source.name, Outcome.UPDATED if rewritten else Outcome.UNCHANGED, str(known.path))

    def _refuse(self, article: Article, known: Published, reason: str, size: int) -> None:
        """Keep the version that is not published, and look again soon."""
        record = Record.of(article, None)
        looked = self._look(article, known, soon=reason != EDITED)
        source = article.source.name
        is_new = self._state.refused(known.id, source, reason, record, size, looked, self._clock(), article.stored)
        self._settle(article, known, look=False)
        if source != known.source:
            self._refresh(known)  # which lists it now
        if is_new and reason != EDITED:
            self._report.note(source, f"{known.path}: kept as it is: {reason}")
        self._report.article(source, Outcome.UNCHANGED, str(known.path), reason)

    def mention(
        self, source: str, key: str, known: Published, known_addresses: list[str], claimed: str | None = None
    ) -> None:
        """Remember that a source has an article whose post is another source's, and list it there."""
        self._state.settled(source, key, known.id, known_addresses, self._clock(), claimed=claimed)
        self._refresh(known)
        self._report.article(source, Outcome.UNCHANGED, str(known.path), f"published from {known.source}")

    def _refresh(self, known: Published) -> bool:
        """Write a post again from what is known of it, where that makes it another: a source more, a picture more.

        Returns:
            Whether it was written.
        """
        known = self.located(known)
        file = self._output / known.path
        if not known.hash or is_edited(file, known) or not (file.exists() or known.aside):
            return False
        text = self._remade(known)
        if text is None or file_hash(text) == known.hash:
            return False
        self._write(known, text)
        self._state.rewritten(known.id, file_hash(text), self._clock())
        return True

    def _remade(self, known: Published) -> str | None:
        """The file of a post, from what is known of it; None where that is not enough."""
        current, source = self._state.current(known.id), self._sources.get(known.source)
        if current is None or source is None:
            return None
        record = current.record
        article = record.article(source, known.key or "")
        post = make_post(article, known.first_seen, record.updated, self._also_at(known, record.url))
        return self._render(source.name, post, known.path)

    def keep_date(self, article: Article, known: Published, record: Record) -> None:
        """Give an article the date that its post has, where its page shows the day of a later change as that of the
        first, or where another day would move the address of the post's page.

        Args:
            article: As it is read now.
            known: Its post.
            record: What the post was made of.
        """
        from crawler.editing.updates import first_published

        article.published = first_published(article.published, article.modified, record.published)
        dialect = self._dialects[article.source.name]
        before = make_post(record.article(article.source, known.key or ""), known.first_seen)
        day = dialect.address_day(before)
        if day and day != dialect.address_day(make_post(article, known.first_seen)):
            article.published = record.published

    def text(self, article: Article, known: Published, updated: date | None) -> str:
        """The file of an article that has a post."""
        post = make_post(article, known.first_seen, updated, self._also_at(known, article.url, article))
        return self._render(article.source.name, post, known.path)

    def _write(self, known: Published, text: str) -> bool:
        """Write the post's file, which the state hears of first; whether that changed it.

        What lies in the quarantine of it is out of date then.
        """
        self._state.writing(known.id, file_hash(text))
        written = files.write(self._output / known.path, text)
        if known.aside:
            aside = self._config.quarantine / known.path
            for file in (aside, aside.with_name(f"{aside.name}.txt")):
                file.unlink(missing_ok=True)
        return written

    def revise(self, known: Published, text: str, written: Written) -> None:
        """Write a post again, from the page that it was made of, read anew."""
        self._write(known, text)
        self._state.reprocessed(known.id, written, self._clock())

    def _also_at(self, known: Published, url: str, article: Article | None = None) -> tuple[str, ...]:
        """The other addresses at which sources have the article, and those of the same story's other posts."""
        found = {normal_url(url): ""}
        teller = article.source.name if article else known.source
        links = [mention.url for mention in self._state.mentions(known.id) if mention.source != teller]
        for link in [*links, *self._state.kin(known.id)]:
            if link:
                found.setdefault(normal_url(link), link)
        return tuple(link for link in found.values() if link)

    # Pages that are gone, posts that are

    def dropped(self, article: Article, reason: str) -> bool:
        """A page that led to a post holds no article now: keep it as a refused version.

        Returns:
            Whether there is such a post.
        """
        known = self._state.article(article.look) if article.look else self.recognition.find(article)
        if known is None or not known.hash or known.withdrawn:
            return False
        self._state.refused(
            known.id,
            article.source.name,
            reason,
            Record.of(article, None),
            len(article.body),
            self._look(article, known, soon=True),
            self._clock(),
            article.stored,
        )
        if article.look:
            self._report.article(article.source.name, Outcome.UNCHANGED, str(known.path), f"kept as it is: {reason}")
        return True

    def unchanged(self, source: Source, known: Published, validators: Validators) -> None:
        """The server says that the page has not changed."""
        assert known.page is not None
        now = self._clock()
        again = next_look(known.changed_at or known.first_seen, source.look_again, now)
        self._state.looked(known.id, Looked(known.page, validators, again), now)
        self._report.article(source.name, Outcome.UNCHANGED, str(known.path))

    def unchanged_since_listed(self, source: Source, key: str, known: Published) -> None:
        """The source lists the article in other words, but its page has not changed."""
        known = self.located(known)
        assert known.page is not None
        told = DELETED if self.is_deleted(known) else ""
        now = self._clock()
        again = next_look(known.changed_at or known.first_seen, source.look_again, now)
        self._state.settled(source.name, key, known.id, [], now, looked=Looked(known.page, known.validators, again))
        self._report.article(source.name, Outcome.UNCHANGED, str(known.path), told)

    def unseen(self, source: Source, known: Published, reason: str, until: datetime | None = None) -> None:
        """The page could not be had this time; its server may want to be left alone `until` then."""
        assert known.page is not None
        now = self._clock()
        again = next_look(known.changed_at or known.first_seen, source.look_again, now)
        if again:
            again = max(filter(None, (min(again, now + SOON), until)))
        self._state.looked(known.id, Looked(known.page, known.validators, again), now, found=False)
        self._report.article(source.name, Outcome.UNCHANGED, str(known.path), f"not looked at again: {reason}")

    def gone(self, source: Source, known: Published, reason: str) -> bool:
        """The page is not there: after some looks in a row, spaced in time, its post is taken down.

        Returns:
            Whether these were enough, so that nothing is left to be done.
        """
        now = self._clock()
        times = self._state.gone(known.id, now + SOON, now, enough=source.gone_after)
        if times >= source.gone_after:
            self.take_down(source, known, f"its page is gone: {reason}")
        else:
            told = f"its page is gone ({reason}), seen {times} of {source.gone_after} times"
            self._report.article(source.name, Outcome.UNCHANGED, str(known.path), told)
        return times >= source.gone_after

    def take_down(self, source: Source, known: Published, reason: str) -> None:
        """Take a post out of the site as its source's `takedown` says, and keep it from coming back."""
        known = self.located(known)
        file = self._output / known.path
        if source.takedown is Takedown.KEEP:
            if not self.is_deleted(known):
                self._state.left_alone(known.id)
                self._report.note(source.name, f"{known.path}: stays as it is: {reason}")
            self._report.article(source.name, Outcome.UNCHANGED, str(known.path), reason)
            return
        # Of a run that was killed meanwhile the file may be gone already: that was no hand's doing.
        removed = False
        if known.gone >= source.gone_after or not self.is_deleted(known):
            if file.exists() and is_edited(file, known):
                self._report.note(source.name, f"{known.path}: {reason}; it was {EDITED}, so it is left to you")
            else:
                if file.exists() or not known.aside:
                    self._state.taking_down(known.id, self._clock(), enough=source.gone_after)
                    self._remove(source, known, file)
                    removed = True
                self._report.note(source.name, f"{known.path}: taken down: {reason}")
            self._state.withdrawn(known.id, f"taken down: {reason}", self._clock(), removed=removed)
        self._report.article(source.name, Outcome.UNCHANGED, str(known.path), reason)

    def _remove(self, source: Source, known: Published, file: Path) -> None:
        if source.takedown is Takedown.DRAFT and (text := self._draft(source, known)):
            self._write(known, text)
            self._state.rewritten(known.id, file_hash(text), self._clock())
        elif source.takedown is Takedown.REMOVE:
            file.unlink(missing_ok=True)
        elif file.exists():
            files.write(self._config.taken_down / known.path, file.read_bytes())
            file.unlink()

    def _draft(self, source: Source, known: Published) -> str | None:
        """The post with the mark that makes its generator leave it out; None where the dialect has none."""
        current = self._state.current(known.id)
        if current is None or known.source != source.name:
            return None
        article = current.record.article(source, known.key or "")
        post = make_post(article, known.first_seen, current.record.updated, self._also_at(known, article.url))
        text = self._render(source.name, replace(post, withdrawn=True), known.path)
        return text if text != self._render(source.name, post, known.path) else None

    def located(self, known: Published) -> Published:
        """What is known of an article, with the place at which its post is now, should the user have moved it."""
        if not self._is_missing(known):
            return known
        if not self._has_followed:
            self._has_followed = True
            for post, path in follow(self._config, self._state):
                self._report.note(post.source, f"{post.path}: moved by hand to {path}, where it is kept up to date")
        return self._state.article(known.id) or known

    def is_deleted(self, known: Published) -> bool:
        """Whether the user deleted the post; what is noticed is remembered.

        Posts that are all gone were not deleted one by one, nor was a post that `crawler verify` set aside.
        """
        if known.aside and known.hash and not self._are_away and (self._output / known.path).exists():
            self._state.set_aside(known.id, None)
        if not self._is_missing(known):
            return False
        self._state.withdrawn(known.id, DELETED, self._clock())
        self._report.note(known.source, f"{known.path}: deleted by hand, so it stays deleted; {get_back(known)}")
        return True

    def _is_missing(self, known: Published) -> bool:
        there = known.hash is None or known.aside or known.withdrawn or (self._output / known.path).exists()
        return not (there or known.next_hash or self._are_away)

    def bring_back(self, known: Published, entry: Entry) -> Published:
        """Let an article whose post the user deleted have one again, made of an entry of its source.

        Where the user has brought the file back, it is the post.
        """
        if known.withdrawn == DELETED or self._is_missing(known):
            self._state.brought_back(known, entry, is_there=(self._output / known.path).exists())
        return self._state.article(known.id) or known

    def due(self, source: Source) -> list[Published]:
        """The posts whose pages are to be looked at again now."""
        return [
            known
            for known in map(self.located, self._state.due_looks(source.name, self._clock()))
            if known.gone >= source.gone_after or not self.is_deleted(known)
        ]

    def tell_withdrawn(self, source: str, known: Published) -> None:
        """Report that an article gets no post any more; who asks for just this one is told why, each time."""
        if source == BY_HAND and known.withdrawn:
            way = f"; {get_back(known)}" if known.withdrawn == DELETED else ""
            self._report.note(source, f"{known.path}: {known.withdrawn}{way}")
        self._report.article(source, Outcome.UNCHANGED, str(known.path), known.withdrawn or DELETED)

    # The state

    def _settle(
        self,
        article: Article,
        known: Published,
        *,
        written: Written | None = None,
        new: bool = False,
        look: bool = True,
    ) -> None:
        now = self._clock()
        looked = self._look(article, known, changed=now if written and written.changed else None) if look else None
        attempts = self._state.attempts(article.source.name, article.key)
        self._state.settled(
            article.source.name,
            article.key,
            known.id,
            addresses(article),
            now,
            written=written,
            looked=looked,
            claimed=original(article),
            new=new,
            again=article.lost_pictures and retry_at(article.lost_pictures, attempts + 1, now),
        )

    def _look(
        self, article: Article, known: Published, *, changed: datetime | None = None, soon: bool = False
    ) -> Looked | None:
        # What stands at a link of several articles may be another of them next time.
        if (
            not article.asked
            or article.shares_link
            or (known.hash and known.source != article.source.name and changed is None)
        ):
            return None
        now = self._clock()
        again = next_look(changed or known.changed_at or known.first_seen, article.source.look_again, now)
        if soon and again:
            return Looked(article.asked, Validators(), min(again, now + SOON))
        return Looked(article.asked, article.validators or Validators(), again)

    def _render(self, source: str, post: Post, path: PurePosixPath) -> str:
        return self._dialects[source].render(self.library.shown(post, self._sources[source]), path)


def get_back(known: Published) -> str:
    """How a post that the user deleted is had again."""
    return f"`crawler run --refetch --url {shlex.quote(known.url)}` writes it again"


def keep_title(article: Article, record: Record) -> bool:
    """Give an article that is only called by how its text begins the title that it had before; whether it was so."""
    is_lost = article.origins.get("title") == "text" != record.origins.get("title") and bool(record.title)
    if is_lost:
        article.title, article.origins["title"] = record.title, record.origins.get("title", "entry")
    return is_lost


def make_post(
    article: Article, first_seen: datetime, updated: date | None = None, also_at: tuple[str, ...] = ()
) -> Post:
    """The article as a dialect writes it.

    Args:
        article: The article.
        first_seen: When it was first published.
        updated: The date of its last update; None: there was none.
        also_at: The addresses at which other sources have it.
    """
    source = article.source
    return Post(
        title=article.title,
        body=article.body,
        url=article.url,
        source=urlsplit(article.url).hostname or "" if source.name == BY_HAND else source.name,
        first_seen=first_seen,
        published=article.published,
        updated=updated,
        authors=tuple(article.authors),
        fixed_author=source.author,
        categories=source.categories,
        tags=tuple(dict.fromkeys([*source.tags, *article.tags])),
        language=article.language,
        site_name=article.site_name,
        description=article.description,
        image=article.image,
        license=article.license,
        also_at=also_at,
        placeholder=_stand_in(article),
    )


def _stand_in(article: Article) -> str:
    """The picture of an article that has none: the user's for its address, else one derived of that; empty: none."""
    if article.source.placeholders is None:
        return ""
    if article.source.placeholders:
        pinned = {normal_url(url): image for url, image in article.source.placeholders.items()}
        for url in filter(None, (article.url, article.entry.url)):
            if image := pinned.get(normal_url(url)):
                return image
    return placeholder(article.url)


def check_output(config: Config) -> None:
    """See to it that posts can be written, before anything is fetched for them.

    Raises:
        ConfigError: They cannot.
    """
    if obstacle := files.obstacle(config.output):
        told = f"{config.output}: nothing was fetched, since no post can be written there: {obstacle};"
        raise ConfigError(f"{told} mend that, or let output in the sources file name another folder")


def are_away(config: Config, state: State) -> bool:
    """Whether the posts that were written are all gone, as they are where a disk is not there."""
    paths = state.paths()
    some = list(itertools.islice(paths, SOME))
    if not config.output.is_dir():
        return bool(some)
    if any((config.output / path).exists() for path in itertools.chain(some, paths)):
        return False
    return len(some) >= (SOME if any(config.output.iterdir()) else _FEW)


def _may_become(file: Path, text: Callable[[], str]) -> bool:
    """Whether the file may be made: nothing is there, or this very text (which a lost state had written)."""
    try:
        return file.read_bytes() == text().encode("utf-8")
    except FileNotFoundError:
        return True
    except (IsADirectoryError, PermissionError):
        if file.exists():
            return False
        raise


def is_edited(file: Path, known: Published) -> bool:
    """Whether someone changed the file since it was written; one that is gone is no edit."""
    try:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return False
    return found not in {known.hash, known.next_hash}


def _is_labelled_as(article: Article, record: Record) -> bool:
    """Whether an article says of its authors and its date what it said before."""
    return (article.authors, article.published) == (record.authors, record.published)


def file_hash(text: str) -> str:
    """SHA-256 of a post's file, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
