"""The names of feeds' elements, by whatever prefix and namespace, and which of them say what of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_MOST_NAMES = 4096  # that are remembered

# Namespace -> the prefix that it has here, whatever the feed calls it. Compared in lower case, without a final / or #.
_PREFIXES = {
    "http://www.w3.org/2005/atom": "atom:",
    "http://purl.org/atom/ns": "atom:",
    "http://purl.org/atom/app": "atom:",
    "http://purl.org/pie": "atom:",  # names that Atom had before it was Atom
    "http://purl.org/echo": "atom:",
    "http://example.com/necho": "atom:",
    "http://example.com/newformat": "atom:",
    "uri/of/echo/namespace": "atom:",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://cyber.law.harvard.edu/rss": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://purl.org/rss/1.0": "",
    "http://purl.org/net/rss1.1": "",
    "http://www.rssboard.org/rss-specification": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://purl.org/rss/1.0/modules/content": "content:",
    "http://purl.org/dc/elements/1.1": "dc:",
    "http://purl.org/dc/elements/1.0": "dc:",
    "http://purl.org/dc/terms": "dcterms:",
    "http://purl.org/rss/1.0/modules/dcterms": "dcterms:",
    "http://search.yahoo.com/mrss": "media:",
    "http://video.search.yahoo.com/mrss": "media:",
    "http://www.rssboard.org/media-rss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.pheedo.com/namespace/pheedo": "feedburner:",
    "http://purl.org/rss/1.0/modules/syndication": "sy:",
    "http://prismstandard.org/namespaces/basic/2.0": "prism:",
    "http://prismstandard.org/namespaces/basic/1.2": "prism:",
}
_AUTHORS = ("author", "dc:creator", "dc:author", "itunes:author")
_CATEGORIES = ("category", "dc:subject", "media:category", "itunes:category")
_KEYWORDS = ("keywords", "itunes:keywords")
# An entry's picture: what the feed shows full size before what it shows small.
_PICTURES = ("media:content", "itunes:image", "itunes:link", "enclosure", "link", "media:thumbnail", "image")
_ENCLOSURES = ("enclosure", "link", "media:content")
_PUBLISHED = (
    "pubdate",
    "published",
    "issued",
    "dcterms:issued",
    "dc:date",
    "dcterms:created",
    "created",
    "prism:publicationdate",
)
_LAST_STANDS = frozenset(["pubdate", "published", "updated", "modified"])  # a second one corrects the first
_UPDATED = ("updated", "modified", "dcterms:modified", "lastmod")
_CONTENT = ("content:encoded", "content", "fullitem", "xhtml:body", "body")
_SUMMARY = (
    "description",
    "summary",
    "dc:description",
    "abstract",
    "itunes:summary",
    "media:description",
    "itunes:subtitle",
)
TITLE = ("title", "dc:title", "media:title", "itunes:title")
_LANGUAGE = ("dc:language", "language")
_ID = ("id", "dc:identifier")
HOLDERS = frozenset(["media:group", "media:content"])  # what they hold is the entry's


class _Names(dict[str, str]):
    """Tag -> name; what is missing is looked up once."""

    def __missing__(self, tag: str) -> str:
        found = _name(tag)
        if len(self) < _MOST_NAMES:
            self[tag] = found
        return found


def _name(tag: str) -> str:
    """An element's name in lower case, with the prefix that its namespace has here.

    A namespace that nobody bound leaves its prefix in the name, which is taken at its word.
    """
    namespace, _, local = tag.rpartition("}")
    local = local.lower()
    if not namespace:
        prefix, colon, rest = local.rpartition(":")
        return rest if f"{prefix}{colon}" in {"atom:", "rss:", "atom10:", "a10:"} else local
    prefix_here = _prefix(namespace[1:])
    if prefix_here is None:
        return f"?:{local}"
    return local if prefix_here == "atom:" else prefix_here + local


def _prefix(namespace: str) -> str | None:
    plain = namespace.strip().lower().rstrip("/#")
    return _PREFIXES.get("http://" + plain.removeprefix("https://") if plain.startswith("https://") else plain)


def meant(prefix: str | None, namespace: str) -> str | None:
    """The namespace that is meant by one that nobody knows, where its prefix is one that everybody knows."""
    if not prefix or _prefix(namespace) is not None:
        return None
    return next((known for known, short in _PREFIXES.items() if short == f"{prefix.lower()}:"), None)


NAMES = _Names()


@dataclass(frozen=True, slots=True)
class Layout:
    """Which of an entry's children say what, by their places, those first that count most.

    It depends on their names alone, so that the entries of a feed share a few of them.
    """

    title: tuple[int, ...]
    guid: int | None
    ids: tuple[int, ...]
    original: int | None  # FeedBurner's origLink
    published: tuple[int, ...]
    updated: tuple[int, ...]
    content: tuple[int, ...]
    summary: tuple[int, ...]
    descriptions: tuple[int, ...]  # where the entry has a `summary` as well
    language: tuple[int, ...]
    source: int | None
    links: tuple[int, ...]
    authors: tuple[tuple[int, ...], ...]  # those of each element that names them
    categories: tuple[int, ...]
    keywords: tuple[int, ...]
    pictures: tuple[tuple[str, int], ...]  # with their names
    media: tuple[tuple[str, int], ...]
    has_holders: bool


class Layouts(dict[tuple[str, ...], Layout]):
    """The tags of an entry's children -> their layout."""

    def __missing__(self, tags: tuple[str, ...]) -> Layout:
        layout = self[tags] = _layout([NAMES[tag] for tag in tags])
        return layout


def _layout(names: list[str]) -> Layout:
    first: dict[str, int] = {}
    every: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        every.setdefault(name, []).append(place)
        if name not in first or name in _LAST_STANDS:
            first[name] = place

    def places(wanted: Iterable[str]) -> tuple[int, ...]:
        return tuple(first[name] for name in wanted if name in first)

    def all_places(wanted: Iterable[str]) -> tuple[int, ...]:
        return tuple(place for name in wanted for place in every.get(name, ()))

    def named(wanted: Iterable[str]) -> tuple[tuple[str, int], ...]:
        return tuple((name, place) for name in wanted for place in every.get(name, ()))

    return Layout(
        title=all_places(TITLE),
        guid=first.get("guid"),
        ids=places(_ID),
        original=first.get("feedburner:origlink"),
        published=places(_PUBLISHED),
        updated=places(_UPDATED),
        content=all_places(_CONTENT),
        summary=all_places(_SUMMARY),
        descriptions=tuple(every.get("description", ())) if "summary" in first else (),
        language=places(_LANGUAGE),
        source=first.get("source"),
        links=tuple(every.get("link", ())),
        authors=tuple(tuple(every[name]) for name in _AUTHORS if name in every),
        categories=tuple(place for _, place in named(_CATEGORIES)),
        keywords=tuple(place for _, place in named(_KEYWORDS)),
        pictures=named(_PICTURES),
        media=named(_ENCLOSURES),
        has_holders=not HOLDERS.isdisjoint(names),
    )
