"""What is measured of each block of a page to tell the article's blocks from the rest.

All measures are relative to the page or count characters, so that they hold for pages of any site and language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extraction.body.blocks import Block, Place
from crawler.extraction.body.words import Hint, boilerplate, phrase_kind

_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60]")
_ENDS_SENTENCE = re.compile(r"[.!?。！？…।؟][\"'”’»)」』\]]*$")
_LEAD_IN = re.compile(r"[:：|»>]")
_DIGIT = re.compile(r"\d")
_UPPER = re.compile(r"[A-ZÀ-ÖØ-ÞА-Я]")
_NO_WORD = re.compile(r"\W+")
_BODY_NAME = re.compile(
    r"(?:article|post|entry|story|news|blog|main|node|single|artikel|rich|page)(?:__|--|[-_ ])?"
    r"(?:[a-z]+(?:__|--|[-_]))?(?:body|content|text|txt|detail|copy|main|inner)|\bprose\b|\bwysiwyg\b|mw-parser-output"
    r"|richtext|rich-text|bodytext|body-text|bodycopy|field-name-body|field--name-body",
    re.IGNORECASE,
)
_TAGS = {
    "p": 0, "div": 1, "section": 1, "article": 1, "main": 1, "body": 1, "center": 1,
    "h1": 2, "h2": 3, "h3": 4, "h4": 5, "h5": 5, "h6": 5,
    "li": 6, "dt": 7, "dd": 7, "ul": 6, "ol": 6,
    "td": 8, "th": 8, "tr": 8, "caption": 8, "table": 8,
    "blockquote": 9, "pre": 10, "figcaption": 11, "figure": 11,
    "header": 12, "footer": 12, "aside": 12, "form": 12, "address": 12, "details": 12, "summary": 12,
}  # fmt: skip
_ANCESTORS = {"article": 1, "main": 2, "aside": 4, "header": 8, "footer": 16, "li": 32, "table": 64, "figure": 128,
              "form": 256, "blockquote": 512, "figcaption": 1024, "section": 2048, "details": 4096}  # fmt: skip
_CAPTION_HINTS = int(Hint.MEDIA | Hint.META)  # plain numbers: enum's own operators are slow
_BODY = int(Hint.BODY)
_COMMENTS = int(Hint.COMMENTS)
_CAPTION_NAME = re.compile(
    r"(?:^|[\s_-]|(?<=[a-z])(?=C))(?:[Cc]aption|[Cc]redits?|[Ll]egend|bildunterschrift)(?![a-z]*ed)"
)
_SHORTEST_ARTICLE = 200  # columns of prose without which a page's comments may be what it is about
_LONGEST_CAPTION = 700  # columns; figures that hold more are a way to lay out text
_FAR = 9  # levels; how far up a hint is looked for
_HINTS = tuple(Hint)


@dataclass(frozen=True, slots=True)
class Known:
    """What the page's metadata say of the article's text, folded by `fold`."""

    title: str = ""
    description: str = ""
    article_body: str = ""


def fold(text: str) -> str:
    """The text without case, white space and punctuation, to compare texts that were formatted differently."""
    return _NO_WORD.sub("", text.casefold())


def width(text: str) -> int:
    """How many columns a text takes: East Asian characters say as much as two others."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def is_caption(block: Block) -> bool:
    """Whether a block is a figure's caption, which belongs to the picture."""
    place: Place | None = block.place
    if block.place.tag in {"td", "th", "pre", "blockquote", "h1"}:
        return False
    for level in range(8):
        if place is None or place.text > _LONGEST_CAPTION:
            return False
        if place.tag in {"figcaption", "figure"} or (
            level < 2 and place.hints & _CAPTION_HINTS and _CAPTION_NAME.search(place.names)
        ):
            return True
        place = place.parent
    return False


_COMMENTS_NAME = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|commentlist|comments?-?(?:area|section|container|wrapper|block|box|thread)"
    r"|disqus\w*|respond|reader-?comments|user-?comments|kommentare|comentarios|commentaires|commenti|reacties"
    r"|livefyre|spotim|viafoura|hyvor\w*|isso-thread|utterances)(?:$|[\s_-])",
    re.IGNORECASE,
)


