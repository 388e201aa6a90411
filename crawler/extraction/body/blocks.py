"""A page cut into blocks: the runs of text and the media between two block-level boundaries, in document order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import html

from crawler.extraction.body.words import HINTS, Hint
from crawler.extraction.document import new_element
from crawler.extraction.embeds import EMBED_NAMES, EMBEDDED, filled_with, named_by, names_embed, posted, written_by
from crawler.extraction.images import background, holds_frame, is_stand_in
from crawler.extraction.remembered import Remembered
from crawler.extraction.text import INLINE, PERMALINKS, text_inside

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
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
HEADED = HEADINGS | {"dt"}
LINES = HEADINGS | {"p"}  # custom elements inside are part of the line
MEDIA = (
    frozenset(
        (
            "img image picture video video-js audio iframe embed object noscript amp-img amp-anim amp-video amp-audio "
            "amp-iframe"
        ).split()
    )
    | EMBEDDED
)
FIGURED = ("img", "video", "audio", "iframe", "embed", "object", "table", "blockquote", "pre")  # that a figure may hold
LINKED = 0.33  # the share of links from which a text leads elsewhere
SHOWN = frozenset({"ul", "ol", "dl", "table", "pre", "blockquote"})  # what stands between paragraphs as a whole
_NEVER = frozenset(
    (
        "script style template head title svg math canvas button select input textarea nav dialog datalist option map "
        "progress meter link meta base frame frameset"
    ).split()
)
_DEEPEST_PATH = 40  # elements; markup nested deeper is kept as text
_MOST_MEDIA = 5_000  # of a page; those after them are left out
_PLACE_ATTRIBUTES = frozenset({"class", "id", "itemprop", "role", "data-component", "data-testid", "data-type"})
_SHOWS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_LONGEST_NAMES = 1_000  # characters of classes and the like; patterns are searched for in them
LISTS = frozenset({"ul", "ol"})
_MENUS = LISTS | {"footer"}
_QUOTING = frozenset({"blockquote", "figure"})
INSIDE = 5  # levels at most from a block up to the list, table, code or quotation that it is a part of
_SHORTEST_MENU = 5  # items; shorter lists of links may be the article's
_LINKED_SHARE = 0.9
_MAY_SWALLOW = frozenset({"noscript", "nav", "button", "dialog", "svg", "canvas", "select", "map"})
_CONTAINERS = frozenset({"body", "div", "section", "article", "main", "aside", "header", "footer", "form"})
_MOST_BESIDE = 1000  # characters of paragraphs in a menu or a hint to enable scripts
_NAVIGATION = int(Hint.NAVIGATION)
_BODY_HINT = int(Hint.BODY)
_PARTS = int(Hint.NOTES | Hint.INGREDIENTS | Hint.STEPS)
_BOLD = frozenset({"b", "strong"})
_AROUND_BUTTON = 4  # elements around a button that may be a figure
_LARGE = 4  # elements in a `div`, from which it is no line, picture or place that a script fills
_HOLDS_OTHERS = 2  # elements in it, from which its class does not tell that it is one
_ROLES = frozenset({"separator", "img"})
_FORMULAS = frozenset({"math", "script"})
_TEX_TYPES = ("math/tex", "math/latex")  # of MathJax's scripts
# What to do with an element; one look-up tells. What is in no list is a container of a kind that pages rarely use.
_BLOCK, _INLINE, _MEDIUM, _LEAF, _SWALLOWER = range(5)
_KINDS = (
    dict.fromkeys(KEPT_BLOCKS | _CONTAINERS, _BLOCK)
    | dict.fromkeys(INLINE | KEPT_INLINE, _INLINE)
    | dict.fromkeys(_NEVER | {"br", "hr"}, _LEAF)
    | dict.fromkeys(MEDIA, _MEDIUM)
    | dict.fromkeys(_MAY_SWALLOW, _SWALLOWER)
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
    lines: bool = False  # whether line breaks of the source are shown
    shown: int = 99  # levels up to the nearest of `SHOWN`: 0 where it is one itself
    text: int = 0  # characters in it, as are the two below
    link_text: int = 0
    good_text: int = 0  # in paragraphs that read like prose
    blocks: int = 0
    media: int = 0

    def outward(self, most: int) -> Iterator[Place]:
        """The place itself and those around it, at most so many, the innermost first."""
        place: Place | None = self
        for _ in range(most):
            if place is None:
                break
            yield place
            place = place.parent

    def stands_in(self, outer: Place) -> bool:
        """Whether it is that place or one inside it."""
        climbing: Place | None = self
        while climbing is not None and climbing.depth >= outer.depth:
            if climbing is outer:
                return True
            climbing = climbing.parent
        return False

    def whole(self) -> Place | None:
        """The outermost table, list, code or quotation around it, or itself."""
        if self.shown > INSIDE:
            return None
        return next((place for place in reversed([*self.outward(INSIDE + 1)]) if place.tag in SHOWN), None)

    def heading(self) -> Place | None:
        """The heading that it is, or that holds it: some set their text into an element of its own."""
        return next((place for place in self.outward(2) if place.tag in HEADINGS), None)


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
    ruled: bool = False  # whether a line (`hr`) is drawn before it
    blank: int = 0  # the first tokens, which are known to show nothing

    def is_linked(self) -> bool:
        """Whether so much of it is links that it leads elsewhere."""
        return self.link_text > LINKED * len(self.text)

    def show(self, medium: html.HtmlElement, path: tuple[html.HtmlElement, ...]) -> None:
        """Take in a picture or a player."""
        self.tokens.append((medium, path))
        self.media = True


def cut(tree: html.HtmlElement) -> tuple[list[Block], list[Place]]:
    """Cut a page into its blocks and the places that they stand in, both in document order.

    The tree, which holds no comments, is only read.
    """
    root = next(tree.iterchildren("body"), tree)
    blocks: list[Block] = []
    places = _Places(root)
    opened = places.opened
    block = Block(places.root)
    media = 0  # so far
    path: tuple[html.HtmlElement, ...] = ()
    links = bold = lists = 0  # how many of these are open
    around = []  # path and numbers as they were outside each of the open elements, and whether that is inline
    skipped = False
    listing = None  # the outermost `pre` that is open, in which white space counts; in a table it would burst the rows

    # From element to element, in half the time of `iterwalk`. To go on at once passes over what is in an element.
    element, upcoming = root, root
    while True:
        if upcoming is not None:
            element, upcoming = upcoming, None
            tag = element.tag
            kind = _KINDS.get(tag)
            if kind is None:
                kind = _INLINE if "-" in tag and (opened[-1].tag in LINES or _continues(element)) else _BLOCK
            elif kind == _SWALLOWER:
                if tag == "button" and opened[-1].tag in HEADED and _is_all_of(opened[-1], element):
                    kind = _INLINE
                else:
                    kind = _BLOCK if _holds_page(element) else _MEDIUM if tag in MEDIA else _LEAF
            if kind == _BLOCK:
                if block.tokens:
                    block = _end(block, blocks, places, listing)
                if element is not root:
                    opened.append(element)
                around.append((path, links, bold, lists, False))
                if tag in KEPT_BLOCKS:
                    if len(path) < _DEEPEST_PATH:
                        path = (*path, element)
                    if tag == "table":
                        listing = None
                    elif tag == "pre" and listing is None:
                        listing = element
                if tag in _MENUS:
                    if (linked := _leads_away(element, places, nested=lists > 0)) is not None:
                        if linked:  # that there is a list of links tells of its neighbours
                            blocks.append(Block(places.current(), text=linked, link_text=len(linked)))
                        continue
                    lists += tag in LISTS
                elif tag == "blockquote":
                    if element.get("class") and posted(element):
                        block.show(element, path[:-1])
                        continue
                elif tag == "figure" or (tag == "div" and _may_show(element)):
                    if tag == "div" and _is_line(element):
                        block.ruled = True
                    elif (medium := _shown_by_block(element)) is not None:
                        block.show(medium, path)
                        if medium is element:
                            continue
            elif kind == _INLINE:
                heads = tag == "a" and opened[-1].tag in HEADED
                if _out_of_sight(element) or (heads and is_permalink(element)):
                    skipped = True
                    continue
                around.append((path, links, bold, lists, True))
                if heads and element.get("href") == f"#{opened[-1].get('id')}":
                    tag = ""  # a heading that leads to itself is no link
                elif tag == "a":
                    links += 1
                elif tag in _BOLD:
                    bold += 1
                if tag in KEPT_INLINE and len(path) < _DEEPEST_PATH:
                    path = (*path, element)
            else:
                skipped = True
                if kind == _MEDIUM:
                    if media < _MOST_MEDIA and (tag != "noscript" or _has_medium(element)):
                        media += 1
                        block.show(element, path)
                elif tag == "br":
                    paragraph_ends = block.tokens and _only_break(block.tokens)
                    if paragraph_ends:
                        block = _end(block, blocks, places, listing)  # two in a row, on old pages
                    if not paragraph_ends or listing is not None:
                        block.tokens.append((element, path))
                        block.breaks += 1
                elif tag == "hr":
                    if block.tokens:
                        block = _end(block, blocks, places, listing)
                    block.ruled = True
                elif (medium := _shown_by_leaf(element, opened)) is not None:
                    block.show(medium, path)
                elif tag in _FORMULAS and (formula := _formula(element)):
                    block.tokens.append((formula, (*path, element)))
                continue
            text = element.text
            if len(element):
                upcoming = element[0]
        else:
            if skipped:
                skipped = False
            else:
                path, links, bold, lists, inline = around.pop()
                if not inline:
                    if element is listing:
                        listing = None
                    if block.tokens:
                        block = _end(block, blocks, places, listing)
                    places.close()
            if element is root:
                break
            text = element.tail
            upcoming = element.getnext()
            if upcoming is None:
                element = element.getparent()
        if text and (block.tokens or listing is not None or not text.isspace()):
            block.tokens.append((text, path))
            if links:
                block.link_text += len(text)
            if bold:
                block.bold += len(text)
    return blocks, places.made


def places_inside(places: Sequence[Place], outer: Place) -> set[Place]:
    """A place and all those in it.

    Args:
        places: All places of the page, in document order.
        outer: One of them.
    """
    found = {outer}
    for place in places:
        if place.parent in found:
            found.add(place)
    return found


def _leads_away(element: html.HtmlElement, places: _Places, *, nested: bool) -> str | None:
    """The text of a list or a footer that leads away from the article, "" where it does not matter, None for others."""
    if element.tag == "footer":
        opened = places.opened
        quoting = len(opened) > 1 and opened[-2].tag in _QUOTING
        return None if quoting or _holds_page(element) else ""
    told = places.current().hints
    if told & _NAVIGATION and not told & _BODY_HINT:
        return None if _holds_page(element) else ""
    return None if nested or len(element) < _SHORTEST_MENU else _links_only(element)


def _shown_by_block(element: html.HtmlElement) -> html.HtmlElement | None:
    """What a `figure` or a `div` shows as its background, or the `div` itself where a script fills it."""
    if element.tag == "figure":
        return element if named_by(element) else _background(element)
    return element if filled_with(element) else _painted(element)


def _shown_by_leaf(element: html.HtmlElement, opened: Sequence[html.HtmlElement]) -> html.HtmlElement | None:
    """The picture or player that an element shows whose texts are none of the article's."""
    tag = element.tag
    if tag == "button":
        return _picture_in_figure(element, opened)
    if tag == "script":
        return element if written_by(element) else None
    return _drawn(element) if tag == "svg" else None


