"""36kr.com in every form that it comes in: feeds, list pages, flashes, the gateway's JSON, article pages.

Its pages carry their data as JSON in `window.initialState`; since August 2022 that of article pages is encrypted with a
key that its own scripts hold. Times are those of Beijing. The site's security check is recognised, never answered.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import jmespath
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from pydantic import Field

from crawler.dates import from_epoch, parse_date
from crawler.items import Entry
from crawler.sources import (
    BlockedError,
    Document,
    Listing,
    Question,
    SourceError,
    _html,
    _json,
    _options,
    _posting,
    feed,
)
from crawler.sources._charset import decode, unpack
from crawler.sources._html import web_address
from crawler.sources._state import assigned

NAME = "36kr"

_HOME = "https://36kr.com"
_BEIJING = timezone(timedelta(hours=8))
_KEY = b"efabccee-b754-4c"  # AES-128, ECB, PKCS#7
_STATE = "window.initialState"
_CHALLENGE = re.compile("lf-waf-js|_wafchallengeid|TTGCaptcha|<title>安全检测</title>")
# Where the pages' state and the gateway's answers have their lists; the first that is there is the page's own.
_LISTS = [
    jmespath.compile(path)
    for path in (
        "information.informationList.itemList",
        "newsflashList.flow.itemList",
        "hotListDetail.articleList.itemList",
        "motifDetailData.data.motifArticleList.data.itemList",
        "authorDetailData.authorFlowList.data.itemList",
        "hotListData.[topList, hotList, collectList][]",
        "homeData.data.hotlist.data",
        "data.itemList",
        "data.[hotRankList, videoList, remarkList, collectList][]",
        "data.items",
        "data",
    )
]
_TITLES = jmespath.compile(
    "motifDetailData.data.motifInfo.data.categoryTitle || authorDetailData.authorInfo.data.userNick"
)
_ARTICLES = [
    jmespath.compile(path)
    for path in ("articleDetail.articleDetailData.data", "videoDetail.*.data | [0]", "article.detail.data")
]
_PATHS = {"detail_article": "p", "detail_video": "video", "detail_newsflash": "newsflashes"}
_BODY = re.compile(r"<div\b[^>]*\bclass=[\"'][^\"'>]*\barticleDetailContent\b[^>]*>")
_DIV = re.compile(r"<(/?)div\b[^>]*>")


_GATEWAY = "https://gateway.36kr.com/api/mis/"
_FLOW = "nav/ifm/subNav/flow"  # of the gateway: what a list page shows, with its older pages
_PAGES = [  # of the state or the gateway's answer: what says how a list goes on
    jmespath.compile(path) for path in ("information.informationList", "newsflashList.flow", "data")
]
_CHANNEL = re.compile(r"/information/([\w-]+)|^/(technology)\b")


class Options(_options.Options):
    """What the gateway is asked for."""

    param: dict[str, Any] = Field(default_factory=dict)  # of its body: {subnavNick: technology}, {userId: 17}


def recognise(document: Document) -> float:
    """How sure it is that the document is of 36kr: by its address and by how its pages look."""
    host = urlsplit(document.url).hostname or ""
    ours = host == "36kr.com" or host.endswith(".36kr.com")
    if ours and not _html.is_page(document.body):
        return 1.0
    head = document.body.lstrip()[:100_000]
    page = _STATE.encode() in head or b"lf-waf-js" in head
    return 1.0 if page and (ours or b"36kr" in head) else 0.0


def question(url: str, source: _options.Options, now: datetime) -> Question | None:
    """What the gateway wants to be sent; None for any other address."""
    if "/api/mis/" not in urlsplit(url).path:
        return None
    mark = _posting.mark_of(url)
    page = mark if isinstance(mark, dict) else {}
    asked = {"subnavType": 1, "subnavNick": "web_news"} if _FLOW in url else {}
    paged = {"pageSize": 20, "pageEvent": 1 if page else 0, "pageCallback": page.get("pageCallback", "")}
    param = {"siteId": 1, "platformId": 2} | asked | _options.own(source, Options).param | page | paged
    body = {"partner_id": "web", "timestamp": _posting.milliseconds(now), "param": param}
    return Question(json.dumps(body).encode(), "application/json")


def read(document: Document, source: Options) -> Listing:
    """Read a feed, a list page, an article page or an answer of the gateway.

    Adverts are left out, and what is pinned comes once.

    Raises:
        BlockedError: The site answered with its security check.
        SourceError: The document is none of these.
    """
    body, problems = unpack(document.body)
    if not body.strip():
        raise SourceError("the document is empty")
    if feed.recognise(document) > 0:
        listing = feed.read(document, source)
        listing.entries = [_of_feed(entry) for entry in listing.entries]
        return listing
    text, faults = decode(body, document.content_type)
    data = _data(text)
    title = _TITLES.search(data)
    listing = Listing(title=title if isinstance(title, str) else None, language="zh", problems=problems + faults)
    entries: dict[str | None, Entry] = {}
    for item in _items(data):
        if entry := _entry(item):
            entries.setdefault(entry.url, entry)
    listing.entries = list(entries.values())
    listing.older = _older(document.url, data) if entries else None
    return listing


def complete(document: Document, entry: Entry, source: Options) -> Entry:  # noqa: ARG001 - they are for the gateway
    """The entry with the article's text, title, author and time as its page gives them.

    Raises:
        BlockedError: The site answered with its security check.
    """
    text, _ = decode(unpack(document.body)[0], document.content_type)
    _refuse_challenge(text)
    article = _article(_state(text))
    found = _entry(article) if article else None
    content = (found.content if found else None) or _inside(text)
    if content is None:
        return entry
    if found is None:
        return replace(entry, content=content)
    return replace(
        entry,
        title=found.title or entry.title,
        authors=found.authors or entry.authors,
        published=found.published or entry.published,
        summary=found.summary or entry.summary,
        image=found.image or entry.image,
        content=content,
    )


def _refuse_challenge(text: str) -> None:
    if _STATE not in text and _CHALLENGE.search(text):
        raise BlockedError("36kr answered with its security check instead of the page (its feeds are open: /feed)")


def _older(url: str, data: Any) -> str | None:
    """Where a list goes on: the gateway's own address, or for a list page the gateway's that has the same list."""
    for path in _PAGES:
        page = path.search(data)
        if isinstance(page, dict) and page.get("pageCallback") and page.get("hasNextPage"):
            mark = {"pageCallback": page["pageCallback"]}
            if "/api/mis/" in urlsplit(url).path:
                known = _posting.mark_of(url)
                return _posting.page_address(url, (known if isinstance(known, dict) else {}) | mark)
            if channel := _CHANNEL.search(urlsplit(url).path):
                return _posting.page_address(_GATEWAY + _FLOW, {"subnavNick": channel[1] or channel[2]} | mark)
    return None


def _data(text: str) -> Any:
    if text.lstrip().startswith(("{", "[")):
        try:
            data = _json.loads(text)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"the document is not valid JSON: {error}") from None
        code = data.get("code") if isinstance(data, dict) else None
        if code is not None and code != 0:
            told = f"code {code}: {data.get('msg') or 'no reason given'}"
            raise SourceError(f"the gateway refused: {' '.join(told.split())[:200]}")
        return data
    _refuse_challenge(text)
    state = _state(text)
    if state is None:
        raise SourceError(f"this is no page of 36kr: it has no {_STATE}")
    return state


def _state(text: str) -> Any:
    """The state of a page, in clear; None where there is none."""
    state = assigned(text, _STATE)
    if not isinstance(state, dict) or "state" not in state:
        return state
    inner = state["state"]
    if not state.get("isEncrypt"):
        return _loaded(inner) if isinstance(inner, str) else inner
    try:
        decryptor = Cipher(algorithms.AES(_KEY), modes.ECB()).decryptor()  # noqa: S305 - it is theirs to choose
        padded = decryptor.update(base64.b64decode(inner)) + decryptor.finalize()
        unpadder = PKCS7(128).unpadder()
        return _loaded((unpadder.update(padded) + unpadder.finalize()).decode("utf-8"))
    except (binascii.Error, ValueError, TypeError):  # another key by now; the page's markup may still have the text
        return None


def _loaded(text: str) -> Any:
    try:
        return _json.loads(text)
    except (ValueError, RecursionError):
        return None


def _items(data: Any) -> list[dict[str, Any]]:
    if article := _article(data):
        return [article]
    for path in _LISTS:
        found = path.search(data)
        items = [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
        if items:
            return items
    raise SourceError("the page has no list of articles where 36kr's pages have one")


def _article(data: Any) -> dict[str, Any] | None:
    for path in _ARTICLES:
        found = path.search(data)
        if isinstance(found, dict) and found.get("widgetContent"):
            return found
    return None


def _entry(item: dict[str, Any]) -> Entry | None:
    """An item, flat or with its fields in `templateMaterial`; None where it is an advert, which has no title."""
    nested = item.get("templateMaterial")
    fields = {**item, **nested} if isinstance(nested, dict) else item
    title = _html.plain_text(_first(fields, "widgetTitle", "title") or "")
    if not title:
        return None
    url = _address(item, fields)
    author = _first(fields, "authorName", "author") or _name(fields.get("user"))
    content = _first(fields, "widgetContent")
    summary = _first(fields, "summary", "description", "content")
    return Entry(
        url=url,
        guid=_first(fields, "itemId", "id"),
        title=title,
        authors=[author] if author else [],
        published=_moment(fields.get("publishTime") or fields.get("published_at")),
        summary=summary,
        content=content,
        image=web_address(_HOME, _first(fields, "widgetImage")),
        language="zh",
        base=url,
    )


def _address(item: dict[str, Any], fields: dict[str, Any]) -> str | None:
    route, _, query = str(item.get("route") or fields.get("route") or "").partition("?")
    number = dict(parse_qsl(query)).get("itemId") or _first(fields, "itemId")
    if number:
        return f"{_HOME}/{_PATHS.get(route, 'p')}/{number}"
    return _without(web_address(_HOME, _first(fields, "url", "news_url")), "channel")


def _without(url: str | None, parameter: str) -> str | None:
    """The address without a parameter that only says from where it was taken."""
    if url is None or f"{parameter}=" not in url:
        return url
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != parameter]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _of_feed(entry: Entry) -> Entry:
    return replace(entry, url=_without(entry.url, "f"), published=_in_beijing(entry.published))


def _moment(value: Any) -> date | None:
    """Milliseconds since 1970, cut to the second as the site shows them; or Beijing's time as text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        moment = from_epoch(value)
        return moment.replace(microsecond=0) if moment else None
    return _in_beijing(parse_date(value)) if isinstance(value, str) else None


def _in_beijing(moment: date | None) -> date | None:
    return moment.replace(tzinfo=_BEIJING) if isinstance(moment, datetime) and moment.tzinfo is None else moment


def _first(fields: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def _name(user: Any) -> str | None:
    return user.get("name") if isinstance(user, dict) and isinstance(user.get("name"), str) else None


def _inside(text: str) -> str | None:
    """The inner HTML of the article's element, as it stands in the page."""
    start = _BODY.search(text)
    if start is None:
        return None
    depth = 1
    for tag in _DIV.finditer(text, start.end()):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return text[start.end() : tag.start()] or None
    return None
