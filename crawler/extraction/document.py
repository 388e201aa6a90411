"""A page read once: its tree, its `meta` and its JSON-LD, shared by all that extract something from it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from crawler.charsets import decode_other, decode_utf8
from crawler.extraction import json_ld
from crawler.extraction.json_ld import Node
from crawler.extraction.remembered import Remembered
from crawler.extraction.text import text_inside
from crawler.items import Page
from crawler.markup import few_attributes

# lxml.html chooses each element's class in Python; this gives the same class to all, several times as fast.
_ELEMENTS = lxml.etree.ElementDefaultClassLookup(element=HtmlElement)


_NAMED = frozenset({"meta", "link", "title", "script", "base"})
_SILENT = frozenset(
    {
        "html",
        "head",
        "body",
        "script",
        "style",
        "link",
        "meta",
        "title",
        "base",
        "img",
        "svg",
        "path",
        "input",
        "option",
        "br",
        "use",
        "g",
        "source",
        "iframe",
    }
)
_TELLING_TAGS = frozenset(
    {"h1", "h2", "h3", "time", "relative-time", "local-time", "time-ago", "address", "author", "byline"}
)
# Parts of classes and ids that tell of a title, a byline or a date.
_TELLING_WORDS = (
    "athor authi author auteur autor avtor byl columnist contentheading contribut created creator credit data date "
    "datum editor fecha firma headl info journal kirjoittaja kolumnist meta muhabir nickname penulis posted publi "
    "redac redak reporter signat skribent submitted szerzo tanggal tarih time title username vcard verfasser writ "
    "yazar"
)
_SELDOM = "zypai"  # letters, the rarest in classes first, of which each of those words has one: few stop a search
_NO_MENU = ("h1", "article", "main", "p", "address")  # in navigation that nothing ends, or that holds more
_TELLING_LINK = re.compile(
    r"/(?:aut(?:ho|eu|o)r|people/|profil|writer|journalist|reporter|redakt|contributor|columnist|kolumn|staff/|by/|"
    r"u(?:/|ser))"
)
_TELLING_ATTRIBUTES = frozenset({"data-testid", "itemprop", "property", "rel"})  # besides class, id and href
_TELLING_ROLE = re.compile(r"[Aa]uthor|creator|[Dd]ate|name|headline|created|issued|[Pp]ublished|[Mm]odified")
# What no tree may hold (https://www.w3.org/TR/xml/#charsets), raw or as a reference.
_CONTROLS = bytes({*range(32)} - {9, 10, 13})
_NONCHARACTERS = ("\ufffe", "\uffff")
_REFERENCED_CONTROL = re.compile(  # case is spelt out: a pattern that ignores it is searched for letter by letter
    rb"&#(?:[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[efEF]|[dD][89a-fA-F][0-9a-fA-F]{2})(?![0-9a-fA-F])"
    rb"|0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d));?"
)
_AMPERSAND = ord("&")
_META_NAMES = frozenset({"name", "property", "itemprop", "http-equiv"})
_MOST_MARKED = 4_000
_CONTAINER = re.compile(
    rb"</?(?:div|span|section|font|center|b|i|em|strong|u|table|tbody|tr|td)\b[^<>]*>", re.IGNORECASE
)
_NESTED = re.compile(  # what may stand in itself over and over
    rb"</?(?!(?:html|head|title|meta|link|base|script|style|body|p|a|br|hr|img)\b)[a-z][^<>]*>", re.IGNORECASE
)


_BLOCKS = frozenset({"div", "p", "br", "li", "h1", "h2", "h3", "section", "td", "tr", "small"})
_SKIPPED = frozenset({"script", "style", "noscript", "svg", "button", "template", "sup"})
LONGEST_NAMES = 1_000  # characters of a class or an id; patterns are searched for in them
_MOST_INSIDE = 100  # elements inside a short text
_LONGEST = 400  # characters of a short text


def _parser() -> lxml.etree.HTMLParser:
    # UTF-8 bytes with a parser that was told so: the page's own declarations, true or not, no longer matter.
    # huge_tree lifts libxml2's limit of 256 levels to 2,048.
    parser = lxml.etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(_ELEMENTS)
    return parser


_PARSER = _parser()  # one for all pages: a new one for each takes a thirtieth of the time of parsing it


def _containing(words: str) -> re.Pattern[str]:
    """A pattern for what holds any of some words.

    It begins each with its rarest letter and looks back once what is behind that is found: a search stops at those
    letters only, which is much faster than to try all words at nearly every letter.
    """
    found = defaultdict(list)
    for word in words.split():
        letter = next(letter for letter in _SELDOM if letter in word)
        before, _, behind = word.partition(letter)
        found[letter].append(f"{behind}(?<={word})" if before else behind)
    return re.compile("|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in found.items()))


_TELLING = _containing(_TELLING_WORDS)


def _tells(names: str) -> bool:
    """Whether a class or an id tells of a title, a byline or a date."""
    return _TELLING.search(names.lower()) is not None


_TELLS = Remembered(_tells, 20_000)


@dataclass(slots=True)
class Marked:
    """An element that its tag or attributes single out.

    `marks` are its class, id, itemprop and data-testid, the rel of a link and, on pages with RDFa, its property, in
    lower case.
    """

    element: HtmlElement
    marks: str
    _text: str | None = None

    def text(self, most: int) -> str:
        """The element's text on one line; empty where it is longer than `most` characters (400 at most)."""
        if self._text is None:
            self._text = short_text(self.element, _LONGEST)
        return self._text if len(self._text) <= most else ""


