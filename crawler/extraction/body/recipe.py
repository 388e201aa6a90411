"""Ingredients and steps: which blocks hold what a page's data state of them (https://schema.org/Recipe, HowTo)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree, html

from crawler.extraction.body.blocks import HEADINGS, Block, Place, places_inside
from crawler.extraction.body.survey import Survey
from crawler.extraction.body.words import Hint
from crawler.extraction.document import for_tree
from crawler.extraction.json_ld import Node, types
from crawler.extraction.text import collapse, fold, width
from crawler.references import unescape

Lines = tuple[str, ...]

_KINDS = frozenset({"Recipe", "HowTo"})
_INGREDIENTS = ("recipeIngredient", "ingredients", "supply")
_STEPS = ("recipeInstructions", "step", "steps")
_INSIDE = ("itemListElement", "steps", "step", "text", "name")  # of a section or a step
_MOST_LINES = 200
_MOST_TEXT = 20_000  # characters of a list
_MOST_HOLDERS = 20
_MOST_VALUES = 5_000
_MARKUP = re.compile(r"<[^<>]{1,2000}>")
_BREAK = re.compile(r"<(?:br|/p|/li|/div)\b[^<>]*>|[\r\n]+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+\W*")
_INGREDIENT, _STEP = int(Hint.INGREDIENTS), int(Hint.STEPS)
_NAMES = _INGREDIENT | _STEP
_LISTS = frozenset({"ul", "ol", "dl", "table", "tbody"})
_PARTS_OF_LISTS = frozenset({"li", "dt", "dd", "td", "th"})
_STOPS = (".", "!", "。")
_ENOUGH = 100  # columns of prose that are chosen, without which names alone make no recipe
_FEWEST = 3  # lines of a list
_LABELS = 3  # times that a template repeats what is no ingredient
_SHORTEST = 3  # letters and digits; less is found everywhere
_TELLING = 20  # letters and digits of a line that a longer block holds, so that it is one of the steps
_SAID = 0.7  # the share of a block's letters in words of the ingredients, from which it is one of them
_MOST = 0.5  # the share of a list's text that stands in its place
_PURE = 0.6  # the share of a place's text that the list has, from which all of the place is the list's
_PART = 0.3  # likewise, of a list's element
_LEAST = 0.15  # likewise, below which there is no such place
_ALL_LINKED = 0.9  # the share of links from which an item is but one, the list's only if others there are not
_BEFORE = 2  # blocks from a heading to what it is the heading of
_AROUND = 3  # levels


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a page's data state of a recipe or an instruction."""

    ingredients: Lines = ()
    steps: Lines = ()


def read(nodes: Sequence[Node]) -> Recipe | None:
    """The first recipe or instruction among JSON-LD nodes that has ingredients or steps."""
    for node in nodes:
        if types(node) & _KINDS:
            recipe = Recipe(*(tuple(_few(_lines(node, names))) for names in (_INGREDIENTS, _STEPS)))
            if recipe.ingredients or recipe.steps:
                return recipe
    return None


def _few(lines: Iterable[str]) -> Iterator[str]:
    size = 0
    for line in islice(lines, _MOST_LINES):
        size += len(line)
        if size > _MOST_TEXT:
            break
        yield line


def _lines(node: Node, names: Sequence[str]) -> Iterator[str]:
    """The lines of a list as data write it: texts, steps, and sections of steps."""
    waiting: list[Any] = [next((node[name] for name in names if node.get(name)), None)]
    for _ in range(_MOST_VALUES):
        if not waiting:
            break
        item = waiting.pop()
        if isinstance(item, str):
            for line in _BREAK.split(unescape(item)):
                if text := collapse(_MARKUP.sub(" ", for_tree(line).decode())):
                    yield text
        elif isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            waiting.append(next((item[name] for name in _INSIDE if item.get(name)), None))


def written(recipe: Recipe) -> html.HtmlElement:
    """A recipe as HTML, the steps numbered."""
    root = html.Element("div")
    for tag, lines in (("ul", recipe.ingredients), ("ol", recipe.steps)):
        if lines:
            items = etree.SubElement(root, tag)
            for line in lines:
                etree.SubElement(items, "li").text = line
    return root


