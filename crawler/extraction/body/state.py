"""Articles that a page carries as data only: JSON-LD's `articleBody`, or the state that its scripts start from."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from crawler.extraction.document import Document

_SHORTEST = 300  # characters; shorter texts in a page's state are teasers and messages
_MOST_VALUES = 200_000
_STATE = re.compile(
    r"(?<![\w$])(?:window|self|globalThis)?(?:\.|\[[\"'])?(?:__)?[\w$]{3,60}(?:__)?(?:[\"']\])?\s*=\s*(?:JSON\.parse\(\s*)?(?=[\[{\"'])"
)
_STATE_NAMES = re.compile(
    r"state|data|props|store|context|article|content|detail|page|initial|preload|nuxt|post", re.IGNORECASE
)
_BODY_KEYS = re.compile(
    r"^(?:article_?|story_?|post_?|news_?|widget_?|main_?|full_?|rich_?)?(?:body|content|contents|text|html|blocks|paragraphs"
    r"|elements|detail|components|children|value|description)(?:_?(?:html|text|raw|rendered|content|body|elements))?$",
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
    for script in tree.iter("script"):
        code = script.text
        if not code or len(code) < _SHORTEST:
            continue
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind:
            continue
        if "json" in kind:
            yield from _decoded(code, 0)
            continue
        for match in _STATE.finditer(code):
            if _STATE_NAMES.search(match[0]):
                yield from _decoded(code, match.end())
                break

    for element in tree.iter():
        for name, value in element.attrib.items():
            if len(value) >= _SHORTEST and value[0] in "{[" and str(name).startswith("data-"):
                yield from _decoded(value, 0)


def _decoded(code: str, start: int) -> Iterator[Any]:
    try:
        if code[start : start + 1] in "\"'":
            text, _ = _DECODER.raw_decode(
                '"' + code[start + 1 :] if code[start] == "'" else code, 0 if code[start] == "'" else start
            )
            yield _DECODER.decode(text)
        else:
            yield _DECODER.raw_decode(code.lstrip() if start == 0 else code, start)[0]
    except (ValueError, RecursionError, TypeError):
        return


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
        part = value
        if isinstance(value, dict):
            part = next(
                (
                    value[k]
                    for k in ("html", "content", "text", "body", "value", "paragraph")
                    if isinstance(value.get(k), str)
                ),
                None,
            )
        if isinstance(part, str) and part.strip():
            parts.append(part if part.lstrip().startswith("<") else f"<p>{entities.escape(part, quote=False)}</p>")
    text = "".join(parts)
    return text if len(parts) > 1 and len(text) >= _SHORTEST and _reads_as_text(text) else ""


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
