"""No article here: the pages that must not be published, each recognised with its reason."""

from __future__ import annotations

from crawler.extraction.document import Document
from crawler.extraction.result import Extraction, Problem


def find_problem(document: Document, found: Extraction) -> Problem | None:
    """Why the page is no article; None where it is one."""
    if document.tree is None:
        return Problem("empty-page", "the page is empty")
    if not found.text:
        return Problem("no-body", "the page has no text that could be an article")
    return None