def find(page: Survey, recipe: Recipe | None, scores: Sequence[float], threshold: float) -> tuple[set[int], set[int]]:
    """The positions of the blocks that hold ingredients and steps, and of those that surely are none of the text.

    The latter are lists that the page shows once more, and what stands in each line of a list, as buttons do.

    Args:
        page: All blocks of the page.
        recipe: What the page's data state.
        scores: How likely each block is to be the article's, 0 to 1.
        threshold: What the scores of chosen blocks are above.
    """
    if recipe is None and not any(block.place.hints & _INGREDIENT for block in page.blocks):
        return set(), set()
    found: set[int] = set()
    matched: set[int] = set()
    labels: set[int] = set()
    missing = _NAMES
    for lines, kind in ((recipe.ingredients, _INGREDIENT), (recipe.steps, _STEP)) if recipe else ():
        saying = _matched(page.blocks, lines, loosely=kind == _INGREDIENT)
        part, beside = _stated(page, lines, saying, amounts=kind == _INGREDIENT)
        if part:
            missing &= ~kind
        found |= part
        matched |= saying
        labels |= beside
    labels -= found
    prose = sum(
        page.widths[index]
        for index, score in enumerate(scores)
        if score > threshold and page.blocks[index].place.tag not in HEADINGS
    )
    if found or prose >= _ENOUGH:
        found |= _named(page, missing, enough=0 if found else _FEWEST)
    none = labels | _repeated(page.blocks, found, matched)
    return found - none, none


def _stated(page: Survey, lines: Lines, matched: Set[int], *, amounts: bool) -> tuple[set[int], set[int]]:
    """The blocks that are a list, and the labels in it.

    Args:
        page: All blocks of the page.
        lines: What the data state of the list.
        matched: The positions of the blocks that say any of it; those in the place that has most are the list's.
        amounts: Whether what has digits is an amount, thus no label, however often it stands there.
    """
    blocks, widths, places = page.blocks, page.widths, page.places
    sums: dict[Place, int] = {}
    for index in matched:
        place = blocks[index].place
        sums[place] = sums.get(place, 0) + widths[index]
    holders = _holders(places, sums, _MOST * sum(map(width, lines)))
    if not holders:
        return set(), set()
    holder = min(
        (_whole(place, sums) for place in holders),
        key=lambda place: (place.hidden, not _is_list(place, sums), not place.hints & _NAMES, -sums[place]),
    )
    held = _positions(blocks, places, holder)
    part = held & matched
    labels: set[int] = set()
    if _is_list(holder, sums):
        labels = _labels(blocks, held - part, amounts=amounts)
        part |= _company(blocks, part, held - part - labels)
    near = _positions(blocks, places, next(islice(holder.outward(_AROUND + 1), _AROUND, None), places[0]))
    alike = {page.signatures[index] for index in part}
    part |= {index for index in near & matched if page.signatures[index] in alike}
    return part | _heading(blocks, min(part), near), labels


def _labels(blocks: Sequence[Block], others: Set[int], *, amounts: bool) -> set[int]:
    """What a template repeats beside the lines of a list, as it does the labels of buttons."""
    wordings = {index: _DIGITS.sub("", blocks[index].text) for index in others}
    times = Counter(wordings.values())
    return {
        index
        for index, wording in wordings.items()
        if wording
        and times[wording] >= _LABELS
        and blocks[index].place.heading() is None
        and not (amounts and wording != blocks[index].text)
    }


def _company(blocks: Sequence[Block], part: Set[int], others: Set[int]) -> set[int]:
    """What belongs to the lines of a list: headings before them, amounts, and what stands in the same elements."""
    beside = {blocks[index].place.parent for index in part}
    return {
        index
        for index in others
        if _unlinked(blocks[index])
        and (
            (blocks[index].place.heading() is not None and not part.isdisjoint(range(index + 1, index + 1 + _BEFORE)))
            or blocks[index].place.parent in beside
            or blocks[index].text.isdecimal()
        )
    }


