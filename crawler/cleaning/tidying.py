"""What a cleaned body does not need: elements that show nothing, line breaks at the edges of blocks."""

from __future__ import annotations

from lxml import etree

from crawler.cleaning.elements import BLANK, BLOCK, GONE, UNWRAPPED, drop_marked

# What may be without content: it shows something by itself, or the elements around it need it.
_MAY_BE_EMPTY = frozenset(
    {"audio", "body", "br", "col", "hr", "iframe", "img", "source", "td", "th", "tr", "track", "video", "wbr"}
)


def tidy(body: etree._Element) -> None:
    """Change the tree in place; what is inside `pre` stays as it is."""
    _drop_bare(body)
    _drop_line_breaks(body)


def _drop_bare(body: etree._Element) -> None:
    in_code = {element for block in body.iter("pre") for element in block.iter()}
    bare: set[etree._Element] = set()
    for element in reversed(list(body.iter())):  # the innermost first
        if not _shows_something(element, bare):
            bare.add(element)
            if element not in in_code or element.tag in {"img", "audio", "video"}:
                element.tag = GONE if element.tag in BLOCK else UNWRAPPED
        if element.tag in {"a", "span"} and not element.attrib:
            element.tag = UNWRAPPED
    drop_marked(body)


def _shows_something(element: etree._Element, bare: set[etree._Element]) -> bool:
    if element.tag == "img":
        return "src" in element.attrib or "srcset" in element.attrib
    if element.tag in {"audio", "video"}:
        return "src" in element.attrib or len(element) > 0
    if element.tag in _MAY_BE_EMPTY or "id" in element.attrib or (element.text or "").strip(BLANK):
        return True
    return any((child.tag != "br" and child not in bare) or (child.tail or "").strip(BLANK) for child in element)


def _drop_line_breaks(body: etree._Element) -> None:
    holders = {line_break.getparent(): None for line_break in body.iter("br")}
    for holder in holders:
        if holder is not None and (holder.tag in BLOCK or holder is body):
            _drop_stray(holder)
    drop_marked(body)


def _drop_stray(block: etree._Element) -> None:
    """Mark the line breaks at the block's edges, beside a block in it, and from the third in a row."""
    at_edge = not (block.text or "").strip()
    row: list[etree._Element] = []
    for child in block:
        if child.tag == "br":
            if at_edge or len(row) == 2:
                child.tag = GONE
            else:
                row.append(child)
        else:
            at_edge = child.tag in BLOCK
            if at_edge:
                _mark(row)
            row = []
        if (child.tail or "").strip():
            at_edge = False
            row = []
    _mark(row)


def _mark(line_breaks: list[etree._Element]) -> None:
    for line_break in line_breaks:
        line_break.tag = GONE
