"""Which places of a page surely hold none of the article's text: captions, what readers wrote, what asks for consent or
a subscription, what opens above the page, other articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.extraction.body.blocks import Block, Place
from crawler.extraction.body.words import Hint, names_listing

_FIGURES = frozenset({"figure", "figcaption"})
_NEVER_CAPTIONS = frozenset({"td", "th", "pre", "blockquote", "h1"})
_CAPTION_HINTS = int(Hint.MEDIA | Hint.META)  # plain numbers: enum's own operators are slow
_COMMENTS = int(Hint.COMMENTS)
_CAPTION_NAME = re.compile(
    r"(?:[Cc](?:(?<![^\s_-].)|(?<=[a-z]C))(?:aption|redits?)|[Ll](?<![^\s_-].)egend|b(?<![^\s_-].)ildunterschrift)"
    r"(?![a-z]*ed)|(?<![^\s_-])(?:thumbcaption|gallery(?:text|caption))(?![^\s])"  # the last of MediaWiki
)
_ANY_CAPTION = re.compile("aption|redit|egend|bildunterschrift|gallerytext")  # in all that it finds, sooner searched
_WHOLE_ARTICLE = 600  # columns of prose around the title that make up an article of its own
_LONGER = 10  # times the article with the title, from which it rather is another's introduction
_SHORTEST_ARTICLE = 200  # columns of prose without which a page's comments may be what it is about
_PICTURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:images?|img|photo|picture|foto|bild|thumbnail)(?:$|[\s_-])|photobox|image-?box"
)
# "bild-und-text", "text-with-image": parts of a page builder's that stand side by side.
_WITH_TEXT = re.compile(
    r"[_-](?:und|mit|and|with|et|avec|con|e|y|en|met|och|og)[_-](?:text|image|bild|picture|photo|foto)"
    r"|text[_-](?:image|bild|picture|photo|foto)"
)
_PICTURE_BLOCKS = 4
_PICTURE_TEXT = 400  # columns; what is named after a picture and holds more is a way to lay out text
_MEDIA = int(Hint.MEDIA)
_LONGEST_CAPTION = 700  # columns; figures that hold more are a way to lay out text
_COMMENTS_NAME = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|commentlist|comments?-?(?:area|section|container|wrapper|block|box|thread)"
    r"|disqus\w*|respond|reader-?comments|user-?comments|kommentare|comentarios|commentaires|commenti|reacties"
    r"|livefyre|spotim|viafoura|hyvor\w*|isso-thread|utterances)(?:$|[\s_-])"
)
# "ArticleCommentsContainer", "commentTree": all of them; of forums' posts each is a "Comment".
_COMMENTS_INSIDE = re.compile(
    r"(?:(?<=[a-z])C|(?<![^\s_-])[Cc])omments(?=[A-Z]|$|[\s_-])"
    r"|[Cc]omment(?:List|Area|Section|Container|Wrapper|Block|Box|Thread|Tree)"
)
_NOTICE = int(Hint.NOTICE)
_CONSENT_NAME = re.compile(  # the products and boxes that ask for consent to cookies
    r"onetrust-|ot-(?<!\Sot-)(?:sdk|pc)-|didomi-(?:host|popup|notice)|cybotcookiebot|qc-cmp|cmplz-|cmpbox"
    r"|iubenda-cs|tarteaucitron|axeptio|usercentrics|osano-cm"
    r"|cky-(?<!\Scky-)|fc-consent(?<!\Sfc-consent)|sp_message_container"
    r"|c(?<![^\s_-].)ookie-?(?:alert|banner|bar|consent|dialog|disclaimer|hint|hinweis|law|layer|message|modal|notice"
    r"|overlay|popup|warning)|borlabs-?cookie|moove_gdpr"
)
_POPUP_NAME = re.compile(  # what opens above the page: settings, forms, explanations
    r"(?:^|[\s_-])(?<!non-)(?:modal|pop-?up)(?:$|\s|--|[_-](?:banner|body|box|container|content|dialog|inner|message|overlay"
    r"|window|wrap))"
)
_SUBSCRIBE = int(Hint.SUBSCRIBE)
_SUBSCRIPTION_NAME = re.compile(
    r"(?:newsletter|subscri(?:be|ption)|sign-?up|mailing-?list)[_-]*(?:[a-z]+[_-]+)?"
    r"(?:widget|box|form|cta|embed|promo|block|banner|card|module|wrap|container|prompt)"
    r"|(?:^|[\s_-])newsletter(?:$|\s|__)"
)
_ASKING = _COMMENTS | _NOTICE | _SUBSCRIBE
_ABOUT = int(Hint.META | Hint.NAVIGATION | Hint.COMMENTS)
_ABOUT_NAME = re.compile(  # of what tells of a post's author, its address and its licence, of its site, how to comment
    r"(?:^|[\s_-])(?:post|article|entry|blog)[_-]*(?:copyright|licen[sc]e|licensing)|licen[sc]e-?box"
    r"|(?:^|\s)(?:author-(?:bio|description)|sitesub|comment-(?:respond|form)|commentform)(?:$|\s)"
)
_ANY_ABOUT = re.compile("copyright|licen|author-|sitesub|comment")  # in all that it finds, sooner searched
_LONGEST_BOX = 600  # characters
_LONGEST_FORM = 3000  # likewise; some pages stand in one form with all that they hold
_FAR = 9  # levels, of which a figure has fewer
_BESIDE_LISTING = 2  # blocks
_FRAMED = frozenset({"blockquote", "pre"})  # quotations, posts and code


@lru_cache(maxsize=20_000)
def _names_subscription(names: str) -> bool:
    return _SUBSCRIPTION_NAME.search(names.lower()) is not None


@lru_cache(maxsize=20_000)
def _names_about(names: str) -> bool:
    lower = names.lower()
    return _ANY_ABOUT.search(lower) is not None and _ABOUT_NAME.search(lower) is not None


@lru_cache(maxsize=20_000)
def _names_picture(names: str) -> bool:
    lower = names.lower()
    return _PICTURE_NAME.search(lower) is not None and _WITH_TEXT.search(lower) is None


@lru_cache(maxsize=20_000)
def _names_caption(names: str) -> bool:
    return _ANY_CAPTION.search(names) is not None and _CAPTION_NAME.search(names) is not None


@lru_cache(maxsize=20_000)
def _names_comments(names: str) -> bool:
    return _COMMENTS_NAME.search(names.lower()) is not None or _COMMENTS_INSIDE.search(names) is not None


@lru_cache(maxsize=20_000)
def _names_consent(names: str) -> bool:
    return _CONSENT_NAME.search(names.lower()) is not None


@lru_cache(maxsize=20_000)
def _names_popup(names: str) -> bool:
    return _POPUP_NAME.search(names.lower()) is not None


def find_asides(places: Sequence[Place]) -> tuple[set[Place], set[Place]]:
    """The places that hold captions, and those with what readers wrote or what asks something of them."""
    captions: set[Place] = set()
    others: set[Place] = set()
    figures: dict[Place, int] = {}  # how many levels a place is inside a figure
    listings: set[Place] = set()  # around code, whose language and line numbers stand beside it
    enough = places[0].good_text - _SHORTEST_ARTICLE
    for place in places:
        outer = place.parent
        if outer is None:
            continue
        tag, text, found = place.tag, place.text, place.hints
        if text <= _LONGEST_CAPTION:
            if tag in _FIGURES or (
                found & _MEDIA
                and place.media
                and place.blocks <= _PICTURE_BLOCKS
                and text <= _PICTURE_TEXT
                and _names_picture(place.names)
            ):
                levels = 0
            elif tag in _FRAMED:  # as a figure
                levels = _FAR
            else:
                levels = figures.get(outer, _FAR) + 1 if figures else _FAR
            if levels < _FAR:
                figures[place] = levels
            if (
                levels < 8
                or (found & _CAPTION_HINTS and _names_caption(place.names))
                or (outer.hints & _CAPTION_HINTS and outer.text <= _LONGEST_CAPTION and _names_caption(outer.names))
            ) and tag not in _NEVER_CAPTIONS:
                captions.add(place)
        if outer in listings:
            captions.add(place)
        elif (
            tag == "pre"
            and names_listing(outer.names)
            and outer.blocks <= place.blocks + _BESIDE_LISTING
            and outer.good_text == place.good_text
        ):
            listings.add(outer)
            captions.add(outer)
        if (
            outer in others
            or (found & _ABOUT and text <= _LONGEST_BOX and _names_about(place.names))
            or ((found & _ASKING or tag == "form") and place.good_text < enough and _asks(place, enough))
        ):
            others.add(place)
    return captions, others


def _asks(place: Place, enough: int) -> bool:
    """Whether a place is one of comments, of a request for consent or a subscription, a form, or opens above others.

    The last two may stand around the article, which then is most of the page's prose.
    """
    found = place.hints
    if (
        (found & _COMMENTS and place.depth > 2 and _names_comments(place.names))
        or (found & _NOTICE and _names_consent(place.names))
        or (found & _SUBSCRIBE and place.text <= _LONGEST_BOX and _names_subscription(place.names))
    ):
        return True
    if 2 * place.good_text >= enough:
        return False
    is_form = place.tag == "form" and place.depth > 2 and place.text <= _LONGEST_FORM
    return is_form or (found & _NOTICE != 0 and _names_popup(place.names))


def find_other_articles(
    blocks: Sequence[Block], places: Sequence[Place], tags: list[int], title_at: int | None
) -> set[Place]:
    """The places that hold articles beside the one with the title, as pages that scroll without end do."""
    others: set[Place] = set()
    if title_at is None:
        return others
    around: set[Place] = set()
    own: Place | None = None
    place: Place | None = blocks[title_at].place
    while place is not None:
        around.add(place)
        if own is None and place.tag == "article":
            own = place
        place = place.parent
    if around.issuperset([place for place in places if place.tag == "article"]):
        return others
    longest = 0
    headed: set[Place] = set()
    inside: set[Place] = set()
    if own is not None and own.good_text >= _WHOLE_ARTICLE:
        longest = _LONGER * own.good_text
        inside.add(own)
        for block, tag in zip(blocks, tags, strict=True):
            place = block.place if 2 <= tag <= 5 else None
            while place is not None and place not in around and place not in headed:
                headed.add(place)
                place = place.parent
    asides: set[Place] = set()
    for inner in places:
        outer = inner.parent
        if outer in inside:
            inside.add(inner)
        elif outer in others:
            others.add(inner)
        elif inner.tag == "article":
            if outer in asides or (inner in headed and inner.good_text < longest):
                others.add(inner)
        elif outer in asides or (inner.tag == "aside" and inner not in around):
            asides.add(inner)
    return others
