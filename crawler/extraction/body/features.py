"""What is measured of each block of a page to tell the article's blocks from the rest.

All measures are relative to the page or count characters, so that they hold for pages of any site and language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

from crawler.extraction.body.blocks import Block, Place
from crawler.extraction.body.recipe import Recipe
from crawler.extraction.body.survey import HEADING_TAGS, Survey, densest
from crawler.extraction.body.words import Hint, boilerplate, phrase_kind
from crawler.extraction.text import fold

ENDS_SENTENCE = re.compile(r"[.!?。！？…।؟][\"'”’»)」』\]]*$")
_LEAD_IN = re.compile(r"[:：|»>]")
_UPPER = re.compile(r"[A-ZÀ-ÖØ-ÞА-Я]")
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What may stand before a word is asked behind it: patterns that begin with letters are searched for much faster.
_BODY_NAME = re.compile(
    r"(?:article|post|entry|story|news|blog|main|node|single|artikel|rich|page)(?:__|--|[-_ ])?"
    r"(?:[a-z]+(?:__|--|[-_]))?(?:body|content|text|txt|detail|copy|main|inner)|prose\b(?<!\wprose)|wysiwyg\b(?<!\wwysiwyg)|mw-parser-output"
    r"|richtext|rich-text|bodytext|body-text|bodycopy|field-name-body|field--name-body"
)
_ANCESTORS = ("article", "main", "header", "blockquote")
BODY = int(Hint.BODY)
MOSTLY_LINKS = 0.5  # the share of links in a text above which it is a list of them
_SHORTEST_LINE = 20  # columns
_SHORT = 200  # columns of a text that tells by its letters and its first words
_MAY_BE_BOILERPLATE = 300  # columns
_BEGINNING = 60  # letters and digits by which a text is the description's beginning
_OPENING = 150  # characters of a text that hold so many
_FAR = 9  # levels; how far up a hint is looked for
_HINTS = (Hint.BODY, Hint.RELATED, Hint.ADVERTISEMENT, Hint.META, Hint.MEDIA, Hint.SIDEBAR, Hint.WIDGET)
_BITS = tuple(int(hint) for hint in _HINTS)
NO_BODY = int(
    Hint.COMMENTS | Hint.RELATED | Hint.SHARE | Hint.NAVIGATION | Hint.ADVERTISEMENT | Hint.META | Hint.SUBSCRIBE
    | Hint.SIDEBAR | Hint.NOTICE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What the page's metadata say of the article's text, folded by `fold`; a recipe as they spell it."""

    title: str = ""
    description: str = ""
    recipe: Recipe | None = None


@dataclass(slots=True, eq=False)
class _Context:
    """What a place hands down to the places inside it."""

    distances: bytes  # levels to the nearest place with each of `_HINTS`
    body_name: int
    ancestors: tuple[int, ...]  # 1 for each of `_ANCESTORS` that it is or stands in
    up: int = 0  # levels from the nearest place around it that also holds the densest one, to the densest one
    down: int = 0  # levels from that place down to it


NAMES = (
    "width link_density sentences commas ends_sentence upper bold tag media phrase words boilerplate lead_in "
    + " ".join(f"hint_{hint.name.lower()}" for hint in _HINTS if hint.name)
    + " body_name in_article in_main in_header in_quote depth own_text parent_text parent_links parent_good "
    "parent_blocks grand_text grand_links grand_good grand_blocks great_links great_good great_blocks up down "
    "best_share signature_good signature_blocks signature_links position text_before from_title good_before good_after "
    "blocks_to_good_before blocks_to_good_after width_to_good_before width_to_good_after zone prev_width prev_links "
    "prev_tag next_width next_links next_tag next2_width next2_links description media_before media_after media_here "
    "page_good page_blocks page_links headings_since"
).split()


GLANCE_NAMES = (
    "width link_density sentences tag blocks_to_good_before blocks_to_good_after width_to_good_before "
    "width_to_good_after good own_text own_good parent_text parent_links parent_good grand_links grand_good "
    "great_good depth hints_inside hints_outside prev_width prev_links next_width next_links position page_good "
    "page_blocks"
).split()


