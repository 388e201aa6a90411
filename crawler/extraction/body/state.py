"""Articles that a page carries as data only: JSON-LD's `articleBody`, or the state that its scripts start from."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from crawler.extraction.body import recipe
from crawler.extraction.body.marks import is_element, name_entities, plain
from crawler.extraction.body.parts import written
from crawler.extraction.document import Document, fragment
from crawler.markup import inner_html
from crawler.references import unescape

_SHORTEST = 300  # characters; shorter texts in a page's state are teasers and messages
_MOST_VALUES = 200_000
# What is assigned, and backwards the name that it is assigned to: far sooner found than names that something follows.
_VALUE = re.compile(r"=\s*(?:JSON\.parse\(\s*)?(?:(?:window\.)?(?:decodeURIComponent|unescape|atob)\(\s*)?(?=[\[{\"'])")
_NAME_BACKWARDS = re.compile(r"\s*(?:\][\"'])?([\w$]{3,60})")
_LONGEST_NAME = 70  # characters, with the brackets around it
# The stream of React's server components: https://nextjs.org/docs/app (rows of JSON, or of text with its length).
_FLIGHT = re.compile(r"__next_f\.push\(\s*\[\s*1\s*,\s*(?=[\"'])")
_FLIGHT_ROW = re.compile(r"[0-9a-f]+:(?:T([0-9a-f]+),)?")
# What nothing closes is taken as well: from each of the quotation marks in it, the search would go on to its end again.
_LONG_STRINGS = tuple(re.compile(rf"{mark}(?:[^{mark}\\\n]|\\.){{300,}}+({mark}?)") for mark in "\"'")
_LITERAL = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"' + r"|'[^'\\]*(?:\\.[^'\\]*)*'", re.DOTALL)
# The tokens of values as JavaScript writes them, beyond JSON: bare names, single quotes, calls that make dates.
_TOKEN = re.compile(
    r"\s+|(?P<string>"
    + _LITERAL.pattern
    + r")|(?P<call>(?:new\s+)?[A-Z]\w*\([^()]*\)|void\s+0)|(?P<store>[\w$]+\[\d+\]\s*=)"
    r"|(?P<bool>![01])|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>-?(?:\d[\w.]*(?:[eE][+-]?\d+)?|\.\d+))|(?P<mark>[{}\[\]:,])",
    re.DOTALL,
)
_WORDS = frozenset({"true", "false", "null"})
_ARGUMENTS = re.compile(r"[\s;)}]*\(")  # of a function that is called where it stands
_CALLED = re.compile(r"function\s*\(([\w$,\s]*)\)\s*\{")
_MOST_STATES = 10  # assignments looked at in one script
_MOST_TOKENS = 100_000
# Remix and React Router stream their state as JSON in strings: https://reactrouter.com
_STREAM = re.compile(r"streamController\.enqueue\(\s*(?=[\"'])")
_STREAM_KEY = re.compile(r"_(\d{1,9})$")
# Angular's transfer state escapes JSON with entities of its own.
_ANGULAR = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))
_TITLES = ("title", "headline", "headlines", "widgetTitle", "name")
_STATE_NAMES = re.compile(  # in lower case: a pattern that ignores case is searched for letter by letter
    r"state|data|props|store|context|article|content|detail|page|initial|preload|nuxt|post"
)
_BODY_KEYS = re.compile(
    r"^(?:article_?|story_?|post_?|news_?|widget_?|main_?|full_?|rich_?)?(?:body|content|contents|text|html|blocks|paragraphs"
    r"|elements|nodes|detail|components|children|value|description|rendered|markdown|__html)(?:_?(?:html|text|raw|rendered|content|body|elements))?$",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|figure|img|blockquote|strong|span|a)\b[^<>]{0,2000}>", re.IGNORECASE
)
_ESCAPED = re.compile(r"&lt;(?:p|div|br)")
_LETTER = re.compile(r"[^\W\d_]")
_DECODER = json.JSONDecoder(strict=False)


def from_json_ld(document: Document) -> html.HtmlElement | None:
    """The longest `articleBody` of the page's JSON-LD, or else its recipe."""
    bodies = [node["articleBody"] for node in document.json_ld if isinstance(node.get("articleBody"), str)]
    bodies = bodies or [node["text"] for node in document.articles if isinstance(node.get("text"), str)]
    if bodies:
        return paragraphs(max(bodies, key=len))
    stated = recipe.read(document.json_ld)
    return recipe.written(stated) if stated else None


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
    if not best[1]:
        return None
    article = paragraphs(best[1])
    for heading in list(article.iter("h1", "h2")):
        if title and " ".join(str(heading.text_content()).split()).casefold() == title.casefold():
            heading.drop_tree()
    return article


