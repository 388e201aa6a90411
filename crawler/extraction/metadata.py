"""Title, authors, dates and the rest: what a page and its entry say together, each field with its origin."""

from __future__ import annotations

from crawler.extraction.document import Document
from crawler.extraction.result import Extraction
from crawler.items import Entry


def read_metadata(document: Document, entry: Entry | None = None) -> Extraction:
    """Everything but the body."""
    found = Extraction()
    if title := document.first("og:title"):
        found.title = title
        found.origins["title"] = "og"
    elif entry and entry.title:
        found.title = entry.title
        found.origins["title"] = "entry"
    return found
