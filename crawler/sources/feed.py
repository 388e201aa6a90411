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

import base64
import binascii
import html
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lxml import etree

from crawler.dates import parse_date
from crawler.items import Enclosure, Entry
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
from crawler.sources._html import web_address

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"

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
_MEDIA = frozenset(["enclosure", "media:content", "media:thumbnail", "image", "itunes:image", "itunes:link"])
_ATOM = ("{http://www.w3.org/2005/Atom}", "{http://purl.org/atom/ns#}")
_REPEATED = frozenset(
    "link author dc:creator dc:author itunes:author category dc:subject keywords itunes:keywords enclosure "
    "media:content media:thumbnail media:group media:category image itunes:image itunes:link".split()
)
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
_TITLE = ("title", "dc:title", "media:title", "itunes:title")
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 24 * 7, "monthly": 24 * 30, "yearly": 24 * 365}  # hours
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HTML_TYPES = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})
_TEXT_TYPES = frozenset({"text", "text/plain", "plain"})

Element = etree._Element


def read(document: Document, source: Options) -> Listing:  # noqa: ARG001 - a feed needs no settings
    """Read a feed's entries.

    Raises:
        SourceError: The document is empty, an HTML page (named with the feed that it advertises), another kind of
            XML or JSON, or nothing of it can be read.
    """
    body, problems = unpack(document.body)
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start and not body.strip(b"\xef\xbb\xbf \t\r\n"):
        raise SourceError("the feed is empty")
    if start.startswith((b"{", b"[")):
        listing = _jsonfeed.read(body, document)
    else:
        if _html.is_page(body):
            raise SourceError(_page_message(body, document.url))
        listing = _read_xml(body, document)
    listing.problems[:0] = problems
    return listing


def recognise(document: Document) -> float:
    """How sure it is that the document is a feed: by its root element, or its JSON Feed version."""
    head = unpack(document.body)[0][:4096].replace(b"\0", b"")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return 0.9 if b"jsonfeed.org/version" in head.replace(b"\\/", b"/") else 0.0
    return 0.9 if _html.FEED_ROOT.search(head) and not _html.is_page(head) else 0.0


def _page_message(body: bytes, url: str) -> str:
    tree = _html.page_tree(body)
    feeds = _html.advertised_feeds(tree, url) if tree is not None else []
    return "this is an HTML page, not a feed" + (f"; it advertises the feed {feeds[0].url}" if feeds else "")


@dataclass(slots=True)
class _Feed:
    """What the elements of a feed are read against."""

    xml: _xml.Xml
    restore: Callable[[str], str]
    url: str
    has_base: bool  # whether xml:base and xml:lang occur in it at all
    has_language: bool
    is_cdf: bool
    base: str
    link: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()

    def base_of(self, element: Element, outer: str) -> str:
        if self.has_base and (base := element.get(_XML_BASE)):
            return web_address(outer, base) or outer
        return outer

    def language_of(self, element: Element, outer: str | None) -> str | None:
        if self.has_language:
            language = element.get(_XML_LANG)
            return outer if language is None else _language(language)
        return outer