def comment_places(places: Sequence[Place]) -> set[int]:
    """The ids of the places that hold what readers wrote below the article, after `measure` has summed them up."""
    found: set[int] = set()
    root = places[0]
    for place in places:
        if place.parent is not None and id(place.parent) in found:
            found.add(id(place))
        elif place.hints & _COMMENTS and place.depth > 2 and _COMMENTS_NAME.search(place.names):
            outside = root.good_text - place.good_text
            if outside > _SHORTEST_ARTICLE:
                found.add(id(place))
    return found


@dataclass(slots=True)
class _Context:
    """What a place hands down to the places inside it."""

    distances: list[int]
    body_name: int
    ancestors: int
    up: int = 0  # levels from the nearest place around it that also holds the densest one, to the densest one
    down: int = 0  # levels from that place down to it
    inner: list[int] | None = None  # the distances of places in it that have no hints of their own


NAMES = (
    "width link_density sentences commas ends_sentence start digits upper bold tag media phrase repeats breaks words "
    "boilerplate lead_in prefix_repeats "
    + " ".join(f"hint_{hint.name.lower()}" for hint in _HINTS if hint.name)
    + " body_name hidden in_article in_main in_aside in_header in_footer in_list in_table in_figure in_form in_quote "
    "in_section depth own_text parent_text parent_links parent_good parent_blocks grand_text grand_links grand_good "
    "grand_blocks great_links great_good great_blocks up down best_share signature_good signature_blocks "
    "signature_links position text_before from_title good_before good_after blocks_to_good_before "
    "blocks_to_good_after width_to_good_before width_to_good_after zone prev_width prev_links prev_tag prev_same "
    "next_width next_links next_tag next_same prev2_width prev2_links next2_width next2_links in_body description "
    "title_likeness media_before media_after media_here page_good page_blocks page_links headings_since"
).split()