def is_permalink(link: html.HtmlElement) -> bool:
    """Whether a link in a heading is but a sign to copy the heading's own address from."""
    sign = text_inside(link).strip(" \n\u200b")
    return sign in PERMALINKS or (not sign and (link.get("href") or "").startswith("#"))


def _continues(element: html.HtmlElement) -> bool:
    """Whether a text of the same parent leads to an element or goes on behind it."""
    before = element.getprevious()
    text = element.getparent().text if before is None else before.tail
    return bool((text and not text.isspace()) or (element.tail and not element.tail.isspace()))


def _is_all_of(heading: html.HtmlElement, button: html.HtmlElement) -> bool:
    """Whether a heading is but a button that shows what is below: https://www.w3.org/WAI/ARIA/apg/patterns/accordion."""
    label = text_inside(button).strip()
    return bool(label) and text_inside(heading).strip() == label


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


class _Places:
    """The places of a page. Only those that something stands in are made: the others would tell nothing."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.root = Place("body", None, 0, "", 0, hidden=False)
        self.made = [self.root]  # in document order
        self.opened = [root]  # the block-level elements around what is being read
        self._around = [self.root]  # the places of the outermost of these, as far as they are made

    def close(self) -> None:
        """Leave the innermost open element."""
        opened, around = self.opened, self._around
        opened.pop()
        if len(around) > len(opened):
            around.pop()

    def current(self) -> Place:
        """The place of the innermost open element; it and those around it are made where they are not yet."""
        around = self._around
        place = around[-1]
        for element in self.opened[len(around) :]:
            place = _place(element, place)
            around.append(place)
            self.made.append(place)
        return place


def _end(block: Block, blocks: list[Block], places: _Places, listing: html.HtmlElement | None) -> Block:
    """Take in a block, unless it shows nothing, and begin another, which gets its place when it ends.

    What shows nothing inside a listing is an empty line or so and stays before the next.
    """
    tokens = block.tokens
    shown = tokens[block.blank :] if block.blank else tokens
    text = text_of(shown)
    if text or block.media:
        block.place = places.current()
        block.text = text
        if block.link_text:
            block.link_text = min(block.link_text, len(text))  # white space was counted, too
        if block.bold:
            block.bold = min(block.bold, len(text))
        blocks.append(block)
        return Block(places.root)
    if listing is None:
        return Block(places.root, ruled=block.ruled)
    return Block(places.root, tokens=tokens, ruled=block.ruled, blank=len(tokens))


def text_of(tokens: Sequence[Token]) -> str:
    """What tokens say, without white space around it and with single blanks in it."""
    if len(tokens) == 1 and isinstance(tokens[0][0], str):
        return " ".join(tokens[0][0].split())
    return " ".join("".join([value if type(value) is str else " " for value, _ in tokens]).split())


def medium_of(token: Token) -> html.HtmlElement | None:
    """The picture or player that a token is; None: it is text or a line break."""
    value, _ = token
    return None if isinstance(value, str) or value.tag == "br" else value


def _place(element: html.HtmlElement, parent: Place) -> Place:
    hidden, lines = parent.hidden, parent.lines
    names = ""
    found = parent.hints & _PARTS  # what stands in notes is a note
    for name, value in element.items():
        if name in _PLACE_ATTRIBUTES:
            names = f"{names} {value}" if names else value
            found |= HINTS[value]  # one by one: classes recur on a page, ids do not
        elif name == "style":
            if "none" in value and "display:none" in value.replace(" ", ""):
                hidden = True
            if "white-space" in value:
                lines = _SHOWS_LINES.search(value) is not None
        elif name == "hidden" or (name == "aria-hidden" and value == "true"):
            hidden = True
    if "whitespace-pre" in names:  # as Tailwind calls it
        lines = True
    if len(names) > _LONGEST_NAMES:
        names = names[:_LONGEST_NAMES]
    tag = element.tag
    shown = 0 if tag in SHOWN else parent.shown + 1
    return Place(tag, parent, parent.depth + 1, names, found, hidden, lines, shown)


def _only_break(tokens: list[Token]) -> bool:
    """Whether the last thing but white space is a line break."""
    for value, _ in reversed(tokens):
        if not isinstance(value, str):
            return bool(value.tag == "br")
        if not value.isspace():
            return False
    return False


_FIGURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:figure|(?:article|post|story|entry|content|featured?|hero|lead|inline|body|slide|gallery)[_-]*(?:image|img|photo|picture))(?:$|\s)"
)
_LINE_CLASS = re.compile(r"(?:^|[\s_-])(?:divider|separator)(?:$|\s)")
# A part of all names that these or `names_embed` find; most have none, which is sooner told.
_ANY_SHOWN = re.compile(f"{EMBED_NAMES}|image|img|photo|picture|figure|divider|separator")
_HIDING_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|visually-?hidden|screen-?reader(?:-text|-only|s)?|hide-visually|a11y-hidden|offscreen"
    r"|u-hidden|is-hidden|d-none|mw-editsection)(?:$|\s)"
)
_ANY_HIDING = re.compile("hidden|only|screen|visually|d-none|mw-editsection")  # in all that it finds, sooner told


def _out_of_sight(element: html.HtmlElement) -> bool:
    """Whether inline text is only for screen readers or not shown at all."""
    stated = element.keys()
    if not stated:
        return False
    if "hidden" in stated or ("class" in stated and _HIDES[element.get("class")]):
        return True
    if "aria-hidden" in stated and element.getprevious() is not None:
        if element.get("class") == "katex-html":
            return True  # the formula drawn; its source stands before it
        if element.getparent().tag == "button":
            return True  # the sign that what is below can be shown
    if "style" not in stated:
        return False
    style = element.get("style").replace(" ", "").lower()
    return "display:none" in style or ("clip:rect" in style and "absolute" in style)


def _hides(names: str) -> bool:
    lower = names.lower()
    return _ANY_HIDING.search(lower) is not None and _HIDING_CLASS.search(lower) is not None


_HIDES = Remembered(_hides, 20_000)


def _holds_page(element: html.HtmlElement) -> bool:
    """Whether most of a page stands in an element that should hold none of it, as where nothing ends it."""
    beside = element.tag != "noscript"
    if beside and element.getnext() is not None:
        return False
    if next(element.iter("p"), None) is None:  # as in most; one tag is sooner looked for than three
        return False
    if beside and next(element.iter("h1", "article", "main"), None) is None:
        return False
    return sum(len(text_inside(paragraph)) for paragraph in element.iter("p")) > _MOST_BESIDE


def _has_medium(noscript: html.HtmlElement) -> bool:
    return next(noscript.iter("img"), None) is not None or "<img" in (noscript.text or "") or holds_frame(noscript)


def _background(figure: html.HtmlElement) -> html.HtmlElement | None:
    """The element whose background is the picture of a figure without another."""
    if next(figure.iter("img"), None) is not None or next(figure.iterdescendants(*MEDIA), None) is not None:
        return None  # most have an image, and one tag is sooner looked for than twenty
    inner = next((inner for inner in figure.iterdescendants("div", "span", "a") if background(inner)), None)
    if inner is not None or not (address := background(figure, captioned=True)):
        return inner
    return _image(address, figure)


def _painted(element: html.HtmlElement) -> html.HtmlElement | None:
    """The background of an element that says that it is a picture, as one."""
    if element.get("role") != "img" and not _FIGURE_CLASS.search((element.get("class") or "").lower()):
        return None
    address = background(element)
    return _image(address, element) if address else None


def _drawn(drawing: html.HtmlElement) -> html.HtmlElement | None:
    """The picture that a drawing shows and nothing else, as an image of its own."""
    pictures = list(islice(drawing.iter("image"), 2))
    if len(pictures) != 1 or next(drawing.iter("text"), None) is not None:
        return None
    (picture,) = pictures
    address = (picture.get("href") or picture.get("xlink:href") or "").strip()
    if is_stand_in(address) or address.startswith("data:"):
        return None
    image = _image(address, drawing)
    for name in ("width", "height"):
        if (size := (picture.get(name) or "").removesuffix("px")).isdecimal():
            image.set(name, size)
    return image


def _image(address: str, element: html.HtmlElement) -> html.HtmlElement:
    image = new_element("img")
    image.set("src", address)
    image.set("alt", element.get("aria-label") or element.get("title") or "")
    return image


def _is_line(element: html.HtmlElement) -> bool:
    """Whether an element that shows nothing is drawn as a line between paragraphs."""
    if element.get("role") == "separator" or _LINE_CLASS.search((element.get("class") or "").lower()):
        return next(element.iter("img"), None) is None and not text_inside(element).strip()
    return False


def _may_show(element: html.HtmlElement) -> bool:
    """Whether a `div` may be a line, a picture or a place that a script fills."""
    inside = len(element)  # sooner asked than names
    if inside >= _LARGE:
        return False
    names = element.get("class")
    return (names is not None and _SHOWN_BY_NAMES[names] > inside) or element.get("role") in _ROLES


def _names_shown(names: str) -> int:
    """Up to how many elements a `div` with these classes may hold and be what `_may_show` asks for."""
    lower = names.lower()
    if _ANY_SHOWN.search(lower) is None:
        return 0
    if names_embed(names):
        return _LARGE
    return _HOLDS_OTHERS if _LINE_CLASS.search(lower) or _FIGURE_CLASS.search(lower) else 0


_SHOWN_BY_NAMES = Remembered(_names_shown, 20_000)


def _picture_in_figure(button: html.HtmlElement, opened: Sequence[html.HtmlElement]) -> html.HtmlElement | None:
    """The picture of a figure that enlarges when it is clicked."""
    if all(outer.tag != "figure" for outer in opened[-_AROUND_BUTTON:]):
        return None
    return next(button.iter("picture", "img"), None)


def _formula(element: html.HtmlElement) -> str:
    """The source of a formula: in TeX, where MathML or a script of MathJax's gives it."""
    if element.tag == "script":
        kind = element.get("type") or ""
        return " ".join((element.text or "").split()) if kind.startswith(_TEX_TYPES) else ""
    for annotation in element.iter("annotation"):
        if "tex" in (annotation.get("encoding") or "").lower() and annotation.text:
            return " ".join(annotation.text.split())
    return element.get("alttext") or " ".join("".join(element.itertext()).split())