def paragraphs(text: str) -> html.HtmlElement:
    """A `div` of a text's paragraphs, whether it is written as HTML, as escaped HTML or with line breaks."""
    if _ESCAPED.search(text) and not _MARKUP.search(text):
        text = unescape(text)
    if _MARKUP.search(text):
        parsed = fragment(text)
        for silent in list(parsed.iter("script", "style", "template", etree.Comment, etree.ProcessingInstruction)):
            silent.drop_tree()
        return parsed
    root = html.Element("div")
    for line in re.split(r"\s*[\r\n]+\s*", unescape(text)):
        if line.strip():
            paragraph = etree.SubElement(root, "p")
            paragraph.text = _printable(line.strip())
    return root


def _printable(text: str) -> str:
    """The text without the control characters that no XML or HTML may hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def _states(tree: html.HtmlElement) -> Iterator[Any]:
    """The values that a page's scripts start from, and what else may hold the article where it says next to nothing."""
    flight: list[str] = []
    strings: list[str] = []
    # Any long string may be the article, but only where the page itself says next to nothing.
    bare = _says_little(tree)
    for script in tree.iter("script"):
        code = script.text
        if not code or len(code) < _SHORTEST:
            flight += _flight(code or "")
            continue
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind:
            continue
        if "json" in kind or "shoebox" in kind:
            yield from _data(code)
            continue
        flight += _flight(code)
        found = False
        for value in chain(map(_linked, _assigned(code)), _streamed(code)):
            found = True
            yield value
        if not found and not flight and bare:
            strings += (match[0] for strings_of in _LONG_STRINGS for match in strings_of.finditer(code) if match[1])
    yield from _flight_rows("".join(flight))
    for string in strings:
        text, _ = _string(string, 0)
        if text and ("<p" in text or text.count("\n") > 1):
            yield {"body": text}
    yield from _in_attributes(tree)
    if bare:
        for element in tree.iter("noscript", "template"):
            if sum(1 for _ in islice(element.iter("p"), 3)) == 3:
                yield {"body": inner_html(element)}


def _data(code: str) -> Iterator[Any]:
    """The values of a script that is JSON."""
    if code.lstrip().startswith("{&q;"):
        for escaped, meant in _ANGULAR:
            code = code.replace(escaped, meant)
    for value in _decoded(code, 0):
        yield _hydrated(value) if isinstance(value, list) else _linked(value)


def _streamed(code: str) -> Iterator[Any]:
    """The values that a script hands on line by line."""
    for match in _STREAM.finditer(code):
        for line in _string(code, match.end())[0].split("\n"):
            for value in _decoded(line.partition(":")[2] if line[:1] == "P" else line, 0):
                yield _hydrated(value) if isinstance(value, list) else value


def _in_attributes(tree: html.HtmlElement) -> Iterator[Any]:
    """The values that elements carry for the scripts that bring them to life."""
    for element in tree.iter():
        for name, value in element.items():
            if len(value) >= _SHORTEST and value[0] in "{[" and (name.startswith("data-") or name == "props"):
                yield from map(_unwrapped if element.tag == "astro-island" else _linked, _decoded(value, 0))


