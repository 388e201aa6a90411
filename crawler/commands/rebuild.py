"""`crawler rebuild`: a state that was lost or damaged, made anew of what is left: its rows, stored pages, posts.

A post is known to be the crawler's own where one of its article's stored pages, read again, gives the very file.
Others are taken in as unverified: the crawler writes over them only once a run has made the very file again.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from crawler import publishing
from crawler.archive import WHOLE, Archive, Found, keep, whole_pages
from crawler.config import BY_HAND, Config, ConfigError, Source, by_hand
from crawler.editing.editor import Clock, make_post
from crawler.editing.verification import Making, is_of, making
from crawler.identity import addresses, article_url, clean_url, likeness, normal_url
from crawler.identity.entries import Listed, own_addresses
from crawler.items import Article, Entry
from crawler.media.library import Library
from crawler.media.options import Media
from crawler.media.place import place
from crawler.media.shown import pictures
from crawler.network.conditional import Validators
from crawler.pipelines.clean import CleanPipeline
from crawler.pipelines.extract import ExtractPipeline
from crawler.pipelines.workers import Workers
from crawler.publishing import Dialect
from crawler.publishing.found import FoundPost, found_posts, read_post
from crawler.publishing.names import key as name_key
from crawler.rules.folder import RuleBook
from crawler.rules.patterns import PatternTooSlow
from crawler.rules.requests import rewritten
from crawler.scheduling.schedule import next_look
from crawler.settings import EXTRACTION_TIMEOUT
from crawler.sources import Document, SourceError
from crawler.spiders.whole import add_page, complete
from crawler.state import Looked, Published, State, StateError, Written
from crawler.state.database import errors_of, hold
from crawler.state.salvage import salvage

_LOGS = ("-wal", "-shm")  # beside a SQLite database
_NUMBER = re.compile(r"-\d+\Z")  # that tells posts of one name apart
_TAKEN_DOWN = "taken down before the state was lost"


@dataclass(slots=True)
class Rebuilt:
    """What a state was made anew of."""

    rows: int = 0  # that could be read of the old one
    pages: int = 0  # stored pages that it had lost
    verified: int = 0  # posts that are as the crawler wrote them
    unverified: list[PurePosixPath] = field(default_factory=list)  # posts of which that is not known
    withdrawn: int = 0  # posts that had been taken down
    aside: Path | None = None  # where the old state is kept


def rebuild(config: Config, clock: Clock, *, processes: int, trust: bool) -> Rebuilt:
    """Make the state anew; the old one is kept beside it under another name.

    Args:
        config: The sources file.
        clock: Gives the time, aware.
        processes: That extract, beside this one; 0: none.
        trust: No post was edited by hand, so that each counts as the crawler wrote it.

    Raises:
        StateError: Another run holds the state, or its folder cannot be written.
    """
    made = config.state.with_name(config.state.name + ".rebuilding")
    with errors_of(config.state):
        lock = hold(config.state)
        try:
            _remove(made)
            State(made, lock=False).close()
            rebuilt = Rebuilt(rows=salvage(config.state, made))
            with State(made, lock=False) as state:
                asyncio.run(_Rebuilding(config, state, clock, rebuilt, processes=processes, trust=trust).run())
            if not _is_blank(config.state):
                rebuilt.aside = _put_aside(config.state, clock())
            made.replace(config.state)
        finally:
            lock.release()
    return rebuilt


def _remove(database: Path) -> None:
    for ending in ("", *_LOGS):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _put_aside(state: Path, now: datetime) -> Path | None:
    """Copy a database to another name, so that no moment is without one, and remove the log that belongs to it.

    Returns:
        Where it was put; None where there is nothing to keep.
    """
    log = state.with_name(state.name + "-wal")
    kept = [file for file in (state, log) if file.exists() and file.stat().st_size]
    stem = f"{state.name}.{now.astimezone(UTC):%Y%m%d-%H%M%S}"
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    aside = next(path for name in names if not (path := state.with_name(name)).exists())
    for file in kept:
        shutil.copy2(file, aside.with_name(aside.name + file.name.removeprefix(state.name)))
    for ending in _LOGS:
        state.with_name(state.name + ending).unlink(missing_ok=True)
    return aside if kept else None


def _is_blank(state: Path) -> bool:
    """Whether the file is a sound state that never remembered anything."""
    try:
        with State(state, lock=False) as opened:
            return opened.is_new()
    except StateError:
        return False


def take_up(config: Config, state: State, now: datetime) -> int:
    """See to a state that is new though the crawler has run before: its file was lost, or is not where it was.

    Where no pages are stored, the posts that tell their articles' addresses are taken in, unverified.

    Returns:
        How many posts were taken in.

    Raises:
        StateError: Pages of the sources are stored beside the state: with them it can be made anew as it was.
    """
    names = {source.name for source in config.sources}
    if any(page.source in names for page in whole_pages(config.stored_pages)):
        raise StateError(
            f"{config.state}: is empty or new, yet pages of earlier runs are stored beside it, so it was lost;"
            " nothing was fetched; `crawler rebuild` makes it anew of them and the posts"
        )
    rebuilt = Rebuilt()
    posts = _unknown_posts(config, state)
    _adopt_by_address(state, posts.values(), _in_common(config, posts.values()), now, rebuilt, trust=False)
    return len(rebuilt.unverified)


def _unknown_posts(config: Config, state: State) -> dict[str, FoundPost]:
    """The posts in the output folder that are to be taken in, by their names as file systems compare them."""
    found: dict[str, FoundPost] = {}
    for dialect in config.dialects():
        for post in found_posts(config.output, dialect):
            if post.url or name_key(post.path) not in found:
                found[name_key(post.path)] = post
    return {name: post for name, post in found.items() if _is_unknown(state, post)}


def _is_unknown(state: State, post: FoundPost) -> bool:
    """Whether the state does not know a post, or not what it was made of."""
    known = state.article_in(str(post.path))
    return known is None or (known.withdrawn is None and state.current(known.id) is None)


def _in_common(config: Config, posts: Iterable[FoundPost]) -> set[str]:
    """The normalised addresses that tell no post from others: of articles that share a link, or have none.

    Such a post is found by its name, or as the very file that its article gives.
    """
    times = Counter(normal_url(post.url) for post in posts if post.url)
    shared = {address for address, number in times.items() if number > 1}
    return shared | {normal_url(source.url) for source in config.sources}


def _adopt_by_address(
    state: State, posts: Iterable[FoundPost], in_common: Set[str], now: datetime, rebuilt: Rebuilt, *, trust: bool
) -> None:
    for post in posts:
        if post.url is None or normal_url(post.url) in in_common or state.article_in(str(post.path)):
            continue
        _adopt(state, post, post.url, post.hash if trust else None, now)
        if trust:
            rebuilt.verified += 1
        else:
            rebuilt.unverified.append(post.path)


def _adopt(state: State, post: FoundPost, url: str, file_hash: str | None, now: datetime) -> Published:
    """Take in a post of which nothing is known but what it tells itself."""
    return state.adopt(
        url=url,
        source="",
        title=post.title,
        path=post.path,
        file_hash=file_hash,
        addresses=[normal_url(url)],
        first_seen=min([now, *post.moments]),
    )


@dataclass(frozen=True, slots=True)
class _Match:
    """A post, and the article that a stored page makes of it."""

    post: FoundPost
    article: Article
    page: int  # its id
    first_seen: datetime
    updated: datetime | None
    is_same: bool  # the page gives the very file


class _Rebuilding:
    """Fills a new state."""

    def __init__(
        self, config: Config, state: State, clock: Clock, rebuilt: Rebuilt, *, processes: int, trust: bool
    ) -> None:
        self._config = config
        self._state = state
        self._now = clock()
        self._rebuilt = rebuilt
        self._trust = trust
        self._sources = {source.name: source for source in config.sources}
        form = publishing.dialect(config.dialect)
        self._dialects = {source.name: form.customised(source.post) for source in config.sources}
        self._library = Library(config, state)
        self._pictures = place(form, config.output, config.media_folder, config.media_url)
        self._archive = Archive(config.stored_pages, state)
        self._workers = Workers(processes, EXTRACTION_TIMEOUT)
        self._at_once = 2 * max(processes, 1)
        self._extract = ExtractPipeline(self._workers, RuleBook(config.rules_folder))
        self._clean = CleanPipeline(self._workers, keep_attributes=form.keep_attributes)
        self._posts: dict[str, FoundPost] = {}
        self._in_common: set[str] = set()
        self._by_address: dict[str, FoundPost] = {}
        # Those that tell no address of their own, by their paths without extension, and without a number at the end.
        self._by_name: defaultdict[PurePosixPath, list[FoundPost]] = defaultdict(list)

    async def run(self) -> None:
        self._posts = _unknown_posts(self._config, self._state)
        self._in_common = _in_common(self._config, self._posts.values())
        for post in self._posts.values():
            self._note(post)
        try:
            await self._match_pages()
        finally:
            self._workers.close()
        posts = self._posts.values()
        _adopt_by_address(self._state, posts, self._in_common, self._now, self._rebuilt, trust=self._trust)
        self._take_in_withdrawn()

    def _note(self, post: FoundPost) -> None:
        """Have a post found by what it tells of itself."""
        if post.url and normal_url(post.url) not in self._in_common:
            self._by_address[normal_url(post.url)] = post
        else:
            for name in {post.path.stem, _NUMBER.sub("", post.path.stem)}:
                self._by_name[post.path.parent / name].append(post)

    async def _match_pages(self) -> None:
        # There may be very many: only what tells their entries apart is held; the rest is read again in its turn.
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        links: dict[tuple[str, str], tuple[str | None, str | None]] = {}  # address and GUID, of the last of them
        for page in whole_pages(self._config.stored_pages):
            known = self._state.knows_page(page.file, page.offset)
            if known is None:
                self._rebuilt.pages += 1
                known = keep(self._state, page)
            entry = self._state.article_of(page.source, page.key)
            if not self._state.knows_entry(page.source, page.key) or (entry and not self._state.current(entry.id)):
                groups[page.source, page.key].append(known)
                links[page.source, page.key] = (page.entry.url, page.entry.guid)
        places = _places(links)
        unclaimed: list[tuple[str, str]] = []
        wanted = list(groups)
        for start in range(0, len(wanted), self._at_once):
            some = [(each, self._found(groups[each])) for each in wanted[start : start + self._at_once]]
            matches = await asyncio.gather(*(self._match(pages, shares_link=places[each][1]) for each, pages in some))
            for (each, pages), match in zip(some, matches, strict=True):
                if match is None or name_key(match.post.path) not in self._posts:
                    unclaimed.append(each)
                else:
                    self._take_in(Listed(pages[-1][1].entry, each[1], *places[each]), match, pages)
        for source, key in unclaimed:
            if pages := self._found(groups[source, key]):
                self._mention(source, Listed(pages[-1][1].entry, key, *places[source, key]), pages)

    def _found(self, pages: Iterable[int]) -> list[tuple[int, Found]]:
        """Stored pages, read again."""
        return [(page, found) for page in pages if (found := self._archive.found(page))]

    async def _match(self, pages: Sequence[tuple[int, Found]], *, shares_link: bool) -> _Match | None:
        """The post that is made of one of an entry's pages, the last of which comes first."""
        likely: _Match | None = None
        source = self._source(pages[0][1]) if pages else None
        if source is None:
            return None
        for number, (page, found) in reversed(list(enumerate(pages))):
            if found.piece:
                continue
            further = {each.piece: (id_, each) for id_, each in pages[: number + 1] if each.piece}
            further |= dict(_following(pages[number + 1 :]))
            ordered = [further[piece] for piece in sorted(further, key=lambda piece: (piece == WHOLE, piece))]
            article = await self._read(source, page, found, ordered, shares_link=shares_link)
            post = article and self._post_of(article, pages[0][1].fetched)
            if not article or not post:
                continue
            match = self._compare(article, page, post, pages[0][1].fetched)
            if match.is_same:
                return match
            likely = likely or match
        return likely

    def _source(self, page: Found) -> Source | None:
        if page.source not in self._sources and page.source == BY_HAND and page.entry.url:
            try:
                return by_hand(self._config, [page.entry.url]).sources[-1]
            except ConfigError:
                return None
        return self._sources.get(page.source)

    async def _read(
        self, source: Source, page: int, found: Found, further: Sequence[tuple[int, Found]], *, shares_link: bool
    ) -> Article | None:
        """The article of a stored page and those that it goes on in; None where they hold none."""
        loaded = self._archive.load(page)
        if loaded is None:
            return None
        body, content_type = loaded
        entry = found.entry
        article = Article(source, entry, found.key, clean_url(entry.url or body.url), body, detour=bool(source.rewrite))
        article.shares_link = shares_link
        article.stored = page
        article.stored_further = tuple(number for number, _ in further)
        kind = source.kind or self._state.kind(source.name, source.url)
        try:
            complete(article, kind, Document(body.url, body.body, content_type))
        except SourceError:
            return None
        for number, each in further:
            if (more := self._archive.load(number)) is None:
                return None
            add_page(article, more[0], each.piece)
        try:
            await self._extract.process_item(article)
            await self._clean.process_item(article)
        except Exception:  # it holds no article, or one that the crawler stumbles over: the other pages are read
            return None
        article.url = article_url(article)
        return article

    def _post_of(self, article: Article, first_seen: datetime) -> FoundPost | None:
        """The post whose file tells the article's address, or else the one of its name and title."""
        for address in (normal_url(article.url), *addresses(article)):
            if post := self._by_address.get(address):
                return post
        dialect = self._dialect(article.source)
        shown = self._library.shown(make_post(article, first_seen), article.source)
        wished = dialect.path(shown)
        made = read_post(dialect.render(shown, wished), "", wished, dialect)
        named_so = self._by_name.get(wished.with_suffix(""), ())
        return next((post for post in named_so if is_of(post, article, made)), None)

    def _dialect(self, source: Source) -> Dialect:
        return self._dialects.get(source.name) or publishing.dialect(self._config.dialect).customised(source.post)

    def _compare(self, article: Article, page: int, post: FoundPost, fetched: datetime) -> _Match:
        """Whether an article gives the very file of a post, with the dates and the other addresses that it names."""
        kept = self._recall_pictures(article, post)
        dialect = self._dialect(article.source)

        def render(made: Making) -> str:
            shown = self._library.shown(make_post(article, made.first_seen, made.updated, made.also_at), article.source)
            return dialect.render(shown, post.path)

        made = making((self._config.output / post.path).read_bytes(), post, [fetched], render)
        if made:
            return _Match(post, article, page, made.first_seen, made.updated, is_same=True)
        for url in kept:
            self._state.forget_picture(url)
        return _Match(post, article, page, min([fetched, *post.moments]), None, is_same=False)

    def _recall_pictures(self, article: Article, post: FoundPost) -> list[str]:
        """Take the pictures that a post shows from its own site for those of its article, in their order."""
        if article.source.media is Media.LINK:
            return []
        wanted = pictures(article.body, article.image, article.source.pictures.max_width)
        wanted = wanted[: article.source.pictures.max_count]
        text = (self._config.output / post.path).read_text(encoding="utf-8", errors="replace")
        shown = re.findall(re.escape(self._pictures.url) + r"[\w./-]+", text)
        names = [address.removeprefix(self._pictures.url) for address in dict.fromkeys(shown)]
        if len(names) != len(wanted) or not all((self._pictures.folder / name).is_file() for name in names):
            return []
        new = [
            (tries[0], name)
            for tries, name in zip(wanted, names, strict=True)
            if self._state.picture(tries[0], article.source.pictures.max_width) is None
        ]
        for url, name in new:
            self._state.keep_picture(url, article.source.pictures.max_width, name)
        return [url for url, _ in new]

    def _take_in(self, listed: Listed, match: _Match, pages: Sequence[tuple[int, Found]]) -> None:
        from crawler.editing.updates import reading

        article, post = match.article, match.post
        del self._posts[name_key(post.path)]
        known = self._state.article_in(str(post.path))
        is_known = match.is_same or self._trust or (known is not None and known.hash == post.hash)
        known = known or self._state.adopt(
            url=article.url,
            source=article.source.name,
            title=article.title,
            path=post.path,
            file_hash=post.hash if is_known else None,
            addresses=addresses(article),
            first_seen=match.first_seen,
        )
        if not is_known:
            self._rebuilt.unverified.append(post.path)
            return
        self._rebuilt.verified += 1
        text = reading(article.title, article.body)
        fetched = next(found.fetched for page, found in pages if page == match.page)
        signature = likeness.signature(likeness.shingles(text.text))
        written = Written.of(article, post.hash, match.updated, text.size, signature, changed=True)
        self._state.recall(article.source.name, listed, pages[0][1].fetched)
        self._state.settled(
            article.source.name,
            listed.key,
            known.id,
            addresses(article),
            fetched,
            written=written,
            looked=self._look(article, fetched),
        )

    def _look(self, article: Article, fetched: datetime) -> Looked | None:
        if article.shares_link or not article.entry.url:
            return None
        try:
            asked = rewritten(article.entry.url, article.source.rewrite)
        except PatternTooSlow:
            return None
        return Looked(asked, Validators(), next_look(fetched, article.source.look_again, self._now))

    def _mention(self, source: str, listed: Listed, pages: Iterable[tuple[int, Found]]) -> None:
        """Remember that an entry leads to a post that another one made."""
        if listed.shares_link or source not in self._sources:
            return
        led_to = {normal_url(url) for _, found in pages for url in (found.entry.url, found.url) if url}
        known = self._state.article_at(sorted(led_to))
        if known is not None and known.key is not None:
            self._state.recall(source, listed, self._now)
            self._state.settled(source, listed.key, known.id, [], self._now)

    def _take_in_withdrawn(self) -> None:
        for dialect in self._config.dialects():
            for post in found_posts(self._config.taken_down, dialect):
                if post.url and self._state.article_in(str(post.path)) is None:
                    known = _adopt(self._state, post, post.url, post.hash, self._now)
                    self._state.withdrawn(known.id, _TAKEN_DOWN, self._now)
                    self._rebuilt.withdrawn += 1


def _following(pages: Iterable[tuple[int, Found]]) -> Iterator[tuple[int, tuple[int, Found]]]:
    """The pages that were stored after an article's own and before the next one of its own, by their pieces."""
    for page, found in itertools.takewhile(lambda each: each[1].piece, pages):
        yield found.piece, (page, found)


def _places(
    links: dict[tuple[str, str], tuple[str | None, str | None]],
) -> dict[tuple[str, str], tuple[str | None, bool]]:
    """Where the entries lead that pages were fetched for, told apart by their addresses as those of a document are.

    Returns:
        Of each its own address, and whether it shares its link, as of `Listed`.
    """
    keys: dict[str, list[str]] = defaultdict(list)
    for source, key in links:
        keys[source].append(key)
    found: dict[tuple[str, str], tuple[str | None, bool]] = {}
    for source, listed in keys.items():
        entries = [Entry(url, guid or key) for key in listed for url, guid in [links[source, key]]]
        for key, entry, address in zip(listed, entries, own_addresses(entries), strict=True):
            found[source, key] = (address, bool(entry.url) and address != normal_url(entry.url or ""))
    return found
