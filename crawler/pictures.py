"""Addresses of pictures: which of them are of one picture in several sizes, and which only count who looks."""

from __future__ import annotations

import re
from urllib.parse import unquote

_SIZE = re.compile(  # after one of three signs, which are found much faster than alternatives
    r"[-_.](?:(?<!\.)(?:\d+x\d+|scaled)|(?<=\.)[a-z]{3,4})(?:\.[a-z]{3,4})*$", re.IGNORECASE
)
# Hosts of services that measure how often pages are read, and how sites of their own are called.
_COUNTERS = re.compile(
    r"(?:https?:)?//(?:(?:[\w-]+\.)*(?:(?:adform|doubleclick|omtrdc|2o7)\.net|(?:adition|chartbeat|google-analytics"
    r"|imrworldwide|quantserve|scorecardresearch|statcounter|xiti)\.com|(?:adtech|ioam|ivwbox|vgwort)\.de|gemius\.pl"
    r"|(?:pixel|stats)\.(?:wp|wordpress)\.com|mc\.yandex\.(?:ru|com)|yadro\.ru)/"
    r"|(?:www\.)?facebook\.com/tr\b"
    r"|(?:analytics|beacon|counter|livetracker|metrics|pixel|stats?|track(?:er|ing)?)\.[\w.-]+/(?!.*\.(?:jpe?g|png|svg|webp)))",
    re.IGNORECASE,
)
_SHORTEST = 8  # characters of a file's name that tell it from others


def picture_name(address: str) -> str | None:
    """The name of a picture's file, without what tells its size and kind; None: none that tells it from others."""
    path = unquote(unquote(address)).partition("?")[0]
    name = _SIZE.sub("", path.rstrip("/").rpartition("/")[2])
    return name if len(name) >= _SHORTEST else None


def counts_readers(address: str) -> bool:
    """Whether a picture's address is that of a service that counts how often a page is read."""
    return _COUNTERS.match(address) is not None
