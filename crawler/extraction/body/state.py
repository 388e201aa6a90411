"""Articles that a page carries as data only: JSON-LD's `articleBody`, or the state that its scripts start from."""

from __future__ import annotations

import base64
import html as entities
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from crawler.extraction.document import Document

_SHORTEST = 300  # characters; shorter texts in a page's state are teasers and messages
_MOST_VALUES = 200_000
_STATE = re.compile(
    r"(?<![\w$])(?:window|self|globalThis)?(?:\.|\[[\"'])?(?:__)?[\w$]{3,60}(?:__)?(?:[\"']\])?\s*=\s*(?:JSON\.parse\(\s*)?"
    r"(?:(?:window\.)?(?:decodeURIComponent|unescape|atob)\(\s*)?(?=[\[{\"'])"
)
# The stream of React's server components: https://nextjs.org/docs/app (rows of JSON, or of text with its length).
_FLIGHT = re.compile(r"__next_f\.push\(\s*\[\s*1\s*,\s*(?=[\"'])")
_FLIGHT_ROW = re.compile(r"[0-9a-f]+:(?:T([0-9a-f]+),)?")
_LONG_STRING = re.compile(r'"(?:[^"\\\n]|\\.){300,}"' + r"|'(?:[^'\\\n]|\\.){300,}'")
_LITERAL = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"' + r"|'[^'\\]*(?:\\.[^'\\]*)*'", re.DOTALL)
_UNDEFINED = re.compile(r"(?<=[:,\[])\s*(?:undefined|NaN|void 0|new Date\([^()]*\)|Symbol\([^()]*\))(?=\s*[,}\]])")
_DEEPEST = 8  # levels of markup inside a paragraph
_STATE_NAMES = re.compile(
    r"state|data|props|store|context|article|content|detail|page|initial|preload|nuxt|post", re.IGNORECASE
)
_BODY_KEYS = re.compile(
    r"^(?:article_?|story_?|post_?|news_?|widget_?|main_?|full_?|rich_?)?(?:body|content|contents|text|html|blocks|paragraphs"
    r"|elements|nodes|detail|components|children|value|description)(?:_?(?:html|text|raw|rendered|content|body|elements))?$",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|figure|img|blockquote|strong|span|a)\b[^<>]{0,2000}>", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_DECODER = json.JSONDecoder(strict=False)


def from_json_ld(document: Document) -> html.HtmlElement | None:
    """The longest `articleBody` of the page's JSON-LD."""
    bodies = [node["articleBody"] for node in document.json_ld if isinstance(node.get("articleBody"), str)]
    return paragraphs(max(bodies, key=len)) if bodies else None


def from_scripts(document: Document, title: str | None) -> html.HtmlElement | None:
    """The article in the state that a page's scripts start from; of several texts the one nearest to the title."""
    if document.tree is None:
        return None
    best: tuple[float, str] = (0.0, "")
    for value in _states(document.tree):
        for text, about in _texts(value):
            size = len(_LETTER.findall(text if len(text) < 100_000 else text[:100_000]))
            score = size * (3.0 if title and about and _same(title, about) else 1.0)
            if score > best[0]:
                best = (score, text)
    return paragraphs(best[1]) if best[1] else None


def paragraphs(text: str) -> html.HtmlElement:
    """A `div` of a text's paragraphs, whether it is written as HTML, as escaped HTML or with line breaks."""
    if "&lt;p" in text or "&lt;div" in text or "&lt;br" in text:
        text = entities.unescape(text)
    if _MARKUP.search(text):
        try:
            parsed: html.HtmlElement = html.fragment_fromstring(text, create_parent="div")
        except (etree.LxmlError, ValueError):
            parsed = html.Element("div")
        for silent in list(parsed.iter("script", "style", "template", etree.Comment, etree.ProcessingInstruction)):
            silent.drop_tree()
        return parsed
    root = html.Element("div")
    for line in re.split(r"\s*[\r\n]+\s*", entities.unescape(text)):
        if line.strip():
            paragraph = etree.SubElement(root, "p")
            paragraph.text = _printable(line.strip())
    return root


def _printable(text: str) -> str:
    """The text without the control characters that no XML or HTML may hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def _states(tree: html.HtmlElement) -> Iterator[Any]:
    flight: list[str] = []
    strings: list[str] = []
    # Any long string may be the article, but only where the page itself says next to nothing.
    bare = sum(len((element.text or "").strip()) for element in islice(tree.iter("p", "li"), 200)) < _SHORTEST
    for script in tree.iter("script"):
        code = script.text
        if not code or len(code) < _SHORTEST:
            flight += _flight(code or "")
            continue
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind:
            continue
        if "json" in kind:
            for value in _decoded(code, 0):
                yield _hydrated(value) if isinstance(value, list) else value
            continue
        flight += _flight(code)
        found = False
        for match in _STATE.finditer(code):
            if _STATE_NAMES.search(match[0]):
                for value in _decoded(code, match.end()):
                    found = True
                    yield value
                break
        if not found and not flight and bare:
            strings += (match[0] for match in _LONG_STRING.finditer(code))
    yield from _flight_rows("".join(flight))
    for string in strings:
        text, _ = _string(string, 0)
        if text and ("<p" in text or text.count("\n") > 1):
            yield {"body": text}
    for element in tree.iter():
        for name, value in element.attrib.items():
            if len(value) >= _SHORTEST and value[0] in "{[" and (str(name).startswith("data-") or name == "props"):
                yield from _decoded(value, 0)


def _decoded(code: str, start: int) -> Iterator[Any]:
    try:
        if code[start : start + 1] in "\"'":
            text, _ = _string(code, start)
            if text.startswith("%"):
                text = unquote(text)
            elif text[:1] not in "{[":
                text = base64.b64decode(text, validate=True).decode()
            yield _DECODER.decode(text)
            return
        code = code[start:].lstrip()
        try:
            yield _DECODER.raw_decode(code)[0]
        except ValueError:
            yield _DECODER.raw_decode(_UNDEFINED.sub("null", code))[0]
    except (ValueError, RecursionError, TypeError):
        return


def _string(code: str, start: int) -> tuple[str, int]:
    """The string of JavaScript that begins with its quotation mark at `start`, and where it ends; "" if it is none."""
    literal = _LITERAL.match(code, start)
    if literal is None:
        return "", len(code)
    mark, raw, end = code[start], literal[0][1:-1], literal.end()
    if mark == "'":
        raw = re.sub(r'\\.|"', lambda match: {'"': '\\"', "\\'": "'"}.get(match[0], match[0]), raw)
    try:
        return str(_DECODER.decode('"' + re.sub(r"\\x(?=[0-9a-fA-F]{2})", r"\\u00", raw) + '"')), end
    except ValueError:
        return "", end


def _flight(code: str) -> list[str]:
    """The pieces of the stream of server components in one script."""
    return [_string(code, match.end())[0] for match in _FLIGHT.finditer(code)] if "__next_f" in code else []


def _flight_rows(stream: str) -> Iterator[Any]:
    data, at = stream.encode(), 0
    while at < len(data):
        row = _FLIGHT_ROW.match(data[at : at + 40].decode(errors="ignore"))
        if row is None:
            line = data.find(b"\n", at)
            at = line + 1 if line >= 0 else len(data)
        elif row[1]:
            begin = at + row.end()
            at = begin + int(row[1], 16)  # bytes
            yield {"body": data[begin:at].decode(errors="replace")}
        else:
            line = data.find(b"\n", at)
            line = line if line >= 0 else len(data)
            yield from _decoded(data[at + row.end() : line].decode(errors="replace"), 0)
            at = line + 1


def _hydrated(values: list[Any]) -> Any:
    """A list whose objects name their values by position in it, as Nuxt writes them, with the strings put in."""
    if not all(isinstance(inner, int) for value in values if isinstance(value, dict) for inner in value.values()):
        return values

    def at(position: object) -> Any:
        valid = isinstance(position, int) and not isinstance(position, bool) and 0 <= position < len(values)
        return values[position] if valid else None  # type: ignore[call-overload]

    return [{name: at(inner) for name, inner in value.items()} for value in values if isinstance(value, dict)]


def _texts(state: Any) -> Iterator[tuple[str, str]]:
    """Every long text in a state that a key names as content, with the title that stands beside it."""
    waiting: list[tuple[Any, str, str]] = [(state, "", "")]
    seen = 0
    while waiting and seen < _MOST_VALUES:
        value, key, about = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            named = next(
                (value[k] for k in ("title", "headline", "widgetTitle", "name") if isinstance(value.get(k), str)), about
            )
            waiting.extend((inner, str(name), named) for name, inner in value.items())
        elif isinstance(value, list):
            if _BODY_KEYS.match(key) and (joined := _joined(value)):
                yield joined, about
            waiting.extend((inner, key, about) for inner in value)
        elif isinstance(value, str) and len(value) >= _SHORTEST and _BODY_KEYS.match(key) and _reads_as_text(value):
            yield value, about


def _joined(values: list[Any]) -> str:
    """The text of a list of paragraphs, each a string or an object that holds one."""
    parts = []
    for value in values:
        part = _text_of(value, _DEEPEST)
        if part.strip():
            parts.append(part if part.lstrip().startswith("<") else f"<p>{entities.escape(part, quote=False)}</p>")
    text = "".join(parts)
    return text if len(parts) > 1 and len(text) >= _SHORTEST and _reads_as_text(text) else ""


def _text_of(value: Any, deepest: int) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, dict) or not deepest:
        return ""
    for key in ("html", "content", "text", "body", "value", "paragraph"):
        if isinstance(value.get(key), str):
            return str(value[key])
    for key in ("children", "content", "nodes", "elements"):
        if isinstance(value.get(key), list):
            return "".join(_text_of(inner, deepest - 1) for inner in value[key])
    return ""


def _reads_as_text(text: str) -> bool:
    sample = text[:5_000]
    if sample.lstrip()[:1] in "{[" or "function(" in sample:
        return False
    if _MARKUP.search(sample):
        return True
    wide = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", sample))
    return sample.count(" ") > len(sample) / 15 or wide > len(sample) / 3


def _same(title: str, other: str) -> bool:
    title, other = title.casefold().strip(), other.casefold().strip()
    return bool(other) and (title in other or other in title)
