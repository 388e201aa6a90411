"""The picture above an article: known, wherever a template sets it, by being the one that the metadata name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from lxml import html

from crawler.extraction.body.blocks import Block, Token
from crawler.extraction.body.words import Hint
from crawler.extraction.images import leads_to_picture
from crawler.pictures import picture_name

_ELSEWHERE = int(Hint.COMMENTS | Hint.ADVERTISEMENT | Hint.SUBSCRIBE)
_BEFORE = 40  # blocks before the first text in which it may stand
_BELOW = 8  # blocks behind the beginning of the text, likewise
_PICTURES = frozenset({"img", "picture", "image", "amp-img", "noscript"})


def find_lead(
    blocks: Sequence[Block], captions: Sequence[bool], shown: Iterable[int], first: int, address: str | None
) -> int | None:
    """The position of the block with the picture of this address, where it is not shown already.

    A link may lead from it to its own page, as the caption tells or the text above; other links are those of teasers.

    Args:
        blocks: All blocks of the page.
        captions: Whether each of them is a caption.
        shown: The positions of those that are shown.
        first: That of the first text.
        address: The picture that the metadata name.
    """
    name = picture_name(address or "")
    if name is None:
        return None
    if any(_shows(token, name) for index in shown if blocks[index].media for token in blocks[index].tokens):
        return None
    near = range(max(0, first - _BEFORE), min(len(blocks), first + _BELOW))
    with_media = [index for index in near if blocks[index].media]
    for index in sorted(with_media, key=lambda index: abs(index - first)):
        block = blocks[index]
        if block.place.hidden or block.place.hints & _ELSEWHERE:
            continue
        own = index > first or (index + 1 < len(blocks) and captions[index + 1] and blocks[index + 1].text)
        if any(_shows(token, name) and (own or not leads_away(token)) for token in block.tokens):
            return index
    return None


def pictures_of(block: Block) -> Block:
    """The pictures of a block, without its text."""
    tokens = [(value, path) for value, path in block.tokens if not isinstance(value, str) and value.tag in _PICTURES]
    return Block(block.place, tokens, media=True)


def _shows(token: Token, name: str) -> bool:
    """Whether a token is a picture one of whose files has this name."""
    shown, _ = token
    if isinstance(shown, str) or shown.tag not in _PICTURES:
        return False
    return any(_holds(element, name) for element in shown.iter())


def _holds(element: html.HtmlElement, name: str) -> bool:
    values = (element.text or "", *element.values()) if element.tag == "noscript" else element.values()
    return any(name in value or ("%" in value and name in unquote(unquote(value))) for value in values)


def leads_away(token: Token) -> bool:
    """Whether a picture is a link to something else than a picture."""
    return any(element.tag == "a" and not leads_to_picture(element) for element in token[1])
