"""How a source's pages are asked for: under which address, with which headers, through which proxy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from crawler.rules.model import Replacement
from crawler.rules.patterns import replaced
from crawler.selectors import CssOrXPath

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2
_COOKIE = re.compile(r"[^\s\"(),;\\\x00-\x1f\x7f]*")  # RFC 6265, section 4.1.1, and what browsers send besides
# What the connection is made of; and what has a key of its own.
_NOT_SET = {"host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect"} | {
    "accept-encoding", "range", "if-none-match", "if-modified-since", "proxy-authorization",
}  # fmt: skip
_OWN_KEY = {"user-agent": "user_agent", "cookie": "cookies"}


def _headers(headers: dict[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a header")
        if key := _OWN_KEY.get(name.lower()):
            raise ValueError(f"{name} has a key of its own: {key}")
        if name.lower() in _NOT_SET:
            raise ValueError(f"{name} is the crawler's own to set")
        _one_line(value)
    return headers


def _cookies(cookies: dict[str, str]) -> dict[str, str]:
    for name, value in cookies.items():
        if not _TOKEN.fullmatch(name) or not _COOKIE.fullmatch(value):
            raise ValueError(f"{name}={value!r} is no cookie: no spaces, commas, semicolons or quotation marks")
    return cookies


def _one_line(value: str) -> str:
    if any(character in value for character in "\r\n\0"):
        raise ValueError("a header is one line")
    return value


def _proxy(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme == "http" and bool(parts.hostname) and parts.port != 0 and parts.path in {"", "/"}
    except ValueError:
        usable = False
    if not usable:
        raise ValueError(f"{value!r} is no address of an HTTP proxy, such as http://proxy.example:3128")
    return value


class RequestOptions(BaseModel):
    """What goes along with every request of a source."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    headers: Annotated[dict[str, str], AfterValidator(_headers)] = Field(default_factory=dict)
    cookies: Annotated[dict[str, str], AfterValidator(_cookies)] = Field(default_factory=dict)
    user_agent: Annotated[str, AfterValidator(_one_line), Field(min_length=1)] | None = None
    proxy: Annotated[str, AfterValidator(_proxy)] | None = None

    def secrets(self) -> dict[str, str]:
        """The headers that only the source's own site may see, `Cookie` among them."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return self.headers | ({"Cookie": cookie} if cookie else {})


class Rendering(BaseModel):
    """That a source's pages are rendered by a browser, and when they are taken to be there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    wait_for: CssOrXPath | None = None  # an element that is there once the article is
    timeout: Annotated[float, Field(ge=1, le=120)] = 15.0  # seconds


def rendering(value: Any) -> Any:
    """`true` and `false` in place of a `Rendering`, for BeforeValidator."""
    return {} if value is True else value or None


def rewritten(url: str, rewrites: Iterable[Replacement]) -> str:
    """The address to fetch instead: all replacements one after the other; the address itself where none applies.

    Raises:
        PatternTooSlow: A pattern did not come to an end.
    """
    for rewrite in rewrites:
        url, _ = replaced(rewrite.find, rewrite.with_, url)
    return url
