"""A fixed list of articles is read as it stands."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from crawler.sources import Document, page


def test_each_address_is_one_article() -> None:
    source = page.Options(urls=("https://news.example/b", "https://news.example/a", "https://news.example/b"))
    listing = page.read(Document("https://news.example/a", b"<html></html>"), source)
    assert [entry.url for entry in listing.entries] == ["https://news.example/a", "https://news.example/b"]


def test_what_is_no_address_is_an_error_of_the_sources_file() -> None:
    with pytest.raises(ValidationError, match="is no web address"):
        page.Options(urls=("ftp://news.example/a",))
