"""Feeds: RSS 0.9x to 2.0, RDF (RSS 1.0), Atom 0.3 and 1.0, CDF, JSON Feed 1.0 and 1.1.

What of a feed goes where in an `Entry`:

- `content` is what the format sets apart for a whole article: `content:encoded`, Atom's and JSON Feed's content, an
  XHTML `body`. None where the entry has no such element, however long its summary is.
- `summary` is RSS's `description` or Atom's `summary`. Many feeds carry the whole article in `description` alone, so
  whoever decides whether an entry holds its article has to look at `content or summary`.
- Both are HTML as it stands in the feed, character for character; what the feed calls plain text is escaped.
- `published` and `updated` stay apart: an Atom entry that says only when it was updated has no `published`.
- `url` is where the article is: FeedBurner's original link, the link, or a `guid` that is a permalink. `guid` is kept
  as it stands, link or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from lxml import etree

from crawler.sources import (
    MOST_ENTRIES,
    TOO_MANY,
    Document,
    Listing,
    Options,
    SourceError,
    _html,
    _jsonfeed,
    _problems,
    _xml,
)
from crawler.sources._charset import unpack
from crawler.sources._constructs import Element, Feed, authors_of, language_tag, link_of, rename, title_of
from crawler.sources._entries import read_entry
from crawler.sources._html import web_address
from crawler.sources._vocabulary import NAMES, TITLE, meant

_PERIODS = {"hourly": 1, "daily": 24, "weekly": 24 * 7, "monthly": 24 * 30, "yearly": 24 * 365}  # hours
_AFTER_BODY = re.compile(rb"<body[^<>]*>\s*(?:<\?xml[^<>]*\?>\s*)?\Z", re.IGNORECASE)
_JSON_FEED = re.compile(  # wherever it stands: programs that sort the names put it last
    rb'"version"\s*:\s*"[^"]{0,20}jsonfeed\.org\\?/version', re.IGNORECASE
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read(document: Document, source: Options) -> Listing:  # noqa: ARG001 - a feed needs no settings
    """Read a feed's entries.

    Raises:
        SourceError: The document is empty, an HTML page (named with the feed that it advertises), another kind of
            XML or JSON, or nothing of it can be read.
    """
    body, problems = unpack(document.body)
    is_cut = bool(problems)
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start and not body.strip(b"\xef\xbb\xbf \t\r\n"):
        raise SourceError("the feed is empty")
    if start.startswith((b"{", b"[")):
        listing = _jsonfeed.read(body, document)
    else:
        if _html.is_page(body):
            shown = _shown(body)
            if shown is None:
                raise SourceError(_page_message(body, document.url))
            body = shown
            problems.append("the feed is wrapped in an HTML page")
        listing = _read_xml(body, document)
    listing.problems[:0] = problems
    listing.is_cut |= is_cut
    return listing


def recognise(document: Document) -> float:
    """How sure it is that the document is a feed: by its root element, or its JSON Feed version."""
    body, _ = unpack(document.body)
    head = body[:4096].replace(b"\0", b"")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return 0.9 if _JSON_FEED.search(body.replace(b"\0", b"")) else 0.0
    return 0.9 if _html.FEED_ROOT.search(head) and not _html.is_page(head) else 0.0


def _shown(body: bytes) -> bytes | None:
    """The feed that a page shows in a `pre`, or holds as it stands, where a feed should be in its place."""
    start = _html.FEED_ROOT.search(body)
    if start and _AFTER_BODY.search(body, 0, start.start()):
        return body[start.start() :]
    tree = _html.page_tree(body) if b"<pre" in body[:4096] else None
    shown = next(tree.iter("pre"), None) if tree is not None else None
    text = shown.text_content().lstrip().encode("utf-8", "replace") if shown is not None else b""
    return text if _html.FEED_ROOT.search(text, 0, 1024) and text.startswith(b"<") else None


def _page_message(body: bytes, url: str) -> str:
    tree = _html.page_tree(body)
    feeds = _html.advertised_feeds(tree, url) if tree is not None else []
    return "this is an HTML page, not a feed" + (f"; it advertises the feed {feeds[0].url}" if feeds else "")


def _read_xml(body: bytes, document: Document) -> Listing:
    xml = _xml.parse(body, document.content_type)
    root = xml.root
    if NAMES[root.tag] == "html":
        root = next((found for found in root.iter("{*}rss", "{*}feed", "{*}RDF")), root)
    kind = NAMES[root.tag].rpartition(":")[2]
    if NAMES[root.tag].startswith(("?:", "xhtml:")):  # a namespace of its own for what are RSS's names
        _move(root, root.tag.rpartition("}")[0] + "}", "")
    for prefix, namespace in root.nsmap.items():
        if known := meant(prefix, namespace):
            _move(root, f"{{{namespace}}}", f"{{{known}}}")
    if kind == "html":
        raise SourceError(_page_message(body, document.url))
    if kind in {"urlset", "sitemapindex"}:
        raise SourceError("this is a sitemap, not a feed (kind: sitemap reads it)")
    if kind == "opml":
        raise SourceError("this is a list of feeds (OPML), not a feed; it can be imported")
    if kind in {"item", "entry"}:  # its root is missing
        root = etree.Element("rss")
        root.append(xml.root)
        kind = "rss"
    if kind not in {"rss", "rdf", "feed", "channel"}:
        raise SourceError(f"this is not a feed but XML of another kind, <{kind}>")

    feed = Feed(xml, document.url, base=document.url, is_cdf=kind == "channel")
    feed.base = feed.base_of(root, feed.base)
    feed.language = feed.language_of(root, None)
    channels = [] if kind in {"feed", "channel"} else [child for child in root if NAMES[child.tag] == "channel"]
    channel = channels[0] if channels else root
    if channel is not root:
        feed.base = feed.base_of(channel, feed.base)
        feed.language = feed.language_of(channel, feed.language)
    items = [child for parent in (*channels, root) for child in _items(parent)]
    listing = _read_channel(feed, channel)
    listing.problems += xml.problems
    listing.is_cut = xml.truncated
    if xml.truncated and items and xml.ends_inside("item", "entry"):
        items.pop()
        listing.problems.append("its last entry is incomplete and was left for the next time")
    if len(items) > MOST_ENTRIES:
        del items[MOST_ENTRIES:]
        listing.problems.append(TOO_MANY)
    listing.entries = [read_entry(feed, item) for item in items]
    nameless = [number for number, entry in enumerate(listing.entries, 1) if not entry.url and not entry.title]
    listing.problems += _problems.nameless(nameless)
    return listing


def _move(root: Element, namespace: str, other: str) -> None:
    """Put the elements of a namespace into another one."""
    for element in root.iter(etree.Element):
        if element.tag.startswith(namespace):
            rename(element, other + element.tag.removeprefix(namespace))


def _items(parent: Element) -> Iterable[Element]:
    for child in parent:
        name = NAMES[child.tag]
        if name in {"item", "entry"}:
            yield child
        elif name == "items":  # RSS 0.90 mixed up with 1.0
            yield from _items(child)


def _read_channel(feed: Feed, channel: Element) -> Listing:
    first: dict[str, Element] = {}
    links: list[Element] = []
    authors: list[Element] = []
    for child in channel:
        name = NAMES[child.tag]
        if name in {"item", "entry"}:
            continue
        if name == "link":
            links.append(child)
        elif name == "author" and len(child):
            authors.append(child)
        else:
            first.setdefault(name, child)
    listing = Listing()
    listing.title = title_of(feed, [first[name] for name in TITLE if name in first])
    listing.link = feed.link = link_of(feed, links, feed.base) or web_address(feed.base, channel.get("href"))
    said = first.get("language", first.get("dc:language"))
    if said is not None and (spoken := language_tag(feed.xml.text(said))):
        feed.language = spoken
    listing.language = feed.language
    feed.authors = tuple(name for author in authors for name in authors_of(feed, author))
    listing.refresh = _refresh(feed, first)
    hours = [int(text) for text in _texts(feed, first, "skiphours", "hour") if text.isdecimal() and len(text) < 3]
    listing.skip_hours = frozenset(hour % 24 for hour in hours if hour <= 24)  # 24 is midnight in RSS 0.91
    days = [text.capitalize() for text in _texts(feed, first, "skipdays", "day")]
    listing.skip_days = frozenset(_DAYS.index(day) for day in days if day in _DAYS)
    for element in links:
        relation = (element.get("rel") or "").lower()
        target = web_address(feed.base_of(element, feed.base), element.get("href"))
        if target and (relation == "prev-archive" or (relation == "next" and listing.older is None)):
            listing.older = target
    return listing


def _texts(feed: Feed, first: dict[str, Element], name: str, member: str) -> list[str]:
    """What the members of a list say, such as the hours of `skipHours`."""
    return [feed.xml.text(child).strip() for child in first.get(name, ()) if NAMES[child.tag] == member]


def _refresh(feed: Feed, first: dict[str, Element]) -> timedelta | None:
    """RSS `ttl`, in minutes, or the syndication module's period; None where neither is a sensible number."""
    if "ttl" in first and (minutes := feed.xml.text(first["ttl"]).strip()).isdecimal() and len(minutes) < 7:
        return timedelta(minutes=int(minutes)) if int(minutes) else None
    if "sy:updateperiod" not in first:
        return None
    period = _PERIODS.get(feed.xml.text(first["sy:updateperiod"]).strip().lower())
    frequency = feed.xml.text(first["sy:updatefrequency"]).strip() if "sy:updatefrequency" in first else "1"
    if period is None or not (frequency.isdecimal() and len(frequency) < 5 and int(frequency)):
        return None
    return timedelta(hours=period) / int(frequency)
