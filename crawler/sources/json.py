"""JSON: an API's answer, or the JSON that a page carries in a script; the entries and their fields found by path.

A path is a JMESPath expression (jmespath.org): `data.items`, `title`, `author.name`, `tags[].name`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Self
from urllib.parse import quote

import jmespath
from jmespath.exceptions import JMESPathError, JMESPathTypeError
from parsel import Selector
from pydantic import AfterValidator, model_validator

from crawler.dates import from_epoch, parse_date
from crawler.items import Entry
from crawler.sources import Document, Listing, Question, SourceError, _html, _json, _options, _posting, _problems
from crawler.sources._charset import decode, unpack
from crawler.sources._html import web_address
from crawler.sources._options import select
from crawler.sources._state import assigned

READS_PAGES = True  # those that carry it in a script
_LINK, _TITLE = "url || link || permalink", "title || name || headline"
_LEAST, _MOST_SCRIPTS, _DEEPEST, _WIDEST = 3, 20, 8, 2000  # what is looked at for a list of articles
_NAME = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_KEY = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_DAY = re.compile(  # as seconds, a year or a day would be of 1970, with its time, as milliseconds, of centuries to come
    r"(?:19|20)\d\d(?:\d{4}(?:\d{6})?)?"
)
_PLACE = re.compile(r"\{([^{}]+)\}")


def _path(expression: str) -> str:
    try:
        jmespath.search(expression, None)  # also tells of functions that there are not
    except JMESPathTypeError:
        pass  # a function that takes no null
    except JMESPathError as error:
        reason = " ".join(str(error).split())
        raise ValueError(f"{expression!r} is no path (JMESPath): {reason}") from None
    return expression


def _path_or_template(text: str) -> str:
    if _is_template(text):
        for path in _PLACE.findall(text):
            _path(path)
        return text
    return _path(text)


def _is_template(text: str) -> bool:
    return text.startswith(("http://", "https://", "/")) and "{" in text


Path = Annotated[str, AfterValidator(_path)]


class Options(_options.Options):
    """Where the entries are, and their fields; the defaults know the names that most sites use."""

    script: _options.CssOrXPath | None = None  # the element of a page that holds the JSON: "script#__NEXT_DATA__"
    variable: str | None = None  # or the variable of its scripts that it is assigned to: "window.initialState"
    items: Path = "@"  # the list of entries
    link: Annotated[str, AfterValidator(_path_or_template)] = _LINK  # or "https://…/{slug}"
    title: Path = _TITLE
    guid: Path = "id || guid"
    date: Path = "date_published || published || published_at || publishedAt || pubDate || date || created_at"
    updated: Path = "date_modified || updated || updated_at || updatedAt || modified"
    byline: Path = "authors[].name || author.name || authors || author || byline"
    summary: Path = "summary || excerpt || description"
    text: Path = "content_html || content || body"
    keywords: Path = "tags[].name || categories[].name || tags || categories || keywords"
    image: Path = "image.url || image || thumbnail"
    next: Path | None = None  # of the whole document: the address of the next page, or what `send_next` asks for it by
    send: dict[str, Any] | list[Any] | str | None = None  # by POST: as JSON, a text as a form; "{now}": milliseconds
    send_next: dict[str, Any] | str | None = None  # what is different for further pages; "{next}": what `next` found

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.script is not None and self.variable is not None:
            raise ValueError("script and variable both say where in the page the JSON is; give one of them")
        if self.send_next is not None and (self.send is None or self.next is None):
            raise ValueError("send_next needs send, and next: the path to what it asks for the next page by")
        if self.send is not None and self.next is not None and self.send_next is None:
            raise ValueError("send with next needs send_next, which says how the next page is asked for")
        return self


def recognise(document: Document) -> float:
    """How sure it is that the document is a list of entries in JSON; that of any other form needs paths to be told."""
    start = b"".join(document.body[:256].removeprefix(b"\xef\xbb\xbf").split())
    return 0.3 if start.startswith(b"[{") else 0.0


def question(url: str, source: _options.Options, now: datetime) -> Question | None:
    """What the source's `send` says, with the present and the mark of the page in their places."""
    options = _options.own(source, Options)
    if options.send is None:
        return None
    form, mark = options.send, _posting.mark_of(url)
    if mark is not None:
        form = _posting.merged(form, options.send_next)
    form = _posting.filled(form, {"now": _posting.milliseconds(now), "next": mark})
    if isinstance(form, str):
        return Question(form.encode(), "application/x-www-form-urlencoded")
    return Question(json.dumps(form, ensure_ascii=False).encode(), "application/json")


def read(document: Document, source: _options.Options) -> Listing:
    """Read the entries that the source's paths find.

    Raises:
        SourceError: The document is no JSON or, of a page, holds none where the source says; or the path to the
            entries does not lead to a list.
    """
    options = _options.own(source, Options)
    body, problems = unpack(document.body)
    text, faults = decode(body, document.content_type)
    data = _data(text, options)
    try:
        items = jmespath.search(options.items, data)
    except JMESPathError as error:
        raise SourceError(f"items: {options.items!r} does not fit the JSON: {' '.join(str(error).split())}") from None
    if isinstance(items, dict):  # entries by their ids
        items = list(items.values())
    if not isinstance(items, list):
        found = "nothing" if items is None else "no list"
        raise SourceError(f"items: {options.items!r} finds {found} in the JSON")
    listing = Listing(problems=problems + faults)
    entries = [item for item in items if isinstance(item, dict)]
    if len(entries) < len(items):
        listing.problems.append(f"{len(items) - len(entries)} of its entries are no objects")
    listing.entries = [_entry(item, document.url, options) for item in entries]
    nameless = [number for number, entry in enumerate(listing.entries, 1) if not entry.url and not entry.title]
    listing.problems += _problems.nameless(nameless)
    following = _found(options.next, data) if options.next is not None else None
    if options.send is None:
        listing.older = web_address(document.url, _string(following))
    elif entries and isinstance(following, str | int | float) and following not in {"", False}:
        listing.older = _posting.page_address(document.url, following)
    return listing


