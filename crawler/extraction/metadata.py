"""Title, authors, dates and the rest: what a page and its entry say together, each field with its origin."""

from __future__ import annotations

from crawler.extraction.authors import find_authors
from crawler.extraction.dates import find_dates
from crawler.extraction.document import Document
from crawler.extraction.result import Extraction
from crawler.extraction.site import find_site_name
from crawler.extraction.titles import find_title
from crawler.items import Entry


def read_metadata(document: Document, entry: Entry | None = None) -> Extraction:
    """Everything but the body."""
    found = Extraction()

    def note(name: str, value: object, origin: str) -> None:
        if value:
            setattr(found, name, value)
            found.origins[name] = origin

    title = find_title(document)
    note("title", title.text, title.origin)
    authors = find_authors(document, title.heading)
    note("authors", authors.names, authors.origin)
    dates = find_dates(document, title.heading)
    note("published", dates.published, dates.published_origin)
    note("modified", dates.modified, dates.modified_origin)
    note("site_name", *find_site_name(document))
    if entry and not found.title:
        note("title", entry.title, "entry")
    return found
