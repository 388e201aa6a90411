"""Which language a page is in, as the page states it."""

from __future__ import annotations

import re

from crawler.extraction.document import Document

# A language of BCP 47 (RFC 5646) with its script and region: all that pages use.
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?=$|[-_.@,; ])", re.IGNORECASE)
_NAMES = dict(
    pair.split("=")
    for pair in (
        "english=en german=de deutsch=de french=fr français=fr spanish=es español=es italian=it italiano=it "
        "portuguese=pt português=pt dutch=nl nederlands=nl russian=ru chinese=zh japanese=ja korean=ko arabic=ar "
        "turkish=tr polish=pl swedish=sv"
    ).split()
)


def find_language(document: Document) -> tuple[str | None, str]:
    """The page's language as a BCP 47 tag ("de", "pt-BR", "zh-Hans-CN"), and where it was found."""
    for node in document.articles:
        stated = node.get("inLanguage")
        if isinstance(stated, dict):
            stated = stated.get("alternateName") or stated.get("name")
        if isinstance(stated, str) and (tag := language_tag(stated)):
            return tag, "json-ld"
    if document.tree is not None:
        for name in ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang"):
            if tag := language_tag(document.tree.get(name) or ""):
                return tag, "html"
    for origin, names in (
        ("og", ("og:locale",)),
        ("meta", ("content-language", "dc.language", "dcterms.language", "language")),
    ):
        if tag := language_tag(document.first(*names) or ""):
            return tag, origin
    return None, ""


def language_tag(text: str) -> str | None:
    """A language tag in its usual spelling; None where the text is none."""
    text = text.strip()
    if name := _NAMES.get(text.casefold()):
        return name
    match = _TAG.match(text)
    if not match or match[1].lower() in {"xx", "und", "mul", "zxx"}:
        return None
    parts = [match[1].lower()]
    if match[2]:
        parts.append(match[2].title())
    if match[3]:
        parts.append(match[3].upper())
    return "-".join(parts)
