"""Finds the block of article links that repeats on a listing page, and the selectors that describe it.

Links are grouped by where they stand: the chain of elements above them, and the classes near them that the page uses
again and again. The group wins that looks most like headlines: many links, long texts, in headings, with dates beside
them, to addresses that look like articles, outside navigation.
"""

from __future__ import annotations

import math
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast
from urllib.parse import urlsplit

from lxml import cssselect, etree

from crawler.dates import parse_date
from crawler.hosts import bare_host
from crawler.paging import NEXT_PAGE
from crawler.sources._html import web_address

Element = etree._Element
Place = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]  # the elements above a link, and the classes of the nearest

_LEAST = 3  # links that make a block
_ELSEWHERE = 0.7  # what a block counts whose links lead to other sites, as those of link blogs do
_MOST = 2000  # links of a page that are looked at
_LANDMARKS = re.compile(
    r"(?:^|[\W_])(?:nav|navbar|navigation|menu|footer|sidebar|breadcrumbs?|related|comments?|share|social|widget|toolbar"
    r"|pagination|pager|tags?|cookie|subscribe|promo|ads?|trending|popular)(?:$|[\W_])",
    re.IGNORECASE,
)
_SITE_PAGES = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|users?|profile|log-?in|sign-?(?:in|up)|register|search|about|contact"
    r"|privacy|terms|impressum|imprint|datenschutz|feed|rss|page|wp-admin|wp-login|cart|account|advertise|jobs)"
    r"(?:/|$|\?|\.\w+$)|/(?:index|home|default|start)\.\w+$"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|xml|rss|atom|css|js)$",
    re.IGNORECASE,
)
_ARTICLE_ADDRESS = re.compile(
    r"(?:^|/)\d{4}/\d{1,2}/|\d{4,}|(?<![^/\-])[^/\-]+(?:-[^/\-]+){2,}|\.s?html?$|(?:^|/)(?:p|posts?|articles?|story|news|blog)/[^/]+"
)
# Classes that tell of one item rather than of all: its topic, its number, and what templates mark some with.
_TOPIC = re.compile(r"(?:tags?|category|cat|topic|series|author|format|post_format|term|label)[-_]")
_OF_ONE = re.compile(
    rf"\d|^{_TOPIC.pattern}|(?:^|[-_])(?:odd|even|alt|first|last|sticky|featured|active|current)(?:$|[-_])"
)
_NEARLY_ALL = 0.8  # of a block's links, for which a selector is worth more than the others
_MOST_CLASSES = 200  # of an element, that are looked at
_ALIKE = 0.5  # the share of classes that items of one block have in common
_COUNT = re.compile(r"[\d.,]+\s*k?\s*[^\W\d]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NEXT = re.compile(
    rf"(?:{NEXT_PAGE}|load more|more|weiter|successiv[ao]|próxim[ao]|вперёд"
    r"|[\s‹«←<]*(?:older(?: posts| entries| articles)?|ältere(?: beiträge)?|articles plus anciens"
    r"|entradas (?:más )?antiguas))?[\s›»→>]*",  # what is older, the arrows of many point back to
    re.IGNORECASE,
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Block:
    """The items of a listing, each with its link, and the CSS selectors that find them."""

    items: tuple[tuple[Element, Element], ...]
    item: str | None  # None where no selector finds just these
    link: str
    date: str | None


def find(tree: Element, base: str) -> Block | None:
    """The block of article links of a page, or None where nothing repeats that looks like one."""
    body = tree.find("body") if tree.tag == "html" else tree
    if body is None:
        return None
    classes = Counter(name for element in body.iter() for name in _class_names(element))
    groups: dict[tuple[bool, Place], dict[str, Element]] = {}
    for link, address in islice(_links(body, base), _MOST):
        kept = groups.setdefault((_same_site(base, address), _place(link, classes)), {})
        if address not in kept or len(text_of(link)) > len(text_of(kept[address])):
            kept[address] = link
    scored = [
        (_score(group) * (1 if own else _ELSEWHERE), own, place)
        for (own, place), group in groups.items()
        if len(group) >= _LEAST and (own or _hosts(group) >= _LEAST)
    ]
    if not scored:
        return None
    score, own, best = max(scored, key=lambda found: found[0])
    if score < 1:
        return None
    links = [
        link
        for (same, place), group in groups.items()
        if same == own and _alike(place, best)
        for link in group.values()
    ]
    block = _block(body, links, classes)
    surest = list(groups[own, best].values())
    if block.item is None and len(surest) >= _NEARLY_ALL * len(links):
        return _block(body, surest, classes)
    return block


def next_page(tree: Element, base: str) -> str | None:
    """The address of the listing's next page, by `rel=next` or by what its link is called."""
    for element in tree.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split() and (found := _other(base, element.get("href"))):
            return found
    for element in tree.iter("a"):
        said = text_of(element) or element.get("aria-label") or element.get("title") or ""
        named = bool(
            {"next", "older"} & {part for name in _class_names(element) for part in re.split(r"[-_]+", name.lower())}
        )
        if (
            len(said) <= 30
            and said
            and (named or _NEXT.fullmatch(said))
            and (found := _other(base, element.get("href")))
        ):
            return found
    return None


def text_of(element: Element) -> str:
    """An element's text on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def date_of(item: Element) -> Element | None:
    """The element of an item that gives its date, by its `datetime` or its text."""
    for element in item.iter("time"):
        if parse_date(element.get("datetime") or "") or parse_date(text_of(element)):
            return element
    for element in item.iter():
        if (
            isinstance(element.tag, str)
            and element.text
            and 6 <= len(element.text.strip()) <= 40
            and parse_date(element.text)
        ):
            return element
    return None


def _other(base: str, href: str | None) -> str | None:
    """The address of another page of the site."""
    address = _another(base, href)
    return address if address and _same_site(base, address) else None


def _another(base: str, href: str | None) -> str | None:
    """The address of another page, of this site or another."""
    address = web_address(base, href)
    return None if address is None or address.partition("#")[0] == base.partition("#")[0] else address


def _hosts(addresses: Iterable[str]) -> int:
    return len({urlsplit(address).hostname for address in addresses})


def _same_site(base: str, address: str) -> bool:
    here, there = bare_host(base), bare_host(address)
    return here == there or there.endswith("." + here) or here.endswith("." + there)


def _links(body: Element, base: str) -> Iterator[tuple[Element, str]]:
    for link in body.iter("a"):
        address = _another(base, link.get("href"))
        if address is None or not text_of(link):
            continue
        parts = urlsplit(address)
        if (parts.path.strip("/") or parts.query) and not _SITE_PAGES.search(parts.path):
            yield link, address.partition("#")[0]


def _class_names(element: Element) -> list[str]:
    said = (element.get("class") or "") if isinstance(element.tag, str) else ""
    return said.split(None, _MOST_CLASSES)[:_MOST_CLASSES]


def _stable(element: Element, classes: Counter[str]) -> tuple[str, ...]:
    """The element's classes that others have too, without those that tell of one of many."""
    return tuple(
        sorted(name for name in set(_class_names(element)) if classes[name] >= _LEAST and not _OF_ONE.search(name))
    )


def _place(link: Element, classes: Counter[str]) -> Place:
    above = [link, *link.iterancestors()]
    near = tuple(_stable(element, classes) for element in above[:3])
    return tuple(str(element.tag) for element in above), near


def _alike(place: Place, other: Place) -> bool:
    """Whether places are of one block: the same elements, of which some have a class more, for a picture or a badge."""
    return place[0] == other[0] and all(
        mine == theirs or len({*mine} & {*theirs}) >= _ALIKE * len({*mine} | {*theirs})
        for mine, theirs in zip(place[1], other[1], strict=True)
    )


def _score(group: dict[str, Element]) -> float:
    links = list(group.values())
    texts = [text_of(link) for link in links]
    length = statistics.median(len(text) + len(_WIDE.findall(text)) for text in texts)
    if length < 12:
        return 0
    if len(set(texts)) < len(texts) / 2:  # "Read more", again and again
        return 0
    if sum(_COUNT.fullmatch(text) is not None for text in texts) > len(texts) / 2:  # "17 comments"
        return 0
    share = 1 / len(links)
    in_heading = share * sum(_in_heading(link) for link in links)
    article = share * sum(
        bool(_ARTICLE_ADDRESS.search(urlsplit(address).path + "?" + urlsplit(address).query)) for address in group
    )
    dated = share * sum(_dated(link) for link in links)
    headline = min(length, 60) / 30
    score = math.log(1 + min(len(links), 40)) * (headline + in_heading + article + 0.7 * dated) / 2
    return score * statistics.mean(_surroundings(link) for link in links[:10])


def _in_heading(link: Element) -> bool:
    return any(parent.tag in HEADINGS for parent in link.iterancestors()) or any(True for _ in link.iter(*HEADINGS))


def _dated(link: Element) -> bool:
    parent = link
    for parent in list(link.iterancestors())[:3]:
        if len(list(islice(parent.iter("a"), 7))) == 7:
            return False
        if date_of(parent) is not None:
            return True
    return False


def _surroundings(link: Element) -> float:
    factor = 1.0
    for parent in link.iterancestors():
        if parent.tag in {"nav", "footer", "aside"}:
            return 0.15
        if parent.tag in {"main", "article"} or parent.get("role") == "main":
            factor = 1.3
        names = " ".join(name for name in _class_names(parent) if not _TOPIC.match(name))
        if parent.tag not in {"body", "html"} and _LANDMARKS.search(f"{names} {parent.get('id') or ''}"):
            factor *= 0.4
    return factor


def _block(body: Element, found: list[Element], classes: Counter[str]) -> Block:
    links = set(found)
    pairs = [(_item_of(link, links), link) for link in body.iter("a") if link in links]
    items = [item for item, _ in pairs]
    item = _selector(body, items, classes)
    link = _inner_selector(pairs, classes)
    dates = [element for part in items if (element := date_of(part)) is not None]
    date = None
    if len(dates) >= len(items) / 2:
        names = set.intersection(*(set(_stable(element, classes)) for element in dates))
        tag = str(dates[0].tag)
        date = tag if tag == "time" or not names else f"{tag}.{min(names)}"
    return Block(tuple(pairs), item, link, date)


def _item_of(link: Element, links: set[Element]) -> Element:
    """The largest element around the link that holds no other link of the block."""
    item = link
    for parent in link.iterancestors():
        if parent.tag in {"body", "html", "main"} or any(
            other is not link and other in links for other in parent.iter("a")
        ):
            break
        item = parent
    return item


def _selector(body: Element, items: list[Element], classes: Counter[str]) -> str | None:
    """A chain of tags and classes that finds these items and no others; None where there is none.

    It goes up to the first class or id, where there is one, so that it stays right when the page gets other lists.
    """
    wanted = set(items)
    chain, exact = "", None
    level = list(items)
    for _ in range(8):
        chain = _step(level, classes) + (f" > {chain}" if chain else "")
        # A table's head and its like repeat as well, without a link.
        found = next((each for each in (chain, f"{chain}:has(a)") if set(_found(body, each)) == wanted), None)
        if found:
            exact = found
            if "." in chain or "#" in chain:
                break
        level = [parent for element in level if (parent := element.getparent()) is not None and parent.tag != "html"]
        if not level:
            break
    return exact


def _step(elements: list[Element], classes: Counter[str]) -> str:
    tags = {str(element.tag) for element in elements}
    if tags == {"body"}:
        return "body"
    names = set.intersection(*(set(_class_names(element)) for element in elements))
    written = [name for name in _class_names(elements[0]) if name in names]
    usable = [name for name in written if re.fullmatch(r"[A-Za-z_][\w-]*", name) and not _TOPIC.match(name)]
    usable.sort(key=lambda name: (re.search(r"\d", name) is not None, classes[name]))
    ids = {element.get("id") for element in elements}
    only = next(iter(ids)) if len(ids) == 1 else None
    tag = next(iter(tags)) if len(tags) == 1 else "*"
    if only and re.fullmatch(r"[A-Za-z_][\w-]*", only):
        return f"{tag}#{only}"
    return f"{tag}.{usable[0]}" if usable else tag


def _inner_selector(pairs: list[tuple[Element, Element]], classes: Counter[str]) -> str:
    """A selector that finds each item's link before its other links."""
    if all(item is link for item, link in pairs):
        return "."
    candidates = [
        f"{tag} a" for tag in HEADINGS if all(any(p.tag == tag for p in link.iterancestors()) for _, link in pairs)
    ]
    own = _step([link for _, link in pairs], classes)
    parents = [parent for _, link in pairs if (parent := link.getparent()) is not None]
    candidates += ["a", own, f"{_step(parents, classes)} > {own}"]
    for candidate in candidates:
        if all(next(iter(_found(item, candidate)), None) is link for item, link in pairs):
            return candidate
    return candidates[-1]


def _found(scope: Element, selector: str) -> list[Element]:
    return cast("list[Element]", cssselect.CSSSelector(selector)(scope))
