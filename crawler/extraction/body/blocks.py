"""A page cut into blocks: the runs of text and the media between two block-level boundaries, in document order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree, html

from crawler.extraction.body.words import Hint, hints
from crawler.extraction.images import holds_frame, shows_post
from crawler.extraction.text import INLINE, text_inside

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
        "amp-youtube amp-twitter amp-instagram amp-facebook lite-youtube"
    ).split()
)
_NEVER = frozenset(
    (
        "script style template head title svg math canvas button select input textarea nav dialog datalist option map "
        "progress meter link meta base frame frameset"
    ).split()
)
_DEEPEST_PATH = 40  # elements; markup nested deeper is kept as text
_PLACE_ATTRIBUTES = frozenset({"class", "id", "itemprop", "role", "data-component", "data-testid", "data-type"})
_HIDING_ATTRIBUTES = frozenset({"style", "hidden", "aria-hidden"})
_LISTS = frozenset({"ul", "ol"})
_QUOTING = frozenset({"blockquote", "figure"})
_SHORTEST_MENU = 5  # items; shorter lists of links may be the article's
_LINKED_SHARE = 0.9
_MAY_SWALLOW = frozenset({"noscript", "nav", "button", "dialog", "svg", "canvas", "select", "map"})
_MOST_BESIDE = 1000  # characters of paragraphs in a menu or a hint to enable scripts
_NAVIGATION = int(Hint.NAVIGATION)
_BODY_HINT = int(Hint.BODY)
_NOTES = int(Hint.NOTES)
_BOLD = frozenset({"b", "strong"})
_LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})  # custom elements inside are part of the line
_FORMULAS = frozenset({"math", "script"})
_TEX_TYPES = ("math/tex", "math/latex")  # of MathJax's scripts
# What to do with an element; one look-up tells.
_BLOCK, _INLINE, _MEDIUM, _LEAF = range(4)
_KINDS = (
    dict.fromkeys(INLINE | KEPT_INLINE, _INLINE) | dict.fromkeys(_NEVER | {"br"}, _LEAF) | dict.fromkeys(MEDIA, _MEDIUM)
)

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
    """A run of text and media.

    `text` is "" where there are only media; `tokens` are none where a list of nothing but links stands.
    """

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
    place = Place("body", None, 0, "", 0, hidden=False)
    blocks: list[Block] = []
    places = [place]
    path: tuple[html.HtmlElement, ...] = ()
    paths: list[tuple[html.HtmlElement, ...]] = []
    block = Block(place)
    tokens = block.tokens
    links = bold = lists = 0  # how many of these are open
    skipped = False

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        kind = _KINDS.get(tag, _BLOCK)
        if kind == _BLOCK and "-" in tag and place.tag in _LINES:
            kind = _INLINE
        if event == "start":
            if tag in _MAY_SWALLOW and _holds_page(element):
                kind = _BLOCK
            if kind == _BLOCK:
                if tokens:
                    _end(block, blocks)
                paths.append(path)
                if tag in KEPT_BLOCKS and len(path) < _DEEPEST_PATH:
                    path = (*path, element)
                if element is not root:
                    place = _place(element, tag, place)
                    places.append(place)
                if tokens:
                    block = Block(place)
                    tokens = block.tokens
                else:
                    block.place = place
                if tag in _LISTS or tag == "footer":
                    if tag == "footer":
                        quoting = place.parent is not None and place.parent.tag in _QUOTING
                        linked = None if quoting or _holds_page(element) else ""
                    elif place.hints & _NAVIGATION and not place.hints & _BODY_HINT:
                        linked = None if _holds_page(element) else ""
                    else:
                        linked = None if lists or len(element) < _SHORTEST_MENU else _links_only(element)
                    if linked is not None:
                        if linked:  # that there is a list of links tells of its neighbours
                            blocks.append(Block(place, text=linked, link_text=len(linked)))
                        place = place.parent or place
                        path = paths.pop()
                        block.place = place
                        skipped = True
                        walker.skip_subtree()
                        continue
                    lists += tag != "footer"
                if "fb-" in place.names and shows_post(element):
                    tokens.append((element, path))
                    block.media = True
                    _end(block, blocks)
                    place = place.parent or place
                    path = paths.pop()
                    block = Block(place)
                    tokens = block.tokens
                    skipped = True
                    walker.skip_subtree()
                    continue
            elif kind == _INLINE:
                if _out_of_sight(element):
                    skipped = True
                    walker.skip_subtree()
                    continue
                paths.append(path)
                if tag == "a":
                    links += 1
                elif tag in _BOLD:
                    bold += 1
                if tag in KEPT_INLINE and len(path) < _DEEPEST_PATH:
                    path = (*path, element)
            else:
                skipped = True
                walker.skip_subtree()
                if kind == _MEDIUM:
                    if tag != "noscript" or _has_medium(element):
                        tokens.append((element, path))
                        block.media = True
                elif tag == "br":
                    if tokens and _only_break(tokens):
                        _end(block, blocks)  # two in a row are how old pages end a paragraph
                        block = Block(place)
                        tokens = block.tokens
                    else:
                        tokens.append((element, path))
                        block.breaks += 1
                elif tag in _FORMULAS and (formula := _formula(element)):
                    tokens.append((formula, (*path, element)))
                continue
            text = element.text
        else:
            if skipped:
                skipped = False
            elif kind == _INLINE:
                path = paths.pop()
                if tag == "a":
                    links -= 1
                elif tag in _BOLD:
                    bold -= 1
            else:
                path = paths.pop()
                lists -= tag in _LISTS
                if place.parent is not None:
                    place = place.parent
                if tokens:
                    _end(block, blocks)
                    block = Block(place)
                    tokens = block.tokens
                else:
                    block.place = place
            if element is root:
                break
            text = element.tail
        if text and (tokens or not text.isspace()):
            tokens.append((text, path))
            if links:
                block.link_text += len(text)
            if bold:
                block.bold += len(text)
    return blocks, places


def _links_only(element: html.HtmlElement) -> str | None:
    """The text of a list in which all is links, None for any other: such lists lead away from the article."""
    links = list(element.iter("a"))
    if not links:
        return None
    text = " ".join(text_inside(element).split())
    if not text:
        return None
    linked = 0
    for link in links:
        linked += len(" ".join(text_inside(link).split()))
    return text if linked > _LINKED_SHARE * len(text) else None


def _end(block: Block, blocks: list[Block]) -> None:
    """Take in a block, unless it shows nothing."""
    tokens = block.tokens
    if len(tokens) == 1 and isinstance(tokens[0][0], str):
        text = " ".join(tokens[0][0].split())
    else:
        text = " ".join("".join([value if type(value) is str else " " for value, _ in tokens]).split())
    if not text and not block.media:
        return
    block.text = text
    block.link_text = min(block.link_text, len(text))
    block.bold = min(block.bold, len(text))
    blocks.append(block)


def _place(element: html.HtmlElement, tag: str, parent: Place) -> Place:
    hidden = parent.hidden
    names = ""
    found = parent.hints & _NOTES  # what stands in notes is a note
    for name, value in element.items():
        if name in _PLACE_ATTRIBUTES:
            names = f"{names} {value}" if names else value
            found |= hints(value)  # one by one: classes recur on a page, ids do not
        elif name in _HIDING_ATTRIBUTES and (
            (name == "style" and "none" in value and "display:none" in value.replace(" ", ""))
            or name == "hidden"
            or (name == "aria-hidden" and value == "true")
        ):
            hidden = True
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
    r"|u-hidden|is-hidden|d-none)(?:$|\s)"
)


def _out_of_sight(element: html.HtmlElement) -> bool:
    """Whether inline text is only for screen readers or not shown at all."""
    stated = element.keys()
    if "hidden" in stated or ("class" in stated and _hides(element.get("class"))):
        return True
    if "aria-hidden" in stated and element.get("class") == "katex-html" and element.getprevious() is not None:
        return True  # the formula drawn; its source stands before it
    if "style" not in stated:
        return False
    style = element.get("style").replace(" ", "").lower()
    return "display:none" in style or ("clip:rect" in style and "absolute" in style)


@lru_cache(maxsize=5_000)
def _hides(names: str) -> bool:
    return _HIDING_CLASS.search(names.lower()) is not None


def _holds_page(element: html.HtmlElement) -> bool:
    """Whether most of a page stands in an element that should hold none of it, as where nothing ends it."""
    if element.tag != "noscript" and (
        element.getnext() is not None or next(element.iter("h1", "article", "main"), None) is None
    ):
        return False
    return sum(len(text_inside(paragraph)) for paragraph in element.iter("p")) > _MOST_BESIDE


def _has_medium(noscript: html.HtmlElement) -> bool:
    return next(noscript.iter("img"), None) is not None or "<img" in (noscript.text or "") or holds_frame(noscript)


def _formula(element: html.HtmlElement) -> str:
    """The source of a formula: in TeX, where MathML or a script of MathJax's gives it."""
    if element.tag == "script":
        kind = element.get("type") or ""
        return " ".join((element.text or "").split()) if kind.startswith(_TEX_TYPES) else ""
    for annotation in element.iter("annotation"):
        if "tex" in (annotation.get("encoding") or "").lower() and annotation.text:
            return " ".join(annotation.text.split())
    return element.get("alttext") or " ".join("".join(element.itertext()).split())