def _named(page: Survey, kinds: int, *, enough: int) -> set[int]:
    """The blocks in elements named after ingredients or steps, if so many are in ones named after ingredients.

    Args:
        page: All blocks of the page.
        kinds: The names that count in any element; those of ingredients always do in items of lists.
        enough: How many.
    """
    blocks = page.blocks
    named = set()
    linked = []
    for index, block in enumerate(blocks):
        hinted = block.place.hints & _NAMES
        if not hinted or page.excluded[index]:
            continue
        listed = block.place.tag in _PARTS_OF_LISTS
        if not (hinted & kinds or (listed and hinted & _INGREDIENT)):
            continue
        if _unlinked(block) or (
            listed and (block.link_text < _ALL_LINKED * len(block.text) or block.text.endswith(_STOPS))
        ):
            named.add(index)
        elif listed:
            linked.append(index)
    beside = {blocks[index].place.parent for index in named}
    named.update(index for index in linked if blocks[index].place.parent in beside)
    ingredients = sum(1 for index in named if blocks[index].place.hints & _INGREDIENT)
    return named if ingredients >= enough else set()


def _repeated(blocks: Sequence[Block], found: Set[int], others: Set[int]) -> set[int]:
    """The lists that a page shows once more, as for printing or beside each step; those found are the first."""
    lists: dict[Place | None, list[int]] = {}
    for index in (*sorted(found), *sorted(others - found)):
        lists.setdefault(blocks[index].place.parent, []).append(index)
    shown: set[tuple[str, ...]] = set()
    repeated: set[int] = set()
    for members in lists.values():
        texts = tuple(blocks[index].text for index in members)
        if len(texts) >= _FEWEST and texts in shown:
            repeated.update(members)
        shown.add(texts)
    return repeated


def _matched(blocks: Sequence[Block], lines: Lines, *, loosely: bool) -> set[int]:
    """The blocks that are some of these lines, or loosely, that mostly say their words."""
    said = "\n".join(map(fold, lines))
    telling = [text for text in said.split("\n") if len(text) >= _TELLING]
    shortest = min(map(len, telling), default=0)
    words = set(_WORD.findall(" ".join(lines).lower())) if loosely else set()
    found = set()
    for index, block in enumerate(blocks):
        own = fold(block.text) if block.tokens else ""
        if len(own) >= _SHORTEST and (own in said or (len(own) > shortest and any(text in own for text in telling))):
            found.add(index)
        elif own and loosely:
            spoken = _WORD.findall(block.text.lower())
            share = sum(len(word) for word in spoken if word in words) / sum(map(len, spoken))
            if share >= (_SAID if len(own) >= _SHORTEST else 1.0):
                found.add(index)
    return found


def _holders(places: Sequence[Place], sums: dict[Place, int], enough: float) -> list[Place]:
    """The innermost places that hold enough, the first so many; fills in the sums of those around others."""
    holders = []
    around: set[Place] = set()
    for place in reversed(places):
        if place not in sums:
            continue
        outer = place.parent
        if outer is not None:
            sums[outer] = sums.get(outer, 0) + sums[place]
        if place not in around and sums[place] >= max(enough, _LEAST * place.text):
            holders.append(place)
            around.add(place)
        if place in around and outer is not None:
            around.add(outer)
    return holders[: -_MOST_HOLDERS - 1 : -1]


def _whole(place: Place, sums: dict[Place, int]) -> Place:
    """The outermost place around one that holds more of a list and little else."""
    found = place
    for outer in islice(place.outward(place.depth + 1), 1, None):
        if sums[outer] < _PURE * outer.text:
            break
        if sums[outer] > sums[found]:
            found = outer
    return found


def _is_list(place: Place, sums: dict[Place, int]) -> bool:
    """Whether a place holds a list and little else, or is a list of which data state a part."""
    return sums[place] >= (_PART if place.tag in _LISTS else _PURE) * place.text


def _heading(blocks: Sequence[Block], first: int, near: Set[int]) -> set[int]:
    """The position of the heading that stands before the first block of a list, if one does."""
    for index in range(first - 1, max(first - 1 - _BEFORE, -1), -1):
        if blocks[index].place.heading() is not None:
            return {index} if _unlinked(blocks[index]) and index in near else set()
    return set()


def _unlinked(block: Block) -> bool:
    return bool(block.text and block.tokens) and not block.is_linked()


def _positions(blocks: Sequence[Block], places: Sequence[Place], outer: Place) -> set[int]:
    """The positions of the blocks in a place."""
    within = places_inside(places, outer)
    return {index for index, block in enumerate(blocks) if block.place in within}
