"""A page read once: its tree, its `meta` and its JSON-LD, shared by all that extract something from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from urllib.parse import urljoin

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from crawler.extraction import json_ld
from crawler.extraction.charset import decode
from crawler.items import Page


@dataclass
class Document:
    """One parse of a page.

    `tree` is the `html` element, without comments (None for an empty page); whoever needs to change it copies the
    part concerned. `meta` maps the lower-case `name`, `property` or `itemprop` of `meta` elements to their values, in
    document order, empty ones left out.
    """

    html: str
    url: str
    base_url: str
    tree: HtmlElement | None
    meta: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def json_ld(self) -> list[json_ld.Node]:
        """The nodes of all JSON-LD blocks, flattened."""
        if self.tree is None:
            return []
        scripts = (script for script in self.tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
        return json_ld.read(script.text or "" for script in scripts)

    def first(self, *names: str) -> str | None:
        """The first value of the first of these `meta` names that the page has."""
        for name in names:
            for value in self.meta.get(name, ()):
                return value
        return None


def read(page: Page) -> Document:
    """Decode and parse a page. Never raises: what is no HTML gives a document without a tree or with an odd one."""
    return read_text(decode(page.body, page.charset), page.url)


def read_text(html: str, url: str) -> Document:
    """Parse a page that is text already."""
    tree = _parse(html)
    if tree is None:
        return Document(html=html, url=url, base_url=url, tree=None)
    return Document(html=html, url=url, base_url=_base(tree, url), tree=tree, meta=_meta(tree))


def inner_html(element: HtmlElement) -> str:
    """The HTML inside an element, without the element itself."""
    parts = [escape(element.text or "", quote=False)]
    parts += [lxml.etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts)


def _parse(html: str) -> HtmlElement | None:
    # UTF-8 bytes with a parser that was told so: the page's own declarations, true or not, no longer matter.
    # huge_tree lifts libxml2's limit of 256 levels to 2,048.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    data = html.replace("\0", "").encode("utf-8", errors="replace")
    if not data.strip():
        return None
    try:
        return lxml.html.document_fromstring(data, parser=parser)
    except lxml.etree.LxmlError:
        return None


def _base(tree: HtmlElement, url: str) -> str:
    for base in tree.iter("base"):
        if href := (base.get("href") or "").strip():
            try:
                return urljoin(url, href)
            except ValueError:
                return url
    return url


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or element.get("value") or "").strip()
        if content:
            names = {(element.get(key) or "").strip().lower() for key in ("name", "property", "itemprop", "http-equiv")}
            for name in names - {""}:
                found.setdefault(name, []).append(content)
    return found