def measure(
    blocks: Sequence[Block], places: Sequence[Place], known: Known
) -> tuple[list[tuple[float, ...]], list[bool]]:
    """The features of every block, in the order of `NAMES`, and which blocks are no candidates.

    No candidates, and without features, are blocks that are surely no text of the article: without text, captions, and
    what readers wrote. Fills in the sums of `places` on the way.
    """
    widths, densities, sentences, good = _judge_prose(blocks)
    _sum_up(blocks, places, widths, densities, good)
    total = max(places[0].text, 1)
    total_good = max(places[0].good_text, 1)
    best, best_score = _densest(blocks, widths, good, places[0])
    contexts = _contexts(places, best)
    folded = [fold(block.text) for block in blocks]
    repeats = Counter(folded)
    prefixes = Counter(text[:12] for text in folded if len(text) > 16)
    signatures: dict[tuple[str, str, str], list[float]] = {}
    keys = []
    for index, block in enumerate(blocks):
        place = block.place
        key = (place.tag, place.names, place.parent.names if place.parent else "")
        keys.append(key)
        sums = signatures.setdefault(key, [0, 0, 0, 0])
        sums[0] += widths[index] if good[index] else 0
        sums[1] += 1
        sums[2] += block.link_text
        sums[3] += len(block.text)
    tags = [_TAGS.get(block.place.tag, 13) for block in blocks]
    title_at = _title_position(folded, tags, known.title)
    goods = [index for index, yes in enumerate(good) if yes]
    in_best = [index for index in goods if contexts[id(blocks[index].place)].up == 0]
    first_best, last_best = (in_best[0], in_best[-1]) if in_best else (len(blocks), -1)
    next_good = _next_good(good, widths)
    count = len(blocks)
    media_before = _media_distances(blocks)
    media_after = _media_distances(blocks[::-1])[::-1]
    page_links = places[0].link_text / total
    rows: list[tuple[float, ...]] = []
    comments = comment_places(places)
    excluded = [not block.text or id(block.place) in comments or is_caption(block) for block in blocks]
    before = 0
    last_good = -1
    since_good = 0
    goods_before = 0
    headings = 0
    none = (0, 0.0, -1, -1)
    for index, block in enumerate(blocks):
        size = widths[index]
        tag = tags[index]
        if 2 < tag < 6:
            headings = 0
        if excluded[index]:
            rows.append(())
            headings += 1
            before += size
            since_good += size
            continue
        text = block.text
        place = block.place
        length = max(len(text), 1)
        context = contexts[id(place)]
        parent = place.parent or place
        grand = parent.parent or parent
        great = grand.parent or grand
        sums = signatures[keys[index]]
        short = size < 200
        own = folded[index]
        ancestors = context.ancestors
        p1 = (
            (widths[index - 1], densities[index - 1], tags[index - 1], _nearness(blocks[index - 1].place, place))
            if index
            else none
        )
        n1 = (
            (widths[index + 1], densities[index + 1], tags[index + 1], _nearness(blocks[index + 1].place, place))
            if index + 1 < count
            else none
        )
        p2 = (widths[index - 2], densities[index - 2]) if index > 1 else (0, 0.0)
        n2 = (widths[index + 2], densities[index + 2]) if index + 2 < count else (0, 0.0)
        next_index, next_gap = next_good[index]
        rows.append(
            (
                min(size, 3000), densities[index], sentences[index], _commas(text) if size > 20 else 0,
                2 if text[-1] in ":：" else 1 if _ENDS_SENTENCE.search(text[-6:]) else 0,
                _kind_of_letter(text[0]),
                len(_DIGIT.findall(text)) / length if short else 0.0,
                len(_UPPER.findall(text)) / length if short else 0.0,
                block.bold / length, tag, block.media,
                phrase_kind(text) if short else 0, repeats[own],
                block.breaks, text.count(" "), boilerplate(text) if size < 900 else 0,
                _lead_in(text) if short else 99, prefixes[own[:12]] if short else 0,
                *context.distances, context.body_name, place.hidden,
                ancestors & 1, ancestors >> 1 & 1, ancestors >> 2 & 1, ancestors >> 3 & 1, ancestors >> 4 & 1,
                ancestors >> 5 & 1, ancestors >> 6 & 1, ancestors >> 7 & 1, ancestors >> 8 & 1, ancestors >> 9 & 1,
                ancestors >> 11 & 1,
                place.depth, place.text / total,
                parent.text / total, parent.link_text / max(parent.text, 1), parent.good_text / total_good,
                parent.blocks,
                grand.text / total, grand.link_text / max(grand.text, 1), grand.good_text / total_good, grand.blocks,
                great.link_text / max(great.text, 1), great.good_text / total_good, great.blocks,
                context.up, context.down, best_score / total_good,
                sums[0] / total_good, sums[1], sums[2] / max(sums[3], 1),
                index / count, before / total,
                max(-60, min(index - title_at, 60)) if title_at is not None else 99,
                goods_before, len(goods) - goods_before - good[index],
                min(index - last_good, 40) if last_good >= 0 else 50,
                min(next_index - index, 40) if next_index >= 0 else 50,
                min(since_good, 3000) if last_good >= 0 else 4000,
                min(next_gap, 3000) if next_index >= 0 else 4000,
                0 if index < first_best else 1 if index <= last_best else 2,
                *p1, *n1, *p2, *n2,
                _in_body(own, known.article_body),
                _in_description(own, known.description),
                _likeness(own, known.title),
                media_before[index], media_after[index], place.media + parent.media,
                min(total_good, 20000), count, page_links, headings,
            )
        )  # fmt: skip
        headings += 1
        before += size
        if good[index]:
            last_good = index
            since_good = 0
            goods_before += 1
        else:
            since_good += size
    return rows, excluded


def measure_roughly(blocks: Sequence[Block], places: Sequence[Place]) -> list[bool]:
    """Which blocks are prose in the part of the page that has most of it: for pages too large to measure in full."""
    widths, densities, _, good = _judge_prose(blocks)
    _sum_up(blocks, places, widths, densities, good)
    best, _ = _densest(blocks, widths, good, places[0])
    inside = {id(best)}
    for place in places:
        if place.parent is not None and id(place.parent) in inside:
            inside.add(id(place))
    return [
        size > 0 and density < 0.4 and id(block.place) in inside
        for block, size, density in zip(blocks, widths, densities, strict=True)
    ]


