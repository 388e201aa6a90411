"""A fixed list of articles: the address of the source and those that its `urls` add.

Each is fetched as an article; nothing is polled but the pages themselves.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from crawler.items import Entry
from crawler.sources import Document, Listing, _options
from crawler.sources._html import web_address


def _address(value: str) -> str:
    if web_address(value, value) is None:
        raise ValueError(f"{value!r} is no web address; it must start with http:// or https://")
    return value


class Options(_options.Options):
    """More articles than the one that the source's `url` names."""

    urls: tuple[Annotated[str, AfterValidator(_address)], ...] = ()


def entries(url: str, source: Options) -> list[Entry]:
    """The articles of a source, each once, without asking anyone for anything."""
    return [Entry(url=address, base=address) for address in dict.fromkeys([url, *source.urls])]


def read(document: Document, source: _options.Options) -> Listing:
    """The articles of a source whose own address is one of them."""
    options = _options.own(source, Options)
    return Listing(entries=entries(document.url, options))