def _read_xml(body: bytes, document: Document) -> Listing:
    xml = _xml.parse(body, document.content_type)
    root = xml.root
    kind = _name(root.tag).rpartition(":")[2]
    if _name(root.tag).startswith("?:"):  # a namespace of its own for what are RSS's names
        namespace = root.tag.rpartition("}")[0] + "}"
        for element in root.iter(f"{namespace}*"):
            element.tag = element.tag.removeprefix(namespace)
    if kind == "html":
        raise SourceError(_page_message(body, document.url))
    if kind in {"urlset", "sitemapindex"}:
        raise SourceError("this is a sitemap, not a feed (kind: sitemap reads it)")
    if kind == "opml":
        raise SourceError("this is a list of feeds (OPML), not a feed; it can be imported")
    if kind not in {"rss", "rdf", "feed", "channel"}:
        raise SourceError(f"this is not a feed but XML of another kind, <{kind}>")

    feed = _Feed(
        xml,
        str if xml.is_whole else xml.restore,
        document.url,
        has_base=b"xml:base" in xml.source,
        has_language=b"xml:lang" in xml.source,
        is_cdf=kind == "channel",
        base=document.url,
    )
    feed.base = feed.base_of(root, feed.base)
    feed.language = feed.language_of(root, None)
    channel = root if kind in {"feed", "channel"} else next((e for e in root if _name(e.tag) == "channel"), root)
    if channel is not root:
        feed.base = feed.base_of(channel, feed.base)
        feed.language = feed.language_of(channel, feed.language)
    items = [child for parent in ((root,) if channel is root else (channel, root)) for child in _items(parent)]
    listing = _read_channel(feed, channel)
    listing.problems += xml.problems
    if xml.truncated and items and xml.ends_inside("item", "entry"):
        items.pop()
        listing.problems.append("its last entry is incomplete and was left for the next time")
    if len(items) > MOST_ENTRIES:
        del items[MOST_ENTRIES:]
        listing.problems.append(TOO_MANY)
    listing.entries = [_read_entry(feed, item) for item in items]
    nameless = [number for number, entry in enumerate(listing.entries, 1) if not entry.url and not entry.title]
    listing.problems += _problems.nameless(nameless)
    return listing


def _items(parent: Element) -> Iterable[Element]:
    for child in parent:
        name = _name(child.tag)
        if name in {"item", "entry"}:
            yield child
        elif name == "items":  # RSS 0.90 mixed up with 1.0
            yield from _items(child)


def _read_channel(feed: _Feed, channel: Element) -> Listing:
    first: dict[str, Element] = {}
    links: list[Element] = []
    authors: list[Element] = []
    for child in channel:
        name = _name(child.tag)
        if name in {"item", "entry"}:
            continue
        if name == "link":
            links.append(child)
        elif name == "author" and len(child):
            authors.append(child)
        else:
            first.setdefault(name, child)
    listing = Listing()
    listing.title = _title(feed, first, ("title", "dc:title"))
    listing.link = feed.link = _link(feed, links, feed.base) or web_address(feed.base, channel.get("href"))
    said = first.get("language", first.get("dc:language"))
    if said is not None and (language := _language(feed.xml.text(said))):
        feed.language = language
    listing.language = feed.language
    feed.authors = tuple(filter(None, (_author(feed, author) for author in authors)))
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


def _texts(feed: _Feed, first: dict[str, Element], name: str, member: str) -> list[str]:
    """What the members of a list say, such as the hours of `skipHours`."""
    return [feed.xml.text(child).strip() for child in first.get(name, ()) if _name(child.tag) == member]


def _refresh(feed: _Feed, first: dict[str, Element]) -> timedelta | None:
    """RSS `ttl`, in minutes, or the syndication module's period; None where neither is a sensible number."""
    if "ttl" in first and (minutes := feed.xml.text(first["ttl"]).strip()).isdecimal() and len(minutes) < 7:
        return timedelta(minutes=int(minutes)) if int(minutes) else None
    if "sy:updateperiod" not in first:
        return None
    period = _PERIODS.get(feed.xml.text(first["sy:updateperiod"]).strip().lower())
    frequency = feed.xml.text(first["sy:updatefrequency"]).strip() if "sy:updatefrequency" in first else "1"
    if period is None or not (frequency.isdecimal() and 0 < int(frequency) < 10_000):
        return None
    return timedelta(hours=period) / int(frequency)


