"""Sitemaps (sitemaps.org): lists of URLs with news and image extensions, indexes of them, plain text; also gzipped.

A sitemap's `lastmod` is its entries' `updated`: whoever remembers it sees without asking for a page that nothing
changed. Of an index, only the sitemaps that it names come out, in `Listing.more`, each with its own `lastmod`.
"""

from __future__ import annotations

import re

from lxml import etree

from crawler.dates import parse_date
from crawler.items import Entry
from crawler.sources import Document, Further, Listing, SourceError, _html, _options, _xml, feed
from crawler.sources._charset import decode, unpack
from crawler.sources._html import web_address

# Sitemaps of tags, categories and authors, as WordPress, its plug-ins (Yoast, Rank Math, All in One SEO) and Ghost name
# them: none of the pages in them is an article.
_OF_LISTS = re.compile(
    r"/(?:wp-sitemap-(?:taxonomies-[\w-]+|users)-\d+|(?:category|post_tag|post_format|author)-sitemap\d*"
    r"|sitemap-(?:tags|authors)(?:-\d+)?)\.xml$"
)
_ROOT = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b")


class Options(_options.Options):
    """Patterns (regular expressions, found anywhere in the address) of what is read."""

    include: _options.Patterns = ()  # articles; none: all
    exclude: _options.Patterns = ()
    sitemaps: _options.Patterns = ()  # of an index, the sitemaps that are read; none: all but those of tags and authors


def recognise(document: Document) -> float:
    """How sure it is that the document is a sitemap: by its root element, or its name where it is plain text."""
    head = unpack(document.body)[0][:4096].replace(b"\0", b"")
    if _ROOT.search(head):
        return 0.9
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return 0.6 if first.startswith((b"http://", b"https://")) else 0.0


def read(document: Document, source: _options.Options) -> Listing:
    """Read a sitemap's entries, or the sitemaps that an index names.

    Raises:
        SourceError: The document is empty or no sitemap.
    """
    options = _options.own(source, Options)
    body, problems = unpack(document.body)
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise SourceError("the sitemap is empty")
    if feed.recognise(Document(document.url, body)):  # the protocol lets a feed stand for a sitemap
        listing = feed.read(Document(document.url, body, document.content_type), source)
    elif _html.is_page(body):
        raise SourceError("this is an HTML page, not a sitemap")
    elif head.startswith(b"<") or b"\0" in head[:4]:
        listing = _read_xml(body, document)
    else:
        listing = _read_text(body, document)
    listing.problems[:0] = problems
    listing.is_cut |= bool(problems)
    listing.entries = [
        entry for entry in listing.entries if _options.wanted(entry.url or "", options.include, options.exclude)
    ]
    if options.sitemaps:
        listing.more = [further for further in listing.more if _options.wanted(further.url, options.sitemaps, ())]
    else:
        listing.more = [further for further in listing.more if not _OF_LISTS.search(further.url)] or listing.more
    return listing


def _read_text(body: bytes, document: Document) -> Listing:
    text, problems = decode(body, document.content_type)
    addresses = [line.strip() for line in text.splitlines() if line.strip()]
    entries = [Entry(url=address, base=address) for address in addresses if address.startswith(("http://", "https://"))]
    if not entries:
        raise SourceError("this is not a sitemap: it lists no addresses")
    if len(entries) < len(addresses):
        problems.append(f"{len(addresses) - len(entries)} lines of it are no web addresses")
    return Listing(entries=list({entry.url: entry for entry in entries}.values()), problems=problems)


def _read_xml(body: bytes, document: Document) -> Listing:
    xml = _xml.parse(body, document.content_type)
    root = _local(xml.root)
    listing = Listing(problems=xml.problems, is_cut=xml.truncated)
    if xml.truncated and xml.ends_inside("url", "sitemap"):  # with half an address, perhaps
        xml.root.remove(xml.root[-1])
    if root == "sitemapindex":
        for element in xml.root:
            fields = _fields(xml, element)
            if address := web_address(document.url, fields.get("loc")):
                listing.more.append(Further(address, parse_date(fields.get("lastmod", ""))))
    elif root == "urlset":
        entries = {entry.url: entry for element in xml.root if (entry := _entry(xml, element, document.url))}
        listing.entries = list(entries.values())
    else:
        raise SourceError(f"this is not a sitemap but XML of another kind, <{root}>")
    return listing


def _entry(xml: _xml.Xml, element: etree._Element, base: str) -> Entry | None:
    fields = _fields(xml, element)
    address = web_address(base, fields.get("loc"))
    if address is None:
        return None
    title = fields.get("title")
    return Entry(
        url=address,
        title=_html.plain_text(title) if title else None,
        published=parse_date(fields.get("publication_date", "")),
        updated=parse_date(fields.get("lastmod", "")),
        tags=list(dict.fromkeys(tag for part in fields.get("keywords", "").split(",") if (tag := part.strip()))),
        language=fields.get("language") or None,
        image=web_address(base, fields.get("image")),
        base=address,
    )


def _fields(xml: _xml.Xml, element: etree._Element) -> dict[str, str]:
    """The texts of an element, its own and those of its extensions, by local name; the first image's address."""
    found: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name == "image" and len(child):
            found.setdefault("image", next((xml.text(part) for part in child if _local(part) == "loc"), ""))
        elif name == "news":
            for part in child.iter():
                if part.text and not len(part):
                    found.setdefault(_local(part), xml.text(part).strip())
        elif name in {"loc", "lastmod"} and child.text:
            found.setdefault(name, xml.text(child).strip())
    return found


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()
