"""Extraction without a crawl: saved pages in, a row of fields for each out."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from crawler.extraction import extract
from crawler.extraction.result import Extraction
from crawler.faults import fault
from crawler.items import Page


def extract_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Extract every page of a list.

    Args:
        lines: JSON objects with `path` (a saved page, `.html` or `.html.gz`) and, where known, `url` (an address
            without `https://` is one) and `id`. Empty lines are passed over.

    Yields:
        For each line, in order: `id`, `url`, `title`, `authors` (a list), `date` and `modified` (ISO 8601 or
        None), `language`, `image`, `site_name`, `description`, `tags` (a list), `text` (plain, a newline between
        blocks) and `html` (the body). A line or page that cannot be read gives `id`, `url` and `error`; a page
        that is no article gives its fields and `error`: "no article: " and the reason.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, number)


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        wish = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "url": None, "error": f"line {number} is no JSON: {error}"}
    if not isinstance(wish, dict) or not isinstance(wish.get("path"), str):
        return {"id": None, "url": None, "error": f'line {number} needs to be an object with a "path"'}
    name = wish.get("id", wish["path"])
    url = wish.get("url") or ""
    if not isinstance(url, str):
        return {"id": name, "url": None, "error": f'line {number} has a "url" that is no text'}
    try:
        data = _load(Path(wish["path"]))
    except (OSError, EOFError, ValueError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return {"id": name, "url": url or None, "error": f"cannot read {wish['path']}: {reason}"}
    address = url if "://" in url or not url else f"https://{url}"
    try:
        found = extract(Page(url=address, body=data))
    except Exception as error:  # the other pages are extracted all the same
        return {"id": name, "url": url or None, "error": fault(error)}
    return {"id": name, "url": url or None, **_fields(found)}


def _load(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def _fields(found: Extraction) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": found.title,
        "authors": found.authors,
        "date": _iso(found.published),
        "modified": _iso(found.modified),
        "language": found.language,
        "image": found.image,
        "site_name": found.site_name,
        "description": found.description,
        "tags": found.tags,
        "text": found.text,
        "html": found.body,
    }
    if found.problem:
        fields["error"] = f"no article: {found.problem.detail}"
    return fields


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None
