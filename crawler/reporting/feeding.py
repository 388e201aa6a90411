"""Feeds, a sitemap and a list of the sources, for readers of the site and other crawlers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from w3lib.url import safe_url_string

from crawler import opml
from crawler.config import Config, Feeds
from crawler.editing.editor import make_post
from crawler.publishing import files, names, values
from crawler.publishing.syndication import (
    Channel,
    Published,
    atom,
    json_feed,
    newest,
    rss,
    sitemap,
)
from crawler.state import State

_FORMATS = {"atom.xml": atom, "rss.xml": rss, "feed.json": json_feed}


def write_feeds(config: Config, state: State) -> list[Path]:
    """Write what the sources file's `feeds` asks for.

    Returns:
        The files.
    """
    wanted = config.feeds
    if wanted is None:
        return []
    posts = list(_posts(config, state, wanted))
    contents: dict[Path, bytes] = {}
    for category, below in {None: Path(), **(folders(_categories(posts)) if wanted.by_category else {})}.items():
        listed = newest(posts, wanted.count, category)
        for name, write in _FORMATS.items():
            address = "/".join([wanted.url.rstrip("/"), *below.parts, name])
            title = f"{wanted.title}: {category}" if category else wanted.title
            contents[below / name] = write(Channel(title, wanted.site or wanted.url, address), listed)
    contents[Path("sources.opml")] = opml.write(_by_categories(config), wanted.title)
    if wanted.page:
        contents[Path("sitemap.xml")] = sitemap(posts)
    for path, content in contents.items():
        files.write(wanted.folder / path, content)
    return [wanted.folder / path for path in contents]


def _posts(config: Config, state: State, wanted: Feeds) -> Iterator[Published]:
    sources = {source.name: source for source in config.sources}
    named: set[str] = set()
    for known in state.posts():
        current, source = state.current(known.id), sources.get(known.source)
        if current is None or source is None or known.aside:
            continue
        post = make_post(current.record.article(source, known.key or ""), known.first_seen, current.record.updated)
        page = None
        if wanted.page:
            fields = values.fields(post, names.Slug.ASCII, wanted.page)
            page = wanted.page.format_map(fields | {"slug": known.path.stem, "name": known.path.stem})
            page = safe_url_string(page)  # feeds and sitemaps hold URIs (RFC 3986)
        # Posts of one page, as those of a change log, have its address in common; the first keeps it as its id.
        name = f"{post.url}#{known.path.stem}" if post.url in named else None
        named.add(post.url)
        yield Published(post, page, name)


def _by_categories(config: Config) -> list[dict[str, Any]]:
    """The sources as others may subscribe to them, those of the same categories together; nothing else of them."""
    places = {categories: place for place, categories in enumerate(dict.fromkeys(s.categories for s in config.sources))}
    listed = sorted(config.sources, key=lambda source: places[source.categories])
    return [
        {"name": s.name, "url": s.url} | ({"categories": list(s.categories)} if s.categories else {}) for s in listed
    ]


def _categories(posts: Iterable[Published]) -> list[str]:
    """The categories, each once whatever its case."""
    found: dict[str, str] = {}
    for name in sorted({category for each in posts for category in values.categories(each.post)}):
        found.setdefault(name.casefold(), name)
    return list(found.values())


def folders(categories: Iterable[str]) -> dict[str | None, Path]:
    """Where the feeds of each category go: folders that differ, also for "C#" and "C++"."""
    found: dict[str | None, Path] = {}
    for name in categories:
        wished = PurePosixPath(names.slug(name) or "category")
        found[name] = Path(names.free_name(wished, lambda path: Path(path) in found.values()))
    return found
