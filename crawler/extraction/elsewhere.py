"""Classes and ids of what stands on a page beside its article: comments, teasers, side bars, menus."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from crawler.extraction.patterns import lazy

BEFORE, BEHIND = r"(?:^|[\s_-])", r"(?:[\s_-]|$)"  # a word in a list of names
WIDGET = r"(?<!elementor-)widget"  # Elementor calls all that it puts on a page one, the article's parts too
_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "commentAuthor"
_NOT_H = r"(?<!\bh-)"  # microformats (h-card) and columns (h-aside)
_WORDS = (
    r"comments?|kommentare?|respond|replies|reactions|disqus|related|recommend\w*|similar|most[_-]?\w*|more[_-]?\w*|"
    rf"latest|popular|trending|read[_-]?next|teasers?\w*|promo(?!ted)\w*|newsletter|banner|ticker|{WIDGET}|sidebar|"
    r"aside|nav|menu|(?<!entry[_-])(?<!post[_-])(?<!article[_-])footer"
)


def elsewhere(more: str) -> Callable[[str], bool]:
    """Whether names tell that something is none of the article's; templates repeat them over and over.

    Args:
        more: A pattern for words that tell so of what is looked for, besides those that always do.
    """
    pattern = lazy(rf"{BEFORE}{_NOT_H}(?:{_WORDS}|{more}){BEHIND}")

    @lru_cache(maxsize=10_000)
    def tell(names: str) -> bool:
        return pattern.search(_JOINT.sub("-", names).lower()) is not None

    return tell
