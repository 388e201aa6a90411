"""Puts a document's long texts aside before it is parsed, for libxml2 copies each of them several times.

A short mark stands in the tree in the place of each: for a CDATA section, for text between two tags, and for the inside
of the `div` that Atom wraps XHTML in, which is HTML as it stands.
"""

from __future__ import annotations

import html
import re
from itertools import pairwise
from xml.parsers import expat

_LEAST = 256  # characters; shorter texts are not worth it
_LEAST_RUN = 1024  # likewise, where references have to be read
_EDGE = "\x7f"  # a control character that XML allows and nobody writes
_LONGEST_TAG = 1000  # characters from its beginning to its type
_TEXT, _MARKUP = "T", "M"
_MARK = re.compile(f"{_EDGE}([{_TEXT}{_MARKUP}])(\\d+){_EDGE}")
_ALONE = re.compile(f"{_EDGE}[{_TEXT}{_MARKUP}](\\d+){_EDGE}")
_EDGE_REFERENCE = re.compile("&#(?:0*127|[xX]0*7[fF]);")
CDATA, CDATA_END = "<![CDATA[", "]]>"
_XHTML_TYPE = re.compile(r"""type=["']xhtml["']""")
_XHTML = re.compile(r"<((?:[\w.-]+:)?(?:content|summary))\s[^<>]*>\s*<div(?:\s[^<>]*)?(?<!/)>")
_XHTML_END = re.compile(r"</div\s*>\s*\Z")
# The elements that have no end tag: HTML Living Standard, 13.1.2.
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class Lifted:
    """What was put aside."""

    def __init__(self, *, is_open: bool = False) -> None:
        self.is_open = is_open  # whether a CDATA section of the document seems to have no end
        self._texts: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._texts)

    def put(self, text: str, *, is_markup: bool = False) -> str:
        """Put a text aside; the mark for it."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")  # XML 1.0, 2.11
        self._texts.append(text)
        return f"{_EDGE}{_MARKUP if is_markup else _TEXT}{len(self._texts) - 1}{_EDGE}"

    def restore(self, text: str, *, escape: bool = False) -> str:
        """A text of the tree with the marks in it replaced; `escape` what is text where it goes into markup."""
        if _EDGE not in text:
            return text
        if not escape and (alone := _ALONE.fullmatch(text)):
            return self._put_aside(int(alone[1]))
        return _MARK.sub(lambda mark: self._lifted(mark, escape=escape), text)

    def _lifted(self, mark: re.Match[str], *, escape: bool) -> str:
        text = self._put_aside(int(mark[2]))
        return html.escape(text, quote=False) if escape and mark[1] == _TEXT else text

    def _put_aside(self, number: int) -> str:
        return self._texts[number] if number < len(self._texts) else ""


def seems_open(text: str) -> bool:
    """Whether a CDATA section of a document may have no end."""
    return text.count(CDATA) > text.count(CDATA_END)


def lift(text: str) -> tuple[str, Lifted]:
    """Put the long texts of a document aside that holds no character but those of XML.

    They are found without parsing. Where that cannot be done safely, as with CDATA after what looks like a comment's
    beginning, they are left where they are.
    """
    if len(text) < _LEAST or _EDGE in text:
        return text, Lifted(is_open=seems_open(text))
    lifted = Lifted()
    skeleton = _without_runs(_without_xhtml(_without_sections(text, lifted), lifted), lifted)
    # A reference to the mark's edge could make a mark, and a thousand of them a long text a thousand times.
    return (text, Lifted()) if _EDGE_REFERENCE.search(skeleton) else (skeleton, lifted)


def _without_sections(text: str, lifted: Lifted) -> str:
    """The text with marks for its CDATA sections."""
    outside, *sections = text.split(CDATA)
    pieces = [outside]
    for piece in sections:
        if outside.rfind("<!--") > outside.rfind("-->") or outside.rfind("<?") > outside.rfind("?>"):
            return text
        section, end, outside = piece.rpartition(CDATA_END)  # ten times as fast as from the left
        if "]" in section and CDATA_END in section:
            section, end, outside = piece.partition(CDATA_END)
        if len(section) >= _LEAST:
            pieces += (lifted.put(section), outside)
        else:
            pieces += (CDATA, piece)
            lifted.is_open = lifted.is_open or not end
            outside = outside if end else "<!--"
    return "".join(pieces)


def _without_xhtml(text: str, lifted: Lifted) -> str:
    """The text with marks for what Atom's `div` elements hold (RFC 4287, 3.1.1.3)."""
    pieces: list[str] = []
    done = 0
    places = [said.start() for said in _XHTML_TYPE.finditer(text)]
    for place, following in pairwise([*places, len(text)]):
        opened = _XHTML.match(text, max(text.rfind("<", max(done, place - _LONGEST_TAG), place), 0))
        if opened is None:
            continue
        start = opened.end()
        closing = text.find(f"</{opened[1]}", start, following)
        end = _XHTML_END.search(text, max(start, closing - 100), closing) if closing > 0 else None
        if end is None or end.start() - start < _LEAST:
            continue
        inside = text[start : end.start()]
        if "<!" in inside or "<?" in inside or _EDGE in inside:
            continue
        pieces += (text[done:start], lifted.put(_as_html(inside), is_markup=True))
        done = end.start()
    return "".join([*pieces, text[done:]])


def _as_html(xhtml: str) -> str:
    """XHTML as HTML: `<p/>`, which would only open a paragraph, as `<p></p>`."""
    if "/>" not in xhtml:
        return xhtml
    *pieces, rest = xhtml.split("/>")
    parts: list[str] = []
    for piece in pieces:
        start = piece.rfind("<")
        tag = piece[start + 1 :]
        name = tag.split(None, 1)[0] if tag.strip() else ""
        in_quotes = tag.count('"') % 2 or tag.count("'") % 2
        is_empty = start >= 0 and name and not in_quotes and name.lower() not in _VOID
        parts += (piece.rstrip(), f"></{name}>") if is_empty else (piece, "/>")
    return "".join([*parts, rest])


def _without_runs(text: str, lifted: Lifted) -> str:
    """The text with marks for its long runs of character data."""
    pieces = text.split("<")
    if max(map(len, pieces)) < _LEAST_RUN:
        return text
    for index in [index for index, piece in enumerate(pieces) if len(piece) >= _LEAST_RUN]:
        if not pieces[index].startswith(("!", "?", "/")):
            tag, end, run = pieces[index].partition(">")
            if (
                end
                and len(run) >= _LEAST_RUN
                and _EDGE not in run
                and not run.isspace()
                and (plain := _unescaped(run)) is not None
            ):
                pieces[index] = f"{tag}>{lifted.put(plain)}"
    return "<".join(pieces)


def _unescaped(run: str) -> str | None:
    """The text for which character data stand; None where they are not well-formed by themselves."""
    if "&" not in run and "]" not in run and "\r" not in run:
        return run
    texts: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = len(run) + 1
    parser.CharacterDataHandler = texts.append
    try:
        parser.Parse(f"<x>{run}</x>", True)
    except expat.ExpatError:
        return None
    return "".join(texts)
