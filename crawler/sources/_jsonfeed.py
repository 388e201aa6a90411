"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import re
from typing import Any

from crawler.dates import parse_date
from crawler.items import Enclosure, Entry
from crawler.sources import Document, Listing, SourceError, _json, _problems
from crawler.sources._charset import decode
from crawler.sources._constructs import language_tag
from crawler.sources._html import from_text, plain_text, web_address

_VERSION = re.compile(r"jsonfeed\.org/version/", re.IGNORECASE)
_ITEMS = re.compile(r'"items"\s*:\s*\[\s*')
_BETWEEN = re.compile(r"\s*,\s*")


def read(body: bytes, document: Document) -> Listing:
    """Read a JSON feed; of one that is cut short, the items that are whole.

    Raises:
        SourceError: It is JSON of another kind, or no JSON.
    """
    text, problems = decode(body, document.content_type)
    is_cut = False
    try:
        feed, end = _json.loads_at(text, len(text) - len(text.lstrip()))
        if text[end:].strip():
            problems.append("something else stands behind the JSON")
    except (ValueError, RecursionError) as error:
        feed = _salvage(text)
        if feed is None:
            raise SourceError(f"the document is not valid JSON: {error}") from None
        problems.append(f"the JSON is cut short or damaged: {error}")
        is_cut = True
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise SourceError("this is JSON, but not a JSON feed (kind: json reads JSON of any form)")
    if not _VERSION.search(_string(feed.get("version")) or ""):
        problems.append("the feed does not say which version of JSON Feed it is")

    language = language_tag(_string(feed.get("language")) or "")
    listing = Listing(
        title=plain_text(_string(feed.get("title")) or "", markup=False) or None,
        link=web_address(document.url, _string(feed.get("home_page_url"))),
        language=language,
        problems=problems,
        is_cut=is_cut,
        older=web_address(document.url, _string(feed.get("next_url"))),
    )
    authors = _authors(feed)
    items = _objects(feed["items"])
    if len(items) < len(feed["items"]):
        problems.append(f"{len(feed['items']) - len(items)} of its items are no objects")
    listing.entries = [_entry(item, document.url, language, authors) for item in items]
    nameless = [number for number, entry in enumerate(listing.entries, 1) if not entry.url and not entry.title]
    problems += _problems.nameless(nameless)
    return listing


def _entry(item: dict[str, Any], base: str, language: str | None, authors: list[str]) -> Entry:
    guid = _string(item.get("id"))
    url = web_address(base, _string(item.get("url"))) or web_address(base, _string(item.get("external_url")))
    if url is None and guid and guid.startswith(("http://", "https://")):
        url = web_address(base, guid)
    content = _string(item.get("content_html"))
    if content is None and (text := _string(item.get("content_text"))):
        content = from_text(text)
    summary = _string(item.get("summary"))
    return Entry(
        url=url,
        guid=guid,
        title=plain_text(_string(item.get("title")) or "") or None,
        authors=_authors(item) or list(authors),
        published=parse_date(_string(item.get("date_published")) or ""),
        updated=parse_date(_string(item.get("date_modified")) or ""),
        summary=from_text(summary) if summary else None,
        content=content or None,
        tags=list(
            dict.fromkeys(" ".join(tag.split()) for member in _list(item.get("tags")) if (tag := _string(member)))
        ),
        language=language_tag(_string(item.get("language")) or "") or language,
        image=web_address(base, _string(item.get("image"))) or web_address(base, _string(item.get("banner_image"))),
        enclosures=[
            Enclosure(address, _string(attachment.get("mime_type")), _size(attachment.get("size_in_bytes")))
            for attachment in _objects(item.get("attachments"))
            if (address := web_address(base, _string(attachment.get("url"))))
        ],
        base=url or base,
    )


def _authors(holder: dict[str, Any]) -> list[str]:
    """The names; also of those that are no objects, as they should be, but names."""
    several, one = holder.get("authors"), holder.get("author")
    people = [*(several if isinstance(several, list) else [several]), one]
    named = (person.get("name") if isinstance(person, dict) else person for person in people)
    names = (plain_text(name, markup=False) for name in named if isinstance(name, str))
    return list(dict.fromkeys(name for name in names if name))


def _salvage(text: str) -> dict[str, Any] | None:
    """The feed up to the fault: its whole items, and what stands before them."""
    match = _ITEMS.search(text)
    if match is None:
        return None
    items = []
    position = match.end()
    while True:
        try:
            item, position = _json.loads_at(text, position)
        except (ValueError, RecursionError):
            break
        items.append(item)
        if (comma := _BETWEEN.match(text, position)) is None:
            break
        position = comma.end()
    if not items:
        return None
    try:
        head = _json.loads(text[: match.start()].rstrip().rstrip(",") + "}")
    except (ValueError, RecursionError):
        head = {}
    return {**(head if isinstance(head, dict) else {}), "items": items}


def _string(value: Any) -> str | None:
    """A string; a number as its digits, for some feeds count their items."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [member for member in _list(value) if isinstance(member, dict)]


def _size(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
