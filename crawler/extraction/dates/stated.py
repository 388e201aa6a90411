"""Dates that a page states for machines: in its metadata, its address and the data of its scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from crawler.dates import from_epoch, parse_date
from crawler.extraction import json_ld
from crawler.extraction.dates.written import day_of
from crawler.extraction.document import Document

_PUBLISHED_META = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "datepublished", "date_published",
    "dc.date.issued", "dcterms.issued", "dc.issued", "dc.dateissued", "parsely-pub-date", "sailthru.date",
    "bt:pubdate", "pubdate", "publishdate", "publish-date",
    "publish_date", "published", "publication_date", "publication-date", "published_time", "published_at",
    "release_date", "originalpublicationdate",
    "article_date_original", "article.published", "article.created", "article:post_date",
    "rnews:datepublished", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "citation_online_date", "citation_publication_date", "citation_date", "prism.publicationdate",
    "vr:published_time", "shareaholic:article_published_time",
    "article:create", "ptime", "_pubtime", "weibo: article:create_at", "dateposted", "posted", "article_date",
    "gsa-publish-date", "displaydate",
    "pub_date", "article-publication-date", "firstpublished",
)  # fmt: skip
_WEAK_META = (
    "date",
    "dc.date",
    "dc:date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "created",
    "datecreated",
    "doc_date",
    "timestamp",
    "dat",
    "buildtime",
)
_MODIFIED_META = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:modified_time",
    "og:updated_time", "datemodified", "date_modified",
    "dcterms.modified", "dc.date.modified", "dc.modified", "dc.datemodified", "last-modified", "last_modified",
    "lastmodified", "lastmod", "modified", "modified_time", "updated_time",
    "article.updated", "article:updated_time", "article:updated", "updated", "revised", "utime", "moddate",
    "article_date_updated", "gsa-modified-date", "shareaholic:article_modified_time",
)  # fmt: skip
_URL_DAY = re.compile(
    r"(?=[\d/])(?:"  # asked for where one may begin alone
    r"(?<!\d)((?:19|20)\d\d)(?P<sep>[/_-])(0?[1-9]|1[0-2])(?P=sep)(0?[1-9]|[12]\d|3[01])(?!\d)|"
    r"(?<!\d)((?:199|20[0-4])\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)|"
    r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/?(0[1-9]|[12]\d|3[01])/|"
    r"/((?:19|20)\d\d)/([a-z]{3})/(\d\d?)/|"
    # A section behind the year, but no volume.
    r"/((?:19|20)\d\d)/(?!(?:vol|iss|num|week|page|part|heft|ausgabe|band|season|chapter)[a-z]*/)[a-z][a-z_-]{2,20}/"
    r"(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/|"
    r"(?<!\d)(0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-(20\d\d)(?!\d))"
)
_OTHER_NODES = {"WebPage", "ItemPage", "CollectionPage", "VideoObject", "Product", "QAPage", "Question"}
# Each begins with letters that are looked for quickly: "datePublished", "published_at", "pubDate", "createdAt" …
_STATE_FIELDS = [
    re.compile(rf"""{name}(?:\\?["']\s*[:=]\s*\\?["']?|\s*[:=]\s*\\?["'])(\d[\w:.+ /-]{{7,30}})""")
    for name in (
        r"ubli(?:shed\w{0,30}|sh_?(?:[Dd]ate|[Tt]ime)\w{0,30}|cation_?[Dd]ate)",
        r"ub[Dd]ate",
        r"reated(?:_?[Aa]t)?",
        r"reateTime",
        r"var ct",
    )
]
_LESS_THAN_DAY = re.compile(r"\d{4}(?:[-/.]\d\d?)?")
_MOST_MOMENTS = 1_000  # places in the markup
_STATE_SEARCHED = 2_000_000  # characters of markup


class Said(NamedTuple):
    """A date, and where the page says it."""

    moment: date
    origin: str


def read_moment(text: object) -> date | None:
    """A machine's date; None where it is none or none that an article on the Web can have."""
    if isinstance(text, list):
        text = text[0] if text else None
    if isinstance(text, dict):
        text = text.get("@value")
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        moment: date | None = from_epoch(text)
    elif isinstance(text, str):
        text = text.strip()
        if text.isdecimal() and len(text) in {10, 13}:
            moment = from_epoch(int(text))
        elif text.isdecimal() and len(text) == 14:
            moment = parse_date(f"{text[:4]}-{text[4:6]}-{text[6:8]} {text[8:10]}:{text[10:12]}:{text[12:]}")
        elif _LESS_THAN_DAY.fullmatch(text):
            return None
        else:
            moment = parse_date(text)
    else:
        return None
    return moment if moment is not None and 1990 <= moment.year < 2050 else None


def stated_published(document: Document) -> Iterator[Said]:
    """When metadata say that the article was published, the most reliable first."""
    nodes = document.articles
    for field in ("datePublished", "dateCreated", "datePosted"):
        for node in nodes:
            if moment := read_moment(node.get(field)):
                yield Said(moment, "json-ld")
                break
    yield from _in_meta(document, _PUBLISHED_META)
    if moment := read_moment(json_ld.parsely(document.first("parsely-page")).get("pub_date")):
        yield Said(moment, "meta")
    for node in document.json_ld:
        if json_ld.types(node) & _OTHER_NODES:
            moment = read_moment(node.get("datePublished") or node.get("uploadDate") or node.get("dateCreated"))
            if moment:
                yield Said(moment, "json-ld")


def stated_modified(document: Document) -> Iterator[Said]:
    """When metadata say that the article was changed."""
    nodes = [
        *document.articles,
        *(node for node in document.json_ld if "WebPage" in json_ld.types(node)),
    ]
    for node in nodes:
        if moment := read_moment(node.get("dateModified")):
            yield Said(moment, "json-ld")
    yield from _in_meta(document, _MODIFIED_META)


def stated_weakly(document: Document) -> Iterator[Said]:
    """Dates of `meta` that may also be those of the file or of the site."""
    return _in_meta(document, _WEAK_META)


def _in_meta(document: Document, names: tuple[str, ...]) -> Iterator[Said]:
    for name in filter(document.meta.__contains__, names):
        if moment := read_moment(document.meta[name][0]):
            yield Said(moment, "og" if ":" in name else "meta")


def in_address(url: str) -> date | None:
    """The day in an article's address: /2020/02/19/, /2020-02-19-title, /20200219."""
    parts = urlsplit(url)
    for match in _URL_DAY.finditer(f"{parts.path}/?{parts.query}".lower()):
        groups = [group for name, group in enumerate(match.groups(), start=1) if group and name != 2]
        if len(groups[0]) <= 2:
            groups.reverse()
        day = parse_date(" ".join(reversed(groups))) if groups[1].isalpha() else parse_date("-".join(groups))
        if day:
            return day_of(day)
    return None


def in_state(document: Document) -> date | None:
    """The date in the data that a page's scripts work with."""
    for pattern in _STATE_FIELDS:
        for match in islice(pattern.finditer(document.html, 0, _STATE_SEARCHED), _MOST_MOMENTS):
            if moment := read_moment(match[1]):
                return moment
    return None
