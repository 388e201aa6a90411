"""Links that are set as cards: boxes with the title, a picture and some words of what they lead to.

Where an author has put one into the text, its link is published in a paragraph of its own. The cards that lead to other
articles of the same site are what sites put between paragraphs themselves, and stay out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml import html

from crawler.extraction.body.blocks import HEADINGS, Block, Place
from crawler.extraction.body.words import Hint
from crawler.extraction.text import text_inside
from crawler.hosts import host_and_path, is_one_site

_CARD = re.compile(  # how tools and themes name them, in lower case
    r"bookmark-(?:card|container|info)|file-card|(?:link|blog|embed|web|url|ogp?|site|rich)[_-]?card|link-?preview|embed"
    r"|onebox|oembed|external-article"
)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|epub|csv|zip)$", re.IGNORECASE)
_SCHEME = re.compile(r"^\W*(?:https?://)?(?:www\.)?")
_OUTSIDE = int(Hint.ADVERTISEMENT | Hint.SUBSCRIBE | Hint.COMMENTS)
_LINKED = 0.9  # the share of a block's text that is a card's link
_BETWEEN = 2  # blocks of other text at most between a card and the text that it stands below
_AFTER = 3  # blocks behind the last text that may be a card
_HIGHEST = 8  # levels from a card up to what it shares with the text before it
_HIGHEST_TEXT = 40  # likewise, from the text
_MOST_NAMES = 40  # elements in a card whose names are looked at
_LONGEST_TITLE = 200  # characters


def choose_cards(blocks: list[Block], chosen: set[int], address: str | None) -> set[int]:
    """The positions of the links that stand as cards between chosen blocks; each block there becomes the link alone.

    Args:
        blocks: All blocks of the page; those of cards are replaced.
        chosen: The positions of the body's text.
        address: That of the page.
    """
    found: set[int] = set()
    if not chosen:
        return found
    before = index = min(chosen)
    between = 0  # blocks with text since then
    last = max(chosen)
    end = min(len(blocks), last + 1 + _AFTER)
    while index < end:
        if index in chosen:
            before = index
            between = 0
            index += 1
            continue
        link = _link_around(blocks[index]) if between <= _BETWEEN else None
        if link is None:
            between += bool(blocks[index].text)
            index += 1
            continue
        start = index
        while index < len(blocks) and index not in chosen and _link_around(blocks[index]) is link:
            index += 1
        card = blocks[start:index]
        if _shares_place(blocks[before].place, card[0].place) and _is_card(card, link, address, start < last):
            title = _title(card, link)
            for position in range(start, index):
                blocks[position] = Block(blocks[position].place)
            blocks[start] = Block(card[0].place, [(title, (link,))], title, len(title))
            found.add(start)
            before = start
            between = 0
        else:
            between += sum(bool(block.text) for block in card)
    return found


def _link_around(block: Block) -> html.HtmlElement | None:
    """The link that a block is all of, or the first of them."""
    if not block.tokens or block.link_text < _LINKED * len(block.text):
        return None
    for value, path in block.tokens:
        if not block.text or (isinstance(value, str) and not value.isspace()):
            return next((element for element in path if element.tag == "a"), None)
    return None


def _shares_place(text: Place, card: Place) -> bool:
    """Whether a card stands in one of the elements that hold the text before it, and in nothing else."""
    around = set(text.outward(_HIGHEST_TEXT))
    for place in card.outward(_HIGHEST):
        if place.hidden:
            return False
        if place in around:
            return True
        if place.hints & _OUTSIDE:
            return False
    return False


def _is_card(card: Sequence[Block], link: html.HtmlElement, address: str | None, inside: bool) -> bool:
    """Whether a link leads to a document or, set as a card or as its own address, to another site.

    Args:
        card: The blocks that the link is around.
        link: The link.
        address: That of the page.
        inside: Whether the text goes on below it.
    """
    if not any(block.text for block in card):
        return False
    host, path = host_and_path(link.get("href") or "")
    if _DOCUMENT.search(path) or link.get("download") is not None:
        return inside or _is_named(link)
    if not host or is_one_site(host, host_and_path(address or "")[0]):
        return False
    return any(_SCHEME.sub("", block.text.lower(), count=1).startswith(host) for block in card) or _is_named(link)


def _is_named(link: html.HtmlElement) -> bool:
    """Whether the names of a link, or of what is around and in it, are those of a card."""
    elements = [*islice(link.iterancestors(), 3), *islice(link.iter(), _MOST_NAMES)]
    return _CARD.search(" ".join(element.get("class") or "" for element in elements).lower()) is not None


def _title(card: Sequence[Block], link: html.HtmlElement) -> str:
    """What the link of a card says: the title in it, or of the frame that shows the card, or its first words."""
    titles = [
        text_inside(element)
        for element in islice(link.iterdescendants(), _MOST_NAMES)
        if element.tag in HEADINGS or element.tag == "strong" or "title" in (element.get("class") or "").lower()
    ]
    titles += [value.get("title") or "" for block in card for value, _ in block.tokens if not isinstance(value, str)]
    titles += [
        "".join(value for value, path in block.tokens if isinstance(value, str) and link in path) for block in card
    ]
    title = next(text for text in (" ".join(text.split()) for text in titles) if text)
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"
