"""What stands or falls together: blocks that the model doubts, judged by the company of those that it chose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

from crawler.extraction.body.blocks import HEADINGS, INSIDE, KEPT_BLOCKS, LINES, LINKED, LISTS, Block, Place, Token
from crawler.extraction.body.features import ENDS_SENTENCE
from crawler.extraction.body.words import BYLINE, LEADS_ON, OUTSIDE, Hint, names_listing, phrase_kind
from crawler.extraction.reader import turns_to_reader
from crawler.extraction.text import width

_RELATED = int(Hint.RELATED)
_META = int(Hint.META)
_NOTES = int(Hint.NOTES)
_WHOLES = frozenset({"ul", "ol", "dl", "table"})
_LONGEST_CELL = 200  # characters; tables with longer ones lay out a page rather than list data
_LONGEST_LIST_ITEM = 1_000  # columns of prose; lists with longer items of more blocks lay out a page likewise
_ITEM_BLOCKS = 5
_LONGEST_ITEM = 60  # characters of what a menu offers
_POST = re.compile(
    r"twitter-(?:tweet|video)|(?:instagram|text-post)-media|(?:tiktok|bluesky|mastodon|reddit|imgur)-embed|fb-post"
    r"|(?:reddit|embedly)-card"
)
_BOX = re.compile(  # of Ghost, Markdown's dialects, Notion, WordPress and what answers questions there
    r"(?:^|\s)(?:kg-(?:callout|header|product|toggle)-card|admonition|markdown-alert|notion-callout"
    r"|wp-block-(?:cover|details|media-text|(?:rank-math|yoast)-\S+)|rank-math-(?:block|list)|schema-(?:faq|how-to))(?:\s|$)"
)
_ARTICLE_BODY = re.compile(  # of microdata, microformats, and most themes
    r"(?:^|\s)(?:articleBody|e-content|(?:entry|post|article)-(?:content|body)|(?:\w+-)?markdown(?:-(?:body|content))?"
    r"|vp-doc)(?:\s|$)"
)
_LEAST_OF_HEADING = 0.3  # score of one between chosen blocks in other boxes than its own
_BETWEEN_ITEMS = 3  # blocks before a heading, of which the first is chosen
_LEAST_JOINED = 0.2  # score of a sentence between chosen paragraphs, or behind the last of them
_FEW = 2  # of these in a row, in parts of a page that are called alike
_LEAST_AT_END = 60  # columns of a sentence behind the last chosen paragraph
_NEARLY = 0.4  # score of one that may be short there, or stand under a heading
_LEAST_OF_LAST_HEADING = 0.1  # score of that
_CERTAIN_HEADING = 0.8  # score of a heading that may be all there is of a last part
_SPEAKING = 0.4  # share of a text's blocks that speak to its reader, from which it does
_AT_END = re.compile("[@©]")  # in what stands there of the author or the owner
_LONG_SENTENCE = 100  # characters from which one that begins as these do may be prose: "By a majority …", "Weitere …"
_ALSO_PROSE = frozenset({BYLINE, LEADS_ON})
_LEAST_IN_SERIES = 0.15  # score of a block that is marked up as chosen ones are
_SERIES = 3  # of these, from which a line is one of them
_DIGITS = re.compile(r"\d+")
_MOSTLY_LINKED = 0.8  # share of a sentence from which it is a link to something else
_SHORT_TEXT = 1500  # characters
_LEVELS = 6  # from a line up to the article's body
_MAY_BE_LAST = frozenset({"table", "pre", "blockquote"})
_INTRODUCING = (":", "：")
_BOXES = 4  # elements around such a whole that hold nothing else
_BESIDE = 3  # levels that the block before such a whole may stand inside its parent
_LINKED_TABLE = 0.85  # the share of links from which a table leads elsewhere: they name what its rows are about
_LONGEST_NOTE = 2000  # characters of a footnote
_LONGEST_NUMBER = 5  # likewise, of the sign before it
LEAD_BLOCKS = 12  # how many blocks before the text a lead picture may stand
TRAILING_BLOCKS = 4  # likewise, behind it

# The parent or, of paragraphs, what it is called; the tag; the names but for their digits ("paragraph-7").
_Mark = tuple[Place | str | None, str, str]


def settle(
    blocks: Sequence[Block],
    scores: list[float],
    excluded: Sequence[bool],
    threshold: float,
    recipe: Set[int] = frozenset(),
) -> None:
    """Make lists and tables stay or go as a whole, and choose what is in doubt by what stands beside it.

    Footnotes, posts of social networks and boxes that only authors set stay.

    Args:
        blocks: All blocks of the page.
        scores: How likely each is to be the article's, 0 to 1.
        excluded: Whether each block is no candidate.
        threshold: What the scores of chosen blocks are above.
        recipe: The positions of ingredients and steps, which are no lists that would stay or go.
    """
    chosen = [index for index, score in enumerate(scores) if score > threshold]
    if not chosen:
        return
    spoken = [index for index, out in enumerate(excluded) if not out]
    groups, posts, notes = _wholes(blocks, spoken, recipe)
    for whole, members in groups.items():
        sizes = [len(blocks[index].text) for index in members]
        if whole.tag == "table" and max(sizes) > _LONGEST_CELL:
            continue
        together = sum(scores[index] * size for index, size in zip(members, sizes, strict=True)) / sum(sizes)
        for index in members:
            scores[index] = together
    _drop_menus(blocks, groups, scores, threshold)
    _bridge(blocks, scores, spoken, threshold)
    _head(blocks, scores, spoken, threshold)
    _join(blocks, scores, spoken, threshold)
    _complete_series(blocks, scores, spoken, threshold)
    _begin(blocks, scores, spoken, threshold)
    _go_on(blocks, scores, spoken, threshold)
    _fill(blocks, scores, spoken, threshold)
    end = chosen[-1] + TRAILING_BLOCKS
    for index in range(chosen[0], len(blocks)):
        if index >= end:
            break
        if scores[index] <= threshold and not excluded[index] and _is_authored(blocks[index]):
            scores[index] = 1.0
            end = max(end, index + TRAILING_BLOCKS)  # the whole box
    last = chosen[-1]
    for index in posts:
        if chosen[0] < index <= last + TRAILING_BLOCKS:
            scores[index] = max(scores[index], 1.0)
            last = max(last, index)  # the whole post
    for index in (*notes, *_linked_notes(blocks, scores, spoken, threshold)):
        if chosen[0] < index:
            scores[index] = 1.0
    _drop_last_heading(blocks, scores, spoken, threshold)


def _wholes(
    blocks: Sequence[Block], spoken: Sequence[int], recipe: Set[int]
) -> tuple[dict[Place, list[int]], list[int], list[int]]:
    """Where the blocks of each list, table and the like are, posts of social networks, and notes."""
    groups: dict[Place, list[int]] = {}
    posts = []
    notes = []
    for index in spoken:
        inner = blocks[index].place
        if (inner.shown > INSIDE and not inner.hints & _NOTES) or index in recipe:
            continue
        if inner.hints & _NOTES:
            notes.append(index)
            continue
        place: Place | None = inner
        for level in range(INSIDE + 1):
            if place is None:
                break
            if place.tag in _WHOLES:
                if not (inner.tag == "li" and inner.good_text > _LONGEST_LIST_ITEM and inner.blocks > _ITEM_BLOCKS):
                    groups.setdefault(place, []).append(index)
                break
            inner = place
            if level < 4 and place.tag == "blockquote" and _POST.search(place.names):
                posts.append(index)
            place = place.parent
    return groups, posts, notes


def _is_authored(block: Block) -> bool:
    """Whether a block is the text of a box that only authors put into articles, other than a button."""
    if block.is_linked() or not any(map(str.isalnum, block.text)):
        return False
    return any(_names_box(place.names) for place in block.place.outward(INSIDE))


@lru_cache(maxsize=5_000)
def _names_box(names: str) -> bool:
    return _BOX.search(names) is not None


def _linked_notes(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> list[int]:
    """The positions of the notes that chosen blocks refer to by links and that lead back there.

    The arguments are those of `_bridge`.
    """
    references: set[str] = set()
    for index in spoken:
        if scores[index] <= threshold or not blocks[index].link_text:
            continue
        for path in {path for _, path in blocks[index].tokens if path}:
            if any(element.tag == "a" and "#" in (element.get("href") or "") for element in path):
                references.update(name for element in path if (name := element.get("id") or element.get("name")))
    found: list[int] = []
    if not references:
        return found
    for position, index in enumerate(spoken):
        if (
            scores[index] <= threshold
            and blocks[index].link_text
            and any(
                element.tag == "a" and unquote((element.get("href") or "").partition("#")[2]) in references
                for _, path in blocks[index].tokens
                for element in path
            )
        ):
            note = blocks[index].place
            if note.tag == "p" and note.parent is not None and note.parent.tag == "li":
                note = note.parent
            inside = [index]
            if note.text <= _LONGEST_NOTE:
                start = end = position
                while start > 0 and blocks[spoken[start - 1]].place.stands_in(note):
                    start -= 1
                while end + 1 < len(spoken) and blocks[spoken[end + 1]].place.stands_in(note):
                    end += 1
                inside = list(spoken[start : end + 1])
            if inside[0] == index and len(inside) > 1 and len(blocks[index].text) <= _LONGEST_NUMBER:
                _put_before(blocks[index], blocks[inside[1]])
                inside = inside[1:]
            found.extend(inside)
    return found


def _put_before(number: Block, note: Block) -> None:
    """Make the number of a note the beginning of its text."""
    around = tuple(element for element in note.tokens[0][1] if element.tag in KEPT_BLOCKS)
    numbered: list[Token] = [(value, (*around, *path)) for value, path in number.tokens]
    note.tokens = [*numbered, (" ", around), *note.tokens]
    note.text = f"{number.text} {note.text}"


def _drop_menus(blocks: Sequence[Block], groups: dict[Place, list[int]], scores: list[float], threshold: float) -> None:
    """Leave out lists of a few words each that stand far before the first other chosen block."""
    listed = {index for members in groups.values() for index in members}
    first = next((index for index, score in enumerate(scores) if score > threshold and index not in listed), None)
    if first is None:
        return
    for members in groups.values():
        if members[-1] < first - LEAD_BLOCKS and all(len(blocks[i].text) < _LONGEST_ITEM for i in members):
            for index in members:
                scores[index] = 0.0


def _bridge(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Choose tables, lists, code and quotations that stand directly between chosen blocks of the same place.

    Tables, code, quotations and lists under a colon or a last heading may be the last of it, too: what follows articles
    is none of these.

    Args:
        blocks: All blocks of the page.
        scores: How likely each is to be the article's, 0 to 1; changed in place.
        spoken: The positions of those that may be the article's.
        threshold: What the scores of chosen blocks are above.
    """
    end = 0
    last = _last_heading(blocks, scores, spoken, threshold)
    inside = [
        position
        for position, index in enumerate(spoken)
        if scores[index] <= threshold and blocks[index].place.shown <= INSIDE
    ]
    for start in inside:
        if start < end or (whole := blocks[spoken[start]].place.whole()) is None:
            continue
        end = start
        while end < len(spoken) and blocks[spoken[end]].place.stands_in(whole):
            end += 1
        box = _box(whole)
        if start == 0 or box.parent is None:
            continue
        before = spoken[start - 1]
        listed = before == last and whole.tag in LISTS and scores[spoken[start]] >= _LEAST_JOINED
        introduced = listed or blocks[before].text.endswith(_INTRODUCING)
        first = start
        if start > 1 and scores[before] <= threshold and _introduces(blocks[before], box):
            first = start - 1
            before = spoken[first - 1]
        after = spoken[end] if end < len(spoken) else None
        around = box.parent
        if around.parent is not None and (whole.tag == "dl" or blocks[before].place.tag in HEADINGS):
            around = around.parent  # with its heading it may be a part of its own, as may be definitions
        goes_on = after is not None and scores[after] > threshold and blocks[after].place.stands_in(around)
        if (
            scores[before] > threshold
            and (goes_on or whole.tag in _MAY_BE_LAST or (introduced and not whole.link_text))
            and blocks[before].place.stands_in(box.parent)
            and blocks[before].place.depth <= box.parent.depth + _BESIDE + whole.depth - box.depth
            and whole.link_text < (_LINKED_TABLE if whole.tag == "table" else LINKED) * whole.text
            and not whole.hidden
            and not (hinted := whole.hints | box.hints) & OUTSIDE
            and not (hinted & _RELATED and (whole.link_text or hinted & _META))
        ):
            for index in spoken[first:end]:
                scores[index] = max(scores[index], scores[before])


