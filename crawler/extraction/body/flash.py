"""The few sentences that an article may consist of, told by rule: too few for the model to learn from."""

from __future__ import annotations

import re
from itertools import islice

from crawler.extraction.body.blocks import Place
from crawler.extraction.body.features import BODY, ENDS_SENTENCE, NO_BODY, names_body
from crawler.extraction.body.survey import Survey
from crawler.extraction.body.words import Hint, phrase_kind

_UNMARKED = re.compile(r"[\u0e00-\u0eff]")  # Thai and Lao, whose sentences end in nothing
_NAVIGATION = int(Hint.NAVIGATION)
_ROOTS = frozenset({"__next", "___gatsby", "__nuxt"})
_SHORTEST_FLASH = 25  # columns
_VERSES = 2  # line breaks, from which a paragraph is a poem
_BESIDE = frozenset({"aside", "footer", "header", "nav", "form", "li"})


def flash(page: Survey) -> list[int]:
    """The positions of the few sentences that an article may consist of, where nothing else looks like one."""
    found = []
    blocks, title_at = page.blocks, page.title_at
    for index, block in enumerate(blocks):
        if page.excluded[index] or block.place.tag != "p" or page.widths[index] < _SHORTEST_FLASH:
            continue
        text = block.text
        if page.densities[index] > 0.2 or phrase_kind(text):
            continue
        ends = ENDS_SENTENCE.search(text[-6:]) or _UNMARKED.search(text[-1:])
        if not ends and block.breaks < _VERSES:
            continue
        holders = list(islice(block.place.outward(5), 1, None))
        named = any(p.tag == "article" or (p.hints & BODY and names_body(p.names)) for p in holders)
        titled = title_at is not None and index > title_at and block.place.parent is blocks[title_at].place.parent
        if (named or titled) and not any(map(_stands_beside, holders)):
            found.append(index)
    return found if len({blocks[index].place.parent for index in found}) == 1 else []


def _stands_beside(place: Place) -> bool:
    """Whether a place is surely none of an article; the roots of whole pages are named `site-main` or `__next`."""
    outside = place.hints & NO_BODY
    if outside == _NAVIGATION and place.hints & BODY:
        outside = 0
    return place.hidden or place.tag in _BESIDE or (outside != 0 and place.names not in _ROOTS)
