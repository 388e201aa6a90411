"""Whether a post of which the state knows nothing is the crawler's own work: what an article gives, beside its file.

A file shows dates and addresses that are not the article's own: when it was first seen, when it was updated, where
else it stands. They are taken from the file; all else has to be the article's, to the byte.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.identity import addresses, normal_url
from crawler.items import Article
from crawler.publishing.found import FoundPost


@dataclass(frozen=True, slots=True)
class Making:
    """What a file was made with, beside its article."""

    first_seen: datetime
    updated: datetime | None
    also_at: tuple[str, ...]


def making(
    file: bytes,
    found: FoundPost,
    seen: Sequence[datetime],
    render: Callable[[Making], str],
) -> Making | None:
    """What a file was made with; None where it is not what the article gives.

    Args:
        file: Its content.
        found: What it says.
        seen: When the article may have been first seen, beside the moments that the file names; aware.
        render: Makes the file's text.
    """
    first = dict.fromkeys([*seen, *found.moments])
    tries = itertools.starmap(Making, itertools.product(first, [None, *found.moments], [(), *found.lists]))
    return next((each for each in tries if render(each).encode() == file), None)


def is_of(found: FoundPost, article: Article, made: FoundPost | None) -> bool:
    """Whether a post is an article's: it tells its address, or, where posts tell none, its title and its dates.

    Args:
        found: The post that is there.
        article: The article.
        made: The post that it would become.
    """
    known = addresses(article)
    if found.url and known:
        return normal_url(found.url) in {normal_url(article.url), *known}
    return made is not None and bool(made.moments) and (found.title, found.moments) == (made.title, made.moments)