def _introduces(block: Block, box: Place) -> bool:
    """Whether a block is a line beside a box that says what is in there."""
    return (
        block.place.tag == "p"
        and block.place.parent is box.parent
        and block.text.endswith(_INTRODUCING)
        and not block.link_text
        and not phrase_kind(block.text)
    )


def _head(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Choose headings between chosen blocks that the next of these follows directly, and lines that introduce it.

    A number or a link may stand before a heading, as between the items of a list.

    The arguments are those of `_bridge`.
    """
    for position, (index, after) in enumerate(pairwise(spoken)):
        block = blocks[index]
        if scores[index] > threshold or scores[after] <= threshold:
            continue
        furthest = _BETWEEN_ITEMS if scores[index] >= _LEAST_IN_SERIES else 1
        ahead = reversed(spoken[max(0, position - furthest) : position])
        before = next((each for each in ahead if scores[each] > threshold or not _parts_items(blocks[each])), None)
        if before is None or scores[before] <= threshold:
            continue
        if (whole := blocks[after].place.whole()) is not None and _introduces(block, _box(whole)):
            scores[index] = min(scores[before], scores[after])
            continue
        heading = block.place.heading()
        if (
            heading is not None
            and (
                scores[index] >= _LEAST_OF_HEADING
                or heading.parent is blocks[after].place.parent
                or (after == index + 1 and _heads(heading, blocks[after].place))
            )
            and not block.link_text
            and not phrase_kind(block.text)
            and any(map(str.isalnum, block.text))
        ):
            scores[index] = min(scores[before], scores[after])


def _parts_items(block: Block) -> bool:
    return block.is_linked() or not any(map(str.isalpha, block.text))


def _join(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Choose sentences in doubt that stand between chosen paragraphs of the same place, or of places called alike.

    Of the latter no more than two in a row: so are teasers called.

    The arguments are those of `_bridge`.
    """
    last: Place | None = None  # of the last chosen block
    doubtful: list[int] = []
    for index in spoken:
        place = blocks[index].place
        if scores[index] > threshold:
            if last is not None and doubtful:
                parents = {place.parent, *(blocks[between].place.parent for between in doubtful)}
                if parents == {last.parent} or (len(doubtful) <= _FEW and _parent(place) == _parent(last)):
                    for between in doubtful:
                        scores[between] = 1.0
            last, doubtful = place, []
        elif (
            last is not None
            and scores[index] >= _LEAST_JOINED
            and place.tag == "p"
            and _parent(place) == _parent(last)
            and _is_sentence(blocks[index])
        ):
            doubtful.append(index)


def _is_sentence(block: Block) -> bool:
    return (
        ENDS_SENTENCE.search(block.text[-6:]) is not None
        and block.place.link_text <= _MOSTLY_LINKED * len(block.text)
        and not ((kind := phrase_kind(block.text)) and (kind not in _ALSO_PROSE or len(block.text) < _LONG_SENTENCE))
    )


def _complete_series(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Choose what is in doubt and marked up as chosen blocks around it: paragraphs of other elements than `p`,
    subheadings.

    A line that is no sentence has to have three such blocks around it.

    The arguments are those of `_bridge`.
    """
    chosen = [position for position, index in enumerate(spoken) if scores[index] > threshold]
    doubtful = [
        index
        for index in (spoken[chosen[0] : chosen[-1]] if chosen else ())
        if _LEAST_IN_SERIES <= scores[index] <= threshold and _is_named(blocks[index].place)
    ]
    if not doubtful:
        return
    alike = Counter(_mark(blocks[spoken[position]].place) for position in chosen)
    for index in doubtful:
        block = blocks[index]
        count = alike[_mark(block.place)]
        is_sentence = count > 1 and scores[index] >= _LEAST_JOINED and _is_sentence(block)
        if is_sentence or (count >= _SERIES and _is_plain_line(block)):
            scores[index] = 1.0


def _begin(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Choose sentences right before the first chosen block that are nearly chosen and begin a series of paragraphs.

    The arguments are those of `_bridge`.
    """
    chosen = [position for position, index in enumerate(spoken) if scores[index] > threshold]
    before = spoken[: chosen[0]] if chosen else ()
    if not before or scores[before[-1]] < _NEARLY:
        return
    alike = Counter(_mark(blocks[spoken[position]].place) for position in chosen)
    for index in reversed(before):
        block = blocks[index]
        in_series = scores[index] >= _NEARLY and alike[_mark(block.place)] >= _SERIES
        if not in_series or not _is_sentence(block) or turns_to_reader(block.text, None):
            return
        scores[index] = 1.0


def _go_on(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Choose what is in doubt behind the last chosen block, as long as it goes on as the text did before.

    What speaks to the reader, as advertisements do, does not, unless the whole text speaks so.

    The arguments are those of `_bridge`.
    """
    chosen = [position for position, index in enumerate(spoken) if scores[index] > threshold]
    behind = spoken[chosen[-1] + 1 :] if chosen else ()
    if not behind or scores[behind[0]] < _LEAST_OF_LAST_HEADING:
        return
    places = [blocks[spoken[position]].place for position in chosen]
    alike = Counter(map(_mark, places))
    last = places[-1]
    around = [last.parent, (last.whole() or last).parent]
    beside = last.tag == "p" and len(places) > 1 and places[-2].parent is last.parent
    speaks = None  # whether the text speaks to its reader, once that is asked
    heading = None  # the position of one that what follows may stand under
    for index in behind:
        block = blocks[index]
        place, text = block.place, block.text
        if _AT_END.search(text):
            return
        if place.tag in HEADINGS:
            if heading is not None or scores[index] < _LEAST_OF_LAST_HEADING or not _is_plain_line(block):
                return
            heading = index
            continue
        count = alike[_mark(place)]
        nearly = scores[index] >= _NEARLY and count >= _SERIES and _is_sentence(block)
        if not nearly:
            if heading is not None or place.parent not in around:
                return
            if not (beside and place.parent is last.parent if place.tag == "p" else count):
                return
            in_series = count >= _SERIES and scores[index] >= _LEAST_IN_SERIES and _is_named(place)
            if not _is_long_sentence(block, scores[index]) and not (in_series and _is_plain_line(block)):
                return
        if turns_to_reader(text, None):
            if speaks is None:
                turning = sum(turns_to_reader(blocks[spoken[position]].text, None) for position in chosen)
                speaks = turning >= _SPEAKING * len(chosen)
            if not nearly or not speaks:
                return
        if heading is not None:
            scores[heading] = 1.0
            heading = None
        scores[index] = 1.0


def _is_long_sentence(block: Block, score: float) -> bool:
    return score >= _LEAST_JOINED and width(block.text) >= _LEAST_AT_END and _is_sentence(block)


def _is_named(place: Place) -> bool:
    """Whether something tells of a series: names, or that it is a heading; paragraphs are told by where they stand."""
    return place.tag in HEADINGS or (place.names != "" and place.tag != "p")


def _mark(place: Place) -> _Mark:
    """What the elements of a series have in common."""
    around = _parent(place) if place.tag in LINES else place.parent  # lines: in all parts that are called alike
    return around, place.tag, "" if place.tag == "p" else _without_digits(place.names)


def _parent(place: Place) -> Place | str | None:
    """What a block stands in, which is the same for all parts of the page that are called alike."""
    return (place.parent and _without_digits(place.parent.names)) or place.parent


@lru_cache(maxsize=5_000)
def _without_digits(names: str) -> str:
    return _DIGITS.sub("", names)


def _is_plain_line(block: Block) -> bool:
    text = block.text
    return 2 * block.place.link_text < len(text) and not phrase_kind(text) and any(map(str.isalpha, text))


def _fill(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Choose all lines of a short text without prose, as poems are, whose element says that it is the article's.

    The arguments are those of `_bridge`.
    """
    chosen = [index for index in spoken if scores[index] > threshold]
    size = 0
    for index in chosen:
        size += len(blocks[index].text)
        if size > _SHORT_TEXT:
            return
    if not size:
        return
    body = next(filter(None, (body_around(blocks[index].place) for index in chosen)), None)
    if body is None or body.good_text or body.text > _SHORT_TEXT:
        return
    if 2 * sum(len(blocks[index].text) for index in chosen if blocks[index].place.stands_in(body)) < size:
        return
    for index in spoken:
        block = blocks[index]
        if scores[index] <= threshold and block.place.stands_in(body) and _is_line(block, body):
            scores[index] = 1.0


def _drop_last_heading(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Leave out a heading in doubt that nothing stands under, as the one above other articles.

    The arguments are those of `_bridge`.
    """
    last = _last_heading(blocks, scores, spoken, threshold)
    if last is None or scores[last] >= _CERTAIN_HEADING:
        return
    text = blocks[last].text
    pictured = last + 1 < len(blocks) and blocks[last + 1].media
    if len(text) < _LONG_SENTENCE and not ENDS_SENTENCE.search(text[-6:]) and not pictured:
        scores[last] = 0.0


def _last_heading(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> int | None:
    """The position of the last chosen block, if that is a heading; the arguments are those of `_bridge`."""
    last = next((index for index in reversed(spoken) if scores[index] > threshold), None)
    return None if last is None or blocks[last].place.heading() is None else last


def body_around(place: Place, levels: int = _LEVELS) -> Place | None:
    return next((outer for outer in place.outward(levels) if _names_body(outer.names)), None)


def _is_line(block: Block, body: Place) -> bool:
    """Whether a block inside a body is plain text, in elements whose names tell of nothing else."""
    if block.is_linked() or phrase_kind(block.text):
        return False
    for place in block.place.outward(_LEVELS):
        if place is body:
            return True
        if place.hidden or (place.tag not in HEADINGS and place.names and place.hints & (OUTSIDE | _RELATED | _META)):
            return False
    return False


@lru_cache(maxsize=5_000)
def _names_body(names: str) -> bool:
    return _ARTICLE_BODY.search(names) is not None


def _heads(heading: Place, after: Place) -> bool:
    """Whether a heading in a box of its own stands in what holds the text after it."""
    box = _box(heading)
    if box.parent is None or not after.stands_in(box.parent):
        return False
    return box is heading or not box.hints & (OUTSIDE | _RELATED)  # a heading's own names tell how it looks


def _box(whole: Place) -> Place:
    """The outermost element around a whole that holds nothing else, but for its caption or the name of its language."""
    box = whole
    for _ in range(_BOXES):
        outer = box.parent
        if outer is None or (
            outer.text != box.text and outer.tag != "figure" and not (whole.tag == "pre" and names_listing(outer.names))
        ):
            break
        box = outer
    return box
