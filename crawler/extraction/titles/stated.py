"""The titles that a page's metadata state, without the site's name and in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from urllib.parse import unquote

from crawler.extraction import json_ld
from crawler.extraction.document import Document
from crawler.extraction.site import key
from crawler.extraction.text import text_inside
from crawler.extraction.titles.wording import LONGEST, overlap
from crawler.references import unescape

_SEPARATOR = re.compile(
    r"(?=[\s|｜_:：])(?:"  # asked for where one may begin alone
    r"\s+(?:[|¦‖ǀ•·»«›‹<>→~⋆★✦]+|[-–—―]+|::?|//|/)\s+|\s*[|｜]\s*|\s+[-–—]{2,}\s+|(?<=\S)::(?=\S)|"
    r"(?:(?<=[\u2e80-\uffff])_|_(?=[\u2e80-\uffff]))(?=[^_]{2,20}$)|：(?=[^：]{2,12}$))"
)
_DENSE_SUFFIX = re.compile(
    r"(?<=[\u2e80-\uffff])(?:[-—–_|]{1,2}[\u2e80-\uffff]{2,8})+$|(?<=\S)[-—–_|][A-Z]{2,6} ?[\u2e80-\uffff]{2,8}$"
)
_DASHES = frozenset({"-", "–", "—", "―", ":", "--"})
_COLON = re.compile(r"\s*[:：]\s+|：")
_TAG = re.compile(r"<[^>]{1,200}>")
_UNSEEN = "\xad\u200b\ufeff"  # where words may be broken, and marks of byte order
BETWEEN = " :|/–-"  # a label and the title
_TITLED = json_ld.ARTICLES | {"WebPage", "ItemPage"}
_PAGES = frozenset({"WebPage", "ItemPage", "CreativeWork"})
_META_TITLES = (
    (("og:title",), "og", 2.5),
    (("twitter:title", "twitter:text:title"), "twitter", 1.5),
    (
        ("headline", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title", "citation_title", "hdl"),
        "meta",
        1.5,
    ),
)
_SHORTEST_BESIDE = 30  # letters of a title that a section stands beside


@dataclass(slots=True)
class Statement:
    """A title that the metadata state: as it stands there, without the site's name, and in parts."""

    text: str
    origin: str
    weight: float
    rank: int
    whole: str = ""
    parts: list[str] = field(default_factory=list)


def most_overlap(statements: list[Statement], slug: set[str]) -> float:
    return max((overlap(part, slug) for said in statements for part in [said.whole, *said.parts]), default=0.0)


def read_statements(document: Document) -> Iterator[Statement]:
    """Titles that the page's metadata state."""
    if node := _titled_node(document):
        page = json_ld.types(node) <= _PAGES
        for name, weight in (("headline", 3.0), ("name", 1.5)):
            if isinstance(node.get(name), str):
                yield Statement(_clean(node[name]), "json-ld", weight * (0.4 if page else 1), 2)
    for names, origin, weight in _META_TITLES:
        if value := document.first(*names):
            yield Statement(_clean(value), origin, weight, 3)
    for title in document.named["title"]:
        parent = title.getparent()
        if parent is None or parent.tag != "svg":
            text = _clean(text_inside(title))
            yield Statement(text, "title", 0.2 if _names_address(text, document.url) else 2.0, 4)
            break


def _names_address(text: str, url: str) -> bool:
    """Whether a title begins with a page's name as its address has it ("notes:harbour [The Wiki]"), for no reader."""
    name = text.partition(" ")[0].casefold()
    return ":" in name.strip(":") and unquote(url).casefold().endswith((name, name.replace(":", "/")))


def _titled_node(document: Document) -> json_ld.Node | None:
    """The JSON-LD node of the article; that of the page where there is none."""
    first = None
    for node in document.json_ld:
        kinds = json_ld.types(node)
        if kinds & _TITLED:
            if not kinds <= _PAGES:
                return node
            first = first or node
    return first


