"""A body as plain text: what a reader would read aloud, a line a block."""

from __future__ import annotations

import re

from lxml import etree, html

INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb ruby "
        "s samp small span strike strong sub sup time tt u var wbr img svg picture source"
    ).split()
)
# The signs of links that lead to the heading they stand in; the last is one of an icon font.
PERMALINKS = frozenset("#¶§🔗\uf0c1")
_SILENT = frozenset(
    (
        "script style template noscript head title iframe object embed svg math video audio canvas button select "
        "textarea figcaption rp rt"
    ).split()
)
_CELLS = frozenset({"td", "th"})
_WITHIN_LINE = INLINE | _CELLS | _SILENT
_UNSEEN = re.compile(r"[\u200b\ufeff]")
_SOFT_HYPHEN = "\xad"
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60]")
# The upper bytes of UTF-16 that none of these has.
_NARROW = bytes({*range(256)} - {0x11, *range(0x2E, 0xA5), *range(0xAC, 0xD8), 0xF9, 0xFA, 0xFF})
_WORD = re.compile(r"\w+")
_NO_WORD = bytes(byte for byte in range(256) if not _WORD.match(chr(byte)))  # of Latin-1
_COMMON_MARKS = "‘’“”„–—…"  # without these, most texts of western languages are Latin-1, which is sooner searched


def collapse(text: str) -> str:
    """The text with every run of white space as one space, none at its ends, and without soft hyphens."""
    if text.isprintable() and "  " not in text:  # as most are, which is told sooner than they are taken apart
        return text.strip(" ")
    if not text.isascii():
        if _SOFT_HYPHEN in text:
            text = text.replace(_SOFT_HYPHEN, "")
        if "\u200b" in text or "\ufeff" in text:
            text = _UNSEEN.sub(" ", text)
    return " ".join(text.split())


def fold(text: str) -> str:
    """The text without case, white space and punctuation, to compare texts that were formatted differently."""
    text = text.lower()
    if not text.isascii():
        for mark in _COMMON_MARKS:
            if mark in text:
                text = text.replace(mark, "")
    try:
        return text.encode("latin-1").translate(None, _NO_WORD).decode("latin-1")
    except UnicodeEncodeError:
        return "".join(_WORD.findall(text))


def lower_case(text: str) -> str:
    """The text in lower case, of a Turkish "İ" an "i" alone, as words in lower case are written."""
    return text.lower() if text.isascii() else text.replace("İ", "i").lower()


def width(text: str) -> int:
    """How many columns a text takes: East Asian characters say as much as two others."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def is_narrow(text: str) -> bool:
    """Whether a text surely is as wide as it is long. A page is asked once, sooner than all its texts."""
    return text.isascii() or not text.encode("utf-16-le", "surrogatepass")[1::2].translate(None, _NARROW)


def text_inside(element: html.HtmlElement) -> str:
    """All text inside an element, as it stands in the page; comments are none. `itertext` takes five times as long."""
    inside = len(element)
    if inside == 0:
        return element.text or ""
    if inside == 1:  # mostly a link or a mark; asked for its parts, it tells in a third of the time
        child = element[0]
        if len(child) == 0 and isinstance(child.tag, str):
            return f"{element.text or ''}{child.text or ''}{child.tail or ''}"
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def plain_text(body: html.HtmlElement | str) -> str:
    """The text of a body, a newline between blocks.

    Captions of figures and what stands in for media are left out: they belong to pictures, not to the text.

    Args:
        body: An element, or the HTML of one or more elements.
    """
    if isinstance(body, str):
        if not body.strip():
            return ""
        body = html.fragment_fromstring(body, create_parent="div")
    lines: list[str] = []
    line: list[str] = []
    preformatted = 0

    def end_line() -> None:
        if line and (text := collapse("".join(line))):
            lines.append(text)
        line.clear()

    walker = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _SILENT:
                walker.skip_subtree()
                continue
            if tag in _CELLS:
                line.append(" ")
            elif tag not in INLINE:
                end_line()
                preformatted += tag == "pre"
            text = element.text
        else:
            if event == "end" and tag not in _WITHIN_LINE:
                end_line()
                preformatted -= tag == "pre"
            text = None if element is body else element.tail
        if not text:
            continue
        if not preformatted:
            line.append(text)
            continue
        for at, part in enumerate(text.split("\n")):
            if at:
                end_line()
            line.append(part)
    end_line()
    return "\n".join(lines)