def _read_entry(feed: _Feed, item: Element) -> Entry:
    first: dict[str, Element] = {}
    repeated: dict[str, list[Element]] = {}
    for child in item:
        name = _name(child.tag)
        if name not in _REPEATED:
            if name not in first or name in _LAST_STANDS:
                first[name] = child
        elif name in repeated:
            repeated[name].append(child)
        else:
            repeated[name] = [child]
    if "media:group" in repeated:
        _open_groups(first, repeated)

    base = feed.base_of(item, feed.base) if feed.has_base else feed.base
    content = _first_filled(first, _CONTENT)
    summary = _first_filled(first, _SUMMARY)
    if content is None and "summary" in first and summary is first.get("description"):
        summary, content = first["summary"], summary
    carrier = summary if content is None else content
    guid, permalink = _guid(item, first, base)
    url = None
    if (original := first.get("feedburner:origlink")) is not None:
        url = web_address(base, original.text)
    if url is None and "link" in repeated:
        url = _link(feed, repeated["link"], base)
    if url is None:
        url = permalink or web_address(base, item.get("href") or item.get("HREF")) or _out_of_line(content, base)
    has_media = not _MEDIA.isdisjoint(repeated) or len(repeated.get("link", ())) > (0 if url is None else 1)
    return Entry(
        url=url,
        guid=guid,
        title=_title(feed, first, _TITLE),
        authors=_authors(feed, repeated, first),
        published=_date(first, _PUBLISHED),
        updated=_date(first, _UPDATED) or (_cdf_date(item) if feed.is_cdf else None),
        summary=None if summary is None else _markup(feed, summary),
        content=None if content is None else _markup(feed, content),
        tags=_tags(feed, repeated) if repeated else [],
        language=_entry_language(feed, item, first, carrier),
        image=_image(repeated, base) if has_media else None,
        enclosures=_enclosures(repeated, base) if has_media else [],
        base=(_entry_base(feed, carrier, base) if feed.has_base else None) or url or feed.link or base,
    )


def _cdf_date(item: Element) -> date | None:
    return parse_date(item.get("LASTMOD") or item.get("lastmod") or "")


def _out_of_line(content: Element | None, base: str) -> str | None:
    """Where Atom says that the content is, when it is elsewhere."""
    return web_address(base, content.get("src")) if content is not None else None


def _open_groups(first: dict[str, Element], repeated: dict[str, list[Element]]) -> None:
    """Read what Media RSS puts into a group as if it stood in the entry itself."""
    for group in repeated["media:group"]:
        for child in group:
            name = _name(child.tag)
            if name in _REPEATED:
                repeated.setdefault(name, []).append(child)
            else:
                first.setdefault(name, child)


@lru_cache(maxsize=4096)
def _name(tag: str) -> str:
    """An element's name in lower case, with the prefix that its namespace has here.

    A namespace that nobody bound leaves its prefix in the name, which is taken at its word.
    """
    namespace, _, local = tag.rpartition("}")
    local = local.lower()
    if not namespace:
        prefix, colon, rest = local.rpartition(":")
        return rest if f"{prefix}{colon}" in {"atom:", "rss:", "atom10:", "a10:"} else local
    prefix_here = _PREFIXES.get(namespace[1:].strip().lower().rstrip("/#"))
    if prefix_here is None:
        return f"?:{local}"
    return local if prefix_here == "atom:" else prefix_here + local


def _first_filled(first: dict[str, Element], names: tuple[str, ...]) -> Element | None:
    for name in names:
        element = first.get(name)
        if element is not None and (
            len(element) or (element.text and not element.text.isspace()) or element.get("src")
        ):
            return element
    return None


def _link(feed: _Feed, links: Iterable[Element], base: str) -> str | None:
    """The address of the page: RSS's text, or the first of Atom's alternate links, an HTML one if there is one."""
    found: str | None = None
    for link in links:
        href = link.get("href")
        if href is None:
            text = link.text or link.tail
            address = web_address(feed.base_of(link, base), feed.restore(text)) if text else None
            if address and link.get("rel") in {None, "alternate"}:
                return address
        elif (link.get("rel") or "alternate").lower() == "alternate":
            address = web_address(feed.base_of(link, base), href)
            media_type = link.get("type")
            if address and (media_type is None or "html" in media_type):
                return address
            found = found or address
    return found


