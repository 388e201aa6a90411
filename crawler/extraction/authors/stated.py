"""The authors that metadata and attributes state, and whose account a name is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from lxml.html import HtmlElement

from crawler.extraction import json_ld
from crawler.extraction.document import Document
from crawler.extraction.given_names import has_given_name
from crawler.extraction.names import MOST_NAMES, is_name, is_personal, split_names
from crawler.extraction.site import key
from crawler.hosts import bare_host
from crawler.references import unescape

_META = (
    "citation_author", "author", "article:author", "article:author_name", "article:byline", "og:article:author",
    "parsely-author", "author.name", "dc.author", "dcsext.author",
    "sailthru.author", "byl", "byline", "dc.creator",
    "dc:creator", "dcterms.creator", "dc.contributor", "dcterms.contributor",
    "cxenseparse:author", "cxenseparse:recs:author", "articleauthor",
    "article.author", "article_author", "shareaholic:article_author_name", "rnews:creator", "twitter:data1",
    "creator", "authors", "og:author", "vr:author",
    "news:author", "content-author", "writer", "dable:author", "mediaauthor", "autor", "bt:author",
    "brightspot.author", "displayauthor", "auth",
)  # fmt: skip
_SURNAME_FIRST = frozenset({"citation_author", "dc.creator", "dc:creator", "dcterms.creator", "dc.contributor"})
_NO_NAME = re.compile(r"\s*(?:(?:https?:)?//|@)")  # an address or an account
_WRITTEN_BY = re.compile(r"written|author|autor|verfasst|escrito|écrit|par|von|by|geschrieben", re.IGNORECASE)
_MOTTO = re.compile(r"[|(]")  # or an address: what stands behind a site's name
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"}
_ACCOUNT = re.compile(r"[._\d]")
_AUTHOR_ATTRIBUTES = frozenset({"data-author", "data-author-name", "data-authors", "data-byline", "data-writer"})
_LONG_ACCOUNT = 6  # letters
_MOST_NODES = 1_000  # of one statement of authors; references may lead back to where they stand
LONGEST = 160  # characters of a byline


def attribute_authors(heading: HtmlElement | None) -> list[str]:
    """Names that an attribute of an element around the title gives: `<article data-author="Ann Lee">`."""
    for outer in heading.iterancestors() if heading is not None else ():
        for name, value in outer.items():
            if name in _AUTHOR_ATTRIBUTES and len(value) <= LONGEST and (names := split_names(value)):
                return [] if all(map(str.islower, names)) else names  # accounts
    return []


def spelt_out(name: str, html: str) -> str:
    """An account's name as the page writes that of its owner, if it does: "ann.lee" as "Ann M. Lee"."""
    if not (
        is_user_name(name) or (name.isalpha() and name.islower() and name.isascii() and len(name) >= _LONG_ACCOUNT)
    ):
        return name
    given, dot, surname = name.replace("_", ".").partition(".")
    if not dot:
        given, surname = name[0], name[1:]  # "alee"
    if not (given.isalpha() and surname.isalpha() and len(surname) > 2):
        return name
    written = surname.title()
    for plain, umlaut in _UMLAUTS.items():
        written = written.replace(plain, umlaut)
    spellings = [spelling for spelling in {surname.title(), written} if f" {spelling}" in html]
    if not spellings:
        return name  # sooner asked than the pattern
    given = given.title() if len(given) > 1 else rf"{given.upper()}\w+"
    for plain, umlaut in _UMLAUTS.items():
        given = given.replace(plain, f"(?:{plain}|{umlaut})")
    pattern = rf"\b{given}(?: \w\.?| [^\W\d_a-z]\w+)? (?:{'|'.join(spellings)})\b(?:-[^\W\d_a-z]\w+)?"
    found = re.search(pattern, html)
    return found[0] if found else name


def is_user_name(name: str) -> bool:
    """Whether a name is an account's rather than a person's: "christian.stadtfeld", "gabor_munier"."""
    return " " not in name and name == name.lower() and name.isascii() and _ACCOUNT.search(name) is not None


