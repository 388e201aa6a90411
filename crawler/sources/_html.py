"""The little HTML that reading a source takes: titles as plain text, text as HTML, pages told from feeds."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree

from crawler.markup import few_attributes
from crawler.references import unescape
from crawler.sources import LONGEST_VALUE

# Each of these takes time in proportion to the text, however it is made.
_UNSEEN = re.compile(r"<(/?)(?:script|style)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"""</?[A-Za-z](?:[^<>"']|"[^"]{0,500}"|'[^']{0,500}')*>|</?[A-Za-z][^<>]*>|<!--.*?(?:-->|\Z)""", re.DOTALL
)
LINES = ("br", "hr", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6")  # what a browser begins a line for
_LINE = re.compile(rf"</?(?:{'|'.join(LINES)})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_OPENED = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?>")
_CLOSED = re.compile(r"</([A-Za-z][A-Za-z0-9]*)\s*>")
_VOID = re.compile(r"<(?:br|hr|img|wbr)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PAGE = re.compile(rb"<html[\s>]|<!doctype\s+html", re.IGNORECASE)
FEED_ROOT = re.compile(rb"<(?:rss|feed|channel|(?:\w+:)?(?:feed|RDF))[\s>]")
_FEED_SCHEME = re.compile(r"\Afeed:(?://(?=https?:))?(?=//|https?:)", re.IGNORECASE)  # of links that open a reader
_SCHEME = re.compile(r"\Ahttps?:", re.IGNORECASE)  # which urllib leaves as it is where the base has another one
_AMPERSAND = re.compile(r"&(?:amp|#0*38|#[xX]0*26);")  # of an address that was escaped twice, or in CDATA
_PLAIN_HOST = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#]|\Z)")  # sooner told than by urllib
FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "text/rss+xml",
)


@dataclass(frozen=True, slots=True)
class AdvertisedFeed:
    """A feed that a page names in a `<link rel=alternate>`."""

    url: str
    title: str
    type: str


def looks_like_html(text: str) -> bool:
    """Whether the text holds an element with its end tag, or one that needs none."""
    if "<" not in text:
        return False
    if _VOID.search(text):
        return True
    closed = {name.lower() for name in _CLOSED.findall(text)}
    return bool(closed) and any(name.lower() in closed for name in _OPENED.findall(text))


def plain_text(text: str, *, markup: bool | None = None) -> str:
    """A short text on one line, without tags and references.

    Args:
        text: What the source gives as a title or a name.
        markup: Whether it is HTML; None where the source does not say, and it is told by what is in it.
    """
    if ("<" in text or "&" in text) and markup is not False:
        if "<" in text and (markup or looks_like_html(text)):
            text = _TAG.sub("", _LINE.sub(" ", _without_unseen(text)))
        if "&" in text:
            text = unescape(text) if markup else without_references(text)
    return " ".join(text.split())


def without_references(text: str) -> str:
    """A text that need not be HTML with the characters for HTML's references, where these are whole."""
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text)


def _without_unseen(text: str) -> str:
    """The text without its scripts and style sheets."""
    parts = _UNSEEN.split(text)  # text, "/" or nothing of a tag, text, …
    return parts[0] + "".join(part for slash, part in zip(parts[1::2], parts[2::2], strict=True) if slash)


def from_text(text: str) -> str:
    """Plain text as HTML: a paragraph for each block that blank lines part, where there is more than one."""
    blocks = [html.escape(block.strip(), quote=False) for block in re.split(r"\n\s*\n", text) if block.strip()]
    if len(blocks) <= 1 and "\n" not in text.strip():
        return "".join(blocks)
    return "\n".join(f"<p>{'<br>'.join(line.strip() for line in block.splitlines())}</p>" for block in blocks)


def is_page(body: bytes) -> bool:
    """Whether the document says that it is an HTML page, and no feed begins where the page should."""
    page = _PAGE.search(body, 0, 4096)
    return page is not None and FEED_ROOT.search(body, 0, page.end() + 1024) is None


def page_tree(body: bytes, charset: str | None = None) -> lxml.html.HtmlElement | None:
    """A page's tree, or None where nothing can be read of it.

    Args:
        body: The page.
        charset: Its charset where it is known; else the page's own `meta` decides.
    """
    parser = lxml.html.HTMLParser(encoding=charset, huge_tree=False)
    try:
        return lxml.html.document_fromstring(few_attributes(body), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def web_address(base: str, address: str | None) -> str | None:
    """An address made absolute; None where it is none that can be fetched over HTTP."""
    if not address or address.isspace():
        return None
    address = "".join(address.split("\n")).strip() if "\n" in address else address.strip()
    if "&" in address:
        address = _AMPERSAND.sub("&", address)
    if not address.startswith(("https://", "http://")):
        try:
            if feed := _FEED_SCHEME.match(address):
                address = address[feed.end() :]
                address = f"http:{address}" if address.startswith("//") else address
            address = urljoin(base, _SCHEME.sub(lambda scheme: scheme[0].lower(), address))
        except ValueError:
            return None
        if not address.startswith(("https://", "http://")):
            return None
    if _PLAIN_HOST.match(address):
        return address
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:  # brackets, letters or a port that urllib refuses
        return None
    return address if parts.netloc else None


def advertised_feeds(tree: lxml.html.HtmlElement, url: str) -> list[AdvertisedFeed]:
    """The feeds that a page names in its `<link>` elements, in its order."""
    base = base_address(tree, url)
    found: dict[str, AdvertisedFeed] = {}
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        media_type = (link.get("type") or "").partition(";")[0].strip().lower()
        # An alternate in plain XML is a feed as well, but where it is for another language.
        types = FEED_TYPES if link.get("hreflang") else (*FEED_TYPES, "application/xml", "text/xml")
        is_feed = "feed" in relations or ("alternate" in relations and media_type in types)
        address = web_address(base, link.get("href"))
        if is_feed and address:
            found.setdefault(address, AdvertisedFeed(address, plain_text(link.get("title") or ""), media_type))
    return list(found.values())


def base_address(tree: lxml.html.HtmlElement, url: str) -> str:
    """What relative addresses of the page are relative to: its `<base>`, else its own address."""
    for element in tree.iter("base"):
        if href := element.get("href"):
            return web_address(url, href) or url
    return url


_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BETWEEN_PEOPLE = re.compile(r"(?<=[>)])\s*(?:[,;&]|and\b)|[,;](?=\s*[\w.+-]+@)")
_NOBODY = re.compile(r"(?i)\b(?:no-?reply|do-?not-?reply)@")


def people(text: str) -> list[str]:
    """The names of one or more persons, each as `person` reads it."""
    several = text.count("@") > 1 and len(text) <= LONGEST_VALUE
    return [name for part in (_BETWEEN_PEOPLE.split(text) if several else [text]) if (name := person(part))]


@lru_cache(maxsize=256)
def person(text: str) -> str | None:
    """The name in "mail (name)", "name <mail>", "name (mail)"; the mail address where there is no name."""
    if "@" not in text or len(text) > LONGEST_VALUE:  # to look for an address takes time in the square of the length
        return plain_text(text) or None
    text = plain_text(text).replace("<", "(").replace(">", ")")
    mail = _MAIL.search(text)
    if mail is None:
        return text or None
    name = (text[: mail.start()] + text[mail.end() :]).removeprefix("mailto:").strip(" ()[]\"',;:-")
    if name:
        return name
    return None if _NOBODY.search(text) else mail[0]
