"""Which pictures, players and captions stand with the chosen text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from lxml import html

from crawler.extraction.body.blocks import Block, Place, Token, medium_of
from crawler.extraction.body.captions import (
    FEW_LINKED,
    HIGHEST,
    MOST_BLOCKS,
    add_captions_of_text,
    columns_of,
    drop_labels,
    figures_of,
    holds_its_caption,
)
from crawler.extraction.body.lead import find_lead, leads_away, pictures_of
from crawler.extraction.body.settle import LEAD_BLOCKS, TRAILING_BLOCKS, body_around
from crawler.extraction.body.words import OUTSIDE, Hint, hints, is_filler
from crawler.extraction.embeds import waits
from crawler.extraction.images import is_stand_in, pixels
from crawler.extraction.text import width
from crawler.hosts import host_and_path, is_one_site
from crawler.pictures import counts_readers

_AROUND_POSTS = int(Hint.SHARE | Hint.NOTICE)  # named after a social network, or for consent
_RELATED = int(Hint.RELATED)
_META = int(Hint.META)
_MEDIA = int(Hint.MEDIA)
_WANTED = int(Hint.MEDIA | Hint.BODY)
# These three are searched for in lower case.
_DECORATION = re.compile(  # after a slash
    r"[/_.-](?:"
    r"(?:pixel|spacer|avatars?|gravatar|icons?|logos?|emoji|sprite|badge|button|tracking|beacon|count"
    r"|doubleclick|adsystem)(?:[/_.?-]|\d|$)"
    r"|(?<!^/)(?:arrows?|bullets?|load(?:er|ing)|lupe|meter|play(?:[_-]?(?:icon|btn|button|overlay))?|puce|spinner|wait"
    r"|zoom(?:[_-]?in)?)(?:[.-][0-9a-f]{5,8})?\.(?:gif|png|svg))"
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
    r"(?:label[_-]+(?:visually[_-]+)?|overflow-)hidden|hide[_-]placeholder|popup|modal|(?<!\S)(?:cmp|mc)-"
)
_CLIPPED = re.compile("overflow-hidden")  # as Tailwind calls it
_BUILDER_LEVELS = 14  # from a line up to the article's body, where a page builder sets each line into boxes
_PLAYERS = frozenset({"iframe", "embed", "video", "audio", "amp-iframe", "amp-video", "amp-audio"})
_NO_PLAYER = re.compile(  # advertisements, and buttons of social networks
    r"(?:[./-]|^)(?:(?:smart)?ads?|adserver|doubleclick|googlesyndication|taboola|outbrain)[./-]|adsystem[./-]"
    r"|facebook\.com/plugins/(?!video|post)|twitter\.com/widgets/(?:follow|tweet)_|/plusone\b"
)
_ROWS = frozenset({"tr", "tbody"})  # of tables that lay out a page: no levels of their own
_AROUND = frozenset({"aside", "footer", "nav", "form"})
_AROUND_IMAGE = frozenset({"noscript", "picture"})
_SMALLEST = 70  # pixels
_PICTURE_PAGE = re.compile(  # in the path of its address
    r"galer|gallery|gallerie|\bfotos?\b|photo|\bimages?\b|bild(?:er)?\b|slideshow|strecke|attachment"
    r"|\.(?:jpe?g|png|gif|webp|avif)$"
)
_LEAD_PICTURES = 3


def choose_media(
    blocks: list[Block], chosen: set[int], captions: Sequence[bool], address: str, lead_address: str | None = None
) -> tuple[list[int], dict[int, tuple[int, bool]]]:
    """The positions of all blocks to publish, in order, and the figures among them (see `assemble`).

    Args:
        blocks: All blocks of the page. Where a player stands in a text that was not chosen, the player is left.
        chosen: The positions of the body's text.
        captions: Whether each block is a caption.
        address: That of the page.
        lead_address: That of the picture that the metadata name.
    """
    if not chosen:
        media = _alone(blocks, captions)
        _drop_decoration(blocks, media)
        figures = figures_of(blocks, media, captions)
        return sorted({*media, *figures}), figures
    kept_text: dict[Place, int] = {}
    holders: list[Place] = []
    for index in chosen:
        place: Place | None = blocks[index].place
        while place is not None and place not in kept_text:
            kept_text[place] = 0
            holders.append(place)
            place = place.parent
        kept_text[blocks[index].place] += width(blocks[index].text)
    for place in sorted(holders, key=attrgetter("depth"), reverse=True):
        if place.parent is not None:
            kept_text[place.parent] += kept_text[place]
    first, last = min(chosen), max(chosen)
    body = body_around(blocks[last].place, _BUILDER_LEVELS)
    kept = set(chosen)
    lead = 0
    media = []
    near_text = range(max(0, first - LEAD_BLOCKS), _end_of_media(blocks, captions, last))
    captioned = columns_of(blocks, captions, near_text)
    for index in near_text:
        block = blocks[index]
        if index in chosen or not block.media:
            continue
        if (
            block.text
            and not captions[index]
            and not (first < index < last and holds_its_caption(blocks, index, chosen))
        ):
            players = [token for token in block.tokens if _is_player(token[0])]
            if not players or is_filler(block.text):  # "Listen to this article"
                continue
            blocks[index] = block = Block(block.place, players, media=True)
        before = index < first
        if (before and lead >= _LEAD_PICTURES) or _is_decoration(block):
            continue
        below = index > last and (body is None or not block.place.stands_in(body))
        near = 2 if below else 4 if before else HIGHEST
        if _belongs(blocks, index, address, kept_text, captioned, near, between=first < index < last):
            media.append(index)
            lead += before
    found = find_lead(blocks, captions, (*media, *chosen), first, lead_address)
    if found is not None and not _is_decoration(blocks[found]):
        if blocks[found].text and not captions[found]:
            blocks[found] = pictures_of(blocks[found])
        media = sorted({*media, found})
    kept.update(media)
    _drop_decoration(blocks, media)
    figures = figures_of(blocks, media, captions)
    add_captions_of_text(blocks, range(first, last + 2), chosen, captions, figures)
    kept.update(figures)
    return sorted(kept), figures


def _end_of_media(blocks: Sequence[Block], captions: Sequence[bool], last: int) -> int:
    """The position up to which pictures may stand below the last text: behind all of a gallery there."""
    end = last + 1
    while end < len(blocks) and (blocks[end].media or (captions[end] and blocks[end - 1].media)):
        end += 1
    return max(end, min(len(blocks), last + TRAILING_BLOCKS))


def _alone(blocks: Sequence[Block], captions: Sequence[bool]) -> list[int]:
    """The positions of the media that are all there is to an article: in the only `article` of the page."""
    articles: dict[Place, list[int]] = {}
    for index, block in enumerate(blocks):
        place: Place | None = block.place
        outside = False
        while place is not None and place.tag != "article":
            outside |= bool(place.hints & (OUTSIDE | _RELATED)) or place.tag in _AROUND
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


def _belongs(
    blocks: Sequence[Block],
    index: int,
    address: str,
    kept_text: dict[Place, int],
    captioned: dict[Place, int],
    near: int,
    *,
    between: bool,
) -> bool:
    """Whether a picture stands with the text: no more than `near` levels inside what holds that."""
    block = blocks[index]
    place: Place | None = block.place
    inner: Place | None = None
    figure = _gallery_around(block.place)
    levels = 0  # outside the figure or gallery
    unlikely = OUTSIDE & ~_AROUND_POSTS if any(waits(value) for value, _ in block.tokens) else OUTSIDE
    while place is not None and levels <= near:
        if place in kept_text:
            if inner is None:
                return kept_text[place] * 3 > place.text
            own = captioned.get(inner, 0)
            if _is_teaser(inner, kept_text) and (own < inner.text or not _is_credited(blocks, index, inner, address)):
                return False
            return kept_text[place] * 3 > place.text - own
        if place.hints & unlikely and not (_shows(place) and not _leads_away(block)):
            return False
        if not between and place.hints & _META and _names_author(place.names):
            return False
        if place.hints & _RELATED and not place.hints & _WANTED and (place.link_text or _leads_away(block)):
            return False
        if place is figure:
            figure = None
        elif figure is None and (place.tag not in _ROWS or near < HIGHEST):
            levels += 1
        inner = place
        place = place.parent
    return False


def _is_teaser(inner: Place, kept_text: dict[Place, int]) -> bool:
    """Whether what holds a picture beside the text is mostly links."""
    foreign = inner.text - kept_text.get(inner, 0)
    return inner.link_text > FEW_LINKED and inner.link_text * 2 > foreign


def _is_credited(blocks: Sequence[Block], index: int, inner: Place, address: str) -> bool:
    """Whether neither a picture nor most of its caption leads to another page of the site, as those of teasers do."""
    linked = 0  # columns that do
    for at in range(max(0, index - MOST_BLOCKS), min(index + MOST_BLOCKS + 1, len(blocks))):
        if not blocks[at].place.stands_in(inner):
            continue
        drop_labels(blocks[at])
        for value, path in blocks[at].tokens:
            if any(_leads_to_page(element, address) for element in path):
                if not isinstance(value, str):
                    return False
                linked += width(value)
    return linked <= max(FEW_LINKED, inner.text / 2)


def _leads_to_page(element: html.HtmlElement, address: str) -> bool:
    """Whether an element is a link to a page of the same site that is not that of a picture."""
    target = (element.get("href") or "").strip() if element.tag == "a" else ""
    if not target or target.startswith(("#", "javascript:;", "javascript:void")):
        return False
    host, path = host_and_path(target)
    if host and not is_one_site(host, host_and_path(address)[0]):
        return False
    return _PICTURE_PAGE.search(path.lower()) is None


def _shows(place: Place) -> bool:
    """Whether what seems a notice is the box of a picture, named after how that is labelled, enlarged or clipped."""
    return _is_shown(place.names, of_media=place.hints & _MEDIA != 0)


@lru_cache(maxsize=5_000)
def _is_shown(names: str, *, of_media: bool) -> bool:
    return not hints((_NO_NOTICE if of_media else _CLIPPED).sub(" ", names)) & OUTSIDE


@lru_cache(maxsize=5_000)
def _names_author(names: str) -> bool:
    return _AUTHOR_BOX.search(names) is not None


def _leads_away(block: Block) -> bool:
    return any(map(leads_away, block.tokens))


def _is_decoration(block: Block) -> bool:
    return all(map(_decorates, block.tokens))


def _decorates(token: Token) -> bool:
    """Whether a token is a text, or a picture that is an icon, a portrait of the author or an advertisement."""
    value = medium_of(token)
    if value is None or any(element.tag == "a" and _leads_to_person(element) for element in token[1]):
        return True
    shown = next(value.iter("img"), value) if value.tag in _AROUND_IMAGE else value
    if shown.tag in _PLAYERS and not _is_player(shown):
        return True
    if shown.tag not in {"img", "amp-img"}:
        return False
    # AMP's images mostly state the ratio of their sides: https://amp.dev/documentation/components/amp-img
    sizes = (shown.get("width"), shown.get("height")) if shown.tag == "img" else (None, None)
    return _PORTRAIT.search((shown.get("class") or "").lower()) is not None or decorates(shown.get("src") or "", *sizes)


def _leads_to_person(link: html.HtmlElement) -> bool:
    return link.get("rel") == "author" or _PERSON_PAGE.search((link.get("href") or "").lower()) is not None


def decorates(source: str, width: str | None, height: str | None) -> bool:
    """Whether an image is an icon, a face or a counter rather than a picture to look at.

    What fills the place of a picture until a script loads it tells nothing of that picture.
    """
    if _is_small(width) or _is_small(height) or counts_readers(source):
        return True
    return (
        not source.startswith("data:")
        and _DECORATION.search(f"/{source.lower()}") is not None
        and not is_stand_in(source)
    )


def _is_small(stated: str | None) -> bool:
    return stated is not None and 0 < (pixels(stated) or 0) < _SMALLEST


def _drop_decoration(blocks: Sequence[Block], media: Sequence[int]) -> None:
    """Take out of these blocks of pictures what only decorates them, such as the sign that they can be enlarged."""
    for block in (blocks[index] for index in media):
        if len(block.tokens) > 1:
            block.tokens = [token for token in block.tokens if medium_of(token) is None or not _decorates(token)]


def _gallery_around(place: Place) -> Place | None:
    """The outermost figure around a place: that of a gallery, where it is one of its pictures."""
    return next((outer for outer in reversed([*place.outward(HIGHEST)]) if outer.tag == "figure"), None)