def _clean(text: str) -> str:
    text = text[: 4 * LONGEST]
    if "&" in text:
        text = unescape(text)  # escaped twice
    if "<" in text:
        text = _TAG.sub("", text)
    if not text.isascii():
        text = without_unseen(text)
    return " ".join(text.split())


def without_unseen(text: str) -> str:
    """The text without characters that show nothing; most texts have none of them."""
    for unseen in _UNSEEN:
        if unseen in text:
            text = text.replace(unseen, "")
    return text


def split_title(text: str, sites: AbstractSet[str]) -> list[str]:
    """The text without the site's name first, then its parts."""
    cuts = list(_SEPARATOR.finditer(text))
    if not cuts:
        behind = colon_parts(text)
        before = text[: -len(behind[0])].rstrip(BETWEEN) if behind else ""
        if key(before) in sites:
            return behind  # "A blog: its article"
        if before and key(behind[0]) in sites:
            return [before]
        return [text, *behind]
    bounds = [0, *[cut.end() for cut in cuts]], [*[cut.start() for cut in cuts], len(text)]
    parts = [text[start:end].strip() for start, end in zip(*bounds, strict=True)]
    first, last = 0, len(parts)
    while first < last and _is_site(parts[first], sites):
        first += 1
    if first == last:
        first, last = 0, 1  # an article on the site itself
    for at in range(first + 1, last):
        if _is_site(parts[at], sites):
            last = at  # what follows the site's name is its motto
            break
    bars = [cut[0].strip() not in _DASHES for cut in cuts]
    if last < len(parts):
        while last - first > 1 and _is_section(parts[last - 1], parts[first : last - 1], bars[last - 2]):
            last -= 1
    elif first:
        while last - first > 1 and _is_section(parts[first], parts[first + 1 : last], bars[first]):
            first += 1
    whole = text[bounds[0][first] : bounds[1][last - 1]].strip()
    inner = [part for part in parts[first:last] if part and part != whole]
    if last - first > 2:
        inner.append(text[bounds[0][first] : bounds[1][last - 2]].strip())
    return [whole, *inner, *colon_parts(whole)]


def _is_section(part: str, rest: list[str], bar: bool) -> bool:
    """Whether a part between the site's name and the rest of a title is but a section of the site."""
    longest = max(map(len, rest))
    return len(part.split()) <= (3 if bar else 1) and longest >= max(_SHORTEST_BESIDE, 2 * len(part))


def without_suffix(text: str) -> str | None:
    """The page's title without what seems to be the name of an unknown site or section; None where nothing does."""
    tail = _DENSE_SUFFIX.search(text)
    text = text[: tail.start()] if tail else text
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    if len(parts) < 2:
        return text if tail else None
    longest = max(parts, key=len)
    if longest is parts[-1] and all(cut[0] == "：" for cut in _SEPARATOR.finditer(text)):
        return text if tail else None  # what a Chinese title tells of, and what it tells of that
    if all(part is longest or 2 * len(part) <= len(longest) for part in parts):
        return longest
    bars = [cut[0].strip() for cut in _SEPARATOR.finditer(text)]
    if len(parts) == 2 and bars[0] not in _DASHES and len(parts[0].split()) > 1 and len(parts[1].split()) <= 4:
        return parts[0]
    return None


def colon_parts(text: str) -> list[str]:
    cut = _COLON.search(text) if ":" in text or "：" in text else None
    return [text[cut.end() :].strip()] if cut and text[cut.end() :].strip() else []


def _is_site(part: str, sites: AbstractSet[str]) -> bool:
    name = key(part)
    return (
        not name
        or name in sites
        or any(
            len(site) > 3
            and (
                ((name.startswith(site) or name.endswith(site)) and len(name) < len(site) + 14)
                or (site in name and len(name) < 2 * len(site))
            )
            for site in sites
        )
    )
