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


def collapse(text: str) -> str:
    """The text with every run of white space as one space, none at its ends, and without soft hyphens."""
    if not text.isascii():
        if _SOFT_HYPHEN in text:
            text = text.replace(_SOFT_HYPHEN, "")
        if "\u200b" in text or "\ufeff" in text:
            text = _UNSEEN.sub(" ", text)
    return " ".join(text.split())


def text_inside(element: html.HtmlElement) -> str:
    """All text inside an element, as it stands in the page; comments are none. `itertext` takes five times as long."""
    if len(element) == 0:
        return element.text or ""
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
