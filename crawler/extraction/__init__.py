"""A page in; its title, authors, dates, language, image and body out."""

from __future__ import annotations

import gc

from lxml.html import HtmlElement

from crawler.extraction import body, text
from crawler.extraction import document as documents
from crawler.extraction.document import Document
from crawler.extraction.feed_content import carries_article, carries_more, from_entry
from crawler.extraction.metadata import read_metadata
from crawler.extraction.problems import find_problem
from crawler.extraction.result import Extraction, Problem
from crawler.items import Entry, Page
from crawler.markup import inner_html

__all__ = [
    "Document",
    "Extraction",
    "Problem",
    "carries_article",
    "carries_more",
    "extract",
    "from_entry",
    "put_body",
]


def extract(page: Page, entry: Entry | None = None) -> Extraction:
    """What a page and the entry that led to it say of the article: never raises, whatever the page holds.

    Where the page is no article, `problem` says why, and the other fields hold the best that could be read.
    """
    collects = gc.isenabled()
    gc.disable()  # what a page takes is freed with it; looking for garbage in between takes a twentieth of the time
    try:
        return _extract(page, entry)
    finally:
        if collects:
            gc.enable()


def put_body(found: Extraction, element: HtmlElement, origin: str) -> None:
    """Fill in the body: what stands in an element that belongs to nobody else, and where it came from."""
    found.body = inner_html(element)
    found.text = text.plain_text(element)
    if found.text:
        found.origins["body"] = origin


def _extract(page: Page, entry: Entry | None) -> Extraction:
    document = documents.read(page)
    found = read_metadata(document, entry)
    if document.tree is not None:
        article = body.find_body(document, found)
        put_body(found, article.element, article.origin)
    found.problem = find_problem(document, found)
    return found
