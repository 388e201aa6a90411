"""Plain text made fit for publication: which characters may be in it, and how a value of one line is folded."""

from __future__ import annotations

import re

# What XML 1.0 has no place for (section 2.2, Char): feeds and sitemaps that a generator writes of a post would break.
# Lone surrogates are among them; they cannot be written as UTF-8 either.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
# Embeddings, overrides and isolates (UAX #9) reach beyond the value that holds them and can make a title read as
# another; the marks LRM, RLM and ALM, and the joiners that emoji and Persian need, do not.
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_WHITE = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


def printable(value: str) -> str:
    """The text with line ends as `\\n`, without control characters, lone surrogates and noncharacters."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", value))


def clean_text(value: str) -> str:
    """A plain-text value (title, author, tag …) made fit for front matter: one line, nothing invisible at work in it.

    Control characters, lone surrogates and bidirectional overrides go; white space and line breaks become one
    blank, except the no-break and the ideographic space. Markup is text here and stays; the length stays as well.
    """
    folded = printable(_BIDI_CONTROLS.sub("", _WHITE.sub(" ", value)))
    return _WHITE.sub(" ", folded).strip()  # what went may have stood between two blanks
