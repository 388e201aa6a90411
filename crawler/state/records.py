"""Entries and articles as the state keeps them: JSON, deflated where it is large."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from crawler.items import Article, Enclosure, Entry

if TYPE_CHECKING:
    from crawler.config import Source

_COPIED = (
    "url title authors published modified language canonical_url site_name description tags image license body"
    " origins".split()
)


@dataclass(slots=True)
class Record:
    """An article as it was read and cleaned: all that its post is made of, and the entry that led to it."""

    entry: Entry
    url: str
    title: str = ""
    authors: list[str] = field(default_factory=list)
    published: date | None = None
    modified: date | None = None
    language: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None
    description: str | None = None
    tags: list[str] = field(default_factory=list)
    image: str | None = None
    license: str | None = None
    body: str = ""
    origins: dict[str, str] = field(default_factory=dict)
    updated: date | None = None  # as the post says

    @classmethod
    def of(cls, article: Article, updated: date | None) -> Record:
        """What is kept of an article whose post says that it was updated then."""
        return cls(entry=article.entry, updated=updated, **{name: getattr(article, name) for name in _COPIED})

    def article(self, source: Source, key: str) -> Article:
        """The article again."""
        article = Article(source=source, entry=self.entry, key=key, url=self.url)
        for name in _COPIED:
            setattr(article, name, getattr(self, name))
        return article


def dump_entry(entry: Entry) -> str:
    """The entry as JSON, the same text for the same entry."""
    return _json(asdict(entry))


def load_entry(text: str) -> Entry:
    """The entry that `dump_entry` wrote."""
    return _entry(json.loads(text))


def dump_record(record: Record) -> bytes:
    return zlib.compress(_json(asdict(record)).encode("utf-8", "surrogatepass"), 6)


def load_record(data: bytes) -> Record:
    values: dict[str, Any] = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    values["entry"] = _entry(values["entry"])
    for name in ("published", "modified", "updated"):
        values[name] = _date(values[name])
    return Record(**values)


def _entry(values: dict[str, Any]) -> Entry:
    for name in ("published", "updated"):
        values[name] = _date(values[name])
    values["enclosures"] = [Enclosure(**enclosure) for enclosure in values["enclosures"]]
    known = {known.name for known in fields(Entry)}
    return Entry(**{name: value for name, value in values.items() if name in known})


def _date(text: str | None) -> date | None:
    return (datetime if "T" in text else date).fromisoformat(text) if text else None


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, default=lambda moment: moment.isoformat(), ensure_ascii=False, sort_keys=True)
