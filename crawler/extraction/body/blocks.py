"""A page cut into blocks: the runs of text and the media between two block-level boundaries, in document order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree, html

from crawler.extraction.body.words import hints
from crawler.extraction.text import INLINE

# What a path keeps of a page's markup; every other element is only a place.
KEPT_BLOCKS = frozenset(
    (
        "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table caption thead tbody tfoot tr td th figure "
        "figcaption"
    ).split()
)
KEPT_INLINE = frozenset(
    (
        "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rb rp rt ruby s samp small strike strong sub sup time "
        "tt u var"
    ).split()
)
MEDIA = frozenset(
    (
        "img image picture video audio iframe embed object noscript amp-img amp-anim amp-video amp-audio amp-iframe "
        "amp-youtube amp-twitter amp-instagram amp-facebook"
    ).split()
)
_NEVER = frozenset(
    (
        "script style template head title svg math canvas button select input textarea nav dialog datalist option map "
        "progress meter link meta base frame frameset"
    ).split()
)
_DEEPEST_PATH = 40  # elements; markup nested deeper is kept as text
_PLACE_ATTRIBUTES = ("class", "id", "itemprop", "role", "data-component", "data-testid", "data-type")

Token = tuple["str | html.HtmlElement", tuple[html.HtmlElement, ...]]


@dataclass(slots=True, eq=False)
class Place:
    """A block-level element of the page, as far as choosing the body needs it."""

    tag: str
    parent: Place | None
    depth: int
    names: str
    hints: int
    hidden: bool
    text: int = 0  # characters in it, as are the two below
    link_text: int = 0
    good_text: int = 0  # in paragraphs that read like prose
    blocks: int = 0
    media: int = 0


@dataclass(slots=True, eq=False)
class Block:
    """A run of text and media; `text` is "" where there are only media."""

    place: Place
    tokens: list[Token] = field(default_factory=list)
    text: str = ""
    link_text: int = 0
    media: bool = False
    bold: int = 0  # characters
    breaks: int = 0  # single line breaks


def cut(tree: html.HtmlElement) -> tuple[list[Block], list[Place]]:
    """Cut a page into its blocks and the places that they stand in, both in document order. The tree is only read."""
    root = tree.find("body")
    if root is None:
        root = tree
    blocks: list[Block] = []
    places: list[Place] = []
    place = Place("body", None, 0, "", 0, hidden=False)
    places.append(place)
    path: tuple[html.HtmlElement, ...] = ()
    paths: list[tuple[html.HtmlElement, ...]] = []
    tokens: list[Token] = []
    links = bold = 0
    link_text = bold_text = 0
    breaks = 0
    media = False
    skipped = False

    def flush() -> None:
        nonlocal tokens, link_text, bold_text, media, breaks
        if not tokens:
            return
        text = " ".join("".join([value if type(value) is str else " " for value, _ in tokens]).split())
        if text or media:
            blocks.append(
                Block(place, tokens, text, min(link_text, len(text)), media, min(bold_text, len(text)), breaks)
            )
        tokens = []
        link_text = bold_text = breaks = 0
        media = False

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _NEVER or not isinstance(tag, str):
                skipped = True
                walker.skip_subtree()
                continue
            if tag in INLINE and tag not in MEDIA:
                if element.attrib and _out_of_sight(element.attrib):
                    skipped = True
                    walker.skip_subtree()
                    continue
                paths.append(path)
                if tag == "a":
                    links += 1
                elif tag in {"b", "strong"}:
                    bold += 1
                if tag in KEPT_INLINE and len(path) < _DEEPEST_PATH:
                    path = (*path, element)
                text = element.text
                if text:
                    tokens.append((text, path))
                    if links:
                        link_text += len(text)
                    if bold:
                        bold_text += len(text)
                continue
            if tag == "br":
                if tokens and _only_break(tokens):
                    flush()  # two in a row are how old pages end a paragraph
                else:
                    tokens.append((element, path))
                    breaks += 1
                skipped = True
                walker.skip_subtree()
                continue
            if tag in MEDIA:
                if tag != "noscript" or _has_picture(element):
                    tokens.append((element, path))
                    media = True
                skipped = True
                walker.skip_subtree()
                continue
            flush()
            paths.append(path)
            if tag in KEPT_BLOCKS and len(path) < _DEEPEST_PATH:
                path = (*path, element)
            if element is not root:
                place = _place(element, tag, place)
                places.append(place)
            text = element.text
            if text:
                tokens.append((text, path))
                if links:
                    link_text += len(text)
                if bold:
                    bold_text += len(text)
            continue
        if skipped:
            skipped = False
        elif tag in INLINE:
            path = paths.pop()
            if tag == "a":
                links -= 1
            elif tag in {"b", "strong"}:
                bold -= 1
        else:
            flush()
            path = paths.pop()
            if place.parent is not None:
                place = place.parent
        text = element.tail
        if text and element is not root:
            tokens.append((text, path))
            if links:
                link_text += len(text)
            if bold:
                bold_text += len(text)
    flush()
    return blocks, places


def _place(element: html.HtmlElement, tag: str, parent: Place) -> Place:
    attributes = element.attrib
    names = ""
    hidden = parent.hidden
    found = 0
    if attributes:
        names = " ".join([attributes[name] for name in _PLACE_ATTRIBUTES if name in attributes])
        found = hints(names)
        if not hidden:
            style = attributes.get("style")
            hidden = (
                "hidden" in attributes
                or attributes.get("aria-hidden") == "true"
                or (style is not None and "none" in style and "display:none" in style.replace(" ", ""))
            )
    return Place(tag, parent, parent.depth + 1, names, found, hidden)


def _only_break(tokens: list[Token]) -> bool:
    """Whether the last thing but white space is a line break."""
    for value, _ in reversed(tokens):
        if not isinstance(value, str):
            return bool(value.tag == "br")
        if not value.isspace():
            return False
    return False


_HIDING_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|visually-?hidden|screen-?reader(?:-text|-only|s)?|hide-visually|a11y-hidden|offscreen"
    r"|u-hidden|is-hidden|d-none)(?:$|\s)",
    re.IGNORECASE,
)


def _out_of_sight(attributes: etree._Attrib) -> bool:
    """Whether inline text is only for screen readers or not shown at all."""
    style = attributes.get("style")
    if style is not None:
        style = style.replace(" ", "").lower()
        if "display:none" in style or ("clip:rect" in style and "absolute" in style):
            return True
    names = attributes.get("class")
    return "hidden" in attributes or (names is not None and _hides(names))


@lru_cache(maxsize=5_000)
def _hides(names: str) -> bool:
    return _HIDING_CLASS.search(names) is not None


def _has_picture(noscript: html.HtmlElement) -> bool:
    return noscript.find(".//img") is not None or "<img" in (noscript.text or "")