def glance(page: Survey) -> list[tuple[float, ...]]:
    """A few cheap features of every block, in the order of `GLANCE_NAMES`; none of excluded blocks."""
    blocks, widths, densities = page.blocks, page.widths, page.densities
    root = page.places[0]
    total, total_good = max(root.text, 1), max(root.good_text, 1)
    page_good = min(total_good, 20000)
    count = len(blocks)
    shapes = [(0, 0.0), *zip(widths, densities, strict=True), (0, 0.0)]  # the first and the last have neighbours, too
    rows: list[tuple[float, ...]] = []
    for index, block in enumerate(blocks):
        if page.excluded[index]:
            rows.append(())
            continue
        place = block.place  # the text of which is not empty, and neither is that of those around it
        parent = place.parent or place
        grand = parent.parent or parent
        great = grand.parent or grand
        found = place.hints | parent.hints | grand.hints
        rows.append(
            (
                *shapes[index + 1], page.sentences[index], page.tags[index], *page.goods_near[index],
                int(page.good[index]), place.text / total, place.good_text / total_good, parent.text / total,
                parent.link_text / parent.text, parent.good_text / total_good,
                grand.link_text / grand.text, grand.good_text / total_good, great.good_text / total_good,
                place.depth, found & BODY, (found & NO_BODY).bit_count(), *shapes[index], *shapes[index + 2],
                index / count, page_good, count,
            )
        )  # fmt: skip
    return rows


def candidates(page: Survey, hopeful: Sequence[bool]) -> list[bool]:
    """Which blocks to look at closely: those that a glance leaves hope for, and the text side by side with them.

    A short line tells by its company: an article's paragraphs of one sentence look like those of any list. What is
    mostly links leads elsewhere, whatever its company, and what is but a date or a word adds nothing, unless it is a
    heading or a sentence.
    """
    beside = {block.place.parent for block, yes in zip(page.blocks, hopeful, strict=True) if yes}
    return [
        yes
        or (
            block.place.parent in beside
            and not page.excluded[index]
            and page.densities[index] < MOSTLY_LINKS
            and (
                page.widths[index] >= _SHORTEST_LINE
                or page.tags[index] in HEADING_TAGS
                or _end_of_sentence(block.text) == 1
            )
        )
        for index, (block, yes) in enumerate(zip(page.blocks, hopeful, strict=True))
    ]


def measure(page: Survey, known: Known, candidates: Sequence[bool]) -> list[tuple[float, ...]]:
    """The features of the blocks that are candidates, in the order of `NAMES`; none of the others."""
    blocks, places, widths, densities, good, tags = (
        page.blocks, page.places, page.widths, page.densities, page.good, page.tags
    )  # fmt: skip
    total = max(places[0].text, 1)
    total_good = max(places[0].good_text, 1)
    best, best_score = densest(blocks, widths, good, places[0])
    contexts = _Contexts(best)
    sums = [[0, 0, 0, 0] for _ in range(max(page.signatures, default=-1) + 1)]
    for block, number, size, yes in zip(blocks, page.signatures, widths, good, strict=True):
        added = sums[number]
        if yes:
            added[0] += size
        added[1] += 1
        added[2] += block.link_text
        added[3] += len(block.text)
    alike = [(prose / total_good, many, links / max(size, 1)) for prose, many, links, size in sums]
    title_at = page.title_at
    goods = [index for index, yes in enumerate(good) if yes]
    first_best = next((index for index in goods if contexts.of(blocks[index].place).up == 0), len(blocks))
    last_best = next((index for index in reversed(goods) if contexts.of(blocks[index].place).up == 0), -1)
    count = len(blocks)
    media_before = _media_distances(blocks)
    media_after = _media_distances(blocks[::-1])[::-1]
    page_good, page_links = min(total_good, 20000), places[0].link_text / total
    # Of the blocks before and after one: more on each side, so that the first and the last have neighbours, too.
    shapes = [(0, 0.0), *zip(widths, densities, strict=True), (0, 0.0), (0, 0.0)]
    edged_tags = [-1, *tags, -1]
    around: dict[Place, tuple[float, ...]] = {}
    rows: list[tuple[float, ...]] = []
    before = 0
    goods_before = 0
    headings = 0
    for index, block in enumerate(blocks):
        size = widths[index]
        tag = tags[index]
        if tag in HEADING_TAGS:
            headings = 0
        if not candidates[index]:
            rows.append(())
            headings += 1
            before += size
            goods_before += good[index]
            continue
        text = block.text
        place = block.place
        length = len(text)
        context = contexts.of(place)
        parent = place.parent or place
        outer = around.get(parent)
        if outer is None:
            outer = around[parent] = _around(parent, total, total_good)
        if size < _SHORT:
            capitals, phrase, lead_in = _capitals(text) / length, phrase_kind(text), _lead_in(text)
        else:
            capitals, phrase, lead_in = 0.0, 0, 99
        rows.append(
            (
                min(size, 3000), densities[index], page.sentences[index], _commas(text) if size > 20 else 0,
                _end_of_sentence(text), capitals, block.bold / length, tag, int(block.media), phrase,
                text.count(" "), boilerplate(text) if size < _MAY_BE_BOILERPLATE else 0, lead_in,
                *context.distances, context.body_name, *context.ancestors,
                place.depth, place.text / total, *outer,
                context.up, context.down, best_score / total_good,
                *alike[page.signatures[index]],
                index / count, before / total,
                max(-60, min(index - title_at, 60)) if title_at is not None else 99,
                goods_before, len(goods) - goods_before - good[index], *page.goods_near[index],
                0 if index < first_best else 1 if index <= last_best else 2,
                *shapes[index], edged_tags[index], *shapes[index + 2], edged_tags[index + 2], *shapes[index + 3],
                _in_description(text, known.description),
                media_before[index], media_after[index], place.media + parent.media,
                page_good, count, page_links, headings,
            )
        )  # fmt: skip
        headings += 1
        before += size
        goods_before += good[index]
    return rows


