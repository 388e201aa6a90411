"""The text of an article's parts in data, plain or with its inline marks as HTML: emphasis, code, links.

Editors keep them as marks of a piece of text (ProseMirror, Contentful, Portable Text, Wix), as bits or flags of it
(Lexical, Slate), as ranges of a line (Draft.js), as elements around it (React), or write HTML (Editor.js, Arc).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import islice, pairwise
from typing import Any

_DEEPEST = 8  # levels of markup inside a paragraph
_MOST_PIECES = 5_000  # of a part, which may contain itself where its data name others by reference
_PARAGRAPHS = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "pre"})  # of React
_WRITTEN = ("html", "content", "text", "body", "value", "paragraph")
_INSIDE = ("children", "content", "nodes", "elements")
_WRAPPED = ("data", "textData")
_PIECES = frozenset({"text", "value"})
# What a mark is called, in lower case, and what it becomes.
_TAGS = {
    name: tag
    for tag, names in {
        "strong": "bold strong b",
        "em": "italic em i emphasis",
        "code": "code inlinecode inline-code inline_code",
        "u": "underline u",
        "s": "strike strikethrough strike-through strike_through line-through s",
        "sub": "subscript sub",
        "sup": "superscript sup",
        "mark": "highlight mark",
    }.items()
    for name in names.split()
}
_BITS = ("bold", "italic", "strike", "underline", "code", "sub", "sup")  # of Lexical's `format`, the lowest first
_LINKS = frozenset({"link", "autolink", "hyperlink", "asset-hyperlink", "a", "external-link", "externallink"})
_LINK_DATA = ("attrs", "data", "fields", "linkData", "link", "target", "file")
_BREAKS = frozenset({"hardbreak", "hard_break", "linebreak", "line_break", "br", "break"})
_MOST_RANGES = 500  # of a line
_NAMES = ("type", "_type", "nodeType", "name", "style")
_HTML = re.compile(
    r"</?(?:a|b|br|code|del|div|em|figure|h[1-6]|i|img|li|mark|ol|p|s|span|strong|su[bp]|u|ul)\b[^<>]*>"
    r"|&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});"
)
_LINKED = re.compile(r"https?://|[/#]|mailto:")

Links = Mapping[str, str]  # the addresses that marks name by a key


def plain(part: Any) -> str:
    """The text in a part, a string or an object of any system, as it is written there."""
    return _plain(part, _DEEPEST, iter(range(_MOST_PIECES)))


def _plain(part: Any, deepest: int, left: Iterator[int]) -> str:
    if isinstance(part, str):
        return part
    if is_element(part):
        return _text_inside(part, deepest) if part[1] in _PARAGRAPHS else ""
    if not isinstance(part, dict) or not deepest or next(left, None) is None:
        return ""
    for key in _WRITTEN:
        if isinstance(part.get(key), str):
            return str(part[key])
    for key in _INSIDE:
        inner = part.get(key)
        if isinstance(inner, list) and (text := "".join(_plain(piece, deepest - 1, left) for piece in inner)):
            return text
    for key in _WRAPPED:
        if isinstance(part.get(key), dict):
            return _plain(part[key], deepest - 1, left)
    return ""


def marked(part: Any) -> str:
    """The same as HTML, with its marks."""
    if isinstance(part, str):
        return part if _HTML.search(part) else escape(part, quote=False)
    if is_element(part):
        return _marked_inside(part[3].get("children"), _DEEPEST) if part[1] in _PARAGRAPHS else ""
    left = iter(range(_MOST_PIECES))
    return _marked(part, {}, _DEEPEST, left, is_piece=False) if isinstance(part, dict) else ""


def name_entities(content: dict[str, Any]) -> None:
    """Put what a content of Draft.js says of its links and pictures where its blocks name them by number."""
    known, blocks = content.get("entityMap"), content.get("blocks")
    if not isinstance(known, dict) or not isinstance(blocks, list):
        return
    for block in blocks:
        ranges = block.get("entityRanges") if isinstance(block, dict) else None
        for named in ranges if isinstance(ranges, list) else ():
            if isinstance(named, dict) and isinstance(entity := known.get(str(named.get("key"))), dict):
                named["entity"] = entity
                if block.get("type") == "atomic":
                    block |= {"kind": entity.get("type"), "data": entity.get("data")}


def is_element(value: Any) -> bool:
    """Whether a value is an element of React: ["$", tag, key, props]."""
    return isinstance(value, list) and len(value) >= 4 and value[0] == "$" and isinstance(value[3], dict)


def _marked(part: Any, links: Links, deepest: int, left: Iterator[int], *, is_piece: bool) -> str:
    """As `marked`. A piece of a line is never HTML itself: what looks like that is what the article tells of."""
    if not isinstance(part, dict):
        return marked(part)
    if not deepest or next(left, None) is None:
        return ""
    if isinstance(part.get("text"), str) and (part.get("inlineStyleRanges") or part.get("entityRanges")):
        return _ranged(part)
    links = {**links, **_defined(part)} if "markDefs" in part else links
    name = _name_of(part)
    if name in _BREAKS:
        return "<br>"
    for key in _WRITTEN:
        if isinstance(text := part.get(key), str):
            shown = escape(text, quote=False) if is_piece and key in _PIECES else marked(text)
            return _wrapped(shown, _marks(part), links)
    for key in _INSIDE:
        inner = part.get(key)
        if isinstance(inner, list) and (
            text := "".join(_marked(piece, links, deepest - 1, left, is_piece=True) for piece in inner)
        ):
            return _wrapped(text, [part] if name in _LINKS else [], links)
    for key in _WRAPPED:
        if isinstance(part.get(key), dict):
            return _marked(part[key], links, deepest - 1, left, is_piece=is_piece)
    return ""


def _name_of(mark: Mapping[str, Any]) -> str:
    return next((value.lower() for name in _NAMES if isinstance(value := mark.get(name), str)), "")


def _marks(piece: dict[str, Any]) -> list[Any]:
    """All marks of a piece of text, whichever way they are kept."""
    marks = [mark for key in ("marks", "decorations") if isinstance(piece.get(key), list) for mark in piece[key]]
    if isinstance(bits := piece.get("format"), int):
        marks += [name for at, name in enumerate(_BITS) if bits >> at & 1]
    return marks + [key for key, value in piece.items() if value is True and key.lower() in _TAGS]


def _wrapped(text: str, marks: Iterable[Any], links: Links) -> str:
    """A piece of text inside the elements of its marks."""
    if not text.strip():
        return text
    known: set[str] = set()
    for mark in marks:
        name = mark.lower() if isinstance(mark, str) else _name_of(mark) if isinstance(mark, dict) else ""
        tag = _TAGS.get(name, "")
        address = "" if tag else links.get(mark, "") if isinstance(mark, str) else _address(mark, name)
        opening = f'a href="{escape(address)}"' if address else tag
        if opening and opening not in known:
            known.add(opening)
            text = f"<{opening}>{text}</{opening.partition(' ')[0]}>"
    return text


def _defined(block: dict[str, Any]) -> dict[str, str]:
    """The addresses that a block of Portable Text keeps beside its pieces, by their keys."""
    stated = block["markDefs"] if isinstance(block["markDefs"], list) else []
    return {
        mark["_key"]: address
        for mark in stated
        if isinstance(mark, dict) and isinstance(mark.get("_key"), str) and (address := _address(mark, "link"))
    }


def _address(mark: Any, name: str) -> str:
    """Where a link leads to."""
    if name not in _LINKS:
        return ""
    for _ in range(4):
        if not isinstance(mark, dict):
            break
        for key in ("href", "url", "uri"):
            if isinstance(address := mark.get(key), str) and _LINKED.match(address):
                return address
        mark = next((mark[key] for key in _LINK_DATA if isinstance(mark.get(key), dict)), None)
    return ""


def _ranged(block: dict[str, Any]) -> str:
    """A line of Draft.js: its ranges count UTF-16 units, as JavaScript does."""
    text = block["text"].encode("utf-16-le", "surrogatepass")
    ranges: list[tuple[int, int, Any]] = []
    for key in ("inlineStyleRanges", "entityRanges"):
        for stated in islice(block[key] if isinstance(block.get(key), list) else (), _MOST_RANGES):
            start, size = (stated.get("offset"), stated.get("length")) if isinstance(stated, dict) else (None, None)
            if isinstance(start, int) and isinstance(size, int) and 0 <= start < start + size:
                ranges.append((2 * start, 2 * (start + size), stated.get("entity", stated.get("style"))))
    edges = sorted({0, len(text), *(min(edge, len(text)) for start, end, _ in ranges for edge in (start, end))})
    pieces = []
    for start, end in pairwise(edges):
        piece = escape(text[start:end].decode("utf-16-le", "replace"), quote=False)
        marks = [mark for first, last, mark in ranges if first <= start and end <= last]
        pieces.append(_wrapped(piece, marks, {}))
    return "".join(pieces).replace("\n", "<br>")


def _text_inside(value: Any, deepest: int) -> str:
    """The text inside an element of React, whatever its inner elements are."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list) or not deepest:
        return ""
    if is_element(value):
        return _text_inside(value[3].get("children"), deepest - 1)
    return "".join(_text_inside(inner, deepest - 1) for inner in value)


def _marked_inside(value: Any, deepest: int) -> str:
    if isinstance(value, str):
        return escape(value, quote=False)
    if not isinstance(value, list) or not deepest:
        return ""
    if is_element(value):
        tag = str(value[1]).lower()
        if tag == "br":
            return "<br>"
        mark = {**value[3], "type": "a" if tag[:1] == "$" else tag}  # a component, such as one that links
        return _wrapped(_marked_inside(value[3].get("children"), deepest - 1), [mark], {})
    return "".join(_marked_inside(inner, deepest - 1) for inner in value)
