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


# Scripts that one language writes, with others that may write a title in them.
_SCRIPTS = (
    (re.compile(r"[\u3041-\u30ff]"), "ja", frozenset({"ja"})),
    (re.compile(r"[\uac00-\ud7a3]"), "ko", frozenset({"ko"})),
    (re.compile(r"[\u4e00-\u9fff]"), "zh", frozenset({"zh", "ja", "ko", "yue"})),
    (re.compile(r"[\u0e01-\u0e4e]"), "th", frozenset({"th"})),
    (re.compile(r"[\u0370-\u03ff]"), "el", frozenset({"el"})),
    (re.compile(r"[\u05d0-\u05ea]"), "he", frozenset({"he", "iw", "yi"})),
    (re.compile(r"[\u10d0-\u10ff]"), "ka", frozenset({"ka"})),
    (re.compile(r"[\u0b82-\u0bcd]"), "ta", frozenset({"ta"})),
    (re.compile(r"[\u0c01-\u0c4d]"), "te", frozenset({"te"})),
)
_ANY_SCRIPT = re.compile("|".join(script.pattern for script, _, _ in _SCRIPTS))
_LETTER = re.compile(r"[^\W\d_]")
_MOST = 0.5  # of a title's letters; kana are fewer among Chinese characters
_KANA = 0.2


def find_language(document: Document, title: str | None = None) -> tuple[str | None, str]:
    """The page's language as a BCP 47 tag ("de", "pt-BR", "zh-Hans-CN"), and where it was found.

    A page that calls itself English, as templates do, and whose article's title is written in Thai is in Thai.
    """
    tag, origin = _stated(document)
    written, languages = _written(title or "")
    if written is not None and (tag is None or tag.partition("-")[0] not in languages):
        return written, "text"
    return tag, origin


def _written(title: str) -> tuple[str | None, frozenset[str]]:
    """The language that the script of a title tells, and all that it may be; None where the script tells none."""
    title = title[:300]
    if title.isascii() or _ANY_SCRIPT.search(title) is None:
        return None, frozenset()
    letters = len(_LETTER.findall(title))
    for script, language, languages in _SCRIPTS:
        if len(script.findall(title)) > letters * (_KANA if language == "ja" else _MOST):
            return language, languages
    return None, frozenset()


def _stated(document: Document) -> tuple[str | None, str]:
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