def _around(parent: Place, total: int, total_good: int) -> tuple[float, ...]:
    """What the three elements around a block hold."""
    grand = parent.parent or parent
    great = grand.parent or grand
    return (
        parent.text / total, parent.link_text / parent.text, parent.good_text / total_good, parent.blocks,
        grand.text / total, grand.link_text / grand.text, grand.good_text / total_good, grand.blocks,
        great.link_text / great.text, great.good_text / total_good, great.blocks,
    )  # fmt: skip


class _Contexts:
    """The contexts of places, each worked out once, when it is asked for."""

    def __init__(self, best: Place) -> None:
        self._ups: dict[Place, int] = {}
        place: Place | None = best
        while place is not None:
            self._ups[place] = len(self._ups)
            place = place.parent
        self._known: dict[Place, _Context] = {}
        self._alike: dict[tuple[_Context, str, str], _Context] = {}  # by the context around it, tag and names

    def of(self, place: Place) -> _Context:
        known: _Context | None = None
        pending = []
        outer: Place | None = place
        while outer is not None and (known := self._known.get(outer)) is None:
            pending.append(outer)
            outer = outer.parent
        for inner in reversed(pending):
            known = self._known[inner] = self._work_out(inner, known)
        return self._known[place]

    def _work_out(self, place: Place, parent: _Context | None) -> _Context:
        if parent is None:
            context = _Context(bytes([_FAR] * len(_BITS)), _FAR, (0,) * len(_ANCESTORS))
            context.up = self._ups.get(place, 0)
            return context
        up = self._ups.get(place)
        key = (parent, place.tag, place.names)
        if up is None and (twin := self._alike.get(key)):
            return twin
        found = place.hints
        ancestors = parent.ancestors
        if place.tag in _ANCESTORS:
            ancestors = tuple([known | (tag == place.tag) for tag, known in zip(_ANCESTORS, ancestors, strict=True)])
        context = _Context(
            _farther(parent.distances, found),
            0 if found & BODY and names_body(place.names) else min(parent.body_name + 1, _FAR),
            ancestors,
        )
        if up is not None:
            context.up = up
        else:
            context.up, context.down = parent.up, parent.down + 1
            self._alike[key] = context
        return context


@lru_cache(maxsize=20_000)
def _farther(distances: bytes, found: int) -> bytes:
    """The distances in a place with these hints that stands in one with those distances."""
    return bytes([0 if found & bit else min(d + 1, _FAR) for bit, d in zip(_BITS, distances, strict=True)])


@lru_cache(maxsize=20_000)
def names_body(names: str) -> bool:
    return _BODY_NAME.search(names.lower()) is not None


def _commas(text: str) -> int:
    found = text.count(",") + text.count(";")
    return found if text.isascii() else found + sum(map(text.count, "，、；،"))


def _end_of_sentence(text: str) -> int:
    last = text[-1]
    if last.isalnum():
        return 0
    return 2 if last in ":：" else 1 if ENDS_SENTENCE.search(text[-6:]) else 0


def _capitals(text: str) -> int:
    if not text.isascii():
        return len(_UPPER.findall(text))
    data = text.encode("ascii")
    return len(data) - len(data.translate(None, _CAPITALS))