def propose(document: Document) -> Options | None:
    """The script of a page, and the path in its JSON, with the longest list of articles that have titles and links."""
    text, _ = decode(unpack(document.body)[0], document.content_type)
    best: tuple[int, Options] | None = None
    for number, script in enumerate(
        Selector(text=text, type="html").css("script[type='application/json']")[:_MOST_SCRIPTS], 1
    ):
        try:
            data = _json.loads(script.xpath("string(.)").get() or "")
        except (ValueError, RecursionError):
            continue
        name = script.attrib.get("id", "")
        place = f"script#{name}" if _NAME.fullmatch(name) else f"(//script[@type='application/json'])[{number}]"
        for path, items in _lists(data):
            count = sum(1 for item in items if _string(jmespath.search(_TITLE, item)) and _is_address(item))
            if count >= _LEAST and (best is None or count > best[0]):
                best = (count, Options(script=place, items=path))
    return best[1] if best else None


def _lists(data: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The lists of objects in the data, the outermost first, each with its path."""
    level: list[tuple[str, Any]] = [("@", data)]
    for _ in range(_DEEPEST):
        inner: list[tuple[str, Any]] = []
        for path, value in level:
            if isinstance(value, list) and value and all(isinstance(member, dict) for member in value):
                yield path, value
            elif isinstance(value, dict):
                for key, member in value.items():
                    step = key if _KEY.fullmatch(key) else json.dumps(key)
                    inner.append((step if path == "@" else f"{path}.{step}", member))
        level = inner[:_WIDEST]


def _is_address(item: dict[str, Any]) -> bool:
    link = _string(jmespath.search(_LINK, item))
    return link is not None and link.startswith(("/", "http://", "https://"))


def _data(text: str, source: Options) -> Any:
    if source.variable is not None:
        data = assigned(text, source.variable)
        if data is None:
            raise SourceError(f"the page assigns no JSON to the variable {source.variable}")
        return data
    if source.script is not None:
        texts = select(Selector(text=text, type="html"), f"{source.script}").xpath("string(.)").getall()
        if not texts:
            raise SourceError(f"script: {source.script!r} finds nothing in the page")
        text = texts[0]
    try:
        return _json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("<"):
            raise SourceError("this is a page, not JSON (script: or variable: says where in it the JSON is)") from None
        raise SourceError(f"the document is not valid JSON: {error}") from None


def _entry(item: dict[str, Any], base: str, source: Options) -> Entry:
    url = web_address(base, _link(item, source.link))
    title = _string(_found(source.title, item))
    keywords = _found(source.keywords, item)
    return Entry(
        url=url,
        guid=_string(_found(source.guid, item)),
        title=(_html.plain_text(title) or None) if title else None,
        authors=_names(_found(source.byline, item)),
        published=_moment(_found(source.date, item)),
        updated=_moment(_found(source.updated, item)),
        summary=_markup(_found(source.summary, item)),
        content=_markup(_found(source.text, item)),
        tags=_names(keywords.split(",") if isinstance(keywords, str) else keywords),
        image=web_address(base, _string(_found(source.image, item))),
        base=url or base,
    )


def _link(item: dict[str, Any], link: str) -> str | None:
    if not _is_template(link):
        return _string(_found(link, item))
    values = {path: _string(_found(path, item)) for path in _PLACE.findall(link)}
    if any(value is None for value in values.values()):
        return None
    return _PLACE.sub(lambda match: quote(values[match[1]] or "", safe="/"), link)


def _found(path: str, item: Any) -> Any:
    """What a path finds; None also where one of its functions does not take what is there."""
    try:
        return jmespath.search(path, item)
    except JMESPathTypeError:
        return None


def _string(value: Any) -> str | None:
    """A text or a number; of an object as content systems have it (`{"rendered": …}`), its text."""
    if isinstance(value, dict):
        value = value.get("rendered")
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _markup(value: Any) -> str | None:
    """A text as HTML; one without markup is plain, but for the references that content systems leave in it."""
    text = _string(value)
    if text is None or _html.looks_like_html(text):
        return text
    return _html.from_text(_html.without_references(text))


def _names(value: Any) -> list[str]:
    """The names of persons or tags; numbers are what their site knows these by, and tell readers nothing."""
    values = value if isinstance(value, list) else [value]
    texts = (_string(member) for member in values if not isinstance(member, int | float))
    return list(dict.fromkeys(name for text in texts if text and (name := _html.plain_text(text))))


def _moment(value: Any) -> date | None:
    """A date as text, as seconds or milliseconds since 1970, or as a number such as 20220526 or 2022."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (parse_date(str(value)) if _DAY.fullmatch(str(value)) else None) or from_epoch(value)
    if isinstance(value, str):
        text = value.strip()
        return from_epoch(int(text)) if text.isdecimal() and len(text) in {10, 13} else parse_date(text)
    return None
