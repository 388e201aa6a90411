"""Title, authors, dates and the rest: what a page and its entry say together, each field with its origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from crawler.extraction import json_ld
from crawler.extraction.authors import find_authors
from crawler.extraction.dates import find_dates
from crawler.extraction.document import Document
from crawler.extraction.elsewhere import is_of_listed_entry
from crawler.extraction.language import find_language
from crawler.extraction.result import Extraction
from crawler.extraction.site import find_site_name, key, site_keys
from crawler.extraction.text import text_inside, width
from crawler.extraction.titles import find_title
from crawler.items import Entry
from crawler.references import unescape

_TAG = re.compile(r"<[^>]{1,500}>")
_NO_PICTURE = re.compile(
    r"(?:^|[/_.-])(?:logos?|favicon|apple-touch-icon|avatar|placeholder|blank|null|spacer|pixel|default[_-]?(?:image|og|share|"
    r"social)?|og[_-]default|site[_-]?logo|sprite)(?:[/_.-]|$)",
    re.IGNORECASE,
)
_MOST_TAGS = 30
_BETWEEN_TAGS = (",", "，", ";", "；", "|", "、")
_WORDS_OF_LIST = 4  # a text of so many words without blanks of its own, as Chinese has none, is a list of them
_DENSE = "\u2e80"  # the first scripts that set no blanks between words
_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
# An absolute address that resolving would not change.
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+((?:/[^\s?#;]*)?)(?:\?([^\s#]+))?(?:#\S+)?")
_LICENSE_NAMES = ("dcterms.license", "dc.rights.license", "dcterms.rights", "dc.rights", "license")
_LONGEST = 5_000  # characters of a list of keywords
_LONGEST_MARKUP = 20_000  # characters of a description
_MOST_IMAGE_NODES = 100  # of one article; references may lead back to where they stand


class _Address(NamedTuple):
    """An absolute address of the web, with two of its parts."""

    text: str
    path: str
    query: str


def read_metadata(document: Document, entry: Entry | None = None) -> Extraction:
    """Everything but the body.

    The page speaks first, being the article itself; the entry fills what the page leaves open, and is believed
    where the page could only be guessed at: a date in running text, the site's name as the author.
    """
    found = Extraction()

    def note(name: str, value: object, origin: str) -> None:
        if value:
            setattr(found, name, value)
            found.origins[name] = origin

    sites = site_keys(document)
    title = find_title(document, sites)
    note("title", title.text, title.origin)
    authors = find_authors(document, title.heading, sites)
    note("authors", authors.names, authors.origin)
    dates = find_dates(document, title.heading)
    note("published", dates.published, dates.published_origin)
    note("modified", dates.modified, dates.modified_origin)
    note("language", *find_language(document, title.text))
    note("canonical_url", *_canonical(document))
    note("site_name", *find_site_name(document))
    note("description", *_description(document))
    note("tags", *_tags(document))
    note("image", *_image(document))
    note("license", *_license(document))
    if entry is None:
        return found
    if entry.title and (not found.title or _is_cut(found.title, entry.title) or key(found.title) in sites):
        note("title", entry.title, "entry")
    if entry.authors and (not found.authors or authors.weak):
        note("authors", list(entry.authors), "entry")
    if entry.published and _entry_dates_better(found.published, dates.published_origin, entry.published):
        note("published", entry.published, "entry")
    if entry.updated and not found.modified:
        note("modified", entry.updated, "entry")
    for name, value in (("language", entry.language), ("tags", list(entry.tags)), ("image", entry.image)):
        if not getattr(found, name):
            note(name, value, "entry")
    if not found.description and entry.summary:
        summary = _plain(entry.summary)
        note("description", summary if len(summary) <= 500 else None, "entry")
    return found


def _is_cut(text: str, whole: str) -> bool:
    """Whether a title is but the beginning of another, as sites cut them for search engines."""
    cut = text.rstrip("….· ")
    return len(cut) < len(text) and len(whole) > len(cut) and key(whole).startswith(key(cut))


def _entry_dates_better(page: date | None, origin: str, entry: date) -> bool:
    """Whether the entry's date tells more than the page's."""
    if page is None or origin.endswith("(modified)") or origin in {"text", "url"}:
        return True
    return isinstance(entry, datetime) and not isinstance(page, datetime) and entry.date() == page


def _canonical(document: Document) -> tuple[str | None, str]:
    """The article's own address; not that of the site's front page, which careless templates put there."""
    stated: list[tuple[str, str]] = []
    if address := next(filter(None, (link.get("href") for link in document.links["canonical"])), None):
        stated.append((address, "link"))
    if address := document.first("og:url"):
        stated.append((address, "og"))
    deep = len(urlsplit(document.url).path.strip("/")) > 0
    for address, origin in stated:
        absolute = _address(address, document)
        if absolute and (not deep or absolute.path.strip("/") or absolute.query):
            return absolute.text, origin
    return None, ""


def _address(text: str, document: Document) -> _Address | None:
    text = unescape(text.strip())
    if plain := _PLAIN_ADDRESS.fullmatch(text):  # as below, in a tenth of the time
        return _Address(text, plain[1], plain[2] or "")
    try:
        absolute = urljoin(document.base_url, text)
        parts = urlsplit(absolute)
    except ValueError:
        return None
    return _Address(absolute, parts.path, parts.query) if parts.scheme in {"http", "https"} and parts.hostname else None


def _description(document: Document) -> tuple[str | None, str]:
    for origin, names in (
        ("og", ("og:description",)),
        ("meta", ("description", "dc.description", "dcterms.description", "twitter:description")),
    ):
        if text := _plain(document.first(*names) or ""):
            return text, origin
    for node in document.articles:
        if isinstance(node.get("description"), str) and (text := _plain(node["description"])):
            return text, "json-ld"
    return None, ""


def _plain(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup[:_LONGEST_MARKUP])).split())


def _tags(document: Document) -> tuple[list[str], str]:
    """Keywords of the article, each once, in the page's spelling."""
    if tags := _unique(document.meta.get("article:tag", ())):
        return tags, "og"
    for node in document.articles:
        if tags := _unique(_strings(node.get("keywords"))):
            return tags, "json-ld"
    for name in ("news_keywords", "parsely-tags", "sailthru.tags", "keywords", "dc.subject", "citation_keywords"):
        if tags := _unique(document.meta.get(name, ())):
            return tags, "meta"
    links = [
        marked.element
        for marked in document.marked
        if marked.element.tag == "a" and "tag" in (marked.element.get("rel") or "").split()
    ]
    own = (link for link in links if not is_of_listed_entry(link))
    if tags := _unique(" ".join(text_inside(link).split()) for link in own):
        return tags, "rel-tag"
    return [], ""