@dataclass
class Document:
    """One parse of a page.

    `tree` is the `html` element, without comments (None for an empty page); whoever needs to change it copies the
    part concerned. `meta` maps the lower-case `name`, `property` or `itemprop` of `meta` elements to their values, in
    document order, empty ones left out. `elements` are all of the tree's, in document order: while they are held, no
    later walk through it makes them anew. `named` holds those of the tags that metadata stand in ("meta", "link",
    "title", "script", "base").
    """

    html: str
    url: str
    base_url: str
    tree: HtmlElement | None
    meta: dict[str, list[str]] = field(default_factory=dict)
    elements: list[HtmlElement] = field(default_factory=list)
    named: dict[str, list[HtmlElement]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def json_ld(self) -> list[Node]:
        """The nodes of all JSON-LD blocks, flattened."""
        scripts = (script for script in self.named["script"] if "ld+json" in (script.get("type") or "").lower())
        return json_ld.read(script.text or "" for script in scripts)

    @cached_property
    def articles(self) -> list[Node]:
        """The JSON-LD nodes that are articles, the most likely one to be the page's own first."""
        return json_ld.articles(self.json_ld)

    @cached_property
    def _named_nodes(self) -> dict[str, Node]:
        return json_ld.named(self.json_ld)

    def resolved(self, value: Any) -> Any:
        """The JSON-LD node in full where `value` is only a reference to it by `@id`."""
        if isinstance(value, dict) and "name" not in value and isinstance(name := value.get("@id"), str):
            return self._named_nodes.get(name, value)
        return value

    @cached_property
    def links(self) -> dict[str, list[HtmlElement]]:
        """The `link` elements by each word of their `rel`, in lower case."""
        found = defaultdict(list)
        for link in self.named["link"]:
            for word in (link.get("rel") or "").lower().split():
                found[word].append(link)
        return found

    @cached_property
    def marked(self) -> list[Marked]:
        """The elements that may hold a title, a byline or a date, in document order, found in one pass."""
        found: list[Marked] = []
        remaining = iter(self.elements)
        for element in remaining:
            tag = element.tag
            if tag in _SILENT:
                continue
            if tag == "nav" and _is_menu(element):
                inside = sum(1 for _ in element.iterdescendants())
                next(islice(remaining, inside, inside), None)
                continue
            marked = tag in _TELLING_TAGS
            classes = identity = role = ""
            for name, value in element.items():
                if name == "class":
                    classes = value
                    marked = marked or _TELLS[value]
                elif name == "id":
                    identity = value
                    marked = marked or _TELLS[value]
                elif tag == "a" and name == "href":
                    marked = marked or _TELLING_LINK.search(value) is not None
                elif name not in _TELLING_ATTRIBUTES:
                    pass
                elif name == "data-testid":
                    role += f" {value}"
                    marked = marked or _TELLS[value]
                elif name == "itemprop" or (name == "property" and self._has_rdfa):
                    role += f" {value}"
                    marked = marked or _TELLING_ROLE.search(value) is not None
                elif tag == "a" and name == "rel":
                    role += f" {value}"
                    marked = marked or "author" in value or "license" in value or "tag" in value
            if marked:
                named = f"{classes[:LONGEST_NAMES]} {identity[:LONGEST_NAMES]} {role[:LONGEST_NAMES]}"
                found.append(Marked(element, named.lower()))
                if len(found) >= _MOST_MARKED:
                    break
        return found

    @cached_property
    def _has_rdfa(self) -> bool:
        return "typeof=" in self.html or "datatype=" in self.html

    def first(self, *names: str) -> str | None:
        """The first value of the first of these `meta` names that the page has."""
        for name in names:
            for value in self.meta.get(name, ()):
                return value
        return None


def _is_menu(nav: HtmlElement) -> bool:
    """Whether navigation holds nothing that could tell of the article: neither text nor its tags or its licence."""
    if next(nav.iter(*_NO_MENU), None) is not None:
        return False
    relations = [link.get("rel") for link in nav.iter("a")]
    return not any(relation and ("tag" in relation or "license" in relation) for relation in relations)


def read(page: Page) -> Document:
    """Decode and parse a page. Never raises: what is no HTML gives a document without a tree or with an odd one."""
    text = decode_utf8(page.body, page.charset)
    if text is None:
        return read_text(decode_other(page.body, page.charset), page.url)
    return _read(text, page.body, page.url)


def read_text(html: str, url: str) -> Document:
    """Parse a page that is text already."""
    return _read(html, html.encode("utf-8", errors="replace"), url)


def _read(html: str, data: bytes, url: str) -> Document:
    """A page as text and as UTF-8."""
    url = for_tree(url).decode()  # what is relative to it goes into the tree
    try:
        urljoin(url, "")
        urlsplit(url)
    except ValueError:
        url = ""  # no address that anything could be relative to
    for wrong in _NONCHARACTERS:
        if wrong in html:  # found there sooner than among bytes
            data = data.replace(wrong.encode(), b"")
    tree = _parse(few_attributes(_without_controls(data)))
    if tree is None:
        return Document(html=html, url=url, base_url=url, tree=None)
    elements = list(tree.iter())
    named = defaultdict(list)
    for element in tree.iter(*_NAMED):
        named[element.tag].append(element)
    base_url, meta = _base(named["base"], url), _meta(named["meta"])
    return Document(html=html, url=url, base_url=base_url, tree=tree, meta=meta, elements=elements, named=named)


def new_element(tag: str) -> HtmlElement:
    """An element of a tree of its own, whose elements are of the same class as those of pages."""
    return _PARSER.makeelement(tag)


def last_child(parent: HtmlElement) -> HtmlElement | None:
    """The last element in another; `len` would count them all."""
    return next(parent.iterchildren(reversed=True), None)


def holds(outer: HtmlElement, element: HtmlElement | None) -> bool:
    """Whether an element stands around another, if there is that one."""
    return element is not None and any(ancestor is outer for ancestor in element.iterancestors())


def names_of(element: HtmlElement) -> str:
    """The class and the id of an element, each cut where it is too long for patterns to be searched for in it."""
    return f"{(element.get('class') or '')[:LONGEST_NAMES]} {(element.get('id') or '')[:LONGEST_NAMES]}"


def short_text(element: HtmlElement, most: int) -> str:
    """An element's text on one line; empty where it is longer than `most` characters or in too many elements.

    Scripts and footnote marks are left out; line breaks and blocks separate words.
    """
    if len(element) == 0:
        words = " ".join((element.text or "").split())
        return words if len(words) <= most else ""
    inside = [inner.tag for inner in islice(element.iterdescendants(), _MOST_INSIDE + 1)]
    if len(inside) > _MOST_INSIDE:
        return ""
    plain = _SKIPPED.isdisjoint(inside) and _BLOCKS.isdisjoint(inside)
    words = " ".join((text_inside(element) if plain else _spaced_text(element)).split())
    return words if len(words) <= most else ""


def _spaced_text(element: HtmlElement) -> str:
    parts: list[str] = []
    if element.tag not in _SKIPPED:
        _add_text(element, parts)
    return "".join(parts)


def _add_text(element: HtmlElement, parts: list[str]) -> None:
    if text := element.text:
        parts.append(text)
    for inner in element:
        tag = inner.tag
        if tag in _BLOCKS:
            parts.append(" ")
        if tag not in _SKIPPED:
            _add_text(inner, parts)
        if tag in _BLOCKS:
            parts.append(" ")
        if tail := inner.tail:
            parts.append(tail)


def for_tree(markup: str) -> bytes:
    """A piece of HTML as UTF-8, without what no tree may hold: values with such characters could not be set anew."""
    for wrong in _NONCHARACTERS:
        markup = markup.replace(wrong, "")
    return few_attributes(_without_controls(markup.encode(errors="replace")))


def fragment(markup: str) -> HtmlElement:
    """A piece of HTML in a `div` of its own, empty where lxml cannot read it as a piece."""
    try:
        return lxml.html.fragment_fromstring(for_tree(markup).decode(), create_parent="div")
    except (lxml.etree.LxmlError, ValueError, AssertionError):  # the last for a document without a body
        return new_element("div")


def _without_controls(data: bytes) -> bytes:
    if any(control in data for control in _CONTROLS):
        data = data.translate(None, _CONTROLS)
    for instead in (b"", b" "):  # without two of them, what stood around them may refer to a third
        if not _refers_to_control(data):
            break
        data = _REFERENCED_CONTROL.sub(instead, data)
    return data


def _refers_to_control(data: bytes) -> bool:
    """Whether a control character is referred to; a single sign is found many times as fast as a pattern."""
    at = data.find(b"#", 1)
    while at > 0:
        if data[at - 1] == _AMPERSAND and _REFERENCED_CONTROL.match(data, at - 1):
            return True
        at = data.find(b"#", at + 1)
    return False


def _parse(data: bytes) -> HtmlElement | None:
    if not data or data.isspace():
        return None
    try:
        tree: HtmlElement | None = lxml.etree.fromstring(data, parser=_PARSER)
        # Containers carry no meaning of their own, so the parser may do without them; else without most.
        for nested in (_CONTAINER, _NESTED):
            if not _gave_up():
                break
            tree = lxml.etree.fromstring(nested.sub(b" ", data), parser=_PARSER)
    except lxml.etree.LxmlError:
        return None
    return tree


def _gave_up() -> bool:
    """Whether the parser did not go on where the page was too deep for it."""
    return any(error.type_name == "ERR_RESOURCE_LIMIT" or "depth" in error.message for error in _PARSER.error_log)


def _base(bases: list[HtmlElement], url: str) -> str:
    for base in bases:
        if href := (base.get("href") or "").strip():
            try:
                return str(urljoin(url, href))
            except ValueError:
                return url
    return url


def _meta(elements: list[HtmlElement]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in elements:
        names = set()
        content = value = ""
        for attribute, said in element.items():
            if attribute in _META_NAMES:
                names.add(said.strip().lower())
            elif attribute == "content":
                content = said
            elif attribute == "value":
                value = said
        if stated := (content or value).strip():
            for name in names - {""}:
                found.setdefault(name, []).append(stated)
    return found