def _says_little(tree: html.HtmlElement) -> bool:
    size = 0
    for element in islice(tree.iter("p", "li"), 200):
        if next(element.iterancestors("noscript", "template"), None) is None:
            size += len((element.text or "").strip())
            if size >= _SHORTEST:
                return False
    return True


def _assigned(code: str) -> Iterator[Any]:
    """The values that a script assigns to names of states; of strings only those that hold one."""
    states = (match for match in _VALUE.finditer(code) if _names_state(code, match.start()))
    done = 0
    for match in islice(states, _MOST_STATES):
        if match.start() < done:
            continue
        for value in _decoded(code, match.end()):
            if isinstance(value, (dict, list)):
                done = match.end() + 1
                yield value
    for match in islice(_CALLED.finditer(code), _MOST_STATES):
        begin = code.find("return", match.end())
        brace = code.find("{", begin)
        if begin < 0 or brace < 0 or code[begin + 6 : brace].strip(" ("):
            continue
        value, end = _literal(code, brace, {})
        arguments = _ARGUMENTS.match(code, end) if value is not None else None
        if arguments is not None:
            given, _ = _literal(code, arguments.end() - 1, {})
            if isinstance(given, list):
                value, _ = _literal(
                    code, brace, dict(zip((n.strip() for n in match[1].split(",")), given, strict=False))
                )
        if value is not None:
            yield value


def _names_state(code: str, end: int) -> bool:
    """Whether the name that ends there is one that scripts give to the state they start from."""
    name = _NAME_BACKWARDS.match(code[max(0, end - _LONGEST_NAME) : end][::-1])
    return name is not None and _STATE_NAMES.search(name[1][::-1].lower()) is not None


def _literal(code: str, start: int, names: dict[str, Any]) -> tuple[Any, int]:
    """The object or list of JavaScript that begins at `start`, names in it replaced by their values, and where it ends.

    A list may be that of a call's arguments, in round brackets. None where it is more than values.
    """
    closed_by = {"{": "}", "[": "]", "(": ")"}
    parts = ["[" if code[start] == "(" else code[start]]
    waiting = [closed_by[code[start]]]
    at = start + 1
    for _ in range(_MOST_TOKENS):
        if not waiting or at >= len(code):
            break
        if code[at] == ")" == waiting[-1]:
            parts.append("]")
            waiting.pop()
            at += 1
            continue
        token = _TOKEN.match(code, at)
        if token is None:
            return None, at
        at = token.end()
        kind, text = token.lastgroup, token[0]
        if kind == "string":
            parts.append(json.dumps(_string(code, token.start())[0]))
        elif kind == "name":
            key = code[at : at + 1] == ":" and parts[-1] in {"{", ","}
            value = text if key else names.get(text)
            parts.append(text if text in _WORDS and not key else json.dumps(value))
        elif kind == "number":
            parts.append(json.dumps(text) if text[0] == "." or text[-1] == "." else text)
        elif kind == "bool":
            parts.append("true" if text == "!0" else "false")
        elif kind == "call":
            parts.append("null")
        elif kind == "mark":
            if text in closed_by:
                waiting.append(closed_by[text])
            elif text in "}]":
                if text != waiting.pop():
                    return None, at
                if parts[-1] == ",":
                    parts.pop()
            parts.append(text)
    try:
        return _DECODER.decode("".join(parts)), at
    except (ValueError, RecursionError):
        return None, at


def _linked(state: Any) -> Any:
    """A normalised cache, as Apollo writes it, with what its references name in their places."""
    if not isinstance(state, dict):
        return state
    return _replaced(state, lambda value: state.get(value["__ref"]) if _is_reference(value) else value)


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("__ref"), str)


def _unwrapped(props: Any) -> Any:
    """The props of an island of Astro, which writes each value as a pair of its kind and itself."""
    return _replaced(props, lambda value: value[1] if _is_pair(value) else value)


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and type(value[0]) is int and 0 <= value[0] <= 11


