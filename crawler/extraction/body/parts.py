"""The parts of an article as content systems keep them in data (an object each), written as HTML."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable
from typing import Any

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
_LEVEL = re.compile(r"(?:^|[\s_-]|\bh)([1-6])\b")
_INNER = ("data", "attrs", "attributes", "fields", "file", "asset", "image", "source", "target", "media")
_ADDRESSES = ("url", "src", "href", "uri")
_LISTED = ("items", "content", "children", "nodes")
_ADDRESS = re.compile(r"(?:https?:)?//\S+$|/\S+\.\w{3,4}(?:\?\S*)?$")
_NO_PICTURE = re.compile(r"\.(?:mp[34]|m4[av]|webm|m3u8|pdf|html?)(?:$|\?)", re.IGNORECASE)
_DEEPEST = 5  # objects in objects in which an address stands

Text = Callable[[Any], str]


def written(part: Any, text_of: Text) -> str:
    """A part as HTML, "" where it shows nothing.

    Args:
        part: A string, or an object of any system.
        text_of: Gives the text that is in a part, plain or as HTML.
    """
    kind = _kind(part)
    form = next((form for form, pattern in _FORMS if pattern.search(kind)), "text")
    if form == "line":
        return "<hr>"
    if form == "image" and (address := _first(part, _ADDRESSES, _is_address)):
        caption = entities.escape(_first(part, ("caption", "title", "alt"), bool))
        return f'<figure><img src="{entities.escape(address)}"><figcaption>{caption}</figcaption></figure>'
    if form == "list":
        items = [_marked(text_of(item)) for item in _items(part)] or [_marked(text_of(part))]
        tag = "ol" if _ORDERED.search(kind) else "ul"
        return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>" if any(items) else ""
    text = text_of(part)
    if not text.strip():
        return ""
    if form == "code":
        return f"<pre>{entities.escape(text, quote=False)}</pre>"
    if form == "heading" and not _is_markup(text):
        level = _level(part, kind)
        return f"<h{level}>{entities.escape(text, quote=False)}</h{level}>"
    shown = text if _is_markup(text) else f"<p>{entities.escape(text, quote=False)}</p>"
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
    return min(max(stated or (int(named[1]) if named else 2), 2), 6)


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


def _is_markup(text: str) -> bool:
    return text.lstrip().startswith("<")


def _marked(text: str) -> str:
    return text.strip() if _is_markup(text) else entities.escape(text.strip(), quote=False)
