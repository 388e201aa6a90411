"""What was published, as feeds and a sitemap for others to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from lxml import etree

from crawler.publishing import values
from crawler.publishing.moments import aware, in_utc, iso, rfc_822
from crawler.publishing.post import Post
from crawler.publishing.text import line, printable

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XML = "http://www.w3.org/XML/1998/namespace"

MOST_PAGES = 50_000  # https://www.sitemaps.org/protocol.html


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself. Addresses are absolute."""

    title: str
    url: str  # the site, or the page of the category
    feed_url: str  # where the feed itself will be


@dataclass(frozen=True, slots=True)
class Published:
    """A post and where its page is on the site."""

    post: Post
    url: str | None = None  # None: not known; the article at its source stands for it
    id: str | None = None  # what readers tell it by, where the article's address is not its own; None: that address


def atom(channel: Channel, posts: Sequence[Published]) -> bytes:
    """An Atom 1.0 feed (RFC 4287); `posts` as they are to stand in it.

    The article's own address is each entry's `id`, where no other has it, and its `related` link, and `source` names
    where it came from.
    """
    feed = etree.Element(_in(_ATOM, "feed"), nsmap=_default(_ATOM))
    _child(feed, _in(_ATOM, "id"), channel.feed_url)
    _child(feed, _in(_ATOM, "title"), channel.title)
    _child(feed, _in(_ATOM, "updated"), _moment(max(map(_changed, (each.post for each in posts)), default=_EPOCH)))
    _child(feed, _in(_ATOM, "link"), rel="self", type="application/atom+xml", href=channel.feed_url)
    _child(feed, _in(_ATOM, "link"), rel="alternate", type="text/html", href=channel.url)
    for each in posts:
        post, entry = each.post, _child(feed, _in(_ATOM, "entry"))
        _child(entry, _in(_ATOM, "id"), each.id or post.url)
        _child(entry, _in(_ATOM, "title"), values.title(post))
        _child(entry, _in(_ATOM, "link"), rel="alternate", type="text/html", href=each.url or values.url(post))
        if each.url:
            _child(entry, _in(_ATOM, "link"), rel="related", type="text/html", href=values.url(post))
        _child(entry, _in(_ATOM, "published"), _moment(_when(post)))
        _child(entry, _in(_ATOM, "updated"), _moment(_changed(post)))
        for name in values.authors(post):
            _child(_child(entry, _in(_ATOM, "author")), _in(_ATOM, "name"), name)
        for term in _terms(post):
            _child(entry, _in(_ATOM, "category"), term=term)
        _child(entry, _in(_ATOM, "summary"), values.summary(post))
        content = _child(entry, _in(_ATOM, "content"), _body(post), type="html")
        if language := values.language(post):
            content.set(_in(_XML, "lang"), language)
        source = _child(entry, _in(_ATOM, "source"))
        _child(source, _in(_ATOM, "id"), post.url)
        _child(source, _in(_ATOM, "title"), values.site(post))
        _child(source, _in(_ATOM, "updated"), _moment(_changed(post)))
    return _document(feed)


def rss(channel: Channel, posts: Sequence[Published]) -> bytes:
    """An RSS 2.0 feed (https://www.rssboard.org/rss-specification), the whole article in `content:encoded`."""
    root = etree.Element("rss", version="2.0", nsmap={"atom": _ATOM, "content": _CONTENT, "dc": _DUBLIN_CORE})
    feed = _child(root, "channel")
    _child(feed, "title", channel.title)
    _child(feed, "link", channel.url)
    _child(feed, "description", channel.title)
    _child(feed, _in(_ATOM, "link"), rel="self", type="application/rss+xml", href=channel.feed_url)
    if posts:
        _child(feed, "lastBuildDate", rfc_822(max(_changed(each.post) for each in posts)))
    for each in posts:
        post, item = each.post, _child(feed, "item")
        _child(item, "title", values.title(post))
        _child(item, "link", each.url or values.url(post))
        _child(item, "guid", each.id or post.url, isPermaLink="false" if each.url or each.id else "true")
        _child(item, "pubDate", rfc_822(_when(post)))
        for name in values.authors(post):
            _child(item, _in(_DUBLIN_CORE, "creator"), name)
        for term in _terms(post):
            _child(item, "category", term)
        _child(item, "description", escape(values.summary(post), quote=False))  # HTML, as readers take it
        _child(item, _in(_CONTENT, "encoded"), _body(post))
        _child(item, "source", values.site(post), url=values.url(post))
    return _document(root)


def json_feed(channel: Channel, posts: Sequence[Published]) -> bytes:
    """A JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    items = [
        {
            "id": each.id or each.post.url,
            "url": each.url or values.url(each.post),
            "external_url": values.url(each.post),
            "title": values.title(each.post),
            "content_html": _body(each.post),
            "summary": values.summary(each.post),
            "image": values.image(each.post),
            "date_published": _moment(_when(each.post)),
            "date_modified": _moment(_changed(each.post)),
            "authors": [{"name": name} for name in values.authors(each.post)],
            "tags": list(_terms(each.post)),
            "language": values.language(each.post),
        }
        for each in posts
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": line(channel.title),
        "home_page_url": channel.url,
        "feed_url": channel.feed_url,
        "items": [_without_empty(item) for item in items],
    }
    return (json.dumps(_without_empty(feed) | {"items": feed["items"]}, ensure_ascii=False, indent=2) + "\n").encode()


def sitemap(pages: Iterable[tuple[str, str]]) -> bytes:
    """A sitemap (https://www.sitemaps.org/protocol.html) of pages: the address of each, and when it changed."""
    root = etree.Element(_in(_SITEMAP, "urlset"), nsmap=_default(_SITEMAP))
    for url, changed in pages:
        entry = _child(root, _in(_SITEMAP, "url"))
        _child(entry, _in(_SITEMAP, "loc"), url)
        _child(entry, _in(_SITEMAP, "lastmod"), changed)
    return _document(root)


def dated(post: Post) -> str:
    """When a post was published, in UTC, as text that sorts as time does."""
    return iso(aware(in_utc(values.published_or_seen(post))))


def changed(post: Post) -> str:
    """When an article changed, as feeds say it."""
    return _moment(_changed(post))


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _when(post: Post) -> datetime:
    return aware(values.published_or_seen(post))


def _changed(post: Post) -> datetime:
    """When the article changed; never before it was published."""
    return max(_when(post), aware(post.updated or values.published_or_seen(post)))


def _moment(moment: date) -> str:
    return iso(aware(moment))


def _terms(post: Post) -> tuple[str, ...]:
    return values.terms((*values.categories(post), *values.tags(post)))


def _body(post: Post) -> str:
    return printable(post.body).strip()


def _default(namespace: str) -> Any:
    return {None: namespace}  # which lxml's type stub does not know of


def _in(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _child(parent: etree._Element, name: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, name, {key: line(value) for key, value in attributes.items()})
    if text is not None:
        child.text = printable(text)
    return child


def _without_empty(found: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _document(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data
