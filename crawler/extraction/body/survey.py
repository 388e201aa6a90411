"""A first look at all blocks of a page, before any is measured closely: which read like prose, and how far that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from crawler.extraction.body.blocks import Block, Place, places_inside
from crawler.extraction.body.outside import find_asides, find_other_articles
from crawler.extraction.text import fold, is_narrow, width

_TAGS = {
    "p": 0, "div": 1, "section": 1, "article": 1, "main": 1, "body": 1, "center": 1,
    "h1": 2, "h2": 3, "h3": 4, "h4": 5, "h5": 5, "h6": 5,
    "li": 6, "dt": 7, "dd": 7, "ul": 6, "ol": 6,
    "td": 8, "th": 8, "tr": 8, "caption": 8, "table": 8,
    "blockquote": 9, "pre": 10, "figcaption": 11, "figure": 11,
    "header": 12, "footer": 12, "aside": 12, "form": 12, "address": 12, "details": 12, "summary": 12,
}  # fmt: skip
_MARKS = "。！？…।؟”»"  # that end a sentence without a blank behind them
HEADING_TAGS = frozenset({3, 4, 5})  # of these numbers, those of headings below the title
_LINKED = 0.4  # the share of links from which a block is none of prose
_NEARLY_ALL = 0.7  # share of a page's prose, which is an article
_LONGEST_SENTENCE = 20_000  # columns; more without an end are words that a page wants to be found by


@dataclass(slots=True)
class Survey:
    """What is known of all blocks of a page before any is looked at closely. Lists hold an item a block.

    `excluded` tells the blocks that are surely no text of the article: without text, `captions`, what readers wrote,
    what asks for consent or a subscription, what opens above the page, other articles, heaps of words.
    Blocks with the same number in `signatures` stand in elements of the same tag and names, inside ones of the same
    names.
    """

    blocks: Sequence[Block]
    places: Sequence[Place]
    widths: list[int]
    densities: list[float]
    sentences: list[int]
    good: list[bool]
    tags: list[int]
    title_at: int | None  # the position of the heading that is the page's title
    signatures: list[int]
    captions: list[bool]
    excluded: list[bool]
    goods_near: list[tuple[int, int, int, int]]  # see `_goods_near`


def survey(blocks: Sequence[Block], places: Sequence[Place], title: str) -> Survey:
    """A first look at a page with this title (folded). Fills in the sums of `places` on the way."""
    widths, densities, sentences, good = _judge_prose(blocks)
    _sum_up(blocks, places, widths, densities, good)
    captions, others = find_asides(places)
    tags = [_TAGS.get(block.place.tag, 13) for block in blocks]
    title_at = _title_position([block.text for block in blocks], tags, title)
    outside = captions | others | find_other_articles(blocks, places, tags, title_at)
    return Survey(
        blocks,
        places,
        widths,
        densities,
        sentences,
        good,
        tags,
        title_at,
        _signatures(blocks),
        [block.place in captions for block in blocks],
        [
            not block.text
            or not block.tokens
            or block.place in outside
            or (size > _LONGEST_SENTENCE and ends == 0 and block.place.tag != "pre")
            for block, size, ends in zip(blocks, widths, sentences, strict=True)
        ],
        _goods_near(good, widths),
    )


def measure_roughly(blocks: Sequence[Block], places: Sequence[Place]) -> tuple[set[int], list[bool]]:
    """For pages too large to measure in full: the positions of what stands in the part with nearly all prose, and
    whether each block is a caption."""
    widths, densities, _, good = _judge_prose(blocks)
    _sum_up(blocks, places, widths, densities, good)
    captions, others = find_asides(places)
    around = places[0]
    least = _NEARLY_ALL * around.good_text
    for place in places if least else ():
        if place.parent is around and place.good_text >= least:
            around = place
    inside = places_inside(places, around) - captions - others
    chosen = {
        index
        for index, (block, size, density) in enumerate(zip(blocks, widths, densities, strict=True))
        if size > 0 and density < _LINKED and block.place in inside
    }
    return chosen, [block.place in captions for block in blocks]


def _judge_prose(blocks: Sequence[Block]) -> tuple[list[int], list[float], list[int], list[bool]]:
    """The width, the density of links and the sentences of every block, and whether it reads like prose."""
    texts = [block.text for block in blocks]
    whole = "".join(texts)
    widths = list(map(len if is_narrow(whole) else width, texts))
    densities = [block.link_text / len(text) if text else 0.0 for block, text in zip(blocks, texts, strict=True)]
    marks = [mark for mark in _MARKS if mark in whole]
    sentences = [_sentences(text, marks) if size > 30 else 0 for text, size in zip(texts, widths, strict=True)]
    good = [
        size > 80 and density < _LINKED and ends > 0 and not block.place.hidden
        for block, size, density, ends in zip(blocks, widths, densities, sentences, strict=True)
    ]
    return widths, densities, sentences, good


def _sentences(text: str, marks: Sequence[str]) -> int:
    """How many sentences end in a text: at a stop and a blank, or at one of these marks."""
    found = text.count(". ") + (text[-1] in ".!?" or text[-2:-1] in ".!?")
    for mark in "?!":
        if mark in text:  # told in a tenth of the time that counting two letters takes
            found += text.count(f"{mark} ")
    return found if text.isascii() else found + sum(map(text.count, marks))


def _sum_up(
    blocks: Sequence[Block], places: Sequence[Place], widths: list[int], densities: list[float], good: list[bool]
) -> None:
    for block, size, density, yes in zip(blocks, widths, densities, good, strict=True):
        place = block.place
        place.text += size
        if density:
            place.link_text += int(size * density)
        place.blocks += 1
        place.media += block.media
        if yes:
            place.good_text += size
    for place in reversed(places):
        parent = place.parent
        if parent is not None:
            parent.text += place.text
            parent.link_text += place.link_text
            parent.good_text += place.good_text
            parent.blocks += place.blocks
            parent.media += place.media


def densest(blocks: Sequence[Block], widths: list[int], good: list[bool], root: Place) -> tuple[Place, float]:
    """The place that most prose stands directly in, and how much that is."""
    scores: dict[Place, float] = {}
    for block, size, yes in zip(blocks, widths, good, strict=True):
        if not yes:
            continue
        place = block.place if block.place.tag in {"div", "section", "article", "td"} else block.place.parent
        share = 1.0
        for _ in range(3):
            if place is None:
                break
            scores[place] = scores.get(place, 0.0) + size * share
            share *= 0.6
            place = place.parent
    return max(scores.items(), key=itemgetter(1), default=(root, 0.0))


def _title_position(texts: list[str], tags: list[int], title: str) -> int | None:
    heading = None
    for index, tag in enumerate(tags):
        if tag not in {2, 3} or not (text := fold(texts[index])):
            continue
        if title and (text == title or (len(text) > 15 and text in title)):
            return index
        if heading is None and tag == 2:
            heading = index
    return heading


def _signatures(blocks: Sequence[Block]) -> list[int]:
    numbers: dict[tuple[str, str, str], int] = {}
    found = []
    for block in blocks:
        place = block.place
        parent = place.parent
        found.append(numbers.setdefault((place.tag, place.names, parent.names if parent else ""), len(numbers)))
    return found


def _goods_near(good: list[bool], widths: list[int]) -> list[tuple[int, int, int, int]]:
    """How far prose is from each block: in blocks before and after it, and in columns of text before and after it."""
    steps, gaps = _goods_before(good, widths)
    steps_after, gaps_after = _goods_before(good[::-1], widths[::-1])
    return list(zip(steps, reversed(steps_after), gaps, reversed(gaps_after), strict=True))


def _goods_before(good: list[bool], widths: list[int]) -> tuple[list[int], list[int]]:
    all_steps: list[int] = []
    gaps: list[int] = []
    steps, gap = 50, 4000
    for yes, size in zip(good, widths, strict=True):
        all_steps.append(steps)
        gaps.append(gap)
        if yes:
            steps, gap = 1, 0
        elif steps < 50:
            if steps < 40:
                steps += 1
            gap = min(gap + size, 3000)
    return all_steps, gaps
