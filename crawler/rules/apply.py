"""Pages read by rules: what a rule finds is taken as it is, what it does not find is read by generic extraction."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

from crawler.charsets import decode
from crawler.dates import parse_date
from crawler.extraction import body, images, put_body, text
from crawler.extraction import document as documents
from crawler.extraction.body.assemble import tidy
from crawler.extraction.dates.written import dates_in
from crawler.extraction.document import Document
from crawler.extraction.metadata import read_metadata
from crawler.extraction.names import split_names
from crawler.extraction.pieces import further_address
from crawler.extraction.problems import find_problem
from crawler.extraction.result import Extraction, Problem
from crawler.items import Entry, Page
from crawler.references import unescape
from crawler.rules.model import MISSED, Rules
from crawler.rules.patterns import PatternTooSlow, replaced
from crawler.selectors import find

ORIGIN = "rule"
_LONGEST_NAME = 100  # characters
_MEDIA = ("img", "video", "audio", "iframe", "picture", "object", "embed")
# Problems that tell a page from an article by its form; a rule that finds the body knows better.
_JUDGED_BY_FORM = {"index-page", "no-body", "needs-javascript", "placeholder", "redirect"}


@dataclass(slots=True)
class Reading:
    """What came of pages and rules.

    `misses` has a line for each rule that a field of the post depends on and that found nothing, `idle` one for each
    other rule that changed nothing. Each begins with the rule's name.
    """

    found: Extraction
    misses: list[str] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)


def extract(pages: Sequence[Page], entry: Entry | None, rules: Rules) -> Reading:
    """What an article's page, or the pages that it is cut into, say of the article. Never raises.

    Title, authors, dates and the rest come from the first page; the bodies are joined in order, without what one
    repeats of those before it.

    Args:
        pages: One page or more.
        entry: The entry that led to them.
        rules: The source's.
    """
    reading = Reading(Extraction())
    first = _read(pages[0], rules, reading)
    if not rules.json_ld:
        first.__dict__["json_ld"] = []
    found = reading.found = read_metadata(first, entry)
    advert = first.tree is not None and any(find(first.tree, clue) for clue in rules.skip_if)
    _read_fields(first, rules, reading)
    element, origin = _body_of(first, rules, reading, found.title)
    for number, page in enumerate(pages[1:], 2):
        document = _read(page, rules, Reading(found))
        if number == rules.max_pages and _next_address(pages[:number], rules, document):
            reading.misses.append(f"next_page goes on after {number} pages (max_pages)")
        piece = Reading(read_metadata(document, None))
        further, its_origin = _body_of(document, rules, piece, found.title)
        put_body(piece.found, further, its_origin)
        problem = _problem(document, rules, piece.found)
        if problem and problem.kind not in _JUDGED_BY_FORM:
            reading.misses.append(f"next_page leads to no article on page {number}: {problem.detail}")
        else:
            _append(element, further)
    put_body(found, element, origin)
    found.problem = _problem(first, rules, found)
    if advert:
        found.problem = Problem("advert", "its source's rules say that this page is not to be published (skip_if)")
    return reading


@dataclass(frozen=True, slots=True)
class Piece:
    """A further page of an article, or the one that has all of it."""

    url: str
    is_whole: bool


def next_piece(pages: Sequence[Page], asked: Iterable[str], rules: Rules, *, seek_whole: bool) -> Piece | None:
    """What is to be fetched before an article can be read; None: nothing more.

    Args:
        pages: Of the article, so far.
        asked: The addresses that were asked for it; none is asked for twice.
        rules: The source's.
        seek_whole: Whether a page with the whole article has not been asked for yet.
    """
    known = {urldefrag(url).url for url in (*asked, *(page.url for page in pages))}
    if rules.single_page and seek_whole:
        url = _link(_read(pages[0], rules, Reading(Extraction())), rules.single_page)
        if url and url not in known:
            return Piece(url, is_whole=True)
    if len(pages) < rules.max_pages:
        url = _next_address(pages, rules)
        if url and url not in known:
            return Piece(url, is_whole=False)
    return None


def _next_address(pages: Sequence[Page], rules: Rules, last: Document | None = None) -> str | None:
    """Of the next piece: by the rule for it, without one by the page's own links.

    Args:
        pages: Of the article, so far.
        rules: The source's.
        last: The last of them, where it was read already.
    """
    if rules.next_page:
        return _link(last or _read(pages[-1], rules, Reading(Extraction())), rules.next_page)
    return further_address(pages)


def _link(document: Document, expressions: Iterable[str]) -> str | None:
    """The address that the first of these expressions finds, without its fragment."""
    if document.tree is None:
        return None
    for expression in expressions:
        for item in find(document.tree, expression):
            if address := _address(item, document.base_url, ("href", "value", "src")):
                return urldefrag(address).url
    return None


def _read(page: Page, rules: Rules, reading: Reading) -> Document:
    if not rules.replace:
        return documents.read(page)
    markup = decode(page.body, page.charset)
    for number, replacement in enumerate(rules.replace, 1):
        try:
            markup, count = replaced(replacement.find, replacement.with_, markup)
        except PatternTooSlow as error:
            reading.misses.append(f"replace {number}: {error}")
            continue
        if not count:
            reading.idle.append(f"replace {number} ({replacement.find}) found nothing")
    return documents.read_text(markup, page.url)


# Fields


def _read_fields(document: Document, rules: Rules, reading: Reading) -> None:
    if document.tree is None:
        return
    tree, found = document.tree, reading.found

    def read(rule: str, field_name: str, value_of: Callable[[list[HtmlElement | str]], object]) -> None:
        expressions = getattr(rules, rule)
        if not expressions:
            return
        remark = "found nothing"
        for expression in expressions:
            if items := find(tree, expression):
                if value := value_of(items):
                    setattr(found, field_name, value)
                    found.origins[field_name] = ORIGIN
                    return
                remark = f"found nothing that could be used, but {_words(items[0])[:60]!r}"
        reading.misses.append(f"{rule} {remark}")
        if origin := found.origins.get(field_name):
            found.origins[field_name] = origin + MISSED

    read("title", "title", lambda items: next((words for item in items if (words := _words(item))), None))
    read("author", "authors", _names)
    read("date", "published", lambda items: next((day for item in items if (day := _date(item))), None))
    read("image", "image", lambda items: next((url for item in items if (url := _picture(item, document))), None))


def _words(item: HtmlElement | str) -> str:
    return text.collapse(unescape(item) if isinstance(item, str) else item.text_content())


def _names(items: list[HtmlElement | str]) -> list[str]:
    names: dict[str, str] = {}
    for item in items:
        words = _words(item)
        found = split_names(words) or ([words] if 0 < len(words) <= _LONGEST_NAME else [])
        names.update((name.casefold(), name) for name in found if name.casefold() not in names)
    return list(names.values())


def _date(item: HtmlElement | str) -> date | None:
    stated = "" if isinstance(item, str) else item.get("datetime") or item.get("content") or ""
    for words in filter(None, (stated.strip(), _words(item))):
        if day := parse_date(words):
            return day
        for found, _ in dates_in(words[:1_000]):
            return found
    return None


def _picture(item: HtmlElement | str, document: Document) -> str | None:
    if not isinstance(item, str) and item.tag not in {"meta", "a", "link", "source"}:
        holder = html.Element("div")
        holder.append(copy.deepcopy(item))
        images.repair(holder, document.base_url)
        item = next(iter(holder.iter("img")), holder)
    return _address(item, document.base_url, ("src", "content", "href"))


def _address(item: HtmlElement | str, base_url: str, attributes: Iterable[str]) -> str | None:
    if not isinstance(item, str):
        item = next((value for name in attributes if (value := item.get(name))), "") or item.text_content()
    if not item.strip() or any(character.isspace() for character in item.strip()):
        return None
    try:
        absolute = urljoin(base_url, item.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return None
    return absolute if parts.scheme in {"http", "https"} and parts.hostname else None


# Body


def _body_of(document: Document, rules: Rules, reading: Reading, title: str | None) -> tuple[HtmlElement, str]:
    """The body in a `div` that belongs to nobody else, and where it came from."""
    if document.tree is None:
        return html.Element("div"), ""
    _change(document.tree, rules, reading)
    for expression in rules.body:
        element = _gathered(find(document.tree, expression))
        images.repair(element, document.base_url)
        tidy(element)
        _drop_title(element, title)
        if text.plain_text(element) or next(element.iter(*_MEDIA), None) is not None:
            return element, ORIGIN
    if rules.body:
        reading.misses.append("body found nothing")
        if not rules.fall_back:
            return html.Element("div"), ""
    article = body.find_body(document, reading.found)
    return article.element, article.origin + (MISSED if rules.body else "")


def _gathered(items: list[HtmlElement | str]) -> HtmlElement:
    """Copies of the elements in a `div`, those inside another of them left out."""
    holder = html.Element("div")
    elements = [item for item in items if not isinstance(item, str)]
    chosen = set(elements)
    for element in elements:
        if not any(ancestor in chosen for ancestor in element.iterancestors()):
            copied = copy.deepcopy(element)
            copied.tail = None
            if copied.tag in {"html", "body"}:
                copied.tag = "div"
            holder.append(copied)
    if len(holder) == 1 and holder[0].tag in {"div", "article", "section", "main"}:
        holder = holder[0]
        holder.tag = "div"
    return holder


def _append(element: HtmlElement, further: HtmlElement) -> None:
    """Add a further piece to an article, without what it repeats at its beginning and its end: a lead, a portrait."""
    if further.text and further.text.strip():
        first = html.Element("p")
        first.text = further.text
        further.insert(0, first)
    known = {_content(block) for block in element}
    fresh = [
        number for number, block in enumerate(further) if (block.tail or "").strip() or _content(block) not in known
    ]
    if fresh:
        element.extend(further[fresh[0] : fresh[-1] + 1])


def _content(block: HtmlElement) -> tuple[str, ...]:
    """What readers see of it: its words and its media."""
    return text.fold(block.text_content()), *(medium.get("src", "") for medium in block.iter(*_MEDIA))


def _drop_title(element: HtmlElement, title: str | None) -> None:
    """Take out a heading before the text that repeats the title, which every post shows anyway."""
    heading = next(element.iter("h1", "h2"), None)
    if heading is None or not title:
        return
    words = _words(heading)
    is_first = text.collapse(element.text_content()).startswith(words)
    if is_first and words.casefold() == text.collapse(title).casefold():
        heading.drop_tree()


def _problem(document: Document, rules: Rules, found: Extraction) -> Problem | None:
    if rules.body and not rules.fall_back and not found.text:
        return Problem("no-body", "the rule for its body found nothing, and its rules allow no other way")
    problem = find_problem(document, found)
    by_rule = found.origins.get("body") == ORIGIN
    return None if problem and by_rule and problem.kind in _JUDGED_BY_FORM else problem


# Changes to the page


def _change(tree: HtmlElement, rules: Rules, reading: Reading) -> None:
    for name in rules.lazy_images:
        for image in tree.iter("img"):
            if address := image.get(name):
                image.set("src", address)
    for number, move in enumerate(rules.move, 1):
        if not _move(tree, move.into, move.select):
            reading.idle.append(f"move {number} ({move.select}) found nothing")
    for number, wrap in enumerate(rules.wrap, 1):
        if not _each(tree, wrap.select, lambda element, tag=wrap.tag: _wrap(element, tag)):  # type: ignore[misc]
            reading.idle.append(f"wrap {number} ({wrap.select}) found nothing")
    for number, expression in enumerate(rules.dissolve, 1):
        if not _each(tree, expression, lambda element: element.drop_tag()):
            reading.idle.append(f"dissolve {number} ({expression}) found nothing")
    _strip(tree, rules, reading)


def _each(tree: HtmlElement, expression: str, change: Callable[[HtmlElement], object]) -> int:
    elements = [item for item in find(tree, expression) if not isinstance(item, str) and item.getparent() is not None]
    for element in elements:
        change(element)
    return len(elements)


def _wrap(element: HtmlElement, tag: str) -> None:
    wrapper = html.Element(tag)
    wrapper.tail, element.tail = element.tail, None
    element.getparent().replace(element, wrapper)
    wrapper.append(element)


def _move(tree: HtmlElement, into: str, select: str) -> int:
    target = next((item for item in find(tree, into) if not isinstance(item, str)), None)
    if target is None:
        return 0

    def move(element: HtmlElement) -> None:
        if element is target or any(ancestor is element for ancestor in target.iterancestors()):
            return
        copied = copy.deepcopy(element)
        copied.tail = None
        element.drop_tree()
        target.append(copied)

    return _each(tree, select, move)


def _strip(tree: HtmlElement, rules: Rules, reading: Reading) -> None:
    """Take elements and attributes off the page, but never all that the rule for the body finds."""
    chosen = next((found for expression in rules.body if (found := find(tree, expression))), [])
    left = {item for item in chosen if not isinstance(item, str)}
    holds = _holders(left)
    for number, expression in enumerate(rules.strip, 1):
        count, spared = 0, False
        for item in find(tree, expression):
            if isinstance(item, str):
                parent, name = getattr(item, "getparent", lambda: None)(), getattr(item, "attrname", None)
                if parent is not None and name is not None:
                    parent.attrib.pop(name, None)
                    count += 1
            elif item.getparent() is not None and item.tag != "body":
                if left and holds[item] == len(left):
                    spared = True
                    continue
                count += 1
                if holds[item]:
                    gone = left.intersection(item.iter())
                    left -= gone
                    holds.subtract(_holders(gone))
                item.drop_tree()
        if spared and not count:
            reading.idle.append(f"strip {number} ({expression}) would take away all that body finds, and was left out")
        elif not count:
            reading.idle.append(f"strip {number} ({expression}) found nothing")


def _holders(elements: Iterable[HtmlElement]) -> Counter[HtmlElement]:
    """How many of the elements each element of the page is or holds."""
    return Counter(holder for element in elements for holder in (element, *element.iterancestors()))
