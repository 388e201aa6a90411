"""What came back, in the terms of the rooms that read it."""

from __future__ import annotations

from urllib.parse import urldefrag

from scrapy.http import Response
from w3lib.encoding import http_content_type_encoding

from crawler.items import Page
from crawler.sources import Document


def content_type(response: Response) -> str:
    """The Content-Type header's value, unchecked; empty where there is none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def document(response: Response) -> Document:
    """The answer as a source's document; one that was asked for by POST keeps what its address says of its page."""
    page = urldefrag(response.request.url).fragment if response.request and response.request.method == "POST" else ""
    return Document(f"{response.url}#{page}" if page else response.url, response.body, content_type(response))


def page(response: Response) -> Page:
    """The answer as an article's page."""
    return Page(response.url, response.body, http_content_type_encoding(content_type(response)))
