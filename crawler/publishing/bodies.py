"""Bodies in a form that no Markdown pass, template engine or smart-quote filter of a generator alters.

The rules were found by real builds of Hexo, Hugo, Jekyll, Eleventy, Astro and Pelican; docs/dialects.md has the table.
What a browser makes of a body, its tree and its text, stays the same to the character; only its spelling changes.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from crawler.publishing.text import printable

_SPACE = " \t\n\f"  # white space as HTML has it
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_PREFORMATTED = frozenset(("pre", "textarea"))
_DROPPED = frozenset(("script", "style", "noscript"))

# A Markdown HTML block ends at a blank line (CommonMark 0.31, section 4.6), and every engine has its own idea of what
# white space makes a line blank.
_BEFORE_BLANK = re.compile(r"\n(?=[^\S\n]*\n)")
ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
IMAGE = re.compile(rf"<img\s{ATTRIBUTES}>", re.IGNORECASE)
_LEADING_BLANK = re.compile(r"(<pre(?: [^>]*)?>)(?:\n|&#10;)(?=\n|&#10;)")
_BLANK_RUN = re.compile(r"(?<=\n)\s*\n[^\S\n]*")

# Of the tags that open or go on with an HTML block after a blank line, the usual ones (CommonMark, the same section);
# four blanks before one would make it code.
_HTML_BLOCKS = frozenset(
    "article aside blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p section table tbody "
    "td th thead tr ul".split()
)
_UNINDENTED = re.compile(r"(?:^|\n) {0,3}$")

# Template syntax, fences (Hexo looks for them before it renders, even inside HTML), and the marks that Hexo and Hugo
# put into articles while they render them: one that is there already stops the whole build.
_SYNTAX = {"{": "&#123;", "}": "&#125;", "`": "&#96;", "\ufffc": "&#65532;", "HAHAHUGO": "HAHA&#72;UGO"}
_TAB = {"\t": "&#9;"}  # Pelican makes blanks of it
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_FENCE = re.compile(r"~(?=~~)")

_TEXT = _MARKUP | _SYNTAX | _TAB
_TEXT_PATTERN = re.compile("|".join(map(re.escape, _TEXT)))
# Pelican replaces {filename} and |filename| in addresses.
_ATTRIBUTE = _TEXT | {'"': "&quot;", "|": "&#124;", "\n": "&#10;"}
_ATTRIBUTE_PATTERN = re.compile("|".join(map(re.escape, _ATTRIBUTE)))


def raw(html: str, *, blank_lines: bool = False) -> str:
    """The body spelled so that it can stand as a block of raw HTML in a Markdown file.

    It has no blank line, no braces, no fences and no tabs in its text; comments, scripts and style sheets, which
    a safe body does not have, are left out. With `blank_lines`, those between blocks stay where Markdown reads a new
    HTML block after them.
    """
    writer = _Writer(blank_lines)
    writer.feed(printable(html).strip(_SPACE))
    writer.close()
    return writer.result()


def block(html: str) -> str:
    """The body as one HTML block of a Markdown file: what the dialects but `seed` write."""
    return f"<div>\n{raw(html)}\n</div>\n"


def twice_parsed_block(html: str) -> str:
    """The same for a generator that reads the HTML and writes it anew without minding `<pre>`.

    A parser passes over a line break behind `<pre>`; Astro 6 does, and then the browser does again. Behind a comment
    neither does.
    """
    return _LEADING_BLANK.sub(r"\1<!-- -->", block(html))


def house(html: str) -> str:
    """The body between the lines that the `seed` dialect has around it."""
    return f"<div>   \n{raw(html, blank_lines=True)}  \n</div>\n{' ' * 12}"


def first_image(html: str) -> str | None:
    """The address of the first picture in the body that is more than an inlined one."""
    for tag in IMAGE.finditer(html):
        source = image_attributes(tag[0]).get("src")
        if source and not source.startswith("data:"):
            return source
    return None


def image_attributes(tag: str) -> dict[str, str | None]:
    """What an `img` tag states."""
    reader = _ImageReader()
    reader.feed(tag)
    return reader.stated


class _Writer(HTMLParser):
    """Writes the tokens of a body again, each in its guarded spelling."""

    def __init__(self, blank_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._blank_lines = blank_lines
        self._out: list[str] = []
        self._text: list[str] = []  # of the text node being read, which a comment may interrupt
        self._preformatted = 0
        self._dropped = 0

    def result(self) -> str:
        self._flush()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped += 1
        if self._dropped:
            return
        self._flush(before=tag)
        shown = "".join(
            f' {name}="{_guarded_attribute(value or "")}"'
            for name, value in attrs
            if name != "markdown"  # `markdown="1"` asks kramdown and Python-Markdown to read the inside
        )
        self._out.append(f"<{tag}{shown}>")
        self._preformatted += tag in _PREFORMATTED

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
            return
        if self._dropped or tag in _VOID:
            return
        self._flush(before=tag)
        self._out.append(f"</{tag}>")
        self._preformatted = max(0, self._preformatted - (tag in _PREFORMATTED))

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._text.append(data)

    def _flush(self, before: str = "") -> None:
        text, self._text = "".join(self._text), []
        if text and not self._preformatted and not text.strip(_SPACE):
            kept = self._blank_lines and before in _HTML_BLOCKS and _UNINDENTED.search(text)
            self._out.append(text if kept else _BLANK_RUN.sub("", text))
        elif text:
            self._out.append(_guarded_text(text))


class _ImageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stated: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stated = dict(attrs) if tag == "img" else {}


def _guarded_text(text: str) -> str:
    shown = _TEXT_PATTERN.sub(lambda found: _TEXT[found[0]], text)
    return _BEFORE_BLANK.sub("&#10;", _FENCE.sub("&#126;", shown))


def _guarded_attribute(value: str) -> str:
    return _ATTRIBUTE_PATTERN.sub(lambda found: _ATTRIBUTE[found[0]], value)