def _judge_prose(blocks: Sequence[Block]) -> tuple[list[int], list[float], list[int], list[bool]]:
    """The width, the density of links and the sentences of every block, and whether it reads like prose."""
    widths = [width(block.text) for block in blocks]
    densities = [block.link_text / len(block.text) if block.text else 0.0 for block in blocks]
    sentences = [_sentences(block.text) if size > 30 else 0 for block, size in zip(blocks, widths, strict=True)]
    good = [
        size > 80 and density < 0.4 and ends > 0 and not block.place.hidden
        for block, size, density, ends in zip(blocks, widths, densities, sentences, strict=True)
    ]
    return widths, densities, sentences, good


def _sum_up(
    blocks: Sequence[Block], places: Sequence[Place], widths: list[int], densities: list[float], good: list[bool]
) -> None:
    for block, size, density, yes in zip(blocks, widths, densities, good, strict=True):
        place = block.place
        place.text += size
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


def _densest(blocks: Sequence[Block], widths: list[int], good: list[bool], root: Place) -> tuple[Place, float]:
    """The place that most prose stands directly in, and how much that is."""
    scores: dict[int, float] = {}
    seen: dict[int, Place] = {}
    for block, size, yes in zip(blocks, widths, good, strict=True):
        if not yes:
            continue
        place = block.place if block.place.tag in {"div", "section", "article", "td"} else block.place.parent
        share = 1.0
        for _ in range(3):
            if place is None:
                break
            key = id(place)
            seen[key] = place
            scores[key] = scores.get(key, 0.0) + size * share
            share *= 0.6
            place = place.parent
    if not scores:
        return root, 0.0
    key = max(scores, key=lambda key: scores[key])
    return seen[key], scores[key]


def _contexts(places: Sequence[Place], best: Place) -> dict[int, _Context]:
    ups: dict[int, int] = {}
    place: Place | None = best
    while place is not None:
        ups[id(place)] = len(ups)
        place = place.parent
    contexts: dict[int, _Context] = {}
    bits = [int(hint) for hint in _HINTS]
    far = [_FAR] * len(bits)
    for place in places:
        parent = contexts[id(place.parent)] if place.parent is not None else None
        if parent is None:
            context = _Context(far, _FAR, 0)
        else:
            found = place.hints
            if parent.inner is None:
                parent.inner = [d + 1 if d < _FAR else _FAR for d in parent.distances]
            distances = parent.inner
            if found:
                distances = distances.copy()
                for position, bit in enumerate(bits):
                    if found & bit:
                        distances[position] = 0
            body_name = 0 if found & _BODY and _BODY_NAME.search(place.names) else min(parent.body_name + 1, _FAR)
            context = _Context(distances, body_name, parent.ancestors | _ANCESTORS.get(place.tag, 0))
        if id(place) in ups:
            context.up = ups[id(place)]
        elif parent is not None:
            context.up = parent.up
            context.down = parent.down + 1
        contexts[id(place)] = context
    return contexts


def _title_position(folded: list[str], tags: list[int], title: str) -> int | None:
    heading = None
    for index, text in enumerate(folded):
        if text and title and tags[index] in {2, 3} and (text == title or (len(text) > 15 and text in title)):
            return index
        if heading is None and tags[index] == 2 and text:
            heading = index
    return heading


def _next_good(good: list[bool], widths: list[int]) -> list[tuple[int, int]]:
    """For each block the position of the next good one after it (-1: none) and the columns of text until there."""
    found: list[tuple[int, int]] = [(-1, 0)] * len(good)
    following, gap = -1, 0
    for index in range(len(good) - 1, -1, -1):
        found[index] = (following, gap)
        if good[index]:
            following, gap = index, 0
        else:
            gap += widths[index]
    return found


def _nearness(place: Place, other: Place) -> int:
    if place is other:
        return 0
    if place.parent is other.parent:
        return 1 if place.names == other.names and place.tag == other.tag else 2
    if place.parent is other or other.parent is place:
        return 3
    return 4


def _sentences(text: str) -> int:
    found = text.count(". ") + text.count("? ") + text.count("! ") + (text[-1] in ".!?" or text[-2:-1] in ".!?")
    if not text.isascii():
        for end in "。！？…।؟”»":
            found += text.count(end)
    return found


def _commas(text: str) -> int:
    found = text.count(",") + text.count(";")
    if not text.isascii():
        for comma in "，、；،":
            found += text.count(comma)
    return found


def _kind_of_letter(letter: str) -> int:
    return 0 if letter.islower() else 1 if letter.isupper() else 2 if letter.isdigit() else 3 if letter.isalpha() else 4


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
        since = 1 if block.media else min(since + 1, 9)
    return distances