def _strings(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        text = item.get("name") if isinstance(item, dict) else item
        if isinstance(text, str):
            yield text


def _unique(texts: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for text in texts:
        for part in _parts(text[:_LONGEST]):
            tag = _plain(part).strip("#\"' ")
            if width(tag) > 1 and len(tag) <= 60 and "<" not in tag and not tag.startswith(("http:", "https:")):
                found.setdefault(tag.casefold(), tag)
    return list(found.values())[:_MOST_TAGS]


def _parts(text: str) -> list[str]:
    """The keywords in a text, whatever stands between them."""
    for mark in _BETWEEN_TAGS:
        if mark in text:
            return text.split(mark)
    words = text.split()
    return words if len(words) >= _WORDS_OF_LIST and text > _DENSE else [text]


def _image(document: Document) -> tuple[str | None, str]:
    """The lead image; never the site's logo or a placeholder."""
    for origin, texts in (
        ("og", _stated(document, "og:image", "og:image:secure_url", "og:image:url")),
        ("twitter", _stated(document, "twitter:image", "twitter:image:src")),
        ("json-ld", (text for node in document.articles for text in _json_ld_images(node, document))),
        ("meta", _stated(document, "thumbnail", "image", "parsely-image-url", "sailthru.image.full")),
    ):
        for text in islice(texts, 5):
            absolute = _address(text, document)
            if absolute and not _NO_PICTURE.search(absolute.path):
                return absolute.text, origin
    for link in document.links["image_src"]:
        if absolute := _address(link.get("href") or "", document):
            return absolute.text, "link"
    return None, ""


def _license(document: Document) -> tuple[str | None, str]:
    """The address of the licence that the article is under (https://html.spec.whatwg.org/#link-type-license)."""
    links = [marked.element for marked in document.marked if "license" in marked.marks]
    for link in (*document.links["license"], *links):
        if "license" in (link.get("rel") or "").lower().split() and (
            found := _address(link.get("href") or "", document)
        ):
            return found.text, "link"
    for node in document.articles:
        stated = node.get("license")
        text = stated.get("@id") or stated.get("url") if isinstance(stated, dict) else stated
        if isinstance(text, str) and _WEB_ADDRESS.match(text.strip()) and (found := _address(text, document)):
            return found.text, "json-ld"
    for text in _stated(document, *_LICENSE_NAMES):
        if _WEB_ADDRESS.match(text) and (found := _address(text, document)):
            return found.text, "meta"
    return None, ""


def _stated(document: Document, *names: str) -> Iterator[str]:
    """All values of these `meta` names."""
    return (value for name in names for value in document.meta.get(name, ()))


def _json_ld_images(node: json_ld.Node, document: Document) -> Iterator[str]:
    waiting = [node.get("image"), node.get("thumbnailUrl")]
    for _ in range(_MOST_IMAGE_NODES):
        if not waiting:
            break
        item = document.resolved(waiting.pop(0))
        if isinstance(item, list):
            waiting = [*item[:3], *waiting]
        elif isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            waiting = [item.get("url") or item.get("contentUrl"), *waiting]
