"""HTML text into a bounded, well-formed form of itself, into a tree, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import islice
from typing import Any, cast

import nh3
from lxml import etree

from crawler.cleaning.elements import ALLOWED, DROPPED, RENAMED, VOID
from crawler.cleaning.text import printable

# Browsers nest 512 deep and put what is deeper beside its parent. HTML5 parsing takes time in the square of the depth.
_DEPTH = 200

# Attributes are compared with each other for doubles, which takes time in the square of their number.
_ATTRIBUTES = 64
_ATTRIBUTE_NAME = re.compile(r"[a-z_][a-z0-9_.-]*")
_VOID_TAG = re.compile(rf"<({'|'.join(sorted(VOID))})((?:\s[^<>]*)?)>")

# Puts a body into the form that browsers read it in; what is unsafe in it is not this one's concern.
_NORMALIZER = nh3.Cleaner(
    tags=set(ALLOWED),
    clean_content_tags=set(),
    attributes={
        "*": set(
            "align alt cite class colspan controls datetime default dir height hidden href hreflang id kind label lang "
            "loop media muted name open playsinline poster preload rel reversed rowspan scope sizes span src srclang "
            "srcset start style target title type value width".split()
        )
    },
    generic_attribute_prefixes={"data-"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


class _Bounded:
    """Parser target that writes a body anew: its depth bounded, only elements in it that a body may have."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.open: list[str | None] = []  # the end tag that each open element will get
        self.depth = 0
        self.dropped = 0  # how many of the open elements are inside a dropped one

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = RENAMED.get(name, name)
        if self.dropped or name in DROPPED:
            self.dropped += 1
            return
        if name == "math":
            # A formula is kept as its source: MathML itself is a way around sanitizers.
            formula = attributes.get("alttext")
            self.pieces.append(f"<code>{escape(formula)}</code>" if formula else "")
            if formula:
                self.dropped = 1
                return
        if name not in ALLOWED or self.depth >= _DEPTH:
            self.open.append(None)
            return
        written = "".join(
            f' {key}="{escape(printable(value or ""))}"'
            for key, value in islice(attributes.items(), _ATTRIBUTES)
            if _ATTRIBUTE_NAME.fullmatch(key)
        )
        self.pieces.append(f"<{name}{written}>")
        if name in VOID:
            self.open.append(None)
        elif name == "iframe":
            self.pieces.append("</iframe>")
            self.dropped = 1
        else:
            self.open.append(f"</{name}>")
            self.depth += 1

    def end(self, name: str) -> None:  # noqa: ARG002  the interface of parser targets
        if self.dropped:
            self.dropped -= 1
        elif self.open and (tag := self.open.pop()):
            self.pieces.append(tag)
            self.depth -= 1

    def data(self, text: str) -> None:
        if not self.dropped:
            self.pieces.append(escape(printable(text), quote=False))

    def close(self) -> str:
        return "".join(self.pieces)


def bounded(body: str) -> str:
    """The body without what no body should have (scripts, styles, form controls, SVG, comments), of bounded depth."""
    parser = etree.HTMLParser(target=cast("Any", _Bounded()), huge_tree=True)
    # The outer element keeps bare text at the start from being wrapped into a paragraph.
    parser.feed(f"<html><body><div>{printable(body)}")
    written = cast("str", parser.close())
    return written.removeprefix("<div>").removesuffix("</div>")


def read(body: str) -> etree._Element:
    """The tree of a body, as a browser would build it, in a `body` element."""
    normal = _NORMALIZER.clean(bounded(body)).replace("&nbsp;", "\u00a0")
    # An HTML5 parser's output is XML but for the elements without an end tag. Read as XML, it gives that parser's tree.
    closed = _VOID_TAG.sub(r"<\1\2/>", normal)
    return etree.XML(f"<body>{closed}</body>", etree.XMLParser(huge_tree=True, resolve_entities=False))


def write(tree: etree._Element) -> str:
    """The content of an element as HTML."""
    pieces: list[str] = []
    _write(tree, pieces)
    return "".join(pieces)


def _write(element: etree._Element, pieces: list[str]) -> None:
    pieces.append(escape(element.text or "", quote=False))
    for child in element:
        pieces.append(f"<{child.tag}")
        pieces.extend(f' {name!s}="{escape(str(value))}"' for name, value in child.items())
        pieces.append(">")
        if child.tag not in VOID:
            _write(child, pieces)
            pieces.append(f"</{child.tag}>")
        pieces.append(escape(child.tail or "", quote=False))
