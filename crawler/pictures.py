"""Addresses of pictures: which of them are of one picture in several sizes, and which only count who looks."""

from __future__ import annotations

import re
from urllib.parse import unquote

_SIZE = re.compile(  # after one of three signs, which are found much faster than alternatives
    r"[-_.](?:(?<!\.)(?:\d+x\d+|scaled)|(?<=\.)[a-z]{3,4})(?:\.[a-z]{3,4}){0,3}$", re.IGNORECASE
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
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"(?:\d\D*){4}")  # a name with so many digits is nobody else's
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg)(?:\.[a-z]{3,4})?$", re.IGNORECASE)


def picture_name(address: str) -> str | None:
    """The name of a picture's file, without what tells its size and kind; None: none that tells it from others.

    A program ("resize.php?file=17") serves many pictures: what is called neither as a picture's file nor by a number,
    and is asked for something, has no name.
    """
    path, _, asked = unquote(unquote(address)).partition("?")
    folder, _, file = path.rstrip("/").rpartition("/")
    if folder.endswith("/"):
        return None  # nothing but a host
    name = _SIZE.sub("", file)
    if len(name) < _SHORTEST or (asked and not _DIGIT.search(name) and not _PICTURE_FILE.search(file)):
        return None
    return name


def is_one_picture(address: str, other: str) -> bool:
    """Whether two addresses surely are of one picture, in one size or two: what is but called alike may be another."""
    name = picture_name(address)
    if name is None or name != picture_name(other):
        return False
    return _NUMBERED.search(name) is not None or _folder(address) == _folder(other)


def _folder(address: str) -> str:
    return address.partition("?")[0].partition("//")[2].rpartition("/")[0]


def counts_readers(address: str) -> bool:
    """Whether a picture's address is that of a service that counts how often a page is read."""
    return _COUNTERS.match(address) is not None
