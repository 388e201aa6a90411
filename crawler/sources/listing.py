"""Listings: HTML pages that list articles, by selectors or, without any, by the block of links that repeats.

`Listing.older` is the page's next page: whoever follows it should stop at the first page that brings nothing new.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import date
from itertools import islice

import lxml.html
from lxml import etree
from parsel import Selector
from w3lib.encoding import http_content_type_encoding

from crawler.charsets import decode
from crawler.dates import parse_date
from crawler.items import Entry
from crawler.sources import (
    Document,
    Listing,
    NothingListedError,
    SourceError,
    _html,
    _options,
    _problems,
    _repetition,
    feed,
)
from crawler.sources._charset import unpack
from crawler.sources._html import web_address
from crawler.sources._options import CssOrXPath, select
from crawler.sources._repetition import text_of

READS_PAGES = True
_TEXT_LIMIT = 60  # characters; a shorter paragraph of an item is a caption or a label


class Options(_options.Options):
    """CSS selectors or XPath expressions; all but `item` and `next` are looked for inside an item."""

    item: CssOrXPath | None = None  # an article's place on the page; None: found by itself
    link: CssOrXPath | None = None  # None: the link in the item's heading, else the one with the longest text
    title: CssOrXPath | None = None  # None: the heading, else the link's text
    date: CssOrXPath | None = None  # None: a `time` element, else what reads as a date
    byline: CssOrXPath | None = None
    summary: CssOrXPath | None = None  # None: the first longer paragraph
    image: CssOrXPath | None = None  # None: the first picture
    next: CssOrXPath | None = None  # None: what is marked or named as the next page


def recognise(document: Document) -> float:
    """How sure it is that the document is a listing: a page with a block of article links, and no feed to offer."""
    try:
        tree = page(document)
    except SourceError:
        return 0.0
    if not _html.is_page(document.body) or _html.advertised_feeds(tree, document.url):
        return 0.0
    return 0.2 if _repetition.find(tree, _html.base_address(tree, document.url)) else 0.0


def read(document: Document, source: _options.Options) -> Listing:
    """Read the articles that a page lists, in its order, each once.

    Raises:
        SourceError: The document is no HTML page, a selector finds nothing, or nothing on the page repeats.
    """
    options = _options.own(source, Options)
    tree = page(document)
    base = _html.base_address(tree, document.url)
    listing = Listing(link=document.url, language=tree.get("lang") or None)
    listing.title = next((text_of(title) for title in tree.iter("title")), None) or None
    if options.item is not None:
        items = [
            found.root for found in select(Selector(root=tree), options.item) if isinstance(found.root, etree._Element)
        ]
        if not items:
            raise NothingListedError(f"item: {options.item!r} finds nothing on the page")
        pairs = [(item, _link(item, options)) for item in items]
    else:
        block = _repetition.find(tree, base)
        if block is None:
            raise NothingListedError("no block of article links repeats on the page; name it with item: and link:")
        pairs = [(item, _link(item, options) if options.link else link) for item, link in block.items]
    entries: dict[str, Entry] = {}
    without_link: list[int] = []
    for number, (item, link) in enumerate(pairs, start=1):
        entry = _entry(item, link, base, options)
        if entry.url is None:
            without_link.append(number)
        elif entry.url != document.url:
            entries.setdefault(entry.url, entry)
    listing.entries = list(entries.values())
    listing.problems += _problems.about(without_link, "item {} has no link", "items have no link")
    listing.older = _next(tree, base, options)
    return listing


def propose(document: Document) -> Options | None:
    """The selectors of the block of article links that repeats on a page; None where none does.

    Where no selector finds just that block, none is set, and the block is found anew each time.

    Raises:
        SourceError: The document is no HTML page.
    """
    tree = page(document)
    block = _repetition.find(tree, _html.base_address(tree, document.url))
    if block is None:
        return None
    if block.item is None:
        return Options()
    return Options(item=block.item, link=block.link, date=block.date)


def page(document: Document) -> lxml.html.HtmlElement:
    """The page's tree.

    Raises:
        SourceError: The document is no HTML page.
    """
    body, _ = unpack(document.body)
    if feed.recognise(document) > 0:
        raise SourceError("this is a feed, not an HTML page (kind: feed reads it)")
    text = decode(body, http_content_type_encoding(document.content_type))
    tree = _html.page_tree(text.encode("utf-8", "replace"), "utf-8") if text.strip() else None
    if tree is None:
        raise SourceError("the page is empty")
    if next(tree.iter("a"), None) is None:
        raise SourceError("the document is no HTML page that lists anything: it has no links")
    return tree


def _link(item: etree._Element, source: Options) -> etree._Element | str | None:
    if source.link is not None:
        found = select(Selector(root=item), source.link)
        return found[0].root if found else None
    if item.tag == "a":
        return item
    links = [link for link in item.iter("a") if link.get("href")]
    in_heading = [(str(outer.tag), link) for link in links for outer in islice(_headings_around(link), 1)]
    if in_heading:
        highest = min(level for level, _ in in_heading)  # a lower heading beside it holds a kicker
        links = [link for level, link in in_heading if level == highest]
    return max(links, key=lambda link: len(text_of(link)), default=None)


def _href(found: etree._Element | str | None) -> str | None:
    """The address that a selector found: a text as it is, else that of the link, or of the first one inside."""
    if found is None or isinstance(found, str):
        return found
    return next((link.get("href") for link in (found, *found.iter("a")) if link.get("href")), None)


def _headings_around(link: etree._Element) -> Iterator[etree._Element]:
    return link.iterancestors(*_repetition.HEADINGS)


def _entry(item: etree._Element, link: etree._Element | str | None, base: str, source: Options) -> Entry:
    url = web_address(base, _href(link))
    author = _text(item, source.byline)
    summary = _text(item, source.summary) or _paragraph(item)
    return Entry(
        url=url,
        title=_title(item, link, source),
        authors=[author] if author else [],
        published=_date(item, source),
        summary=html.escape(summary, quote=False) if summary else None,
        image=_image(item, base, source),
        base=url or base,
    )


def _text(item: etree._Element, selector: str | None) -> str | None:
    if selector is None:
        return None
    for found in select(Selector(root=item), selector):
        text = text_of(found.root) if isinstance(found.root, etree._Element) else " ".join(str(found.root).split())
        if text:
            return text
    return None


def _title(item: etree._Element, link: etree._Element | str | None, source: Options) -> str | None:
    if source.title is not None:
        return _text(item, source.title)
    if heading := _heading(item, link):
        return heading
    if not isinstance(link, etree._Element):
        return None
    picture = next((image.get("alt") for image in link.iter("img") if image.get("alt")), None)
    return text_of(link) or link.get("title") or link.get("aria-label") or picture


def _heading(item: etree._Element, link: etree._Element | str | None) -> str | None:
    """The text of the heading that the link stands in, else of the highest one."""
    if isinstance(link, etree._Element):
        for outer in _headings_around(link):
            if text := text_of(outer):
                return text
    headings = [heading for heading in item.iter(*_repetition.HEADINGS) if text_of(heading)]
    return text_of(min(headings, key=lambda heading: str(heading.tag))) if headings else None


def _date(item: etree._Element, source: Options) -> date | None:
    if source.date is None:
        element = _repetition.date_of(item)
    else:
        found = select(Selector(root=item), source.date)
        if found and not isinstance(found[0].root, etree._Element):
            return parse_date(str(found[0].root))
        element = found[0].root if found else None
    if element is None:
        return None
    said = element.get("datetime") or element.get("content") or ""  # of a `meta`, in microdata
    return parse_date(said) or parse_date(text_of(element)) or parse_date(element.text or "")


def _paragraph(item: etree._Element) -> str | None:
    return next((text for element in item.iter("p") if len(text := text_of(element)) >= _TEXT_LIMIT), None)


def _image(item: etree._Element, base: str, source: Options) -> str | None:
    if source.image is not None:
        found = select(Selector(root=item), source.image)
        if not found:
            return None
        if not isinstance(found[0].root, etree._Element):
            return web_address(base, str(found[0].root))
        item = found[0].root
    for image in item.iter("img"):
        for name in ("data-src", "data-original", "data-lazy-src", "src"):
            if address := web_address(base, image.get(name)):
                return address
    return None


def _next(tree: etree._Element, base: str, source: Options) -> str | None:
    if source.next is None:
        return _repetition.next_page(tree, base)
    found = select(Selector(root=tree), source.next)
    return web_address(base, _href(found[0].root)) if found else None
