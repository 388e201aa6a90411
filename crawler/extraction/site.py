"""Whose page it is: the site's name, and all names that it goes by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.extraction import json_ld
from crawler.extraction.document import Document
from crawler.hosts import bare_host
from crawler.references import unescape

_LETTERS = re.compile(r"[^\W_]+")
_NO_LETTERS = bytes(code for code in range(256) if not chr(code).isalnum())  # of Latin-1
_PUBLIC = {"www", "com", "org", "net", "edu", "gov", "info", "biz", "co", "ac", "blog", "blogs", "news", "blogspot"}
_SITES = {"WebSite", "Organization", "NewsMediaOrganization", "Corporation", "Brand"}


@lru_cache(maxsize=2_000)
def key(text: str | None) -> str:
    """What two spellings of the same words have in common: letters and digits, case folded."""
    if not text:
        return ""
    if text.isascii():
        return text.encode().translate(None, _NO_LETTERS).decode().lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    try:  # most texts of western languages are Latin-1, which is sooner searched
        return text.encode("latin-1").translate(None, _NO_LETTERS).decode("latin-1")
    except UnicodeEncodeError:
        return "".join(_LETTERS.findall(text))


def find_site_name(document: Document) -> tuple[str | None, str]:
    """The site's name and where it was found."""
    if name := document.first("og:site_name"):
        return bare_host(name) if name.startswith(("http://", "https://")) else _plain(name), "og"
    if names := _json_ld_names(document):
        return names[0], "json-ld"
    if name := document.first("application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher"):
        return _plain(name), "meta"
    return None, ""


def site_keys(document: Document) -> set[str]:
    """Keys of every name of the site: as it calls itself, and its host with and without what surrounds its name."""
    names = [*document.meta.get("og:site_name", ()), *document.meta.get("application-name", ())]
    names += document.meta.get("apple-mobile-web-app-title", ())
    names += [*document.meta.get("publisher", ()), *document.meta.get("dc.publisher", ())]
    names += _json_ld_names(document)
    host = urlsplit(document.url).hostname or ""
    bare = bare_host(document.url)
    labels = bare.split(".")
    names += [host, bare, ".".join(labels[-2:])]
    names += [label for label in labels[:-1] if label not in _PUBLIC and len(label) > 2]
    return {key(name) for name in names} - {""}


def _json_ld_names(document: Document) -> list[str]:
    names: list[str] = []
    for node in document.json_ld:
        publisher = document.resolved(node.get("publisher"))
        items = publisher if isinstance(publisher, list) else [publisher]
        names += [
            _plain(item["name"]) for item in items if isinstance(item, dict) and isinstance(item.get("name"), str)
        ]
        if isinstance(name := node.get("name"), str) and json_ld.types(node) & _SITES:
            names.append(_plain(name))
    return [name for name in names if name]


def _plain(text: str) -> str:
    return " ".join(unescape(text).split())
