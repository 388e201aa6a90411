"""What stands or falls together, and which pictures, players and captions stand with the chosen text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache
from operator import attrgetter
from urllib.parse import unquote

from lxml import html

from crawler.extraction.body.blocks import HEADINGS, KEPT_BLOCKS, LINKED, SHOWN, Block, Place, Token
from crawler.extraction.body.features import ENDS_SENTENCE
from crawler.extraction.body.lead import find_lead, leads_away, pictures_of
from crawler.extraction.body.words import BYLINE, LEADS_ON, Hint, hints, names_listing, phrase_kind
from crawler.extraction.embeds import waits
from crawler.extraction.images import is_stand_in, pixels
from crawler.extraction.reader import turns_to_reader
from crawler.extraction.text import width

_OUTSIDE = int(
    Hint.COMMENTS | Hint.SHARE | Hint.ADVERTISEMENT | Hint.SUBSCRIBE | Hint.NAVIGATION | Hint.NOTICE
)  # plain numbers: enum's own operators are slow
_AROUND_POSTS = int(Hint.SHARE | Hint.NOTICE)  # named after a social network, or for consent
_RELATED = int(Hint.RELATED)
_META = int(Hint.META)
_NOTICE = int(Hint.NOTICE)
_MEDIA = int(Hint.MEDIA)
_NOTES = int(Hint.NOTES)
_WANTED = int(Hint.MEDIA | Hint.BODY)
# All three are searched for in lower case.
_DECORATION = re.compile(  # after a slash
    r"[/_.-](?:"
    r"(?:pixel|spacer|avatars?|gravatar|icons?|logos?|emoji|sprite|badge|button|tracking|beacon|count"
    r"|doubleclick|adsystem)(?:[/_.?-]|\d|$)"
    r"|(?<!^/)(?:arrows?|bullets?|load(?:er|ing)|meter|spinner|wait)\.(?:gif|png|svg))"
)
_PERSON_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autori|people|person|profiles?|users?|contributors?|staff|redaktion|journalist\w*"
    r"|reporters?|by)/"
)
_PORTRAIT = re.compile(
    r"(?:^|[\s_-])(?:avatar|author|byline|gravatar|rounded-full|profile|headshot|kg-audio-thumbnail)"
)
_AUTHOR_BOX = re.compile(
    r"(?:^|[\s_-])(?:authors?|autor(?:en|es)?|auteurs?|autore|writer|reporter|contributor|byline)(?:$|[\s_-]|[A-Z]|box|bio)"
    r"|[a-z]Author(?:$|[\s_-]|[A-Z])"
)
_NO_NOTICE = re.compile(  # of labels and edges that are hidden, of pictures that can be enlarged, of AEM's components
    r"(?:label[_-]+(?:visually[_-]+)?|overflow-)hidden|hide[_-]placeholder|popup|modal|(?<!\S)cmp-"
)
_WHOLES = frozenset({"ul", "ol", "dl", "table"})
_LONGEST_CELL = 200  # characters; tables with longer ones lay out a page rather than list data
_LONGEST_LIST_ITEM = 1_000  # columns of prose; lists with longer items of more blocks lay out a page likewise
_ITEM_BLOCKS = 5
_LONGEST_ITEM = 60  # characters of what a menu offers
_POST = re.compile(
    r"twitter-(?:tweet|video)|(?:instagram|text-post)-media|(?:tiktok|bluesky|mastodon|reddit|imgur)-embed|fb-post"
    r"|(?:reddit|embedly)-card"
)
_BOX = re.compile(  # of Ghost, Markdown's dialects, Notion, WordPress
    r"(?:^|\s)(?:kg-(?:callout|header|product|toggle)-card|admonition|markdown-alert|notion-callout"
    r"|wp-block-(?:cover|details|media-text))(?:\s|$)"
)
_ARTICLE_BODY = re.compile(  # of microdata, microformats, and most themes
    r"(?:^|\s)(?:articleBody|e-content|(?:entry|post|article)-(?:content|body)|(?:\w+-)?markdown(?:-(?:body|content))?"
    r"|vp-doc)(?:\s|$)"
)
_LEAST_OF_HEADING = 0.3  # score of one between chosen blocks in other boxes than its own
_LEAST_JOINED = 0.2  # score of a sentence between chosen paragraphs, or behind the last of them
_LEAST_IN_SERIES = 0.15  # score of a block in a series of chosen ones
_SERIES = 3
_DIGITS = re.compile(r"\d+")
_LEAST_AT_END = 60  # columns of the latter
_AT_END = re.compile("[@©]")  # in what stands there of the author or the owner
_LONG_SENTENCE = 100  # characters from which one that begins as these do may be prose: "By a majority …", "Weitere …"
_ALSO_PROSE = frozenset({BYLINE, LEADS_ON})
_MOSTLY_LINKED = 0.8  # share of a sentence from which it is a link to something else
_SHORT_TEXT = 1500  # characters
_BODY_LEVELS = 6  # from a line up to the article's body
_BUILDER_LEVELS = 14  # likewise, where a page builder sets each line into boxes
_TIMES = re.compile(r"[\d:/\s]*\d:\d\d[\d:/\s]*")  # of a player
_PLAYERS = frozenset({"iframe", "embed", "video", "amp-iframe", "amp-video"})
_NO_PLAYER = re.compile(  # advertisements, and buttons of social networks
    r"(?:[./-]|^)(?:(?:smart)?ads?|[a-z-]*adsystem|adserver|doubleclick|googlesyndication|taboola|outbrain)[./-]"
    r"|facebook\.com/plugins/(?!video|post)|twitter\.com/widgets/(?:follow|tweet)_|/plusone\b"
)
_ROWS = frozenset({"tr", "tbody"})  # of tables that lay out a page: no levels of their own
_MAY_BE_LAST = frozenset({"table", "pre"})
_AROUND = frozenset({"aside", "footer", "nav", "form"})
_INTRODUCING = (":", "：")
_BOXES = 4  # elements around such a whole that hold nothing else
_BESIDE = 3  # levels that the block before such a whole may stand inside its parent
_LINKED_TABLE = 0.85  # the share of links from which a table leads elsewhere: they name what its rows are about
_INSIDE = 5  # levels at most from a block up to the list, table, code or quotation that it is a part of
_LONGEST_NOTE = 2000  # characters of a footnote
_LONGEST_NUMBER = 5  # likewise, of the sign before it
_HIGHEST = 7  # levels between a picture and the text that it belongs to
_SMALLEST = 70  # pixels
_REPEATED = 60  # characters; a text at least this long is published once
_LEAD_BLOCKS = 12  # how many blocks before the text a lead picture may stand
_LEAD_PICTURES = 3
_TRAILING_BLOCKS = 4


Mark = tuple[Place | None, str, str]  # the parent, the tag, and the names but for their digits ("paragraph-7")


def settle(
    blocks: Sequence[Block],
    scores: list[float],
    excluded: Sequence[bool],
    threshold: float,
    recipe: Set[int] = frozenset(),
) -> None:
    """Make lists and tables of data stay or go as a whole; keep footnotes and posts of social networks.

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
    _continue_series(blocks, scores, spoken, threshold)
    _fill(blocks, scores, spoken, threshold)
    for index in range(chosen[0], min(chosen[-1] + _TRAILING_BLOCKS, len(blocks))):
        if scores[index] <= threshold and not excluded[index] and _is_authored(blocks[index]):
            scores[index] = 1.0
    last = chosen[-1]
    for index in posts:
        if chosen[0] < index <= last + _TRAILING_BLOCKS:
            scores[index] = max(scores[index], 1.0)
            last = max(last, index)  # the whole post
    for index in (*notes, *_linked_notes(blocks, scores, spoken, threshold)):
        if chosen[0] < index:
            scores[index] = 1.0


