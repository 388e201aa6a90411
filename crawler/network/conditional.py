"""Conditional requests (RFC 9110, section 13) and freshness (RFC 9111): what has changed only, and in its time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:  # Scrapy takes a quarter of a second to import, and commands that fetch nothing do without it
    from scrapy.http.headers import Headers

# RFC 9110, section 8.8.3, and the unquoted form that some servers send and expect back; a length that state can bear.
# Neither an empty one nor what stands for any version (13.1.2): with them, nothing ever changes.
_ETAG = re.compile(r'(?:W/)?"[^"\x00-\x20\x7f]+"|(?!\*\Z)[^\s",\x00-\x20\x7f]+')
_LONGEST_ETAG = 1024
_FIRST_YEAR = 1990  # before there was a web, as files of reproducible builds and images are dated, whatever is in them
_LONGEST_DATE = 100  # characters; what follows a date would pass as a part of it
_SECONDS = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Validators:
    """What an answer said of its version, each as the server wrote it."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def from_headers(cls, headers: Headers) -> Self:
        """The validators of a response's headers; those count as absent that are malformed or fit each version."""
        return cls(_etag(_text(headers, "ETag")), _http_date(_text(headers, "Last-Modified")))

    def headers(self) -> dict[str, str]:
        """The request headers that ask for the document only if it has another version. Empty without validators."""
        # Checked once more: what an earlier release has stored would go on being sent, as long as the answer is 304.
        pairs = {"If-None-Match": _etag(self.etag), "If-Modified-Since": _http_date(self.last_modified)}
        return {name: value for name, value in pairs.items() if value is not None}


def fresh_for(headers: Headers) -> timedelta | None:
    """How much longer an answer's `Cache-Control: max-age` says that it will not change (RFC 9111, 4.2).

    None where it says nothing of it, or has no time left.
    """
    said = b",".join(headers.getlist("Cache-Control")).decode("latin-1").lower()
    directives = {
        name.strip(): value.strip(' "') for name, _, value in (each.partition("=") for each in said.split(","))
    }
    lifetime, age = directives.get("max-age", ""), _text(headers, "Age") or "0"
    if "no-cache" in directives or "no-store" in directives or not _SECONDS.fullmatch(lifetime):
        return None
    left = int(lifetime) - (int(age) if _SECONDS.fullmatch(age) else 0)
    return timedelta(seconds=left) if left > 0 else None


def _text(headers: Headers, name: str) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("latin-1").strip()


def _etag(value: str | None) -> str | None:
    return value if value and len(value) <= _LONGEST_ETAG and _ETAG.fullmatch(value) else None


def _http_date(value: str | None) -> str | None:
    try:
        is_one = value and len(value) <= _LONGEST_DATE and parsedate_to_datetime(value).year >= _FIRST_YEAR
        return value if is_one else None
    except (ValueError, OverflowError):
        return None
