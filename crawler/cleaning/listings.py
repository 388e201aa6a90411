"""Listings of code in the one form that every site shows: a `pre` that names its language, without line numbers."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from crawler.cleaning.elements import BLANK, UNWRAPPED, drop_marked

_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|brush:\s*)([\w+#.-]+)", re.IGNORECASE)
_AROUND_LISTING = re.compile(r"(?:^|\s)(?:language-|highlight\s+)([\w+#.-]+)")  # as Rouge and Hexo name it
_NAMED_ROWS = 2  # of a table of code with its name above it
_AROUND = 4  # levels above a listing that may name its language


def shape_listings(body: etree._Element) -> None:
    """Change the tree in place.

    Highlighters set code into a table, the numbers of its lines in a column of their own (Pygments, Rouge, Chroma,
    Hexo): readers would copy them with the code, and no Markdown has a form for it. Line breaks in code become those of
    its text.
    """
    for table in list(body.iter("table")):
        if (code := _numbered_code(table)) is not None:
            if (name := _name(table)) is not None:
                _outermost(table).addprevious(name)
            _put_in_place_of(_outermost(table), code)
    for line_break in body.iter("br"):
        if any(True for _ in line_break.iterancestors("pre")):
            line_break.tail = f"\n{line_break.tail or ''}"
            line_break.tag = UNWRAPPED
    drop_marked(body)
    for element in body.iter("pre", "code"):
        if language := _language(element):
            element.set("class", f"language-{language.lower()}")


def _numbered_code(table: etree._Element) -> etree._Element | None:
    """The code in a table whose one row, but for a name above, holds the numbers of lines and the lines; else None."""
    rows = list(table.iter("tr"))
    if len(rows) == _NAMED_ROWS and len(rows[0]) == 1:
        rows = rows[1:]
    if len(rows) != 1 or len(rows[0]) != 2:
        return None
    numbers, lines = rows[0]
    listed = list(lines.iter("pre"))
    if len(listed) != 1 or next(numbers.iter("pre"), None) is None:
        return None
    counted = " ".join(str(text) for text in numbers.itertext()).split()
    return listed[0] if counted and all(number.isdecimal() for number in counted) else None


def _name(table: etree._Element) -> etree._Element | None:
    """What stands in a row of its own above numbered code, mostly the name of a file, as a paragraph."""
    rows = list(table.iter("tr"))
    if len(rows) < _NAMED_ROWS or not (text := " ".join("".join(map(str, rows[0].itertext())).split())):
        return None
    name = table.makeelement("p", {})
    name.text = text
    return name


def _outermost(table: etree._Element) -> etree._Element:
    """The listing that a table is all of: Rouge sets its table into `pre` and `code`."""
    found = table
    while (outer := found.getparent()) is not None and outer.tag in {"pre", "code"} and len(outer) == 1:
        found = outer
    return found


def _put_in_place_of(old: etree._Element, code: etree._Element) -> None:
    language = _language(code) or _language(old)
    code.tail = old.tail
    if language:
        code.set("class", f"language-{language}")
    if (parent := old.getparent()) is not None:
        parent.replace(old, code)


def _language(listing: etree._Element) -> str:
    """The language that a listing, or an element that holds nothing but a `pre`, names; "" where none does."""
    if named := listing.get("data-language") or listing.get("data-lang"):
        return named
    if match := _LANGUAGE.search(listing.get("class", "")):
        return match[1]
    inner = listing
    for outer in islice(listing.iterancestors(), _AROUND if listing.tag == "pre" else 0):
        if len(outer) > 2 or (outer.text or "").strip(BLANK) or (inner.tail or "").strip(BLANK):
            break  # two: some name the file above the code
        if match := _AROUND_LISTING.search(outer.get("class", "")):
            return match[1]
        inner = outer
    return ""