def _guid(item: Element, first: dict[str, Element], base: str) -> tuple[str | None, str | None]:
    """The identifier as it stands, and the address that it is where it is one."""
    element = first.get("guid")
    if element is not None and (text := (element.text or "").strip()):
        if (element.get("isPermaLink") or element.get("ispermalink") or "true").strip().lower() == "false":
            return text, None
        return text, web_address(base, text) if text.startswith(("http://", "https://", "/")) else None
    for name in ("id", "dc:identifier"):
        element = first.get(name)
        if element is not None and (text := (element.text or "").strip()):
            return text, None
    about = item.get(_RDF_ABOUT) or item.get("about")
    return (about, web_address(base, about)) if about else (None, None)


def _title(feed: _Feed, first: dict[str, Element], names: tuple[str, ...]) -> str | None:
    for name in names:
        element = first.get(name)
        if element is None:
            continue
        if element.get("type") is None and element.get("mode") is None and not len(element):
            title = _html.plain_text(feed.restore(element.text or ""))
        else:
            title = _typed_title(feed, element)
        if title:
            return title
    return None


def _typed_title(feed: _Feed, element: Element) -> str:
    """A title whose type says how it is to be read, or which holds what may be markup."""
    media_type = (element.get("type") or "").partition(";")[0].strip().lower()
    mode = (element.get("mode") or "").lower()
    text = feed.xml.text(element)
    if mode == "base64" or _is_binary(media_type):
        return _html.plain_text(_from_base64(text) or text)
    if len(element):
        for hidden in list(element.iter("{*}script", "{*}style")):
            hidden.text = None
        return _html.plain_text(feed.xml.text(element), markup=False)
    if media_type in _HTML_TYPES:
        return _html.plain_text(text, markup=True)
    return _html.plain_text(text, markup=False if media_type in _TEXT_TYPES and not mode else None)


def _is_binary(media_type: str) -> bool:
    """Whether Atom 1.0 (4.1.3.3) has content of that type in base64: what is neither text nor XML."""
    return "/" in media_type and not media_type.startswith("text/") and not media_type.endswith(("xml", "html"))


def _from_base64(text: str) -> str | None:
    try:
        return base64.b64decode(text, validate=False).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None


def _markup(feed: _Feed, element: Element) -> str | None:
    """What an element holds, as HTML: serialised, decoded or escaped, as its type asks."""
    media_type = (element.get("type") or "").partition(";")[0].strip().lower()
    if len(element):
        return _inner(feed, element, media_type)
    text = feed.restore(element.text or "")
    if not text or text.isspace():
        return None
    mode = element.get("mode")
    if mode == "base64" or _is_binary(media_type):
        text = _from_base64(text) or text
        return text if _html.looks_like_html(text) else _html.from_text(text)
    if media_type in _HTML_TYPES:
        return text
    # A type that is not given is "text" in Atom, though many mean HTML; RSS has HTML, and no types.
    plain = media_type in _TEXT_TYPES or (not media_type and element.tag.startswith(_ATOM))
    if plain and not ((mode or not media_type) and _html.looks_like_html(text)):
        return _html.from_text(text)
    return text


def _inner(feed: _Feed, element: Element, media_type: str) -> str:
    """The markup inside an element, without namespaces and without the `div` that Atom wraps XHTML in."""
    if len(element) == 1 and _name(element[0].tag).endswith("div") and not (element.text or "").strip():
        wrapped = element[0]
        if media_type == "html" and not len(wrapped):  # escaped markup in a div, as TypePad wrote it
            return feed.restore(wrapped.text or "")
        if media_type == "xhtml":
            element = wrapped
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        copy = deepcopy(child)
        for node in copy.iter():
            if isinstance(node.tag, str) and "}" in node.tag:
                node.tag = node.tag.rpartition("}")[2]
        etree.cleanup_namespaces(copy)
        parts.append(etree.tostring(copy, method="html", encoding="unicode"))
    return feed.xml.restore("".join(parts), escape=True).strip()


