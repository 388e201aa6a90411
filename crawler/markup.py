"""HTML before libxml2 reads it and as it writes it, without what takes its time in the square of the length."""

from __future__ import annotations

import re
from html import escape
from typing import cast

from lxml import etree

_TAG = re.compile(rb"<[A-Za-z]")
# https://html.spec.whatwg.org/#before-attribute-name-state, each piece taken as a whole.
_MANY_ATTRIBUTES = re.compile(
    rb"""<[A-Za-z][^\s/>]*+(?:[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+){1000}+"""
)
_STRETCH = 8192  # bytes: in fewer are no attributes that take long
_COMMENTED = etree.XPath("descendant-or-self::*[@*[contains(., '<!--')]]")
_MOST_COMMENTS = 100  # in one attribute: the end of each is looked for through all the rest of it


def few_attributes(data: bytes) -> bytes:
    """A page, of which no tag has many thousand attributes: what follows a tag's thousandth is left out.

    Only tags without a ">" in their values are looked at.

    Args:
        data: In a charset that has ASCII's bytes for its characters.
    """
    parts, kept, at = [], 0, 0
    while at + _STRETCH < len(data):
        if (last := data.rfind(b">", at, at + _STRETCH)) >= 0:
            at = last + 1
            continue
        end = data.find(b">", at + _STRETCH)
        end = len(data) if end < 0 else end
        tag = _TAG.search(data, at, end)
        many = _MANY_ATTRIBUTES.match(data, tag.start(), end) if tag else None
        if many and not _is_in_script(data, many.start()):
            parts.append(data[kept : many.end()])
            kept = end
        at = end + 1
    return b"".join([*parts, data[kept:]]) if parts else data


def _is_in_script(data: bytes, at: int) -> bool:
    return data.rfind(b"<script", 0, at) > data.rfind(b"</script", 0, at)


def inner_html(element: etree._Element) -> str:
    """The HTML inside an element, without the element itself.

    Attributes that are made of beginnings of comments are taken off it.
    """
    for holder in cast("list[etree._Element]", _COMMENTED(element)):
        for name, value in holder.items():
            if str(value).count("<!--") > _MOST_COMMENTS:
                del holder.attrib[name]
    if element.tag == "div":  # as bodies are: written at once, in half the time
        written = str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
        if written.startswith("<div>"):  # without attributes and namespaces
            return written[len("<div>") : -len("</div>")]
    parts = [escape(element.text or "", quote=False)]
    parts += [str(etree.tostring(child, encoding="unicode", method="html")) for child in element]
    return "".join(parts)
