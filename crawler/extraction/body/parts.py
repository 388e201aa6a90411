"""The parts of an article as content systems keep them in data (an object each), written as HTML."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable
from typing import Any

from crawler.extraction.body.marks import marked, plain

# What an object says of its kind, and what that makes of it: the first pattern that is found decides.
_KIND_KEYS = ("type", "_type", "nodeType", "kind", "blockType", "__typename", "style", "listItem", "list_type")
_FORMS = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        ("image", r"image|photo\b|picture|\bfigure|asset"),
        ("quote", r"quot"),
        ("code", r"\b(?:code|pre)"),
        ("heading", r"head(?:er|ing|line)|\bh[1-6]\b|subtitle"),
        ("list", r"list|bullet|number|\b[ou]l\b"),
        ("line", r"\bhr\b|divider|delimiter|separator|horizontal"),
    )
)
_ORDERED = re.compile(r"(?<!un)order|number|\bol\b")
_LEVELS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}  # as Draft.js has them
_LEVEL = re.compile(rf"(?:^|[\s_-]|\bh)([1-6]|{'|'.join(_LEVELS)})\b")
_INNER = ("data", "attrs", "attributes", "fields", "file", "asset", "image", "source", "target", "media")
_ADDRESSES = ("url", "src", "href", "uri")
_LISTED = ("items", "content", "children", "nodes")
_ADDRESS = re.compile(r"(?:https?:)?//\S+$|/(?=\S+$)\S+\.\w{3,4}(?:\?|$)")
_NO_PICTURE = re.compile(r"\.(?:mp[34]|m4[av]|webm|m3u8|pdf|html?)(?:$|\?)", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|div|h[1-6]|ul|ol|li|figure|blockquote|pre|table|hr|section|!--)\b")
_DEEPEST = 5  # objects in objects in which an address stands


def written(part: Any) -> str:
    """A part as HTML, "" where it shows nothing: a string, or an object of any system."""
    kind = _kind(part)
    form = next((form for form, pattern in _FORMS if pattern.search(kind)), "text")
    if form == "line":
        return "<hr>"
    if form == "image" and (address := _first(part, _ADDRESSES, _is_address)):
        caption = entities.escape(_first(part, ("caption", "title", "alt"), bool))
        return f'<figure><img src="{entities.escape(address)}"><figcaption>{caption}</figcaption></figure>'
    if form == "list":
        items = [marked(item).strip() for item in _items(part)] or [marked(part).strip()]
        tag = "ol" if _ORDERED.search(kind) else "ul"
        return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>" if any(items) else ""
    if form == "code" and (text := _first(part, ("code",), bool) or plain(part)).strip():
        return f"<pre>{entities.escape(text, quote=False)}</pre>"
    text = marked(part)
    if not text.strip():
        return ""
    holds_blocks = _BLOCK.search(text) is not None
    if form == "heading" and not holds_blocks:
        level = _level(part, kind)
        return f"<h{level}>{text}</h{level}>"
    shown = text if holds_blocks else f"<p>{text}</p>"
    return f"<blockquote>{shown}</blockquote>" if form == "quote" else shown


def _kind(part: Any) -> str:
    if not isinstance(part, dict):
        return ""
    data = part.get("data")
    named = [part.get(name) for name in _KIND_KEYS] + [data.get("style") if isinstance(data, dict) else None]
    return " ".join(name for name in named if isinstance(name, str) and len(name) < 40).lower()


def _level(part: dict[str, Any], kind: str) -> int:
    inner = [part, *(part[name] for name in _INNER if isinstance(part.get(name), dict))]
    stated = next((level for value in inner if isinstance(level := value.get("level"), int)), None)
    named = _LEVEL.search(kind)
    level = stated or (_LEVELS.get(named[1]) or int(named[1]) if named else 2)
    return min(max(level, 2), 6)


def _items(part: dict[str, Any]) -> list[Any]:
    for value in (part, *(part[name] for name in ("data",) if isinstance(part.get(name), dict))):
        for name in _LISTED:
            items = value[name] if isinstance(value.get(name), list) else []
            if any(isinstance(item, str) or not _is_span(item) for item in items):
                return items
    return []


def _is_span(item: Any) -> bool:
    """Whether an object is a piece of a line rather than an item of a list."""
    return isinstance(item, dict) and isinstance(item.get("text", item.get("value")), str) and "children" not in item


def _first(part: dict[str, Any], names: tuple[str, ...], check: Callable[[str], bool]) -> str:
    """The first string under one of these names in an object and those in it that tell of it."""
    waiting: list[Any] = [part]
    for _ in range(_DEEPEST * len(_INNER)):
        if not waiting:
            break
        value = waiting.pop(0)
        for name in names:
            found = value.get(name)
            if isinstance(found, str) and check(found.strip()):
                return found.strip()
        waiting += [value[name] for name in _INNER if isinstance(value.get(name), dict)]
    return ""


def _is_address(value: str) -> bool:
    return _ADDRESS.match(value) is not None and _NO_PICTURE.search(value) is None
