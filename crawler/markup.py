"""Elements written as HTML."""

from __future__ import annotations

from html import escape
from typing import cast

from lxml import etree

_COMMENTED = etree.XPath("descendant-or-self::*[@*[contains(., '<!--')]]")
_MOST_COMMENTS = 100  # in one attribute: libxml2 looks for the end of each through all the rest of it


def inner_html(element: etree._Element) -> str:
    """The HTML inside an element, without the element itself.

    Attributes that are made of beginnings of comments are taken off it: the time for them would grow with the square
    of their length.
    """
    for holder in cast("list[etree._Element]", _COMMENTED(element)):
        for name, value in holder.items():
            if str(value).count("<!--") > _MOST_COMMENTS:
                del holder.attrib[name]
    parts = [escape(element.text or "", quote=False)]
    parts += [str(etree.tostring(child, encoding="unicode", method="html")) for child in element]
    return "".join(parts)
