"""Classes and ids of what stands on a page beside its article: comments, teasers, side bars, menus."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

BEFORE, BEHIND = r"(?:^|[\s_-])", r"(?:[\s_-]|$)"  # a word in a list of names
WIDGET = r"(?<!elementor-)widget"  # Elementor calls all that it puts on a page one, the article's parts too
_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "commentAuthor"
_NOT_H = r"(?<!\bh-)"  # microformats (h-card) and columns (h-aside)
_WORDS = (
    r"comments?|kommentare?|respond|replies|reactions|disqus|related|recommend\w*|similar|most[_-]?\w*|more[_-]?\w*|"
    rf"latest|popular|trending|read[_-]?next|teasers?\w*|promo(?!ted)\w*|newsletter|banner|ticker|{WIDGET}|sidebar|"
    r"aside|nav|menu|(?<!entry[_-])(?<!post[_-])(?<!article[_-])footer"
)


_ENTRY = re.compile(r"(?:^|\s)h-?entry(?:\s|$)")  # http://microformats.org/wiki/hentry
_LISTED = re.compile(r"(?:^|\s)wp-block-post(?:\s|$)")  # as WordPress calls what its block for lists of posts holds
_HIGHEST = 10  # levels


def is_listed_entry(element: HtmlElement) -> bool:
    """Whether an element is a post as an item of a list, which WordPress says, or beside others."""
    if element.tag != "li" or not (names := element.get("class")):
        return False
    if _LISTED.search(names):
        return True
    return _is_entry(element) and (_is_entry(element.getprevious()) or _is_entry(element.getnext()))


def is_of_listed_entry(element: HtmlElement) -> bool:
    """Whether an element stands in a post that is an item of a list."""
    return any(is_listed_entry(outer) for outer in islice(element.iterancestors("li"), _HIGHEST))


def _is_entry(element: HtmlElement | None) -> bool:
    return element is not None and element.tag == "li" and _ENTRY.search(element.get("class") or "") is not None


def elsewhere(more: str) -> Callable[[str], bool]:
    """Whether names tell that something is none of the article's; templates repeat them over and over.

    Args:
        more: A pattern for words that tell so of what is looked for, besides those that always do.
    """
    pattern = re.compile(rf"{BEFORE}{_NOT_H}(?:{_WORDS}|{more}){BEHIND}")

    @lru_cache(maxsize=10_000)
    def tell(names: str) -> bool:
        return pattern.search(_JOINT.sub("-", names).lower()) is not None

    return tell
