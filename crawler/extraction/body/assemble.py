"""The chosen blocks of a page put together as a tree of their own, with only the markup that means something."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import unquote

from lxml import etree, html

from crawler.extraction.body.blocks import (
    FIGURED,
    HEADED,
    KEPT_BLOCKS,
    LINES,
    SHOWN,
    Block,
    Token,
    is_permalink,
    medium_of,
    text_of,
)
from crawler.extraction.body.repeats import drop_repeated_pictures
from crawler.extraction.body.words import is_filler
from crawler.extraction.document import last_child, new_element
from crawler.extraction.text import text_inside

_TEXT_HOLDERS = frozenset({"li", "td", "th", "dt", "dd", "caption", "pre"})
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_CELLS = frozenset({"td", "th"})
_INSIDE = {
    "li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"}, "th": {"tr"}, "thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"}, "caption": {"table"},
}  # fmt: skip
_OWN_ATTRIBUTES = {
    "a": ("href", "title"), "abbr": ("title",), "time": ("datetime",), "blockquote": ("cite",), "q": ("cite",),
    "del": ("cite", "datetime"), "ins": ("cite", "datetime"), "ol": ("start", "reversed", "type"), "li": ("value",),
    "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan", "scope"), "code": ("class",), "pre": ("class",),
}  # fmt: skip
_RENAMED = {"math": "code", "script": "code"}  # a formula's source
_EVERYWHERE = ("dir", "lang")
_ATTRIBUTES = {tag: (*_EVERYWHERE, *names) for tag, names in _OWN_ATTRIBUTES.items()}
_HOLDERS = frozenset({"div", "blockquote", "li", "dd", "td", "th"})  # of what separates paragraphs
_BREAK = new_element("br")
_LISTING = re.compile(r"(?:^|\s)(?:language-|highlight\s+)([\w+#.-]+)")
_AROUND_LISTING = 2  # elements around a listing that may name its language
_LONGEST_CELL = 600  # characters; tables with longer ones lay out a page rather than list data

Key = tuple[int, int]  # of a source element, and the block that it is opened for anew (-1: it may span blocks)
# One element on the way from the body's root to a text: its key, its tag, and the source element if there is one.
Step = tuple[Key, str, "html.HtmlElement | None"]


class _Builder:
    """Writes texts one after the other, each below its path; what two paths share is opened once."""

    def __init__(self) -> None:
        self.root = new_element("div")
        self._open: list[tuple[Key, html.HtmlElement]] = []  # the elements below the root that are being written into
        self._inmost = self.root  # the last of them
        self._last: html.HtmlElement | None = None  # the last element inside that
        self._spaced = True
        self._texts: list[str] = []  # since the last element
        self._line = ""  # what was written last in a preformatted text
        self._rows: list[tuple[html.HtmlElement, html.HtmlElement]] = []  # of tables, and what became of them
        self._cells: dict[html.HtmlElement, html.HtmlElement] = {}  # likewise
        self._layout: dict[html.HtmlElement, bool] = {}
        self._shared: dict[html.HtmlElement, Step] = {}
        self._held: dict[int, int] = {}
        self._named: dict[str, html.HtmlElement] = {}  # by their ids in the page
        self._linked: set[str] = set()  # ids that links inside the body lead to

    def add(self, block: Block, index: int, figure: int | None, caption: bool, ruled: bool) -> None:
        """Write a block. `ruled`: below a line that separates it from the one before."""
        self._spaced = True
        outer: list[Step] = []  # what all texts of a block have in common
        preformatted = False
        last: tuple[html.HtmlElement, ...] | None = None
        for value, path in _lines(block.tokens) if block.place.lines else block.tokens:
            if path is not last:
                if last is None:
                    outer, preformatted = self._outer_steps(path, index, figure, caption)
                    if ruled:
                        self._rule(outer)
                    if preformatted:
                        self._end_line(outer)
                number = -1 if preformatted else index
                inline: list[Step] = [
                    ((id(element), number), _RENAMED.get(tag, tag), element)
                    for element in path
                    if (tag := element.tag) not in KEPT_BLOCKS
                ]
                steps = outer + inline if inline else outer
                last = path
            if isinstance(value, str):
                text = value if preformatted else _with_single_spaces(value)
                if self._spaced and not preformatted:
                    text = text.lstrip(" ")
                if text:
                    self._enter(steps)
                    self._texts.append(text)
                    self._spaced = text.endswith(" ")
                    self._line = text
            elif value.tag == "br":
                if self._open and (preformatted or not self._spaced):
                    self._enter(steps)
                    self.write_out()
                    self._last = etree.SubElement(self._inmost, "br")
                    self._spaced = True
                    self._line = "\n"
            else:
                self._enter(steps)
                self.write_out()
                self._last = _detached(value)
                self._inmost.append(self._last)
                self._spaced = False
        if caption and self._open:
            self.write_out()
            self._close(2)
            self._texts.append(" ")

    def _rule(self, steps: list[Step]) -> None:
        """Draw a line between what was written last and these steps, in the element that both stand in."""
        self.write_out()
        self._close(self._count_shared(steps))
        if self._inmost.tag in _HOLDERS and len(self._inmost):
            self._last = etree.SubElement(self._inmost, "hr")

    def _end_line(self, steps: list[Step]) -> None:
        """Begin a new line where a block goes on with a listing, as those do whose lines are elements."""
        if self._count_shared(steps) == len(steps) and self._line and not self._line.endswith("\n"):
            self._texts.append("\n")

    def _count_shared(self, steps: list[Step]) -> int:
        """How many of the steps lead to elements that are open."""
        shared = 0
        opened = self._open
        most = len(opened)
        for key, _, _ in steps:
            if shared == most or opened[shared][0] != key:
                break
            shared += 1
        return shared

    def _outer_steps(
        self, path: tuple[html.HtmlElement, ...], index: int, figure: int | None, caption: bool
    ) -> tuple[list[Step], bool]:
        """The steps to the inline elements of a path, and whether text is preformatted there."""
        steps: list[Step] = []
        paragraph: Step | None = None
        if figure is not None:
            steps.append(((figure, -2), "figure", None))
            if caption:
                steps.append(((figure, -3), "figcaption", None))
            start = next((at for at, element in enumerate(path) if element.tag == "figure"), len(path))
            path = path[start:]
            if caption or not any(element.tag in SHOWN for element in path):
                return steps, False
        lays_out = True  # as parts of a table do that stand in none
        preformatted = False
        for element in path:
            tag = element.tag
            if tag == "table":
                lays_out = self._lays_out(element)
            if tag not in KEPT_BLOCKS or tag in {"figure", "figcaption"}:
                continue
            if tag in LINES:
                paragraph = (id(element), index), tag, element
            elif (lays_out and tag in _TABLE_PARTS) or (
                tag in _INSIDE and not (steps and steps[-1][1] in _INSIDE[tag])
            ):
                paragraph = None
            else:
                paragraph = None
                if (step := self._shared.get(element)) is None:
                    step = self._shared[element] = (id(element), -1), tag, element
                steps.append(step)
                preformatted = preformatted or tag == "pre"
        if paragraph is not None:
            steps.append(paragraph)
        elif (
            not steps
            or steps[-1][1] not in _TEXT_HOLDERS
            or (self._held.setdefault(steps[-1][0][0], index) != index and steps[-1][1] != "pre")
        ):
            steps.append(((0, index), "p", None))
        return steps, preformatted

    def _lays_out(self, table: html.HtmlElement) -> bool:
        """Whether a table arranges a page rather than data."""
        known = self._layout.get(table)
        if known is None:
            cells = list(table.iter("td", "th"))
            known = (
                table.get("role") in {"presentation", "none"}
                or len(cells) < 2
                or next(table.iterdescendants("table"), None) is not None
                or (
                    next(table.iter("th"), None) is None
                    and any(len(text_inside(cell)) > _LONGEST_CELL for cell in cells)
                )
            )
            self._layout[table] = known
        return known

    def _enter(self, steps: list[Step]) -> None:
        opened = self._open
        shared = self._count_shared(steps)
        if shared == len(opened) == len(steps):
            return
        self.write_out()
        self._close(shared)
        for key, tag, source in steps[shared:]:
            self._inmost = element = etree.SubElement(self._inmost, tag)
            self._last = None
            if source is not None:
                self._copy(source, element, tag)
            opened.append((key, element))

    def _close(self, kept: int) -> None:
        """Leave so many elements open, the outermost."""
        opened = self._open
        if kept < len(opened):
            _, self._last = opened[kept]
            del opened[kept:]
            self._inmost = opened[-1][1] if opened else self.root

    def _copy(self, source: html.HtmlElement, element: html.HtmlElement, tag: str) -> None:
        """Give an element what its source says, and note what others may ask of it when all is written."""
        if stated := source.keys():
            for name in _ATTRIBUTES.get(tag, _EVERYWHERE):
                if name in stated:
                    element.set(name, source.get(name))
            if ("id" in stated or "name" in stated) and (name := source.get("id") or source.get("name")):
                self._named.setdefault(name, element)
            if tag == "a" and (target := element.get("href") or "").startswith("#"):
                self._linked.add(unquote(target[1:]))
        if tag == "tr":
            self._rows.append((source, element))
        elif tag in _CELLS:
            self._cells[source] = element
        elif tag == "pre" and (language := _language_around(source)):
            element.set("class", f"{element.get('class') or ''} language-{language}".strip())

    def name_targets(self) -> None:
        """Give the elements that links inside the body lead to, such as footnotes, the ids that they had."""
        for name in self._linked & self._named.keys():
            self._named[name].set("id", name)

    def fill_rows(self) -> None:
        """Give the rows of tables the cells that have no text: without them, others would stand in their columns."""
        for source, row in self._rows:
            cells = list(source.iterchildren("td", "th"))
            if len(cells) == len(row):
                continue
            for cell in cells:
                kept = self._cells.get(cell)
                if kept is None:
                    kept = new_element(cell.tag)
                    for name in _OWN_ATTRIBUTES["td"]:
                        if (value := cell.get(name)) is not None:
                            kept.set(name, value)
                row.append(kept)

    def write_out(self) -> None:
        """Put the texts since the last element where they belong: all at once, since each would copy those before."""
        if not self._texts:
            return
        text = "".join(self._texts)
        self._texts.clear()
        if self._last is not None:
            self._last.tail = (self._last.tail or "") + text
        else:
            self._inmost.text = (self._inmost.text or "") + text


def assemble(blocks: Sequence[Block], kept: Sequence[int], figures: dict[int, tuple[int, bool]]) -> html.HtmlElement:
    """A `div` with the blocks at these positions, in document order.

    Args:
        blocks: All blocks of the page.
        kept: The positions of those that belong to the body.
        figures: For blocks that belong to a figure, which one (any number that the figure's blocks share), and
            whether they are its caption.
    """
    builder = _Builder()
    positions = set(kept)
    for index in kept:
        block = blocks[index]
        figure, caption = figures.get(index, (None, False))
        ruled = block.ruled and index - 1 in positions
        if figure is not None and not caption and block.text and block.media:
            _add_pictures(builder, block, index, figure)
        else:
            builder.add(block, index, figure, caption, ruled)
    builder.write_out()
    builder.fill_rows()
    builder.name_targets()
    return builder.root


def _add_pictures(builder: _Builder, block: Block, index: int, figure: int) -> None:
    """Write a block of pictures with their captions: a text is that of the pictures before it."""
    parts: list[tuple[list[Token], list[Token]]] = [([], [])]
    captioned = False  # whether the last pictures have a text yet
    for token in block.tokens:
        if medium_of(token) is None:
            parts[-1][1].append(token)
            captioned = captioned or bool(parts[-1][0] and text_of([token]))
        else:
            if captioned:
                parts.append(([], []))
                captioned = False
            parts[-1][0].append(token)
    for ahead, (pictures, caption) in enumerate(parts, 1 - len(parts)):  # what follows may belong to the last of them
        number = ahead or figure
        builder.add(Block(block.place, pictures), index, number, caption=False, ruled=False)
        builder.add(Block(block.place, caption), index, number, caption=True, ruled=False)


def _lines(tokens: Sequence[Token]) -> Iterator[Token]:
    """The same, with the line breaks in texts as elements."""
    for value, path in tokens:
        if isinstance(value, str) and "\n" in value:
            for at, line in enumerate(value.split("\n")):
                if at:
                    yield _BREAK, path
                yield line, path
        else:
            yield value, path


def _language_around(listing: html.HtmlElement) -> str:
    """The language of a listing of code that elements around it name, as Jekyll's and Hexo's do; "" if none does."""
    if "language-" in (listing.get("class") or ""):
        return ""
    for outer in islice(listing.iterancestors("div", "figure"), _AROUND_LISTING):
        if named := _LISTING.search(outer.get("class") or ""):
            return named[1]
    return ""


def _with_single_spaces(text: str) -> str:
    """The text with every run of white space as one space, also at its ends."""
    text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ")
    if not text.isascii():
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _detached(element: html.HtmlElement) -> html.HtmlElement:
    copied = copy.copy(element)  # with all that is in it, as elements always are
    copied.tail = None
    return copied


_EMPTY_UNLESS_FILLED = frozenset(
    (
        "p h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre figure figcaption a b strong i em u s span sub sup small "
        "mark cite code del ins q table thead tbody tfoot tr time abbr picture"
    ).split()
)
_TRIMMED = LINES | {"li", "figcaption", "blockquote", "td", "th", "dd"}


def tidy(root: html.HtmlElement) -> None:
    """Take out what shows nothing: pictures without an address, empty elements, white space at the ends of blocks."""
    for link in list(root.iter("a")):
        if (heading := link.getparent()).tag in HEADED and is_permalink(link):
            link.drop_tree()
            heading.text = (heading.text or "").lstrip()
    for picture in list(root.iter("picture")):
        image = next(picture.iter("img"), None)
        if image is None:
            picture.drop_tree()
            continue
        image.tail = picture.tail
        picture.getparent().replace(picture, image)
    drop_repeated_pictures(root)
    for figure in list(root.iter("figure")):
        if next(figure.iter(*FIGURED), None) is None:
            figure.drop_tree()
    for line in list(root.iter("p", "a")):
        holder = line.getparent()
        beside = holder is not root if line.tag == "p" else holder.tag == "figure"
        if beside and is_filler("".join(line.itertext()).strip()):
            _drop_text(line)  # "Turn on JavaScript", says the noscript around a picture
    for element in reversed(list(root.iter())):  # what is inside an element before it
        tag = element.tag
        if len(element):
            if tag in _TRIMMED:
                _trim(element)
        elif tag in _EMPTY_UNLESS_FILLED and not (element.text or "").strip():
            if element.getparent() is not None:
                element.drop_tree()
        elif tag in _TRIMMED and (text := element.text) and text[-1].isspace():
            element.text = text.rstrip()


def _drop_text(line: html.HtmlElement) -> None:
    """Take out what a line says, but not the pictures in it."""
    for inner in line.iter():
        inner.text = None
        if inner is not line:
            inner.tail = None


def _trim(element: html.HtmlElement) -> None:
    """Take out the line breaks and the white space at the ends of an element that holds others."""
    while (last := last_child(element)) is not None and last.tag == "br" and not (last.tail or "").strip():
        element.remove(last)
    while (
        (first := next(element.iterchildren(), None)) is not None
        and first.tag == "br"
        and not (element.text or "").strip()
    ):
        element.text = (first.tail or "").lstrip()
        first.tail = None
        element.remove(first)
    if (last := last_child(element)) is not None:
        if last.tail:
            last.tail = last.tail.rstrip()
    elif element.text:
        element.text = element.text.rstrip()