def _wholes(
    blocks: Sequence[Block], spoken: Sequence[int], recipe: Set[int]
) -> tuple[dict[Place, list[int]], list[int], list[int]]:
    """Where the blocks of each list, table and the like are, posts of social networks, and notes."""
    groups: dict[Place, list[int]] = {}
    posts = []
    notes = []
    for index in spoken:
        inner = blocks[index].place
        if (inner.shown > _INSIDE and not inner.hints & _NOTES) or index in recipe:
            continue
        if inner.hints & _NOTES:
            notes.append(index)
            continue
        place: Place | None = inner
        for level in range(_INSIDE + 1):
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
    return any(_names_box(place.names) for place in block.place.outward(_INSIDE))


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
                while start > 0 and _inside(blocks[spoken[start - 1]].place, note):
                    start -= 1
                while end + 1 < len(spoken) and _inside(blocks[spoken[end + 1]].place, note):
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
        if members[-1] < first - _LEAD_BLOCKS and all(len(blocks[i].text) < _LONGEST_ITEM for i in members):
            for index in members:
                scores[index] = 0.0


def _bridge(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Choose tables, lists, code and quotations that stand directly between chosen blocks of the same place.

    Tables, code and lists that a colon introduces may be the last of it, too: what follows articles is none of these.

    Args:
        blocks: All blocks of the page.
        scores: How likely each is to be the article's, 0 to 1; changed in place.
        spoken: The positions of those that may be the article's.
        threshold: What the scores of chosen blocks are above.
    """
    end = 0
    inside = [
        position
        for position, index in enumerate(spoken)
        if scores[index] <= threshold and blocks[index].place.shown <= _INSIDE
    ]
    for start in inside:
        if start < end or (whole := _whole(blocks[spoken[start]].place)) is None:
            continue
        end = start
        while end < len(spoken) and _inside(blocks[spoken[end]].place, whole):
            end += 1
        box = _box(whole)
        if start == 0 or box.parent is None:
            continue
        before = spoken[start - 1]
        introduced = blocks[before].text.endswith(_INTRODUCING)
        first = start
        if start > 1 and scores[before] <= threshold and _introduces(blocks[before], box):
            first = start - 1
            before = spoken[first - 1]
        after = spoken[end] if end < len(spoken) else None
        around = box.parent
        if around.parent is not None and (whole.tag == "dl" or blocks[before].place.tag in HEADINGS):
            around = around.parent  # with its heading it may be a part of its own, as may be definitions
        goes_on = after is not None and scores[after] > threshold and _inside(blocks[after].place, around)
        if (
            scores[before] > threshold
            and (goes_on or whole.tag in _MAY_BE_LAST or (introduced and not whole.link_text))
            and _inside(blocks[before].place, box.parent)
            and blocks[before].place.depth <= box.parent.depth + _BESIDE + whole.depth - box.depth
            and whole.link_text < (_LINKED_TABLE if whole.tag == "table" else LINKED) * whole.text
            and not whole.hidden
            and not (hinted := whole.hints | box.hints) & _OUTSIDE
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

    The arguments are those of `_bridge`.
    """
    for before, index, after in zip(spoken, spoken[1:], spoken[2:], strict=False):
        block = blocks[index]
        if scores[index] > threshold or scores[before] <= threshold or scores[after] <= threshold:
            continue
        if (whole := _whole(blocks[after].place)) is not None and _introduces(block, _box(whole)):
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


def _join(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Choose sentences in doubt that stand between chosen paragraphs of the same place.

    So may those right behind the last of these, as long as none speaks to the reader, as advertisements do.

    The arguments are those of `_bridge`.
    """
    last = -1  # the position among `spoken` of the last chosen block
    beside = False  # whether it stands in the same place as the one before it
    doubtful: list[int] = []
    for position, index in enumerate(spoken):
        if scores[index] > threshold:
            beside = last >= 0 and blocks[index].place.parent is blocks[spoken[last]].place.parent
            if beside:
                for between in doubtful:
                    scores[between] = 1.0
            last, doubtful = position, []
        elif last >= 0 and scores[index] >= _LEAST_JOINED and _is_sentence_beside(blocks[index], blocks[spoken[last]]):
            doubtful.append(index)
    if not beside or blocks[spoken[last]].place.tag != "p":
        return
    for index in spoken[last + 1 :]:
        text = blocks[index].text
        if not text:
            continue
        if index not in doubtful or not _may_end(text):
            return
        scores[index] = 1.0


def _is_sentence_beside(block: Block, other: Block) -> bool:
    return block.place.tag == "p" and block.place.parent is other.place.parent and _is_sentence(block)


def _is_sentence(block: Block) -> bool:
    return (
        ENDS_SENTENCE.search(block.text[-6:]) is not None
        and block.place.link_text <= _MOSTLY_LINKED * len(block.text)
        and not ((kind := phrase_kind(block.text)) and (kind not in _ALSO_PROSE or len(block.text) < _LONG_SENTENCE))
    )


def _may_end(text: str) -> bool:
    """Whether a sentence behind the text may be its last, rather than what is said about it."""
    return width(text) >= _LEAST_AT_END and not turns_to_reader(text, None) and not _AT_END.search(text)


def _continue_series(blocks: Sequence[Block], scores: list[float], spoken: Sequence[int], threshold: float) -> None:
    """Choose what is in doubt and marked up as chosen blocks beside it: paragraphs of other elements than `p`,
    subheadings.

    A line that is no sentence has to have three such blocks beside it. Behind the last chosen block, a series goes on
    as long as nothing in it speaks to the reader.

    The arguments are those of `_bridge`.
    """
    chosen = [position for position, index in enumerate(spoken) if scores[index] > threshold]
    alike = Counter(_mark(blocks[spoken[position]].place) for position in chosen)
    del alike[None]
    if not alike:
        return
    for index in spoken[chosen[0] : chosen[-1]]:
        block = blocks[index]
        if _LEAST_IN_SERIES <= scores[index] <= threshold and (count := alike[_mark(block.place)]) > 1:
            is_sentence = scores[index] >= _LEAST_JOINED and _is_sentence(block)
            if is_sentence or (count >= _SERIES and _is_plain_line(block)):
                scores[index] = 1.0
    around = blocks[spoken[chosen[-1]]].place.parent
    for index in spoken[chosen[-1] + 1 :]:
        block = blocks[index]
        if not block.text:
            continue
        count = alike[_mark(block.place)] if block.place.parent is around and block.place.tag not in HEADINGS else 0
        goes_on = (scores[index] >= _LEAST_JOINED and _is_sentence(block) and _may_end(block.text)) or (
            count >= _SERIES
            and scores[index] >= _LEAST_IN_SERIES
            and _is_plain_line(block)
            and not turns_to_reader(block.text, None)
            and not _AT_END.search(block.text)
        )
        if not count or not goes_on:
            return
        scores[index] = 1.0


def _mark(place: Place) -> Mark | None:
    """What the elements of a series have in common; None: nothing that tells."""
    if place.tag == "p" or (not place.names and place.tag not in HEADINGS):
        return None
    return place.parent, place.tag, _DIGITS.sub("", place.names)


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
    body = next(filter(None, (_body_around(blocks[index].place) for index in chosen)), None)
    if body is None or body.good_text or body.text > _SHORT_TEXT:
        return
    if 2 * sum(len(blocks[index].text) for index in chosen if _inside(blocks[index].place, body)) < size:
        return
    for index in spoken:
        block = blocks[index]
        if scores[index] <= threshold and _inside(block.place, body) and _is_line(block, body):
            scores[index] = 1.0


def _body_around(place: Place, levels: int = _BODY_LEVELS) -> Place | None:
    return next((outer for outer in place.outward(levels) if _names_body(outer.names)), None)


def _is_line(block: Block, body: Place) -> bool:
    """Whether a block inside a body is plain text, in elements whose names tell of nothing else."""
    if block.is_linked() or phrase_kind(block.text):
        return False
    for place in block.place.outward(_BODY_LEVELS):
        if place is body:
            return True
        if place.hidden or (place.tag not in HEADINGS and place.names and place.hints & (_OUTSIDE | _RELATED | _META)):
            return False
    return False


@lru_cache(maxsize=5_000)
def _names_body(names: str) -> bool:
    return _ARTICLE_BODY.search(names) is not None


def _heads(heading: Place, after: Place) -> bool:
    """Whether a heading in a box of its own stands in what holds the text after it."""
    box = _box(heading)
    if box.parent is None or not _inside(after, box.parent):
        return False
    return box is heading or not box.hints & (_OUTSIDE | _RELATED)  # a heading's own names tell how it looks


def _whole(place: Place) -> Place | None:
    """The outermost table, list, code or quotation around a place."""
    found = None
    if place.shown > _INSIDE:
        return found
    climbing: Place | None = place
    for _ in range(_INSIDE + 1):
        if climbing is None:
            break
        if climbing.tag in SHOWN:
            found = climbing
        climbing = climbing.parent
    return found


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


def _inside(place: Place, outer: Place) -> bool:
    climbing: Place | None = place
    while climbing is not None and climbing.depth >= outer.depth:
        if climbing is outer:
            return True
        climbing = climbing.parent
    return False


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


def choose_media(
    blocks: list[Block], chosen: set[int], captions: Sequence[bool], lead_address: str | None = None
) -> tuple[list[int], dict[int, tuple[int, bool]]]:
    """The positions of all blocks to publish, in order, and the figures among them (see `assemble`).

    Args:
        blocks: All blocks of the page. Where a player stands in a text that was not chosen, the player is left.
        chosen: The positions of the body's text.
        captions: Whether each block is a caption.
        lead_address: That of the picture that the metadata name.
    """
    if not chosen:
        media = _alone(blocks, captions)
        figures = _figures(blocks, media, captions)
        return sorted({*media, *figures}), figures
    kept_text: dict[Place, int] = {}
    holders: list[Place] = []
    for index in chosen:
        place: Place | None = blocks[index].place
        while place is not None and place not in kept_text:
            kept_text[place] = 0
            holders.append(place)
            place = place.parent
        kept_text[blocks[index].place] += len(blocks[index].text)
    for place in sorted(holders, key=attrgetter("depth"), reverse=True):
        if place.parent is not None:
            kept_text[place.parent] += kept_text[place]
    first, last = min(chosen), max(chosen)
    body = _body_around(blocks[last].place, _BUILDER_LEVELS)
    kept = set(chosen)
    lead = 0
    media = []
    for index in range(max(0, first - _LEAD_BLOCKS), _end_of_media(blocks, captions, last)):
        block = blocks[index]
        if index in chosen or not block.media:
            continue
        if block.text and not captions[index]:
            if not (players := [token for token in block.tokens if _is_player(token[0])]):
                continue
            blocks[index] = block = Block(block.place, players, media=True)
        before = index < first
        if (before and lead >= _LEAD_PICTURES) or _is_decoration(block):
            continue
        below = index > last and (body is None or not _inside(block.place, body))
        near = 2 if below else 4 if before else _HIGHEST
        if _belongs(block, kept_text, near, between=first < index < last):
            media.append(index)
            lead += before
    found = find_lead(blocks, captions, (*media, *chosen), first, lead_address)
    if found is not None and not _is_decoration(blocks[found]):
        if blocks[found].text and not captions[found]:
            blocks[found] = pictures_of(blocks[found])
        media = sorted({*media, found})
    kept.update(media)
    figures = _figures(blocks, media, captions)
    _add_captions_of_text(blocks, range(first, last + 2), chosen, captions, figures)
    kept.update(figures)
    return sorted(kept), figures


def _end_of_media(blocks: Sequence[Block], captions: Sequence[bool], last: int) -> int:
    """The position up to which pictures may stand below the last text: behind all of a gallery there."""
    end = last + 1
    while end < len(blocks) and (blocks[end].media or (captions[end] and blocks[end - 1].media)):
        end += 1
    return max(end, min(len(blocks), last + _TRAILING_BLOCKS))


def _alone(blocks: Sequence[Block], captions: Sequence[bool]) -> list[int]:
    """The positions of the media that are all there is to an article: in the only `article` of the page."""
    articles: dict[Place, list[int]] = {}
    for index, block in enumerate(blocks):
        place: Place | None = block.place
        outside = False
        while place is not None and place.tag != "article":
            outside |= bool(place.hints & (_OUTSIDE | _RELATED)) or place.tag in _AROUND
            place = place.parent
        if place is not None:
            found = articles.setdefault(place, [])
            if block.media and not outside and (captions[index] or not block.text) and not _is_decoration(block):
                found.append(index)
    return next(iter(articles.values())) if len(articles) == 1 else []


def _is_player(value: str | html.HtmlElement) -> bool:
    """Whether a token is a player or a frame, but none of those that show advertisements or buttons."""
    if isinstance(value, str) or value.tag not in _PLAYERS:
        return False
    return _NO_PLAYER.search((value.get("src") or "").lower()) is None


def _belongs(block: Block, kept_text: dict[Place, int], near: int, *, between: bool) -> bool:
    place: Place | None = block.place
    inner: Place | None = None
    figure = _gallery_around(block.place)
    levels = 0  # outside the figure or gallery
    unlikely = _OUTSIDE & ~_AROUND_POSTS if any(waits(value) for value, _ in block.tokens) else _OUTSIDE
    while place is not None and levels <= near:
        if place in kept_text:
            foreign = inner.text - kept_text.get(inner, 0) if inner is not None else 0
            links = inner.link_text if inner is not None else 0
            return not (links > 20 and links * 2 > foreign) and kept_text[place] * 3 > place.text
        if place.hints & unlikely and not (_shows(place) and not _leads_away(block)):
            return False
        if not between and place.hints & _META and _names_author(place.names):
            return False
        if place.hints & _RELATED and not place.hints & _WANTED and (place.link_text or _leads_away(block)):
            return False
        if place is figure:
            figure = None
        elif figure is None and (place.tag not in _ROWS or near < _HIGHEST):
            levels += 1
        inner = place
        place = place.parent
    return False


def _shows(place: Place) -> bool:
    """Whether what seems a notice is the box of a picture, named after how that is labelled, enlarged or built."""
    return place.hints & _OUTSIDE == _NOTICE and place.hints & _MEDIA != 0 and _is_shown(place.names)


@lru_cache(maxsize=5_000)
def _is_shown(names: str) -> bool:
    return not hints(_NO_NOTICE.sub(" ", names)) & _NOTICE


@lru_cache(maxsize=5_000)
def _names_author(names: str) -> bool:
    return _AUTHOR_BOX.search(names) is not None


def _leads_away(block: Block) -> bool:
    return any(map(leads_away, block.tokens))


def _is_decoration(block: Block) -> bool:
    for value, path in block.tokens:
        if isinstance(value, str) or value.tag == "br":
            continue
        if any(element.tag == "a" and _leads_to_person(element) for element in path):
            continue
        shown = next(value.iter("img"), value) if value.tag == "noscript" else value
        if shown.tag in _PLAYERS and not _is_player(shown):
            continue
        if shown.tag not in {"img", "amp-img"}:
            return False
        # AMP's images mostly state the ratio of their sides: https://amp.dev/documentation/components/amp-img
        sizes = (shown.get("width"), shown.get("height")) if shown.tag == "img" else (None, None)
        if not _PORTRAIT.search((shown.get("class") or "").lower()) and not decorates(shown.get("src") or "", *sizes):
            return False
    return True


def _leads_to_person(link: html.HtmlElement) -> bool:
    return link.get("rel") == "author" or _PERSON_PAGE.search((link.get("href") or "").lower()) is not None


def decorates(source: str, width: str | None, height: str | None) -> bool:
    """Whether an image is an icon, a face or a counter rather than a picture to look at.

    What fills the place of a picture until a script loads it tells nothing of that picture.
    """
    if _is_small(width) or _is_small(height):
        return True
    return (
        not source.startswith("data:")
        and _DECORATION.search(f"/{source.lower()}") is not None
        and not is_stand_in(source)
    )


def _is_small(stated: str | None) -> bool:
    return stated is not None and 0 < (pixels(stated) or 0) < _SMALLEST


def _figures(blocks: Sequence[Block], media: Sequence[int], captions: Sequence[bool]) -> dict[int, tuple[int, bool]]:
    """Each kept picture with the caption blocks around it, figure by figure."""
    figures: dict[int, tuple[int, bool]] = {}
    members: dict[Place, list[int]] = {}
    for index in media:
        if captions[index] and blocks[index].text:
            figures[index] = (index, False)
        following = index + 1
        while following < len(blocks) and following - index <= 4 and captions[following] and blocks[following].text:
            if not _share_place(blocks[index].place, blocks[following].place):
                break
            if not _TIMES.fullmatch(blocks[following].text):
                figures[index] = (index, False)
                figures[following] = (index, True)
            following += 1
        figure = _figure_around(blocks[index].place)
        if figure is None:
            continue
        members.setdefault(figure, []).append(index)
        before = index - 1
        if before < 0 or index in figures or before in figures or not captions[before] or not blocks[before].text:
            continue
        if _figure_around(blocks[before].place) is figure:
            figures[before], figures[index] = (index, True), (index, False)
    for pictures in members.values():
        captioned = {figures[index][0] for index in pictures if index in figures}
        if len(captioned) == 1:  # of all of them
            number = captioned.pop()
            figures.update((index, (number, False)) for index in pictures)
    return figures


def _add_captions_of_text(
    blocks: Sequence[Block],
    between: range,
    chosen: set[int],
    captions: Sequence[bool],
    figures: dict[int, tuple[int, bool]],
) -> None:
    """Take in the captions of tables, quotations and code that are set as figures; the other arguments as above.

    Args:
        between: The positions at which they may stand.
    """
    for index in between:
        if index >= len(blocks) or not captions[index] or not blocks[index].text or index in figures:
            continue
        figure = _figure_around(blocks[index].place)
        if figure is None or figure.media:
            continue
        for step in (-1, 1):
            member = index + step
            while member in chosen and _figure_around(blocks[member].place) is figure and _whole(blocks[member].place):
                figures[member], figures[index] = (index, False), (index, True)
                member += step


def _figure_around(place: Place) -> Place | None:
    return next((outer for outer in place.outward(_HIGHEST) if outer.tag == "figure"), None)


def _gallery_around(place: Place) -> Place | None:
    """The outermost figure around a place: that of a gallery, where it is one of its pictures."""
    return next((outer for outer in reversed([*place.outward(_HIGHEST)]) if outer.tag == "figure"), None)


def _share_place(place: Place, other: Place) -> bool:
    """Whether two places are parts of one small one: at most five levels up from either."""
    above = set(place.outward(6))
    shared = next((outer for outer in other.outward(6) if outer in above), None)
    return shared is not None and shared.text < 3000
