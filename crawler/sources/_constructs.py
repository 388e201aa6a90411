"""What feeds say in several places alike: texts, persons, links, with the base and language in force for them.

RFC 4287, 3, calls them constructs. RSS has the same, but for the types.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

from crawler.markup import inner_html
from crawler.references import unescape
from crawler.sources import _html, _xml
from crawler.sources._html import web_address
from crawler.sources._vocabulary import NAMES, Layouts

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ATOM = ("{http://www.w3.org/2005/Atom}", "{http://purl.org/atom/ns#}")
_HTML_TYPES = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})
_TEXT_TYPES = frozenset({"text", "text/plain", "plain"})

_LINES = tuple(f"{{*}}{name}" for name in _html.LINES)

_ESCAPED_TAG = re.compile(r"\s*&lt;(?:p|div|h[1-6]|ul|ol|table|figure|article|section|blockquote)(?:\s[^<]*?)?&gt;")

Element = etree._Element


@dataclass(slots=True)
class Feed:
    """What the elements of a feed are read against."""

    xml: _xml.Xml
    url: str
    base: str
    is_cdf: bool
    link: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    layouts: Layouts = field(default_factory=Layouts)
    restore: Callable[[str], str] = str
    # Whether these attributes occur in it at all: asking an element for one costs more than what follows.
    has_base: bool = False
    has_language: bool = False
    has_types: bool = False
    has_terms: bool = False

    def __post_init__(self) -> None:
        source = self.xml.source
        self.restore = self.xml.restorer()
        self.has_base = "xml:base" in source
        self.has_language = "xml:lang" in source
        self.has_types = "type" in source or "mode" in source
        self.has_terms = "term" in source or "label" in source

    def base_of(self, element: Element, outer: str) -> str:
        if self.has_base and (base := element.get(_XML_BASE)):
            return web_address(outer, base) or outer
        return outer

    def language_of(self, element: Element, outer: str | None) -> str | None:
        if self.has_language:
            said = element.get(_XML_LANG)
            return outer if said is None else language_tag(said)
        return outer


def rename(element: Element, tag: str) -> None:
    """Give an element another tag; what ill-formed XML has given no name keeps its own."""
    with suppress(ValueError):
        element.tag = tag


def link_of(feed: Feed, links: Iterable[Element], base: str) -> str | None:
    """The address of the page: RSS's text, or the first of Atom's alternate links, an HTML one if there is one."""
    found: str | None = None
    for link in links:
        href = link.get("href")
        if href is None:
            text = feed.restore(link.text or link.tail or "").strip()
            text = f"http://{text}" if text.startswith("www.") else text
            address = web_address(feed.base_of(link, base) if feed.has_base else base, text)
            if address and link.get("rel") in {None, "alternate"}:
                return address
        elif (link.get("rel") or "alternate").lower() == "alternate":
            address = web_address(feed.base_of(link, base), href)
            media_type = link.get("type")
            if address and (media_type is None or "html" in media_type):
                return address
            found = found or address
    return found


def title_of(feed: Feed, elements: Iterable[Element]) -> str | None:
    """The first of the titles that says anything, as plain text."""
    for element in elements:
        if len(element) or (feed.has_types and (element.get("type") or element.get("mode"))):
            title = _typed_title(feed, element)
        else:
            title = _html.plain_text(feed.restore(element.text or ""))
        if title:
            return title
    return None


def _typed_title(feed: Feed, element: Element) -> str:
    """A title whose type says how it is to be read, or which holds what may be markup."""
    media_type = (element.get("type") or "").partition(";")[0].strip().lower()
    mode = (element.get("mode") or "").lower()
    text = feed.xml.text(element)
    if mode == "base64" or _is_binary(media_type):
        return _html.plain_text(_from_base64(text) or text)
    if len(element):
        for hidden in list(element.iter("{*}script", "{*}style")):
            hidden.text = None
        for line in element.iter(*_LINES):
            line.text, line.tail = f" {line.text or ''}", f" {line.tail or ''}"
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
    except ValueError:  # neither base64 nor UTF-8
        return None


def markup_of(feed: Feed, element: Element) -> str | None:
    """What an element holds, as HTML: serialised, decoded or escaped, as its type asks."""
    said = element.get("type") if feed.has_types else None
    media_type = said.partition(";")[0].strip().lower() if said else ""
    if len(element):
        return _inner(feed, element, media_type)
    text = feed.restore(element.text or "")
    if not text or text.isspace():
        return None
    mode = element.get("mode") if feed.has_types else None
    if mode == "base64" or _is_binary(media_type):
        text = _from_base64(text) or text
        return text if _html.looks_like_html(text) else _html.from_text(text)
    if media_type in _HTML_TYPES:
        return text
    # A type that is not given is "text" in Atom, though many mean HTML; RSS has HTML, and no types.
    plain = media_type in _TEXT_TYPES or (not media_type and element.tag.startswith(_ATOM))
    if plain and not ((mode or not media_type) and _html.looks_like_html(text)):
        return _html.from_text(text)
    return unescape(text) if _is_escaped_twice(text) else text


def _is_escaped_twice(text: str) -> bool:
    """Whether markup was escaped once more than the format asks for: a block from its first tag to its last."""
    opened = None if "<" in text else _ESCAPED_TAG.match(text)
    return opened is not None and text[opened.end() :].rstrip().endswith("&gt;")


def _inner(feed: Feed, element: Element, media_type: str) -> str:
    """The markup inside an element, without namespaces and without the `div` that Atom wraps XHTML in."""
    if len(element) == 1 and NAMES[element[0].tag].endswith("div") and not (element.text or "").strip():
        wrapped = element[0]
        if media_type == "html" and not len(wrapped):  # escaped markup in a div, as TypePad wrote it
            return feed.restore(wrapped.text or "")
        if media_type == "xhtml":
            element = wrapped
    for node in element.iter():
        if isinstance(node.tag, str) and "}" in node.tag:
            rename(node, node.tag.rpartition("}")[2])
    element.attrib.clear()
    element.tag = "div"
    if (parent := element.getparent()) is not None:
        parent.remove(element)  # and with it the namespaces that are declared above it
    etree.cleanup_namespaces(element)
    return feed.xml.restore(inner_html(element), escape=True).strip()


def authors_of(feed: Feed, element: Element) -> list[str]:
    """The names in an element: Atom's, or what RSS has beside or in place of the mail addresses."""
    if len(element):
        parts = {NAMES[child.tag]: feed.xml.text(child) for child in element}
        for name in ("name", "email", "rdf:value", "title"):
            if text := _html.plain_text(parts.get(name, "")):
                return [text]
        parts_text = " ".join(parts.values())
        return [text] if (text := _html.plain_text(parts_text)) else []
    return _html.people(feed.restore(element.text or ""))


def language_tag(text: str) -> str | None:
    return text.strip().replace("_", "-") or None
