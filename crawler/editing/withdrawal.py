"""What a page asks of robots: the directives of `X-Robots-Tag` and of `<meta name="robots">`.

https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag names them; `none` stands for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum


class Directive(StrEnum):
    """What a source's posts may be taken down for, beside that their pages are gone."""

    NOINDEX = "noindex"  # the page asks robots not to index it
    NOARCHIVE = "noarchive"  # the page asks robots to keep no copy
    ROBOTS = "robots"  # robots.txt forbids the page


_HEAD = 200_000  # bytes of a page in which its meta elements stand
_META = re.compile(rb"<meta\b[^>]{0,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\b(name|content)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_AGENT = re.compile(r"^\s*([\w.-]+)\s*:\s*(?!\S*//)")


def directives(body: bytes, headers: Iterable[str], agent: str) -> set[Directive]:
    """The directives that hold for a crawler.

    Args:
        body: The page.
        headers: The values of its `X-Robots-Tag` headers.
        agent: The crawler's name, as such directives name it.
    """
    said: list[str] = []
    for header in headers:
        named = _AGENT.match(header)
        if named is None or named[1].lower() in {agent.lower(), "robots"}:
            said.append(header[named.end() :] if named else header)
    for meta in _META.findall(body[:_HEAD]):
        attributes = {name.lower(): value.strip(b"\"'") for name, value in _ATTRIBUTE.findall(meta)}
        if attributes.get(b"name", b"").strip().lower() in {b"robots", agent.lower().encode()}:
            said.append(attributes.get(b"content", b"").decode("latin-1"))
    words = {word.strip().lower() for text in said for word in text.split(",")}
    if "none" in words:
        words.add(Directive.NOINDEX)
    return {directive for directive in (Directive.NOINDEX, Directive.NOARCHIVE) if directive in words}
