"""A body in; a safe and self-contained body out. Likewise for the plain values of a post."""

from __future__ import annotations

from crawler.cleaning.addresses import safe_address
from crawler.cleaning.elements import LANDMARKS, RENAMED
from crawler.cleaning.markup import read, write
from crawler.cleaning.policy import KEEPING_SANITIZER, SANITIZER
from crawler.cleaning.shaping import shape
from crawler.cleaning.text import clean_text
from crawler.cleaning.tidying import tidy

__all__ = ["clean", "clean_text", "safe_address"]


def clean(body: str, *, url: str, keep_attributes: bool = False) -> str:
    """Make a body safe to publish and independent of the page that it comes from.

    The body is shaped (frames become players or links, footnotes keep working, what is hidden or empty goes) and then
    sanitized; what the sanitizer writes is the answer, only its no-break spaces become the characters themselves.
    Cleaning the answer once more changes nothing, unless it is so long that `markup` bounds it beforehand.

    Args:
        body: HTML of any quality, without an outer element; its addresses absolute, or else relative to `url`.
        url: The article's address.
        keep_attributes: Keep classes, data attributes and the relations of links as they are found, and leave untidy
            what is safe.

    Returns:
        HTML without scripts, event handlers, styles, forms, SVG, MathML and unknown frames, whose addresses are http,
        https, mailto or tel.
    """
    tree = read(body, RENAMED if keep_attributes else RENAMED | LANDMARKS)
    shape(tree, url=url, keep_attributes=keep_attributes)
    if not keep_attributes:
        tidy(tree)
    sanitizer = KEEPING_SANITIZER if keep_attributes else SANITIZER
    return sanitizer.clean(write(tree)).replace("&nbsp;", "\u00a0")
