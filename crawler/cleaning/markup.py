"""HTML text into a bounded, well-formed form of itself, into a tree, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import islice
from typing import Any, cast

import nh3
from lxml import etree

from crawler.cleaning.elements import DROPPED, KNOWN, VOID
from crawler.cleaning.text import printable

# HTML5 parsing takes time in the square of the depth and of the number of attributes. A body with more tags or
# characters than this, which articles hardly ever have, is first bounded; so is one that turns out to be deep.
_MANY_TAGS = 10_000
_LONG = 100_000
_DEEP = 1_000
_DEPTH = 200  # browsers nest 512 deep and put what is deeper beside its parent
_ATTRIBUTES = 64
_ATTRIBUTE_NAME = re.compile(r"[a-z_][a-z0-9_.-]*")

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID_TAG = re.compile(rf"<({'|'.join(sorted(VOID))})((?:\s[^<>]*)?)>")
_FRAME = re.compile(r"(<iframe(?:\s[^<>]*)?>).*?</iframe>", re.DOTALL)

# Puts a body into the form that browsers read it in; what is unsafe in it is not this one's concern.
_NORMALIZER = nh3.Cleaner(
    tags=set(KNOWN),
    clean_content_tags=set(DROPPED),
    attributes={
        "*": set(
            "align alt alttext cite class colspan controls datetime default dir encoding height hidden href "
            "hreflang id kind label lang loop media muted name open playsinline poster preload rel reversed "
            "rowspan scope sizes span src srclang srcset start style target title type value width".split()
        )
    },
    generic_attribute_prefixes={"data-"},
    attribute_filter=lambda _, name, value: value if _ATTRIBUTE_NAME.fullmatch(name) else None,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


class _Bounded:
    """Parser target that writes a body anew, with no more depth and attributes than the limits allow."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.open: list[str] = []  # the end tag that each open element will get
        self.depth = 0
        self.dropped = 0  # how many of the open elements are in a dropped one

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.dropped or name in DROPPED:
            self.dropped += 1
        elif name not in KNOWN or self.depth >= _DEPTH:
            self.open.append("")
        else:
            written = "".join(
                f' {key}="{escape(value or "")}"'
                for key, value in islice(attributes.items(), _ATTRIBUTES)
                if _ATTRIBUTE_NAME.fullmatch(key)
            )
            self.pieces.append(f"<{name}{written}>")
            self.open.append("" if name in VOID else f"</{name}>")
            self.depth += name not in VOID

    def end(self, name: str) -> None:  # noqa: ARG002  the interface of parser targets
        if self.dropped:
            self.dropped -= 1
        elif self.open and (tag := self.open.pop()):
            self.pieces.append(tag)
            self.depth -= 1

    def data(self, text: str) -> None:
        if not self.dropped:
            self.pieces.append(escape(text, quote=False))

    def close(self) -> str:
        return "".join(self.pieces)


def _bounded(body: str) -> str:
    parser = etree.HTMLParser(target=cast("Any", _Bounded()), huge_tree=True)
    # The outer element keeps bare text at the start from being wrapped into a paragraph.
    parser.feed(f"<html><body><div>{body}")
    written = cast("str", parser.close())
    return written.removeprefix("<div>").removesuffix("</div>")


def _normal(body: str, renamed: Mapping[str, str]) -> str:
    """The body as an HTML5 parser writes it: well nested, attributes quoted, `<` and `&` nowhere else."""
    known = _FRAME.sub(r"\1</iframe>", _NORMALIZER.clean(body))
    named = _TAG.sub(lambda tag: f"<{tag[1]}{renamed.get(tag[2], tag[2])}", known)
    # Once more: where elements went or got another name, HTML may have what was in them nested otherwise.
    return printable(_NORMALIZER.clean(named)).replace("&nbsp;", "\u00a0")


def _depth(normal: str) -> int:
    depth = deepest = 0
    for tag in _TAG.finditer(normal):
        if tag[2] not in VOID:
            depth += -1 if tag[1] else 1
            deepest = max(deepest, depth)
    return deepest


def read(body: str, renamed: Mapping[str, str]) -> etree._Element:
    """The tree of a body as a browser would build it, in a `body` element; of bounded depth, known elements only.

    Args:
        body: HTML of any quality.
        renamed: Elements and the names that they get instead of their own.
    """
    text = printable(body)
    if text.count("<") > _MANY_TAGS or len(text) > _LONG:
        text = _bounded(text)
    normal = _normal(text, renamed)
    if _depth(normal) > _DEEP:
        normal = _normal(_bounded(normal), renamed)
    # This is XML but for the elements without an end tag. Read as XML, it gives the HTML5 parser's own tree.
    closed = _VOID_TAG.sub(r"<\1\2/>", normal)
    return etree.XML(f"<body>{closed}</body>", etree.XMLParser(huge_tree=True, resolve_entities=False))


def write(tree: etree._Element) -> str:
    """The content of an element as HTML."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
            pieces.append(f"<{element.tag}{attributes}>{escape(element.text or '', quote=False)}")
        else:
            end = "" if element.tag in VOID else f"</{element.tag}>"
            pieces.append(f"{end}{escape(element.tail or '', quote=False)}")
    return "".join(pieces).removeprefix(f"<{tree.tag}>").removesuffix(f"</{tree.tag}>")