def _authors(feed: _Feed, repeated: dict[str, list[Element]], first: dict[str, Element]) -> list[str]:
    for name in ("author", "dc:creator", "dc:author", "itunes:author"):
        if name in repeated:
            names = [author for element in repeated[name] if (author := _author(feed, element))]
            if names:
                return list(dict.fromkeys(names))
    if "source" in first:
        people = [_author(feed, child) for child in first["source"] if _name(child.tag) == "author"]
        if any(people):
            return list(dict.fromkeys(filter(None, people)))
    return list(feed.authors)


def _author(feed: _Feed, element: Element) -> str | None:
    """A name: Atom's, or what RSS has beside or in place of the mail address."""
    if len(element):
        parts = {_name(child.tag): feed.xml.text(child) for child in element}
        for name in ("name", "email", "rdf:value", "title"):
            if text := _html.plain_text(parts.get(name, "")):
                return text
        parts_text = " ".join(parts.values())
        return _html.plain_text(parts_text) or None
    return _html.person(feed.xml.text(element))


def _date(first: dict[str, Element], names: tuple[str, ...]) -> date | None:
    for name in names:
        if name in first and (text := first[name].text) and (found := parse_date(text)):
            return found
    return None


def _tags(feed: _Feed, repeated: dict[str, list[Element]]) -> list[str]:
    tags: dict[str, None] = {}
    for name in ("category", "dc:subject", "media:category"):
        if name in repeated:
            for element in repeated[name]:
                text = element.get("label") or element.text or element.get("term")
                if text and (tag := _html.plain_text(feed.restore(text))):
                    tags[tag] = None
    for name in ("keywords", "itunes:keywords"):
        if name in repeated:
            for element in repeated[name]:
                tags.update(dict.fromkeys(tag for part in (element.text or "").split(",") if (tag := part.strip())))
    return list(tags)


def _language(text: str) -> str | None:
    return text.strip().replace("_", "-") or None


def _entry_language(feed: _Feed, item: Element, first: dict[str, Element], carrier: Element | None) -> str | None:
    if (element := first.get("dc:language", first.get("language"))) is not None and element.text:
        return _language(element.text)
    language = feed.language_of(item, feed.language)
    return feed.language_of(carrier, language) if carrier is not None else language


def _entry_base(feed: _Feed, carrier: Element | None, base: str) -> str | None:
    """The `xml:base` that is in force for the content; None where there is none."""
    if carrier is not None:
        base = feed.base_of(carrier, base)
        if len(carrier) == 1:
            base = feed.base_of(carrier[0], base)
    return base if base != feed.url else None


def _image(repeated: dict[str, list[Element]], base: str) -> str | None:
    """The entry's picture: the one that the feed shows full size before those that it shows small."""
    for name in ("media:content", "itunes:image", "itunes:link", "enclosure", "link", "media:thumbnail", "image"):
        for element in repeated.get(name, ()):
            kind = element.get("medium") or element.get("type") or ""
            if name in {"media:content", "enclosure"} and not kind.startswith("image"):
                continue
            if name == "itunes:link" and element.get("rel") != "image":
                continue
            if name == "link" and not (element.get("rel") == "enclosure" and kind.startswith("image")):
                continue
            address = element.get("url") or element.get("href")
            if address is None and name == "image":
                address = next((child.text for child in element if _name(child.tag) == "url"), element.text)
            if found := web_address(base, address):
                return found
    return None


def _enclosures(repeated: dict[str, list[Element]], base: str) -> list[Enclosure]:
    found: dict[str, Enclosure] = {}
    for name in ("enclosure", "link", "media:content"):
        for element in repeated.get(name, ()):
            if name == "link" and (element.get("rel") or "").lower() != "enclosure":
                continue
            address = web_address(base, element.get("url") or element.get("href"))
            length = element.get("length") or element.get("fileSize") or ""
            if address and address not in found:
                size = int(length) if length.isdecimal() and len(length) < 16 else None
                found[address] = Enclosure(address, element.get("type"), size or None)
    return list(found.values())