def stated_authors(document: Document, sites: AbstractSet[str]) -> Iterator[tuple[list[str], str]]:
    """Names that the page's metadata gives, the best source first."""
    leftover: list[tuple[list[str], str]] = []
    host = bare_host(document.url)
    for node in document.articles:
        for field_name in ("author", "creator", "Author"):
            names, organisations = _json_ld_names(node.get(field_name), document, sites)
            if names:
                yield names, "json-ld"
            elif organisations:
                leftover.append((organisations, "organisation"))
    if not leftover:
        for node in document.json_ld:
            # Pages that are no articles have their author beside them in the graph.
            if "/schema/person/" in str(node.get("@id")) and json_ld.types(node) == {"Person"}:
                names, _ = _json_ld_names(node, document, sites)
                if names and all(map(is_personal, names)):
                    yield names, "json-ld"
                break
    parsely = json_ld.parsely(document.first("parsely-page")).get("authors", ())
    if names := [name for author in parsely for name in split_names(author)]:
        yield names, "meta"
    for name in filter(document.meta.__contains__, _META):
        names = _meta_names(name, document, sites)
        if names and _are_pieces(names, document.meta[name], sites):
            leftover.append(([" ".join(_MOTTO.split(document.meta[name][0])[0].split())], "site"))
        elif names and host and any(host in value for value in document.meta[name]):
            leftover.append((names, "site"))
        elif names:
            yield names, "og" if name.startswith(("og:", "article:")) else "meta"
    yield from leftover


def _are_pieces(names: list[str], values: list[str], sites: AbstractSet[str]) -> bool:
    """Whether names are what was left of the site's own, which has a conjunction or a motto: "Reed & Weed"."""
    return (
        all(key(value) in sites for value in values)
        and key(names[0]) not in sites
        and not all(map(has_given_name, names))
    )


def _meta_names(name: str, document: Document, sites: AbstractSet[str]) -> list[str]:
    """The names in the `meta` elements of this name."""
    if name == "twitter:data1" and not _WRITTEN_BY.match(document.first("twitter:label1") or ""):
        return []
    names: list[str] = []
    for value in document.meta[name][:MOST_NAMES]:
        if _NO_NAME.match(value) or value.strip().isdigit():
            continue
        last, comma, given = value.partition(",")
        if name in _SURNAME_FIRST and comma and "," not in given and is_personal(f"{given} {last}"):
            names.append(f"{given} {last}".strip())
            continue
        first, dash, rest = value.partition(" - ")
        said = rest if dash and key(first) in sites else value
        names += [found for found in split_names(said) if key(found) not in {key(known) for known in names}]
    return names


def _json_ld_names(value: Any, document: Document, sites: AbstractSet[str]) -> tuple[list[str], list[str]]:
    """Names of persons, and of organisations where there are no persons."""
    persons: list[str] = []
    organisations: list[str] = []
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting or len(persons) >= MOST_NAMES:
            break
        item = document.resolved(waiting.pop(0))
        if isinstance(item, list):
            waiting = [*item, *waiting]
        elif isinstance(item, str):
            if not item.startswith(("http", "#", "/")):
                persons += split_names(item)
        elif isinstance(item, dict):
            name = item.get("name") or item.get("alternateName")
            if isinstance(name, dict):
                name = name.get("@value") or name.get("name")
            if not name and (item.get("givenName") or item.get("familyName")):
                name = f"{item.get('givenName') or ''} {item.get('familyName') or ''}".strip()
            for single in name if isinstance(name, list) else [name]:
                if isinstance(single, str):
                    if "Organization" in str(item.get("@type")):
                        whole = " ".join(unescape(single).split())  # with the commas and conjunctions that it has
                        organisations += [whole] if is_name(whole) else []
                    else:
                        persons += [single.strip()] if key(single) in sites else split_names(single)
                elif isinstance(single, dict):
                    waiting.append(single)
    unique = {key(name): name for name in reversed(persons)}
    return list(reversed(unique.values())), organisations