def _lead_in(text: str) -> int:
    """Where the first colon or bar is that a short lead-in ends with ("Read also: …"), 99 where there is none."""
    found = _LEAD_IN.search(text, 0, 45)
    return found.start() if found else 99


def _media_distances(blocks: Sequence[Block]) -> list[int]:
    """How many blocks back the last picture or player is, at most 9."""
    distances = []
    since = 9
    for block in blocks:
        distances.append(since)
        if block.media:
            since = 1
        elif since < 9:
            since += 1
    return distances


def _in_description(text: str, description: str) -> int:
    """2 for the page's description, 1 for what begins as it does."""
    if len(text) < _SHORTEST_LINE or not description:
        return 0
    first = text[0]
    if first.isascii() and first.isalnum() and first.lower() != description[0]:  # most begin otherwise
        return 0
    if fold(text[:_OPENING])[:_BEGINNING] != description[:_BEGINNING]:
        return 0
    return 2 if fold(text) == description else 1


CONTEXT_NAMES = (
    "score score_prev score_prev2 score_next score_next2 score_window score_parent score_grand score_great "
    "score_signature chosen_before chosen_after score_top chosen_parent since_chosen until_chosen"
).split()


def measure_context(page: Survey, scores: Sequence[float], wanted: Sequence[bool]) -> list[tuple[float, ...]]:
    """What a first opinion of all blocks (0 to 1 each) says of the wanted ones, in the order of `CONTEXT_NAMES`.

    Returns:
        A row for every block, empty where it is not wanted.
    """
    blocks, widths = page.blocks, page.widths
    spoken = [index for index, size in enumerate(widths) if size]
    sizes = [widths[index] for index in spoken]
    opinions = [scores[index] for index in spoken]
    weights = list(map(mul, sizes, opinions))
    sums: dict[Place, float] = {}  # columns of text that count as the article's
    chosen_in: dict[Place, int] = {}  # blocks
    signatures = [[0.0, 0.0] for _ in range(max(page.signatures, default=-1) + 1)]
    chosen = 0.0
    for index, opinion in zip(spoken, opinions, strict=True):
        weight = widths[index]
        added = signatures[page.signatures[index]]
        added[0] += weight
        if not opinion:
            continue
        added[1] += weight * opinion
        place = blocks[index].place
        sums[place] = sums.get(place, 0.0) + weight * opinion
        if opinion > 0.5:
            chosen_in[place] = chosen_in.get(place, 0) + 1
            chosen += weight
    chosen = chosen or 1.0
    for place in filter(sums.__contains__, reversed(page.places)):  # those that are added on the way come later
        outer = place.parent
        if outer is None or not (inner := sums[place]):
            continue
        sums[outer] = sums.get(outer, 0.0) + inner
        chosen_in[outer] = chosen_in.get(outer, 0) + chosen_in.get(place, 0)
    top = max(opinions, default=0.0)
    count = len(spoken)
    until = [50] * count
    distance = 50
    for position in range(count - 1, -1, -1):
        until[position] = distance
        if opinions[position] > 0.5:
            distance = 1
        elif distance < 50:
            distance = min(distance + 1, 40)
    rows: list[tuple[float, ...]] = [()] * len(blocks)
    before = 0.0
    last = -1
    for position, index in enumerate(spoken):
        own = opinions[position]
        mine = widths[index] if own > 0.5 else 0.0
        if wanted[index]:
            place = blocks[index].place
            parent = place.parent or place
            grand = parent.parent or parent
            great = grand.parent or grand
            signature = signatures[page.signatures[index]]
            start, end = max(0, position - 4), position + 5
            rows[index] = (
                own,
                opinions[position - 1] if position else -1.0, opinions[position - 2] if position > 1 else -1.0,
                opinions[position + 1] if position + 1 < count else -1.0,
                opinions[position + 2] if position + 2 < count else -1.0,
                sum(weights[start:end]) / sum(sizes[start:end]),
                sums.get(parent, 0.0) / parent.text, sums.get(grand, 0.0) / grand.text,
                sums.get(great, 0.0) / great.text, signature[1] / signature[0],
                before / chosen, (chosen - before - mine) / chosen, top, chosen_in.get(parent, 0),
                min(position - last, 40) if last >= 0 else 50, until[position],
            )  # fmt: skip
        before += mine
        if own > 0.5:
            last = position
    return rows
