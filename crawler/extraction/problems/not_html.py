"""Other files, which a parser makes paragraphs of: PDF, images, JSON, feeds, code."""

from __future__ import annotations

import json
import re

from crawler.extraction.result import Problem

# How files begin that are no pages, in the charset that they were taken for.
_FILES = (
    ("%PDF-", "a PDF file"),
    ("{\\rtf", "an RTF file"),
    ("PK\x03\x04", "a ZIP archive or an office document"),
    ("GIF8", "an image"),
    ("BEGIN:V", "a calendar or a card"),
    ("#EXTM3U", "a playlist"),
    ("WEBVTT", "subtitles"),
)
_XML = re.compile(r"\s*<(?:\?xml\b[^>]*>\s*(?:<[!?][^>]*>\s*)*<)?([\w:.-]+)")
_XML_FILES = {
    **dict.fromkeys(("rss", "feed", "rdf:rdf"), "a feed"),
    **dict.fromkeys(("urlset", "sitemapindex"), "a sitemap"),
    **dict.fromkeys(("error", "svg", "opml", "soap:envelope", "xsl:stylesheet"), "XML"),
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_PAGE = re.compile(r"<(?:!doctype|html|head|body|meta|p|div)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/?]")
_CODE = re.compile(r"[{};=]")


def other_file(text: str) -> Problem | None:
    """What is no HTML: other files, which a parser makes paragraphs of."""
    start = text[:2_000].lstrip("\ufeff \t\r\n")
    for mark, file in _FILES:
        if start.startswith(mark):
            return Problem("not-html", f"{file} rather than a page")
    if not _PAGE.search(start) and len(_CONTROL.findall(start)) > max(2, len(start) / 50):
        return Problem("not-html", "a binary file rather than a page")
    if start[:1] in {"{", "["} and _is_json(text):
        return Problem("not-html", "JSON rather than a page")
    if start[:1] == "<":
        root = _XML.match(start)
        if root and (name := _XML_FILES.get(root[1].lower())):
            return Problem("not-html", f"{name} rather than a page")
    elif not _TAG.search(start) and len(_CODE.findall(start)) > max(8, len(start) / 40):
        return Problem("not-html", "code rather than a page")
    return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
