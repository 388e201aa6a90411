"""JSON-LD out of a page, also where it is broken: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from crawler.references import unescape

Node = dict[str, Any]

ARTICLES = frozenset(
    """Article NewsArticle BlogPosting ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle
    AskPublicNewsArticle ReviewNewsArticle TechArticle ScholarlyArticle MedicalScholarlyArticle Report LiveBlogPosting
    DiscussionForumPosting SocialMediaPosting AdvertiserContentArticle SatiricalArticle Review CriticReview Recipe
    ClaimReview CreativeWork Posting HowTo PodcastEpisode RadioEpisode""".split()
)

_SPELLINGS = {name.lower(): name for name in ARTICLES}
_DECODER = json.JSONDecoder(strict=False)  # line breaks inside strings are common, and harmless
_OPENING = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)+")
_CLOSING = re.compile(r"(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/|;)+\s*$")
_LONGEST_CLOSING = 200  # characters
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_LINE_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|articleBody|inLanguage|image|thumbnailUrl)"\s*:\s*"((?:[^"\\]++|\\.)*+)"\s*[,}\]]'
)
_AUTHOR = re.compile(r'"(?:author|creator)"\s*:\s*(\[[^\[\]]*\]|\{[^{}]*\}|"(?:[^"\\]++|\\.)*+")')
_TYPE = re.compile(r'"@type"\s*:\s*"(\w*(?:Article|Posting|Report))"')
_MOST_NODES = 5_000
_MOST_ARTICLES = 20


def read(blocks: Iterable[str]) -> list[Node]:
    """All nodes of a page's JSON-LD blocks that may describe an article, outermost first.

    `@graph`, lists and `mainEntity` are flattened; references by `@id` are left as they are: `Document.resolved`
    follows them. A block that is no JSON gives what can still be read from it.
    """
    nodes: list[Node] = []
    for block in blocks:
        for value in _values(block):
            nodes.extend(_flatten(value))
            if len(nodes) > _MOST_NODES:
                return nodes[:_MOST_NODES]
    return nodes


def articles(nodes: list[Node]) -> list[Node]:
    """The nodes that are articles, the most likely one to be the page's own first."""
    found = [node for node in nodes if types(node) & ARTICLES]
    return sorted(found, key=lambda node: "datePublished" not in node and "headline" not in node)[:_MOST_ARTICLES]


def types(node: Node) -> set[str]:
    """The `@type` names of a node, without their namespace."""
    names = node.get("@type", node.get("type"))
    if isinstance(names, str):
        return {_type(names)}
    return {_type(str(name)) for name in (names if isinstance(names, list) else [names])}


@lru_cache(maxsize=1_000)
def _type(name: str) -> str:
    name = name.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    return _SPELLINGS.get(name.lower(), name)


def named(nodes: list[Node]) -> dict[str, Node]:
    """The nodes that have a name by their `@id`, the first of each."""
    return {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and "name" in node}


def parsely(text: str | None) -> dict[str, Any]:
    """What the JSON in a `meta` named "parsely-page" says: "title", "pub_date", and "authors", a list of strings."""
    try:
        stated = _DECODER.decode(text) if text else {}
    except (ValueError, RecursionError):
        stated = {}
    if not isinstance(stated, dict):
        return {}
    authors = stated.get("authors") or stated.get("author") or []
    authors = authors if isinstance(authors, list) else [authors]
    return {**stated, "authors": [author for author in authors if isinstance(author, str)]}


def _flatten(value: Any) -> Iterator[Node]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            inner = [
                item[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate")
                if key in item
            ]
            waiting.extend(reversed([part for part in inner if isinstance(part, (dict, list))]))


def _values(block: str) -> Iterator[Any]:
    text = block.strip()
    if not text.startswith(("{", "[")) or not text.endswith(("}", "]")):
        opening = _OPENING.match(text)
        text = text[opening.end() :] if opening else text
        end = max(len(text) - _LONGEST_CLOSING, 0)
        text = (text[:end] + _CLOSING.sub("", text[end:])).strip()
    if not text:
        return
    try:
        yield _DECODER.decode(text)
    except (ValueError, RecursionError):
        yield from _broken(text)


def _broken(text: str) -> Iterator[Any]:
    """What can be had from a block that is not JSON: usual slips are mended, else single fields are picked out."""
    if "&quot;" in text and '"' not in text:
        text = unescape(text)
    mended = _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub("", text.replace("\\'", "'")))
    for attempt in (mended, _TRAILING_COMMA.sub("", _without_comments(mended))):
        values = list(_sequence(attempt))
        if values:
            yield from values
            return
    kind = _TYPE.search(text)
    if not kind:
        return
    node: Node = {"@type": kind[1]}
    for name, value in _FIELD.findall(text):
        node.setdefault(name, _string(value))
    author = _AUTHOR.search(text)
    if author:
        with suppress(ValueError, RecursionError):
            node["author"] = _DECODER.decode(author[1])
    yield node


def _without_comments(text: str) -> str:
    """The text without `/* comments */` and lines that begin with `//`."""
    first, *others = _LINE_COMMENT.sub("", text).split("/*")
    kept = [first]
    for part in others:
        _, end, behind = part.partition("*/")
        kept.append(behind if end else f"/*{part}")
    return "".join(kept)


def _sequence(text: str) -> Iterator[Any]:
    """JSON values one after the other, as in blocks that several plug-ins wrote into."""
    at = 0
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1


def _string(raw: str) -> str:
    try:
        return str(_DECODER.decode(f'"{raw}"'))
    except ValueError:
        return raw
