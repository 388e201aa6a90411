"""The entries of a feed, of whatever format: which of an entry's elements becomes which field."""

from __future__ import annotations

import mimetypes
import re
from datetime import date
from urllib.parse import urlsplit

from crawler.dates import from_epoch, parse_date
from crawler.items import Enclosure, Entry
from crawler.sources import _html
from crawler.sources._constructs import Element, Feed, authors_of, language_tag, link_of, markup_of, title_of
from crawler.sources._html import web_address
from crawler.sources._vocabulary import HOLDERS, NAMES, Layout

_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
# The author's, which WordPress.com and GitHub give beside, or in place of, the entry's own pictures.
_PORTRAIT = re.compile(r"https?://(?:(?:\w+\.)?gravatar\.com/avatar/|avatars\d*\.githubusercontent\.com/)")
_LEAST_SIDE = 100  # pixels; what says that it is smaller is a sign beside a headline
_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")


def read_entry(feed: Feed, item: Element) -> Entry:
    """Read an `item` or `entry` element."""
    children = list(item)
    layout = feed.layouts[tuple([child.tag for child in children])]
    if layout.has_holders:
        for child in children:  # with those that are added here
            if NAMES[child.tag] in HOLDERS and not _PORTRAIT.match(child.get("url") or ""):
                children += child
        layout = feed.layouts[tuple([child.tag for child in children])]

    base = feed.base_of(item, feed.base) if feed.has_base else feed.base
    content = _first_filled(children, layout.content)
    summary = _first_filled(children, layout.summary)
    if content is None and any(summary is children[place] for place in layout.descriptions):
        content, summary = summary, _first_filled(children, layout.summary[len(layout.descriptions) :])
    carrier = summary if content is None else content
    guid, permalink = _guid(feed, item, children, layout, base)
    url = None
    if layout.original is not None:
        url = web_address(base, feed.restore(children[layout.original].text or ""))
    if url is None and layout.links:
        url = link_of(feed, [children[place] for place in layout.links], base)
    if url is None:
        url = permalink or web_address(base, item.get("href") or item.get("HREF")) or _out_of_line(content, base)
    own_base = _entry_base(feed, carrier, base) if feed.has_base else None
    language = _entry_language(feed, item, children, layout, carrier)
    has_media = len(layout.pictures) > len(layout.links) or len(layout.links) > (0 if url is None else 1)
    return Entry(
        url=url,
        guid=guid,
        title=title_of(feed, [children[place] for place in layout.title]),
        authors=_authors(feed, children, layout),
        published=_date(children, layout.published) if layout.published else None,
        updated=_date(children, layout.updated) if layout.updated else _cdf_date(feed, item),
        summary=None if summary is None else markup_of(feed, summary),
        content=None if content is None else markup_of(feed, content),
        tags=_tags(feed, children, layout) if layout.categories or layout.keywords else [],
        language=language,
        image=_image(feed, children, layout, base) if has_media else None,
        enclosures=_enclosures(children, layout, base) if has_media else [],
        base=own_base or url or feed.link or base,
    )


def _cdf_date(feed: Feed, item: Element) -> date | None:
    return parse_date(item.get("LASTMOD") or item.get("lastmod") or "") if feed.is_cdf else None


def _out_of_line(content: Element | None, base: str) -> str | None:
    """Where Atom says that the content is, when it is elsewhere."""
    return web_address(base, content.get("src")) if content is not None else None


def _first_filled(children: list[Element], places: tuple[int, ...]) -> Element | None:
    for place in places:
        element = children[place]
        if ((text := element.text) and not text.isspace()) or len(element) or element.get("src"):
            return element
    return None


def _guid(
    feed: Feed, item: Element, children: list[Element], layout: Layout, base: str
) -> tuple[str | None, str | None]:
    """The identifier as it stands, and the address that it is where it is one."""
    if layout.guid is not None and (text := feed.restore(children[layout.guid].text or "").strip()):
        if text.startswith(("http://", "https://", "/")):
            element = children[layout.guid]
            said = element.get("isPermaLink") or element.get("ispermalink") or "true"
            return text, None if said.strip().lower() == "false" else web_address(base, text)
        return text, None
    for place in layout.ids:
        if text := feed.restore(children[place].text or "").strip():
            return text, web_address(base, text) if text.startswith(("http://", "https://")) else None
    about = item.get(_RDF_ABOUT) or item.get("about")
    return (about, web_address(base, about)) if about else (None, None)