def _replaced(root: Any, change: Callable[[Any], Any]) -> Any:
    """A structure whose inner values are changed in place, each once."""
    waiting, known = [root], {id(root)}
    while waiting:
        container = waiting.pop()
        places = list(container.items() if isinstance(container, dict) else enumerate(container))
        for key, value in places:
            if isinstance(value, (dict, list)):
                container[key] = inner = change(value)
                if isinstance(inner, (dict, list)) and id(inner) not in known:
                    known.add(id(inner))
                    waiting.append(inner)
    return root


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
        while code[start : start + 1].isspace():
            start += 1
        try:
            yield _DECODER.raw_decode(code, start)[0]
        except ValueError:
            value = _literal(code, start, {})[0] if code[start : start + 1] in {"{", "["} else None
            if value is not None:
                yield value
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
    data, at = stream.encode("utf-8", "surrogatepass"), 0  # a text may be cut inside a pair of UTF-16
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
    """A list whose objects and lists name their values by position in it, with these put in.

    Nuxt and SvelteKit write so, and with names that are positions too ("_3"), Remix and React Router.
    """
    if not all(isinstance(inner, int) for value in values if isinstance(value, dict) for inner in value.values()):
        return values
    made: list[Any] = [type(value)() if isinstance(value, (dict, list)) else value for value in values]

    def at(position: object) -> Any:
        valid = isinstance(position, int) and not isinstance(position, bool) and 0 <= position < len(values)
        return made[position] if valid else None  # type: ignore[call-overload]

    for value, new in zip(values, made, strict=True):
        if isinstance(value, dict):
            for name, inner in value.items():
                position = _STREAM_KEY.match(name)
                named = at(int(position[1])) if position else name
                new[named if isinstance(named, str) else name] = at(inner)
        elif isinstance(value, list):
            new.extend(map(at, value[1:] if value and isinstance(value[0], str) else value))
    return made[0] if made else None


def _texts(state: Any) -> Iterator[tuple[str, str]]:
    """Every long text in a state that a key names as content, with the title that stands beside it."""
    waiting: list[tuple[Any, str, str]] = [(state, "", "")]
    known: dict[tuple[int, str], Any] = {}  # holds the values, whose numbers would go to others otherwise
    seen = 0
    while waiting and seen < _MOST_VALUES:
        value, key, about = waiting.pop()
        seen += 1
        if isinstance(value, (dict, list)):
            if (id(value), key) in known:
                continue
            known[id(value), key] = value
        if isinstance(value, dict):
            named = next(filter(None, (_title(value.get(name)) for name in _TITLES)), about)
            if "entityMap" in value:
                name_entities(value)
            waiting.extend((inner, str(name), named) for name, inner in value.items())
        elif is_element(value):
            waiting.append((value[3], "", about))
        elif isinstance(value, list):
            if _BODY_KEYS.match(key) and (joined := _joined(value)):
                yield joined, about
            waiting.extend((inner, key, about) for inner in value)
        elif isinstance(value, str) and len(value) >= _SHORTEST:
            if value[0] in "{[":
                waiting.extend((inner, key, about) for inner in _decoded(value, 0) if isinstance(inner, (dict, list)))
            elif (_BODY_KEYS.match(key) or value.count("</p>") > 2) and _reads_as_text(value):
                yield value, about


def _title(value: Any) -> str:
    """A title, which content systems also write as an object: {"rendered": …}, {"basic": …}."""
    if isinstance(value, dict):
        value = value.get("rendered") or value.get("basic") or value.get("text")
    return value if isinstance(value, str) else ""


def _joined(values: list[Any]) -> str:
    """The HTML of a list of paragraphs and other parts, each a string or an object that holds one."""
    texts = sum(1 for value in values if plain(value).strip())
    if texts < 2:
        return ""
    text = "".join(map(written, values))
    for tag in ("ul", "ol"):
        text = text.replace(f"</{tag}><{tag}>", "")  # of items that are parts each
    return text if len(text) >= _SHORTEST and _reads_as_text(text) else ""


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
