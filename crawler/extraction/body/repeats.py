"""What a page says or shows twice: copies of its text for other screens, pull quotes, pictures in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise

from lxml import etree, html

from crawler.extraction.body.blocks import FIGURED, Block, Place
from crawler.extraction.text import fold, text_inside
from crawler.pictures import is_one_picture

_REPEATED = 60  # characters; a text at least this long is published once
_PULL_QUOTE = re.compile(r"pull[_-]?quote")
_AROUND_QUOTE = 2  # elements around that which holds its text
_SHORTEST_QUOTE = 30  # letters and digits; less may be the name of who said it


def find_copies(blocks: Sequence[Block], scores: Sequence[float], chosen: Sequence[int]) -> set[int]:
    """The positions of longer texts that a page shows twice, as for small screens: those of one copy, the less likely.

    Args:
        blocks: All blocks of the page.
        scores: How likely each is to be the article's, 0 to 1.
        chosen: The positions of those that are taken for it, in order.
    """
    positions: dict[str, list[int]] = {}
    for index in chosen:
        if len(text := blocks[index].text) >= _REPEATED:
            positions.setdefault(text, []).append(index)
    alike = [found for found in positions.values() if len(found) > 1]
    later = sum(scores[found[-1]] - scores[found[0]] for found in alike) > 0
    copies: set[int] = set()
    for found in alike:
        kept = found[-1 if later else 0]
        beside = blocks[kept].place.parent  # where the author says it again
        copies.update(index for index in found if index != kept and blocks[index].place.parent is not beside)
    return copies


def find_pull_quotes(blocks: Sequence[Block], chosen: Sequence[int]) -> set[int]:
    """The positions of what stands in boxes that are named as pull quotes and say what the text says elsewhere.

    Args:
        blocks: All blocks of the page.
        chosen: The positions of those that are taken for the article's, in order.
    """
    pulled: dict[Place, list[int]] = {}
    boxes: dict[Place | None, Place | None] = {}  # by what a text stands in, which most have in common
    for index in chosen:
        place = blocks[index].place
        if place.names and _names_pull_quote(place.names):
            pulled.setdefault(place, []).append(index)
            continue
        around = place.parent
        if around not in boxes:
            outward = around.outward(_AROUND_QUOTE) if around else ()
            boxes[around] = next((outer for outer in outward if _names_pull_quote(outer.names)), None)
        if (box := boxes[around]) is not None:
            pulled.setdefault(box, []).append(index)
    found: set[int] = set()
    if pulled:
        within = {index for members in pulled.values() for index in members}
        said = "\n".join(fold(blocks[index].text) for index in chosen if index not in within)
        for members in pulled.values():
            longest = fold(max((blocks[index].text for index in members), key=len))
            if len(longest) >= _SHORTEST_QUOTE and longest in said:
                found.update(members)
    return found


@lru_cache(maxsize=5_000)
def _names_pull_quote(names: str) -> bool:
    return _PULL_QUOTE.search(names.lower()) is not None


def drop_repeated_pictures(root: html.HtmlElement) -> None:
    """Take out of a body the pictures that it shows twice in a row, or that a template repeats at either end of it."""
    _drop_following(root)
    _drop_shown_twice(root)


def _drop_following(root: html.HtmlElement) -> None:
    """Take out pictures that follow themselves without a text between, as where one is for other browsers.

    Three and more in one line stay: a page may rate with as many stars.
    """
    addresses = [image.get("src") for image in root.iter("img")]
    if all(address != following for address, following in pairwise(addresses)):
        return
    before: html.HtmlElement | None = None
    spoken = False  # since then
    repeated = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and element.tag == "img":
            if before is not None and not spoken and element.get("src") == before.get("src"):
                line = element.getparent()
                if line is not before.getparent() or len(list(islice(line.iter("img"), 3))) == 2:
                    captioned = _in_figure(element) and not _in_figure(before)
                    repeated.append(before if captioned else element)
            before, spoken = element, False
        elif not spoken:
            text = element.text if event == "start" else element.tail
            spoken = text is not None and not text.isspace()
    for image in repeated:
        image.drop_tree()


def _drop_shown_twice(root: html.HtmlElement) -> None:
    """Take out the picture above or below all text that the one next to it shows again: a template's own."""
    images = list(root.iter("img"))
    if len(images) < 2:
        return
    for end, other, outward in ((images[0], images[1], True), (images[-1], images[-2], False)):
        alike = is_one_picture(end.get("src") or "", other.get("src") or "")
        if not alike or end.getparent() is other.getparent():
            continue
        holder = next((outer for outer in end.iterancestors() if outer.getparent() is root), end)
        if not any(text_inside(block).strip() for block in (holder, *holder.itersiblings(preceding=outward))):
            alone = len(list(islice(holder.iter(*FIGURED), 2))) == 1
            (holder if alone else end).drop_tree()
            return


def _in_figure(picture: html.HtmlElement) -> bool:
    return next(picture.iterancestors("figure"), None) is not None