def _in_body(text: str, article_body: str) -> int:
    if not article_body:
        return -1
    if len(text) < 4:
        return 0
    if text in article_body:
        return 1
    if len(text) > 60:
        return 2 if text[:40] in article_body or text[-40:] in article_body else 0
    return 0


def _in_description(text: str, description: str) -> int:
    if len(text) < 20 or not description:
        return 0
    if text == description:
        return 2
    return 1 if text[:60] == description[:60] else 0


def _likeness(text: str, title: str) -> int:
    if not title or not text or len(text) > 300:
        return 0
    if text == title:
        return 3
    if len(text) > 12 and (text in title or title in text):
        return 2
    return 0


CONTEXT_NAMES = (
    "score score_prev score_prev2 score_next score_next2 score_window score_parent score_grand score_great "
    "score_signature chosen_before chosen_after score_top chosen_parent since_chosen until_chosen"
).split()


def measure_context(
    blocks: Sequence[Block], places: Sequence[Place], scores: Sequence[float]
) -> list[tuple[float, ...]]:
    """What a first opinion of all blocks (0 to 1 each) says of every block, in the order of `CONTEXT_NAMES`."""
    spoken = [index for index, block in enumerate(blocks) if block.text]
    weights = [float(len(blocks[index].text)) for index in spoken]
    opinions = [scores[index] for index in spoken]
    sums: dict[int, list[float]] = {id(place): [0.0, 0.0, 0.0] for place in places}
    signatures: dict[tuple[str, str, str], list[float]] = {}
    for index, weight, opinion in zip(spoken, weights, opinions, strict=True):
        place = blocks[index].place
        for added in (
            sums[id(place)],
            signatures.setdefault(
                (place.tag, place.names, place.parent.names if place.parent else ""), [0.0, 0.0, 0.0]
            ),
        ):
            added[0] += weight
            added[1] += weight * opinion
            added[2] += opinion > 0.5
    for place in reversed(places):
        if place.parent is not None:
            inner, outer = sums[id(place)], sums[id(place.parent)]
            outer[0] += inner[0]
            outer[1] += inner[1]
            outer[2] += inner[2]
    chosen = sum(weight for weight, opinion in zip(weights, opinions, strict=True) if opinion > 0.5) or 1.0
    top = max(opinions, default=0.0)
    count = len(spoken)
    until = [40] * count
    following = -1
    for position in range(count - 1, -1, -1):
        until[position] = min(following - position, 40) if following >= 0 else 50
        if opinions[position] > 0.5:
            following = position
    weighted = [0.0]
    running = [0.0]
    for weight, opinion in zip(weights, opinions, strict=True):
        running.append(running[-1] + weight)
        weighted.append(weighted[-1] + weight * opinion)
    rows: list[tuple[float, ...]] = [(0.0,) * len(CONTEXT_NAMES)] * len(blocks)
    before = 0.0
    last = -1
    for position, index in enumerate(spoken):
        place = blocks[index].place
        parent = place.parent or place
        grand = parent.parent or parent
        great = grand.parent or grand
        in_parent, in_grand, in_great = sums[id(parent)], sums[id(grand)], sums[id(great)]
        signature = signatures[place.tag, place.names, place.parent.names if place.parent else ""]
        start, end = max(0, position - 4), min(count, position + 5)
        own = opinions[position]
        mine = weights[position] if own > 0.5 else 0.0
        rows[index] = (
            own,
            opinions[position - 1] if position else -1.0, opinions[position - 2] if position > 1 else -1.0,
            opinions[position + 1] if position + 1 < count else -1.0,
            opinions[position + 2] if position + 2 < count else -1.0,
            (weighted[end] - weighted[start]) / (running[end] - running[start]),
            in_parent[1] / max(in_parent[0], 1.0), in_grand[1] / max(in_grand[0], 1.0),
            in_great[1] / max(in_great[0], 1.0), signature[1] / max(signature[0], 1.0),
            before / chosen, (chosen - before - mine) / chosen, top, in_parent[2],
            min(position - last, 40) if last >= 0 else 50, until[position],
        )  # fmt: skip
        before += mine
        if own > 0.5:
            last = position
    return rows
