"""Addresses of pictures: which of them are of one picture in several sizes."""

from __future__ import annotations

import re
from urllib.parse import unquote

_SIZE = re.compile(  # after one of three signs, which are found much faster than alternatives
    r"[-_.](?:(?<!\.)(?:\d+x\d+|scaled)|(?<=\.)[a-z]{3,4})(?:\.[a-z]{3,4})*$", re.IGNORECASE
)
_SHORTEST = 8  # characters of a file's name that tell it from others


def picture_name(address: str) -> str | None:
    """The name of a picture's file, without what tells its size and kind; None: none that tells it from others."""
    path = unquote(unquote(address)).partition("?")[0]
    name = _SIZE.sub("", path.rstrip("/").rpartition("/")[2])
    return name if len(name) >= _SHORTEST else None
