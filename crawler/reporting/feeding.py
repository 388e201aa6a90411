"""Feeds, a sitemap and a list of the sources, for readers of the site and other crawlers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from w3lib.url import safe_url_string

from crawler import opml
from crawler.config import BY_HAND, Config, Feeds, Source
from crawler.editing.editor import make_post
from crawler.identity import fingerprint
from crawler.publishing import files, names, values
from crawler.publishing.post import Post
from crawler.publishing.syndication import MOST_PAGES, Channel, Published, atom, changed, dated, json_feed, rss, sitemap
from crawler.state import Published as Known
from crawler.state import State

_FORMATS = {"atom.xml": atom, "rss.xml": rss, "feed.json": json_feed}
_ADDRESSED_BY = {"name", "author", "categories", "placeholders"}  # what a page's address may have of its source
_AT_ONCE = 500  # posts


def write_feeds(config: Config, state: State) -> list[Path]:
    """Write what the sources file's `feeds` asks for.

    Returns:
        The files.
    """
    return list(_Feeding(config, config.feeds, state).write()) if config.feeds else []


class _Feeding:
    """Writes the feeds. Only posts that have changed, and those that stand in a feed, are read for it."""

    def __init__(self, config: Config, wanted: Feeds, state: State) -> None:
        self._config = config
        self._wanted = wanted
        self._state = state
        self._sources = config.by_name()

    def write(self) -> Iterator[Path]:
        for source in self._sources.values():
            self._see_to(source)
        told_of = [source for source in self._sources.values() if self._state.is_syndicated(source.name)]
        categories = folders(_categories(self._sources.values())) if self._wanted.by_category else {}
        folded = set().union(*map(_folded, told_of))
        newest, pages = self._newest(told_of, [each for each in categories if each and each.casefold() in folded])
        for category, below in {None: Path(), **categories}.items():
            posts = [self._published(article) for article in newest.get(category, ())]
            for name, form in _FORMATS.items():
                if category and not posts and not (self._wanted.folder / below / name).exists():
                    continue  # one that told of posts is to tell of none, should they have been taken down
                address = "/".join([self._wanted.url.rstrip("/"), *below.parts, name])
                title = f"{self._wanted.title}: {category}" if category else self._wanted.title
                channel = Channel(title, self._wanted.site or self._wanted.url, address)
                yield self._put(below / name, form(channel, posts))
        yield self._put(Path("sources.opml"), opml.write(_by_categories(self._config), self._wanted.title))
        if self._wanted.page:
            yield self._put(Path("sitemap.xml"), sitemap(pages))

    def _put(self, path: Path, content: bytes) -> Path:
        files.write(self._wanted.folder / path, content)
        return self._wanted.folder / path

    def _see_to(self, source: Source) -> None:
        """Have the state know of a source's posts when they were published and where their pages are."""
        form = fingerprint(f"{self._wanted.page}\0{source.model_dump_json(include=_ADDRESSED_BY)}")
        articles = self._state.unsyndicated(source.name, form)
        for start in range(0, len(articles), _AT_ONCE):
            self._state.syndicate(form, map(self._told, articles[start : start + _AT_ONCE]))

    def _told(self, article: int) -> tuple[int, str, str, str | None]:
        known, post = self._post(article)
        return (article, dated(post), changed(post), self._page(known, post)) if post else (article, "", "", None)

    def _newest(
        self, told_of: Iterable[Source], categories: Iterable[str | None]
    ) -> tuple[dict[str | None, list[int]], list[tuple[str, str]]]:
        """The newest articles of all, and of each category, and the pages of the sitemap."""
        found: dict[str | None, list[int]] = {None: [], **{category: [] for category in categories}}
        places = {
            source.name: [found[None], *(found[each] for each in found if each and each.casefold() in _folded(source))]
            for source in told_of
        }
        pages: list[tuple[str, str]] = []
        for each in self._state.syndicated():
            for listed in places.get(each.source, ()):
                if len(listed) < self._wanted.count:
                    listed.append(each.article)
            if each.page and each.source in places and len(pages) < MOST_PAGES:
                pages.append((each.page, each.changed))
            is_full = len(pages) == MOST_PAGES or not self._wanted.page
            if is_full and all(len(listed) == self._wanted.count for listed in found.values()):
                break
        return found, pages

    def _published(self, article: int) -> Published:
        known, post = self._post(article)
        assert post is not None
        # Posts of one page, as those of a change log, have its address in common; the first keeps it as its id.
        is_first = self._state.is_first_of_its_page(article, post.url)
        return Published(post, self._page(known, post), None if is_first else f"{post.url}#{known.path.stem}")

    def _post(self, article: int) -> tuple[Known, Post | None]:
        known, current = self._state.article(article), self._state.current(article)
        assert known is not None
        if current is None:
            return known, None
        record = current.record
        source = self._sources[known.source]
        return known, make_post(record.article(source, known.key or ""), known.first_seen, record.updated)

    def _page(self, known: Known, post: Post) -> str | None:
        if not self._wanted.page:
            return None
        fields = values.fields(post, names.Slug.ASCII, self._wanted.page)
        page = self._wanted.page.format_map(fields | {"slug": known.path.stem, "name": known.path.stem})
        return safe_url_string(page)  # feeds and sitemaps hold URIs (RFC 3986)


def _by_categories(config: Config) -> list[dict[str, Any]]:
    """The sources as others may subscribe to them, those of the same categories together; nothing else of them."""
    sources = [source for source in config.sources if source.name != BY_HAND]
    places = {categories: place for place, categories in enumerate(dict.fromkeys(s.categories for s in sources))}
    listed = sorted(sources, key=lambda source: places[source.categories])
    return [
        {"name": s.name, "url": s.url} | ({"categories": list(s.categories)} if s.categories else {}) for s in listed
    ]


def _categories(sources: Iterable[Source]) -> list[str]:
    """The categories of sources, each once whatever its case."""
    found: dict[str, str] = {}
    for name in sorted({category for source in sources for category in values.terms(source.categories)}):
        found.setdefault(name.casefold(), name)
    return list(found.values())


def _folded(source: Source) -> set[str]:
    return {name.casefold() for name in values.terms(source.categories)}


def folders(categories: Iterable[str]) -> dict[str | None, Path]:
    """Where the feeds of each category go: folders that differ, also for "C#" and "C++"."""
    found: dict[str | None, Path] = {}
    for name in categories:
        wished = PurePosixPath(names.slug(name) or "category")
        found[name] = Path(names.free_name(wished, lambda path: Path(path) in found.values()))
    return found
