"""Text as front matter, file names and bodies can hold it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# What no text needs and what some parser refuses: control characters, lone surrogates, non-characters, byte order
# marks inside a text. XML 1.0, section 2.2, and YAML 1.2, section 5.1, leave out the same, give or take DEL and C1.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_BREAKS = re.compile("[\t\n\r\x85\u2028\u2029]+")

STRAY_PERCENT = re.compile(r"%(?![\da-fA-F]{2})")  # in an address, of no escape

_CHUNK = 8192  # characters

# Elements whose beginning and end part words in the text of a page.
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q ruby rb rt rp s samp small span strong sub sup "
    "time tt u var wbr".split()
)


def printable(text: str) -> str:
    """The text without characters that cannot be published; line breaks are LF."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))


def line(text: str) -> str:
    """The text as one line, without characters that cannot be published."""
    return _UNWANTED.sub("", _BREAKS.sub(" ", text)).strip()


def is_utf_8(text: str) -> bool:
    """Whether the text can be written as UTF-8; names of files and what is typed may be of other bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def plain(html: str, enough: int | None = None) -> str:
    """The text of a piece of HTML as one line, white space joined as a browser does.

    `enough` is a number of characters that will do: a long body is not read further, though more may come.
    """
    reader = _TextReader()
    for start in range(0, len(html), _CHUNK):
        reader.feed(html[start : start + _CHUNK])
        if enough is not None and len(reader.text()) > enough:
            return reader.text()
    reader.close()
    return reader.text()


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def text(self) -> str:
        return line(" ".join("".join(self.parts).split()))

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append(" ")
