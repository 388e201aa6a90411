"""Which captions belong to which pictures, players and tables, and what of them is said of these."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.body.blocks import Block, Place, text_of
from crawler.extraction.body.lead import pictures_of
from crawler.extraction.body.words import Hint
from crawler.extraction.text import width

HIGHEST = 7  # levels between a picture and the text that it belongs to
MOST_BLOCKS = 4  # of a picture's caption
FEW_LINKED = 20  # characters of links that a caption may have
_META = int(Hint.META)
_MEDIA = int(Hint.MEDIA)
_TIMES = re.compile(r"[\d:/\s]*\d:\d\d[\d:/\s]*")  # of a player
_LABEL = re.compile(  # on what enlarges, shares or sells a picture, or counts pictures
    r"\W*(?:(?:(?:click|tap)(?: here)? to |view |see |open )?(?:enlarge|expand|zoom|full[ -]?(?:screen|size)|larger)"
    r"(?: in)?(?: (?:this |the )?(?:image|photo|picture|version))?|view (?:this )?(?:image|photo|gallery)"
    r"|share(?: (?:this )?(?:image|photo))? on \w+|purchase licensing rights(?:, opens new tab)?"
    r"|buy (?:this )?(?:photo|print)s?|(?:hide|show|toggle|open|close|read) caption|autoplay|pin(?: it)?"
    r"|(?:play )?video"
    r"|(?:(?:image|photo|picture|slide|bild|foto) )?\d+ ?(?:/|of|von) ?\d+"
    r"|(?:bild )?(?:vergrößern|in lightbox öffnen)|großansicht|vollbild|agrandir(?: l['’]image)?"
    r"|(?:voir en )?plein écran"
    r"|(?:cli\w+ (?:para|per) )?(?:ampliar|ingrandire|ingrandisci)(?: (?:la |l['’])?(?:imagen|imagem|immagine|foto))?"
    r"|pantalla completa|schermo intero|tela cheia|この記事の画像を見る(?:[（(]\d+枚[)）])?"
    r"|(?:クリックで|画像を|写真を)?拡大|(?:点击)?(?:查看大图|查看原图|看大图|放大))\W*"
)
_LONGEST_LABEL = 60  # characters
_LONGEST_CAPTION = 250  # columns of one that stands in one block with its picture
_BESIDE = 8  # blocks between such a one and the text that it stands beside


def columns_of(blocks: Sequence[Block], captions: Sequence[bool], positions: Sequence[int]) -> dict[Place, int]:
    """How many columns of the captions at these positions stand in each place."""
    found: dict[Place, int] = {}
    for index in positions:
        if captions[index] and (text := blocks[index].text):
            size = width(text)
            for place in blocks[index].place.outward(HIGHEST):
                found[place] = found.get(place, 0) + size
    return found


def holds_its_caption(blocks: Sequence[Block], index: int, chosen: set[int]) -> bool:
    """Whether the text of a block is the caption of the picture in it: a short line beside chosen text."""
    block = blocks[index]
    place = block.place
    if width(block.text) > _LONGEST_CAPTION or block.link_text > FEW_LINKED or not pictures_of(block).tokens:
        return False
    for at in range(index - _BESIDE, index + _BESIDE + 1):
        if at in chosen:
            around = blocks[at].place.parent
            if around is place or (around is place.parent and (place.tag == "p" or place.hints & _MEDIA)):
                return not place.hints & _META
    return False


def figures_of(blocks: Sequence[Block], media: Sequence[int], captions: Sequence[bool]) -> dict[int, tuple[int, bool]]:
    """The figures that kept pictures and the captions around them make.

    Of each of their blocks which figure it belongs to, by a number that all of these share, and whether it is the
    caption, out of which labels are taken.
    """
    figures: dict[int, tuple[int, bool]] = {}
    members: dict[Place, list[int]] = {}
    for index in media:
        drop_labels(blocks[index])
        if blocks[index].text:
            figures[index] = (index, False)
        following = index + 1
        said = {""}
        while following < len(blocks) and following - index <= MOST_BLOCKS:
            if not captions[following]:
                if not _is_label(blocks[following].text):
                    break
                following += 1
                continue
            if blocks[following].media and not blocks[following].text:
                break
            if not _share_place(blocks[index].place, blocks[following].place):
                break
            drop_labels(blocks[following])
            text = blocks[following].text
            if text not in said and not _TIMES.fullmatch(text):  # some show it twice, once for where it is enlarged
                figures[index] = (index, False)
                figures[following] = (index, True)
            said.add(text)
            following += 1
        figure = _figure_around(blocks[index].place)
        if figure is None:
            continue
        members.setdefault(figure, []).append(index)
        before = index - 1
        if before < 0 or index in figures or before in figures or not captions[before]:
            continue
        drop_labels(blocks[before])
        if blocks[before].text and _figure_around(blocks[before].place) is figure:
            figures[before], figures[index] = (index, True), (index, False)
    for pictures in members.values():
        captioned = {figures[index][0] for index in pictures if index in figures}
        if len(captioned) == 1:  # of all of them
            number = captioned.pop()
            figures.update((index, (number, False)) for index in pictures)
    return figures


def drop_labels(caption: Block) -> None:
    """Take out of a caption what serves to enlarge, to share or to buy its picture."""
    if not caption.text:
        return
    spoken = [(value, path) for value, path in caption.tokens if not isinstance(value, str) or not _is_label(value)]
    if len(spoken) < len(caption.tokens):
        caption.tokens = spoken
        caption.text = text_of(spoken)


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and _LABEL.fullmatch(text.strip().lower()) is not None


def add_captions_of_text(
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
            while member in chosen and _figure_around(blocks[member].place) is figure and blocks[member].place.whole():
                figures[member], figures[index] = (index, False), (index, True)
                member += step


def _figure_around(place: Place) -> Place | None:
    return next((outer for outer in place.outward(HIGHEST) if outer.tag == "figure"), None)


def _share_place(place: Place, other: Place) -> bool:
    """Whether two places are parts of one small one: at most five levels up from either."""
    above = set(place.outward(6))
    shared = next((outer for outer in other.outward(6) if outer in above), None)
    return shared is not None and shared.text < 3000
