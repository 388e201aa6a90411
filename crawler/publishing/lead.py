"""A body without the lead picture, for sites whose theme shows that above the text."""

from __future__ import annotations

import re

from crawler.media.shown import candidates
from crawler.pictures import picture_name
from crawler.publishing.bodies import ATTRIBUTES, IMAGE, image_attributes

_TAG = re.compile(rf"<{ATTRIBUTES}>")
_OPENING = re.compile(rf"<([a-z][a-z0-9]*)\b{ATTRIBUTES}>\s*\Z", re.IGNORECASE)
_CAPTION = re.compile(rf"\s*<figcaption\b{ATTRIBUTES}>(.*?)</figcaption>\s*</figure>", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(r"</(?:p|h[1-6]|li|blockquote|pre|td)>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b", re.IGNORECASE)


def without_lead(html: str, address: str) -> str:
    """The body without the picture of that address, where it begins with it, be it after a first paragraph.

    What was around the picture alone goes with it; its caption becomes a paragraph. All else stays as it is, to the
    character.

    Args:
        html: A safe and well formed body.
        address: The picture's; one of the same file in another size is the same picture.
    """
    image = IMAGE.search(html)
    if image is None or not _shows(image[0], address):
        return html
    before = html[: image.start()]
    if len(_BLOCK.findall(before)) > 1 or (not _BLOCK.search(before) and _TAG.sub("", before).strip()):
        return html
    start, end, caption = image.start(), image.end(), ""
    while opening := _OPENING.search(html[:start]):
        name = opening[1].lower()
        if name != "source":
            if closing := re.compile(rf"\s*</{name}>", re.IGNORECASE).match(html, end):
                end = closing.end()
            elif name == "figure" and (captioned := _CAPTION.match(html, end)):
                end, caption = captioned.end(), captioned[1].strip()
            else:
                break
        start = opening.start()
    if caption and not _PARAGRAPH.search(caption):
        caption = f"<p>{caption}</p>"
    return f"{html[:start]}{caption}{html[end:]}".lstrip()


def _shows(tag: str, address: str) -> bool:
    name, stated = picture_name(address), image_attributes(tag)
    shown = [stated.get("src") or "", *(each.address for each in candidates(stated.get("srcset") or ""))]
    return any(each == address or (name and picture_name(each) == name) for each in shown)