def _authors(feed: Feed, children: list[Element], layout: Layout) -> list[str]:
    for places in layout.authors:
        names = [author for place in places for author in authors_of(feed, children[place])]
        if names:
            return list(dict.fromkeys(names))
    if layout.source is not None:
        source = children[layout.source]
        names = [author for child in source if NAMES[child.tag] == "author" for author in authors_of(feed, child)]
        if names:
            return list(dict.fromkeys(names))
    return list(feed.authors)


def _date(children: list[Element], places: tuple[int, ...]) -> date | None:
    for place in places:
        if (text := children[place].text) and (found := parse_date(text) or _epoch(text.strip())):
            return found
    return None


def _epoch(text: str) -> date | None:
    """The moment where an element that holds a date holds a number: seconds or milliseconds, from 2001 to 2033."""
    return from_epoch(int(text)) if _EPOCH.fullmatch(text) else None


def _tags(feed: Feed, children: list[Element], layout: Layout) -> list[str]:
    tags: dict[str, None] = {}
    for place in layout.categories:
        element = children[place]
        text = feed.restore(element.text or "")
        if feed.has_terms:
            text = element.get("label") or text.strip() or element.get("term") or ""
        if tag := _html.plain_text(text) or _html.plain_text(element.get("text") or ""):  # the latter is iTunes'
            tags[tag] = None
    for place in layout.keywords:
        parts = feed.restore(children[place].text or "").split(",")
        tags.update(dict.fromkeys(tag for part in parts if (tag := " ".join(part.split()))))
    return list(tags)


def _entry_language(
    feed: Feed, item: Element, children: list[Element], layout: Layout, carrier: Element | None
) -> str | None:
    for place in layout.language[:1]:
        if text := children[place].text:
            return language_tag(text)
    if not feed.has_language:
        return feed.language
    outer = feed.language_of(item, feed.language)
    return feed.language_of(carrier, outer) if carrier is not None else outer


def _entry_base(feed: Feed, carrier: Element | None, base: str) -> str | None:
    """The `xml:base` that is in force for the content; None where there is none."""
    if carrier is not None:
        base = feed.base_of(carrier, base)
        if len(carrier) == 1:
            base = feed.base_of(carrier[0], base)
    return base if base != feed.url else None


def _image(feed: Feed, children: list[Element], layout: Layout, base: str) -> str | None:
    for name, place in layout.pictures:
        element = children[place]
        kind = element.get("medium") or element.get("type") or ""
        address = element.get("url") or element.get("href")
        if name in {"media:content", "enclosure"} and not (kind or _type_of(web_address(base, address))).startswith(
            "image"
        ):
            continue
        if any(_is_small(element.get(side)) for side in ("width", "height")):
            continue
        if name == "itunes:link" and element.get("rel") != "image":
            continue
        if name == "link" and not (element.get("rel") == "enclosure" and kind.startswith("image")):
            continue
        if address is None and name == "image":
            holder = next((child for child in element if NAMES[child.tag] == "url"), element)
            address = feed.restore(holder.text or "")
        if (found := web_address(base, address)) and not _PORTRAIT.match(found):
            return found
    return None


def _is_small(side: str | None) -> bool:
    return side is not None and side.isdecimal() and len(side) < 4 and 0 < int(side) < _LEAST_SIDE


def _enclosures(children: list[Element], layout: Layout, base: str) -> list[Enclosure]:
    found: dict[str, Enclosure] = {}
    for name, place in layout.media:
        element = children[place]
        if name == "link" and (element.get("rel") or "").lower() != "enclosure":
            continue
        address = web_address(base, element.get("url") or element.get("href"))
        length = (element.get("length") or element.get("fileSize") or "").strip().replace(",", "")
        if address and address not in found:
            size = int(length) if length.isdecimal() and len(length) < 16 else None
            found[address] = Enclosure(address, element.get("type"), size or None)
    return list(found.values())


def _type_of(address: str | None) -> str:
    """The media type that an address's extension tells; empty where it tells none."""
    return mimetypes.guess_type(urlsplit(address).path)[0] or "" if address else ""
